"""What everybody reads of reviews: complete, counted, and only what may be seen."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.civics.proofs import verify
from parvis.commit.plans import addresses as plans
from parvis.commit.plans.models import Text
from parvis.commit.reviews import actions, addresses
from parvis.commit.reviews.content import GlanceRow, Judgement
from parvis.commit.reviews.models import MethodVersion
from parvis.commit.reviews.queries.comparison import comparison
from parvis.ground import clock
from tests.commit.reviews.test_importing import page as design_page
from tests.commit.reviews.world import (
    coded,
    commented,
    commitment_of,
    drafted,
    lead_of,
    published,
    reviewer_for,
)
from tests.factories import UserFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def commitment():
    return commitment_of()


@pytest.fixture
def reviewer(commitment):
    return reviewer_for(commitment)


def shown(client, address, **session):
    response = client.get(address)
    assert response.status_code == 200, address
    html = response.content.decode()
    assert "&lt;" not in html, address  # what is Markdown once is HTML once
    return html


def test_a_published_review_is_read_whole_in_both_languages(client, commitment, reviewer):
    review = published(commitment, reviewer)

    for language in ("fr", "en"):
        html = shown(client, addresses.review(review.slug, language))
        assert review.digest in html
        assert review.key in html
        assert "Cinq fichiers sur cinq sont publiés." in html
        assert "Je n’ai jamais travaillé pour la Ville." in html
        assert "Publier aussi les contrats." in html


def test_the_page_sets_no_cookie_and_carries_an_etag(client, commitment, reviewer):
    review = published(commitment, reviewer)

    response = client.get(addresses.review(review.slug, "fr"))

    assert not response.cookies
    assert response["ETag"]


def test_a_draft_is_its_authors_alone_until_it_is_open_to_comments(client, commitment, reviewer):
    review = coded(drafted(commitment, reviewer), reviewer)
    address = addresses.review(review.slug, "fr")
    lead = Client()
    lead.force_login(member(lead_of(commitment), "administrator"))
    own = Client()
    own.force_login(reviewer)

    assert [one.get(address).status_code for one in (client, lead, own)] == [404, 404, 200]

    actions.open_comments(reviewer, review, clock.now() + timedelta(days=3))
    assert [one.get(address).status_code for one in (client, lead, own)] == [200, 200, 200]


def test_a_review_of_a_promise_that_is_not_public_is_not_either(client, commitment, reviewer):
    review = published(commitment, reviewer)
    type(commitment).objects.filter(pk=commitment.pk).update(state="draft")

    assert client.get(addresses.review(review.slug, "fr")).status_code == 404
    assert client.get(addresses.file(review.slug)).status_code == 404
    assert review.heading not in shown(client, addresses.index("fr"))


def test_the_signed_file_is_served_as_it_was_signed(client, commitment, reviewer):
    review = published(commitment, reviewer)

    response = client.get(addresses.file(review.slug))

    assert response.content.decode() == review.file
    assert verify(response.content, key=review.key).holds()
    assert "attachment" in response["Content-Disposition"]


def test_somebody_with_an_account_comments_during_the_window(client, commitment, reviewer):
    review = coded(drafted(commitment, reviewer), reviewer)
    actions.open_comments(reviewer, review, clock.now() + timedelta(days=3))
    client.force_login(UserFactory(name="Lou Passant"))
    address = f"{addresses.review(review.slug, 'fr')}comment/"

    assert 'name="organisation"' not in shown(client, address)
    response = client.post(address, {"body": "Le fichier des travaux manque."})

    assert response.status_code == 302
    html = shown(Client(), addresses.review(review.slug, "fr"))
    assert "Lou Passant" in html
    assert "Le fichier des travaux manque." in html


def test_an_institution_comments_under_its_name(client, commitment, reviewer):
    review = coded(drafted(commitment, reviewer), reviewer)
    actions.open_comments(reviewer, review, clock.now() + timedelta(days=3))
    body = lead_of(commitment)
    client.force_login(member(body, "organiser"))

    client.post(
        f"{addresses.review(review.slug, 'fr')}comment/", {"body": "Le cinquième est paru.", "organisation": body.pk}
    )

    assert (review.comments.get().side, review.comments.get().organisation) == ("institution", body)


def test_nobody_speaks_for_a_body_that_is_not_theirs(client, commitment, reviewer):
    review = coded(drafted(commitment, reviewer), reviewer)
    actions.open_comments(reviewer, review, clock.now() + timedelta(days=3))
    client.force_login(UserFactory())

    client.post(
        f"{addresses.review(review.slug, 'fr')}comment/",
        {"body": "Tout va bien.", "organisation": lead_of(commitment).pk},
    )

    assert review.comments.get().side == "public"


def test_a_comment_that_comes_too_late_is_refused_and_keeps_its_words(client, commitment, reviewer):
    review = commented(coded(drafted(commitment, reviewer), reviewer), reviewer)
    client.force_login(UserFactory())

    response = client.post(f"{addresses.review(review.slug, 'fr')}comment/", {"body": "Trop tard, mais vrai."})

    assert response.status_code == 409
    assert "Trop tard, mais vrai." in response.content.decode()


def test_the_commitment_shows_both_lanes_and_both_boxes(client, commitment):
    actions.import_review(None, commitment, design_page(commitment))
    end = design_page(
        commitment,
        heading="Résumé de fin de période",
        product="transitional",
        phase="end",
        judgements=(
            Judgement("completion", "complete", words="terminé"),
            Judgement("early-results", absence="no-reviewer-data"),
        ),
        recommendations=(),
    )
    actions.import_review(None, commitment, end)
    actions.keep_glance(
        None,
        commitment,
        (
            GlanceRow("", "Statut", "", absence="not-published"),
            GlanceRow("results", "Premiers résultats", "pas de données", absence="no-reviewer-data"),
            GlanceRow("clarity", "Vérifiable", "Oui", value="yes"),
            GlanceRow("ambition", "Ambition", "Faible", value="low"),
            GlanceRow("completion", "Achèvement", "", absence="not-published"),
        ),
        language="fr",
    )

    html = shown(client, plans.commitment(commitment.plan.slug, commitment.slug, "fr"))

    assert "Achèvement\u202f: terminé" in html
    assert "la page la laisse vide, alors que sa revue répond" in html
    assert "Résumé de fin de période" in html
    assert html.count("state-late small") == 2  # the completion that differs, and the status left blank
    assert "Ne pas reprendre." in html
    assert "Si elle revient" in html


def test_scales_that_differ_are_never_set_against_each_other(client, commitment, reviewer):
    actions.import_review(None, commitment, design_page(commitment, day="2019"))
    later = design_page(
        commitment,
        heading="Revue du plan suivant",
        product="plan-review",
        version="irm-2021",
        judgements=(
            Judgement("verifiable", "no"),
            Judgement("potential-for-results", "modest"),
        ),
        day="2022-03",
        recommendations=(),
    )
    actions.import_review(None, commitment, later)

    rows = {row.label: row for row in comparison(commitment.uid, None, "en").rows}

    assert (rows["Clarity"].comparable, rows["Clarity"].verdict) == (True, "down by 1 step")
    assert (rows["Ambition"].comparable, rows["Ambition"].verdict) == (
        False,
        "not comparable: the scale changed",
    )
    html = shown(client, addresses.comparison(commitment.uid, "fr"))
    assert "non comparable\u202f: l’échelle a changé" in html


def test_what_a_method_says_of_an_older_scale_is_told_and_still_not_charted(commitment):
    older = design_page(
        commitment,
        heading="Rapport d’étape",
        product="progress",
        phase="midterm",
        version="irm-2011",
        judgements=(Judgement("specificity", "high"),),
    )
    actions.import_review(None, commitment, older)
    actions.import_review(None, commitment, design_page(commitment))

    row = next(row for row in comparison(commitment.uid, None, "en").rows if row.label == "Clarity")

    assert not row.comparable
    assert row.verdict == "another scale, on which “High” counts as “yes” under “Verifiable”: the same"


def test_a_text_written_after_the_review_is_pointed_out(client, commitment, reviewer):
    review = published(commitment, reviewer)
    assert "texte plus récent" not in shown(client, addresses.review(review.slug, "fr"))

    Text.objects.create(commitment=commitment, part="solution", language="fr", wording="later", body="Autrement.")
    caches["pages"].clear()  # written without a verb, hence without the entry that makes pages anew

    assert "texte plus récent" in shown(client, addresses.review(review.slug, "fr"))


def test_a_correction_leads_to_what_stands_and_the_first_is_still_read(client, commitment, reviewer):
    first = published(commitment, reviewer)
    second = actions.publish_with_one_time_key(reviewer, commented(actions.begin_correction(reviewer, first), reviewer))

    html = shown(client, addresses.review(first.slug, "fr"))

    assert addresses.review(second.slug, "fr") in html
    assert first.digest in html
    assert shown(client, addresses.index("fr")).count("review-method") == 1


def test_every_method_is_read_with_its_scales(client):
    assert "2011–2017" in shown(client, addresses.methods("fr"))
    for version in MethodVersion.objects.order_by("code"):
        for language in ("fr", "en"):
            html = shown(client, addresses.method(version.code, language))
            assert 'class="scale"' in html
    assert "non confirmé" in shown(client, addresses.method("irm-2021", "fr"))
    assert client.get(addresses.method("irm-1999", "fr")).status_code == 404


def test_lists_ask_as_much_for_three_as_for_thirty():
    commitment = commitment_of()
    for number in range(3):
        actions.import_review(None, commitment, design_page(commitment, heading=f"Rapport {number}"))

    def asked(address):
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as seen:
            shown(Client(), address)
        return len(seen)

    addresses_ = [
        addresses.index("fr"),
        addresses.comparison(commitment.uid, "fr"),
        plans.commitment(commitment.plan.slug, commitment.slug, "fr"),
    ]
    few = [asked(one) for one in addresses_]
    for number in range(3, 30):
        actions.import_review(None, commitment, design_page(commitment, heading=f"Rapport {number}"))
    many = [asked(one) for one in addresses_]

    assert few == many
    assert max(few) <= 12


def test_addresses_are_those_of_the_routes(commitment, reviewer):
    review = published(commitment, reviewer)

    assert reverse("reviews:index") == addresses.index()
    assert reverse("reviews:review", args=[review.slug]) == addresses.review(review.slug)
    assert reverse("reviews:methods") == addresses.methods()
    assert reverse("reviews:method", args=["irm-2018"]) == addresses.method("irm-2018")
    assert reverse("reviews:comparison", args=[commitment.uid]) == addresses.comparison(commitment.uid)
    assert reverse("review-file", args=[review.slug]) == addresses.file(review.slug)


@pytest.mark.parametrize(
    "address",
    [
        "/fr/reviews/?q=%00",
        "/api/v1/reviews?plan=%00",
        *(f"/api/v1/{room}/a%00b" for room in ("plans", "reviews", "laws", "charters", "events")),
    ],
)
def test_a_null_character_in_an_address_finds_nothing_and_breaks_nothing(client, address):
    assert client.get(address).status_code in (200, 404)
