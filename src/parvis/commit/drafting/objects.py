"""What has a page on this site, found by the address that a person copied from her browser."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import FieldDoesNotExist

from parvis.ground.identifiers import PublicType, Ref, types

LANGUAGE = re.compile(r"^/(?:fr|en)(?=/)")


def object_at(address: str) -> Ref | None:
    """The public object whose page is at this address, in either language; None when nobody may read one there.

    One query for each type of object that has addresses made of words.
    """
    path = LANGUAGE.sub("", urlsplit(address.strip()).path)
    slug = path.rstrip("/").rpartition("/")[2]
    if not slug:
        return None
    for kind in types():
        found = of_slug(kind, slug)
        if found is not None and LANGUAGE.sub("", urlsplit(kind.url(found)).path).rstrip("/") == path.rstrip("/"):
            return Ref(kind.code, found.uid)
    return None


def of_slug(kind: PublicType, slug: str) -> Any:
    rows = kind.visible_to(AnonymousUser())
    try:
        rows.model._meta.get_field("slug")
    except FieldDoesNotExist:
        return None
    return rows.filter(slug=slug).order_by("pk").first()
