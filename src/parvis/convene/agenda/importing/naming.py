"""Addresses of imported events."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db.models import Q
from django.utils.text import slugify

from parvis.convene.agenda.actions.lifecycle import RESERVED
from parvis.convene.agenda.importing.work import Work
from parvis.convene.agenda.models import Event, FormerSlug

LONGEST = 90  # letters of an address: more is no longer read, nor pasted whole into a message
NO_WORDS = re.compile(r"[0-9a-f_-]+")
NUMBER = re.compile(r"(?:\d{4}-\d{2}-\d{2}|\d{1,4})-(?=[a-z0-9])")
EXCHANGED = frozenset({"icalendar", "openagenda", "json-ld", "csv"})


def wanted_slug(work: Work) -> str:
    """The source's own slug; a UID or a digest says nothing to a reader, so the title takes its place."""
    if work.document.kind in EXCHANGED or "@" in work.identity or NO_WORDS.fullmatch(work.identity):
        return cut(slugify(work.document.title))
    slug = slugify(work.identity.replace("_", "-"))
    number = NUMBER.match(slug)
    # “01-…” is the rank of a file in its folder, unless the title itself begins with the number ("10 ans de…").
    if number and not slugify(work.document.title).startswith(number[0]):
        slug = slug[number.end() :]
    return cut(slug)


def cut(slug: str) -> str:
    """The slug, ended at a word when it is too long."""
    if len(slug) <= LONGEST:
        return slug
    return slug[: LONGEST + 1].rpartition("-")[0].strip("-") or slug[:LONGEST]


def taken_slugs(works: Sequence[Work]) -> set[str]:
    """Addresses that these documents might want and that are taken; one query for each table."""
    wanted = Q()
    for slug in {wanted_slug(work) for work in works}:
        wanted |= Q(slug=slug) | Q(slug__startswith=f"{slug}-")
    if not works:
        return set(RESERVED)
    events = Event.objects.filter(wanted).values_list("slug", flat=True)
    former = FormerSlug.objects.filter(wanted).values_list("slug", flat=True)
    return {*RESERVED, *events, *former}
