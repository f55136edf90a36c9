"""The list of plans and commitments: filters, search, counts; its feed, its data, the API and the datasets."""

import json
from datetime import date
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.commit.plans.actions.recording import leave_trace
from parvis.commit.plans.filters import STATES, Filters, parse
from parvis.commit.plans.finding import index_commitments
from parvis.commit.plans.models import ProgressReport, Responsibility
from parvis.commit.plans.queries import listing
from parvis.ground.themes.models import Term
from tests.commit.plans.promised import TODAY, whole
from tests.factories import CommitmentFactory, MilestoneFactory, OrganisationFactory, PlanFactory, both

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
ATOM = "{http://www.w3.org/2005/Atom}"


def declare(commitment, completion: str, milestone=None) -> None:
    proof = (
        commitment.evidence.create(title="Vu", url="https://ambrelle.example/") if completion == "complete" else None
    )
    ProgressReport.objects.create(
        commitment=commitment, milestone=milestone, day=date(2026, 6, 1), completion=completion, proof=proof
    )


def found(**asked: str) -> list[str]:
    return [card.slug for card in listing(Filters(**asked), "", NOBODY, "fr", TODAY).cards]


def test_each_state_keeps_the_commitments_that_are_in_it() -> None:
    made = {name: CommitmentFactory(slug=name) for name in ("kept", "going", "parts", "idle", "silent", "behind")}
    CommitmentFactory(slug="gone", withdrawn_on=date(2026, 5, 3), withdrawal_reason="Trop tard")
    declare(made["kept"], "complete")
    declare(made["going"], "substantial")
    declare(made["parts"], "limited", MilestoneFactory(commitment=made["parts"], due="2027"))
    declare(made["idle"], "not-started")
    MilestoneFactory(commitment=made["behind"], due="2026-10-17")
    done = MilestoneFactory(commitment=made["kept"], due="2026-10-17")
    declare(made["kept"], "complete", done)

    answers = {state: set(found(state=state)) for state in STATES}

    assert answers == {
        "late": {"behind"},
        "complete": {"kept"},
        "under-way": {"going", "parts"},
        "not-started": {"idle"},
        "silent": {"silent", "behind"},
        "withdrawn": {"gone"},
    }


def test_the_last_report_of_the_day_counts() -> None:
    commitment = CommitmentFactory()
    for completion in ("complete", "limited"):
        declare(commitment, completion)

    assert found(state="complete") == []
    assert found(state="under-way") == [commitment.slug]


def test_filters_narrow_by_plan_body_area_and_words() -> None:
    body, plan = OrganisationFactory(slug="dsn"), PlanFactory(slug="plan-a")
    one = CommitmentFactory(plan=plan, slug="one", title=both("Ouvrir les marchés", "Open the contracts"))
    two = CommitmentFactory(slug="two", external_id="FR0043")
    Responsibility.objects.create(commitment=two, organisation=body, role="supporting")
    one.policy_areas.add(Term.objects.get(vocabulary="policy-area", code="open-contracting"))
    index_commitments([one.pk, two.pk])

    assert found(plan="plan-a") == ["one"]
    assert found(body="dsn") == ["two"]
    assert found(body=plan.organisation.slug) == ["one"]
    assert found(area="open-contracting") == ["one"]
    assert found(q="marches") == ["one"]
    assert found(q="fr0043") == ["two"]
    assert found(plan="plan-a", body="dsn") == []


def test_what_the_address_names_and_nobody_knows_is_said_and_left_out() -> None:
    CommitmentFactory(slug="one")

    page = listing(parse({"plan": "nowhere", "state": "late'"}), "x", NOBODY, "fr", TODAY)

    assert [card.slug for card in page.cards] == ["one"]
    assert [problem.sentence for problem in page.problems] == [
        "«\u00a0nowhere\u00a0» n’est pas connu ici.",
        "«\u00a0late'\u00a0» n’est pas connu ici.",
    ]


def test_the_list_tells_its_plans_with_their_figures_and_pages_what_is_long() -> None:
    plan = PlanFactory(title=both("Plan d’action", "Action plan"))
    for n in range(41):
        MilestoneFactory(commitment=CommitmentFactory(plan=plan, order=n), due="2026-10-17")

    first = listing(Filters(), "", NOBODY, "fr", TODAY)
    second = listing(Filters(), "2", NOBODY, "fr", TODAY)

    assert [(card.title, card.count_label, card.late_words) for card in first.plans] == [
        ("Plan d’action", "41 engagements", "41 en retard")
    ]
    assert (len(first.cards), len(second.cards), second.plans) == (40, 1, ())
    assert first.count_label == "41 engagements"


