"""The pages of who reviews and of who is reviewed, from the mission to the answer; nobody walks in another's."""

import json
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from parvis.civics.proofs import verify
from parvis.civics.proofs.signatures import from_base64url, to_base64url
from parvis.commit.plans.models import Evidence
from parvis.commit.reviews import actions, rules
from parvis.commit.reviews.actions.publishing import asked
from parvis.commit.reviews.models import Assessment, MethodVersion, Review
from parvis.commit.reviews.queries.desk import reviewers_for
from parvis.ground import clock
from parvis.people.actions.memberships import grant_role
from parvis.people.models import Organisation, Role, User
from parvis.people.todo import waiting_for
from tests.civics.proofs.passkey import Passkey
from tests.commit.reviews.world import (
    coded,
    commented,
    commitment_of,
    drafted,
    lead_of,
    offered,
    published,
    reviewer_for,
)
from tests.factories import OrganisationFactory, UserFactory, member
from tests.people.passkeys import register

pytestmark = pytest.mark.django_db


@pytest.fixture
def commitment():
    return commitment_of()


@pytest.fixture
def reviewer(commitment):
    return reviewer_for(commitment)


def logged(user):
    client = Client()
    client.force_login(user)
    return client


def url(name, *arguments):
    return reverse(f"reviews:{name}", args=arguments)


def test_a_mission_goes_from_the_offer_to_the_signature(commitment, reviewer):
    city = logged(member(commitment.plan.organisation, "organiser"))
    mine = logged(reviewer)
    version = MethodVersion.objects.get(code="local-2024")

    assert commitment.title.localize("fr") in city.get(url("desk")).content.decode()
    offer = {"account": reviewer.pk, "product": "local", "phase": "midterm", "version": version.pk}
    offer |= {"heading": "Bilan", "language": "fr"}
    assert city.post(url("offer", commitment.uid), offer).status_code == 302
    review = Review.objects.get()

    assert "Camille Rivière" in mine.get(url("mission", review.uid)).content.decode()
    taken = {"take": "yes", "name": "Camille Rivière", "declaration": "Rien ne me lie à la régie."}
    assert mine.post(url("mission", review.uid), taken).status_code == 302
    assert "Achèvement" in mine.get(url("mission", review.uid)).content.decode()

    form = mine.get(url("code", review.uid, "completion")).content.decode()
    assert "Terminé" in form
    assert "Pas de données de l’évaluateur" in form
    answer = {
        "answer": "v:limited",
        "justification": "Deux fichiers sur cinq.",
        "sources": "Portail, https://donnees.ambrelle.example/, 2026-11-20",
        "text": commitment.texts.get().pk,
    }
    assert mine.post(url("code", review.uid, "completion"), answer).status_code == 302
    (one,) = Assessment.objects.all()
    assert (one.value.code, one.text) == ("limited", commitment.texts.get())
    assert one.sources == [
        {"title": "Portail", "url": "https://donnees.ambrelle.example/", "consulted_on": "2026-11-20"}
    ]

    mine.post(url("conclusion", review.uid), {"summary": "À mi-chemin."})
    mine.post(url("recommend", review.uid), {"text": "Publier les contrats.", "condition": "Si un marché est passé"})
    until = (clock.today() + timedelta(days=14)).isoformat()
    assert mine.post(url("window", review.uid), {"until": until}).status_code == 302
    review.refresh_from_db()
    assert review.state == "comment"
    commented(review, reviewer)

    assert "usage unique" not in mine.get(url("sign", review.uid)).content.decode()
    done = mine.post(url("sign", review.uid), {"means": "one-time"})

    review.refresh_from_db()
    assert (done.status_code, review.state) == (302, "published")
    assert verify(review.file.encode()).holds()


def test_a_mission_is_declined(commitment, reviewer):
    review = offered(commitment, reviewer)

    logged(reviewer).post(url("mission", review.uid), {"decline": "yes"})

    review.refresh_from_db()
    assert review.state == "declined"


