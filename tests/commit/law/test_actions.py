"""Writing laws: what changes, who is told, what the journal keeps, what the database refuses."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from parvis.commit.law import actions
from parvis.commit.law.application import State
from parvis.commit.law.models import Decree, LegalText
from parvis.commit.law.queries import measures_of
from parvis.commit.plans.models import Commitment, FrameworkKind
from parvis.commit.plans.models import State as Shown
from parvis.disclose.links.addresses import story
from parvis.ground.clock import today
from parvis.ground.follows.models import Fact, Follow
from parvis.ground.journal.queries import entries_for
from parvis.ground.search.queries import search
from tests.commit.law.world import TODAY, LawFactory, article, decree, duty, measure
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
TITLE = {"fr": "Données de l’eau", "en": "Water data"}


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(TODAY, tick=False):
        yield


def sentences(kind: str, uid: object) -> list[str]:
    return [line.action for line in entries_for(kind, uid)]  # type: ignore[arg-type]


def state_of(of: Commitment) -> State:
    return measures_of(Commitment.objects.filter(pk=of.pk), today())[0].application.state


def test_a_law_begins_as_a_framework_and_a_plan_that_nobody_sees() -> None:
    body = OrganisationFactory()

    law = actions.open_law(UserFactory(), body, TITLE, LegalText(number="2026-12", title="Loi no 2026-12"))

    assert law.plan.framework.kind == FrameworkKind.LAW
    assert (law.plan.slug, law.plan.published, law.plan.organisation) == ("donnees-de-l-eau", False, body)
    assert sentences("plan", law.plan.uid) == ["plan.created"]


def test_two_laws_of_one_title_have_two_addresses() -> None:
    for _ in range(2):
        actions.open_law(None, OrganisationFactory(), TITLE, LegalText(title="Loi"))

    assert [law.plan.slug for law in LegalText.objects.order_by("pk")] == ["donnees-de-l-eau", "donnees-de-l-eau-2"]


def test_publishing_a_law_shows_its_measures_and_finds_it_in_the_search() -> None:
    law = actions.open_law(None, OrganisationFactory(), TITLE, LegalText(title="Loi no 2026-12", number="2026-12"))
    added = actions.add_measure(None, law, {"fr": "Registre des prélèvements"}, "1")

    actions.publish_law(None, law)

    added.refresh_from_db()
    assert (law.plan.published, added.state) == (True, Shown.PUBLISHED)
    assert [hit.object_type for hit in search("2026-12", "fr", types=["law"]).hits] == ["law"]
    assert [hit.object_type for hit in search("prélèvements", "fr", types=["commitment"]).hits] == ["commitment"]


def test_publishing_twice_says_it_once() -> None:
    law = LawFactory()
    of = measure(law, state=Shown.DRAFT, published_at=None)

    actions.publish_law(None, law)
    actions.publish_law(None, law)

    assert sentences("commitment", of.uid).count("commitment.published") == 1


def test_the_state_moves_with_what_is_written_and_nothing_else() -> None:
    of = measure(LawFactory())
    assert state_of(of) == State.UNKNOWN

    row = actions.write_decree(None, Decree(measure=of, standing="awaited", expected="2026-03"))
    assert state_of(of) == State.AWAITED
    assert row.expected_by == date(2026, 3, 31)

    row.standing, row.number, row.published_on, row.expected = "published", "2026-40", date(2026, 6, 1), ""
    actions.write_decree(None, row)
    assert state_of(of) == State.PUBLISHED

    duty(of, done=True)
    assert state_of(of) == State.APPLIED


def test_the_day_a_decree_is_published_is_an_entry_of_its_own_and_followers_are_told() -> None:
    of = measure(LawFactory())
    for kind, uid in (("commitment", of.uid), ("law", of.plan.legal_text.uid)):
        Follow.objects.create(
            object_type=kind, object_uid=uid, email="lea@ambrelle.example", confirmed_at="2026-11-01T00:00Z"
        )
    row = actions.write_decree(None, Decree(measure=of, standing="awaited"))
    assert not Fact.objects.exists()

    row.standing, row.number = "published", "2026-40"
    actions.write_decree(None, row)
    actions.write_decree(None, row)

    assert sentences("commitment", of.uid).count("measure.decree-published") == 1
    assert sorted(Fact.objects.values_list("object_type", flat=True)) == ["commitment", "law"]


def test_the_story_of_a_measure_tells_its_law_and_its_published_decrees(client: Client) -> None:
    of = measure(LawFactory())
    actions.write_decree(None, Decree(measure=of, standing="awaited"))
    actions.write_decree(
        None, Decree(measure=of, standing="published", number="2026-40", published_on=date(2026, 6, 1))
    )

    told = client.get(story("commitment", of.uid)).content.decode()

    assert "Données de l’eau" in told
    assert "décret publié" in told
    assert "1er juin 2026" in told


def test_a_decree_that_turns_out_not_to_be_published_leaves_the_story(client: Client) -> None:
    of = measure(LawFactory())
    row = actions.write_decree(None, Decree(measure=of, standing="published", number="2026-40"))
    assert "2026-40" in client.get(story("commitment", of.uid)).content.decode()

    row.standing, row.number = "not-looked-up", ""
    actions.write_decree(None, row)

    assert "2026-40" not in client.get(story("commitment", of.uid)).content.decode()


def test_an_article_that_goes_leaves_its_decrees() -> None:
    of = measure(LawFactory())
    row = article(of)
    called = decree(of, provision=row)

    actions.remove_provision(None, row)

    called.refresh_from_db()
    assert called.provision is None
    assert sentences("commitment", of.uid) == ["measure.article-removed"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"standing": "published"},
        {"standing": "awaited", "number": "2026-40"},
        {"standing": "not-needed", "published_on": date(2026, 1, 1)},
        {"standing": "not-found"},
        {
            "standing": "published",
            "number": "1",
            "signed_on": date(2026, 2, 1),
            "published_on": date(2026, 1, 1),
        },
    ],
)
def test_the_database_refuses_a_decree_that_contradicts_itself(wrong: dict) -> None:
    of = measure(LawFactory())

    with pytest.raises(IntegrityError), transaction.atomic():
        Decree.objects.create(measure=of, **wrong)
