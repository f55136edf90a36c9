"""The list of the events one writes: by state, narrowed, what is unfinished; as many queries for one row or three."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.convene.editing.actions import recount
from parvis.convene.editing.models import FindingCount, WorkingCopy
from parvis.convene.editing.tasks import forget_old_copies
from parvis.convene.editing.todo import drafts_with_errors, published_with_errors, unfinished
from parvis.ground import clock
from tests.convene.editing.test_event_page import member
from tests.factories import EditionFactory, EventFactory, OrganisationFactory, PlaceFactory

pytestmark = pytest.mark.django_db
LIST = "/fr/organise/events/"


def test_a_list_of_three_rows_costs_as_many_queries_as_one() -> None:
    body = OrganisationFactory()
    _user, client = member(body)
    for wanted in (1, 3):
        while body.events.count() < wanted:
            EventFactory(organisation=body, place=PlaceFactory(), editions=[EditionFactory()])
        client.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(LIST).status_code == 200
        if wanted == 1:
            first = len(asked)

    assert len(asked) == first <= 12


def test_tabs_count_each_state_and_filters_narrow() -> None:
    body, other = OrganisationFactory(name="Une"), OrganisationFactory(name="Autre")
    user, client = member(body)
    user.memberships.create(organisation=other, role="contributor")
    edition = EditionFactory()
    EventFactory(organisation=body, title="Berges", editions=[edition])
    EventFactory(organisation=body, title="Halles", state="draft")
    EventFactory(organisation=other, title="Lecture", state="draft")
    EventFactory(title="D’un autre organisme")

    page = client.get(LIST).context["list"]
    counts = {str(tab["label"]): tab["count"] for tab in page.tabs}
    assert counts == {"Tous": 3, "Brouillons": 2, "Publiés": 1}

    def titles(query: str) -> list[str]:
        return sorted(row.title for row in client.get(LIST + query).context["list"].rows)

    assert titles("?state=draft") == ["Halles", "Lecture"]
    assert titles(f"?body={other.slug}") == ["Lecture"]
    assert titles(f"?edition={edition.slug}") == ["Berges"]
    assert titles("?q=hall") == ["Halles"]
    assert titles("?q=rien") == []


def test_events_with_findings_are_found() -> None:
    body = OrganisationFactory()
    _user, client = member(body)
    wrong = EventFactory(organisation=body, title="Le samedi 12 mars 2026", start_day=date(2026, 3, 12))
    right = EventFactory(organisation=body, admission="free", place=PlaceFactory())
    recount([wrong, right])

    shown = client.get(LIST + "?findings=errors").context["list"].rows
    clean = client.get(LIST + "?findings=none").context["list"].rows

    assert [(row.title, row.errors) for row in shown] == [(wrong.title, 1)]
    assert [row.title for row in clean] == [right.title]


def test_a_moderator_sees_the_drafts_of_her_body_and_writes_none() -> None:
    body = OrganisationFactory()
    _user, client = member(body, "moderator")
    EventFactory(organisation=body, state="draft", title="Brouillon")

    page = client.get(LIST)

    assert [(row.title, row.may_edit) for row in page.context["list"].rows] == [("Brouillon", False)]
    assert "/organise/events/new/" not in page.content.decode()


def test_what_waits_for_a_writer_is_told_without_checking_anything() -> None:
    body = OrganisationFactory()
    user, _client = member(body, "contributor")
    stranger, _other = member(OrganisationFactory())
    draft = EventFactory(organisation=body, state="draft", title="Le samedi 12 mars 2026")
    public = EventFactory(organisation=body, lead="Le samedi 12 mars 2026, on ouvre.", title="Ouverture")
    recount([draft, public])
    WorkingCopy.objects.create(user=user, form="event", object_uid=draft.uid, title="Brouillon", data={})

    with CaptureQueriesContext(connection) as asked:
        found = [source(user, 10) for source in (unfinished, drafts_with_errors, published_with_errors)]

    assert [(heap.count, heap.oldest[0].title) for heap in found] == [
        (1, "Brouillon"), (1, draft.title), (1, "Ouverture"),
    ]  # fmt: skip
    assert len(asked) <= 7
    assert "mark-strike" in found[2].oldest[0].quoted
    assert all(source(stranger, 10).count == 0 for source in (unfinished, drafts_with_errors, published_with_errors))


def test_a_form_nobody_came_back_to_for_ninety_days_is_forgotten() -> None:
    user, _client = member(OrganisationFactory())
    old = clock.now() - timedelta(days=91)
    for number, at in enumerate((old, clock.now())):
        WorkingCopy.objects.create(
            user=user, form="event", object_uid=f"7f1d7a3e-0000-4000-8000-00000000000{number}", saved_at=at
        )

    assert forget_old_copies() == "1 working copies forgotten"
    assert WorkingCopy.objects.count() == 1


def test_counting_again_keeps_one_row_an_event() -> None:
    events = [EventFactory(), EventFactory()]

    recount(events)
    recount(events)

    assert FindingCount.objects.count() == 2
