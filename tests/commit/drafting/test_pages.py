"""The institution's pages: written without a script, advised in the margin, refused with words, nothing lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from parvis.commit.plans import actions
from parvis.commit.plans.content import content_of
from parvis.commit.plans.models import Commitment, Evidence, Plan, ProgressReport
from parvis.ground.versions.queries import latest
from tests.commit.drafting.conftest import World, person
from tests.factories import CommitmentFactory, EventFactory, MilestoneFactory, OrganisationFactory, PlanFactory


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form_of(**given: Any) -> dict[str, Any]:
    """What a browser sends for a commitment with one lead and one milestone."""
    return {
        "base": "0",
        "title_fr": "Publier les comptes rendus",
        "number": "15",
        "solution_fr": "Publier sous quinze jours le compte rendu des 16 instances.",
        "public_change_fr": "Chacun pourra lire ce qui s’est décidé, et qui a voté quoi, quinze jours après.",
        "values": ["access-to-information"],
        "authority_fr": "official",
        "authority_en": "",
        "carried_over": "",
        "predecessor": "",
        "responsibilities-TOTAL_FORMS": "1",
        "responsibilities-INITIAL_FORMS": "0",
        "responsibilities-0-role": "lead",
        "responsibilities-0-who": "DGDP",
        "milestones-TOTAL_FORMS": "1",
        "milestones-INITIAL_FORMS": "0",
        "milestones-0-title_fr": "Ouvrir la page des séances",
        "milestones-0-number": "15.1",
        "milestones-0-due": "S2 2026",
        "do": "save",
        **given,
    }


def test_the_first_page_lists_what_one_answers_for_and_what_is_late(world: World) -> None:
    own = signed_in(world.lead).get(reverse("drafting:plans")).content.decode()
    assert "un jalon en retard" in own
    assert "14. Engagement" in own

    theirs = signed_in(world.contact).get(reverse("drafting:plans")).content.decode()
    assert "Plan" in theirs
    assert reverse("drafting:plan", args=[world.plan.uid]) in theirs


@pytest.mark.parametrize("rows", [1, 8])
def test_the_lists_cost_the_same_for_one_row_as_for_many(
    world: World, rows: int, django_assert_max_num_queries: Any
) -> None:
    from parvis.commit.plans.models import Responsibility

    for number in range(rows):
        plan = PlanFactory(organisation=world.city)
        one = CommitmentFactory(plan=plan)
        CommitmentFactory(plan=world.plan, number=f"9{number}")
        MilestoneFactory(commitment=one, due="2026-01")
        Responsibility.objects.create(commitment=one, role="lead", organisation=world.city)
    client = signed_in(world.contact)

    for address in (reverse("drafting:plans"), reverse("drafting:plan", args=[world.plan.uid])):
        with django_assert_max_num_queries(16):  # the page's own are 12 at most; session, account and roles besides
            assert client.get(address).status_code == 200


def test_a_plan_is_opened_edited_shown_and_adopted_without_a_script(world: World) -> None:
    client = signed_in(world.contact)
    answer = client.post(
        reverse("drafting:plan-new"),
        {
            "organisation": str(world.city.uid),
            "framework": str(world.framework.uid),
            "title_fr": "Deuxième plan",
            "first_day": "2026-01-01",
            "last_day": "2027-12-31",
        },
    )
    plan = Plan.objects.get(slug="deuxieme-plan")
    assert answer.status_code == 302
    assert not plan.published

    client.post(reverse("drafting:commitment-new", args=[plan.uid]), form_of())
    one = plan.commitments.get()
    assert content_of(one)["milestones"][0]["due"] == "2026-41"
    client.post(reverse("drafting:verb", args=[one.uid, "publish"]))
    page = client.get(reverse("drafting:adopt", args=[plan.uid])).content.decode()
    assert "15. Publier les comptes rendus" in page
    client.post(reverse("drafting:adopt", args=[plan.uid]), {"on": "2026-03-10", "note_fr": "Voté à l’unanimité."})

    plan.refresh_from_db()
    assert plan.published
    assert plan.versions.get().adopted
    assert client.get(reverse("drafting:plan", args=[plan.uid])).status_code == 200


def test_a_mistake_in_a_plan_loses_nothing(world: World) -> None:
    client = signed_in(world.contact)
    answer = client.post(
        reverse("drafting:plan-new"),
        {"organisation": str(world.city.uid), "framework": "", "title_fr": "Troisième plan", "first_day": "demain"},
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Troisième plan" in page
    assert "demain" in page
    assert not Plan.objects.filter(slug="troisieme-plan").exists()


def test_a_commitment_without_a_core_value_is_warned_about_in_the_margin(world: World) -> None:
    client = signed_in(world.contact)
    address = reverse("drafting:commitment-check-new", args=[world.plan.uid])

    warned = client.post(address, form_of(values=["technology-and-innovation"])).content.decode()
    sound = client.post(address, form_of()).content.decode()

    assert "m-values" in warned
    assert "pas pertinent" in warned
    assert "pas pertinent" not in sound
    assert not Commitment.objects.filter(number="15").exists()


def test_advice_stands_beside_the_milestone_it_is_about(world: World) -> None:
    client = signed_in(world.contact)
    typed = form_of(**{"milestones-0-title_fr": "Tenir le sommet dès 2018 Semester 2 2018", "milestones-0-due": "2018"})

    page = client.post(reverse("drafting:commitment-check-new", args=[world.plan.uid]), typed).content.decode()

    margin = page[page.index('id="m-milestones-0"') :]
    assert "sont collés" in margin


def test_an_error_holds_the_publication_back_and_says_so(world: World) -> None:
    client = signed_in(world.contact)
    client.post(reverse("drafting:commitment-new", args=[world.plan.uid]), form_of(**{"responsibilities-0-who": ""}))
    one = Commitment.objects.get(number="15")

    answer = client.post(reverse("drafting:verb", args=[one.uid, "publish"]))

    assert answer.status_code == 422
    assert "Nommer l’institution cheffe de file" in answer.content.decode()
    one.refresh_from_db()
    assert one.state == "draft"


def test_rows_are_added_moved_and_taken_away_without_a_script(world: World) -> None:
    client = signed_in(world.contact)
    address = reverse("drafting:commitment-new", args=[world.plan.uid])

    more = client.post(address, form_of(add="milestones"))
    assert more.status_code == 200
    assert 'name="milestones-1-title_fr"' in more.content.decode()
    assert "field-error" not in more.content.decode()
    fewer = client.post(address, form_of(remove="milestones-0"))
    assert 'name="milestones-0-title_fr"' not in fewer.content.decode()
    assert not Commitment.objects.filter(number="15").exists()


def test_a_body_that_the_register_does_not_know_is_said_beside_its_field(world: World) -> None:
    client = signed_in(world.contact)

    answer = client.post(
        reverse("drafting:commitment-new", args=[world.plan.uid]),
        form_of(**{"responsibilities-0-who": "Direction de nulle part"}),
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Aucun organisme du registre" in page
    assert "Direction de nulle part" in page


def test_opening_the_form_and_saving_it_changes_nothing(world: World) -> None:
    client = signed_in(world.contact)
    client.post(reverse("drafting:commitment-new", args=[world.plan.uid]), form_of())
    one = Commitment.objects.get(number="15")
    before, number = content_of(one), latest("commitment", one.uid).number  # type: ignore[union-attr]
    uid = before["milestones"][0]["uid"]

    client.post(
        reverse("drafting:commitment", args=[one.uid]),
        form_of(**{"base": str(number), "milestones-0-uid": uid}),
    )

    assert content_of(one) == before
    assert latest("commitment", one.uid).number == number  # type: ignore[union-attr]


def test_whoever_is_overtaken_keeps_what_was_typed(world: World) -> None:
    client = signed_in(world.contact)
    client.post(reverse("drafting:commitment-new", args=[world.plan.uid]), form_of())
    one = Commitment.objects.get(number="15")
    uid = content_of(one)["milestones"][0]["uid"]
    address = reverse("drafting:commitment", args=[one.uid])
    client.post(address, form_of(base="1", ambition_fr="Être lu.", **{"milestones-0-uid": uid}))

    answer = client.post(address, form_of(base="1", problem_fr="Personne ne sait.", **{"milestones-0-uid": uid}))

    assert answer.status_code == 409
    assert "Personne ne sait." in answer.content.decode()
    assert "Nadia Ferrand" in answer.content.decode()


def test_the_history_compares_and_goes_back(world: World) -> None:
    client = signed_in(world.contact)
    client.post(reverse("drafting:commitment-new", args=[world.plan.uid]), form_of())
    one = Commitment.objects.get(number="15")
    uid = content_of(one)["milestones"][0]["uid"]
    client.post(
        reverse("drafting:commitment", args=[one.uid]),
        form_of(base="1", solution_fr="Publier un jour.", **{"milestones-0-uid": uid}),
    )

    history = client.get(reverse("drafting:history", args=[one.uid])).content.decode()
    assert "Publier" in history
    assert "<ins>" in history
    restore = reverse("drafting:restore", args=[one.uid, 1])
    assert client.get(restore).status_code == 200
    client.post(restore, {"base": "2"})

    assert content_of(one)["solution_fr"].startswith("Publier sous quinze jours")


def test_the_preview_shows_and_keeps_nothing(world: World) -> None:
    client = signed_in(world.contact)

    answer = client.post(reverse("drafting:commitment-new", args=[world.plan.uid]), form_of(do="preview"))

    assert answer.status_code == 200
    assert "Publier les comptes rendus" in answer.content.decode()
    assert not Commitment.objects.filter(number="15").exists()


def report(**given: Any) -> dict[str, Any]:
    return {
        "what": "report",
        "report-milestone": "",
        "report-day": "2026-03-10",
        "report-completion": "limited",
        "report-body": "La page est ouverte.",
        "report-kind": "direct",
        **given,
    }


def test_the_lead_declares_progress_and_completed_needs_evidence(world: World) -> None:
    client = signed_in(world.lead)
    address = reverse("drafting:progress", args=[world.commitment.uid])
    assert client.get(address).status_code == 200

    refused = client.post(address, report(**{"report-completion": "complete"}))
    assert refused.status_code == 422
    assert "au moins une" in refused.content.decode()
    assert "La page est ouverte." in refused.content.decode()
    assert not ProgressReport.objects.exists()
    done = client.post(
        address,
        report(
            **{
                "report-completion": "complete",
                "report-milestone": str(world.late.uid),
                "report-title": "Relevé des séances",
                "report-file": SimpleUploadedFile("seances.csv", b"jour;instance\n"),
                "report-happened": "mars 2026",
            }
        ),
    )

    assert done.status_code == 302
    written = ProgressReport.objects.get()
    assert (written.milestone, written.organisation, written.completion) == (
        world.late,
        world.directorate,
        "complete",
    )
    assert written.proof is not None
    assert (written.proof.day, len(written.proof.digest)) == ("2026-03", 64)


def test_an_event_of_this_site_is_recognised_as_evidence(world: World) -> None:
    event = EventFactory(slug="sommet-2019", title="Sommet 2019")
    client = signed_in(world.lead)

    client.post(
        reverse("drafting:progress", args=[world.commitment.uid]),
        {
            "what": "bring",
            "bring-milestone": "",
            "bring-kind": "supporting",
            "bring-url": "https://ambrelle.example/en/agenda/sommet-2019/",
        },
    )

    piece = Evidence.objects.get()
    assert (piece.object_type, piece.object_uid, piece.url, piece.title) == ("event", event.uid, "", "Sommet 2019")
    page = client.get(reverse("drafting:progress", args=[world.commitment.uid])).content.decode()
    assert "/fr/agenda/sommet-2019/" in page


def test_a_supporting_body_brings_evidence_and_declares_nothing(world: World) -> None:
    from parvis.commit.plans.models import Responsibility

    body = OrganisationFactory()
    Responsibility.objects.create(commitment=world.commitment, role="supporting", organisation=body)
    client = signed_in(person(body))
    address = reverse("drafting:progress", args=[world.commitment.uid])

    assert client.post(address, report()).status_code == 403
    brought = client.post(
        address,
        {"what": "bring", "bring-kind": "direct", "bring-title": "Page", "bring-url": "https://ambrelle.example/x"},
    )

    assert brought.status_code == 302
    assert Evidence.objects.get().organisation == body


def test_those_who_write_and_adopt_read_what_waits_for_an_amendment(world: World) -> None:
    actions.publish_commitment(world.contact, world.commitment)
    actions.adopt_plan(world.contact, world.plan, on=date(2026, 3, 1))
    client, step = signed_in(world.contact), content_of(world.commitment)["milestones"][1]
    world.commitment.refresh_from_db()
    rows = [content_of(world.commitment)["milestones"][0], {**step, "due": "2027-06"}]
    actions.write_commitment(world.contact, world.commitment, {"milestones": rows})

    for address in (
        reverse("drafting:commitment", args=[world.commitment.uid]),
        reverse("drafting:adopt", args=[world.plan.uid]),
    ):
        html = client.get(address).content.decode()
        assert "2026</del>" in html, address
        assert "juin 2027</ins>" in html, address


def test_the_preview_of_an_adopted_commitment_is_what_it_says_once_amended(world: World) -> None:
    content = {"title_fr": "Publier", "responsibilities": [{"role": "lead", "organisation": str(world.city.uid)}]}
    one = actions.create_commitment(world.contact, world.plan, content)
    actions.publish_commitment(world.contact, one)
    actions.adopt_plan(world.contact, world.plan, on=date(2026, 3, 1))
    typed = {**form_of(title_fr="Publier mieux", do="preview"), "responsibilities-0-who": "Ville d’Ambrelle"}

    preview = signed_in(world.contact).post(reverse("drafting:commitment", args=[one.uid]), typed)

    assert preview.status_code == 200
    assert "Publier mieux" in preview.content.decode()
    one.refresh_from_db()
    assert (str(one.title.localize("fr")), one.awaiting) == ("Publier", {})


def test_evidence_is_set_aside_with_a_reason(world: World) -> None:
    client = signed_in(world.lead)
    address = reverse("drafting:progress", args=[world.commitment.uid])
    client.post(address, {"what": "bring", "bring-title": "Accueil", "bring-url": "https://ambrelle.example/"})
    piece = Evidence.objects.get()

    client.post(reverse("drafting:evidence-aside", args=[world.commitment.uid, piece.uid]), {"reason": ""})
    piece.refresh_from_db()
    assert piece.set_aside_at is None
    client.post(reverse("drafting:evidence-aside", args=[world.commitment.uid, piece.uid]), {"reason": "Une accueil."})

    piece.refresh_from_db()
    assert piece.set_aside_reason == "Une accueil."
    assert "<s>Accueil</s>" in client.get(address).content.decode()


def test_a_reviewer_reads_no_desk_and_writes_nothing(world: World) -> None:
    client = signed_in(world.reviewer)

    for address in (
        reverse("drafting:plans"),
        reverse("drafting:progress", args=[world.commitment.uid]),
        reverse("drafting:commitment", args=[world.commitment.uid]),
    ):
        assert client.get(address).status_code == 403
    assert client.post(reverse("drafting:progress", args=[world.commitment.uid]), report()).status_code == 403
    assert not ProgressReport.objects.exists()


def test_a_commitment_is_withdrawn_and_handed_over_on_pages_that_say_what_follows(world: World) -> None:
    client = signed_in(world.contact)
    hand_over = reverse("drafting:verb", args=[world.commitment.uid, "hand-over"])
    assert "Qui le pilote" in client.get(hand_over).content.decode()
    client.post(hand_over, {"body": "Ville d’Ambrelle", "on": "2026-03-12"})
    assert world.commitment.responsibilities.filter(organisation=world.city, role="lead").exists()

    withdraw = reverse("drafting:verb", args=[world.commitment.uid, "withdraw"])
    assert client.post(withdraw, {"on": "2026-03-12", "reason": ""}).status_code == 422
    client.post(withdraw, {"on": "2026-03-12", "reason": "Le budget a été retiré."})

    world.commitment.refresh_from_db()
    assert world.commitment.withdrawal_reason == "Le budget a été retiré."