def test_an_answer_without_a_reason_is_sent_back_with_its_words(commitment, reviewer):
    review = drafted(commitment, reviewer)

    response = logged(reviewer).post(
        url("code", review.uid, "completion"), {"answer": "v:limited", "justification": "", "sources": "Le portail"}
    )

    assert response.status_code == 422
    assert "Le portail" in response.content.decode()
    assert Assessment.objects.count() == 0


def test_a_piece_of_evidence_is_cited_and_comes_back_in_the_form(commitment, reviewer):
    review = drafted(commitment, reviewer)
    proof = Evidence.objects.create(commitment=commitment, title="Cinq fichiers", url="https://donnees.example/")
    mine = logged(reviewer)

    mine.post(
        url("code", review.uid, "completion"),
        {"answer": "v:complete", "justification": "Vu.", "evidence": [proof.pk], "sources": ""},
    )

    assert Assessment.objects.get().sources == [
        {"title": "Cinq fichiers", "url": "https://donnees.example/", "evidence": str(proof.uid)}
    ]
    html = mine.get(url("code", review.uid, "completion")).content.decode()
    assert f'value="{proof.pk}"' in html
    assert "checked" in html


@pytest.mark.parametrize("name", ["mission", "dossier", "comments", "sign"])
def test_nobody_walks_in_the_draft_of_another(commitment, reviewer, name):
    review = coded(drafted(commitment, reviewer), reviewer)
    city, lead = commitment.plan.organisation, lead_of(commitment)

    for other in (
        member(city, "administrator"),
        member(lead, "administrator"),
        reviewer_for(commitment, name="Autre"),
        UserFactory(),
    ):
        assert logged(other).get(url(name, review.uid)).status_code == 403
    assert Client().get(url(name, review.uid)).status_code == 302


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("code", {"answer": "v:complete", "justification": "Tout va bien."}),
        ("conclusion", {"summary": "Tout va bien."}),
        ("recommend", {"text": "Continuer."}),
        ("window", {"until": "2099-01-01"}),
        ("sign", {"means": "one-time"}),
    ],
)
def test_a_lead_institution_posts_nothing_into_a_review(commitment, reviewer, name, sent):
    review = coded(drafted(commitment, reviewer), reviewer)
    before = list(review.assessments.values()), Review.objects.filter(pk=review.pk).values().get()
    arguments = (review.uid, "completion") if name == "code" else (review.uid,)

    response = logged(member(lead_of(commitment), "administrator")).post(url(name, *arguments), sent)

    assert response.status_code == 403
    assert (list(review.assessments.values()), Review.objects.filter(pk=review.pk).values().get()) == before


def test_the_dossier_shows_the_words_the_evidence_and_the_declared_lane(commitment, reviewer):
    review = drafted(commitment, reviewer)
    Evidence.objects.create(commitment=commitment, title="Cinq fichiers", url="https://donnees.example/")

    html = logged(reviewer).get(url("dossier", review.uid)).content.decode()

    assert "Publier les comptes en données ouvertes." in html
    assert "Cinq fichiers" in html


def test_comments_are_replied_to_or_set_aside(commitment, reviewer):
    review = coded(drafted(commitment, reviewer), reviewer)
    actions.open_comments(reviewer, review, clock.now() + timedelta(days=2))
    first = actions.comment(UserFactory(), review, "Il manque un fichier.")
    second = actions.comment(UserFactory(), review, "Une insulte.")
    mine = logged(reviewer)

    assert "Il manque un fichier." in mine.get(url("comments", review.uid)).content.decode()
    mine.post(url("reply", review.uid, first.uid), {f"r{first.pk}-reply": "Vu."})
    mine.post(url("reply", review.uid, second.uid), {"aside": "yes", f"s{second.pk}-reason": "Insulte."})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.reply, second.set_aside_reason) == ("Vu.", "Insulte.")


