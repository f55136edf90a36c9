"""The demonstration: the same day gives the same season, a draft is nowhere, and its doors are shut elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from parvis.commit.law.models import Decree, LegalText, Provision
from parvis.commit.law.queries import law_page
from parvis.convene.agenda.models import Edition, Event, Session
from parvis.convene.editing.findings import findings_of
from parvis.convene.registration.letters import send_owed
from parvis.convene.submissions.models import Submission
from parvis.ground.mail.models import OutboxMessage
from parvis.ground.themes.models import Term
from parvis.portal.demo import ambrelle, archive, programme, season
from parvis.portal.demo.load import load

ANCHOR = date(2026, 3, 12)


def test_the_same_anchor_draws_the_same_month() -> None:
    assert season.innovation_month(ANCHOR) == season.innovation_month(ANCHOR)
    assert season.innovation_month(ANCHOR) != season.innovation_month(ANCHOR + timedelta(1))


@pytest.mark.parametrize("anchor", [date(2024, 2, 29), date(2026, 3, 28), date(2026, 10, 25), date(2026, 12, 31)])
def test_a_month_is_whole_on_any_day_of_the_year(anchor: date) -> None:
    first, last = season.month_bounds(anchor)

    events = season.innovation_month(anchor)

    assert len(events) == season.MONTH_EVENTS
    assert len({event.slug for event in events}) == season.MONTH_EVENTS
    assert {event.organiser for event in events} == {name for name, _, _ in ambrelle.ORGANISATIONS}
    assert all(first <= event.start_day <= event.end_day <= last for event in events)


def test_what_is_written_by_hand_shows_every_status() -> None:
    statuses = {event.status for event in season.around(ANCHOR)}

    assert statuses == {"scheduled", "rescheduled", "moved-online", "postponed", "full", "cancelled"}
    assert any(event.start_day == ANCHOR for event in season.around(ANCHOR))
    assert len(programme.PROGRAMME) == len({event.slug for event in season.around(ANCHOR)})


def test_the_archive_proves_everything_it_says() -> None:
    for event in archive.EVENTS:
        assert event.standing == "documented"
        assert event.sources
        assert all(len(figure) == 4 for figure in event.figures)  # a figure names its source


@pytest.fixture(scope="module")
def season_loaded(django_db_setup, django_db_blocker) -> Iterator[int]:
    """The demonstration, loaded once for this file: each test takes back what it did, the last one the whole."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load(ANCHOR)
        transaction.set_rollback(True)


@pytest.fixture
def loaded(season_loaded: int, db) -> int:
    return season_loaded


def test_the_demonstration_fills_an_instance(loaded: int, client: Client) -> None:
    # everything is published but a draft and what the month's host has not accepted; the archive stands apart
    assert Event.objects.count() == loaded
    assert Event.objects.filter(state="published").count() == loaded - 1 - 6
    assert Event.objects.filter(standing="documented").count() == len(archive.EVENTS)
    assert Session.objects.filter(event__slug="programme-ministeriel-pgo-2016").count() == 9
    assert Edition.objects.filter(series__slug="govtech-summit").count() == 3
    assert not Term.objects.filter(vocabulary="format", code="").exists()

    for path in (
        "/fr/",
        "/en/",
        "/fr/agenda/",
        "/fr/documents/",
        "/fr/search/?q=berges",
        "/fr/agenda/berges-de-l-ambre/",
    ):
        assert client.get(path).status_code == 200, path
    assert client.get("/fr/agenda/brouillon-carnaval/").status_code == 404
    assert b"Carnaval" not in client.get("/fr/search/?q=carnaval").content.replace(b"carnaval", b"")


def test_the_months_host_has_a_queue_with_findings_and_has_refused_with_a_reason(
    loaded: int, client: Client, settings
) -> None:
    settings.DEMO = True
    client.post("/fr/demo/roles/", {"role": "moderator"})

    desk = client.get("/fr/organise/").content.decode()
    queue = client.get("/fr/organise/submissions/").content.decode()

    assert "Relevé des rampes du Pont-Neuf" in desk
    assert "Réparer la piste du quai" in queue
    wrong = Event.objects.get(title="Relevé des rampes du Pont-Neuf")
    late = Event.objects.get(title="Réparer la piste du quai : essai à vélo")
    assert any(one.stops for one in findings_of(wrong, today=ANCHOR))
    assert findings_of(late, today=ANCHOR)
    refused = Submission.objects.get(state="refused")
    assert refused.reason.code == "commercial"
    assert Submission.objects.filter(state="accepted", event__state="published").count() == 1


