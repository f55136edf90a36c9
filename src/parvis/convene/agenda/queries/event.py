"""The page of one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import CharField, IntegerField, Q, Value
from django.db.models.functions import Cast
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.civics.formats.model import OfferText
from parvis.civics.formats.writers.json_ld import write
from parvis.convene.agenda import addresses
from parvis.convene.agenda.models import Admission, Event, FormerSlug, Mode, Session, State, Status
from parvis.convene.agenda.offers import Offer, offers
from parvis.convene.agenda.queries import vocabulary as vocabularies
from parvis.convene.agenda.queries.announcers import announcer_of
from parvis.convene.agenda.queries.cards import Cards, Row, duration, hours, rows
from parvis.convene.agenda.queries.details import Details, details
from parvis.convene.agenda.queries.exchange import document_of, whole
from parvis.convene.agenda.queries.participants import Participants, participants
from parvis.convene.agenda.queries.programme import programme, sessions_of
from parvis.convene.agenda.queries.recurring import other_dates, recurrence_words
from parvis.convene.agenda.queries.shapes import DateBlock, EventCard, EventPage, JournalLine, Link, StoryLine, Tag
from parvis.convene.agenda.queries.venue import accessibility_words, place_block
from parvis.convene.agenda.queries.visibility import published, visible_to
from parvis.convene.agenda.queries.vocabulary import Vocabulary, Word
from parvis.disclose.links.queries import Story, story
from parvis.disclose.links.words import day_in_words
from parvis.ground import clock
from parvis.ground.journal.queries import entries_for
from parvis.ui import dates

SAME_DAY = 4
JOURNAL = 12


def event_page(slug: str, viewer: Any, language: str, today: date) -> EventPage | None:
    """Everything on the page of an event, or None when the viewer may not see it or there is none.

    11 queries, and one for each type of object in its story.
    """
    event = visible_to(viewer).filter(slug=slug).select_related("place").order_by().first()
    if event is None:
        return None
    with translation.override(language):
        sessions = sessions_of(event)
        people = participants(event.pk, language)
        small = details(event.pk, event.place_id)
        near = rows(beside(event, small.related()))
        words = vocabularies.load(language)
        terms = _terms(event, sessions, [row.id for row in near], words)
        cards = Cards(language, today, words)
        related, same_day = _neighbours(near, small.related(), cards, terms["card"])
        formats = terms["format"].get(event.pk, ())
        registrations = small.registrations()
        found = offers(event, sessions, small.offers(), language)
        offer = found.get(None)
        return EventPage(
            uid=event.uid,
            slug=event.slug,
            url=addresses.event(event.slug, language),
            title=event.title,
            language=event.language,
            kicker=cards.kicker(formats, event.admission),
            lead_html=event.lead_html,
            body_html=event.body_html,
            date=date_block(event, language, today),
            state=event.state,
            state_label=_capital(State(event.state).label),
            status=event.status,
            status_label=_capital(Status(event.status).label) if event.status != Status.SCHEDULED else "",
            status_note=status_note(event, language),
            admission=event.admission,
            admission_label=_capital(Admission(event.admission).label) if event.admission != "unknown" else "",
            admission_note=event.admission_note,
            mode=event.mode,
            mode_label=_capital(Mode(event.mode).label) if event.mode != "unknown" else "",
            more_to_come=event.more_to_come,
            standing=event.standing,
            action=None if offer is not None and offer.takes else primary_action(event, registrations),
            offer=offer,
            registrations=registrations,
            place=place_block(event.place, small.lines(), language, event.room) if event.place else None,
            online_url=event.online_url,
            video_url=event.video_url,
            website=event.website,
            accessibility=accessibility_words(
                [*event.accessibility, *(event.place.accessibility if event.place else [])]
            ),
            programme=programme(event, sessions, terms["session"], people, small, language, found),
            roles=people.groups(),
            information=small.information(),
            quotes=small.quotes(),
            figures=small.figures(),
            pictures=small.pictures(language),
            recordings=small.recordings(),
            sources=small.sources(),
            editions=small.editions(language),
            themes=_tags("about", terms["theme"].get(event.pk, ()), language),
            formats=_tags("format", formats, language),
            audiences=_tags("audience", terms["audience"].get(event.pk, ()), language),
            related=related,
            same_day=same_day,
            story=story_lines(story("event", event.uid, viewer, language), language),
            journal=_journal(event, language),
            announcer=announcer_of(event.pk),
            calendar_url=addresses.event_calendar(event.slug, language),
            file_url=addresses.event_file(event.slug, language),
            subscription_url=addresses.calendar(_one_of(small, language), language),
            json_ld=json_ld(event, sessions, people, small, terms, language, offer)
            if event.state == State.PUBLISHED
            else "",
            recurrence=recurrence_words(event, language),
            other_dates=other_dates(event, language, today),
        )


Terms = dict[str, dict[int, tuple[Word, ...]]]


def json_ld(
    event: Event,
    sessions: list[Session],
    people: Participants,
    small: Details,
    terms: Terms,
    language: str,
    offer: Offer | None = None,
) -> str:
    """schema.org/Event, safe inside a script element; only of what everybody may see."""
    formats, themes = terms["format"].get(event.pk, ()), terms["theme"].get(event.pk, ())
    document = document_of(event, sessions, people, small, formats, terms["session"], themes, language)
    return write(document, offer_text(offer) if offer else None)


def offer_text(offer: Offer) -> OfferText | None:
    """Registration here, for search engines; nothing once it is closed, nor when one registers session by session."""
    if offer.stand == "closed" or offer.opens_at is None:
        return None
    return OfferText(whole(offer.url), offer.stand, offer.opens_at.isoformat(), offer.capacity)


def present_slug(slug: str, viewer: Any) -> str | None:
    """The address that an event has now, when it once had this one and the viewer may see it; one query."""
    former = FormerSlug.objects.filter(slug=slug, event__in=visible_to(viewer))
    return former.order_by().values_list("event__slug", flat=True).first()


def beside(event: Event, related: Iterable[int]) -> Any:
    """Events to show beside one: those a person related to it, and a few of the same day; one query."""
    same_day = (
        published()
        .filter(start_day=event.start_day)
        .exclude(pk=event.pk)
        .exclude(status=Status.CANCELLED)
        .order_by("starts_at", "uid")
        .values("pk")[:SAME_DAY]
    )
    found = published().filter(Q(pk__in=list(related)) | Q(pk__in=same_day))
    return found.order_by("start_day", "starts_at", "uid")


def _neighbours(
    near: list[Row], related: list[int], cards: Cards, formats: dict[int, tuple[Word, ...]]
) -> tuple[tuple[EventCard, ...], tuple[EventCard, ...]]:
    chosen = set(related)
    return (
        tuple(cards.card(row, formats) for row in near if row.id in chosen),
        tuple(cards.card(row, formats) for row in near if row.id not in chosen),
    )


def _terms(event: Event, sessions: list[Session], near: list[int], vocabulary: Vocabulary) -> Terms:
    """Terms of the event, of its sessions and of the events beside it; one query over four small tables."""

    def links(kind: str, through: Any, owner: str, owners: list[int]) -> Any:
        return (
            through.objects.filter(**{f"{owner}__in": owners or [0]})
            .order_by()
            .annotate(kind=Value(kind, output_field=CharField()), owner=Cast(owner, IntegerField()))
            .values_list("pk", "kind", "owner", "term_id")
        )

    all_links = links("format", Event.formats.through, "event_id", [event.pk]).union(
        links("theme", Event.themes.through, "event_id", [event.pk]),
        links("audience", Event.audiences.through, "event_id", [event.pk]),
        links("card", Event.formats.through, "event_id", near),
        links("session", Session.formats.through, "session_id", [session.pk for session in sessions]),
        all=True,
    )
    found: Terms = defaultdict(dict)
    for _key, kind, owner, term in all_links.order_by("pk"):
        if word := vocabulary.by_id.get(term):
            found[kind][owner] = vocabularies.in_order((*found[kind].get(owner, ()), word))
    return found


def date_block(event: Event, language: str, today: date) -> DateBlock:
    now = clock.now()
    zone = ZoneInfo(event.zone)
    precise = event.start_time is not None
    return DateBlock(
        day=event.start_day,
        last_day=event.end_day,
        number=str(event.start_day.day),
        weekday=dates.weekday_word(event.start_day, language),
        month=dates.month_year_words(event.start_day, language),
        last_number=str(event.end_day.day),
        last_weekday=dates.weekday_word(event.end_day, language),
        last_month=dates.month_year_words(event.end_day, language),
        several_days=event.end_day != event.start_day,
        range=dates.capital(dates.range_words(event.start_day, event.end_day, language, year=True)),
        hours=hours(event.start_time, event.end_time, event.hours_to_confirm and event.end_day >= today, language),
        duration=duration(event, language),
        near=dates.relative_words(event.start_day, today, language),
        hours_to_confirm=event.hours_to_confirm,
        hours_to_check=event.hours_to_check,
        over=event.ends_at <= now,
        now=precise and event.starts_at <= now < event.ends_at,
        starts=_machine(event.starts_at, zone) if precise else event.start_day.isoformat(),
        ends=_machine(event.ends_at, zone) if event.end_time else event.end_day.isoformat(),
    )


def status_note(event: Event, language: str) -> str:
    if event.previous_start_day and event.previous_start_day != event.start_day:
        day = dates.day_words(event.previous_start_day, language, year=True)
        return _("First announced for %(day)s.") % {"day": day}
    return ""


def primary_action(event: Event, registrations: tuple[Link, ...]) -> Link | None:
    """The one thing to do: register, or join; nothing once it is over, full or cancelled."""
    if event.ends_at <= clock.now() or event.status in {Status.CANCELLED, Status.POSTPONED, Status.FULL}:
        return None
    if registrations:
        return Link(registrations[0].label or _("Register"), registrations[0].url)
    if event.online_url and event.mode != Mode.ONSITE:
        return Link(_("Join online"), event.online_url)
    return None


def story_lines(told: Story, language: str) -> tuple[StoryLine, ...]:
    """The story, only when it says more than that the event takes place."""
    if all(stop.is_own for stop in (*told.stops, *told.undated)):
        return ()
    return tuple(
        StoryLine(
            when=dates.capital(day_in_words(stop.day, stop.precision, language)),
            day=stop.day,
            title=stop.title,
            url="" if stop.is_own else stop.url,
            relation="",
            kind=stop.kind,
            documented=stop.documented,
            here=stop.is_own,
        )
        for stop in (*told.stops, *told.undated)
    )


def _journal(event: Event, language: str) -> tuple[JournalLine, ...]:
    zone = ZoneInfo(event.zone)
    return tuple(
        JournalLine(
            dates.day_words(line.at.astimezone(zone).date(), language, weekday=False, year=True), line.at, line.sentence
        )
        for line in entries_for("event", event.uid, JOURNAL, language)
    )


def _tags(parameter: str, words: Iterable[Word], language: str) -> tuple[Tag, ...]:
    return tuple(
        Tag(
            word.code,
            word.label,
            addresses.agenda(addresses.query_string({"when": "all", parameter: word.code}), language),
        )
        for word in words
    )


def _one_of(small: Details, language: str) -> str:
    """Query of the calendar to which the event belongs: its first edition's, or the whole agenda's."""
    editions = small.rows["edition"]
    return addresses.query_string({"edition": editions[0][0]}) if editions else ""


def _machine(instant: datetime, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).isoformat()


def _capital(label: Any) -> str:
    return dates.capital(str(label))
