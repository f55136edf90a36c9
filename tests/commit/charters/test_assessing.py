"""The self-declared lane: only a signatory writes in it, and nothing of it is erased."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from parvis.commit.charters import actions, rules
from parvis.commit.charters.models import AssessmentEvidence, SelfAssessment
from parvis.commit.charters.queries.charters import charter_page
from parvis.commit.charters.queries.signatories import signatory_page
from parvis.ground import clock
from tests.factories import CharterFactory, OrganisationFactory, member, signed_by

pytestmark = pytest.mark.django_db
PROOF = {"kind": "direct", "title": "Tableau des réponses", "url": "https://ambrelle.example/reponses"}


def taken_on(signatory):
    return signatory.version.pledges.get(side=signatory.side)


def test_kept_is_not_said_without_evidence() -> None:
    signatory = signed_by(OrganisationFactory(), CharterFactory())

    with pytest.raises(actions.EvidenceMissing):
        actions.assess(None, signatory, taken_on(signatory), "kept")

    assert not SelfAssessment.objects.exists()


def test_a_signatory_speaks_of_its_own_side_only() -> None:
    signatory = signed_by(OrganisationFactory(), CharterFactory())

    with pytest.raises(ValueError, match="took on"):
        actions.assess(None, signatory, signatory.version.pledges.get(side="civic"), "not-yet")


def test_the_last_word_stands_and_what_came_before_stays_below() -> None:
    charter = CharterFactory(slug="c")
    signatory = signed_by(OrganisationFactory(), charter)
    pledge = taken_on(signatory)
    actions.assess(None, signatory, pledge, "not-yet", text="Au printemps.")
    actions.assess(None, signatory, pledge, "kept", evidence=[PROOF])

    page = signatory_page("c", signatory.uid, None, "fr")
    whole = charter_page("c", None, "fr", clock.today())

    assert page is not None
    assert whole is not None
    (standing,) = page.pledges
    assert standing.now is not None
    assert standing.now.level == "kept"
    assert standing.now.evidence[0].title == "Tableau des réponses"
    assert [one.level for one in standing.before] == ["not-yet"]
    (public,) = [side for side in whole.sides if side.side == "public"]
    assert [(tally.level, tally.number) for tally in public.pledges[0].tallies] == [("kept", 1)]


def test_the_database_refuses_to_change_what_was_said() -> None:
    signatory = signed_by(OrganisationFactory(), CharterFactory())
    said = actions.assess(None, signatory, taken_on(signatory), "kept", evidence=[PROOF])

    for change in (
        lambda: SelfAssessment.objects.filter(pk=said.pk).update(level="not-yet"),
        lambda: AssessmentEvidence.objects.filter(assessment=said).update(url="https://x.example/"),
        lambda: AssessmentEvidence.objects.filter(assessment=said).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_author_may_be_erased_and_what_was_said_stays() -> None:
    body = OrganisationFactory()
    signatory = signed_by(body, CharterFactory())
    author = member(body, "organiser")
    said = actions.assess(author, signatory, taken_on(signatory), "partly")

    author.delete()

    said.refresh_from_db()
    assert (said.author, said.level) == (None, "partly")


def test_the_host_does_not_write_in_the_lane_of_its_signatories() -> None:
    charter, body = CharterFactory(), OrganisationFactory()
    signatory = signed_by(body, charter)

    assert rules.may_speak_for(member(body, "organiser"), signatory)
    assert not rules.may_speak_for(member(charter.host, "administrator"), signatory)
    assert rules.may_withdraw_signature(member(charter.host, "administrator"), signatory)


def test_a_body_that_withdrew_counts_no_more_but_is_read() -> None:
    charter = CharterFactory(slug="c")
    signatory = signed_by(OrganisationFactory(), charter)
    actions.assess(None, signatory, taken_on(signatory), "partly")
    actions.withdraw(None, signatory, clock.today())

    whole = charter_page("c", None, "fr", clock.today())
    page = signatory_page("c", signatory.uid, None, "fr")

    assert whole is not None
    assert page is not None
    assert (whole.signed, whole.withdrawn) == (0, 1)
    assert page.withdrawn
    assert page.pledges[0].now is not None
