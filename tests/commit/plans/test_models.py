"""What the database itself refuses about promises, on both engines."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from parvis.commit.plans.models import Completion, Evidence, PlanVersion, ProgressReport, Text, TextPart
from tests.factories import CommitmentFactory, MilestoneFactory, PlanFactory

pytestmark = pytest.mark.django_db


def test_completed_is_refused_without_evidence_and_taken_with_it() -> None:
    milestone = MilestoneFactory()
    declared = {"commitment": milestone.commitment, "milestone": milestone, "day": date(2026, 5, 1)}

    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressReport.objects.create(completion=Completion.COMPLETE, **declared)

    proof = Evidence.objects.create(commitment=milestone.commitment, title="Le site", url="https://ambrelle.example/")
    report = ProgressReport.objects.create(completion=Completion.COMPLETE, proof=proof, **declared)
    assert report.pk


def test_a_progress_report_is_never_changed_nor_deleted() -> None:
    commitment = CommitmentFactory()
    report = ProgressReport.objects.create(commitment=commitment, day=date(2026, 5, 1), completion=Completion.LIMITED)

    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressReport.objects.filter(pk=report.pk).update(completion=Completion.SUBSTANTIAL)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressReport.objects.filter(pk=report.pk)._raw_delete("default")

    report.refresh_from_db()
    assert report.completion == Completion.LIMITED


def test_an_adopted_version_and_its_texts_stay_as_adopted() -> None:
    plan = PlanFactory()
    version = PlanVersion.objects.create(plan=plan, number=1, adopted=True, adopted_on=date(2026, 1, 15))
    text = Text.objects.create(
        commitment=CommitmentFactory(plan=plan),
        part=TextPart.PROBLEM,
        language="fr",
        body="Trop peu de gens savent.",
        frozen=True,
    )

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE plans_text SET body = 'Tout va bien.' WHERE id = %s", [text.pk])
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanVersion.objects.filter(pk=version.pk).update(adopted_on=date(2025, 1, 15))

    text.refresh_from_db()
    assert text.html == "<p>Trop peu de gens savent.</p>"


def test_evidence_is_something_one_can_look_at() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(commitment=CommitmentFactory(), title="On nous a dit que c’était fait")
    assert not Evidence.objects.exists()


def test_a_withdrawal_says_why() -> None:
    commitment = CommitmentFactory()
    commitment.withdrawn_on = timezone.now().date()

    with pytest.raises(IntegrityError), transaction.atomic():
        commitment.save()

    commitment.refresh_from_db()
    assert commitment.withdrawn_on is None


@pytest.mark.parametrize(
    ("due", "first", "last"),
    [
        ("2018-41", date(2018, 7, 1), date(2018, 12, 31)),
        ("2019/..", date(2019, 1, 1), None),
        ("../2020", None, date(2020, 12, 31)),
        ("2026-03-31", date(2026, 3, 31), date(2026, 3, 31)),
        ("", None, None),
    ],
)
def test_a_fuzzy_due_date_gives_the_days_it_allows(due: str, first: date | None, last: date | None) -> None:
    milestone = MilestoneFactory(due=due)

    milestone.refresh_from_db()

    assert (milestone.due_from, milestone.due_by) == (first, last)