def test_what_is_lacking_is_said_and_nothing_is_signed(commitment, reviewer):
    review = drafted(commitment, reviewer)

    response = logged(reviewer).post(url("sign", review.uid), {"means": "one-time"})

    assert response.status_code == 409
    assert "Achèvement" in response.content.decode()
    review.refresh_from_db()
    assert review.state == "draft"


@pytest.fixture
def passkey(reviewer):
    """The reviewer's own, registered: a real browser does the same in tests/e2e."""
    made = Passkey()
    register(reviewer, made)
    return made


def asked_of(html):
    found = html.split('id="passkey-options" type="application/json">')[1].split("</script>")[0]
    kept = html.split('name="kept" value="')[1].split('"')[0]
    return json.loads(found)["request_options"]["publicKey"], kept


def response_of(passkey, asked):
    said = passkey.answer(from_base64url(asked["challenge"]), domain=asked["rpId"], origin=f"http://{asked['rpId']}")
    parts = {
        "authenticatorData": said.authenticator_data,
        "clientDataJSON": said.client_data,
        "signature": said.signature,
    }
    return json.dumps({"response": {name: to_base64url(part) for name, part in parts.items()}})


def test_a_review_is_signed_by_the_reviewers_own_passkey(commitment, reviewer, passkey):
    review = commented(coded(drafted(commitment, reviewer), reviewer), reviewer)
    mine = logged(reviewer)
    asked, kept = asked_of(mine.get(url("sign", review.uid)).content.decode())

    done = mine.post(
        url("sign", review.uid), {"means": "passkey", "kept": kept, "credential": response_of(passkey, asked)}
    )

    review.refresh_from_db()
    assert (done.status_code, review.signed_with) == (302, "passkey")
    assert verify(review.file.encode(), key=review.key).holds()


def test_an_answer_of_another_passkey_signs_nothing(commitment, reviewer, passkey):
    review = commented(coded(drafted(commitment, reviewer), reviewer), reviewer)
    mine = logged(reviewer)
    asked, kept = asked_of(mine.get(url("sign", review.uid)).content.decode())

    for sent in (
        {"kept": kept, "credential": response_of(Passkey(), asked)},
        {"kept": kept, "credential": "{}"},
        {"kept": "forged", "credential": response_of(passkey, asked)},
        {"kept": signing.dumps({"review": "another"}, salt="other"), "credential": response_of(passkey, asked)},
    ):
        assert mine.post(url("sign", review.uid), {"means": "passkey", **sent}).status_code == 409

    review.refresh_from_db()
    assert review.state == "comment"


def test_a_correction_begins_from_the_page_of_ones_review(commitment, reviewer):
    review = published(commitment, reviewer)

    response = logged(reviewer).post(url("correct", review.uid))

    draft = Review.objects.get(corrects=review)
    assert response["Location"].endswith(url("mission", draft.uid))
    assert draft.assessments.count() == review.assessments.count()
    assert logged(member(lead_of(commitment), "administrator")).post(url("correct", review.uid)).status_code == 403


def test_an_institution_answers_a_recommendation(commitment, reviewer):
    advice = published(commitment, reviewer).recommendations.get()
    body = lead_of(commitment)
    speaker = logged(member(body, "organiser"))

    assert "Publier aussi les contrats." in speaker.get(url("answer", advice.uid)).content.decode()
    sent = {"organisation": body.pk, "kind": "refused", "body": "Le secret des affaires s’y oppose."}
    assert speaker.post(url("answer", advice.uid), sent).status_code == 302

    assert advice.answers.get().kind == "refused"
    assert logged(reviewer).get(url("answer", advice.uid)).status_code == 403


def test_nobody_answers_for_a_body_that_is_not_theirs(commitment, reviewer):
    advice = published(commitment, reviewer).recommendations.get()
    speaker = logged(member(lead_of(commitment), "organiser"))

    sent = {"organisation": commitment.plan.organisation.pk, "kind": "accepted", "body": "Oui."}
    assert speaker.post(url("answer", advice.uid), sent).status_code == 422

    assert advice.answers.count() == 0


