"""One way to write an event, whoever writes: what is written is what is read back, and nobody overtakes anybody."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from parvis.convene.agenda.actions import create_event, write_event
from parvis.convene.agenda.content import PARTS, content_of, contents_of
from parvis.convene.agenda.models import Event
from parvis.ground.versions.actions import Overtaken
from parvis.ground.versions.queries import versions_of
from tests.factories import EventFactory, OrganisationFactory, PlaceFactory, SessionFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_what_is_written_is_read_back() -> None:
    actor, body, place = UserFactory(), OrganisationFactory(), PlaceFactory()
    session = {"uid": "7f1d7a3e-0000-4000-8000-000000000001", "title": "Table ronde", "start_day": "2026-03-12"}

    event = create_event(
        actor,
        body,
        {
            "title": "Les berges",
            "start_day": "2026-03-12",
            "start_time": "18:30",
            "place": str(place.uid),
            "formats": ["workshop"],
            "sessions": [session],
            "information": [{"label": "Garderie", "content": "Sur place", "link": ""}],
            "participations": [{"role": "speaker", "label": "à confirmer", "session": session["uid"]}],
        },
    )

    content = content_of(Event.objects.get(pk=event.pk))
    assert set(content) == set(PARTS)
    assert (content["start_time"], content["end_day"], content["place"]) == ("18:30:00", "2026-03-12", str(place.uid))
    assert content["sessions"][0]["title"] == "Table ronde"
    assert content["participations"][0]["session"] == session["uid"]
    assert write_event(actor, event, content) == frozenset()


def test_writing_keeps_what_stood_before() -> None:
    event = EventFactory(title="Avant")
    SessionFactory(event=event)

    changed = write_event(UserFactory(), event, {"title": "Après"}, base=0)

    assert changed == {"title"}
    assert [version.content["title"] for version in versions_of("event", event.uid)] == ["Après", "Avant"]
    assert event.sessions.count() == 1


def test_writing_the_same_in_fewer_words_changes_nothing() -> None:
    event = EventFactory()
    session = SessionFactory(event=event)
    rows = [{"uid": str(session.uid), "title": session.title, "start_day": "2026-03-12"}]

    assert write_event(UserFactory(), event, {"sessions": rows}) == frozenset()
    assert Event.objects.get(pk=event.pk).edited == []


def test_a_save_that_another_overtook_is_refused_and_writes_nothing() -> None:
    event = EventFactory(title="Avant")
    write_event(UserFactory(), event, {"title": "Le premier"}, base=0)

    with pytest.raises(Overtaken) as refused:
        write_event(UserFactory(), Event.objects.get(pk=event.pk), {"title": "Le second"}, base=0)

    assert refused.value.latest.content["title"] == "Le premier"
    assert Event.objects.get(pk=event.pk).title == "Le premier"


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ({"title": ""}, "title"),
        ({"start_day": "31/02/2026"}, "start_day"),
        ({"mode": "elsewhere"}, "mode"),
        ({"place": "no-place"}, "place"),
        ({"formats": ["no-format"]}, "formats"),
        ({"sessions": [{"title": ""}]}, "sessions 1"),
        (
            {"sessions": [{"title": "Plénière", "links": [{"label": "ici", "url": "javascript:alert(1)"}]}]},
            "sessions 1",
        ),
        ({"participations": [{"label": "x", "session": "7f1d7a3e-0000-4000-8000-000000000009"}]}, "participations 1"),
        ({"accessibility": ["flying"]}, "accessibility"),
        ({"lead": "avant\0après"}, "lead"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"colour": "blue"}, "__all__"),
    ],
)
def test_a_mistake_is_named_by_its_part_and_changes_nothing(content: dict[str, object], part: str) -> None:
    event = EventFactory()
    before = content_of(event)

    with pytest.raises(ValidationError) as refused:
        write_event(UserFactory(), event, content)

    assert list(refused.value.message_dict) == [part]
    assert content_of(Event.objects.get(pk=event.pk)) == before


@pytest.mark.parametrize("number", [1, 3])
def test_the_content_of_many_costs_as_much_as_that_of_one(number: int, django_assert_num_queries) -> None:
    events = [EventFactory() for _ in range(number)]
    for event in events:
        SessionFactory(event=event, formats=["workshop"])

    with django_assert_num_queries(15):
        contents_of(events)
