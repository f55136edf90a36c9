"""The few icons, drawn on 20 × 20 with the colour and, nearly, the weight of the text beside them."""

from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

ICONS = {
    "alert": "M10 3 18 17H2zM10 8v4.2M10 14.2v.6",
    "arrow-left": "M16 10H4m5-5-5 5 5 5",
    "arrow-right": "M4 10h12m-5-5 5 5-5 5",
    "bell": "M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 17.5h3",
    "bike": "M5 10.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6m10 0a3 3 0 1 1 0 6 3 3 0 0 1 0-6M5 13.5 8 7h5l2 6.5M8 7l3 6.5M12 4h2",
    "calendar": "M3 5h14v12H3zM3 9h14M7 2.5v4M13 2.5v4",
    "caret": "M3 16 10 4l7 12",
    "check": "M3.5 10.5 8 15l8.5-9.5",
    "chevron-down": "m5 8 5 5 5-5",
    "clock": "M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15M10 6v4.3l3 1.7",
    "cross": "m5 5 10 10M15 5 5 15",
    "dash": "M4 10h12",
    "download": "M10 3v10m-4-4 4 4 4-4M3 17h14",
    "external": "M12 3h5v5M17 3l-8 8M8 4H3v13h13v-5",
    "info": "M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15M10 9v5M10 6v.6",
    "link": "M8 12l4-4M9 6l2-2a3.5 3.5 0 0 1 5 5l-2 2M11 14l-2 2a3.5 3.5 0 0 1-5-5l2-2",
    "lock": "M4 9h12v8H4zM7 9V6a3 3 0 0 1 6 0v3",
    "pin": "M10 18s-6-6-6-10a6 6 0 0 1 12 0c0 4-6 10-6 10M10 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4",
    "question": "M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15M7.7 8a2.3 2.3 0 1 1 3.3 2c-.7.3-1 .8-1 1.5M10 13.5v.6",
    "screen": "M2.5 4h15v10h-15zM7 17h6",
    "search": "M8.5 3a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11M12.5 12.5 17.5 17.5",
    "strike": "M3 16c8-3 11-7 9-11-1-2-4-1-3 1 1 3 5 6 8 8",
    "wheelchair": "M8.5 3v.6M8.5 6.5V12h5l2.5 4.5M8.5 8.5h4M6.3 10a4 4 0 1 0 5.4 5.4",
}


@lru_cache(maxsize=len(ICONS))
def icon(name: str) -> SafeString:
    """The icon as markup, hidden from assistive technology: a word beside it says the same. Raises KeyError."""
    return mark_safe(f'<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="{ICONS[name]}"/></svg>')
