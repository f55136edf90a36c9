"""The migration that writes old addresses as forms keep them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command

from parvis.convene.registration import actions
from parvis.convene.registration.models import Letter, Registration, SignUp
from parvis.ground import clock
from tests.factories import EventFactory, RegistrationFactory, demand

pytestmark = pytest.mark.django_db(transaction=True)


def come(registration: Registration, number: int, written: str) -> SignUp:
    """A sign-up whose address stands in the table as it was written before one form of it was kept."""
    sign_up = actions.register(
        registration, registration.categories.get(), demand(registration.categories.get(), number)
    ).sign_up
    SignUp.objects.filter(pk=sign_up.pk).update(email=written)
    return sign_up


def migrated_again() -> None:
    call_command("migrate", "registration", "0006", verbosity=0)
    call_command("migrate", "registration", verbosity=0)


def test_old_addresses_become_those_that_forms_keep_but_where_another_registration_has_them(capsys):
    soon = EventFactory(start_day=clock.today() + timedelta(days=20))
    registration, elsewhere = RegistrationFactory(event=soon, capacity=9), RegistrationFactory(capacity=9)
    alone = come(registration, 1, "Camille@XN--Mairie-vry-H7A.example")
    double, kept = come(registration, 2, "Noe@ambrelle.example"), come(registration, 3, "noe@ambrelle.example")
    twins = [come(registration, 4, "ANA@ambrelle.example"), come(registration, 5, "Ana@ambrelle.example")]
    other = come(elsewhere, 6, "NOE@ambrelle.example")
    Letter.objects.all().delete()

    migrated_again()

    found = dict(SignUp.objects.values_list("pk", "email"))
    assert found[alone.pk] == "camille@mairie-évry.example"
    assert (found[double.pk], found[kept.pk]) == ("Noe@ambrelle.example", "noe@ambrelle.example")
    assert [found[one.pk] for one in twins] == ["ana@ambrelle.example", "Ana@ambrelle.example"]
    assert found[other.pk] == "noe@ambrelle.example"
    assert "rewritten: 3; left, since another registration has them: 2" in capsys.readouterr().out


def test_who_had_a_link_to_the_old_address_is_owed_the_letter_with_the_new_one(capsys):
    soon = EventFactory(start_day=clock.today() + timedelta(days=20))
    past = EventFactory(start_day=clock.today() - timedelta(days=20))
    registration = RegistrationFactory(event=soon, capacity=1, confirm_by_mail=False)
    seated, waiting = come(registration, 1, "A@ambrelle.example"), come(registration, 2, "B@ambrelle.example")
    over = come(RegistrationFactory(capacity=9, confirm_by_mail=False), 3, "C@ambrelle.example")
    Registration.objects.filter(pk=over.registration_id).update(event=past)
    Letter.objects.all().delete()

    migrated_again()
    migrated_again()

    assert set(Letter.objects.values_list("sign_up", "kind")) == {(seated.pk, "ticket"), (waiting.pk, "waiting")}
    assert Letter.objects.count() == 2
