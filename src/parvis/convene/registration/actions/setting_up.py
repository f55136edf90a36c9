"""Setting registration up: from when to when, for whom, what is asked; each change rebuilds what the form shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from parvis.convene.agenda.models import Event, Session
from parvis.convene.registration.actions import seats
from parvis.convene.registration.actions.promoting import promote
from parvis.convene.registration.announced import facts_of
from parvis.convene.registration.models import Access, Attendee, Category, Purpose, Question, Registration, SignUp
from parvis.ground import clock
from parvis.ground.journal.actions import record

# What an organiser sets; numbers of seats belong to `seats` and `set_capacity`.
RULES = (
    "opens_at",
    "closes_at",
    "waiting_capacity",
    "smaller_parties_pass",
    "promotion_within",
    "confirm_by_mail",
    "confirm_within",
    "network_holds",
    "one_per_person",
    "largest_party",
    "approval",
    "asks_access_needs",
    "reminder",
    "words",
    "ticket_words",
    "contact",
    "kept_days",
)
CATEGORY = ("name", "explanation", "order", "within_capacity", "access", "code", "approval", "opens_at", "closes_at")
COUNTED = ("capacity", "excess", "held", "confirmed", "waiting")
PUBLIC = {"fr": "Public", "en": "Public"}
FIRST_YEAR, LAST_YEAR = 1970, 2199  # beyond them, an instant of some zone is one that no calendar or database has
Asked = TypeVar("Asked", Category, Question, Purpose)


@transaction.atomic
def open_registration(
    actor: Any, where: Event | Session, *, capacity: int | None = None, name: Any = None, **rules: Any
) -> Registration:
    """Take registrations to an event, or to one of its sessions, with one category; from now until it begins.

    rules   any of RULES

    raises   ValidationError, naming the rule, also when registration is open there already
    """
    event, session = (where.event, where) if isinstance(where, Session) else (where, None)
    known = Registration.objects.filter(event=event, session=session)
    if known.exists():
        raise ValidationError(_("Registration is set up already."))
    registration = Registration(event=event, session=session, capacity=capacity, **{"opens_at": clock.now(), **rules})
    if session is not None:
        registration.announced = facts_of(session)
    checked(registration)
    registration.save()
    Category.objects.create(registration=registration, name=LazyI18nString(name or PUBLIC))
    settle_form(registration)
    tell(actor, "registration.opened", registration, capacity=capacity)
    return registration


@transaction.atomic
def save_rules(actor: Any, registration: Registration, **rules: Any) -> bool:
    """Change some of RULES; who waits moves up when that lets them. False when nothing was different.

    raises   ValidationError, naming the rule
    """
    current = locked(registration)
    changed = [name for name in RULES if name in rules and plain(getattr(current, name)) != plain(rules[name])]
    if not changed:
        return False
    for name in changed:
        setattr(current, name, rules[name])
    checked(current)
    current.save(update_fields=changed)
    settle_form(current)
    promote(current, clock.now())
    tell(actor, "registration.changed", current, parts=changed)
    registration.refresh_from_db()
    return True


@transaction.atomic
def stop(actor: Any, registration: Registration) -> bool:
    """Nobody can register any more, and the line stands still; False when it was so already."""
    return switched(actor, registration, running=False, action="registration.stopped")


@transaction.atomic
def resume(actor: Any, registration: Registration) -> bool:
    """Registration goes on, and the line moves; False when it was so already."""
    if not switched(actor, registration, running=True, action="registration.resumed"):
        return False
    promote(seats.lock(registration.pk), clock.now())
    registration.refresh_from_db()
    return True


def switched(actor: Any, registration: Registration, *, running: bool, action: str) -> bool:
    current = locked(registration)
    if current.running == running:
        return False
    current.running = running
    current.save(update_fields=["running"])
    settle_form(current)
    tell(actor, action, current)
    registration.refresh_from_db()
    return True


@transaction.atomic
def save_category(actor: Any, category: Category) -> Category:
    """Add a category, or change its words and rules; its capacity, once it exists, is changed by `set_capacity`.

    raises   ValidationError; "within_capacity" when somebody counts already, on one side or on the other
    """
    registration = locked(category.registration)
    checked(category)
    if category.pk is None:
        category.save()
    else:
        current = Category.objects.get(pk=category.pk)
        if current.within_capacity != category.within_capacity and (current.taken or current.waiting):
            raise ValidationError(
                {"within_capacity": _("Somebody is in this category: their seats cannot change sides.")}
            )
        category.save(update_fields=CATEGORY)
    return told(actor, registration, category)


@transaction.atomic
def drop_category(actor: Any, category: Category) -> bool:
    """Take a category away; where somebody ever was in it, nobody can choose it any more. True when it is deleted.

    raises   ValidationError when it is the last one that the form offers
    """
    registration = locked(category.registration)
    offered = Category.objects.filter(registration=registration).exclude(access=Access.ORGANISERS)
    if category.access != Access.ORGANISERS and not offered.exclude(pk=category.pk).exists():
        raise ValidationError(_("A form offers one category at least."))
    if SignUp.objects.filter(category=category).exists():
        Category.objects.filter(pk=category.pk).update(access=Access.ORGANISERS)
        told(actor, registration, category)
        return False
    told(actor, registration, category, gone=True)
    return True


@transaction.atomic
def save_question(actor: Any, question: Question, categories: Iterable[Category] = ()) -> Question:
    """Add a question, or correct it; a choice that somebody made stays readable when it is offered no more.

    raises   ValidationError; "kind" when somebody has answered
    """
    registration = locked(question.registration)
    checked(question)
    if question.pk is not None:
        current = Question.objects.get(pk=question.pk)
        if is_answered(current):
            if current.kind != question.kind:
                raise ValidationError({"kind": _("Somebody has answered: ask another question instead.")})
            question.options = [*question.options, *no_longer_offered(current.options, question.options)]
    question.save()
    question.categories.set(categories)
    return told(actor, registration, question)


@transaction.atomic
def drop_question(actor: Any, question: Question) -> bool:
    """Ask no more; an answered question stays with its answers. True when it is deleted."""
    registration = locked(question.registration)
    if is_answered(question):
        Question.objects.filter(pk=question.pk).update(in_use=False)
        told(actor, registration, question)
        return False
    told(actor, registration, question, gone=True)
    return True


@transaction.atomic
def save_purpose(actor: Any, purpose: Purpose) -> Purpose:
    """Add something to which people may consent, or correct its words.

    raises   ValidationError; "label" when somebody has agreed to other words
    """
    registration = locked(purpose.registration)
    checked(purpose)
    if purpose.pk is not None:
        current = Purpose.objects.get(pk=purpose.pk)
        if plain(current.label) != plain(purpose.label) and purpose.consents.exists():
            raise ValidationError(
                {"label": _("Somebody has agreed to these words: take them out of use, and add the new ones.")}
            )
    purpose.save()
    return told(actor, registration, purpose)


@transaction.atomic
def drop_purpose(actor: Any, purpose: Purpose) -> bool:
    """Ask for this consent no more; one that somebody gave stays. True when it is deleted."""
    registration = locked(purpose.registration)
    if purpose.consents.exists():
        Purpose.objects.filter(pk=purpose.pk).update(in_use=False)
        told(actor, registration, purpose)
        return False
    told(actor, registration, purpose, gone=True)
    return True


@transaction.atomic
def put_in_order(actor: Any, registration: Registration, rows: Sequence[Category | Question | Purpose]) -> None:
    """Show categories, questions or purposes in this order."""
    current = locked(registration)
    for order, row in enumerate(rows):
        type(row).objects.filter(pk=row.pk, registration=current).update(order=order)
    settle_form(current)
    tell(actor, "registration.changed", current, parts=["order"])


def told(actor: Any, registration: Registration, row: Asked, *, gone: bool = False) -> Asked:
    """The row, after the form shows it and the journal says it; deleted first when it goes."""
    part = type(row)._meta.model_name
    if gone:
        row.delete()
    settle_form(registration)
    tell(actor, "registration.changed", registration, parts=[part])
    return row


def locked(registration: Registration) -> Registration:
    """The registration under its lock, that of the event first: the event's form lists the sessions; 1 to 3 queries."""
    if registration.session_id is not None:
        for key in of_event(registration):
            seats.lock(key)
    return seats.lock(registration.pk)


