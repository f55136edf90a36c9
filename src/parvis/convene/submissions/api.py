"""Offering an event to an edition, for programs: joins the addresses of the event."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import Field

from parvis.convene.agenda.api import Language, events_router, identified
from parvis.convene.agenda.queries.visibility import editions_visible_to
from parvis.convene.editing.api.answers import answer, own_event, refuse_unless_read
from parvis.convene.editing.api.operations import REFUSED, WRITES
from parvis.convene.editing.api.schemas import Exact, Overtaking, Reference
from parvis.convene.submissions import rules
from parvis.convene.submissions.actions import AlreadySubmitted, NotOpen, PartsMissing, submit
from parvis.people.acting import Acting
from parvis.people.api.faults import Faults
from parvis.people.api.refusals import Fault, Refusal, refused


class Offer(Exact):
    edition: Reference
    note: str = Field("", max_length=2000, description=gettext_noop("A word to those who answer for the edition."))


class OfferedOut(Schema):
    uid: Annotated[str, Field(description=gettext_noop("Of the event."))]
    submission: str
    number: int
    edition: str
    state: str
    due: datetime | None
    version: int
    dry: bool


ANSWERS: dict[int, Any] = {201: OfferedOut, 200: OfferedOut, 400: Faults, **REFUSED}
ANSWERS |= {409: Overtaking, 412: Overtaking, 422: Faults}


@events_router.post(
    "/{uid}/submissions",
    auth=WRITES,
    response=ANSWERS,
    summary=gettext_noop("Offer an event to an edition"),
    description=gettext_noop("Its host answers; the event stays yours, and a draft until it is accepted."),
)
def offer(
    request: HttpRequest, response: HttpResponse, uid: str, body: Offer, dry: bool = False, lang: Language = "fr"
) -> Any:
    def work(acting: Acting) -> dict[str, Any]:
        event = own_event(acting, uid)
        refuse_unless_read(request, event)
        if not rules.may_submit(acting, event):
            raise refused(403, "uid", _("This token may not offer this event."), "forbidden")
        edition = editions_visible_to(acting).filter(identified(body.edition)).order_by("pk").first()
        if edition is None:
            raise refused(422, "edition", _("There is no public edition under this identifier."), "not-found")
        try:
            made = submit(acting, event, edition, body.note)
        except NotOpen:
            raise refused(409, "edition", _("This edition takes no submission now."), "not-open") from None
        except AlreadySubmitted:
            message = _("This event is before the host of this edition already.")
            raise refused(409, "edition", message, "already-submitted") from None
        except PartsMissing as lacking:
            faults = (
                Fault(part.field, _("The host of the edition asks for it: %(part)s.") % {"part": part.label}, "missing")
                for part in lacking.parts
            )
            raise Refusal(422, tuple(faults)) from None
        return {
            "uid": str(event.uid),
            "submission": str(made.uid),
            "number": made.number,
            "edition": edition.slug,
            "state": made.state,
            "due": made.due,
            "version": made.version,
            "dry": False,
        }

    return answer(request, response, work, dry=dry, status=201)