def test_what_waits_is_in_the_to_do_list(commitment, reviewer):
    offered(commitment, reviewer)
    draft = coded(drafted(commitment, reviewer), reviewer)
    actions.open_comments(reviewer, draft, clock.now() + timedelta(days=2))
    actions.comment(UserFactory(), draft, "Il manque un fichier.")
    published(commitment, reviewer)
    speaker = member(lead_of(commitment), "organiser")

    waiting = [one.verb for one in waiting_for(reviewer, 10).oldest]
    asked = [one.verb for one in waiting_for(speaker, 10).oldest]

    assert sorted(waiting) == ["L’accepter ou la décliner", "Y répondre"]
    assert "Y répondre" in asked


def test_who_writes_for_the_body_that_took_over_from_the_lead_does_not_judge_it(commitment, reviewer):
    former, between, heir = lead_of(commitment), OrganisationFactory(), OrganisationFactory()
    for body, taken_over_by in ((former, between), (between, heir)):
        Organisation.objects.filter(pk=body.pk).update(successor=taken_over_by)
    draft = drafted(commitment, reviewer)
    grant_role(None, reviewer, heir, Role.CONTRIBUTOR)
    judge = User.objects.get(pk=reviewer.pk)

    assert not rules.may_review_commitment(judge, commitment)
    assert not rules.may_review_plan(judge, commitment.plan)
    assert not list(reviewers_for(commitment.plan, commitment))
    with pytest.raises(actions.NotIndependent):
        actions.write_summary(judge, draft, "Tout va bien.")


def test_the_body_that_took_over_from_the_lead_answers_for_it(commitment, reviewer):
    heir = OrganisationFactory()
    Organisation.objects.filter(pk=lead_of(commitment).pk).update(successor=heir)
    advice = published(commitment, reviewer).recommendations.get()

    assert rules.may_answer(member(heir, "organiser"), advice)
    assert not rules.may_answer(member(OrganisationFactory(), "organiser"), advice)


def test_a_time_for_comments_that_was_announced_is_not_cut_short(commitment, reviewer):
    draft = coded(drafted(commitment, reviewer), reviewer)
    client, address = logged(reviewer), reverse("reviews:window", args=[draft.uid])
    day = clock.today() + timedelta(days=30)
    client.post(address, {"until": day.isoformat()})

    answer = client.post(address, {"until": (day - timedelta(days=29)).isoformat()}, follow=True)

    draft.refresh_from_db()
    assert clock.day_of(draft.comments_close_at) == day
    assert "plus de temps" in answer.content.decode()
    with pytest.raises(ValueError, match="cut short"):
        actions.open_comments(reviewer, draft, clock.now() + timedelta(seconds=1))
    client.post(address, {"until": (day + timedelta(days=1)).isoformat()})
    draft.refresh_from_db()
    assert clock.day_of(draft.comments_close_at) == day + timedelta(days=1)


def test_a_day_alone_is_no_source(commitment, reviewer):
    draft = drafted(commitment, reviewer)
    indicator = asked(draft)[0]
    value = indicator.scale.order_by("order").first()
    sent = {"answer": f"v:{value.code}", "justification": "Vu.", "sources": "Rapport, 2026-11-02\n2026-11-03"}

    answer = logged(reviewer).post(reverse("reviews:code", args=[draft.uid, indicator.code]), sent)

    assert answer.status_code == 422
    assert "Ligne 2" in answer.content.decode()


def test_what_was_sealed_since_one_looked_is_refused_and_breaks_nothing(commitment, reviewer, monkeypatch):
    review = published(commitment, reviewer)
    monkeypatch.setattr(rules, "may_assess", lambda user, one: True)  # as it was an instant before

    answer = logged(reviewer).post(reverse("reviews:sign", args=[review.uid]), {"means": "key"})

    assert answer.status_code == 403
