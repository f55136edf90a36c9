"""A table brought in by a page: its columns named, its rows shown, a decision, and what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.commit.exchange import actions
from parvis.commit.exchange.models import BroughtTable, TableState
from parvis.commit.plans.models import Commitment
from parvis.people.models import Membership
from parvis.people.todo import waiting_for
from tests.commit.exchange.tables import HEADER, WHOLE, many, plan_with_writer
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
HOME = "/fr/organise/tables/"


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def brought(client: Client, plan: Any, content: str | bytes, **said: Any) -> BroughtTable:
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("engagements.csv", data)
    answer = client.post(HOME, {"file": file, "plan": plan.pk, "language": "fr", **said})
    assert answer.status_code == 302, answer.content.decode()
    return BroughtTable.objects.latest("pk")


def page_of(table: BroughtTable) -> str:
    return f"{HOME}{table.uid}/"


def columns_of(page: Any) -> dict[str, str]:
    """The page's own choices, as its button would send them."""
    form = page.context["form"]
    found = {field.html_name: field.initial or "" for field in form.columns()}
    return {**found, "list_separator": "|", "language": "fr", "act": "columns"}


def test_a_table_goes_from_its_columns_to_its_rows_to_the_plan() -> None:
    plan, user = plan_with_writer()
    client = signed_in(user)

    table = brought(client, plan, many(10, 5).encode("cp1252"))
    naming = client.get(page_of(table))
    client.post(page_of(table), columns_of(naming))
    shown = client.get(page_of(table))

    page = shown.content.decode()
    assert not Commitment.objects.exists()
    assert "Windows-1252" in page
    assert "Ligne 6" in page
    assert "Ligne 11" in page
    client.post(page_of(table), {"act": "good"})
    table.refresh_from_db()
    assert (table.state, Commitment.objects.count()) == (TableState.DONE, 8)
    assert "engagements écrits" in client.get(page_of(table)).content.decode()


def test_the_guesses_are_shown_and_a_person_changes_them() -> None:
    plan, user = plan_with_writer()
    client = signed_in(user)
    table = brought(client, plan, "Nom,Chose\nOuvrir,Publier tout.\n")

    naming = client.get(page_of(table))
    assert "non reconnue" in naming.content.decode()
    client.post(page_of(table), {**columns_of(naming), "column_1": "solution"})
    client.post(page_of(table), {"act": "write"})

    assert Commitment.objects.get().texts.get().body == "Publier tout."


def test_two_columns_that_say_the_same_are_refused_and_the_choices_kept() -> None:
    plan, user = plan_with_writer()
    client = signed_in(user)
    table = brought(client, plan, "Nom,Chose\nOuvrir,Publier.\n")

    answer = client.post(page_of(table), {**columns_of(client.get(page_of(table))), "column_1": "title"})

    assert answer.status_code == 200
    assert "gardez-en une" in answer.content.decode()
    assert answer.context["form"]["column_1"].value() == "title"


def test_a_mapping_file_is_kept_and_used_again() -> None:
    plan, user = plan_with_writer()
    client = signed_in(user)
    first = brought(client, plan, "Nom,Chose\nOuvrir,Publier.\n")
    client.post(page_of(first), {**columns_of(client.get(page_of(first))), "column_1": "ambition"})
    kept = client.get(f"{page_of(first)}columns.toml").content

    second = brought(client, plan, "Nom,Chose\nFermer,Ranger.\n", mapping=SimpleUploadedFile("m.toml", kept))

    assert client.get(page_of(second)).context["form"]["column_1"].value() == "ambition"


def test_results_of_a_decidim_say_themselves_what_they_hold() -> None:
    plan, user = plan_with_writer()
    client = signed_in(user)
    data = (
        "id;parent/id;title/fr;start_date;end_date;progress;reference\n1;;Ouvrir;;;;R1\n2;1;Choisir;;2026-05-01;;R2\n"
    )

    table = brought(client, plan, data)

    assert table.state == TableState.READ
    client.post(page_of(table), {"act": "write"})
    one = Commitment.objects.get()
    assert (one.external_id, one.milestones.get().due) == ("R1", "2026-05-01")


def test_rows_to_correct_are_given_back_with_why() -> None:
    plan, user = plan_with_writer()
    client = signed_in(user)
    table = brought(client, plan, many(10, 5))
    client.post(page_of(table), columns_of(client.get(page_of(table))))

    lines = b"".join(client.get(f"{page_of(table)}to-correct.csv").streaming_content).decode("utf-8-sig").splitlines()

    assert [line.partition(";")[0] for line in lines] == ["id", "FR0005", "FR0010"]
    assert "31/02/2027" in lines[1]
    assert "n’est pas une date lisible" in lines[1]


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"PK\x03\x04...", "classeur"), (b"titre\n", "aucune ligne"), (b'{"events": []}', "Decidim")],
)
def test_a_file_that_is_no_table_gets_one_sentence_beside_its_field(content: bytes, says: str) -> None:
    plan, user = plan_with_writer()

    answer = signed_in(user).post(
        HOME, {"file": SimpleUploadedFile("x.csv", content), "plan": plan.pk, "language": "fr"}
    )

    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert not BroughtTable.objects.exists()


