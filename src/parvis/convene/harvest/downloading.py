"""What stands at the address of a feed: fetched, recognised, read into documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.core.cache import cache
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from parvis.civics.formats import EventDocument, FormatError, decode, kind
from parvis.civics.formats.readers import READERS
from parvis.convene.agenda.importing.reading import identity_of
from parvis.convene.harvest.models import FeedFormat
from parvis.disclose.importing.printable import printable
from parvis.ground.fetching import FetchError, fetch

FORMATS = frozenset({"icalendar", "openagenda", "json-ld"})
ACCEPT = (
    "text/calendar",
    "application/json",
    "application/ld+json",
    "text/html",
    "application/xhtml+xml",
    "application/ics",
    "application/octet-stream",
    "text/plain",
    "text/x-vcalendar",
)
MOST_BYTES, SECONDS, MOST_EVENTS = 20_000_000, 45.0, 20_000
TRIAL_KEPT = 120  # seconds
NOT_A_FEED = _("This address gives a text that is not a calendar, an OpenAgenda export nor JSON-LD.")
TOO_MANY = _("The source announces more than %(most)s events; at most that many are read.")


class Unreadable(Exception):
    """Why nothing could be read, one sentence in each language."""

    def __init__(self, sentences: dict[str, str]) -> None:
        super().__init__(sentences.get("en", ""))
        self.sentences = sentences


@dataclass(frozen=True)
class Download:
    """What was read: documents, or nothing new since the validators that were given."""

    documents: Sequence[EventDocument] = ()
    bytes: int = 0
    etag: str = ""
    last_modified: str = ""
    not_modified: bool = False


def download(address: str, kind_asked: str, *, etag: str = "", last_modified: str = "") -> Download:
    """Read an address; Unreadable says why it could not be."""
    try:
        answer = fetch(
            address, accept=ACCEPT, most_bytes=MOST_BYTES, seconds=SECONDS, etag=etag, last_modified=last_modified
        )
        if answer.not_modified:
            return Download(etag=etag, last_modified=last_modified, not_modified=True)
        documents = read(answer.body, kind_asked, name_of(answer.url))
    except FetchError as error:
        raise Unreadable(in_both(error)) from error
    except FormatError as error:
        raise Unreadable(dict(error.message)) from error
    return Download(documents, len(answer.body), answer.etag, answer.last_modified)


def read(body: bytes, kind_asked: str, name: str) -> list[EventDocument]:
    """Documents of a feed, each with an identity of its own; FormatError or Unreadable when it is none."""
    text = decode(body)
    found = kind(text, name) if kind_asked == FeedFormat.AUTO else kind_asked
    if found not in FORMATS:
        raise Unreadable(in_both(NOT_A_FEED))
    documents = READERS[found](text, name)
    if len(documents) > MOST_EVENTS:
        raise Unreadable({code: str(sentence) % {"most": MOST_EVENTS} for code, sentence in in_both(TOO_MANY).items()})
    return identified(documents)


def identified(documents: Sequence[EventDocument]) -> list[EventDocument]:
    """Documents in their order, each under a name that no other has; those that repeat one are left out.

    A calendar gives each exception of a repeated event the same UID: its day tells them apart. A feed names no series
    of ours, whatever it says.
    """
    seen: set[str] = set()
    found = []
    for document in documents:
        document = printable(document)
        name = identity_of(document)
        if name in seen and document.start is not None:
            name = f"{name[:230]} {document.start.iso}"[:250]
        if name in seen:
            continue
        seen.add(name)
        found.append(replace(document, external_id=name, series=()))
    return found


def as_file(document: EventDocument) -> str:
    """The source of one document as a file of its own, from which `reread` makes the same document."""
    if document.kind != "icalendar":
        return document.source
    zone = document.start.zone if document.start else "Europe/Paris"
    return f"BEGIN:VCALENDAR\nX-WR-TIMEZONE:{zone}\n{document.source}\nEND:VCALENDAR\n"


def reread(text: str, kind: str, identity: str) -> EventDocument:
    """A document that was kept as a file; FormatError when it can no longer be read."""
    (document, *_others) = READERS[kind](text, identity)
    return replace(printable(document), external_id=identity, series=())


def download_for_trial(address: str, kind_asked: str) -> Download:
    """The same, kept for two minutes: a person who tries rules asks the site once."""
    key = "harvest:" + sha256(f"{kind_asked} {address}".encode()).hexdigest()
    kept: Download | None = cache.get(key)
    if kept is None:
        kept = download(address, kind_asked)
        cache.set(key, kept, TRIAL_KEPT)
    return kept


def name_of(url: str) -> str:
    return PurePosixPath(urlsplit(url).path).name or "feed"


def in_both(sentence: object) -> dict[str, str]:
    """A sentence in every language of the site, to be kept and told later."""
    said = {}
    for code in ("fr", "en"):
        with translation.override(code):
            said[code] = str(sentence)
    return said
