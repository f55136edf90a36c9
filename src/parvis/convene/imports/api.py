"""One document, or a file of them, brought in by a program: tried first, then written, all of it or nothing.

The reading and the writing are those of `parvis import`, with the rights of the token's body.
"""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from parvis.convene.agenda.importing.quarantine import named
from parvis.convene.imports.actions.cases import entrust
from parvis.convene.imports.actions.elsewhere import in_one_language
from parvis.convene.imports.files import FEW, MOST_PASTED, documents_in, name_of_words, safe_name
from parvis.disclose.api import register_router
from parvis.disclose.importing import records
from parvis.disclose.importing.records import Outcome, Record
from parvis.disclose.importing.registry import Asked, Mandate, written_by_another_room
from parvis.disclose.importing.running import import_documents, refusal
from parvis.people.acting import Acting
from parvis.people.api.faults import Faults
from parvis.people.api.numbered import run_numbered
from parvis.people.api.refusals import refused
from parvis.people.api.tokens import TokenAuth
from parvis.people.models import Scope

router = Router(tags=["imports"])
Language = Literal["fr", "en"]


class DocumentIn(Schema):
    """A document as text, of any format that this instance reads."""

    model_config = ConfigDict(extra="forbid")

    content: str = Field(max_length=MOST_PASTED, description=gettext_noop("The whole file or page, as it is."))
    name: str = Field(
        "",
        max_length=250,
        description=gettext_noop("Its file name; a page without an identifier of its own is known by it."),
    )
    edition: str = Field("", max_length=160, description=gettext_noop("Slug of the edition that new events join."))
    publish: bool = Field(False, description=gettext_noop("Show what is new at once."))


class PartOut(Schema):
    """A part of a document: a milestone, a review, a recommendation."""

    kind: str
    number: str
    title: str


class FoundOut(Schema):
    """What the checker finds in a page."""

    rule: str
    severity: str
    line: int
    message: str
    suggestion: str


class DocumentOut(Schema):
    """What became of a document.

    `action` is create, update, unchanged, quarantine or left-out; `held` is what is in the document and is not written.
    """

    kind: str
    external_id: str
    action: str
    slug: str | None
    url: str
    title: str
    start: str | None
    end: str | None
    children: list[PartOut]
    reasons: list[str]
    absences: list[str]
    held: list[str]
    findings: list[FoundOut]


class CountsOut(Schema):
    created: int
    updated: int
    unchanged: int
    quarantined: int
    left_out: int


class ImportOut(Schema):
    """What became of the documents, or what would."""

    dry: bool
    counts: CountsOut
    records: list[DocumentOut]


REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 409, 422, 429), Faults)


def register() -> None:
    register_router("/imports", router)


@router.post(
    "",
    auth=TokenAuth(Scope.WRITE),
    response={200: ImportOut, 201: ImportOut, **REFUSALS},
    summary=gettext_noop("Bring documents in"),
    description=gettext_noop(
        "Pages of an agenda, calendars, tables, pages about a commitment. With `dry=1`, says what would become of each "
        "document. Otherwise needs an `Idempotency-Key`, and writes all of them or nothing. Sent again, a known "
        "document changes nothing. Documents of other bodies are left out; what cannot be read as an event waits in "
        "the quarantine; what independent people judge is held back."
    ),
)
def bring_in(
    request: HttpRequest, response: HttpResponse, body: DocumentIn, dry: bool = False, lang: Language = "fr"
) -> Any:
    return run_numbered(request, response, lambda acting: brought(acting, body), dry=dry)


def brought(acting: Acting, body: DocumentIn) -> dict[str, Any]:
    """Write the documents and say what became of each; the caller holds the transaction."""
    if not body.content.strip():
        raise refused(422, "content", _("Give the words of a document."), "missing")
    name = safe_name(body.name) if body.name else name_of_words(body.content)
    documents = documents_in(body.content.encode(), name)
    if len(documents) > FEW:
        message = _("These are %(number)s documents: send %(most)s at most in one request.")
        raise refused(422, "content", message % {"number": len(documents), "most": FEW}, "too-many")
    language = get_language() or "fr"
    asked = Asked(body.publish, body.edition, language, Mandate(acting, acting.organisation))
    if sentence := refusal(asked):
        raise refused(422, "edition", sentence, "unknown-edition")
    outcome = import_documents(documents, asked)
    entrust_held(outcome, acting)
    return answer(outcome, language)


def entrust_held(outcome: Outcome, acting: Acting) -> None:
    """What the agenda put in the quarantine waits with the organisers of the token's body."""
    held = [
        (record.origin, record.external_id)
        for record in outcome.records
        if record.action == records.QUARANTINE and not written_by_another_room(record.kind)
    ]
    for document in named(held) if held else ():
        entrust(document, acting.organisation)


def answer(outcome: Outcome, language: str) -> dict[str, Any]:
    left_out = sum(record.action == records.LEFT_OUT for record in outcome.records)
    return {
        "dry": False,
        "counts": {**outcome.counts, "left_out": left_out},
        "records": [document_out(record, language) for record in outcome.records],
    }


def document_out(record: Record, language: str) -> dict[str, Any]:
    found = [in_one_language(one, language) for one in record.findings]
    return {
        "kind": record.kind,
        "external_id": record.external_id,
        "action": record.action,
        "slug": record.slug,
        "url": record.url,
        "title": record.title,
        "start": record.start,
        "end": record.end,
        "children": list(record.children),
        "reasons": list(record.reasons),
        "absences": list(record.absences),
        "held": list(record.held),
        "findings": [{key: value for key, value in one.items() if key != "part"} for one in found],
    }
