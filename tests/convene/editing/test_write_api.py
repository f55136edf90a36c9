"""The write API: a program of a body writes the body's events, once each, and is told everything that is wrong."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from parvis.convene.agenda.models import Event, Participation
from parvis.ground import clock
from parvis.ground.journal.models import Entry
from parvis.ground.journal.queries import entries_for
from parvis.ground.places.models import Place
from parvis.people.actions.memberships import grant_role
from parvis.people.actions.tokens import create_token
from parvis.people.api.numbered import Answer, run_once
from parvis.people.api.refusals import Refusal
from parvis.people.models import IdempotentRequest, Organisation, Role
from tests.factories import (
    EventFactory,
    OpeningFactory,
    OrganisationFactory,
    PlaceFactory,
    SessionFactory,
    UserFactory,
    draft,
)
from tests.ground.processes import database_url, run_together

pytestmark = pytest.mark.django_db
BERGES = {"title": "Les berges", "start_day": "2027-03-12", "start_time": "18:30", "mode": "onsite"}


class Program:
    """A program that holds a token of a body."""

    def __init__(self, body: Organisation, scope: str = "write") -> None:
        self.body = body
        person = UserFactory(name="Hugo Maréchal")
        grant_role(None, person, body, Role.ADMINISTRATOR)
        self.token, self.secret = create_token(person, body, name=f"site web {uuid4().hex[:6]}", scope=scope)
        self.client = Client()

    def ask(self, method: str, path: str, content: Any = None, *, key: str = "", **headers: str) -> Any:
        named = {"Authorization": f"Bearer {self.secret}", **{k.replace("_", "-"): v for k, v in headers.items()}}
        if key:
            named["Idempotency-Key"] = key
        return self.client.generic(
            method,
            f"/api/v1{path}",
            b"" if content is None else json.dumps(content).encode(),
            content_type="application/json",
            headers=named,
        )

    def create(self, content: Any, query: str = "", key: str = "") -> Any:
        return self.ask("POST", f"/events{query}", content, key=key or str(uuid4()))


@pytest.fixture
def water() -> Program:
    return Program(OrganisationFactory(name="Service de l’eau", slug="eau"))


def errors(response: Any) -> dict[str, str]:
    """Parameter → code of each mistake."""
    return {one["parameter"]: one["code"] for one in json.loads(response.content)["errors"]}


def test_a_program_writes_a_draft_of_its_body(water: Program) -> None:
    response = water.create(BERGES)

    assert response.status_code == 201, response.content
    found = response.json()
    event = Event.objects.get(uid=found["uid"])
    assert (event.organisation, event.state, event.title) == (water.body, "draft", "Les berges")
    assert (found["version"], response["ETag"]) == (1, '"1"')
    assert response["Location"] == f"/api/v1/events/{event.uid}"
    assert found["content"]["start_time"] == "18:30:00"


def test_the_journal_names_the_body_and_its_token_and_no_person(water: Program) -> None:
    uid = water.create(BERGES).json()["uid"]

    entry = Entry.objects.get(object_uid=uid, action="event.created")

    assert entry.actor is None
    assert entry.private == {"token": str(water.token.uid)}
    (line,) = entries_for("event", entry.object_uid, language="fr")
    assert line.sentence == f"Service de l’eau, jeton «\u202f{water.token.name}\u202f» a écrit cette page"


def test_everything_that_makes_an_event_can_be_written_by_name(water: Program) -> None:
    hall, session = PlaceFactory(slug="halle"), str(uuid4())
    OrganisationFactory(slug="rives")

    response = water.create(
        {
            **BERGES,
            "place": "halle",
            "formats": ["workshop"],
            "sessions": [{"uid": session, "title": "Table ronde", "place": str(hall.uid), "formats": ["round-table"]}],
            "participations": [
                {"role": "organiser", "organisation": "rives"},
                {"role": "speaker", "label": "à confirmer", "session": session},
            ],
            "information": [{"label": "Garderie", "content": "Sur place"}],
            "registration_links": [{"url": "https://exemple.example/billets"}],
        }
    )

    assert response.status_code == 201, response.content
    content = response.json()["content"]
    assert content["place"] == str(hall.uid)
    assert (content["sessions"][0]["title"], content["sessions"][0]["formats"]) == ("Table ronde", ["round-table"])
    assert [row["role"] for row in content["participations"]] == ["organiser", "speaker"]
    assert Participation.objects.get(role="organiser").organisation.slug == "rives"


def test_a_place_in_words_is_the_known_one_or_a_new_one(water: Program) -> None:
    hall = PlaceFactory(name="Halle aux Grains", city="Ambrelle")

    known = water.create({**BERGES, "place": {"name": "halle aux grains", "city": "Ambrelle"}})
    new = water.create({**BERGES, "place": {"name": "Le Lavoir", "city": "Ambrelle", "accessibility": ["ramp"]}})
    wrong = water.create({**BERGES, "place": {"name": "", "accessibility": ["wings"], "latitude": 48.8}})

    assert known.json()["content"]["place"] == str(hall.uid)
    assert Place.objects.get(uid=new.json()["content"]["place"]).accessibility == ["ramp"]
    assert set(errors(wrong)) == {"place.name", "place.accessibility", "place"}
    assert Place.objects.count() == 2


def test_every_mistake_is_told_at_once_in_the_language_asked(water: Program) -> None:
    content = {
        "colour": "blue",
        "start_day": "12/03/2027",
        "mode": "elsewhere",
        "website": "no address",
        "place": "nulle-part",
        "themes": ["personne"],
        "sessions": [{"title": "Bien"}, {"title": ""}, {"name": "x"}],
        "participations": [{"role": "organiser", "organisation": "personne"}],
        "information": [{"label": ""}],
    }

    response = water.create(content, query="?lang=fr")

    assert response.status_code == 422
    assert errors(response) == {
        "colour": "unknown-field",
        "start_day": "day",
        "mode": "choice",
        "sessions.2.title": "missing",
        "sessions.2.name": "unknown-field",
        "place": "not-found",
        "themes.0": "not-found",
        "participations.0.organisation": "not-found",
        "title": "value",
        "website": "value",
        "information.0": "value",
        "sessions.1": "value",
    }
    messages = {one["parameter"]: one["message"] for one in response.json()["errors"]}
    assert messages["start_day"].startswith("Donnez un jour")
    assert messages["mode"] == "Choisissez parmi\u202f: onsite, online, mixed, unknown."
    assert not Event.objects.exists()


def test_parts_that_are_given_change_and_the_others_stay(water: Program) -> None:
    event = EventFactory(organisation=water.body, title="Avant", lead="Un texte")
    SessionFactory(event=event)

    response = water.ask("PATCH", f"/events/{event.slug}", {"title": "Après"})

    assert response.status_code == 200, response.content
    found = response.json()
    assert (found["changed"], found["version"], found["content"]["lead"]) == (["title"], 2, "Un texte")
    assert event.sessions.count() == 1


@pytest.mark.parametrize(("by", "status"), [("header", 412), ("field", 409)])
def test_who_was_overtaken_is_told_what_differs_and_overwrites_nothing(water: Program, by: str, status: int) -> None:
    event = EventFactory(organisation=water.body, title="Avant")
    first = water.ask("PATCH", f"/events/{event.uid}", {"title": "Le premier"}, If_Match='"0"')
    assert first.status_code == 200

    late = {"title": "Le second", "lead": event.lead}
    if by == "header":
        response = water.ask("PATCH", f"/events/{event.uid}", late, If_Match='"1"')
    else:
        response = water.ask("PATCH", f"/events/{event.uid}", {**late, "version": 1})

    assert response.status_code == status
    assert response.json()["version"] == 2
    assert response.json()["differences"] == [{"part": "title", "yours": "Le second", "theirs": "Le premier"}]
    assert Event.objects.get(pk=event.pk).title == "Le premier"


def test_a_trial_says_what_would_happen_and_leaves_nothing(water: Program) -> None:
    before = Entry.objects.count()

    response = water.create(BERGES, query="?dry=1")

    assert (response.status_code, response.json()["dry"]) == (200, True)
    assert response.json()["content"]["title"] == "Les berges"
    assert not Event.objects.exists()
    assert not IdempotentRequest.objects.exists()
    assert Entry.objects.count() == before


def test_a_body_publishes_moves_cancels_and_withdraws_its_events(water: Program) -> None:
    uid = water.create(BERGES).json()["uid"]

    assert water.ask("POST", f"/events/{uid}/publish").json()["state"] == "published"
    assert water.ask("POST", f"/events/{uid}/reschedule", {"start_day": "2027-03-19"}).json()["status"] == "rescheduled"
    assert water.ask("POST", f"/events/{uid}/postpone", {"reason": "Crue"}).json()["status"] == "postponed"
    assert water.ask("POST", f"/events/{uid}/cancel", {"reason": "Crue"}).json()["status"] == "cancelled"
    assert Event.objects.get(uid=uid).previous_start_day == date(2027, 3, 12)
    assert Client().get(f"/api/v1/events/{uid}").json()["status"] == "cancelled"
    assert water.ask("POST", f"/events/{uid}/withdraw").json()["state"] == "withdrawn"
    assert Client().get(f"/api/v1/events/{uid}").status_code == 404
    gone = water.ask("PATCH", f"/events/{uid}", {"title": "Encore"})
    assert (gone.status_code, errors(gone)) == (409, {"uid": "withdrawn"})


def test_an_event_may_be_shown_as_it_is_written(water: Program) -> None:
    response = water.create({**BERGES, "publish": True})

    assert (response.status_code, response.json()["state"]) == (201, "published")


def test_an_event_that_contradicts_itself_is_not_shown_and_nothing_of_it_is_kept(water: Program) -> None:
    wrong = {**BERGES, "lead": "Rendez-vous le samedi 12 mars 2027."}  # a Friday

    refused = water.create({**wrong, "publish": True}, query="?lang=fr")
    kept = water.create(wrong)
    published = water.ask("POST", f"/events/{kept.json()['uid']}/publish")

    assert (refused.status_code, published.status_code) == (422, 422)
    assert errors(refused) == {"lead": "finding:D-WEEKDAY"}
    assert kept.json()["findings"][0]["rule"] == "D-WEEKDAY"
    assert [event.state for event in Event.objects.all()] == ["draft"]


def test_the_events_of_another_body_are_out_of_reach(water: Program) -> None:
    other = OrganisationFactory()
    public, draft = EventFactory(organisation=other), EventFactory(organisation=other, state="draft")

    for method, path, content in (
        ("PATCH", "", {"title": "x"}),
        ("POST", "/cancel", {}),
        ("POST", "/publish", {}),
        ("POST", "/withdraw", {}),
        ("POST", "/postpone", {}),
        ("POST", "/reschedule", {"start_day": "2027-01-01"}),
        ("GET", "/content", None),
    ):
        assert water.ask(method, f"/events/{public.uid}{path}", content).status_code == 403, path
        assert water.ask(method, f"/events/{draft.uid}{path}", content).status_code == 404, path
    assert water.create({**BERGES, "related": [str(draft.uid)]}).status_code == 422


def test_a_program_lists_and_reads_the_drafts_of_its_body_alone(water: Program) -> None:
    mine = EventFactory(organisation=water.body, state="draft")
    EventFactory(organisation=water.body)
    EventFactory(state="draft", organisation=OrganisationFactory())

    listed = water.ask("GET", "/drafts").json()

    assert [row["uid"] for row in listed["items"]] == [str(mine.uid)]
    read = water.ask("GET", f"/events/{mine.slug}/content")
    assert (read.json()["content"]["title"], read["ETag"]) == (mine.title, '"0"')
    assert "private" in read["Cache-Control"]
    # What was read can be sent back as it is.
    assert water.ask("PATCH", f"/events/{mine.uid}", read.json()["content"]).json()["changed"] == []


def test_without_a_token_nothing_is_written_even_with_a_session(water: Program) -> None:
    person = UserFactory()
    grant_role(None, person, water.body, Role.ORGANISER)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person)

    response = browser.post("/api/v1/events?lang=en", json.dumps(BERGES), content_type="application/json")

    assert response.status_code == 401
    assert errors(response) == {"Authorization": "no-token"}
    assert response["WWW-Authenticate"] == 'Bearer realm="Parvis"'
    assert not Event.objects.exists()


def test_a_token_that_only_reads_does_not_write(water: Program) -> None:
    reader = Program(water.body, scope="read")

    assert reader.ask("GET", "/drafts").status_code == 200
    response = reader.create(BERGES)
    assert (response.status_code, errors(response)) == (403, {"Authorization": "read-only-token"})


def test_the_page_of_another_site_may_ask_but_no_cookie_joins(water: Program) -> None:
    asked = Client().options(
        "/api/v1/events",
        headers={"Origin": "https://ailleurs.example", "Access-Control-Request-Method": "POST"},
    )
    made = water.ask("POST", "/events", BERGES, key="1", Origin="https://ailleurs.example", Sec_Fetch_Site="cross-site")

    assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, "*")
    assert "Idempotency-Key" in asked["Access-Control-Allow-Headers"]
    assert (made.status_code, made["Access-Control-Allow-Origin"]) == (201, "*")
    assert not made.has_header("Access-Control-Allow-Credentials")
    assert not made.cookies


def test_the_same_key_gives_the_same_answer_and_writes_once(water: Program) -> None:
    first = water.create(BERGES, key='"7c0b7a52"')
    again = water.create(BERGES, key="7c0b7a52")

    assert again.status_code == 201
    assert again.json() == first.json()
    assert (again["Idempotency-Replayed"], again["ETag"], again["Location"]) == ("true", '"1"', first["Location"])
    assert Event.objects.count() == 1


def test_a_key_is_for_one_request(water: Program) -> None:
    water.create(BERGES, key="k")

    response = water.create({**BERGES, "title": "Autre chose"}, key="k")

    assert (response.status_code, errors(response)) == (422, {"Idempotency-Key": "idempotency-key-reused"})
    assert Event.objects.count() == 1


def test_a_refused_request_is_corrected_under_the_same_key(water: Program) -> None:
    assert water.create({**BERGES, "title": ""}, key="k").status_code == 422
    assert water.create(BERGES, key="k").status_code == 201


def test_creating_needs_a_key_of_the_right_form(water: Program) -> None:
    missing = water.ask("POST", "/events", BERGES)
    wrong = water.create(BERGES, key="é")

    assert (missing.status_code, errors(missing)) == (400, {"Idempotency-Key": "idempotency-key-missing"})
    assert (wrong.status_code, errors(wrong)) == (400, {"Idempotency-Key": "idempotency-key-form"})


def test_a_body_that_is_no_json_is_refused_in_a_sentence(water: Program) -> None:
    response = water.client.post(
        "/api/v1/events",
        "{title",
        content_type="application/json",
        headers={"Authorization": f"Bearer {water.secret}", "Idempotency-Key": "k"},
    )

    assert (response.status_code, errors(response)) == (400, {"": "not-json"})


def test_every_answer_says_what_is_left_and_the_one_too_many_is_refused(
    water: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    from parvis.people.actions import tokens

    monkeypatch.setattr(tokens, "REQUESTS", 2)
    answers = [water.ask("GET", "/drafts") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[0]["RateLimit"].startswith('"token";r=1;t=')
    assert 0 < int(answers[2]["Retry-After"]) <= 600
    assert errors(answers[2]) == {"Authorization": "too-many-requests"}


def test_two_events_of_the_same_name_have_two_addresses(water: Program) -> None:
    slugs = {water.create(BERGES).json()["slug"] for _ in range(2)}

    assert slugs == {"les-berges", "les-berges-2"}


def test_a_verb_under_a_condition_is_refused_when_the_event_moved_on(water: Program) -> None:
    uid = water.create(BERGES).json()["uid"]
    water.ask("PATCH", f"/events/{uid}", {"title": "Les quais"})

    late = water.ask("POST", f"/events/{uid}/cancel", If_Match='"1"')

    assert late.status_code == 412
    assert Event.objects.get(uid=uid).status == "scheduled"
    assert water.ask("POST", f"/events/{uid}/cancel", If_Match='"2"').status_code == 200


SENDING = """
import json
from django.test import Client
response = Client().post(
    "/api/v1/events", {content!r}, content_type="application/json",
    headers={{"Authorization": "Bearer {secret}", "Idempotency-Key": {key}}},
)
print(response.status_code, response.get("Idempotency-Replayed", ""), response.json().get("uid", ""))
"""


def there(url: str, question: str) -> list[str]:
    """What the database of the processes answers to a line of Python."""
    return run_together(f"from parvis.convene.agenda.models import Event\nprint({question}, end='')", 1, url)


@pytest.mark.django_db(transaction=True)
def test_a_request_sent_eight_times_at_once_writes_once(tmp_path: Path) -> None:
    program = Program(OrganisationFactory())
    url = database_url(tmp_path)
    script = SENDING.format(content=json.dumps(BERGES), secret=program.secret, key="'the-same'")

    answers = [line.split() for line in run_together(script, 8, url)]

    done = [answer for answer in answers if answer[0] == "201"]
    assert {answer[0] for answer in answers} <= {"201", "409"}
    assert sum("true" not in answer for answer in done) == 1
    assert len({answer[-1] for answer in done}) == 1
    assert there(url, "Event.objects.count()") == ["1"]


@pytest.mark.django_db(transaction=True)
def test_events_of_the_same_name_written_at_once_are_all_kept(tmp_path: Path) -> None:
    program = Program(OrganisationFactory())
    url = database_url(tmp_path)
    script = SENDING.format(content=json.dumps(BERGES), secret=program.secret, key="str(number)")

    answers = [line.split() for line in run_together(script, 6, url)]

    assert [answer[0] for answer in answers] == ["201"] * 6
    assert there(url, "Event.objects.values('slug').distinct().count()") == ["6"]


KILLED = """
import os
from django.test import Client
from parvis.convene.editing.api import operations
if number == 0:
    operations.outcome = lambda *arguments: os.kill(os.getpid(), 9)  # after the change, before its answer
    pid = os.fork()
    if pid:
        os.waitpid(pid, 0)
        raise SystemExit
    from django.db import connections
    connections.close_all()