def of_event(registration: Registration) -> list[int]:
    found = Registration.objects.filter(event=registration.event_id, session__isnull=True)
    return list(found.order_by("pk").values_list("pk", flat=True))


def checked(row: Registration | Category | Question | Purpose) -> None:
    """Refuse what a field or a constraint of the row does not allow, with the field's name; 1 query at most."""
    for name in ("opens_at", "closes_at"):
        at = getattr(row, name, None)
        if at is not None and not FIRST_YEAR <= at.year <= LAST_YEAR:
            years = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError({name: _("Give a year between %(first)s and %(last)s.") % years})
    row.clean_fields(exclude={*COUNTED, "form"})
    row.validate_constraints()


def tell(actor: Any, action: str, registration: Registration, **public: Any) -> None:
    session = str(registration.session) if registration.session is not None else ""
    record(actor, action, "event", registration.event.uid, public={**public, "session": session})


def is_answered(question: Question) -> bool:
    """Whether some party, or one of its people, has answered; 1 or 2 queries."""
    key = str(question.uid)
    parties = SignUp.objects.filter(registration=question.registration_id, answers__has_key=key)
    people = Attendee.objects.filter(sign_up__registration=question.registration_id, answers__has_key=key)
    return parties.exists() or people.exists()


def no_longer_offered(before: list[dict[str, Any]], now: list[dict[str, Any]]) -> list[dict[str, Any]]:
    kept = {option["code"] for option in now}
    return [{**option, "gone": True} for option in before if option["code"] not in kept]


