"""What every page knows about the site and itself, without asking the database nor setting a cookie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import get_language

from parvis.ui import navigation, themes


@dataclass(frozen=True)
class OtherLanguage:
    """The same page in another language."""

    code: str
    name: str
    url: str


class Link(NamedTuple):
    """A header entry as this page shows it; `current` is "page" on it, "true" below it, empty elsewhere."""

    label: str
    url: str
    current: str


@dataclass(frozen=True)
class Menu:
    """A menu of the organisers' space; without a label, its one link stands by itself."""

    label: str
    links: tuple[Link, ...]

    @property
    def current(self) -> bool:
        return any(link.current for link in self.links)


class Site:
    """Read in templates as `site`; everything is computed when a template asks for it."""

    name = property(lambda self: settings.SITE_NAME)
    address = property(lambda self: settings.SITE_ADDRESS)
    source_url = property(lambda self: settings.SOURCE_URL)
    demo = property(lambda self: settings.DEMO)
    logo = property(lambda self: themes.load(settings.THEME).logo)
    footer = property(lambda self: navigation.footer_items())
    search_url = property(lambda self: navigation.search_url())
    banners = property(lambda self: navigation.BANNERS)

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @property
    def home_url(self) -> str:
        return f"/{self.language}/"

    @cached_property
    def space(self) -> bool:
        """Whether the page belongs to the organisers' space, which has a header of its own."""
        return self.request.path.startswith(f"/{self.language}/organise/")

    @cached_property
    def navigation(self) -> tuple[Link, ...]:
        items = navigation.items()
        links = self.links(items)
        group = self.part.group if self.part else ""
        if not group or any(link.current for link in links):
            return links
        return tuple(
            link._replace(current="true") if item.group == group else link
            for item, link in zip(items, links, strict=True)
        )

    @cached_property
    def part(self) -> navigation.Entry | None:
        """The part of the header's entry that the page belongs to."""
        below = [entry for entry in navigation.part_items() if self.request.path.startswith(entry.url)]
        return max(below, key=lambda entry: len(entry.url), default=None)

    @cached_property
    def parts(self) -> tuple[Link, ...]:
        """The row below the header: what stands beside this page under the same entry; empty where there is none."""
        if self.part is None:
            return ()
        return self.links([entry for entry in navigation.part_items() if entry.group == self.part.group])

    @cached_property
    def space_navigation(self) -> list[Menu]:
        """The menus of the organisers' space for this person."""
        groups = navigation.space_groups(self.request.user)
        links = {link.url: link for link in self.links([entry for group in groups for entry in group.entries])}
        return [Menu(group.label, tuple(links[entry.url] for entry in group.entries)) for group in groups]

    def links(self, items: Sequence[navigation.Entry]) -> tuple[Link, ...]:
        path = self.request.path
        # The entry whose address goes furthest: every page of the space lies below its first one.
        reached = [item.reach(path) for item in items]
        furthest = max(reached, default=0)
        nearest = reached.index(furthest) if furthest else -1
        return tuple(
            Link(item.label, item.url, "page" if path == item.url else "true" if place == nearest else "")
            for place, item in enumerate(items)
        )

    @cached_property
    def tools(self) -> tuple[navigation.Entry, ...]:
        """What a signed-in person finds in the corner; nothing for a stranger, whose session is not looked for."""
        if not self.personal or not self.request.user.is_authenticated:
            return ()
        return navigation.tool_items(self.request.user)

    @cached_property
    def languages(self) -> list[OtherLanguage]:
        """The page in the other languages: the words of a URL are the same in all, only its first part changes."""
        prefix = f"/{self.language}/"
        path = self.request.get_full_path()
        tail = path.removeprefix(prefix) if path.startswith(prefix) else ""
        return [
            OtherLanguage(code, name, f"/{code}/{tail}") for code, name in settings.LANGUAGES if code != self.language
        ]

    @property
    def canonical(self) -> str:
        return settings.SITE_URL + self.request.path

    @property
    def alternates(self) -> list[OtherLanguage]:
        """Absolute addresses of this page in every language, for search engines; none outside `/fr/` and `/en/`."""
        prefix = f"/{self.language}/"
        if not self.request.path.startswith(prefix):
            return []
        tail = self.request.path.removeprefix(prefix)
        return [OtherLanguage(code, name, f"{settings.SITE_URL}/{code}/{tail}") for code, name in settings.LANGUAGES]

    @property
    def personal(self) -> bool:
        """Whether the reader came with a session or a message.

        Templates ask this before `user` or `messages`: reading the session would forbid sharing anonymous pages.
        """
        cookies = self.request.COOKIES
        return settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies


def page(request: HttpRequest) -> dict[str, object]:
    """Give templates `site`."""
    return {"site": Site(request)}
