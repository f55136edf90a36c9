"""Tokens of a body: given by its administrators, shown once, used by programs, and they end."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.convene.agenda import rules as agenda
from parvis.ground import clock
from parvis.ground.journal.models import Entry
from parvis.people import rules
from parvis.people.acting import Acting
from parvis.people.actions.memberships import grant_role
from parvis.people.actions.tokens import (
    REQUESTS,
    TokenRefused,
    acting_with,
    count_use,
    create_token,
    revoke_token,
)
from parvis.people.models import ApiToken, IdempotentRequest, Organisation, Role, TokenUse, User
from parvis.people.queries.account import export_of
from parvis.people.tasks import forget_old_requests
from parvis.people.todo import waiting_for
from tests.factories import EventFactory, OrganisationFactory, UserFactory
from tests.ground.processes import database_url, run_together

pytestmark = pytest.mark.django_db


@pytest.fixture
def water() -> Organisation:
    return OrganisationFactory(name="Service de l’eau", slug="eau")


@pytest.fixture
def administrator(water: Organisation) -> User:
    person = UserFactory(name="Hugo Maréchal")
    grant_role(None, person, water, Role.ADMINISTRATOR)
    return person


def test_only_a_hash_of_the_secret_is_kept(water: Organisation, administrator: User) -> None:
    token, secret = create_token(administrator, water, name="site web")

    stored = ApiToken.objects.values().get(pk=token.pk)
    assert len(secret) > 45
    assert all(secret not in str(value) for value in stored.values())
    assert secret.startswith(stored["prefix"])
    assert token.expires_at - token.created_at == timedelta(days=365)
    assert Entry.objects.get(action="token.created").public == {}


def test_a_token_has_the_rights_of_an_organiser_of_its_body_and_nothing_more(
    water: Organisation, administrator: User
) -> None:
    _token, secret = create_token(administrator, water, name="site web")
    acting = acting_with(secret)
    mine, other = EventFactory(organisation=water), EventFactory(organisation=OrganisationFactory())

    assert agenda.may_write_for(acting, water)
    assert agenda.may_edit_event(acting, mine)
    assert agenda.may_publish_event(acting, mine)
    assert agenda.may_add_place(acting)
    assert not agenda.may_write_for(acting, OrganisationFactory())
    assert not agenda.may_edit_event(acting, other)
    assert not agenda.may_publish_event(acting, other)
    assert not rules.is_administrator(acting, water)
    assert not rules.may_invite(acting, water)
    assert not rules.may_manage_tokens(acting, water)
    assert not rules.is_moderator(acting, water)
    assert not rules.is_reviewer(acting, water)
    assert not rules.runs_the_instance(acting)


def test_what_has_ended_or_was_revoked_opens_nothing(water: Organisation, administrator: User) -> None:
    token, secret = create_token(administrator, water, name="site web")

    with pytest.raises(TokenRefused, match="unknown"):
        acting_with(secret + "x")
    with time_machine.travel(clock.now() + timedelta(days=366)), pytest.raises(TokenRefused, match="expired"):
        acting_with(secret)
    assert revoke_token(administrator, token)
    assert not revoke_token(administrator, token)
    with pytest.raises(TokenRefused, match="revoked"):
        acting_with(secret)
    assert Entry.objects.filter(action="token.revoked").count() == 1


def test_a_token_ends_within_two_years(water: Organisation, administrator: User) -> None:
    for days in (-1, 800):
        with pytest.raises(ValidationError):
            create_token(administrator, water, name="x", expires_at=clock.now() + timedelta(days=days))


def test_the_last_use_is_noted_once_an_hour(water: Organisation, administrator: User) -> None:
    _token, secret = create_token(administrator, water, name="site web")

    acting_with(secret)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        acting_with(secret)
    first = ApiToken.objects.get().last_used_at
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        acting_with(secret)

    assert len(queries) == 1
    assert first is not None
    assert ApiToken.objects.get().last_used_at > first


@pytest.mark.django_db(transaction=True)
def test_requests_made_at_once_are_all_counted(tmp_path: Path) -> None:
    person, body = UserFactory(), OrganisationFactory()
    token, secret = create_token(person, body, name="site web")
    url = database_url(tmp_path)
    script = (
        "from parvis.people.actions import tokens\n"
        "tokens.REQUESTS, tokens.WINDOW = 20, 10**9\n"
        f"token = tokens.acting_with({secret!r}).token\n"
        "print(sum(tokens.count_use(token).granted for _ in range(5)))"
    )

    granted = [int(line) for line in run_together(script, 6, url)]

    assert sum(granted) == 20
    assert token.pk


def test_the_allowance_says_what_is_left(water: Organisation, administrator: User) -> None:
    token, _secret = create_token(administrator, water, name="site web")

    allowance = count_use(token)

    assert (allowance.granted, allowance.left) == (True, REQUESTS - 1)
    assert 0 < allowance.seconds <= 600


def test_an_administrator_makes_a_token_and_sees_its_secret_once(
    client: Client, water: Organisation, administrator: User
) -> None:
    client.force_login(administrator)
    last = clock.today() + timedelta(days=90)
    sent = {"organisation": water.pk, "name": "site web", "scope": "write", "ends_on": last.isoformat()}

    made = client.post("/fr/organise/tokens/", sent)

    secret = re.search(r"parvis_[\w-]{40,}", made.content.decode())[0]
    assert acting_with(secret).organisation == water
    assert "no-store" in made["Cache-Control"]
    later = client.get("/fr/organise/tokens/").content.decode()
    assert secret not in later
    assert "site web" in later
    again = client.post("/fr/organise/tokens/", sent)
    assert "Un autre jeton de cet organisme porte ce nom." in again.content.decode()
    assert ApiToken.objects.count() == 1


def test_revoking_asks_once_more(client: Client, water: Organisation, administrator: User) -> None:
    token, secret = create_token(administrator, water, name="site web")
    client.force_login(administrator)

    asked = client.get(f"/fr/organise/tokens/{token.uid}/revoke/")
    assert acting_with(secret)
    done = client.post(f"/fr/organise/tokens/{token.uid}/revoke/", follow=True)

    assert "Révoquer" in asked.content.decode()
    assert "n’ouvre plus rien" in done.content.decode()
    with pytest.raises(TokenRefused):
        acting_with(secret)


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.CONTRIBUTOR, Role.MODERATOR])
def test_others_have_no_page_of_tokens(client: Client, water: Organisation, administrator: User, role: str) -> None:
    token, _secret = create_token(administrator, water, name="site web")
    person = UserFactory()
    grant_role(None, person, water, role)
    client.force_login(person)

    assert client.get("/fr/organise/tokens/").status_code == 403
    assert client.post(f"/fr/organise/tokens/{token.uid}/revoke/").status_code == 404
    assert not ApiToken.objects.get().revoked_at


def test_an_administrator_cannot_make_a_token_for_another_body(
    client: Client, water: Organisation, administrator: User
) -> None:
    client.force_login(administrator)

    client.post(
        "/fr/organise/tokens/",
        {"organisation": OrganisationFactory().pk, "name": "x", "scope": "write", "ends_on": "2027-01-01"},
    )

    assert not ApiToken.objects.exists()


def test_the_page_asks_as_much_for_one_token_as_for_nine(
    client: Client, water: Organisation, administrator: User
) -> None:
    client.force_login(administrator)
    create_token(administrator, water, name="1")
    counts = []
    for more in (range(0), range(2, 10)):
        for name in more:
            create_token(administrator, water, name=str(name))
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/fr/organise/tokens/").status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def test_a_token_that_ends_within_a_month_waits_for_its_administrators(
    water: Organisation, administrator: User
) -> None:
    create_token(administrator, water, name="longtemps")
    create_token(administrator, water, name="bientôt", expires_at=clock.now() + timedelta(days=10))
    organiser = UserFactory()
    grant_role(None, organiser, water, Role.ORGANISER)

    titles = [one.title for one in waiting_for(administrator, 10).oldest]

    assert titles == ["bientôt"]
    assert waiting_for(organiser, 10).count == 0


def test_what_is_no_longer_needed_is_forgotten(water: Organisation, administrator: User) -> None:
    token, _secret = create_token(administrator, water, name="site web")
    IdempotentRequest.objects.create(token=token, key="k", digest="", claim=token.uid)
    TokenUse.objects.create(token=token, window=0)

    with time_machine.travel(clock.now() + timedelta(days=2)):
        forget_old_requests()
    assert not IdempotentRequest.objects.exists()
    assert not TokenUse.objects.exists()
    assert ApiToken.objects.exists()
    with time_machine.travel(clock.now() + timedelta(days=800)):
        forget_old_requests()
    assert not ApiToken.objects.exists()


def test_a_person_takes_away_the_list_of_tokens_they_made(water: Organisation, administrator: User) -> None:
    create_token(administrator, water, name="site web")

    (row,) = export_of(administrator)["tokens"]["rows"]

    assert (row["organisation"], row["name"]) == ("Service de l’eau", "site web")


def test_nobody_can_log_in_as_a_token(water: Organisation, administrator: User) -> None:
    token, secret = create_token(administrator, water, name="site web")

    response = Client().get("/fr/organise/", headers={"Authorization": f"Bearer {secret}"})

    assert response.status_code == 302
    assert isinstance(acting_with(secret), Acting)
    assert not hasattr(acting_with(secret), "pk")
    assert token.pk
