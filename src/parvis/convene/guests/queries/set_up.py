"""What the set-up of an event's registrations shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.convene.agenda.models import Event, Session
from parvis.convene.agenda.models.details import RegistrationLink
from parvis.convene.guests.queries.counters import Counters, Numbers, counters
from parvis.convene.registration.models import Access, Category, Kind, Purpose, Question, Registration
from parvis.ground.text import localized
from parvis.ui import dates


@dataclass(frozen=True)
class CategoryRow:
    uid: UUID
    name: str
    explanation: str
    access: str
    notes: tuple[str, ...]
    numbers: Numbers


@dataclass(frozen=True)
class QuestionRow:
    uid: UUID
    label: str
    kind: str
    notes: tuple[str, ...]
    in_use: bool


@dataclass(frozen=True)
class PurposeRow:
    uid: UUID
    label: str
    in_use: bool


@dataclass(frozen=True)
class SessionRow:
    """A session of the programme, and its registration when it has one."""

    uid: UUID
    title: str
    when: str
    room: str
    which: UUID | None
    running: bool
    numbers: Numbers | None


@dataclass(frozen=True)
class SetUp:
    counters: Counters
    state: str
    standing: str
    opens: str
    closes: str
    rules: tuple[str, ...]
    categories: tuple[CategoryRow, ...]
    questions: tuple[QuestionRow, ...]
    purposes: tuple[PurposeRow, ...]


def own_registration(event: Event) -> Registration | None:
    """The registration to the event itself; 1 query."""
    found = Registration.objects.filter(event=event, session__isnull=True).first()
    if found is not None:
        found.event = event
    return found


def set_up(registration: Registration, language: str, now: datetime) -> SetUp:
    """At most 7 queries."""
    categories = list(Category.objects.filter(registration=registration).order_by("order", "pk"))
    questions = Question.objects.filter(registration=registration).order_by("-in_use", "order", "pk")
    purposes = Purpose.objects.filter(registration=registration).order_by("-in_use", "order", "pk")
    state, standing = standing_of(registration, now)
    return SetUp(
        counters=counters(registration, categories, language, now),
        state=state,
        standing=standing,
        opens=instant_words(registration.opens_at, language, registration.event.zone),
        closes=instant_words(registration.last_instant, language, registration.event.zone),
        rules=rules_in_words(registration),
        categories=tuple(category_row(one, language, registration.event.zone) for one in categories),
        questions=tuple(question_row(one, language) for one in questions.prefetch_related("categories")),
        purposes=tuple(PurposeRow(one.uid, localized(one.label, language), one.in_use) for one in purposes),
    )


def standing_of(registration: Registration, now: datetime) -> tuple[str, str]:
    """(code, words) of where registration stands at this instant."""
    if registration.anonymised_at:
        return "closed", _("Over, names erased")
    if not registration.running:
        return "closed", _("Stopped")
    if now >= registration.last_instant:
        return "closed", _("Closed")
    if now < registration.opens_at:
        return "coming", _("Not open yet")
    if registration.free == 0:
        return "full", _("Open, full: newcomers wait")
    return "kept", _("Open")


def instant_words(at: datetime, language: str, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    said = {
        "day": dates.day_words(local.date(), language, year=True),
        "hour": dates.time_words(local.time().replace(second=0, microsecond=0), language),
    }
    return _("%(day)s at %(hour)s") % said


def rules_in_words(one: Registration) -> tuple[str, ...]:
    """The rules that matter to who registers, a sentence each."""
    said = [
        _("The address is confirmed by e-mail within %(minutes)s minutes.") % {"minutes": one.confirm_within}
        if one.confirm_by_mail
        else _("No address is confirmed."),
        _("One registration an address.") if one.one_per_person else _("Several registrations an address."),
    ]
    if one.largest_party > 1:
        said.append(_("Up to %(people)s people together.") % {"people": one.largest_party})
    if one.approval:
        said.append(_("Each registration is approved by an organiser."))
    if one.waiting_capacity == 0:
        said.append(_("No waiting list."))
    elif one.promotion_within:
        words = ngettext(
            "A seat that becomes free is kept %(hours)s hour for the first in line.",
            "A seat that becomes free is kept %(hours)s hours for the first in line.",
            one.promotion_within,
        )
        said.append(words % {"hours": one.promotion_within})
    else:
        said.append(_("A seat that becomes free is given to the first in line at once."))
    words = ngettext(
        "Names are erased %(days)s day after the event.",
        "Names are erased %(days)s days after the event.",
        one.kept_days,
    )
    said.append(words % {"days": one.kept_days})
    return tuple(said)


def category_row(one: Category, language: str, zone: str) -> CategoryRow:
    notes = []
    if one.access == Access.CODE:
        notes.append(_("with the code “%(code)s”") % {"code": one.code})
    if one.access == Access.ORGANISERS:
        notes.append(_("not on the form: organisers add"))
    if not one.within_capacity:
        notes.append(_("beside the seats of the registration"))
    if one.approval:
        notes.append(_("approved one by one"))
    if one.opens_at:
        notes.append(_("from %(instant)s") % {"instant": instant_words(one.opens_at, language, zone)})
    if one.closes_at:
        notes.append(_("until %(instant)s") % {"instant": instant_words(one.closes_at, language, zone)})
    return CategoryRow(
        uid=one.uid,
        name=localized(one.name, language),
        explanation=localized(one.explanation, language),
        access=one.access,
        notes=tuple(notes),
        numbers=Numbers.of(one),
    )


def question_row(one: Question, language: str) -> QuestionRow:
    notes = []
    if one.required:
        notes.append(_("an answer is needed"))
    if one.each:
        notes.append(_("asked of each person"))
    if one.sensitive:
        notes.append(_("sensitive"))
    names = [localized(category.name, language) for category in one.categories.all()]
    if names:
        notes.append(_("only for: %(categories)s") % {"categories": ", ".join(names)})
    return QuestionRow(one.uid, localized(one.label, language), str(Kind(one.kind).label), tuple(notes), one.in_use)


def sessions_of(event: Event, language: str) -> tuple[SessionRow, ...]:
    """Sessions of the programme, in its order; 1 query."""
    found = Session.objects.filter(event=event).select_related("registration").order_by("starts_at", "pk")
    return tuple(session_row(one, language) for one in found)


def session_row(one: Session, language: str) -> SessionRow:
    registration = getattr(one, "registration", None)
    day = dates.day_words(one.start_day, language, weekday=False)
    hours = dates.hours_words(one.start_time, one.end_time, language) if one.start_time else ""
    return SessionRow(
        uid=one.uid,
        title=one.title,
        when=", ".join(filter(None, (day, hours))),
        room=one.room,
        which=registration.uid if registration else None,
        running=bool(registration and registration.running),
        numbers=Numbers.of(registration) if registration else None,
    )


def outside_links(event: Event) -> list[str]:
    """Addresses where one registers elsewhere; 1 query."""
    return list(RegistrationLink.objects.filter(event=event).order_by("pk").values_list("url", flat=True))


def copyable(event: Event) -> list[Registration]:
    """Registrations to other events of the same body, the latest first; 1 query."""
    if event.organisation_id is None:
        return []
    found = Registration.objects.filter(event__organisation=event.organisation_id, session__isnull=True)
    return list(found.exclude(event=event).select_related("event").order_by("-event__starts_at", "pk")[:50])
