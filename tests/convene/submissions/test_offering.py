"""The contributor's side: what may be submitted, when, and how often."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from parvis.convene.agenda.queries import visible_to
from parvis.convene.submissions import actions
from parvis.convene.submissions.models import Part, Stage, Submission
from parvis.convene.submissions.queries.requirements import missing
from tests.factories import OpeningFactory, OrganisationFactory, draft, member, submitted

pytestmark = pytest.mark.django_db


def contributor():
    body = OrganisationFactory()
    return body, member(body, "contributor")


def test_a_submission_has_a_number_and_a_promised_day() -> None:
    opening = OpeningFactory(answer_within=10)

    first, second = submitted(opening), submitted(opening)

    assert (first.number, second.number) == (1, 2)
    assert (first.due - first.submitted_at).days == 10
    assert first.version == 1


def test_the_same_event_is_before_a_host_once() -> None:
    opening = OpeningFactory()
    one = submitted(opening)

    with pytest.raises(actions.AlreadySubmitted) as refusal:
        actions.submit(one.submitted_by, one.event, opening.edition)

    assert refusal.value.submission == one
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("day", [datetime(2026, 10, 31, tzinfo=UTC), datetime(2027, 1, 2, tzinfo=UTC)])
def test_nothing_is_taken_before_the_opening_nor_after_the_deadline(day: datetime) -> None:
    opening = OpeningFactory()
    body, author = contributor()
    event = draft(body)

    with time_machine.travel(day), pytest.raises(actions.NotOpen):
        actions.submit(author, event, opening.edition)


def test_a_part_that_the_host_demands_is_named_when_it_is_missing() -> None:
    opening = OpeningFactory(required_parts=["lead", "place", "accessibility"])
    body, author = contributor()

    with pytest.raises(actions.PartsMissing) as refusal:
        actions.submit(author, draft(body), opening.edition)

    assert [part.code for part in refusal.value.parts] == ["place", "accessibility"]
    assert [part.anchor for part in refusal.value.parts] == ["id_place", "id_accessibility"]


@pytest.mark.parametrize("part", Part)
def test_every_part_can_be_met_and_missed(part: Part) -> None:
    whole = {
        "lead": "x",
        "body": "x",
        "start_time": "18:30:00",
        "place": "uid",
        "admission": "free",
        "formats": ["workshop"],
        "themes": ["open-data"],
        "audiences": ["general-public"],
        "accessibility": ["ramp"],
        "participations": [{"label": "x"}],
    }

    assert not missing(whole, [part.value])
    assert [one.code for one in missing({"admission": "unknown"}, [part.value])] == [part.value]


def test_changes_may_come_after_the_deadline_when_they_were_asked_for() -> None:
    opening = OpeningFactory()
    one = submitted(opening)
    actions.ask_for_changes(member(opening.edition.host, "moderator"), one, base=0, text="Précisez.")

    with time_machine.travel(datetime(2027, 1, 5, tzinfo=UTC)):
        done = actions.resubmit(one.submitted_by, one, "C’est fait.")

    assert done
    assert (one.state, one.due.date().isoformat()) == (Stage.WAITING, "2027-01-15")


def test_a_withdrawn_event_is_seen_by_the_host_no_more_and_may_come_back() -> None:
    opening = OpeningFactory()
    one = submitted(opening)
    moderator = member(opening.edition.host, "moderator")

    assert actions.withdraw(one.submitted_by, one)

    assert not visible_to(moderator).filter(pk=one.event_id).exists()
    assert actions.submit(one.submitted_by, one.event, opening.edition).number == 2


def test_what_was_answered_cannot_be_withdrawn() -> None:
    opening = OpeningFactory()
    one = submitted(opening)
    actions.accept(member(opening.edition.host, "moderator"), one, base=0, version=one.version)

    assert not actions.withdraw(one.submitted_by, one)
    one.refresh_from_db()
    assert one.state == Stage.ACCEPTED
