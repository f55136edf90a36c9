"""The feed of a story: what the journals of its objects say, newest first."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from xml.sax.saxutils import escape as escape_markup
from xml.sax.saxutils import quoteattr

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.disclose.links.queries.whole import Part, WholeStory
from parvis.ground.journal.models import Entry
from parvis.ground.journal.queries import line_of

ENTRIES = 60
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def escape(text: str) -> str:
    return escape_markup(NOT_XML.sub("", text))


def changes_of(story: WholeStory) -> list[tuple[Entry, Part]]:
    """The latest entries about the objects that the reader sees in the story; one query."""
    parts = {part.ref.uid: part for part in story.parts}
    by_type: dict[str, list[object]] = {}
    for part in story.parts:
        by_type.setdefault(part.ref.type, []).append(part.ref.uid)
    about = Q()
    for code, uids in by_type.items():
        about |= Q(object_type=code, object_uid__in=uids)
    entries = Entry.objects.filter(about).select_related("actor").order_by("-id")[:ENTRIES]
    return [(entry, parts[entry.object_uid]) for entry in entries]


def atom_of(story: WholeStory, language: str, here: str) -> str:
    """The feed as Atom (RFC 4287); `here` is its own whole address."""
    with translation.override(language):
        changes = changes_of(story)
        updated = (changes[0][0].at if changes else EPOCH).isoformat()
        title = _("Story of “%(title)s”") % {"title": story.here.title}
        page = here.replace("story.atom", "")
        entries = "".join(entry_of(entry, part) for entry, part in changes)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}"><id>{escape(here)}</id>'
        f"<title>{escape(title)}</title><updated>{updated}</updated>"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(here)}/>'
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>'
        f"<author><name>{escape(settings.SITE_NAME)}</name></author>{entries}</feed>\n"
    )


def entry_of(entry: Entry, part: Part) -> str:
    sentence = line_of(entry).sentence
    return (
        f"<entry><id>urn:uuid:{entry.uid}</id><title>{escape(part.title)}</title>"
        f'<link rel="alternate" type="text/html" href={quoteattr(settings.SITE_URL + part.url)}/>'
        f"<updated>{entry.at.isoformat()}</updated><summary>{escape(sentence)}</summary></entry>"
    )
