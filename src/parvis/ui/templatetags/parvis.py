"""Template tags of the kit: `{% load parvis %}`. The guide with an example of each is docs/developer/interface.md."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import Any
from uuid import UUID

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet
from django.template.context import Context, RequestContext
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from parvis.ui import dates, forms, icons
from parvis.ui import paving as patterns
from parvis.ui.typography import NARROW, french

register = template.Library()


def language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"


# --- Text -----------------------------------------------------------------------------------------


@register.filter(needs_autoescape=True)
def typo(text: object, lang: str = "", autoescape: bool = True) -> SafeString:
    """Set a text, or the text nodes of safe HTML, as French typography asks; in another language, leave it."""
    html = str(conditional_escape(text) if autoescape else text)
    return mark_safe(french(html) if (lang or language()) == "fr" else html)


@register.filter
def number(value: int | float | None) -> str:
    """`400 000`, `400,000`; a dash when there is none."""
    if value is None:
        return "—"
    grouped = f"{value:,}"
    return grouped.replace(",", NARROW).replace(".", ",") if language() == "fr" else grouped


@register.filter
def money(minor: int, currency: str = "EUR") -> str:
    """`38 000 €`, `29,87 €`, `€29.87` from integer minor units (hundredths); other currencies by their code."""
    whole, cents = divmod(abs(minor), 100)
    sign = "−" if minor < 0 else ""
    if language() == "fr":
        digits = f"{whole:,}".replace(",", NARROW) + (f",{cents:02}" if cents else "")
        return f"{sign}{digits}{NARROW}{'€' if currency == 'EUR' else currency}"
    digits = f"{whole:,}" + (f".{cents:02}" if cents else "")
    return f"{sign}€{digits}" if currency == "EUR" else f"{sign}{digits}{NARROW}{currency}"


# --- Dates ----------------------------------------------------------------------------------------


@register.filter
def day(value: date) -> str:
    """`jeudi 12 mars`"""
    return dates.day_words(_day(value), language())


@register.filter
def day_year(value: date) -> str:
    """`12 mars 2026`"""
    return dates.day_words(_day(value), language(), weekday=False, year=True)


@register.filter
def full_day(value: date) -> str:
    """`jeudi 12 mars 2026`"""
    return dates.day_words(_day(value), language(), year=True)


@register.filter
def weekday(value: date) -> str:
    """`jeudi`"""
    return dates.weekday_word(_day(value), language())


@register.filter
def weekday_letter(value: date) -> str:
    """`j`"""
    return dates.weekday_letter(_day(value), language())


@register.filter(name="range")
def day_range(value: date, end: date | None = None) -> str:
    """`{{ start|range:end }}` → `du 12 au 31 mars`; the end is inclusive"""
    return dates.range_words(_day(value), _day(end) if end else None, language())


@register.filter
def hours(value: time | datetime, end: time | datetime | None = None) -> str:
    """`{{ start|hours:end }}` → `18 h 30 – 21 h`"""
    return dates.hours_words(_time(value), _time(end), language())


@register.filter
def relative(value: date, today: date) -> str:
    """`{{ day|relative:today }}` → `demain`"""
    return dates.relative_words(_day(value), _day(today), language())


@register.filter
def duration(value: timedelta) -> str:
    """`2 h 30`"""
    return dates.duration_words(value, language())


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _time(value: time | datetime | None) -> time | None:
    return value.time() if isinstance(value, datetime) else value


# --- Pictures -------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "clock" %}`: always beside a word."""
    return icons.icon(name)


@register.simple_tag
def paving(identifier: UUID | str) -> SafeString:
    """`{% paving event.uid %}`: the pattern that stands for a picture."""
    return patterns.paving(str(identifier))


# --- Components -----------------------------------------------------------------------------------


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(*checked: BaseForm | BaseFormSet) -> dict[str, Any]:
    """`{% error_summary form %}` above everything in `content`, outside `<form>`; nothing when there is no error."""
    return {"mistakes": forms.mistakes(*(form for form in checked if form.is_bound)), "focus": True}


@register.simple_tag(takes_context=True)
def title_error(context: Context) -> str:
    """`Error: ` at the head of the title when the page's `form` was refused: it is what a screen reader says first."""
    form = context.get("form")
    return f"{_('Error:')} " if isinstance(form, BaseForm) and form.is_bound and form.errors else ""


@register.simple_tag
def breadcrumb(*steps: str) -> SafeString:
    """`{% breadcrumb _("Agenda") agenda_url event.title %}`: label, URL…; a last label without URL is the page."""
    items = [
        f'<li><a href="{escape(url)}">{typo(label)}</a></li>'
        if url
        else f'<li><span aria-current="page">{typo(label)}</span></li>'
        for label, url in zip_longest(steps[::2], steps[1::2])
    ]
    # On every page: made here rather than by a template of its own.
    return mark_safe(
        f'<nav class="breadcrumb" aria-label="{escape(_("You are here"))}">\n  <ol>{"".join(items)}</ol>\n</nav>\n'
    )


