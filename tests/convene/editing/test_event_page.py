"""The page on which an event is written, without a script: everything typed is kept, whatever the button."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from parvis.convene.agenda.content import content_of
from parvis.convene.agenda.models import Event
from parvis.convene.editing.models import WorkingCopy
from parvis.people.models import Organisation, User
from tests.factories import EventFactory, OrganisationFactory, PersonFactory, PlaceFactory, SessionFactory, UserFactory
from tests.ground.processes import database_url, run_together

pytestmark = pytest.mark.django_db
LISTS = (
    "sessions", "participations", "registration_links", "pictures", "information",
    "quotes", "figures", "recordings", "sources", "related",
)  # fmt: skip


def member(body: Organisation, role: str = "organiser") -> tuple[User, Client]:
    user = UserFactory()
    user.memberships.create(organisation=body, role=role)
    client = Client()
    client.force_login(user)
    return user, client


def typed(body: Organisation, rows: dict[str, list[dict[str, str]]] | None = None, **given: str) -> dict[str, str]:
    """What a browser posts."""
    form = {"organisation": str(body.uid), "title": "Les berges", "start_day": "2126-03-12", "mode": "onsite"}
    form |= {"language": "fr", "zone": "Europe/Paris", "admission": "free", **given}
    for part in LISTS:
        listed = (rows or {}).get(part, [])
        form |= {f"{part}-TOTAL_FORMS": str(len(listed)), f"{part}-INITIAL_FORMS": "0"}
        for place, row in enumerate(listed):
            form |= {f"{part}-{place}-{name}": value for name, value in row.items()}
    return form


def posted_back(html: str) -> dict[str, Any]:
    """What a browser would post of the form it was shown, unchanged."""
    from html.parser import HTMLParser

    class Fields(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: dict[str, list[str]] = {}
            self.inside = False
            self.area = self.select = ""
            self.text = ""

        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            given = dict(attributes)
            name = given.get("name") or ""
            if tag == "form":
                self.inside = given.get("id") == "write"
            if not self.inside:
                return
            if tag == "input" and given.get("type") not in {"file", "submit"}:
                if given.get("type") in {"checkbox", "radio"}:
                    if "checked" in given:
                        self.found.setdefault(name, []).append(given.get("value") or "on")
                else:
                    self.found.setdefault(name, []).append(given.get("value") or "")
            elif tag == "textarea":
                self.area, self.text = name, ""
            elif tag == "select":
                self.select, self.first = name, True
                self.multiple = "multiple" in given
            elif tag == "option" and self.select and "selected" in given:
                self.found[self.select] = [*self.found.get(self.select, []), given.get("value") or ""]

        def handle_data(self, data: str) -> None:
            if self.area:
                self.text += data

        def handle_endtag(self, tag: str) -> None:
            if tag == "textarea" and self.area:
                self.found.setdefault(self.area, []).append(self.text.removeprefix("\n"))
                self.area = ""
            elif tag == "select":
                self.select = ""
            elif tag == "form":
                self.inside = False

    fields = Fields()
    fields.feed(html)
    return fields.found


def test_an_event_is_written_in_one_page_with_everything_that_hangs_from_it() -> None:
    body = OrganisationFactory(name="Mairie d’Ambrelle")
    place, speaker = PlaceFactory(name="Halle aux grains"), PersonFactory(name="Inès Ferrand")
    _user, client = member(body, "contributor")
    session, source = "7f1d7a3e-0000-4000-8000-000000000001", "7f1d7a3e-0000-4000-8000-000000000002"
    rows = {
        "sessions": [{"uid": session, "title": "Débat", "start_time": "18:30", "end_time": "19:30", "room": "1",
                      "links": "Support https://ambrelle.example/s", "programmes": "EIG, 110 bis"}],
        "participations": [
            {"who": "mairie d'ambrelle", "role": "organiser"},
            {"who": "Ines Ferrand", "role": "speaker", "office": "Maire", "session": session},
            {"who": "Une invitée", "role": "speaker"},
            {"who": "", "role": "speaker"},
        ],
        "information": [{"label": "Garderie", "content": "Sur place"}],
        "registration_links": [{"url": "https://ambrelle.example/inscription"}],
        "sources": [{"source": source, "title": "Le dossier", "url": "https://ambrelle.example/d", "consulted_on": ""}],
        "quotes": [{"text": "Enfin.", "author": "Inès Ferrand", "language": "fr", "source": source}],
        "figures": [{"value": "plus de 90", "unit": "personnes"}],
        "recordings": [{"title": "Captation", "url": "https://ambrelle.example/v"}],
        "related": [],
    }  # fmt: skip

    answer = client.post(
        "/fr/organise/events/new/", typed(body, rows, place="Halle aux grains, Ambrelle", start_time="18:30")
    )

    assert answer.status_code == 302, answer.context["forms"].main.errors
    event = Event.objects.get(title="Les berges")
    content = content_of(event)
    assert answer["Location"] == f"/fr/organise/events/{event.uid}/"
    assert (event.organisation, event.state, content["place"]) == (body, "draft", str(place.uid))
    assert [row["title"] for row in content["sessions"]] == ["Débat"]
    assert content["sessions"][0]["links"] == [{"label": "Support", "url": "https://ambrelle.example/s"}]
    assert content["sessions"][0]["programmes"] == ["EIG", "110 bis"]
    assert [(row["organisation"], row["person"], row["label"]) for row in content["participations"]] == [
        (str(body.uid), None, ""),
        (None, str(speaker.uid), ""),
        (None, None, "Une invitée"),
    ]
    assert content["participations"][1]["session"] == session
    assert content["quotes"][0]["source"] == content["sources"][0]["source"] == source
    assert (content["figures"][0]["value"], content["recordings"][0]["title"]) == ("plus de 90", "Captation")


def test_an_event_saved_as_it_was_opened_changes_nothing() -> None:
    body = OrganisationFactory()
    _user, client = member(body)
    event = EventFactory(
        organisation=body, place=PlaceFactory(), lead="Une phrase. ", body="Un\r\ntexte.", formats=["workshop"]
    )
    SessionFactory(event=event, links=[{"label": "Un lien", "url": "https://ambrelle.example"}])
    event.participations.create(role="organiser", organisation=body, programmes=["EIG"])
    event.information.create(label="Accès", content="Par la cour", order=1)
    before = content_of(event)
    page = client.get(f"/fr/organise/events/{event.uid}/")

    answer = client.post(f"/fr/organise/events/{event.uid}/", posted_back(page.content.decode()))

    assert answer.status_code == 302, [form.errors for form in answer.context["all_forms"]]
    event.refresh_from_db()
    assert content_of(event) == before
    assert event.edited == []


def test_without_a_script_rows_are_added_and_taken_away_and_nothing_typed_is_lost() -> None:
    body = OrganisationFactory()
    _user, client = member(body)
    rows = {"sessions": [{"uid": "", "title": "Un"}, {"uid": "", "title": "Deux", "start_time": "pas une heure"}]}

    more = client.post("/fr/organise/events/new/", typed(body, rows, start_day="bientôt") | {"add": "sessions"})
    less = client.post("/fr/organise/events/new/", typed(body, rows) | {"remove": "sessions-0"})
    up = client.post("/fr/organise/events/new/", typed(body, rows) | {"up": "sessions-1"})

    html = more.content.decode()
    assert (more.status_code, 'name="sessions-2-title"' in html) == (200, True)
    assert 'value="bientôt"' in html
    assert 'value="pas une heure"' in html
    assert "autofocus" in html
    assert "field-error" not in html
    assert [form.value("title") for form in less.context["forms"].rows["sessions"].forms] == ["Deux"]
    assert [form.value("title") for form in up.context["forms"].rows["sessions"].forms] == ["Deux", "Un"]
    assert not Event.objects.exists()


def test_a_mistake_is_said_beside_its_field_and_everything_is_still_there() -> None:
    body = OrganisationFactory()
    _user, client = member(body)
    rows = {"participations": [{"who": "", "role": "speaker"}], "figures": [{"value": "90"}]}

    answer = client.post("/fr/organise/events/new/", typed(body, rows, title="", place="Nulle part", lead="Gardé"))

    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_title"' in html
    assert "Nulle part" in html
    assert "Gardé" in html
    assert 'href="#id_figures-0-unit"' in html
    assert "participations-0" not in [error for form in answer.context["all_forms"] for error in [str(form.errors)]]


def test_what_is_typed_is_kept_as_typed_and_found_again() -> None:
    body = OrganisationFactory()
    user, client = member(body)
    copy = "7f1d7a3e-0000-4000-8000-00000000000c"

    answer = client.post("/fr/organise/events/new/", typed(body, start_day="un jeudi", copy=copy) | {"do": "keep"})

    assert answer["Location"] == "/fr/organise/events/"
    kept = WorkingCopy.objects.get(user=user)
    assert (str(kept.object_uid), kept.title, kept.is_new) == (copy, "Les berges", True)
    assert "Les berges" in client.get("/fr/organise/events/").content.decode()
    again = client.get(f"/fr/organise/events/new/?copy={copy}").content.decode()
    assert 'value="un jeudi"' in again
    saved = client.post("/fr/organise/events/new/", typed(body, copy=copy))
    assert saved.status_code == 302
    assert not WorkingCopy.objects.exists()


def test_as_one_types_the_margins_are_filled_and_the_form_is_kept() -> None:
    body = OrganisationFactory()
    user, client = member(body)
    event = EventFactory(organisation=body)

    answer = client.post(
        f"/fr/organise/events/{event.uid}/check/",
        typed(body, {"sessions": [{"title": ""}, {"title": "Hors", "start_day": "2026-03-20"}]},
              title="Le samedi 12 mars 2026", start_day="2026-03-12"),
    )  # fmt: skip

    html = answer.content.decode()
    assert 'id="m-title" hx-swap-oob="true"><div class="finding error">' in html
    assert 'id="m-sessions-1" hx-swap-oob="true"><div class="finding error">' in html
    assert 'id="m-lead" hx-swap-oob="true"></div>' in html
    assert "<input" not in html
    assert WorkingCopy.objects.get(user=user).data["title"] == ["Le samedi 12 mars 2026"]


def test_the_last_check_of_a_form_may_come_after_its_save_and_keeps_nothing() -> None:
    body = OrganisationFactory()
    user, client = member(body)
    event = EventFactory(organisation=body, lead="Avant")
    address = f"/fr/organise/events/{event.uid}/"
    form = posted_back(client.get(address).content.decode()) | {"lead": "Après"}
    assert client.post(address, form).status_code == 302

    late = client.post(f"{address}check/", form)

    assert (late.status_code, WorkingCopy.objects.count()) == (200, 0)
    again = posted_back(client.get(address).content.decode())
    assert client.post(address, again | {"lead": "Plus tard"}).status_code == 302
    event.refresh_from_db()
    assert event.lead == "Plus tard"
    # Who saved before goes on: what they type next is kept.
    fresh = posted_back(client.get(address).content.decode())
    client.post(f"{address}check/", fresh | {"lead": "Encore"})
    assert WorkingCopy.objects.get(user=user).data["lead"] == ["Encore"]
    # An older page of theirs, left open elsewhere, does not write over it.
    client.post(f"{address}check/", form)
    assert WorkingCopy.objects.get(user=user).data["lead"] == ["Encore"]


def test_what_another_saved_meanwhile_does_not_stop_the_keeping() -> None:
    body = OrganisationFactory()
    user, client = member(body)
    _other, theirs = member(body)
    event = EventFactory(organisation=body)
    address = f"/fr/organise/events/{event.uid}/"
    form = posted_back(client.get(address).content.decode())
    assert theirs.post(address, form | {"lead": "Le leur"}).status_code == 302

    client.post(f"{address}check/", form | {"lead": "Le mien"})

    assert WorkingCopy.objects.get(user=user).data["lead"] == ["Le mien"]


def test_the_form_of_a_new_event_sent_again_is_that_event() -> None:
    body = OrganisationFactory()
    _user, client = member(body)
    form = posted_back(client.get("/fr/organise/events/new/").content.decode())
    form |= {"title": "Les berges", "start_day": "2126-03-12", "mode": "onsite", "admission": "free"}
    first = client.post("/fr/organise/events/new/", form)

    second = client.post("/fr/organise/events/new/", form)
    client.post("/fr/organise/events/new/check/", form)
    corrected = client.post("/fr/organise/events/new/", form | {"title": "Les quais"})

    event = Event.objects.get()
    assert {one["Location"] for one in (first, second, corrected)} == {f"/fr/organise/events/{event.uid}/"}
    assert event.title == "Les quais"
    assert not WorkingCopy.objects.exists()
    opened = client.get(f"/fr/organise/events/new/?copy={event.uid}")
    assert opened["Location"] == f"/fr/organise/events/{event.uid}/"


def test_nobody_reaches_another_body_s_event_by_the_form_of_a_new_one() -> None:
    theirs = EventFactory(organisation=OrganisationFactory(), title="Le leur", state="draft")
    body = OrganisationFactory()
    _user, client = member(body)

    assert client.post("/fr/organise/events/new/", typed(body, copy=str(theirs.uid))).status_code == 404
    theirs.refresh_from_db()
    assert theirs.title == "Le leur"


PRESS = """
from django.test import Client
from parvis.people.models import User
client = Client()
client.force_login(User.objects.get())
print(client.post("/fr/organise/events/new/", {form!r})["Location"])
"""


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_four_times_at_once_makes_one_event(tmp_path: Path) -> None:
    body = OrganisationFactory()
    member(body)
    form = typed(body, copy="7f1d7a3e-0000-4000-8000-00000000000d")
    url = database_url(tmp_path)

    printed = run_together(PRESS.replace("{form!r}", repr(form)), 4, url)

    assert {line.strip() for line in printed} == {f"/fr/organise/events/{form['copy']}/"}
    (counted,) = run_together("from parvis.convene.agenda.models import Event; print(Event.objects.count())", 1, url)
    assert counted.strip() == "1"


def test_two_writers_choose_between_what_both_wrote_and_lose_nothing() -> None:
    body = OrganisationFactory()
    _first, one = member(body)
    _second, other = member(body)
    event = EventFactory(organisation=body, title="Avant", lead="", room="", admission="free", mode="online")
    address = f"/fr/organise/events/{event.uid}/"
    form = posted_back(one.get(address).content.decode())
    assert other.post(address, form | {"title": "Le leur", "room": "Salle 2"}).status_code == 302

    refused = one.post(address, form | {"title": "Le mien", "lead": "Ma phrase"})

    html = refused.content.decode()
    assert refused.status_code == 409
    assert [choice.part for choice in refused.context["meeting"].choices] == ["title"]
    assert "Le leur" in html
    assert "Le mien" in html
    again = posted_back(html)
    assert (again["lead"], again["room"]) == (["Ma phrase"], ["Salle 2"])
    assert one.post(address, again | {"choice-title": "theirs"}).status_code == 302
    event.refresh_from_db()
    assert (event.title, event.lead, event.room) == ("Le leur", "Ma phrase", "Salle 2")


def test_a_preview_is_the_public_page_of_what_is_typed_and_leaves_nothing() -> None:
    body = OrganisationFactory()
    _user, client = member(body)

    answer = client.post(
        "/fr/organise/events/new/",
        typed(body, {"sessions": [{"title": "Débat", "uid": "7f1d7a3e-0000-4000-8000-000000000001"}]})
        | {"do": "preview"},
    )

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>Les berges</h1>" in html
    assert "Débat" in html
    assert 'content="noindex"' in html
    assert not Event.objects.exists()


def test_a_place_that_the_register_does_not_know_is_added_on_the_way() -> None:
    body = OrganisationFactory()
    _user, client = member(body)

    answer = client.post(
        "/fr/organise/events/new/", typed(body, new_place_name="La Fabrique", new_place_city="Ambrelle")
    )

    assert answer.status_code == 302
    assert str(Event.objects.get().place) == "La Fabrique, Ambrelle"


@pytest.mark.parametrize("role", ["moderator", "reviewer"])
def test_who_only_looks_at_a_body_does_not_write_for_it(role: str) -> None:
    body = OrganisationFactory()
    _user, client = member(body, role)
    event = EventFactory(organisation=body, state="draft")

    assert client.get(f"/fr/organise/events/{event.uid}/").status_code == 403
    assert client.post("/fr/organise/events/new/", typed(body)).status_code == 403


def test_another_body_s_draft_is_not_there() -> None:
    _user, client = member(OrganisationFactory())
    draft = EventFactory(organisation=OrganisationFactory(), state="draft")

    assert client.get(f"/fr/organise/events/{draft.uid}/").status_code == 404
    assert client.post(f"/fr/organise/events/{draft.uid}/check/", {}).status_code == 404
    assert draft.title not in client.get("/fr/organise/events/").content.decode()


def test_nobody_writes_in_the_name_of_a_body_that_is_not_hers() -> None:
    mine, theirs = OrganisationFactory(), OrganisationFactory()
    _user, client = member(mine)

    answer = client.post("/fr/organise/events/new/", typed(theirs))

    assert answer.status_code == 422
    assert not Event.objects.exists()