"""


@pytest.mark.django_db(transaction=True)
def test_a_process_that_dies_leaves_no_change_and_its_key_is_taken_over(tmp_path: Path) -> None:
    program = Program(OrganisationFactory())
    url = database_url(tmp_path)
    script = SENDING.format(content=json.dumps(BERGES), secret=program.secret, key="'k'")
    older = (
        "from datetime import timedelta\nfrom parvis.ground import clock\n"
        "from parvis.people.models import IdempotentRequest\n"
        "IdempotentRequest.objects.update(at=clock.now() - timedelta(minutes=2))\n"
    )

    run_together(KILLED + script, 1, url)
    after = there(url, "Event.objects.count()")
    (early,) = run_together(script, 1, url)
    (late,) = run_together(older + script, 1, url)

    assert after == ["0"]
    assert early.split()[0] == "409"
    assert late.split()[0] == "201"
    assert there(url, "Event.objects.count()") == ["1"]


def test_a_key_is_free_again_after_a_day(water: Program) -> None:
    water.create(BERGES, key="k")
    IdempotentRequest.objects.update(at=clock.now() - timedelta(hours=25))

    assert water.create({**BERGES, "title": "Un an après"}, key="k").status_code == 201


def test_who_was_too_slow_undoes_what_it_did(water: Program) -> None:
    """Another process took the claim over while the work was under way."""

    def slow() -> Answer:
        EventFactory(slug="lent")
        IdempotentRequest.objects.update(claim=uuid4())
        return Answer(201, {})

    with pytest.raises(Refusal) as refused:
        run_once(water.token, "k", "digest", slow)

    assert refused.value.status == 409
    assert not Event.objects.filter(slug="lent").exists()


def test_the_page_of_the_api_speaks_the_language_of_its_reader(client: Client) -> None:
    from parvis.portal.api import operations

    html = client.get("/fr/api/").content.decode()
    with translation.override("en"):
        english = {field.words for one in operations() for field in (*one.parameters, *one.fields) if field.words}
        english |= {words for one in operations() for words in (one.summary, one.description) if words}
    with translation.override("fr"):
        untranslated = {words for words in english if gettext(words) == words}

    assert untranslated <= {"Organisations", "Markdown."}  # the same words in both languages
    assert "POST /api/v1/events/{uid}/cancel" in html
    assert "Idempotency-Key" in html
    assert 'lang="en"' not in html.split("<main")[1].split("</main")[0]


@pytest.mark.parametrize("condition", ["open", "closed", "twice", "incomplete"])
def test_a_program_offers_a_draft_to_an_edition(water: Program, condition: str) -> None:
    with time_machine.travel("2026-11-25T10:00:00Z"):
        program = Program(OrganisationFactory())
        opening = OpeningFactory(edition__slug="mois", edition__published=True)
        event = draft(program.body, lead="" if condition == "incomplete" else "Venez.")
        offer = {"edition": "mois", "note": "Bonjour"}
        if condition == "closed":
            opening.closes_at = opening.opens_at + timedelta(days=1)
            opening.save()
        if condition == "twice":
            program.ask("POST", f"/events/{event.uid}/submissions", offer)

        response = program.ask("POST", f"/events/{event.uid}/submissions", offer)

    expected = {
        "open": (201, None),
        "closed": (409, {"edition": "not-open"}),
        "twice": (409, {"edition": "already-submitted"}),
        "incomplete": (422, {"lead": "missing"}),
    }[condition]
    assert response.status_code == expected[0], response.content
    if expected[1] is None:
        assert (response.json()["number"], response.json()["state"]) == (1, "waiting")
        assert program.ask("POST", f"/events/{event.uid}/submissions?dry=1", offer).status_code == 409
    else:
        assert errors(response) == expected[1]
