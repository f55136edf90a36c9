"""Registration for programs of the body that organises: numbers, who registered, answers, rules.

Who registered is given to tokens that write alone: reading names is for those who decide.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Body, Query, Status

from parvis.convene.agenda.api import Language, events_router, hexadecimal
from parvis.convene.editing.api.answers import Work, faults_of, own_event, tried
from parvis.convene.editing.api.operations import READS, REFUSED, WRITES
from parvis.convene.guests.actions import add_guest
from parvis.convene.guests.api.schemas import (
    NULLABLE,
    GuestIn,
    GuestOut,
    GuestPage,
    GuestQuery,
    Nothing,
    ReasonIn,
    RegistrationOut,
    Rules,
    RulesIn,
    Which,
)
from parvis.convene.guests.queries.counters import counters
from parvis.convene.guests.queries.narrowing import VIEWS
from parvis.convene.guests.queries.set_up import standing_of
from parvis.convene.guests.views.desk import refusal_words
from parvis.convene.registration import actions
from parvis.convene.registration.models import Category, Registration, SignUp, State
from parvis.ground import clock
from parvis.people.acting import Acting
from parvis.people.api.faults import Faults
from parvis.people.api.numbered import Answer, digest_of, key_of, run_numbered, run_once
from parvis.people.api.refusals import language_of, refused

STATES = ", ".join(State.values)
ANSWERS: dict[int, Any] = {200: GuestOut, 400: Faults, **REFUSED, 409: Faults, 422: Faults}


def registration_of(acting: Acting, uid: str, session: str, *, to_write: bool = False) -> Registration:
    """The registration to an event of the token's body, or to one of its sessions; 404 when none is taken."""
    event = own_event(acting, uid, to_write=to_write)
    found = Registration.objects.filter(event=event).select_related("session")
    one = (found.filter(session__uid=uuid_or_404(session)) if session else found.filter(session=None)).first()
    if one is None:
        raise refused(404, "session" if session else "uid", _("No registration is taken here."), "not-found")
    one.event = event
    return one


def uuid_or_404(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        raise refused(
            404, "", _("There is nothing under this identifier that your body may see."), "not-found"
        ) from None


def guest_of(registration: Registration, guest: str) -> SignUp:
    found = SignUp.objects.filter(registration=registration, uid=uuid_or_404(guest)).select_related(
        "category", "parent"
    )
    one = found.first()
    if one is None:
        raise refused(404, "guest", _("Nobody registered under this identifier."), "not-found")
    one.registration = registration
    return one


def seats_out(row: Registration | Category) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("capacity", "confirmed", "held", "free", "waiting")}


def registration_out(one: Registration) -> dict[str, Any]:
    categories = list(Category.objects.filter(registration=one).order_by("order", "pk"))
    language, now = translation.get_language() or "fr", clock.now()
    return {
        "uid": str(one.uid),
        "event": str(one.event.uid),
        "session": str(one.session.uid) if one.session is not None else None,
        "running": one.running,
        "standing": standing_of(one, now)[1],
        "version": one.version,
        "rules": {name: getattr(one, name) for name in Rules.model_fields},
        "seats": seats_out(one),
        "parties": counters(one, categories, language, now).parties,
        "categories": [
            {
                "uid": str(row.uid),
                "name": {code: str(row.name.localize(code)) for code in ("fr", "en")},
                "access": row.access,
                "within_capacity": row.within_capacity,
                "approval": row.approval,
                "seats": seats_out(row),
            }
            for row in categories
        ],
        "dry": False,
    }


def guest_out(one: SignUp) -> dict[str, Any]:
    person = one.parent or one
    return {
        "uid": str(one.uid),
        "state": one.state,
        "category": str(one.category.uid),
        "people": one.seats,
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "asked_at": one.created_at,
        "confirmed_at": one.confirmed_at,
        "until": one.until,
        "answers": person.answers,
        "party": [
            {"name": row.name, "child": row.child, "coming": row.cancelled_at is None, "answers": row.answers}
            for row in sorted(person.attendees.all(), key=lambda row: (row.order, row.pk))
        ],
        "dry": False,
    }


