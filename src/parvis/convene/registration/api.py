"""Registering by a program, without an account: joins the addresses of the event. The same rules as the form."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Schema, Status
from pydantic import BaseModel, ConfigDict, Field

from parvis.convene.agenda.api import Language, Problems, events_router, identified
from parvis.convene.registration import entering
from parvis.convene.registration.actions import Refused
from parvis.convene.registration.forms import RegisterForm
from parvis.convene.registration.forms.party import consent_name
from parvis.convene.registration.forms.questions import NO, YES, name_of
from parvis.convene.registration.models import Kind, Origin, Registration, State
from parvis.convene.registration.queries.asked import Asked, AskedQuestion, asked
from parvis.convene.registration.queries.register import address, registrations
from parvis.convene.registration.queries.standing import TAKES, Stand, numbers_of, stand_of, standing
from parvis.convene.registration.refusals import sentence_of
from parvis.ground import clock
from parvis.people.api.numbered import key_of
from parvis.people.api.refusals import Fault, Refusal, refused

SAID = {State.ASKED: "to-confirm", State.HELD: "to-confirm"}
IMPOSSIBLE = frozenset({"not-open", "closed", "full", "category", "often", "address", "trouble", "ended"})


class Choice(Schema):
    code: str
    label: str


class CategoryOut(Schema):
    uid: str
    name: str
    explanation: str
    with_code: Annotated[bool, Field(description=gettext_noop("Whether one needs the code of an invitation."))]


class QuestionOut(Schema):
    uid: str
    label: str
    explanation: str
    kind: Annotated[str, Field(description=gettext_noop("line, text, number, choice, choices or yes."))]
    options: list[Choice]
    required: bool
    each: Annotated[bool, Field(description=gettext_noop("Asked of each person of a party."))]
    categories: Annotated[list[str], Field(description=gettext_noop("Asked of these alone; of everybody when empty."))]


class PurposeOut(Schema):
    uid: str
    label: str
    explanation: str


class RegistrableOut(Schema):
    uid: Annotated[str, Field(description=gettext_noop("Of the session."))]
    title: str


class RegistrationForm(Schema):
    url: str
    stand: Annotated[
        str, Field(description=gettext_noop("before, open, waiting (full, with a waiting list), full, closed or off."))
    ]
    open: bool
    opens_at: datetime
    closes_at: datetime
    capacity: int | None
    free: Annotated[int | None, Field(description=gettext_noop("Seats left; null when there is no limit."))]
    waiting: Annotated[int, Field(description=gettext_noop("People on the waiting list."))]
    largest_party: int
    confirm_by_mail: bool
    categories: list[CategoryOut]
    questions: list[QuestionOut]
    purposes: list[PurposeOut]
    sessions: list[RegistrableOut]


class Exact(BaseModel):
    """An object in which a field that we do not know is a mistake, never ignored."""

    model_config = ConfigDict(extra="forbid")


Answers = dict[str, str | int | float | bool | list[str]]


class Companion(Exact):
    name: str = Field(max_length=200)
    child: bool = False
    answers: Answers = {}


class Registering(Exact):
    name: str = Field(max_length=200)
    email: str = Field(max_length=254)
    category: str = Field("", max_length=36, description=gettext_noop("Identifier; needed when there are several."))
    code: str = Field("", max_length=40, description=gettext_noop("Code of an invitation."))
    answers: Answers = Field({}, description=gettext_noop("Identifier of a question → answer."))
    people: list[Companion] = Field([], max_length=50, description=gettext_noop("Those who come along."))
    sessions: list[str] = Field([], max_length=100, description=gettext_noop("Identifiers of sessions to take along."))
    needs: list[str] = Field([], max_length=20, description=gettext_noop("Codes of accessibility."))
    need_words: str = Field("", max_length=500)
    consents: list[str] = Field([], max_length=50, description=gettext_noop("Identifiers of purposes agreed to."))


class RegisteredOut(Schema):
    state: Annotated[
        str, Field(description=gettext_noop("confirmed, to-confirm (by the e-mail), pending, waiting or in-line."))
    ]
    url: Annotated[str, Field(description=gettext_noop("The page on which the person goes on."))]


def registration_of(uid: str, session: str) -> Registration:
    """Of a public event, or of one of its sessions; refuses with 404 when there is none."""
    event = {f"event__{name}": value for name, value in identified(uid).children}
    found = registrations(AnonymousUser()).filter(**event).exclude(session__held_back=True)
    if session:
        named = {f"session__{name}": value for name, value in identified(session).children if name == "uid"}
        found = found.filter(**named) if named else found.none()
    else:
        found = found.filter(session__isnull=True)
    registration = found.order_by("pk").first()
    if registration is None:
        raise refused(404, "uid", _("There is nothing public under this identifier."), "not-found")
    return registration


@events_router.get(
    "/{uid}/registration",
    response={200: RegistrationForm, 404: Problems},
    summary=gettext_noop("How one registers to an event"),
    description=gettext_noop("What is left, and what is asked; `session` for a session that is registered alone."),
)
def read_registration(request: HttpRequest, uid: str, session: str = "", lang: Language = "fr") -> Any:
    with translation.override(lang):
        registration, now = registration_of(uid, session), clock.now()
        asks, stands = asked(registration, lang), standing(registration, lang, now)
        names = {one.key: one.uid for one in asks.categories}
        return {
            "url": settings.SITE_URL + address(registration.event.slug, registration.session, lang),
            "stand": stands.stand,
            "open": stands.takes,
            "opens_at": registration.opens_at,
            "closes_at": registration.last_instant,
            "capacity": registration.capacity,
            "free": registration.free,
            "waiting": registration.waiting,
            "largest_party": registration.largest_party,
            "confirm_by_mail": registration.confirm_by_mail,
            "categories": asks.categories,
            "questions": [question_row(one, names) for one in asks.questions],
            "purposes": asks.purposes,
            "sessions": asks.sessions,
        }


def question_row(one: AskedQuestion, categories: dict[int, str]) -> dict[str, Any]:
    return {
        "uid": one.uid,
        "label": one.label,
        "explanation": one.explanation,
        "kind": one.kind,
        "options": [{"code": code, "label": label} for code, label in one.options],
        "required": one.required,
        "each": one.each,
        "categories": sorted(categories[key] for key in one.categories if key in categories),
    }


@events_router.post(
    "/{uid}/registration",
    url_name="register",
    response={201: RegisteredOut, 202: RegisteredOut, 404: Problems, 409: Problems, 422: Problems},
    summary=gettext_noop("Register to an event"),
    description=gettext_noop(
        "By the rules of the form, without a token. 201: registered; 202: something is left to wait for, or to do by "
        "the e-mail. With an `Idempotency-Key`, a request sent again is the same registration."
    ),
)
def register(
    request: HttpRequest, response: HttpResponse, uid: str, body: Registering, session: str = "", lang: Language = "fr"
) -> Any:
    response["Cache-Control"] = "private, no-store"
    with translation.override(lang):
        registration, now, key = registration_of(uid, session), clock.now(), key_of(request)
        if (stand := stand_of(numbers_of(registration), now)) not in {*TAKES, Stand.FULL}:
            raise impossible("not-open" if stand == Stand.BEFORE else "closed")
        asks = asked(registration, lang)
        form = RegisterForm(registration, asks, now, as_typed(body, asks, registration))
        if not form.is_valid():
            raise Refusal(422, tuple(faults(form, asks)))
        try:
            entered = entering.enter(request, registration, form, Origin.API, key)
        except Refused as why:
            if form.errors:
                raise Refusal(422, tuple(faults(form, asks))) from None
            raise impossible(why.code) from None
        made = entered.sign_up
        state = "in-line" if entered.arrival else SAID.get(State(made.state), made.state) if made else echoed(entered)
        answer = {"state": state, "url": settings.SITE_URL + entered.path}
        return Status(201 if state == State.CONFIRMED else 202, answer)


def echoed(entered: entering.Entered) -> str:
    """What is said of a newcomer, to who gave an address that is registered already."""
    return str(State.WAITING) if entered.waits else "to-confirm"


def impossible(code: str) -> Refusal:
    name, sentence = sentence_of(code)
    return refused(409 if code in IMPOSSIBLE else 422, name or "", sentence, code)


def as_typed(body: Registering, asks: Asked, registration: Registration) -> QueryDict:
    """The request as the form would have sent it; an identifier that names nothing is refused, never left out."""
    typed = QueryDict(mutable=True)
    wrong: list[Fault] = []

    def keys(parameter: str, given: Iterable[str], known: dict[str, Any]) -> list[Any]:
        wrong.extend(
            Fault(f"{parameter}.{place}", _("There is nothing public under this identifier."), "not-found")
            for place, uid in enumerate(given)
            if uid not in known
        )
        return [known[uid] for uid in given if uid in known]

    if len(body.people) >= registration.largest_party:
        wrong.append(Fault("people", sentence_of("party")[1], "party"))
    typed["name"], typed["email"], typed["code"] = body.name, body.email, body.code
    typed["people"] = str(len(body.people) + 1)
    if body.category:
        found = keys("category", [body.category], {one.uid: one.key for one in asks.categories})
        typed.setlist("category", list(map(str, found)))
    typed.setlist(
        "sessions", list(map(str, keys("sessions", body.sessions, {one.uid: one.key for one in asks.sessions})))
    )
    typed.setlist("needs", body.needs)
    typed["need_words"] = body.need_words
    for uid in keys("consents", body.consents, {one.uid: one.uid for one in asks.purposes}):
        typed[consent_name(uid)] = "on"
    questions = {one.uid: one for one in asks.questions}
    for number, one in enumerate([Companion(name=body.name, answers=body.answers), *body.people]):
        if number:
            typed[f"p{number}_name"] = one.name
            if one.child:
                typed[f"p{number}_child"] = "on"
        where = f"people.{number - 1}.answers" if number else "answers"
        for question in keys(where, one.answers, questions):
            prefix = f"p{number}" if question.each else "q"
            typed.setlist(name_of(question, prefix), values_of(question, one.answers[question.uid]))
    if wrong:
        raise Refusal(422, tuple(wrong))
    return typed


def values_of(question: AskedQuestion, answer: Any) -> list[str]:
    if question.kind == Kind.YES:
        if question.required:
            return [YES if answer else NO]
        return ["on"] if answer else []
    return list(map(str, answer)) if isinstance(answer, list) else [str(answer)]


def faults(form: RegisterForm, asks: Asked) -> Iterable[Fault]:
    """The mistakes of the form, under the names of the request."""
    questions = {one.uid.replace("-", ""): one.uid for one in asks.questions}
    for name, sentences in form.errors.items():
        head, _line, tail = name.partition("_")
        if name == "__all__":
            where = ""
        elif tail in questions:
            number = int(head[1:]) if head[1:] else 0
            where = f"people.{number - 1}.answers.{questions[tail]}" if number else f"answers.{questions[tail]}"
        elif head[:1] == "p" and head[1:].isdigit():
            where = f"people.{int(head[1:]) - 1}.{tail}"
        else:
            where = name
        yield from (Fault(where, str(sentence), "invalid") for sentence in sentences)