def test_nobody_brings_a_table_into_the_plan_of_others() -> None:
    plan, user = plan_with_writer()
    stranger = UserFactory()
    Membership.objects.create(user=stranger, organisation=OrganisationFactory(), role="organiser")
    table = brought(signed_in(user), plan, HEADER + WHOLE)

    answer = signed_in(stranger).post(
        HOME, {"file": SimpleUploadedFile("x.csv", b"titre;fin\na;b\n"), "plan": plan.pk, "language": "fr"}
    )

    assert answer.status_code == 200
    assert BroughtTable.objects.count() == 1
    for address in (page_of(table), f"{page_of(table)}columns.toml", f"{page_of(table)}to-correct.csv"):
        assert signed_in(stranger).get(address).status_code == 403


def test_of_two_who_decide_one_does_and_the_other_is_told() -> None:
    plan, user = plan_with_writer()
    client = signed_in(user)
    table = brought(client, plan, HEADER + WHOLE)
    client.post(page_of(table), columns_of(client.get(page_of(table))))

    client.post(page_of(table), {"act": "write"})
    answer = client.post(page_of(table), {"act": "write"}, follow=True)

    assert Commitment.objects.count() == 1
    assert "avant vous" in answer.content.decode()


def test_all_or_nothing_says_why_nothing_was_written() -> None:
    plan, user = plan_with_writer()
    client = signed_in(user)
    table = brought(client, plan, many(10, 5))
    client.post(page_of(table), columns_of(client.get(page_of(table))))

    client.post(page_of(table), {"act": "write"})

    table.refresh_from_db()
    assert table.state == TableState.FAILED
    assert "Ligne 6" in table.failure
    assert not Commitment.objects.exists()
    client.post(page_of(table), {"act": "good"})
    assert Commitment.objects.count() == 8


def test_whoever_lost_the_role_meanwhile_writes_nothing() -> None:
    plan, user = plan_with_writer()
    client = signed_in(user)
    table = brought(client, plan, HEADER + WHOLE)
    client.post(page_of(table), columns_of(client.get(page_of(table))))
    BroughtTable.objects.update(state=TableState.DECIDED)
    Membership.objects.filter(user=user).delete()

    actions.write_table(BroughtTable.objects.select_related("plan__organisation", "by").get())

    table.refresh_from_db()
    assert table.state == TableState.FAILED
    assert not Commitment.objects.exists()


def test_a_table_that_waits_is_on_the_to_do_list_until_it_is_set_aside() -> None:
    plan, user = plan_with_writer()
    client = signed_in(user)
    table = brought(client, plan, HEADER + WHOLE)

    assert "engagements.csv" in [one.title for one in waiting_for(user, 10).oldest]
    client.post(page_of(table), {"act": "set-aside"})
    assert "engagements.csv" not in [one.title for one in waiting_for(user, 10).oldest]


def test_files_and_rows_are_erased_after_thirty_days() -> None:
    plan, user = plan_with_writer()
    client = signed_in(user)
    table = brought(client, plan, HEADER + WHOLE)
    client.post(page_of(table), columns_of(client.get(page_of(table))))

    with time_machine.travel("2026-12-26T10:00:00+00:00", tick=False):
        assert actions.erase_old() == 1
        assert actions.erase_old() == 0

    table.refresh_from_db()
    assert (bytes(table.content), table.rows, table.state) == (b"", [], TableState.SET_ASIDE)
    assert client.get(page_of(table)).status_code == 200


def test_a_worker_that_died_is_told() -> None:
    plan, user = plan_with_writer()
    table = brought(signed_in(user), plan, HEADER + WHOLE)
    BroughtTable.objects.update(state=TableState.DECIDED, moved_at=table.moved_at - timedelta(hours=4))

    assert actions.give_up_lost() == 1
    table.refresh_from_db()
    assert table.state == TableState.FAILED


def test_the_page_of_three_rows_asks_what_the_page_of_ninety_does() -> None:
    plan, user = plan_with_writer()
    client = signed_in(user)

    def counted(number: int) -> int:
        table = brought(client, plan, many(number, 50))
        client.post(page_of(table), columns_of(client.get(page_of(table))))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page_of(table)).status_code == 200
        return len(seen)

    few = counted(3)
    assert counted(90) == few
    assert few <= 12


def test_a_plan_offers_its_downloads_on_its_page() -> None:
    plan, _user = plan_with_writer()

    page = Client().get(f"/en/commitments/{plan.slug}/").content.decode()

    for suffix in ("csv", "html", "md", "jsonld", "popolo.json"):
        assert f'href="/commitments/{plan.slug}/export.{suffix}?lang=en"' in page
