"""How Ambrelle's action plan was made with its residents: what they proposed, and the answers. Everything is invented.

Days count from the anchor. Moments of the past are written as they would have been then: the verbs write only now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from i18nfield.strings import LazyI18nString

from parvis.commit.drafting.actions import link_meeting
from parvis.commit.drafting.models import (
    Answer,
    CoCreation,
    Contribution,
    Criterion,
    Outcome,
    Stage,
    StepKind,
    TimelineStep,
)
from parvis.commit.plans.models import Plan
from parvis.convene.agenda.models import Event
from parvis.disclose.links.models import Link, Relation, Standing
from parvis.ground.identifiers import Ref
from parvis.people.models import User

Both = tuple[str, str]  # French, English
ZONE = ZoneInfo("Europe/Paris")
POINT_OF_CONTACT = "lucile.ferrandon@ambrelle.example"
ANNOUNCED, FIRST, LAST = -520, -500, -470
INVITATION: Both = (
    "Que doit promettre Ambrelle pour les trois ans qui viennent ? Dites ce qui changerait, et pour qui.",
    "What should Ambrelle promise for the next three years? Say what would change, and for whom.",
)
FORUM: Both = (
    "Douze sièges, dont six pour des habitantes et des habitants tirés au sort. Deux séances publiques par an au moins.",
    "Twelve seats, six of them for residents drawn by lot. Two public meetings a year at least.",
)
STEPS: tuple[tuple[StepKind, int, Both], ...] = (
    (StepKind.OUTREACH, -515, ("Affiches dans les six maisons de quartier", "Posters in the six neighbourhood houses")),
    (StepKind.OUTREACH, -510, ("Annonce en langue des signes", "Announcement in sign language")),
    (StepKind.MEETING, -490, ("Atelier à la Halle des Mesureurs", "Workshop at the Halle des Mesureurs")),
    (StepKind.DRAFT, -440, ("Projet de plan à commenter", "Draft plan to comment on")),
    (StepKind.ADOPTION, -400, ("Vote du conseil municipal", "Vote of the city council")),
)
CRITERIA: tuple[tuple[Both, Both], ...] = (
    (
        ("Compétence de la Ville", "Within the City’s powers"),
        ("La Ville peut le décider seule, ou convaincre qui décide.", "The City can decide it, or persuade who does."),
    ),
    (
        ("Vérifiable", "Verifiable"),
        ("Chacun pourra voir que c’est fait.", "Anybody will be able to see that it is done."),
    ),
    (("Tenable en trois ans", "Feasible in three years"), ("Avec les moyens du plan.", "With the means of the plan.")),
)


MEETINGS = (
    ("marche-sur-la-digue", "Forum du plan, sur place"),
    ("regards-croises-sur-les-berges-de-l-ambre", "Forum du plan"),
)


@dataclass(frozen=True)
class Said:
    """An answer: `number` of the commitment that keeps the proposal, or `criterion` by its place in the list."""

    outcome: Outcome
    day: int
    reason: str
    number: str = ""
    criterion: int | None = None
    remedy: str = ""


@dataclass(frozen=True)
class Proposed:
    title: str
    body: str
    day: int
    signature: str = ""
    said: Said | None = None
    reply: str = ""
    heard: bool = False


PROPOSALS = (
    Proposed(
        "Choisir les berges avec celles et ceux qui y vivent",
        "On nous montre les plans quand tout est décidé. Que les scénarios soient publiés **avant**, et votés.",
        -498,
        "Inès M.",
        Said(
            Outcome.KEPT,
            -450,
            "C’est devenu un engagement du plan : trois scénarios publiés, puis un vote.",
            number="4",
        ),
    ),
    Proposed(
        "Une carte des trottoirs où l’on passe en fauteuil",
        "Ma fille fait trois fois le tour du pâté de maisons. Il faut une carte, et qu’on puisse la corriger.",
        -495,
        "",
        Said(Outcome.KEPT, -448, "L’engagement reprend la carte, et les corrections par les habitants.", number="9"),
    ),
    Proposed(
        "Que la facture d’eau soit gratuite en dessous de 30 m³",
        "Et surtout qu’on la comprenne : personne ne sait ce qu’il paie.",
        -492,
        "Amicale du Vieux-Port",
        Said(
            Outcome.PARTLY,
            -446,
            "La facture lisible est dans le plan. La gratuité dépend du syndicat des eaux, où la Ville n’a que "
            "deux voix sur onze.",
            number="7",
            criterion=0,
            remedy="La proposer au syndicat des eaux : la Ville portera la demande écrite de cinquante abonnés.",
        ),
        reply="Merci. La demande est prête : soixante-douze signatures.",
    ),
    Proposed(
        "Une ville plus humaine",
        "Il faut remettre l’humain au centre.",
        -488,
        "",
        Said(
            Outcome.NOT_KEPT,
            -445,
            "Nous partageons l’intention, mais rien ne permettrait de dire un jour que c’est fait.",
            criterion=1,
            remedy="Nommer un lieu, un service ou une démarche où cela manque, et ce qui devrait y changer.",
        ),
    ),
    Proposed(
        "Rouvrir la ligne de tramway du nord",
        "Elle a fermé en 1957, les emprises sont encore là.",
        -490,
        "",
        Said(
            Outcome.NOT_KEPT,
            -444,
            "Les études seules prendraient plus que la durée du plan.",
            criterion=2,
            remedy="La présenter au prochain schéma des mobilités, dont la concertation ouvre l’an prochain.",
        ),
        heard=True,
    ),
    Proposed(
        "Un banc tous les deux cents mètres le long de l’Ambre",
        "Pour celles et ceux qui marchent lentement.",
        -473,
        "Conseil des aînés",
    ),
)


def write_proposals(anchor: date, plan: Plan, events: Mapping[str, Event]) -> CoCreation:
    """Write how the plan was made: six proposals, five answers, one that nobody has answered yet."""
    actor = User.objects.get(email=POINT_OF_CONTACT)
    one = CoCreation.objects.create(
        plan=plan,
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
    criteria = [
        Criterion.objects.create(cocreation=one, label=both(label), explanation=both(said), order=order)
        for order, (label, said) in enumerate(CRITERIA, start=1)
    ]
    for number, proposal in enumerate(PROPOSALS, start=1):
        write(anchor, one, number, proposal, criteria, actor)
    for slug, note in MEETINGS:
        if slug in events:
            link_meeting(actor, plan, Ref("event", events[slug].uid), note)
    return one


def write(
    anchor: date, one: CoCreation, number: int, proposal: Proposed, criteria: list[Criterion], actor: User
) -> None:
    said = proposal.said
    contribution = Contribution.objects.create(
        cocreation=one,
        number=number,
        title=proposal.title,
        body=proposal.body,
        signature=proposal.signature,
        stage=Stage.PUBLIC,
        heard_on=anchor + timedelta(days=proposal.day) if proposal.heard else None,
        submitted_at=moment(anchor, proposal.day),
        answered_at=moment(anchor, said.day) if said else None,
        reply=proposal.reply,
        replied_at=moment(anchor, said.day + 3) if said and proposal.reply else None,
        reply_shown=bool(proposal.reply),
    )
    if said is None:
        return
    kept = one.plan.commitments.filter(number=said.number).first() if said.number else None
    Answer.objects.create(
        contribution=contribution,
        number=1,
        outcome=said.outcome,
        commitment=kept,
        criterion=criteria[said.criterion] if said.criterion is not None else None,
        reason=said.reason,
        remedy=said.remedy,
        actor=actor,
        at=moment(anchor, said.day),
    )
    if kept is not None:
        Link.objects.create(
            from_type="contribution",
            from_uid=contribution.uid,
            relation=Relation.FEEDS,
            to_type="commitment",
            to_uid=kept.uid,
            standing=Standing.ILLUSTRATIVE,
        )


def both(words: Both) -> LazyI18nString:
    return LazyI18nString({"fr": words[0], "en": words[1]})


def moment(anchor: date, day: int) -> datetime:
    return datetime.combine(anchor + timedelta(days=day), time(10), ZONE)
