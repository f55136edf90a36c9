"""What a method is made of, and the questions that several versions share."""

from __future__ import annotations

from dataclasses import dataclass

from parvis.commit.reviews.standard import scales
from parvis.commit.reviews.standard.scales import Step

DESIGN, MIDTERM, END = "design", "midterm", "end"
Words = tuple[str, str]  # French, English
NOTHING: Words = ("", "")


@dataclass(frozen=True)
class Question:
    code: str
    family: str
    label: Words
    definition: Words
    phases: tuple[str, ...]
    group: str
    scale: tuple[Step, ...]
    glance: Words = NOTHING
    confirmed: bool = True
    subject: str = "commitment"


@dataclass(frozen=True)
class Edition:
    """A version of a method; `adopted` once nothing of it is doubtful."""

    code: str
    name: Words
    first_year: int
    last_year: int | None
    adopted: bool
    note: Words
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Way:
    slug: str
    name: Words
    publisher: str
    website: str
    summary: Words
    editions: tuple[Edition, ...]


VALUES = (
    ("access", ("accès à l’information", "access to information")),
    ("participation", ("participation citoyenne", "civic participation")),
    ("accountability", ("redevabilité publique", "public accountability")),
)


def relevance(phases: tuple[str, ...]) -> tuple[Question, ...]:
    return tuple(
        Question(
            f"relevance-{code}",
            "relevance",
            (f"Pertinence\u202f: {fr}", f"Relevance: {en}"),
            (
                "L’engagement, tel qu’il est écrit, sert-il directement cette valeur\u202f?",
                "Does the commitment, as written, serve this value directly?",
            ),
            phases,
            f"relevance-{code}",
            scales.YES_NO,
        )
        for code, (fr, en) in VALUES
    )


VERIFIABLE = Question(
    "verifiable",
    "clarity",
    ("Vérifiable", "Verifiable"),
    (
        "Le texte dit-il assez précisément ce qui sera fait pour qu’on puisse vérifier que c’est fait\u202f?",
        "Does the text say what will be done precisely enough for anybody to verify that it was done?",
    ),
    (DESIGN,),
    "verifiable",
    scales.YES_NO,
    ("Vérifiable", "Verifiable"),
)
POTENTIAL_IMPACT = Question(
    "potential-impact",
    "ambition",
    ("Impact potentiel", "Potential impact"),
    (
        "Si l’engagement est tenu comme il est écrit, que change-t-il\u202f?",
        "If the commitment is carried out as written, how much does it change?",
    ),
    (DESIGN,),
    "potential-impact",
    scales.POTENTIAL_IMPACT,
    ("Ambition", "Ambition"),
)
HOW_FAR: Words = (
    "Où en est ce qui a été promis, au jour de la revue\u202f?",
    "How far is what was promised, on the day of the review?",
)
COMPLETION = Question(
    "completion",
    "completion",
    ("Achèvement", "Completion"),
    HOW_FAR,
    (MIDTERM, END),
    "completion",
    scales.COMPLETION,
    ("Achèvement", "Completion"),
)
PROCESS = (
    Question(
        "participation",
        "process",
        ("Niveau de participation", "Level of participation"),
        (
            "Jusqu’où le public a-t-il pesé sur le plan\u202f?",
            "How far did the public weigh on the plan?",
        ),
        (DESIGN, END),
        "participation",
        scales.PARTICIPATION,
        subject="plan",
    ),
    Question(
        "openness",
        "process",
        ("Ouverture de la participation", "Openness of participation"),
        (
            "Qui pouvait prendre part\u202f?",
            "Who could take part?",
        ),
        (DESIGN, END),
        "openness",
        scales.OPENNESS,
        subject="plan",
    ),
)