@events_router.get(
    "/{uid}/registration/rules",
    auth=READS,
    response={200: RegistrationOut, **REFUSED},
    summary=gettext_noop("Rules and numbers of a registration"),
    description=gettext_noop("Seats, parties by state and categories as they stand at this instant; no name."),
)
def read_registration(request: HttpRequest, uid: str, session: Which = "", lang: Language = "fr") -> Any:
    with translation.override(lang):
        return registration_out(registration_of(request.auth, uid, session))  # type: ignore[attr-defined]


@events_router.patch(
    "/{uid}/registration/rules",
    auth=WRITES,
    response={200: RegistrationOut, 400: Faults, **REFUSED, 409: Faults, 422: Faults},
    summary=gettext_noop("Change rules of a registration"),
    description=gettext_noop("The rules given change, the others stay; who waits moves up when that lets them."),
)
def change_registration(
    request: HttpRequest,
    response: HttpResponse,
    uid: str,
    body: RulesIn,
    session: Which = "",
    dry: bool = False,
    lang: Language = "fr",
) -> Any:
    def work(acting: Acting) -> dict[str, Any]:
        one = registration_of(acting, uid, session, to_write=True)
        given = body.model_dump(exclude_unset=True)
        rules = {name: value for name, value in given.items() if value is not None or name in NULLABLE}
        try:
            actions.save_rules(acting, one, **rules)
        except ValidationError as error:
            raise faults_of(error) from None
        return registration_out(one)

    return done_once(request, response, work, dry=dry)


@events_router.get(
    "/{uid}/registration/guests",
    auth=WRITES,
    response={200: GuestPage, **REFUSED, 422: Faults},
    summary=gettext_noop("Who registered"),
    description=gettext_noop("Names, addresses and answers, a page at a time; for tokens that may write alone."),
)
def list_guests(request: HttpRequest, uid: str, page: Query[GuestQuery]) -> Any:
    with translation.override(page.lang):
        registration = registration_of(request.auth, uid, page.session)  # type: ignore[attr-defined]
        found = SignUp.objects.filter(registration=registration)
        if page.state:
            states = VIEWS.get(page.state) or ({State(page.state)} if page.state in State.values else None)
            if states is None:
                message = _("Choose one of: %(choices)s.") % {"choices": STATES}
                raise refused(422, "state", message, "unknown-value")
            found = found.filter(state__in=sorted(states))
        if page.category:
            found = found.filter(category__uid=uuid_or_404(page.category))
        if page.after:
            try:
                found = found.filter(uid__gt=hexadecimal(page.after))
            except ValueError:
                raise refused(422, "after", _("“after” is not a place in this list."), "unknown-value") from None
        ordered = found.select_related("category", "parent").prefetch_related("attendees", "parent__attendees")
        batch = list(ordered.order_by("uid")[: page.limit + 1])
        shown = batch[: page.limit]
        return {
            "items": [guest_out(one) for one in shown],
            "next": shown[-1].uid.hex if len(batch) > page.limit else None,
        }


@events_router.get(
    "/{uid}/registration/guests/{guest}",
    auth=WRITES,
    response={200: GuestOut, **REFUSED},
    summary=gettext_noop("One registration"),
    description=gettext_noop("As it stands at this instant."),
)
def read_guest(request: HttpRequest, uid: str, guest: str, session: Which = "", lang: Language = "fr") -> Any:
    with translation.override(lang):
        return guest_out(guest_of(registration_of(request.auth, uid, session), guest))  # type: ignore[attr-defined]


@events_router.post(
    "/{uid}/registration/guests",
    auth=WRITES,
    response={201: GuestOut, **ANSWERS},
    summary=gettext_noop("Register somebody"),
    description=gettext_noop(
        "At once, whatever the rules of the form; on the waiting list when no seat is free. Needs an `Idempotency-Key`."
    ),
)
def add(
    request: HttpRequest,
    response: HttpResponse,
    uid: str,
    body: GuestIn,
    session: Which = "",
    dry: bool = False,
    lang: Language = "fr",
) -> Any:
    def work(acting: Acting) -> dict[str, Any]:
        registration = registration_of(acting, uid, session)
        category = Category.objects.filter(registration=registration, uid=body.category).first()
        if category is None:
            raise refused(422, "category", _("This registration has no such category."), "not-found")
        people, email = people_of(body), body.email.strip()
        if email:
            try:
                validate_email(email)
            except ValidationError:
                words = _("“%(address)s” is no e-mail address") % {"address": email}
                raise refused(422, "email", words, "invalid") from None
        try:
            made = add_guest(acting, registration, category, people=people, email=email, language=body.language)
        except actions.Refused as why:
            raise refused(409, "email" if why.code == "address" else "", refusal_words(why.code), why.code) from None
        except actions.LineAhead:
            raise refused(409, "", refusal_words("line"), "line", Retry_After="2") from None
        return guest_out(made)

    return run_numbered(request, response, work, dry=dry)


