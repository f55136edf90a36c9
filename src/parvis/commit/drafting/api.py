"""The write API of progress: what a program declares for its body, and the evidence it brings. Never a judgement."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import ConfigDict, Field

from parvis.commit.drafting.objects import object_at
from parvis.commit.plans import actions, rules
from parvis.commit.plans.actions import Shown
from parvis.commit.plans.api import commitments_router
from parvis.commit.plans.models import Commitment, Completion, Evidence, EvidenceKind, Milestone, ProgressReport
from parvis.commit.plans.queries.visibility import visible_to
from parvis.people.acting import Acting
from parvis.people.api.faults import Faults
from parvis.people.api.numbered import run_numbered
from parvis.people.api.refusals import Fault, Refusal, refused
from parvis.people.api.tokens import TokenAuth
from parvis.people.models import Scope

Language = Literal["fr", "en"]
MOST = 20


class EvidenceIn(Schema):
    """A piece of evidence by its address; a page of this site counts as the object that it shows."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field(max_length=1000)
    title: str = Field("", max_length=300, description=gettext_noop("May be empty for a page of this site."))
    kind: EvidenceKind = EvidenceKind.DIRECT
    note: str = ""
    consulted_on: date | None = Field(None, description=gettext_noop("Today when it is left out."))
    happened: str = Field(
        "", description=gettext_noop("When it happened: ISO 8601-2 of any precision, or words such as June 2026.")
    )

    def shown(self) -> Shown:
        here = object_at(self.url)
        return Shown(
            title=self.title,
            kind=self.kind,
            note=self.note,
            url="" if here is not None else self.url,
            consulted_on=self.consulted_on,
            day=self.happened,
            object=here,
        )


class EvidenceForIn(EvidenceIn):
    milestone: UUID | None = Field(None, description=gettext_noop("Identifier of a milestone; none: the whole."))


class ReportIn(Schema):
    """How far the promise, or one of its milestones, is on a day. “complete” needs evidence."""

    model_config = ConfigDict(extra="forbid")

    day: date = Field(description=gettext_noop("The day of which the report speaks, today at the latest."))
    completion: Completion
    milestone: UUID | None = Field(None, description=gettext_noop("Identifier of a milestone; none: the whole."))
    body: str = Field("", max_length=20000, description=gettext_noop("Markdown."))
    language: Language = "fr"
    rests_on: list[UUID] = Field([], max_length=MOST, description=gettext_noop("Evidence that is there already."))
    evidence: list[EvidenceIn] = Field([], max_length=MOST, description=gettext_noop("Evidence brought with it."))


class WrittenOut(Schema):
    """What was written, by its identifiers; `dry` when nothing was."""

    commitment: str
    milestone: str | None
    completion: str | None
    day: date | None
    evidence: list[str]
    dry: bool


REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 422, 429), Faults)


@commitments_router.post(
    "/{uid}/progress",
    auth=TokenAuth(Scope.WRITE),
    response={200: WrittenOut, 201: WrittenOut, **REFUSALS},
    summary=gettext_noop("Declare progress"),
    description=gettext_noop(
        "For the token’s body, where it leads the commitment or answers for a milestone. Needs an `Idempotency-Key`; "
        "with `dry=1` nothing stays. A report is never changed: correct it by another."
    ),
)
def declare(
    request: HttpRequest, response: HttpResponse, uid: UUID, body: ReportIn, dry: bool = False, lang: Language = "fr"
) -> Any:

    def work(acting: Acting) -> dict[str, Any]:
        commitment = own(acting, uid)
        if not rules.may_declare_progress(acting, commitment):
            message = _("Your body does not answer for this commitment: it may bring evidence, not declare progress.")
            raise refused(403, "uid", message, "forbidden")
        with faults():
            report = actions.report_progress(
                acting,
                commitment,
                milestone=milestone(commitment, body.milestone),
                day=body.day,
                completion=body.completion,
                body=body.body,
                language=body.language,
                organisation=acting.organisation,
                rests_on=body.rests_on,
                shown=[one.shown() for one in body.evidence],
            )
        return said(commitment, report.milestone, report, list(report.evidence.order_by("pk")))

    return run_numbered(request, response, work, dry=dry)


@commitments_router.post(
    "/{uid}/evidence",
    auth=TokenAuth(Scope.WRITE),
    response={200: WrittenOut, 201: WrittenOut, **REFUSALS},
    summary=gettext_noop("Bring evidence"),
    description=gettext_noop(
        "For the token’s body, where it has any role in the commitment. Needs an `Idempotency-Key`; with `dry=1` "
        "nothing stays."
    ),
)
def bring(
    request: HttpRequest,
    response: HttpResponse,
    uid: UUID,
    body: EvidenceForIn,
    dry: bool = False,
    lang: Language = "fr",
) -> Any:

    def work(acting: Acting) -> dict[str, Any]:
        commitment = own(acting, uid)
        with faults():
            about = milestone(commitment, body.milestone)
            piece = actions.add_evidence(
                acting, commitment, body.shown(), milestone=about, organisation=acting.organisation
            )
        return said(commitment, about, None, [piece])

    return run_numbered(request, response, work, dry=dry)


def own(acting: Acting, uid: UUID) -> Commitment:
    """The commitment, when the token's body has a role in it: 404 for what it may not see, 403 for another's."""
    found = visible_to(acting).select_related("plan__organisation").filter(uid=uid).first()
    if found is None:
        raise refused(404, "uid", _("There is nothing under this identifier that your body may see."), "not-found")
    if not rules.may_bring_evidence(acting, found):
        raise refused(403, "uid", _("Your body has no role in this commitment."), "forbidden")
    return found


def milestone(commitment: Commitment, uid: UUID | None) -> Milestone | None:
    if uid is None:
        return None
    found = commitment.milestones.filter(uid=uid).first()
    if found is None:
        raise ValidationError({"milestone": _("This milestone belongs to another commitment.")})
    return found


class faults:  # noqa: N801 -- read as a verb: `with faults(): …`
    """Turn what the models refuse into what the API answers, part by part."""

    def __enter__(self) -> None:
        return

    def __exit__(self, _kind: Any, error: BaseException | None, _trace: Any) -> None:
        if isinstance(error, ValidationError):
            mistakes = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            told = [
                Fault("" if part == "__all__" else part, message, "value")
                for part, messages in mistakes.items()
                for message in messages
            ]
            raise Refusal(422, tuple(told)) from None


def said(
    commitment: Commitment, about: Milestone | None, report: ProgressReport | None, pieces: list[Evidence]
) -> dict[str, Any]:
    return {
        "commitment": str(commitment.uid),
        "milestone": str(about.uid) if about else None,
        "completion": report.completion if report else None,
        "day": report.day.isoformat() if report else None,
        "evidence": [str(one.uid) for one in pieces],
        "dry": False,
    }