@transaction.atomic
def settle_form(registration: Registration) -> None:
    """Rebuild what the public form reads in one row, and that of the event when it is about one of its sessions."""
    for key in [*([] if registration.session_id is None else of_event(registration)), registration.pk]:
        current = registration if key == registration.pk else seats.lock(key)
        form = form_of(current)
        Registration.objects.filter(pk=key).update(form=form, version=F("version") + 1)
        current.form, current.version = form, current.version + 1


def settle_sessions() -> int:
    """Rebuild the forms that tell of a session otherwise than the programme does now."""
    behind = 0
    of_events = Registration.objects.filter(session__isnull=True, event__registrations__session__isnull=False)
    upcoming = of_events.filter(event__ends_at__gt=clock.now()).select_related("event").order_by("pk").distinct()
    for registration in upcoming:
        if registration.form.get("sessions") != sessions_of(registration):
            settle_form(registration)
            behind += 1
    return behind


def form_of(registration: Registration) -> dict[str, Any]:
    """Categories, questions, purposes and sessions as the form shows them; 5 queries."""
    categories = list(Category.objects.filter(registration=registration).order_by("order", "pk"))
    asked = Question.objects.filter(registration=registration, in_use=True).order_by("order", "pk")
    purposes = Purpose.objects.filter(registration=registration, in_use=True).order_by("order", "pk")
    return {
        "categories": [category_on_form(one) for one in categories if one.access != Access.ORGANISERS],
        "questions": [question_on_form(one) for one in asked.prefetch_related("categories")],
        "purposes": [
            {
                "key": one.pk,
                "uid": str(one.uid),
                "label": plain(one.label),
                "explanation": plain(one.explanation),
            }
            for one in purposes
        ],
        "sessions": sessions_of(registration),
    }


def category_on_form(one: Category) -> dict[str, Any]:
    return {
        "key": one.pk,
        "uid": str(one.uid),
        "name": plain(one.name),
        "explanation": plain(one.explanation),
        "access": str(one.access),
        "within": one.within_capacity,
        "opens": instant(one.opens_at),
        "closes": instant(one.closes_at),
        "approval": one.approval,
    }


def question_on_form(one: Question) -> dict[str, Any]:
    return {
        "uid": str(one.uid),
        "label": plain(one.label),
        "explanation": plain(one.explanation),
        "kind": str(one.kind),
        "options": [option for option in one.options if not option.get("gone")],
        "required": one.required,
        "each": one.each,
        "categories": sorted(category.pk for category in one.categories.all()),
        "purpose": plain(one.purpose),
    }


def sessions_of(registration: Registration) -> list[dict[str, Any]]:
    """Sessions of the programme that one may take along with the event: those that take everybody's registrations.

    0 or 1 query.

    `key` is that of the session's registration, `uid` the session's own.
    """
    if registration.session_id is not None:
        return []
    of_everybody = Category.objects.filter(registration=OuterRef("pk"), access=Access.OPEN)
    found = Registration.objects.filter(
        Exists(of_everybody), event=registration.event_id, session__isnull=False, session__held_back=False, running=True
    )
    return [
        {
            "key": one.pk,
            "uid": str(one.session.uid),
            "title": one.session.title,
            "starts": instant(one.session.starts_at),
            "ends": instant(one.session.ends_at),
        }
        for one in found.select_related("session").order_by("session__starts_at", "pk")
        if one.session is not None
    ]


def instant(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def plain(value: Any) -> Any:
    """A text in several languages as JSON holds it; any other value as it is."""
    if not isinstance(value, LazyI18nString):
        return value
    data = value.data
    if isinstance(data, dict):
        return {code: words for code, words in sorted(data.items()) if words}
    return {"fr": data, "en": data} if data else {}
