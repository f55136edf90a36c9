"""A finding is left as it is with a reason: it holds nothing back, nothing typed is lost, new facts open it again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from parvis.commit.plans import actions
from parvis.commit.plans.advice import advice_of
from parvis.commit.plans.content import content_of
from parvis.commit.plans.models import AdviceAside, Commitment
from parvis.ground.journal.models import Entry
from tests.commit.drafting.conftest import World, person
from tests.commit.drafting.test_pages import form_of, signed_in

pytestmark = pytest.mark.django_db


def orphan(world: World) -> Commitment:
    """A draft that nobody leads: an error of the checker."""
    return actions.create_commitment(
        world.contact, world.plan, {"title_fr": "Ouvrir les comptes", "solution_fr": "Oui."}
    )


def error_of(commitment: Commitment) -> Any:
    return next(one for one in advice_of(commitment, "fr") if one.severity == "error")


def test_an_error_set_aside_with_a_reason_holds_nothing_back(world: World) -> None:
    one = orphan(world)
    error = error_of(one)
    with pytest.raises(actions.HeldBack):
        actions.publish_commitment(world.contact, one)
    with pytest.raises(ValidationError):
        actions.set_advice_aside(world.contact, one, error.key, "  ")

    for note in (note for note in advice_of(one) if note.stops):
        actions.set_advice_aside(world.contact, one, note.key, "Le conseil le nomme en juin.", rule=note.rule)
    actions.publish_commitment(world.contact, one)

    assert one.state == "published"
    assert error_of(one).set_aside == "Le conseil le nomme en juin."
    entry = Entry.objects.filter(action="commitment.finding-set-aside").first()
    assert entry is not None
    assert "juin" not in str(entry.public)


def test_new_facts_or_a_person_open_it_again(world: World) -> None:
    one = orphan(world)
    key = error_of(one).key
    actions.set_advice_aside(world.contact, one, key, "En juin.")
    actions.take_advice_up(world.contact, one, key)
    assert error_of(one).is_open

    due_late = [{"title_fr": "Ouvrir", "due": "2031-01"}]
    actions.write_commitment(world.contact, one, {"milestones": due_late})
    wrong = next(note for note in advice_of(one) if note.part == "milestones[0]")
    actions.set_advice_aside(world.contact, one, wrong.key, "Voulu.")
    assert next(note.set_aside for note in advice_of(one) if note.part == "milestones[0]") == "Voulu."
    later = [{**content_of(one)["milestones"][0], "due": "2032-02"}]
    actions.write_commitment(world.contact, one, {"milestones": later})
    assert all(note.is_open for note in advice_of(one))


def test_only_who_may_write_the_commitment_sets_advice_aside(world: World) -> None:
    one = orphan(world)
    for stranger in (world.reviewer, person(world.directorate)):
        with pytest.raises(PermissionDenied):
            actions.set_advice_aside(stranger, one, error_of(one).key, "Parce que.")
    assert not AdviceAside.objects.exists()


def test_setting_aside_from_the_editor_keeps_what_is_being_typed_and_saves_nothing(world: World) -> None:
    one, client = orphan(world), signed_in(world.contact)
    key, address = error_of(one).key, reverse("drafting:commitment", args=[one.uid])
    typed = {**form_of(), "title_fr": "Ouvrir tous les comptes", "responsibilities-0-who": ""}
    page = client.get(address).content.decode()
    assert f'value="{key}"' in page

    asked = client.post(address, {**typed, "base": re.search(r'name="base" value="(\d+)"', page)[1], "aside": key})  # type: ignore[index]
    html = asked.content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html))
    assert hidden["title_fr"] == "Ouvrir tous les comptes"
    target = reverse("drafting:commitment-aside", args=[one.uid, key])
    assert client.post(target, {**hidden, "reason": " "}).status_code == 422
    back = client.post(target, {**hidden, "reason": "En juin."}).content.decode()

    assert 'value="Ouvrir tous les comptes"' in back
    assert "En juin." in back
    assert str(Commitment.objects.get(pk=one.pk).title.localize("fr")) == "Ouvrir les comptes"


def test_the_page_that_publishes_leads_to_the_finding_that_holds_it_back(world: World) -> None:
    one, client = orphan(world), signed_in(world.contact)
    target = reverse("drafting:commitment-aside", args=[one.uid, error_of(one).key])

    assert target in client.get(reverse("drafting:verb", args=[one.uid, "publish"])).content.decode()
    assert client.get(target).status_code == 200
    answer = client.post(target, {"reason": "En juin."})

    assert answer["Location"] == reverse("drafting:commitment", args=[one.uid])
    assert not error_of(one).is_open
    assert client.get(reverse("drafting:commitment-aside", args=[one.uid, "nothing"])).status_code == 302
