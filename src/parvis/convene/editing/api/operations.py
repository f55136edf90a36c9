"""The write API: what a program does with the events of its body."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Body, Query, Router

from parvis.convene.agenda.actions import (
    cancel,
    create_event,
    postpone,
    reschedule,
    withdraw,
    write_event,
)
from parvis.convene.agenda.api import Language, Page, events_router, hexadecimal
from parvis.convene.agenda.content import Content
from parvis.convene.agenda.models import Event, State
from parvis.convene.editing.api.answers import (
    answer,
    base_of,
    faults_of,
    outcome,
    overtaken,
    own_event,
    refuse_unless_read,
    show_checked,
)
from parvis.convene.editing.api.reading import written
from parvis.convene.editing.api.schemas import (
    DraftPage,
    EventIn,
    EventPatch,
    NewDays,
    Overtaking,
    Publication,
    Reason,
    Withdrawal,
    WrittenOut,
)
from parvis.ground.versions.actions import Overtaken
from parvis.people.acting import Acting
from parvis.people.api.faults import Faults
from parvis.people.api.refusals import refused
from parvis.people.api.tokens import TokenAuth
from parvis.people.models import Scope

drafts_router = Router(tags=["drafts"])
READS, WRITES = TokenAuth(Scope.READ), TokenAuth(Scope.WRITE)
REFUSED: dict[int, Any] = {401: Faults, 403: Faults, 404: Faults, 429: Faults}
WRITTEN = {200: WrittenOut, 400: Faults, **REFUSED, 409: Overtaking, 412: Overtaking, 422: Faults}
ATTEMPTS = 3


@events_router.post(
    "",
    auth=WRITES,
    response={201: WrittenOut, **WRITTEN},
    summary=gettext_noop("Write an event"),
    description=gettext_noop(
        "A draft of the token’s body; with `publish`, shown to everybody at once. Needs an `Idempotency-Key`."
    ),
)
def create(
    request: HttpRequest, response: HttpResponse, body: EventIn, dry: bool = False, lang: Language = "fr"
) -> Any:

    def work(acting: Acting) -> dict[str, Any]:
        event = written(acting, body, lambda content: created(acting, content))
        if body.publish:
            show_checked(acting, event)
        return outcome(event, body.parts())

    return answer(request, response, work, dry=dry, status=201, numbered=True)


def created(acting: Acting, content: Content) -> Event:
    """Written under an address that is free; another may take it at this very instant, then the next one is."""
    for _attempt in range(ATTEMPTS - 1):
        try:
            with transaction.atomic():
                return create_event(acting, acting.organisation, content)
        except IntegrityError:
            continue
    return create_event(acting, acting.organisation, content)


@events_router.patch(
    "/{uid}",
    auth=WRITES,
    response=WRITTEN,
    summary=gettext_noop("Change parts of an event"),
    description=gettext_noop(
        "The parts given are replaced, each as a whole; the others stay. `If-Match` refuses to overwrite (412)."
    ),
)
def change(
    request: HttpRequest,
    response: HttpResponse,
    uid: str,
    body: EventPatch,
    dry: bool = False,
    lang: Language = "fr",
) -> Any:

    def work(acting: Acting) -> dict[str, Any]:
        event = own_event(acting, uid)
        base = base_of(request, body.version)
        given = body.parts()

        def write(content: Content) -> frozenset[str]:
            return write_event(acting, Event.objects.get(pk=event.pk), content, base=base)

        try:
            changed = written(acting, body, write)
        except Overtaken as error:
            raise overtaken(request, error, given) from None
        return outcome(event, changed)

    return answer(request, response, work, dry=dry)


@events_router.get(
    "/{uid}/content",
    auth=READS,
    response={200: WrittenOut, **REFUSED},
    summary=gettext_noop("What may be changed"),
    description=gettext_noop(
        "An event of the token’s body, draft or public, in the form in which it is written; its `ETag` is its version."
    ),
)
def read_content(request: HttpRequest, response: HttpResponse, uid: str, lang: Language = "fr") -> Any:
    with translation.override(lang):
        found = outcome(own_event(request.auth, uid, to_write=False), ())  # type: ignore[attr-defined]
    response["ETag"] = f'"{found["version"]}"'
    return found


@events_router.post(
    "/{uid}/publish",
    auth=WRITES,
    response=WRITTEN,
    summary=gettext_noop("Show an event to everybody"),
    description=gettext_noop("Refused (422) while a finding is an error."),
)
def show(
    request: HttpRequest,
    response: HttpResponse,
    uid: str,
    body: Publication = Body(Publication()),  # noqa: B008 -- ninja reads the default
    dry: bool = False,
    lang: Language = "fr",
) -> Any:

    def work(acting: Acting) -> dict[str, Any]:
        event = own_event(acting, uid)
        refuse_unless_read(request, event)
        if event.state != State.PUBLISHED:
            show_checked(acting, event)
        return outcome(event, ())

    return answer(request, response, work, dry=dry)


@events_router.post(
    "/{uid}/cancel",
    auth=WRITES,
    response=WRITTEN,
    summary=gettext_noop("Say that an event will not take place"),
    description=gettext_noop("Its page and its entry in calendars stay, and say so."),
)
def call_off(
    request: HttpRequest,
    response: HttpResponse,
    uid: str,
    body: Reason = Body(Reason()),  # noqa: B008 -- ninja reads the default
    dry: bool = False,
    lang: Language = "fr",
) -> Any:
    return told(request, response, uid, dry, lambda acting, event: cancel(acting, event, body.reason))


@events_router.post(
    "/{uid}/postpone",
    auth=WRITES,
    response=WRITTEN,
    summary=gettext_noop("Say that an event will be later"),
    description=gettext_noop("The new day is not known; when it is, `reschedule`."),
)
def put_off(
    request: HttpRequest,
    response: HttpResponse,
    uid: str,
    body: Reason = Body(Reason()),  # noqa: B008 -- ninja reads the default
    dry: bool = False,
    lang: Language = "fr",
) -> Any:
    return told(request, response, uid, dry, lambda acting, event: postpone(acting, event, body.reason))


@events_router.post(
    "/{uid}/reschedule",
    auth=WRITES,
    response=WRITTEN,
    summary=gettext_noop("Move an event to another day"),
    description=gettext_noop("The day first announced stays on its page; its sessions stay where they are."),
)
def move(
    request: HttpRequest,
    response: HttpResponse,
    uid: str,
    body: NewDays,
    dry: bool = False,
    lang: Language = "fr",
) -> Any:
    return told(
        request,
        response,
        uid,
        dry,
        lambda acting, event: reschedule(
            acting,
            event,
            start_day=body.start_day,
            end_day=body.end_day,
            start_time=body.start_time,
            end_time=body.end_time,
        ),
    )


@events_router.post(
    "/{uid}/withdraw",
    auth=WRITES,
    response=WRITTEN,
    summary=gettext_noop("Take an event away from the public"),
    description=gettext_noop(
        "For what was not to be there; what will not take place is cancelled. Nothing is written on it after."
    ),
)
def take_back(
    request: HttpRequest,
    response: HttpResponse,
    uid: str,
    body: Withdrawal = Body(Withdrawal()),  # noqa: B008 -- ninja reads the default
    dry: bool = False,
    lang: Language = "fr",
) -> Any:
    return told(request, response, uid, dry, lambda acting, event: withdraw(acting, event, body.reason))


def told(request: HttpRequest, response: HttpResponse, uid: str, dry: bool, verb: Any) -> Any:
    """Do one verb of the life of an event."""

    def work(acting: Acting) -> dict[str, Any]:
        event = own_event(acting, uid)
        refuse_unless_read(request, event)
        try:
            verb(acting, event)
        except ValidationError as error:
            raise faults_of(error) from None
        return outcome(event, ())

    return answer(request, response, work, dry=dry)


@drafts_router.get(
    "",
    auth=READS,
    response={200: DraftPage, **REFUSED, 422: Faults},
    summary=gettext_noop("Events not public yet"),
    description=gettext_noop(
        "What the token’s body wrote and nobody else sees: drafts, and what was submitted or refused."
    ),
)
def list_drafts(request: HttpRequest, response: HttpResponse, page: Query[Page]) -> Any:
    with translation.override(page.lang):
        acting: Acting = request.auth  # type: ignore[attr-defined]
        found = Event.objects.filter(
            organisation=acting.organisation, state__in=(State.DRAFT, State.SUBMITTED, State.REFUSED)
        )
        if page.after:
            try:
                found = found.filter(uid__gt=hexadecimal(page.after))
            except ValueError:
                message = _("“after” is not a place in this list.")
                raise refused(422, "after", message, "unknown-value") from None
        batch = list(found.order_by("uid")[: page.limit + 1])
        shown = batch[: page.limit]
        items = [
            {
                "uid": str(event.uid),
                "slug": event.slug,
                "title": event.title,
                "start_day": event.start_day,
                "state": event.state,
                "changed_at": event.changed_at,
            }
            for event in shown
        ]
        return {"items": items, "next": shown[-1].uid.hex if len(batch) > page.limit else None}
