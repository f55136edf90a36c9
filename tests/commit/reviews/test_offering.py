"""A mission is offered for a commitment or for a whole plan, from a page or by a program of the plan's body."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from parvis.commit.plans import addresses as plans
from parvis.commit.plans.models import Commitment
from parvis.commit.reviews import actions, addresses
from parvis.commit.reviews.actions.publishing import asked
from parvis.commit.reviews.models import MethodVersion, Review, Subject
from parvis.people.actions.tokens import create_token
from parvis.people.models import Membership, Organisation, User
from tests.commit.reviews.world import commented, commitment_of, lead_of, reviewer_for
from tests.factories import member

OFFER = {"product": "plan-review", "phase": "design", "heading": "Revue du plan", "language": "fr"}


@pytest.fixture
def commitment(db: Any) -> Commitment:
    return commitment_of()


@pytest.fixture
def reviewer(commitment: Commitment) -> User:
    return reviewer_for(commitment, email="camille@example.org")


def logged(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def plan_method() -> MethodVersion:
    """A version that asks something of a plan as a whole."""
    found = MethodVersion.objects.filter(indicators__subject=Subject.PLAN).order_by("-first_year", "pk").first()
    assert found is not None
    return found


def test_a_whole_plan_is_given_to_a_reviewer_and_judged_by_what_the_method_asks_of_plans(commitment, reviewer):
    plan, contact = commitment.plan, member(commitment.plan.organisation, "organiser")
    address = reverse("reviews:offer-plan", args=[plan.uid])

    assert address in logged(contact).get(reverse("reviews:desk")).content.decode()
    sent = logged(contact).post(address, {**OFFER, "account": reviewer.pk, "version": plan_method().pk})

    assert sent.status_code == 302
    review = Review.objects.get()
    assert (review.plan, review.commitment, review.state) == (plan, None, "offered")
    actions.accept_mission(reviewer, review, declaration="Aucun intérêt.", name="Camille Rivière")
    mission = logged(reviewer).get(reverse("reviews:mission", args=[review.uid])).content.decode()
    dossier = logged(reviewer).get(reverse("reviews:dossier", args=[review.uid])).content.decode()
    assert "Ouvrir les comptes de la régie" in dossier
    indicators = asked(review)
    assert indicators
    assert all(str(one.label.localize("fr")) in mission for one in indicators)
    for one in indicators:
        value = one.scale.order_by("order").first()
        actions.code_indicator(
            reviewer, review, one, value=value, justification="Vu.", sources=[{"title": "Calendrier"}]
        )
    actions.publish_with_one_time_key(reviewer, commented(review, reviewer))
    assert addresses.review(review.slug, "fr") in Client().get(plans.plan(plan.slug, "fr")).content.decode()


def test_nothing_is_offered_that_the_method_does_not_ask_in_that_phase(commitment, reviewer):
    plan, contact = commitment.plan, member(commitment.plan.organisation, "organiser")
    sent = {**OFFER, "phase": "midterm", "account": reviewer.pk, "version": plan_method().pk}

    answer = logged(contact).post(reverse("reviews:offer-plan", args=[plan.uid]), sent)

    assert answer.status_code == 422
    assert not Review.objects.exists()


def test_who_writes_for_a_body_that_some_commitment_names_does_not_judge_the_plan(commitment, reviewer):
    Membership.objects.create(user=reviewer, organisation=lead_of(commitment), role="contributor")
    other = reviewer_for(commitment, name="Autre")
    plan, contact = commitment.plan, member(commitment.plan.organisation, "organiser")
    address, sent = reverse("reviews:offer-plan", args=[plan.uid]), {**OFFER, "version": plan_method().pk}

    assert logged(contact).post(address, {**sent, "account": reviewer.pk}).status_code == 422
    assert logged(contact).post(address, {**sent, "account": other.pk}).status_code == 302

    assert [one.account for one in Review.objects.all()] == [other]


def test_another_body_offers_no_mission_for_the_plan(commitment, reviewer):
    stranger = member(lead_of(commitment), "administrator")

    assert logged(stranger).get(reverse("reviews:offer-plan", args=[commitment.plan.uid])).status_code == 403


def post(body: Organisation, sent: dict[str, Any], *, key: str = "", dry: bool = False) -> Any:
    _token, secret = create_token(member(body, "administrator"), body, name=f"Suivi {uuid4()}", scope="write")
    headers = {"Authorization": f"Bearer {secret}", **({"Idempotency-Key": key} if key else {})}
    address = "/api/v1/reviews" + ("?dry=1" if dry else "")
    return Client().post(address, json.dumps(sent), content_type="application/json", headers=headers)


def mission(about: Commitment, **others: Any) -> dict[str, Any]:
    return {
        "plan": str(about.plan.uid), "reviewer": "Camille@example.org", "product": "plan-review",
        "phase": "design", "method": plan_method().code, "heading": "Revue du plan", **others,
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_program_of_the_body_offers_missions_for_a_plan_and_for_a_commitment(commitment, reviewer):
    body, uid = commitment.plan.organisation, str(commitment.uid)
    whole = post(body, mission(commitment), key="one")
    one = {"plan": None, "commitment": uid, "phase": "midterm", "method": "local-2024", "product": "local"}
    part = post(body, mission(commitment, **one), key="two")

    assert (whole.status_code, part.status_code) == (201, 201), (whole.content, part.content)
    assert (whole.json()["commitment"], part.json()["commitment"]) == (None, uid)
    assert Review.objects.filter(state="offered", account=reviewer).count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_dry_run_offers_nothing(commitment, reviewer):
    answer = post(commitment.plan.organisation, mission(commitment), dry=True)

    assert (answer.status_code, answer.json()["dry"]) == (200, True)
    assert not Review.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("changed", "status", "parameter"),
    [
        ({"reviewer": "nobody@example.org"}, 422, "reviewer"),
        ({"method": "unknown"}, 422, "method"),
        ({"phase": "midterm"}, 422, "phase"),
        ({"commitment": str(uuid4())}, 422, "plan"),
        ({"plan": None}, 422, "plan"),
        ({"plan": str(uuid4())}, 404, "plan"),
        ({"plan": None, "commitment": str(uuid4())}, 404, "commitment"),
    ],
)
def test_what_a_program_gets_wrong_is_named(commitment, reviewer, changed, status, parameter):
    answer = post(commitment.plan.organisation, mission(commitment, **changed), key=str(uuid4()))

    assert answer.status_code == status, answer.content
    assert answer.json()["errors"][0]["parameter"] == parameter
    assert not Review.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_program_of_a_lead_institution_names_no_reviewer(commitment, reviewer):
    answer = post(lead_of(commitment), mission(commitment), key="one")

    assert answer.status_code == 403
    assert not Review.objects.exists()