def test_the_roles_and_the_outbox_are_not_found_on_a_real_instance(db, client: Client, settings) -> None:
    settings.DEMO = False

    for path in ("/fr/demo/roles/", "/fr/demo/outbox/"):
        assert client.get(path).status_code == 404
    assert client.post("/fr/demo/roles/", {"role": "administrator"}).status_code == 404


def test_a_ticket_in_the_outbox_is_shown_with_its_code(loaded: int, client: Client, settings) -> None:
    settings.DEMO = True
    settings.EMAIL_BACKEND = "parvis.ground.mail.outbox.OutboxBackend"
    send_owed()
    mail = OutboxMessage.objects.exclude(attachments=[]).latest("pk")
    page = reverse("portal:demo-message", args=[mail.uid])
    picture = reverse("portal:demo-attachment", args=[mail.uid, 1])

    assert f'src="{picture}"' in client.get(page).text
    answer = client.get(picture)
    assert (answer["Content-Type"], answer.content[:4]) == ("image/png", b"\x89PNG")
    assert answer["Content-Disposition"].startswith("inline")
    assert client.get(reverse("portal:demo-attachment", args=[mail.uid, 9])).status_code == 404
    settings.DEMO = False
    assert client.get(picture).status_code == 404


def test_a_role_is_taken_and_left_without_a_password(loaded: int, client: Client, settings) -> None:
    settings.DEMO = True

    taken = client.post("/fr/demo/roles/", {"role": "contributor"})

    assert taken.status_code == 302
    assert client.get("/fr/account/").status_code == 200
    client.post("/fr/demo/roles/", {"role": "visitor"})
    assert "_auth_user_id" not in client.session


def test_the_administrator_is_in_staff_mode_after_one_click_and_the_organiser_has_no_back_office(
    loaded: int, client: Client, settings
) -> None:
    settings.DEMO = True

    client.post("/fr/demo/roles/", {"role": "administrator"})
    assert client.get("/fr/admin/agenda/event/").status_code == 200
    assert "n’importe qui peut prendre ce rôle" in client.get("/fr/").content.decode()
    client.post("/fr/demo/roles/", {"role": "organiser"})

    assert client.get("/fr/admin/agenda/event/", follow=True).status_code == 403
    assert client.get("/fr/organise/").status_code == 200


def test_the_law_of_2016_says_no_more_than_what_was_verified(loaded: int) -> None:
    law = LegalText.objects.select_related("plan").get(plan__standing="documented")

    measures = law.plan.commitments.all()

    assert law.number == "2016-1321"
    assert measures.count() == 7
    decrees = Decree.objects.filter(measure__in=measures).select_related("source")
    assert sorted(one.number for one in decrees if one.number) == ["2016-1922", "2017-330"]
    assert all(one.source or one.standing == "not-looked-up" for one in decrees)
    assert all(article.source for article in Provision.objects.filter(measure__in=measures).select_related("source"))


def test_the_deliberation_of_ambrelle_shows_a_measure_in_each_state_but_repealed(loaded: int) -> None:
    page = law_page("donnees-et-algorithmes-d-ambrelle", None, "fr", ANCHOR)

    assert page is not None
    assert {one.code for one in page.counts} == {"awaited", "published", "no-decree", "applied", "not-in-force"}


def test_the_next_plan_takes_proposals_on_the_day_of_the_demonstration(loaded: int) -> None:
    from parvis.commit.drafting.models import CoCreation

    one = next(one for one in CoCreation.objects.select_related("plan").order_by("pk") if one.is_open(ANCHOR))

    assert one.plan.standing == "fictional"
    assert one.contributions.filter(stage="public").count() == 3
    page = Client().get(f"/fr/cocreation/{one.plan.slug}/propose/")
    assert page.status_code == 200
