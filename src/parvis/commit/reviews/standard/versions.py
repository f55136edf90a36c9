"""The methods and their versions, in both languages."""

from __future__ import annotations

from parvis.commit.reviews.standard import scales
from parvis.commit.reviews.standard.irm import IRM_2011, IRM_2018, IRM_2021
from parvis.commit.reviews.standard.questions import (
    DESIGN,
    END,
    HOW_FAR,
    MIDTERM,
    NOTHING,
    VERIFIABLE,
    Edition,
    Question,
    Way,
)

LOCAL = Edition(
    "local-2024",
    ("Plans locaux, depuis 2024", "Local plans, since 2024"),
    2024,
    None,
    True,
    NOTHING,
    (
        VERIFIABLE,
        Question(
            "public-change",
            "relevance",
            ("Dit ce qui change pour le public", "Says what changes for the public"),
            (
                "Le texte nomme-t-il une information, une participation ou un compte rendu que le public n’avait pas\u202f?",
                "Does the text name information, participation or an account that the public did not have?",
            ),
            (DESIGN,),
            "public-change",
            scales.YES_NO,
            ("Ce qui change pour le public", "What changes for the public"),
        ),
        Question(
            "completion",
            "completion",
            ("Achèvement", "Completion"),
            HOW_FAR,
            (MIDTERM, END),
            "completion",
            scales.COMPLETION_WITH_EVIDENCE,
            ("Achèvement", "Completion"),
        ),
    ),
)

WAYS = (
    Way(
        "irm",
        ("Mécanisme d’évaluation indépendant (IRM)", "Independent Reporting Mechanism (IRM)"),
        "Open Government Partnership",
        "https://www.opengovpartnership.org/",
        (
            "Les indicateurs ont changé plusieurs fois\u202f: chaque revue garde ceux de son année.",
            "The indicators changed several times: each review keeps those of its year.",
        ),
        (IRM_2011, IRM_2018, IRM_2021),
    ),
    Way(
        "local",
        ("Revue d’un plan local", "Review of a local plan"),
        "Parvis",
        "",
        (
            "Une méthode courte, que ce logiciel propose aux collectivités qui n’en ont pas d’autre.",
            "A short method, which this software offers to local authorities that have no other.",
        ),
        (LOCAL,),
    ),
)
