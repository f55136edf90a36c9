"""What the header and the footer lead to; each app registers its own entries when it starts."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, override


@dataclass(frozen=True)
class Item:
    """An entry: `url_name` without arguments; shown only while `module` is switched on (empty: always)."""

    label: str | Promise
    url_name: str
    order: int = 100
    module: str = ""
    shown_to: Callable[[Any], bool] | None = None  # of an account; only the organisers' space asks
    group: str = ""  # a menu of the organisers' space, or the parts that stand below an entry of the header
    also: tuple[str, ...] = ()  # pages that belong to it and lie elsewhere: "organise/commitments/"


class Entry(NamedTuple):
    """An item made ready for one language; `label` is already translated, `also` holds whole addresses."""

    label: str
    url: str
    shown_to: Callable[[Any], bool] | None = None
    group: str = ""
    also: tuple[str, ...] = ()

    def reach(self, path: str) -> int:
        """How much of the address of a page is this entry's, in letters; 0 when the page does not belong to it."""
        if not self.also:
            return len(self.url) if path.startswith(self.url) else 0
        return max((len(url) for url in (self.url, *self.also) if path.startswith(url)), default=0)


@dataclass(frozen=True)
class Group:
    """Entries of the organisers' space that one menu gathers; one alone, or one without a group, has no label."""

    label: str
    entries: tuple[Entry, ...]


HEADER: dict[str, Item] = {}
PARTS: dict[str, Item] = {}
SPACE: dict[str, Item] = {}
SPACE_GROUPS: dict[str, str | Promise] = {}
TOOLS: dict[str, Item] = {}
FOOTER: dict[str, Item] = {}
SEARCH: dict[str, Item] = {}
BANNERS: list[str] = []


def register(item: Item) -> None:
    """Add an entry to the header; the same URL name registered again replaces the former."""
    HEADER[item.url_name] = item
    entries.cache_clear()


def register_part(item: Item) -> None:
    """Add a page below the entry of the header that has the same `group`: the row of parts is on all of their pages."""
    PARTS[item.url_name] = item
    entries.cache_clear()


def register_space(item: Item) -> None:
    """Add an entry to the header of the organisers' space; the same URL name registered again replaces the former."""
    SPACE[item.url_name] = item
    entries.cache_clear()


def register_space_group(code: str, label: str | Promise) -> None:
    """Name a menu of the organisers' space; it stands where the first of its entries would."""
    SPACE_GROUPS[code] = label


def register_tool(item: Item) -> None:
    """Add what a signed-in person finds in the corner of every page; the same URL name replaces the former."""
    TOOLS[item.url_name] = item
    entries.cache_clear()


def register_footer(item: Item) -> None:
    """Add an entry to the footer; the same URL name registered again replaces the former."""
    FOOTER[item.url_name] = item
    entries.cache_clear()


def register_search(url_name: str) -> None:
    """Name the view that the header's search leads to: it must read the words from `?q=`."""
    SEARCH.clear()
    SEARCH[url_name] = Item("", url_name)
    entries.cache_clear()


def register_banner(template: str) -> None:
    """Put a template above the header of every page; only the demonstration does."""
    if template not in BANNERS:
        BANNERS.append(template)


def items() -> tuple[Entry, ...]:
    """Entries of the header in the active language, in order."""
    return entries("header", *_setting())


def part_items() -> tuple[Entry, ...]:
    """Parts of every entry of the header, in order."""
    return entries("parts", *_setting())


def space_items(user: Any) -> tuple[Entry, ...]:
    """Entries of the organisers' space that this account has a use for, in order."""
    return shown_to(user, entries("space", *_setting()))


def space_groups(user: Any) -> tuple[Group, ...]:
    """The same entries gathered in their menus, in the order of the first of each."""
    gathered: dict[str, list[Entry]] = {}
    for entry in space_items(user):
        gathered.setdefault(entry.group if entry.group in SPACE_GROUPS else entry.url, []).append(entry)
    return tuple(
        Group(str(SPACE_GROUPS[code]) if len(found) > 1 else "", tuple(found)) for code, found in gathered.items()
    )


def tool_items(user: Any) -> tuple[Entry, ...]:
    """What this person finds in the corner of a page."""
    return shown_to(user, entries("tools", *_setting()))


def shown_to(user: Any, found: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(entry for entry in found if entry.shown_to is None or entry.shown_to(user))


def footer_items() -> tuple[Entry, ...]:
    """Entries of the footer in the active language, in order."""
    return entries("footer", *_setting())


def search_url() -> str:
    """Where the header's search leads, or an empty string when no app has registered a search."""
    found = entries("search", *_setting())
    return found[0].url if found else ""


def unreachable() -> list[str]:
    """URL names registered for a module that is on, but that the URL configuration does not know."""
    registered = (
        *HEADER.values(),
        *PARTS.values(),
        *SPACE.values(),
        *TOOLS.values(),
        *FOOTER.values(),
        *SEARCH.values(),
    )
    return [item.url_name for item in registered if _is_on(item) and _url(item) is None]


@lru_cache(maxsize=64)
def entries(place: str, language: str, urlconf: str, modules: tuple[str, ...]) -> tuple[Entry, ...]:
    """Entries of one place, resolved once for each language: reversing on every page would be dear."""
    register_of = {
        "header": HEADER,
        "parts": PARTS,
        "space": SPACE,
        "tools": TOOLS,
        "footer": FOOTER,
        "search": SEARCH,
    }[place]
    start = f"{get_script_prefix()}{language}/"
    with override(language):
        ready = (
            (item, _url(item)) for item in sorted(register_of.values(), key=lambda item: item.order) if _is_on(item)
        )
        # An entry without a URL is left out rather than breaking every page; a test and `unreachable` name it.
        return tuple(
            Entry(str(item.label), url, item.shown_to, item.group, tuple(f"{start}{path}" for path in item.also))
            for item, url in ready
            if url is not None
        )


def _setting() -> tuple[str, str, tuple[str, ...]]:
    return (
        get_language() or settings.LANGUAGE_CODE,
        str(get_urlconf() or settings.ROOT_URLCONF),
        tuple(settings.MODULES),
    )


def _is_on(item: Item) -> bool:
    return not item.module or item.module in settings.MODULES


def _url(item: Item) -> str | None:
    try:
        return reverse(item.url_name)
    except NoReverseMatch:
        return None
