"""Findings of what a writer writes: where they are, in which language, which are set aside, what they hold back."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.convene.agenda.content import content_of
from parvis.convene.agenda.models import Event
from parvis.convene.editing.actions import HeldBack, publish_checked, recount, set_aside, take_up
from parvis.convene.editing.findings import findings_in, findings_of, findings_of_many
from parvis.convene.editing.models import FindingCount, SetAside
from parvis.convene.editing.panels import Panel, panels_for, register_panel
from parvis.convene.editing.tasks import count_changed
from parvis.ground.journal.models import Entry
from parvis.people.models import Organisation, User
from tests.factories import EventFactory, OrganisationFactory, PlaceFactory, UserFactory

pytestmark = pytest.mark.django_db
WRONG = "Rendez-vous le samedi 12 mars 2026."


def member(body: Organisation, role: str) -> User:
    user = UserFactory()
    user.memberships.create(organisation=body, role=role)
    return user


def draft(body: Organisation, **given: object) -> Event:
    given = {"state": "draft", "lead": WRONG, "admission": "free", "place": PlaceFactory(), **given}
    return EventFactory(organisation=body, **given)


def test_a_finding_names_the_part_and_the_words_in_the_language_of_the_reader() -> None:
    event = draft(OrganisationFactory())

    french, english = findings_of(event, language="fr"), findings_of(event, language="en")

    assert [(one.rule, one.severity, one.part, one.quote) for one in french] == [
        ("D-WEEKDAY", "error", "lead", "samedi 12 mars 2026")
    ]
    assert "est un jeudi" in french[0].message
    assert "is a Thursday" in english[0].message
    assert french[0].key == english[0].key


def test_what_is_not_saved_yet_is_checked_as_well_even_when_it_cannot_be_read() -> None:
    found = findings_in({"title": "Le samedi 12 mars 2026", "start_day": "2026-03-12", "end_time": "25:99"})

    assert [one.part for one in found] == ["title"]
    assert findings_in({"title": None, "start_day": "not a day", "sessions": [{}]}) == []


def test_many_events_cost_as_many_queries_as_one() -> None:
    body = OrganisationFactory()
    events = [draft(body) for _ in range(3)]
    with CaptureQueriesContext(
        connection,
    ) as one:
        findings_of_many(events[:1])
    with CaptureQueriesContext(connection) as three:
        findings_of_many(events)

    assert len(one) == len(three) <= 16


def test_an_event_with_an_open_error_is_not_published_before_it_is_set_aside_with_a_reason() -> None:
    body = OrganisationFactory()
    organiser, event = member(body, "organiser"), draft(body)

    with pytest.raises(HeldBack) as held:
        publish_checked(organiser, event)
    finding = held.value.findings[event.pk][0]
    with pytest.raises(ValidationError):
        set_aside(organiser, event, finding.key, "  ")
    set_aside(organiser, event, finding.key, "Le texte cite une affiche.", rule=finding.rule)
    publish_checked(organiser, event)

    event.refresh_from_db()
    assert event.state == "published"
    assert findings_of(event)[0].set_aside == "Le texte cite une affiche."
    entry = Entry.objects.get(action="event.finding-set-aside")
    assert (entry.public, entry.private["reason"]) == ({"rule": "D-WEEKDAY"}, "Le texte cite une affiche.")


def test_what_was_set_aside_opens_again_when_the_facts_change_or_when_a_person_says_so() -> None:
    body = OrganisationFactory()
    organiser, event = member(body, "organiser"), draft(body)
    key = findings_of(event)[0].key
    set_aside(organiser, event, key, "Une citation.")
    assert not findings_of(event)[0].is_open

    take_up(organiser, event, key)
    assert findings_of(event)[0].is_open

    set_aside(organiser, event, key, "Une citation.")
    event.lead = "Rendez-vous le dimanche 12 mars 2026."
    event.save()
    assert findings_of(event)[0].is_open


def test_only_who_may_act_publishes_or_sets_aside() -> None:
    body = OrganisationFactory()
    contributor, stranger = member(body, "contributor"), member(OrganisationFactory(), "organiser")
    event = draft(body, lead="")

    with pytest.raises(PermissionDenied):
        publish_checked(contributor, event)
    with pytest.raises(PermissionDenied):
        set_aside(stranger, event, "key", "Parce que.")
    assert not SetAside.objects.exists()


def test_counts_follow_what_is_written_and_set_aside() -> None:
    body = OrganisationFactory()
    organiser = member(body, "organiser")
    event = draft(body, start_day=date(2126, 3, 12), start_time=time(18), lead="Le samedi 12 mars 2126.")

    count_changed()
    counted = FindingCount.objects.get(event=event)
    assert (counted.errors, counted.first["rule"]) == (1, "D-WEEKDAY")
    assert counted.errors_since is not None

    recount([event])
    assert FindingCount.objects.get(event=event).errors_since == counted.errors_since

    set_aside(organiser, event, findings_of(event)[0].key, "Voulu.")
    counted = FindingCount.objects.get(event=event)
    assert (counted.errors, counted.errors_since) == (0, None)


def test_findings_of_a_content_are_those_of_the_event_that_holds_it() -> None:
    event = draft(OrganisationFactory())

    assert findings_in(content_of(event), language="fr") == findings_of(event, language="fr")


def test_a_panel_is_shown_to_whom_it_concerns() -> None:
    event, user = EventFactory(), UserFactory()
    register_panel("test", 10, lambda who, what: Panel("test.html", {"event": what}) if who == user else None)

    assert [panel.context for panel in panels_for(user, event) if panel.template == "test.html"] == [{"event": event}]
    assert all(panel.template != "test.html" for panel in panels_for(UserFactory(), event))

    from parvis.convene.editing import panels

    del panels._panels["test"]
