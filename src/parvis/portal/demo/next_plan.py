"""Ambrelle's next action plan, open to proposals on the day of the demonstration. Everything is invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from parvis.commit.drafting.models import CoCreation, Contribution, Criterion, Stage, StepKind, TimelineStep
from parvis.commit.plans import actions
from parvis.commit.plans.models import Plan
from parvis.people.models import Organisation, User
from parvis.portal.demo.proposals import CRITERIA, FORUM, POINT_OF_CONTACT, Both, both, moment

ANNOUNCED, FIRST, LAST = -30, -12, 24
TITLE: Both = ("Prochain plan d’action, {}–{}", "Next action plan, {}–{}")
SUMMARY: Both = (
    "Rien n’est encore écrit : les propositions des habitantes et des habitants viennent d’abord.",
    "Nothing is written yet: what residents propose comes first.",
)
INVITATION: Both = (
    "Le plan en cours finit l’an prochain. Que faut-il tenir ensuite ? Dites ce qui changerait, pour qui, et comment on le verrait.",
    "The present plan ends next year. What should be kept after it? Say what would change, for whom, and how anybody would see it.",
)
STEPS: tuple[tuple[StepKind, int, Both], ...] = (
    (StepKind.OUTREACH, -28, ("Un courrier dans chaque boîte, en quatre langues", "A letter in each box, in four languages")),
    (StepKind.MEETING, -5, ("Atelier ouvert, maison du Vieux-Port", "Open workshop, Vieux-Port house")),
    (StepKind.MEETING, 12, ("Atelier ouvert, gymnase Alice-Milliat", "Open workshop, Alice-Milliat gymnasium")),
    (StepKind.DRAFT, 120, ("Projet de plan à commenter", "Draft plan to comment on")),
    (StepKind.ADOPTION, 200, ("Vote du conseil municipal", "Vote of the city council")),
)  # fmt: skip
# (title, what is proposed, day, who signs, whether everybody reads it already)
PROPOSED: tuple[tuple[str, str, int, str, bool], ...] = (
    (
        "Dire où part l’argent de chaque école",
        "Un tableau par école, chaque année, avec les travaux demandés et ceux qui sont faits.",
        -11,
        "Parents d’élèves de l’école du Moulin",
        True,
    ),
    ("Publier les temps d’attente aux guichets", "Par guichet et par heure, pour choisir quand venir.", -9, "", True),
    (
        "Un compte rendu en langue des signes",
        "Au moins pour les séances du conseil : les sous-titres ne suffisent pas.",
        -4,
        "Nadège T.",
        True,
    ),
    ("Des bancs à l’ombre", "Dire avant chaque été où ils seront, et pourquoi là.", -1, "", False),
)


def write_next_plan(anchor: date, bodies: Mapping[str, Organisation], plan: Plan) -> CoCreation:
    """Open the next plan of the same framework to proposals: three are public, one waits to be read."""
    actor, year = User.objects.get(email=POINT_OF_CONTACT), anchor.year
    content = {
        f"title_{code}": words.format(year + 2, year + 4) for code, words in zip(("fr", "en"), TITLE, strict=True)
    }
    content |= {f"summary_{code}": words for code, words in zip(("fr", "en"), SUMMARY, strict=True)}
    content |= {
        "member": "Ambrelle", "number": "3", "framework": str(plan.framework.uid),
        "first_day": date(year + 2, 1, 1).isoformat(), "last_day": date(year + 4, 12, 31).isoformat(),
    }  # fmt: skip
    fresh = actions.create_plan(actor, bodies["Direction de la participation"], content)
    Plan.objects.filter(pk=fresh.pk).update(standing=plan.standing)
    actions.publish_plan(actor, fresh)
    one = CoCreation.objects.create(
        plan=fresh,
        invitation=both(INVITATION),
        forum_rules=both(FORUM),
        first_day=anchor + timedelta(days=FIRST),
        last_day=anchor + timedelta(days=LAST),
        answer_within=60,
        announced_at=moment(anchor, ANNOUNCED),
        contact="plan@ambrelle.example",
    )
    for kind, day, label in STEPS:
        TimelineStep.objects.create(cocreation=one, kind=kind, day=anchor + timedelta(days=day), label=both(label))
    for order, (label, said) in enumerate(CRITERIA, start=1):
        Criterion.objects.create(cocreation=one, label=both(label), explanation=both(said), order=order)
    for number, (title, body, day, signature, shown) in enumerate(PROPOSED, start=1):
        Contribution.objects.create(
            cocreation=one,
            number=number,
            title=title,
            body=body,
            signature=signature,
            stage=Stage.PUBLIC if shown else Stage.WAITING,
            submitted_at=moment(anchor, day),
        )
    return one