@register.simple_tag(takes_context=True)
def pagination(context: RequestContext, page: Page, label: str = "", parameter: str = "page") -> str:
    """`{% pagination page_obj %}`: previous, numbers around, next; keeps the other parameters of the address.

    Two on a page need a `label` each. Nothing where there is one page.
    """
    last = page.paginator.num_pages
    if last < 2:
        return ""
    kept = [(key, value) for key, values in context["request"].GET.lists() for value in values if key != parameter]

    def url(number: int) -> str:
        return "?" + urlencode([*kept, (parameter, number)] if number > 1 else kept)

    numbers: list[dict[str, Any]] = []
    for n in sorted({1, last, *range(max(1, page.number - 1), min(last, page.number + 1) + 1)}):
        if numbers and n - numbers[-1]["number"] == 2:
            numbers.append({"number": n - 1, "url": url(n - 1), "current": False})
        elif numbers and n - numbers[-1]["number"] > 2:
            numbers.append({"number": 0})
        numbers.append({"number": n, "url": url(n), "current": n == page.number})
    return render_to_string(
        "ui/parts/pagination.html",
        {
            "numbers": numbers,
            "previous": url(page.number - 1) if page.number > 1 else "",
            "next": url(page.number + 1) if page.number < last else "",
            "label": label or _("Pages"),
        },
    )


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(label: str, entries: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """`{% tabs _("Text") entries %}`: links; an entry is `{"label", "url", "current": bool}`, perhaps `"count"`."""
    return {"label": label, "entries": entries}


@register.inclusion_tag("ui/parts/date_block.html")
def date_block(
    start: date | None,
    start_time: time | None = None,
    end: date | None = None,
    end_time: time | None = None,
    today: date | None = None,
) -> dict[str, Any]:
    """`{% date_block start start_time end end_time today %}`: a day or a range, hours, nearness, duration.

    A day of None says that the date is not known yet; hours of None are said to be confirmed.
    """
    lang = language()
    if start is None:
        return {"start": None}
    ranged = end is not None and end != start
    length = ""
    if ranged:
        length = dates.days_words((end - start).days + 1, lang)
    elif start_time and end_time and end_time > start_time:
        length = dates.duration_words(datetime.combine(start, end_time) - datetime.combine(start, start_time), lang)
    near = dates.relative_words(start, today, lang) if today else ""
    return {
        "start": start,
        "end": end if ranged else None,
        "weekday": dates.weekday_word(start, lang),
        "month": dates.month_year_words(start, lang),
        "end_weekday": dates.weekday_word(end, lang) if ranged else "",
        "end_month": dates.month_year_words(end, lang) if ranged else "",
        "hours": dates.capital(dates.hours_words(start_time, end_time, lang)),
        "unknown_hours": start_time is None,
        "near": dates.capital(near),
        "length": length,
    }


MODES = {
    "metro": gettext_lazy("Metro"),
    "rer": gettext_lazy("RER"),
    "train": gettext_lazy("Train"),
    "tram": gettext_lazy("Tram"),
    "bus": gettext_lazy("Bus"),
    "bike": gettext_lazy("Bike"),
    "car": gettext_lazy("Car"),
    "other": gettext_lazy("Other"),
}


@register.inclusion_tag("ui/parts/ways.html")
def ways(lines: Iterable[Any]) -> dict[str, Any]:
    """`{% ways place.lines.all %}`: how to get there; lines of one mode at one stop share a row.

    A line has `mode` (metro, rer, train, tram, bus, bike, car, other), `label`, `stop` and `distance_m` (or None).
    """
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for line in lines:
        row = rows.setdefault(
            (line.mode, line.stop),
            {"mode": line.mode, "name": MODES.get(line.mode, MODES["other"]), "stop": line.stop, "labels": []},
        )
        row["labels"] += [line.label] if line.label else []
        if line.distance_m is not None:
            row["distance"] = _("%(n)s m away") % {"n": number(line.distance_m)}
    return {"ways": rows.values()}


@register.inclusion_tag("ui/parts/progress.html")
def progress(done: int, total: int, label: str = "") -> dict[str, Any]:
    """`{% progress 3 12 _("Statements seen") %}`: in words and as a bar."""
    return {"done": done, "total": total, "label": label}


@register.inclusion_tag("ui/parts/tracker.html")
def tracker(
    left: str, total: str, parts: Sequence[tuple[str, str, int]], whole: int, label: str = ""
) -> dict[str, Any]:
    """`{% tracker "38 000 €" "400 000 €" parts 40000000 %}`: what is left, in words and as a bar of what was chosen.

    parts   (label, cost in words, cost as a number), in the order of choice; `whole` in the same unit
    """
    x = 0.0
    blocks = []
    for name, words, cost in parts:
        width = 100 * cost / whole if whole else 0
        blocks.append({"label": name, "words": words, "x": f"{x:.2f}", "width": f"{max(width - 0.6, 0.4):.2f}"})
        x += width
    rest = max(100 - x, 0)
    return {
        "left": left,
        "total": total,
        "blocks": blocks,
        "rest": {"x": f"{x:.2f}", "width": f"{rest:.2f}"} if rest >= 1 else None,
        "label": label,
    }


# --- Blocks: what stands between the two tags is the body ------------------------------------------

NOTICES = {"info": "info", "success": "check", "warning": "alert", "error": "cross"}


@register.inclusion_tag("ui/parts/notice_word.html")
def notice_word(kind: str) -> dict[str, str]:
    """The icon and the hidden word of a notice: info, success, warning or error; any other kind counts as info."""
    kind = kind if kind in NOTICES else "info"
    return {"kind": kind, "icon": NOTICES[kind]}


@register.simple_block_tag
def notice(content: str, kind: str, title: str = "") -> SafeString:
    """`{% notice "warning" _("Lift out of order") %}…{% endnotice %}`; the body is HTML."""
    word = render_to_string("ui/parts/notice_word.html", notice_word(kind))
    head = f'<strong class="notice-title">{typo(title)}</strong> ' if title else ""
    return mark_safe(f'<div class="notice notice-{kind}">{word}<div>{head}{content}</div></div>')


@register.simple_block_tag
def empty_state(content: str, title: str) -> SafeString:
    """`{% empty_state _("Nothing on that day") %}<p>…</p>{% endempty_state %}`: what is missing, then what to do."""
    return mark_safe(f'<div class="empty"><p class="empty-title">{typo(title)}</p>{content}</div>')
