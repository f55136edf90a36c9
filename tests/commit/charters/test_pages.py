"""Pages of charters: what strangers read, what the host and the signatories write."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from parvis.commit.charters import actions
from parvis.commit.charters.models import Charter, Claim, SelfAssessment, Signatory, SigningRequest
from parvis.ground import clock
from parvis.ground.sources.models import Source
from tests.factories import CharterFactory, OrganisationFactory, both, member, signed_by

pytestmark = pytest.mark.django_db
PAGES = ("/fr/charters/", "/fr/charters/c/", "/fr/charters/c/signatories/", "/en/charters/c/versions/1/")


@pytest.fixture
def charter() -> Charter:
    return CharterFactory(slug="c", host=OrganisationFactory(name="Direction de la participation"))


def grown(charter: Charter, number: int) -> None:
    """Signatories that speak, claims with sources, and other charters."""
    source = Source.objects.create(title="Blog")
    for place in range(number):
        signatory = signed_by(OrganisationFactory(name=f"Organisme {place:03}"), charter)
        pledge = signatory.version.pledges.get(side="public")
        actions.assess(None, signatory, pledge, "partly", text="À moitié.")
        actions.add_claims(None, charter, [Claim(kind="name", name=f"Nom {place}", source=source)])


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_at_most_twelve_queries_and_the_same_for_three_as_for_sixty(
    client: Client, charter: Charter, path: str, django_assert_max_num_queries
) -> None:
    grown(charter, 3)
    client.get(path + "?warm=1")
    with django_assert_max_num_queries(12) as few:
        client.get(path + "?few=1")
    grown(charter, 57)
    CharterFactory.create_batch(5)
    with django_assert_max_num_queries(12) as many:
        client.get(path + "?many=1")
    assert len(many) <= len(few)


@pytest.mark.parametrize("path", PAGES)
def test_a_strangers_page_sets_no_cookie_and_can_be_kept(client: Client, charter: Charter, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["ETag"]
    assert client.get(path, headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_a_draft_is_its_hosts_alone(client: Client) -> None:
    charter = CharterFactory(slug="d", state="draft")

    assert client.get("/fr/charters/d/").status_code == 404
    assert client.get("/api/v1/charters/d").status_code == 404
    client.force_login(member(charter.host, "organiser"))
    assert client.get("/fr/charters/d/").status_code == 200


def test_the_findings_stand_on_the_page_with_their_sources(client: Client, charter: Charter) -> None:
    blog, press = Source.objects.create(title="Le blog"), Source.objects.create(title="Le communiqué")
    actions.add_claims(
        None,
        charter,
        [
            Claim(kind="signed-on", day="2018-11-12", source=blog),
            Claim(kind="signed-on", day="2018-11-13", source=press),
            Claim(kind="signatories", count=40, approximate=True, scope=both("en tout", "in all"), source=blog),
        ],
    )

    page = client.get("/en/charters/c/").content.decode()

    assert "12 November 2018, signed" in page
    assert "13 November 2018, signed" in page
    assert "about 40, in all" in page
    assert "0 in all" in page
    assert "Le communiqué" in page


def test_signatories_are_narrowed_by_capacity_name_and_withdrawal(client: Client, charter: Charter) -> None:
    signed_by(OrganisationFactory(name="Ville d’Été"), charter)
    signed_by(OrganisationFactory(name="Fabrique"), charter, capacity="civic-tech", side="civic")
    actions.withdraw(None, signed_by(OrganisationFactory(name="Partie"), charter), clock.today())

    def names(query: str) -> list[str]:
        page = client.get(f"/fr/charters/c/signatories/?{query}").content.decode()
        return re.findall(r"<strong>([^<]+)</strong></a>", page)

    assert names("") == ["Fabrique", "Ville d’Été"]
    assert names("capacity=civic-tech") == ["Fabrique"]
    assert names("q=ete") == ["Ville d’Été"]
    assert names("withdrawn=1") == ["Partie"]
    assert names("q=zzz") == []


def test_a_body_that_signs_the_second_version_counts_once(client: Client, charter: Charter) -> None:
    body = OrganisationFactory(name="Ville")
    signed_by(body, charter)
    second = actions.begin_version(None, charter)
    actions.adopt(None, second, "2026-10")
    signed_by(body, charter)

    page = client.get("/en/charters/c/").content.decode()

    assert "one signatory known" in page
    assert page.count("<strong>Ville</strong>") == 1


def test_a_host_writes_adopts_publishes_and_opens_a_charter(client: Client) -> None:
    host = OrganisationFactory()
    client.force_login(member(host, "organiser"))
    client.post("/fr/organise/charters/new/", {"host": host.pk, "title_fr": "Charte d’essai", "title_en": "Trial"})
    charter = Charter.objects.get(slug="charte-d-essai")
    base = f"/fr/organise/charters/{charter.uid}"
    draft = {
        "language": "fr", "wording": "adopted", "preamble_fr": "Bonjour.",
        "pledges-TOTAL_FORMS": "2", "pledges-INITIAL_FORMS": "0",
        "pledges-0-side": "civic", "pledges-0-title_fr": "Un", "pledges-0-ORDER": "2",
        "pledges-1-side": "public", "pledges-1-title_fr": "Deux", "pledges-1-ORDER": "1",
    }  # fmt: skip

    assert client.post(f"{base}/adopt/", {"adopted_on": "2026"}).status_code == 422  # nothing is promised yet
    assert client.post(f"{base}/draft/", {**draft, "wording": "summarised"}).status_code == 422  # of what?
    told = {**draft, "wording": "summarised", "source_title": "Le procès-verbal"}
    assert client.post(f"{base}/draft/", told).status_code == 302
    assert charter.versions.get().source.title == "Le procès-verbal"
    assert client.post(f"{base}/draft/", draft).status_code == 302
    assert client.get(f"{base}/draft/").status_code == 200
    assert client.post(f"{base}/adopt/", {"adopted_on": "novembre 2026"}).status_code == 302
    assert client.post(f"{base}/", {"what": "publish"}).status_code == 302
    assert client.post(f"{base}/invitation/", {"answer_within": "10"}).status_code == 302
    for path in ("", "presentation/", "invitation/", "claims/", "record/"):
        assert client.get(f"{base}/{path}").status_code == 200

    charter.refresh_from_db()
    version = actions.current_version(charter)
    assert version is not None
    assert version.adopted_on == "2026-11"
    assert [one.title.localize("fr") for one in version.pledges.order_by("order")] == ["Deux", "Un"]
    assert charter.is_open(clock.today())
    assert Client().get("/fr/charters/charte-d-essai/").status_code == 200


def test_a_day_that_is_none_is_refused_and_nothing_typed_is_lost(client: Client) -> None:
    charter = CharterFactory(adopted=False, state="draft")
    version = actions.begin_version(None, charter)
    actions.write_version(None, version, preamble="", pledges=[{"side": "civic", "title": "Un", "text": ""}])
    client.force_login(member(charter.host, "organiser"))

    answer = client.post(f"/en/organise/charters/{charter.uid}/adopt/", {"adopted_on": "un de ces jours"})

    assert answer.status_code == 422
    assert "Write one date" in answer.content.decode()
    assert "un de ces jours" in answer.content.decode()


def test_a_member_signs_speaks_and_withdraws(client: Client, charter: Charter) -> None:
    body = OrganisationFactory(name="Ville")
    client.force_login(member(body, "organiser"))
    told = {
        "organisation": body.pk, "capacity": "city", "authority_name": "H. C.", "authority_office": "maire",
        "agreed": "on",
    }  # fmt: skip
    assert client.get("/fr/organise/charters/").status_code == 200
    assert client.get("/fr/organise/charters/sign/c/").status_code == 200
    assert client.post("/fr/organise/charters/sign/c/", {**told, "agreed": ""}).status_code == 422
    assert client.post("/fr/organise/charters/sign/c/", told).status_code == 302
    signatory = Signatory.objects.get()
    pledge = signatory.version.pledges.get(side="public")
    address = f"/fr/organise/signatures/{signatory.uid}"
    evidence = {
        "evidence-TOTAL_FORMS": "1", "evidence-INITIAL_FORMS": "0", "evidence-0-kind": "direct",
        "evidence-0-title": "Tableau", "evidence-0-url": "https://ambrelle.example/t",
    }  # fmt: skip

    bare = {"level": "kept", "evidence-TOTAL_FORMS": "0", "evidence-INITIAL_FORMS": "0"}
    assert client.post(f"{address}/pledges/{pledge.uid}/", bare).status_code == 422
    assert client.post(f"{address}/pledges/{pledge.uid}/", {"level": "kept", **evidence}).status_code == 302
    assert client.get(f"{address}/").status_code == 200
    assert client.get(f"{address}/withdraw/").status_code == 200
    assert client.post(f"{address}/withdraw/", {"day": "2026-11-25", "words": "Fini."}).status_code == 302

    assert SelfAssessment.objects.get().evidence.count() == 1
    page = client.get(f"/fr/charters/c/signatories/{signatory.uid}/").content.decode()
    assert "Fini." in page
    assert "https://ambrelle.example/t" in page


def test_another_capacity_says_whose_pledges_it_takes_on(client: Client, charter: Charter) -> None:
    body = OrganisationFactory()
    client.force_login(member(body, "organiser"))
    told = {
        "organisation": body.pk, "capacity": "other", "authority_name": "H. C.", "authority_office": "x",
        "agreed": "on",
    }  # fmt: skip

    assert client.post("/fr/organise/charters/sign/c/", told).status_code == 422
    assert client.post("/fr/organise/charters/sign/c/", {**told, "side": "civic"}).status_code == 302
    assert Signatory.objects.get().side == "civic"


def asked(client: Client, **fields: str):
    """The form of a stranger, sent as fast as a person and no faster."""
    page = client.get("/fr/charters/c/sign/").content.decode()
    begun = re.search(r'name="begun" value="([^"]+)"', page)
    assert begun
    told = {
        "body": "Atelier", "capacity": "civic-tech", "authority_name": "Inès Valmont", "authority_office": "x",
        "email": "ines@budgets.example", "agreed": "on", "begun": begun[1], **fields,
    }  # fmt: skip
    with time_machine.travel(clock.now() + timedelta(seconds=20), tick=True):
        return client.post("/fr/charters/c/sign/", told)


def test_a_stranger_asks_confirms_and_is_answered(
    client: Client, charter: Charter, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = asked(client)
    assert answer["Location"] == "/fr/charters/c/sign/sent/"
    assert client.get("/fr/charters/c/sign/sent/").status_code == 200
    link = re.search(r"/fr/signatures/confirm/\S+", mail.outbox[0].body)
    assert link
    assert client.get(link[0]).status_code == 200
    assert SigningRequest.objects.get().state == "unconfirmed"  # opening the link does nothing by itself
    client.post(link[0])
    request = SigningRequest.objects.get()
    assert request.state == "waiting"
    host = Client()
    host.force_login(member(charter.host, "moderator"))
    assert "Atelier" in host.get("/fr/organise/").content.decode()
    address = f"/fr/organise/charters/requests/{request.uid}/"
    assert host.get(address).status_code == 200
    assert host.post(address, {"what": "refuse", "reason": ""}).status_code == 422
    assert host.post(address, {"what": "refuse", "reason": "Aucun outil en service."}).status_code == 302
    assert "Aucun outil en service." in client.get(link[0]).content.decode()


def test_programs_learn_nothing_and_haste_is_refused(client: Client, charter: Charter) -> None:
    assert asked(client, nickname="x")["Location"] == "/fr/charters/c/sign/sent/"
    assert asked(client, begun="forged").status_code == 422
    assert not SigningRequest.objects.exists()


def test_an_unknown_link_says_what_to_do(client: Client) -> None:
    assert client.get("/fr/signatures/confirm/unknown/").status_code == 404


def test_the_api_and_the_files_say_what_the_pages_say(client: Client, charter: Charter) -> None:
    grown(charter, 2)
    CharterFactory(slug="hidden", state="draft")

    listed = client.get("/api/v1/charters").json()
    one = client.get("/api/v1/charters/c?lang=en").json()
    signatories = client.get("/api/v1/charters/c/signatories?limit=1").json()
    rest = client.get(f"/api/v1/charters/c/signatories?limit=1&after={signatories['next']}").json()

    assert [row["slug"] for row in listed["items"]] == ["c"]
    assert (one["signatories"], len(one["pledges"]), one["adopted_on"]) == (2, 2, "2026-03-01")
    assert {row["kind"] for row in one["claims"]} == {"name"}
    assert rest["next"] is None
    assert signatories["items"][0]["self_assessments"][0]["level"] == "partly"
    assert client.get("/api/v1/charters?after=x").status_code == 422
    for code in ("charters", "pledges", "signatories"):
        lines = b"".join(client.get(f"/fr/data/{code}.csv").streaming_content).decode().strip().splitlines()
        assert len(lines) == {"charters": 2, "pledges": 3, "signatories": 3}[code]


def test_a_charter_is_found_by_its_other_names_and_its_pledges(client: Client, charter: Charter) -> None:
    source = Source.objects.create(title="Blog")
    actions.add_claims(None, charter, [Claim(kind="name", name="Pacte imprévu", source=source)])

    assert "/fr/charters/c/" in client.get("/fr/search/?q=imprévu").content.decode()
    assert "/fr/charters/c/" in client.get("/fr/search/?q=compte").content.decode()


def test_a_charter_is_followed_told_as_a_story_and_tied_by_its_host(client: Client, charter: Charter) -> None:
    assert client.get(f"/fr/follow/charter/{charter.uid}/").status_code == 200
    assert client.get(f"/fr/story/charter/{charter.uid}/").status_code == 200
    client.force_login(member(charter.host, "organiser"))
    assert client.get(f"/fr/organise/links/charter/{charter.uid}/").status_code == 200
