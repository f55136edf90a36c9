"""Reviews of the demonstration: a design report and a mid-term one, published; a third whose draft takes comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from parvis.civics.proofs import one_time_signed, thumbprint
from parvis.commit.plans.models import Commitment, Plan, Text
from parvis.commit.reviews import actions
from parvis.commit.reviews.actions.publishing import asked, seal
from parvis.commit.reviews.document import document_of, instant
from parvis.commit.reviews.models import (
    AnswerKind,
    Comment,
    MethodVersion,
    Phase,
    Product,
    Recommendation,
    Review,
    Side,
)
from parvis.ground import clock
from parvis.ground.journal.actions import record
from parvis.people.models import Membership, Organisation, Role, User
from parvis.portal.demo.promises import POINT_OF_CONTACT

REVIEWER = "nora.belhassan@ambrelle.example"
OBSERVATORY = "Observatoire des services publics locaux"
METHOD = "local-2024"
DECLARATION = (
    "Je travaille pour l’Observatoire des services publics locaux, que la Ville d’Ambrelle ne finance pas. J’habite "
    "Ambrelle et paie ma facture d’eau comme tout le monde. Je n’ai pris part à l’écriture d’aucun engagement du plan."
)


@dataclass(frozen=True)
class Coded:
    indicator: str
    value: str
    justification: str
    source: str


@dataclass(frozen=True)
class Advised:
    text: str
    condition: str = ""
    answer: tuple[AnswerKind, str] | None = None


@dataclass(frozen=True)
class Reviewed:
    commitment: str  # its number in the plan
    heading: str
    phase: Phase
    coded: Sequence[Coded]
    summary: str
    advice: Sequence[Advised]
    comment: tuple[str, str] = ("", "")  # of the institution, and the reviewer's reply
    published: int | None = None  # days from the anchor; None: its draft takes comments


REVIEWS = (
    Reviewed(
        "1",
        "Revue de conception",
        Phase.DESIGN,
        (
            Coded("verifiable", "yes", "Chaque jalon nomme une pièce que l’on peut ouvrir : calendrier, ordre du jour, compte rendu.", "Texte adopté"),
            Coded("public-change", "yes", "Le texte dit qui saura quoi, et quand : l’ordre du jour sept jours avant la séance.", "Texte adopté"),
        ),
        "Un engagement précis, dont le public profite directement.",
        (Advised("Nommer, pour chaque instance, la personne qui publie."),),
        published=-300,
    ),
    Reviewed(
        "1",
        "Bilan à mi-parcours",
        Phase.MIDTERM,
        (
            Coded("completion", "limited", "Deux jalons échus sur trois sont tenus. Les comptes rendus de sept instances sur seize manquent encore, et deux ordres du jour sur dix sont parus la veille.", "Relevé des seize instances"),
        ),
        "La Ville publie plus qu’elle ne publiait. Elle se dit « bien avancée » ; le relevé ne le montre pas encore.",
        (
            Advised("Donner un secrétariat aux sept instances qui n’en ont pas.", "", (AnswerKind.ACCEPTED, "Le budget de l’an prochain en prévoit quatre.")),
            Advised("Publier le bilan des présences, avec les absences.", "Si les instances sont renouvelées en fin de mandat"),
        ),
        ("Neuf instances publient désormais leurs comptes rendus : les deux dernières l’ont fait pendant la revue.", "Vu et compté. La valeur ne change pas : l’échéance était passée."),
        published=-18,
    ),
    Reviewed(
        "7",
        "Bilan à mi-parcours",
        Phase.MIDTERM,
        (
            Coded("completion", "limited", "Deux quartiers sur six reçoivent la nouvelle facture. Elle tient en une page, et les mots techniques y sont expliqués.", "Trois factures reçues par des habitants"),
        ),
        "La nouvelle facture est bonne ; la plupart des abonnés l’attendent encore.",
        (Advised("Dire à chaque quartier quand il la recevra."),),
    ),
)  # fmt: skip


def write_reviews(anchor: date, bodies: Mapping[str, Organisation]) -> None:
    """Write, publish and open to comments what one reviewer concludes about the city's plan."""
    plan = Plan.objects.filter(standing="fictional", framework__kind="local").order_by("pk").first()
    if plan is None or plan.organisation is None:
        return
    nora = User.objects.get(email=REVIEWER)
    Membership.objects.get_or_create(user=nora, organisation=plan.organisation, role=Role.REVIEWER)
    for told in REVIEWS:
        commitment = Commitment.objects.select_related("plan__organisation", "plan__framework").get(
            plan=plan, number=told.commitment
        )
        write_review(anchor, bodies, nora, commitment, told)


def write_review(
    anchor: date, bodies: Mapping[str, Organisation], nora: User, commitment: Commitment, told: Reviewed
) -> Review:
    version = MethodVersion.objects.get(code=METHOD)
    review = actions.offer_mission(
        User.objects.get(email=POINT_OF_CONTACT), commitment.plan, commitment, account=nora, product=Product.LOCAL, phase=told.phase, version=version,
        heading=told.heading,
    )  # fmt: skip
    actions.accept_mission(nora, review, declaration=DECLARATION, name=nora.name, body=bodies.get(OBSERVATORY))
    text = Text.objects.filter(commitment=commitment, part="solution", language="fr").order_by("number").first()
    answers = {one.indicator: one for one in told.coded}
    for indicator in asked(review):
        one = answers[indicator.code]
        actions.code_indicator(
            nora, review, indicator, value=indicator.scale.get(code=one.value), justification=one.justification,
            sources=[{"title": one.source}], text=text,
        )  # fmt: skip
    actions.write_summary(nora, review, told.summary)
    made = [(actions.recommend(nora, review, one.text, one.condition), one) for one in told.advice]
    body = commitment.plan.organisation
    if told.published is None:
        at = max(clock.now(), datetime.combine(anchor, time(9), ZoneInfo("Europe/Paris")))
        return actions.open_comments(nora, review, at + timedelta(days=14))
    published_on(
        review, datetime.combine(anchor + timedelta(told.published), time(10), ZoneInfo("Europe/Paris")), told, body
    )
    for advice, one in made:
        if one.answer is not None and body is not None:
            advice = Recommendation.objects.select_related("review__plan").get(pk=advice.pk)
            actions.answer_recommendation(User.objects.get(email=POINT_OF_CONTACT), advice, body, *one.answer)
    return review


def published_on(review: Review, at: datetime, told: Reviewed, body: Organisation | None) -> None:
    """Seal the review as if on that day; a verb would seal it now, and its story would have no past."""
    said, replied = told.comment
    if said:
        Comment.objects.create(
            review=review, side=Side.INSTITUTION, organisation=body, body=said, at=at - timedelta(days=9), reply=replied,
            replied_at=at - timedelta(days=2),
        )  # fmt: skip
    Review.objects.filter(pk=review.pk).update(
        declared_at=at - timedelta(days=60),
        comments_open_at=at - timedelta(days=20),
        comments_close_at=at - timedelta(days=5),
    )
    review.refresh_from_db()
    document = document_of(review, at)
    data, key = one_time_signed(document, signer=review.reviewer, signed_at=instant(at))
    seal(review, document, data, at=at, kind="one-time", key=thumbprint(key))
    public = {"reviewer": review.reviewer, "digest": review.digest, "key": review.key}
    record(review.account, "review.published", "review", review.uid, public=public)