def people_of(body: GuestIn) -> list[str]:
    """The names as a form would keep them; 422 for one that says nothing."""
    names = [" ".join(name.split()) for name in body.people]
    for place, name in enumerate(names):
        if not name:
            raise refused(422, f"people.{place}", _("the name is missing"), "missing")
        refuse_null(f"people.{place}", name)
    return names


def refuse_null(parameter: str, text: str) -> None:
    if "\x00" in text:
        raise refused(422, parameter, _("This text holds a null character; take it out."), "invalid")


@events_router.post(
    "/{uid}/registration/guests/{guest}/approve",
    auth=WRITES,
    response=ANSWERS,
    summary=gettext_noop("Approve a registration"),
    description=gettext_noop("The seat is theirs and the ticket leaves; nothing happens when it does not wait for it."),
)
def approve(
    request: HttpRequest,
    response: HttpResponse,
    uid: str,
    guest: str,
    body: Nothing = Body(Nothing()),  # noqa: B008 -- ninja reads the default
    session: Which = "",
    dry: bool = False,
    lang: Language = "fr",
) -> Any:
    return decided(request, response, uid, session, guest, dry, actions.approve)


@events_router.post(
    "/{uid}/registration/guests/{guest}/refuse",
    auth=WRITES,
    response=ANSWERS,
    summary=gettext_noop("Refuse a registration that waits for approval"),
    description=gettext_noop("The seat goes to the next in line; the letter gives the reason."),
)
def refuse(
    request: HttpRequest,
    response: HttpResponse,
    uid: str,
    guest: str,
    body: ReasonIn,
    session: Which = "",
    dry: bool = False,
    lang: Language = "fr",
) -> Any:
    def verb(acting: Acting, one: SignUp) -> bool:
        refuse_null("reason", body.reason)
        return actions.refuse_approval(acting, one, body.reason)

    return decided(request, response, uid, session, guest, dry, verb)


@events_router.post(
    "/{uid}/registration/guests/{guest}/remove",
    auth=WRITES,
    response=ANSWERS,
    summary=gettext_noop("Remove a registration"),
    description=gettext_noop("The seats go to those who wait; the letter gives the reason."),
)
def remove(
    request: HttpRequest,
    response: HttpResponse,
    uid: str,
    guest: str,
    body: ReasonIn,
    session: Which = "",
    dry: bool = False,
    lang: Language = "fr",
) -> Any:
    def verb(acting: Acting, one: SignUp) -> bool:
        refuse_null("reason", body.reason)
        return actions.remove(acting, one, body.reason)

    return decided(request, response, uid, session, guest, dry, verb)


def decided(
    request: HttpRequest, response: HttpResponse, uid: str, session: str, guest: str, dry: bool, verb: Any
) -> Any:
    def work(acting: Acting) -> dict[str, Any]:
        one = guest_of(registration_of(acting, uid, session), guest)
        verb(acting, one)
        return guest_out(one)

    return done_once(request, response, work, dry=dry)


def done_once(request: HttpRequest, response: HttpResponse, work: Work, *, dry: bool) -> Status[dict[str, Any]]:
    """Do the work, once under the number of the request when it bears one; or try it, undo it, and tell."""
    acting: Acting = request.auth  # type: ignore[attr-defined]
    with translation.override(language_of(request)):
        if dry:
            return Status(200, tried(acting, work))
        done = run_once(acting.token, key_of(request), digest_of(request), lambda: Answer(200, work(acting)))
    if done.replayed:
        response["Idempotency-Replayed"] = "true"
    return Status(done.status, done.body)
