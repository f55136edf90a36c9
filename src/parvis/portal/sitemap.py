"""The sitemap: every public type's visible objects, in each language; nothing that a stranger may not see."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from parvis.ground.identifiers import PublicType, is_registered, types

OWN_PAGES = (
    "portal:home",
    "portal:documents",
    "portal:promised",
    "agenda:list",
    "plans:list",
    "datasets:catalogue",
)
NEEDS = {"agenda": "event", "plans": "commitment"}  # pages of a module that may be off: a type that it registers
WITHOUT_A_PAGE = {
    "session",
    "term",
    "source",
    "picture",
    "milestone",
    "evidence",
    "pledge",
    "decree",
}  # they are part of another object's page


class Pages(Sitemap[str]):
    i18n = alternates = x_default = True

    def items(self) -> list[str]:
        return [name for name in OWN_PAGES if is_on(name)]

    def location(self, item: str) -> str:
        return reverse(item)


def is_on(name: str) -> bool:
    needed = NEEDS.get(name.partition(":")[0])
    return needed is None or is_registered(needed)


class Objects(Sitemap[Any]):
    """One section a type, so that an index points to each."""

    i18n = alternates = x_default = True
    limit = 5_000

    def __init__(self, public_type: PublicType) -> None:
        self.public_type = public_type

    def items(self) -> QuerySet[Any]:
        return self.public_type.visible_to(AnonymousUser()).order_by("pk")

    def location(self, item: Any) -> str:
        return self.public_type.url(item)


def sections() -> dict[str, Sitemap[Any]]:
    """Asked at each request, because a type is registered when its app starts and modules can be switched off."""
    found: dict[str, Sitemap[Any]] = {"pages": Pages()}
    return found | {each.code: Objects(each) for each in types() if each.code not in WITHOUT_A_PAGE}