@pytest.mark.parametrize("query", ["", "?state=late", "?state=under-way", "?q=lisible"])
def test_the_list_costs_the_same_for_3_and_30_commitments(client, query) -> None:
    costs = []
    for size in (3, 27):
        for _ in range(size):
            whole(2)
        client.get(f"/fr/commitments/{query}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/fr/commitments/{query}{'&' if query else '?'}fresh={size}").status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 12


def test_the_feed_says_what_last_happened_to_each_commitment(client) -> None:
    quiet, told = (
        CommitmentFactory(),
        CommitmentFactory(number="7", title=both("Dire <tout>", "Say <all>"), ends="2026-41"),
    )
    leave_trace(None, told, "commitment.milestone-withdrawn", public={"milestone": "7.1", "day": date(2026, 5, 3)})

    answer = client.get("/fr/commitments.atom")
    feed = ElementTree.fromstring(b"".join(answer))  # noqa: S314 -- our own feed

    entries = feed.findall(f"{ATOM}entry")
    assert entries[0].find(f"{ATOM}title").text == "7. Dire <tout>"
    assert "7.1" in entries[0].find(f"{ATOM}summary").text
    assert "S2 2026" in entries[0].find(f"{ATOM}summary").text
    assert len(entries) == 2
    assert client.get("/fr/commitments.atom", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    only = b"".join(client.get(f"/fr/commitments.atom?plan={quiet.plan.slug}"))
    assert only.count(b"<entry>") == 1


def test_a_commitment_as_data_is_what_its_page_says(client) -> None:
    commitment = whole(2)

    data = json.loads(client.get(f"/en/commitments/{commitment.plan.slug}/{commitment.slug}.json").content)
    read = client.get(f"/api/v1/commitments/{commitment.uid}?lang=en").json()

    assert data == read
    assert data["title"] == "Make legible what is decided"
    assert data["policy_areas"] == ["challenge-justice"]
    assert data["lead"] == ["Secrétariat des assemblées"]
    assert [step["days_late"] > 0 for step in data["steps"]] == [True, True]
    promises = [text for text in data["texts"] if text["part"] == "solution"]
    assert {(text["language"], text["authority"], text["wording"]) for text in promises} == {
        ("fr", "official", "adopted"),
        ("en", "machine", "adopted"),
        ("fr", "official", "later"),
    }
    assert len(data["reports"]) == 2
    assert len(data["evidence"]) == 4


def test_the_api_pages_by_cursor_and_refuses_what_means_nothing(client) -> None:
    for _ in range(3):
        MilestoneFactory(due="2026-10-17")
    MilestoneFactory(due="2027")

    first = client.get("/api/v1/commitments?limit=3").json()
    rest = client.get(f"/api/v1/commitments?limit=3&after={first['next']}").json()

    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (3, 1, None)
    assert len(client.get("/api/v1/milestones?late=1").json()["items"]) == 3
    assert client.get("/api/v1/commitments?area=nothing").status_code == 422
    assert client.get("/api/v1/milestones?commitment=x").json()["errors"][0]["parameter"] == "commitment"
    assert client.get("/api/v1/plans/nowhere").status_code == 404
    answer = client.get("/api/v1/plans")
    assert client.get("/api/v1/plans", headers={"If-None-Match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "code", ["plans", "commitments", "milestones", "progress-reports", "evidence", "responsibilities"]
)
def test_each_dataset_holds_what_is_public_and_nothing_else(client, code) -> None:
    whole(1)
    hidden = whole(1, state="draft", published_at=None)
    if code == "plans":
        hidden.plan.published = False
        hidden.plan.save()

    rows = json.loads(b"".join(client.get(f"/fr/data/{code}.json")))
    csv = b"".join(client.get(f"/fr/data/{code}.csv")).decode()

    assert str(hidden.uid) not in csv
    assert str(hidden.plan.uid) not in csv
    listed = rows["rows"] if isinstance(rows, dict) and "rows" in rows else rows
    assert listed
