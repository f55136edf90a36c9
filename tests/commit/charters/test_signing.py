"""Signatures: given here, read in a source, withdrawn, asked for by mail."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from parvis.commit.charters import actions
from parvis.commit.charters.actions import Asker, Signature
from parvis.commit.charters.models import Signatory, SigningRequest
from parvis.ground import clock
from parvis.ground.journal.models import Entry
from parvis.people.models import Organisation
from tests.factories import CharterFactory, OrganisationFactory, member, signed_by

pytestmark = pytest.mark.django_db
ASKER = Asker("Atelier des budgets", "civic-tech", "civic", "Inès Valmont", "cofondatrice", "ines@budgets.example")


def asked(charter, asker: Asker = ASKER) -> SigningRequest:
    request = actions.confirm(actions.ask_to_sign(charter, asker).token)
    assert request is not None
    return request


def test_a_body_signs_the_last_version_today_and_the_journal_says_so() -> None:
    charter, body = CharterFactory(), OrganisationFactory(name="Ville d’Ambrelle")
    with time_machine.travel("2026-11-25T10:00:00+00:00", tick=False):
        signatory = actions.sign(
            member(body, "organiser"), charter, Signature(body, "city", "public", "H. C.", "maire")
        )

    assert signatory.signed_on == "2026-11-25"
    assert signatory.signed_on_first == date(2026, 11, 25)
    assert signatory.version.number == 1
    (entry,) = Entry.objects.filter(action="charter.signed", object_uid=charter.uid)
    assert entry.public["body"] == "Ville d’Ambrelle"


def test_nobody_signs_twice_the_same_version() -> None:
    charter, body = CharterFactory(), OrganisationFactory()
    signed_by(body, charter)

    with pytest.raises(actions.AlreadySigned):
        actions.sign(None, charter, Signature(body, "city", "public"))

    assert Signatory.objects.filter(charter=charter).count() == 1


@pytest.mark.parametrize("fields", [{"invites": False}, {"state": "draft"}, {"open_until": date(2020, 1, 1)}])
def test_nobody_signs_what_is_not_open(fields) -> None:
    charter = CharterFactory(**fields)

    with pytest.raises(actions.NotOpen):
        actions.sign(None, charter, Signature(OrganisationFactory(), "city", "public"))
    with pytest.raises(actions.NotOpen):
        actions.ask_to_sign(charter, ASKER)


def test_the_last_day_is_included() -> None:
    charter = CharterFactory(open_until=clock.today())

    assert charter.is_open(clock.today())
    assert not charter.is_open(clock.today() + timedelta(1))


def test_a_signature_of_a_source_keeps_its_doubt() -> None:
    signatory = signed_by(OrganisationFactory(), CharterFactory(), signed_on="2018-11-12/2018-11-13", name="Autre nom")

    assert (signatory.signed_on_first, signatory.signed_on_last) == (date(2018, 11, 12), date(2018, 11, 13))
    assert signatory.name == "Autre nom"
    assert signed_by(OrganisationFactory(), CharterFactory(), signed_on="").signed_on_first is None


def test_a_signature_belongs_to_the_charter_of_its_version() -> None:
    version = actions.current_version(CharterFactory())

    with pytest.raises(IntegrityError), transaction.atomic():
        Signatory.objects.create(
            charter=CharterFactory(),
            version=version,
            organisation=OrganisationFactory(),
            capacity="city",
            side="public",
        )


def test_a_withdrawal_is_dated_stays_to_be_read_and_cannot_be_undone() -> None:
    charter, body = CharterFactory(), OrganisationFactory()
    signatory = signed_by(body, charter)

    assert actions.withdraw(None, signatory, date(2026, 6, 1), "Nous ne tenons plus d’outil.")
    assert not actions.withdraw(None, signatory, date(2026, 7, 1))

    signatory.refresh_from_db()
    assert (signatory.state, signatory.withdrawn_on) == ("withdrawn", date(2026, 6, 1))
    for change in (lambda: Signatory.objects.filter(pk=signatory.pk).update(state="signed"), signatory.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    again = actions.sign(None, charter, Signature(body, "city", "public"))
    assert again.pk != signatory.pk


def test_nothing_is_before_the_host_until_the_link_is_confirmed(django_capture_on_commit_callbacks) -> None:
    charter = CharterFactory(answer_within=10)
    with django_capture_on_commit_callbacks(execute=True):
        request = actions.ask_to_sign(charter, ASKER)

    assert request.state == "unconfirmed"
    (message,) = mail.outbox
    assert request.token in message.body
    confirmed = actions.confirm(request.token)
    assert confirmed is not None
    assert confirmed.state == "waiting"
    assert confirmed.due == confirmed.confirmed_at + timedelta(days=10)
    assert actions.confirm("unknown") is None


def test_the_same_body_twice_is_one_request_and_one_message(django_capture_on_commit_callbacks) -> None:
    charter = CharterFactory()
    with django_capture_on_commit_callbacks(execute=True):
        first = actions.ask_to_sign(charter, ASKER)
        second = actions.ask_to_sign(charter, ASKER)

    assert first.pk == second.pk
    assert len(mail.outbox) == 1


def test_an_accepted_body_signs_and_is_told(django_capture_on_commit_callbacks) -> None:
    charter = CharterFactory()
    request = asked(charter)
    with django_capture_on_commit_callbacks(execute=True):
        actions.accept(member(charter.host, "moderator"), request)

    signatory = Signatory.objects.get(charter=charter)
    assert request.signatory == signatory
    assert (signatory.organisation.name, signatory.side) == ("Atelier des budgets", "civic")
    assert [message.to for message in mail.outbox] == [["ines@budgets.example"]]


def test_a_body_known_here_is_not_added_a_second_time() -> None:
    charter, known = CharterFactory(), OrganisationFactory(name="Atelier des budgets partagés")

    actions.accept(None, asked(charter), known)

    assert Signatory.objects.get(charter=charter).organisation == known
    assert not Organisation.objects.filter(name="Atelier des budgets").exists()


def test_an_answer_that_cannot_be_given_leaves_the_request_waiting() -> None:
    charter, known = CharterFactory(), OrganisationFactory()
    request = asked(charter)
    signed_by(known, charter)

    with pytest.raises(actions.AlreadySigned):
        actions.accept(None, request, known)

    assert SigningRequest.objects.get(pk=request.pk).state == "waiting"


def test_a_refusal_gives_its_reason_and_is_given_once(django_capture_on_commit_callbacks) -> None:
    charter = CharterFactory()
    request = asked(charter)
    with pytest.raises(ValueError, match="says why"):
        actions.refuse(None, request, "  ")

    with django_capture_on_commit_callbacks(execute=True):
        actions.refuse(None, request, "Aucun outil en service.")
    with pytest.raises(actions.AlreadyAnswered):
        actions.accept(None, request)

    assert "Aucun outil en service." in mail.outbox[0].body
    assert not Signatory.objects.filter(charter=charter).exists()


def test_what_was_not_confirmed_goes_in_a_week_and_contacts_in_a_year() -> None:
    charter = CharterFactory()
    actions.ask_to_sign(charter, ASKER)
    refused = asked(charter, Asker("Autre", "other", "civic", "Léo Dubourg", "directeur", "leo@autre.example"))
    actions.refuse(None, refused, "Non.")

    with time_machine.travel(clock.now() + timedelta(days=8)):
        assert actions.forget_unconfirmed() == 1
        assert actions.forget_contacts() == 0
    with time_machine.travel(clock.now() + timedelta(days=366)):
        assert actions.forget_contacts() == 1

    refused.refresh_from_db()
    assert (refused.contact_email, refused.authority_name, refused.body) == ("", "", "Autre")


def test_the_day_an_answer_is_due_is_that_of_the_calendars_here(client) -> None:
    charter = CharterFactory(answer_within=10)
    with time_machine.travel("2026-07-01T22:30:00+00:00", tick=False):  # half past midnight on the 2nd
        request = asked(charter)

    html = client.get(reverse("charters:confirm", args=[request.token])).content.decode()

    assert "12 juillet 2026" in html
    assert "11 juillet 2026" not in html
