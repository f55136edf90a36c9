"""Querysets compiled once give what the querysets themselves give."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Count
from django.utils.safestring import mark_safe

from parvis.commit.plans.models import Commitment, Plan
from parvis.ground.compiled import Compiled, CompiledInstances
from parvis.people.models import Organisation
from tests.factories import CommitmentFactory, OrganisationFactory, PlanFactory

pytestmark = pytest.mark.django_db

BY_UID = Compiled(
    lambda uid: Organisation.objects.filter(uid=uid).order_by("pk").values_list("uid", "name", "fictional")
)
BY_SLUG = Compiled(lambda slug: Organisation.objects.filter(slug=slug).order_by("pk").values_list("slug", "uid"))
PLAN = CompiledInstances(
    Plan, lambda slug: Plan.objects.filter(slug=slug).order_by("pk"), related=("framework", "organisation")
)

FOLLOWING: CompiledInstances[Any] = CompiledInstances(
    Commitment,
    lambda slug: Commitment.objects.filter(slug=slug).annotate(followers=Count("successors")).order_by("pk"),
    related=("plan", "plan__framework", "plan__organisation", "predecessor", "predecessor__plan"),
    without=("withdrawal_reason",),
    extra=("followers",),
)


def test_identifiers_and_words_go_in_and_come_out_as_the_queryset_gives_them() -> None:
    body, other = OrganisationFactory(fictional=True), OrganisationFactory()

    assert BY_UID(body.uid) == [(body.uid, body.name, True)]
    assert BY_UID(other.uid) == [(other.uid, other.name, False)]
    assert BY_UID(uuid4()) == []
    assert BY_SLUG(mark_safe(body.slug)) == BY_SLUG(body.slug) == [(body.slug, body.uid)]


def test_instances_come_with_what_they_name_and_cost_one_query(django_assert_num_queries) -> None:
    plan, orphan = PlanFactory(absences={"budget": "not-published"}), PlanFactory(organisation=None)
    PLAN(plan.slug)

    with django_assert_num_queries(2):
        (found,), (alone,) = PLAN(plan.slug), PLAN(orphan.slug)
        names = (str(found.title), str(found.framework.name), found.organisation.name)

    assert found == plan
    assert names == (str(plan.title), str(plan.framework.name), plan.organisation.name)
    assert (found.absences, found.first_day, found.published) == ({"budget": "not-published"}, plan.first_day, True)
    assert alone.organisation is None


def test_what_is_named_by_what_is_named_comes_too_with_annotations_and_without_what_is_left_for_later(
    django_assert_num_queries,
) -> None:
    commitment = CommitmentFactory(withdrawal_reason="Rien.")
    follower = CommitmentFactory(predecessor=commitment, plan=PlanFactory(organisation=None))
    FOLLOWING(follower.slug), FOLLOWING(commitment.slug)

    with django_assert_num_queries(2):
        (found,), (first,) = FOLLOWING(follower.slug), FOLLOWING(commitment.slug)
        names = (found.plan.framework, found.plan.organisation, found.predecessor.plan.title, first.predecessor)
        counted = (found.followers, first.followers)

    assert names == (follower.plan.framework, None, commitment.plan.title, None)
    assert counted == (0, 1)
    assert first.get_deferred_fields() == {"withdrawal_reason"}
    assert first.withdrawal_reason == "Rien."


def test_what_two_rows_share_is_never_something_that_one_may_change() -> None:
    PlanFactory(absences={"budget": "not-published"}), PlanFactory(absences={"budget": "not-published"})
    every = Compiled(lambda least: Plan.objects.filter(pk__gte=least).order_by("pk").values_list("absences"))

    (first,), (second,) = every(0)
    first["number"] = "not-applicable"

    assert second == {"budget": "not-published"}
