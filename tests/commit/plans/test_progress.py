"""The self-declared lane: who may write it, what it needs, and that nothing of it is rewritten."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from parvis.commit.plans import actions, rules
from parvis.commit.plans.actions import Shown
from parvis.commit.plans.models import Completion, Evidence, ProgressReport, Responsibility, Role
from parvis.ground.identifiers import Ref
from parvis.ground.journal.queries import entries_for
from parvis.people.actions.memberships import grant_role
from parvis.people.models import Role as TeamRole
from tests.factories import CommitmentFactory, EventFactory, MilestoneFactory, OrganisationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_in_march")]
TODAY = date(2026, 3, 12)


@pytest.fixture
def _in_march() -> Any:
    with time_machine.travel("2026-03-12T10:00:00+00:00", tick=False):
        yield


def person(body: Any, role: TeamRole = TeamRole.ORGANISER) -> Any:
    user = UserFactory()
    grant_role(None, user, body, role)
    return user


def promised(role: Role = Role.LEAD, **others: Any) -> tuple[Any, Any]:
    """A commitment, and the body that has this role in it."""
    commitment, body = CommitmentFactory(), OrganisationFactory()
    Responsibility.objects.create(commitment=commitment, role=role, organisation=body, **others)
    return commitment, body


def test_completed_without_evidence_is_refused() -> None:
    commitment, body = promised()

    with pytest.raises(ValidationError) as refused:
        actions.report_progress(None, commitment, day=TODAY, completion=Completion.COMPLETE, organisation=body)

    assert "evidence" in refused.value.message_dict
    assert not ProgressReport.objects.exists()


def test_completed_with_a_page_that_shows_it_is_declared() -> None:
    commitment, body = promised()
    step = MilestoneFactory(commitment=commitment, number="14.1")

    report = actions.report_progress(
        person(body),
        commitment,
        milestone=step,
        day=TODAY,
        completion=Completion.COMPLETE,
        body="Les **16** instances publient.",
        organisation=body,
        shown=[Shown("La page des séances", url="https://ambrelle.example/seances", day="mars 2026")],
    )

    piece = report.proof
    assert piece is not None
    assert (piece.consulted_on, piece.day, piece.milestone, piece.organisation) == (TODAY, "2026-03", step, body)
    assert list(report.evidence.all()) == [piece]
    assert "<strong>16</strong>" in report.html
    sentences = [line.sentence for line in entries_for("commitment", commitment.uid, 5, language="fr")]
    assert any("14.1" in one and "achevé" in one for one in sentences), sentences


def test_evidence_that_was_set_aside_proves_nothing_any_more() -> None:
    commitment, _body = promised()
    piece = actions.add_evidence(None, commitment, Shown("Page", url="https://ambrelle.example/"))
    actions.set_evidence_aside(None, piece, "C’est une page d’accueil.")

    with pytest.raises(ValidationError):
        actions.report_progress(None, commitment, day=TODAY, completion=Completion.COMPLETE, rests_on=[piece.uid])


def test_evidence_of_another_commitment_proves_nothing() -> None:
    commitment, _body = promised()
    elsewhere = actions.add_evidence(None, CommitmentFactory(), Shown("Page", url="https://ambrelle.example/p"))

    with pytest.raises(ValidationError):
        actions.report_progress(None, commitment, day=TODAY, completion=Completion.COMPLETE, rests_on=[elsewhere.uid])


def test_a_file_is_kept_with_the_digest_that_anybody_can_compute() -> None:
    commitment, body = promised()
    sent = b"jour;instance\n2026-03-12;conseil\n"

    piece = actions.add_evidence(None, commitment, Shown("", file=("../séances.csv", sent)), organisation=body)

    assert piece.digest == hashlib.sha256(sent).hexdigest()
    assert (piece.title, piece.archive_name, piece.archive_type) == ("séances.csv", "séances.csv", "text/csv")
    assert piece.archive.read() == sent
    assert "séances" not in piece.archive.name


def test_a_file_that_is_not_what_it_says_is_refused() -> None:
    with pytest.raises(ValidationError):
        actions.add_evidence(None, promised()[0], Shown("Rapport", file=("rapport.pdf", b"<html>")))
    assert not Evidence.objects.exists()


def test_a_later_edition_of_an_event_is_evidence_under_its_own_title() -> None:
    commitment, _body = promised()
    event = EventFactory(title="Sommet 2019")

    piece = actions.add_evidence(None, commitment, Shown("", object=Ref("event", event.uid), kind="supporting"))

    assert (piece.title, piece.object_type, piece.object_uid) == ("Sommet 2019", "event", event.uid)


def test_evidence_that_nobody_can_look_at_is_refused() -> None:
    with pytest.raises(ValidationError):
        actions.add_evidence(None, promised()[0], Shown("On me l’a dit"))


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({"day": date(2026, 3, 13)}, "day"),
        ({"completion": "80 %"}, "completion"),
        ({"rests_on": [uuid4()]}, "evidence"),
    ],
)
def test_what_is_wrong_with_a_report_is_said_under_its_part(given: dict[str, Any], part: str) -> None:
    commitment, _body = promised()

    with pytest.raises(ValidationError) as refused:
        actions.report_progress(None, commitment, **{"day": TODAY, "completion": Completion.LIMITED, **given})
    assert part in refused.value.message_dict


def test_nothing_is_declared_of_a_draft_of_a_withdrawn_promise_or_of_another_s_milestone() -> None:
    draft = CommitmentFactory(state="draft", published_at=None)
    gone = CommitmentFactory(withdrawn_on=TODAY, withdrawal_reason="Sans objet.")
    stray = MilestoneFactory()

    for commitment, milestone in ((draft, None), (gone, None), (CommitmentFactory(), stray)):
        with pytest.raises(ValidationError):
            actions.report_progress(None, commitment, milestone=milestone, day=TODAY, completion=Completion.LIMITED)


def test_a_report_is_never_changed_nor_deleted() -> None:
    commitment, _body = promised()
    report = actions.report_progress(None, commitment, day=TODAY, completion=Completion.LIMITED)

    for attempt in (
        lambda: ProgressReport.objects.filter(pk=report.pk).update(completion=Completion.SUBSTANTIAL),
        report.delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    assert ProgressReport.objects.get().completion == Completion.LIMITED


@pytest.mark.parametrize(
    ("role", "declares", "brings"),
    [
        (Role.LEAD, True, True),
        (Role.RESPONSIBLE, True, True),
        (Role.SUPPORTING, False, True),
        (Role.PARTNER, False, True),
    ],
)
def test_those_who_answer_declare_and_those_who_support_bring_evidence(
    role: Role, declares: bool, brings: bool
) -> None:
    commitment, body = promised(role)
    user = person(body)

    assert rules.may_declare_progress(user, commitment) is declares
    assert rules.may_bring_evidence(user, commitment) is brings


@pytest.mark.parametrize("role", [TeamRole.REVIEWER, TeamRole.MODERATOR, TeamRole.CONTRIBUTOR])
def test_a_reviewer_writes_no_progress_and_neither_does_whoever_does_not_organise(role: TeamRole) -> None:
    commitment, body = promised()
    user = person(body, role)

    assert not rules.may_declare_progress(user, commitment)
    assert not rules.may_bring_evidence(user, commitment)
    assert not rules.may_write_commitment(user, commitment)


def test_the_point_of_contact_writes_the_promise_and_not_its_progress() -> None:
    commitment, _body = promised()
    user = person(commitment.plan.organisation)

    assert rules.may_write_commitment(user, commitment)
    assert not rules.may_declare_progress(user, commitment)


def test_an_institution_that_handed_over_declares_no_more() -> None:
    commitment, body = promised(valid_to=date(2026, 3, 11))

    assert not rules.may_declare_progress(person(body), commitment)


def test_the_lead_writes_its_promise_until_it_is_adopted() -> None:
    commitment, body = promised()
    user = person(body)
    assert rules.may_write_commitment(user, commitment)

    actions.adopt_plan(None, commitment.plan, on=TODAY)
    commitment.refresh_from_db()

    assert not rules.may_write_commitment(user, commitment)
    assert rules.may_declare_progress(user, commitment)
