"""What one does to an event beside writing it: a question, its consequence, who may; nothing wrong goes out unseen."""

from __future__ import annotations

import pytest

from parvis.convene.agenda.models import Event
from parvis.convene.editing.findings import findings_of
from parvis.convene.editing.verbs import VERBS
from tests.convene.editing.test_event_page import member, typed
from tests.factories import EventFactory, OrganisationFactory, PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "given", "field", "value"),
    [
        ("cancel", {"reason": "Crue."}, "status", "cancelled"),
        ("postpone", {"reason": ""}, "status", "postponed"),
        ("full", {}, "status", "full"),
        ("online", {"url": "https://visio.ambrelle.example"}, "online_url", "https://visio.ambrelle.example"),
        ("reschedule", {"start_day": "2126-04-02", "start_time": "18:30"}, "status", "rescheduled"),
        ("rename", {"slug": "autre-adresse"}, "slug", "autre-adresse"),
        ("withdraw", {"reason": "Doublon."}, "state", "withdrawn"),
    ],
)
def test_each_verb_asks_says_what_follows_and_does_it(code: str, given: dict[str, str], field: str, value: str) -> None:
    body = OrganisationFactory()
    _user, client = member(body)
    event = EventFactory(organisation=body)
    address = f"/fr/organise/events/{event.uid}/{code}/"

    asked = client.get(address)
    done = client.post(address, given)

    assert asked.status_code == 200
    assert getattr(Event.objects.get(pk=event.pk), field) == value
    assert done.status_code == 302
    assert client.get(done["Location"]).status_code == 200


def test_what_is_so_already_is_said_and_not_done_twice() -> None:
    body = OrganisationFactory()
    _user, client = member(body)
    event = EventFactory(organisation=body, status="cancelled")

    assert client.post(f"/fr/organise/events/{event.uid}/cancel/", {}).status_code == 302
    event.refresh_from_db()
    assert event.sequence == 0


def test_a_mistake_in_a_verb_is_said_beside_its_field() -> None:
    body = OrganisationFactory()
    _user, client = member(body)
    event, other = EventFactory(organisation=body), EventFactory()

    renamed = client.post(f"/fr/organise/events/{event.uid}/rename/", {"slug": other.slug})
    moved = client.post(
        f"/fr/organise/events/{event.uid}/reschedule/", {"start_day": "2126-04-02", "end_day": "2126-04-01"}
    )

    assert (renamed.status_code, list(renamed.context["form"].errors)) == (422, ["slug"])
    assert (moved.status_code, list(moved.context["form"].errors)) == (422, ["end_day"])


def test_nothing_wrong_goes_out_unseen() -> None:
    body = OrganisationFactory()
    _user, client = member(body)
    event = EventFactory(organisation=body, state="draft", lead="Le samedi 12 mars 2026.", place=PlaceFactory())
    publish = f"/fr/organise/events/{event.uid}/publish/"

    held = client.post(publish)
    event.refresh_from_db()
    assert (held.status_code, event.state) == (409, "draft")
    key = findings_of(event)[0].key
    assert f"/fr/organise/events/{event.uid}/findings/{key}/" in held.content.decode()

    without = client.post(f"/fr/organise/events/{event.uid}/findings/{key}/", {"reason": ""})
    assert without.status_code == 422
    client.post(f"/fr/organise/events/{event.uid}/findings/{key}/", {"reason": "Une citation."})
    assert client.post(publish).status_code == 302
    event.refresh_from_db()
    assert event.state == "published"


def test_a_finding_of_what_is_only_typed_can_be_set_aside_too() -> None:
    body = OrganisationFactory()
    _user, client = member(body)
    event = EventFactory(organisation=body, state="draft", title="Halles")
    form = typed(body, title="Le samedi 12 mars 2026", start_day="2026-03-12")
    client.post(f"/fr/organise/events/{event.uid}/check/", form)
    page = client.get(f"/fr/organise/events/{event.uid}/")
    line = page.context["sections"][0].lines[1]
    key = line.margin.notes[0].key

    gone = client.post(f"/fr/organise/events/{event.uid}/", form | {"aside": key})
    assert gone["Location"] == f"/fr/organise/events/{event.uid}/findings/{key}/"
    client.post(gone["Location"], {"reason": "Voulu."})

    again = client.get(f"/fr/organise/events/{event.uid}/")
    assert again.context["sections"][0].lines[1].margin.notes[0].set_aside == "Voulu."
    assert 'value="Le samedi 12 mars 2026"' in again.content.decode()


def test_a_contributor_writes_and_tells_but_does_not_publish_nor_withdraw() -> None:
    body = OrganisationFactory()
    _user, client = member(body, "contributor")
    draft, public = EventFactory(organisation=body, state="draft"), EventFactory(organisation=body)

    assert client.get(f"/fr/organise/events/{draft.uid}/publish/").status_code == 403
    assert client.post(f"/fr/organise/events/{public.uid}/withdraw/").status_code == 403
    assert client.get(f"/fr/organise/events/{public.uid}/cancel/").status_code == 200
    offered = [verb.code for verb in client.get(f"/fr/organise/events/{public.uid}/").context["verbs"]]
    assert offered == ["reschedule", "full", "online", "postpone", "cancel", "rename"]


@pytest.mark.parametrize("code", sorted(VERBS))
def test_nobody_acts_on_another_body_s_event(code: str) -> None:
    _user, client = member(OrganisationFactory())
    public = EventFactory(organisation=OrganisationFactory())
    draft = EventFactory(organisation=OrganisationFactory(), state="draft")

    assert client.post(f"/fr/organise/events/{public.uid}/{code}/").status_code == 403
    assert client.post(f"/fr/organise/events/{draft.uid}/{code}/").status_code == 404
