"""Who sees which plans and commitments."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from parvis.commit.plans import addresses
from parvis.commit.plans.finding import index_commitments, index_plans
from parvis.commit.plans.models import Commitment, Plan, Responsibility
from parvis.commit.plans.queries import plans_visible_to, visible_to
from parvis.ground.identifiers import get
from parvis.ground.search import search
from parvis.people.models import Membership
from tests.factories import (
    CommitmentFactory,
    FrameworkFactory,
    MilestoneFactory,
    OrganisationFactory,
    PlanFactory,
    UserFactory,
    both,
    in_staff_mode,
)

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def test_a_draft_is_seen_by_the_bodies_it_concerns_and_by_staff_alone() -> None:
    host, contact, lead = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()
    plan = PlanFactory(organisation=contact, framework=FrameworkFactory(host=host), published=False, published_at=None)
    commitment = CommitmentFactory(plan=plan, state="draft", published_at=None)
    Responsibility.objects.create(commitment=commitment, organisation=lead)
    members = []
    for body in (host, contact, lead, OrganisationFactory()):
        member = UserFactory()
        Membership.objects.create(user=member, organisation=body, role="organiser")
        members.append(member)
    reviewer = UserFactory()
    Membership.objects.create(user=reviewer, organisation=contact, role="reviewer")
    staff = in_staff_mode(UserFactory(is_staff=True))

    viewers = [NOBODY, *members, reviewer, staff]

    assert [bool(visible_to(one)) for one in viewers] == [False, True, True, True, False, False, True]
    assert [bool(plans_visible_to(one)) for one in viewers] == [False, True, True, True, False, False, True]


def test_a_published_commitment_of_a_hidden_plan_is_hidden_everywhere(client) -> None:
    plan = PlanFactory(published=False, published_at=None, slug="caché")
    plan.slug = "cache"
    plan.save()
    commitment = CommitmentFactory(plan=plan, slug="secret", title=both("Secrète promesse", "Secret promise"))
    MilestoneFactory(commitment=commitment)
    index_plans([plan.pk])

    pages = ["/fr/commitments/cache/", "/fr/commitments/cache/secret/", "/fr/commitments/cache/secret.json"]

    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    for page in ("/fr/commitments/", "/fr/commitments.atom", "/fr/commitments.json", "/api/v1/commitments",
                 "/api/v1/milestones", "/fr/data/commitments.csv", "/fr/sitemap-commitment.xml"):  # fmt: skip
        answer = client.get(page)
        content = b"".join(answer) if answer.streaming else answer.content
        assert b"ecr\xc3\xa8te promesse" not in content, page
    assert search("secrète promesse", "fr").total == 0


def test_the_index_follows_what_is_published(client) -> None:
    commitment = CommitmentFactory(title=both("Ouvrir les marchés publics", "Open the contracts"))
    index_commitments([commitment.pk])
    assert [hit.uid for hit in search("marches publics", "fr").hits] == [commitment.uid]

    Commitment.objects.filter(pk=commitment.pk).update(state="draft")
    index_commitments([commitment.pk])
    assert search("marches publics", "fr").total == 0

    Commitment.objects.filter(pk=commitment.pk).update(state="published")
    Plan.objects.update(published=True)
    index_plans([commitment.plan_id])
    assert search("contracts", "en").hits[0].url == f"/en/commitments/{commitment.plan.slug}/{commitment.slug}/"


def test_addresses_made_by_hand_are_those_of_the_routes() -> None:
    uid = CommitmentFactory().uid
    assert addresses.commitments("", "fr") == reverse("plans:list")
    assert addresses.plan("p", "fr") == reverse("plans:plan", args=["p"])
    assert addresses.commitment("p", "c", "fr") == reverse("plans:commitment", args=["p", "c"])
    assert addresses.commitment_file("p", "c", "fr") == reverse("plans:commitment-file", args=["p", "c"])
    assert addresses.read_page("p", "c", "ab" * 32, "fr") == reverse("plans:read-page", args=["p", "c", "ab" * 8])
    assert addresses.atom("", "fr") == reverse("plans:atom")
    assert addresses.listing("", "fr") == reverse("plans:listing")
    assert addresses.milestone("p", "c", "14.2", uid, "fr").endswith("/commitments/p/c/#m-14.2")


def test_stops_have_the_precision_that_is_known() -> None:
    commitment = CommitmentFactory(starts="2018", withdrawn_on="2026-05-03", withdrawal_reason="Trop tard")
    steps = [MilestoneFactory(commitment=commitment, due=due) for due in ("2018-41", "2019/..", "2026-12-31", "")]
    kind = get("milestone")

    found = {one.pk: one for one in kind.visible_to(NOBODY)}
    told = [kind.stops(found[one.pk])[0] for one in steps]
    of_commitment = get("commitment").stops(get("commitment").visible_to(NOBODY).get())

    assert [(str(stop.day), stop.precision) for stop in told] == [
        ("2018-12-31", "semester"), ("2019-01-01", "year"), ("2026-12-31", "day"), ("None", "unknown"),
    ]  # fmt: skip
    assert [(str(stop.day), stop.precision) for stop in of_commitment] == [
        ("2018-01-01", "year"),
        ("2026-05-03", "day"),
    ]
