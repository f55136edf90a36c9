"""Instances that come as JSON text in the row of another object."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import OuterRef

from parvis.commit.plans.models import Commitment, Milestone, ProgressReport, ReadPage, Responsibility
from parvis.ground.compiled.gathered import GatheredInstances, fill
from tests.commit.plans.promised import whole
from tests.factories import CommitmentFactory

pytestmark = pytest.mark.django_db


def column(gathered: GatheredInstances, commitment: Commitment) -> str | None:
    own = gathered.model.objects.filter(commitment=OuterRef("pk"))
    return Commitment.objects.annotate(text=gathered.column(own, "commitment")).get(pk=commitment.pk).text


def values(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.mark.parametrize(
    ("model", "related"),
    [
        (Milestone, ()),
        (Responsibility, ("organisation", "source")),
        (ProgressReport, ("organisation", "proof")),
        (ReadPage, ()),
    ],
)
def test_what_is_gathered_is_what_the_orm_reads(model, related) -> None:
    commitment, _other = whole(3), whole(2)
    instant = datetime(2026, 11, 26, 10, 30, 15, 123456, tzinfo=UTC)
    ReadPage.objects.create(
        commitment=commitment, origin="ogp", name="Page « lue » ; \\ ' \"", text="Mot à mot", digest="ab",
        seen_at=instant, findings=[{"severity": "error", "line": 3}], doubts={},
    )  # fmt: skip
    gathered = GatheredInstances(model, related)

    found = sorted(gathered.read(column(gathered, commitment)), key=lambda one: one.pk)

    expected = list(model.objects.filter(commitment=commitment).select_related(*related).order_by("pk"))
    assert len(expected) >= 1
    assert [values(one) for one in found] == [values(one) for one in expected]
    for name in related:
        pairs = [(getattr(one, name), getattr(two, name)) for one, two in zip(found, expected, strict=True)]
        assert all(values(one) == values(two) if two else one is None for one, two in pairs)


def test_nothing_to_gather_is_an_empty_list() -> None:
    gathered = GatheredInstances(ReadPage)

    assert gathered.read(column(gathered, CommitmentFactory())) == []


def test_a_field_left_for_later_is_asked_for_when_it_is_read(django_assert_num_queries) -> None:
    commitment = whole()
    gathered = GatheredInstances(ReadPage, without=("text",))

    (page,) = gathered.read(column(gathered, commitment))

    with django_assert_num_queries(1):
        assert page.text


def test_rows_filled_in_are_asked_for_no_more(django_assert_num_queries) -> None:
    commitment = whole()
    report = ProgressReport(commitment_id=commitment.pk, day=date(2026, 1, 1), completion="limited")

    fill(commitment, "reports", [report])

    with django_assert_num_queries(0):
        assert list(commitment.reports.all()) == [report]
        assert report.commitment is commitment
