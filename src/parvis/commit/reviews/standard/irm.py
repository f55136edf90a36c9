"""The indicators of OGP's Independent Reporting Mechanism, as they changed."""

from __future__ import annotations

from parvis.commit.reviews.standard import scales
from parvis.commit.reviews.standard.questions import (
    COMPLETION,
    DESIGN,
    END,
    HOW_FAR,
    MIDTERM,
    POTENTIAL_IMPACT,
    PROCESS,
    VALUES,
    VERIFIABLE,
    Edition,
    Question,
    relevance,
)

IRM_2011 = Edition(
    "irm-2011",
    ("Plans de 2011 à 2017", "Plans of 2011 to 2017"),
    2011,
    2017,
    True,
    (
        "L’achèvement est codé à mi-parcours et en fin de période\u202f; l’ouverture du gouvernement, en fin de période.",
        "Completion is coded at mid-term and at end of term; the opening of government, at end of term.",
    ),
    (
        Question(
            "specificity",
            "clarity",
            ("Spécificité", "Specificity"),
            (
                "Le texte décrit-il des activités et des produits que l’on peut vérifier\u202f?",
                "Does the text describe activities and products that can be verified?",
            ),
            (DESIGN, MIDTERM, END),
            "specificity",
            scales.SPECIFICITY,
            ("Spécificité", "Specificity"),
        ),
        *relevance((DESIGN, MIDTERM, END)),
        Question(
            "relevance-technology",
            "relevance",
            ("Pertinence\u202f: technologie et innovation", "Relevance: technology and innovation"),
            (
                "Ne compte qu’en plus d’une des trois autres valeurs.",
                "Counts only in addition to one of the three other values.",
            ),
            (DESIGN, MIDTERM, END),
            "relevance-technology",
            scales.YES_NO,
        ),
        Question(
            POTENTIAL_IMPACT.code,
            POTENTIAL_IMPACT.family,
            POTENTIAL_IMPACT.label,
            POTENTIAL_IMPACT.definition,
            (DESIGN, MIDTERM, END),
            POTENTIAL_IMPACT.group,
            POTENTIAL_IMPACT.scale,
            ("Impact potentiel", "Potential impact"),
        ),
        COMPLETION,
        *(
            Question(
                f"opened-{code}",
                "results",
                (f"Le gouvernement s’est-il ouvert\u202f? {fr}", f"Did it open government? {en}"),
                (
                    "Ce que la pratique de l’administration est devenue, sur cette dimension.",
                    "What the practice of government has become, in this dimension.",
                ),
                (END,),
                f"opened-{code}",
                scales.OPENED_GOVERNMENT,
            )
            for code, (fr, en) in VALUES
        ),
        Question(
            "starred",
            "distinction",
            ("Étoile", "Starred"),
            (
                "2014\u202f: spécificité moyenne ou élevée, pertinent, impact modéré ou transformateur, achèvement substantiel ou terminé. Depuis 2015, impact transformateur seulement.",
                "2014: medium or high specificity, relevant, moderate or transformative impact, substantial or complete. Since 2015, transformative impact alone.",
            ),
            (MIDTERM, END),
            "starred",
            scales.YES_NO,
            ("Étoile", "Starred"),
        ),
        *PROCESS,
    ),
)
IRM_2018 = Edition(
    "irm-2018",
    ("Plans de 2018 à 2020", "Plans of 2018 to 2020"),
    2018,
    2020,
    True,
    (
        "La page d’un engagement montre «\u202fAmbition\u202f: faible ou élevée\u202f»\u202f: c’est un regroupement de l’impact potentiel. La mention «\u202fremarquable\u202f» n’est pas reprise ici\u202f: sa règle n’a pas pu être confirmée.",
        "The page of a commitment shows “Ambition: low or high”: a grouping of the potential impact. The mention “noteworthy” is not taken up here: its rule could not be confirmed.",
    ),
    (
        VERIFIABLE,
        Question(
            "relevant",
            "relevance",
            ("Pertinent pour les valeurs du gouvernement ouvert", "Relevant to the values of open government"),
            (
                "L’engagement, tel qu’il est écrit, sert-il l’accès à l’information, la participation ou la redevabilité\u202f?",
                "Does the commitment, as written, serve access to information, participation or accountability?",
            ),
            (DESIGN,),
            "relevant",
            scales.YES_NO,
            ("Pertinent", "Relevant"),
        ),
        *relevance((DESIGN,)),
        POTENTIAL_IMPACT,
        COMPLETION,
        Question(
            "early-results",
            "results",
            (
                "Premiers résultats\u202f: le gouvernement s’est-il ouvert\u202f?",
                "Early results: did it open government?",
            ),
            (
                "Ce que la pratique de l’administration est devenue.",
                "What the practice of government has become.",
            ),
            (END,),
            "opened-government",
            scales.OPENED_GOVERNMENT,
            ("Premiers résultats", "Early results"),
        ),
        *PROCESS,
    ),
)
REQUIREMENTS = (
    ("1-1", ("1.1 Espace de dialogue", "1.1 Space for dialogue"), True),
    ("2-1", ("2.1 Site dédié", "2.1 Website"), True),
    ("2-2", ("2.2 Dépôt des preuves", "2.2 Repository"), True),
    ("3-1", ("3.1 Annonce à l’avance", "3.1 Advance notice"), False),
    ("3-2", ("3.2 Aller vers le public", "3.2 Outreach"), False),
    ("3-3", ("3.3 Recueil des contributions", "3.3 Way to collect input"), False),
    ("4-1", ("4.1 Réponse motivée", "4.1 Reasoned response"), False),
    ("5-1", ("5.1 Dialogue pendant la mise en œuvre", "5.1 Dialogue during implementation"), False),
)
IRM_2021 = Edition(
    "irm-2021",
    ("Plans depuis 2021", "Plans since 2021"),
    2021,
    None,
    False,
    (
        "Version à l’état de projet\u202f: les mots des premiers résultats et les numéros 3.1 à 5.1 n’ont pas pu être confirmés. Le potentiel de résultats ne se compare pas à l’impact potentiel d’avant, ni les premiers résultats à ceux d’avant.",
        "A draft version: the words of the early results and the numbers 3.1 to 5.1 could not be confirmed. The potential for results does not compare with the potential impact of before, nor do the early results.",
    ),
    (
        VERIFIABLE,
        Question(
            "lens",
            "relevance",
            ("Regard de gouvernement ouvert", "Open government lens"),
            (
                "L’engagement touche-t-il à la transparence, à la participation ou à la redevabilité\u202f?",
                "Does the commitment bear on transparency, participation or accountability?",
            ),
            (DESIGN,),
            "lens",
            scales.YES_NO,
            ("Regard de gouvernement ouvert", "Open government lens"),
        ),
        Question(
            "potential-for-results",
            "ambition",
            ("Potentiel de résultats", "Potential for results"),
            (
                "Quels résultats l’engagement peut-il avoir, tel qu’il est écrit\u202f?",
                "What results can the commitment have, as written?",
            ),
            (DESIGN,),
            "potential-for-results",
            scales.POTENTIAL_FOR_RESULTS,
            ("Potentiel de résultats", "Potential for results"),
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
        Question(
            "early-results",
            "results",
            ("Premiers résultats", "Early results"),
            (
                "Ce qui a changé. Trois niveaux, dont les mots ne sont pas confirmés.",
                "What has changed. Three levels, whose words are not confirmed.",
            ),
            (END,),
            "early-results-2021",
            scales.EARLY_RESULTS,
            ("Premiers résultats", "Early results"),
            confirmed=False,
        ),
        Question(
            "promising",
            "distinction",
            ("Engagement prometteur", "Promising commitment"),
            (
                "Signalé par la revue comme prometteur, seul ou dans un groupe d’engagements.",
                "Marked by the review as promising, alone or within a cluster of commitments.",
            ),
            (DESIGN,),
            "promising",
            scales.YES_NO,
            ("Prometteur", "Promising"),
        ),
        *(
            Question(
                f"requirement-{code}",
                "process",
                label,
                (
                    "Exigence minimale de participation\u202f: satisfaite ou non.",
                    "Minimum requirement of participation: met or not.",
                ),
                (DESIGN, END),
                f"requirement-{code}",
                scales.YES_NO,
                confirmed=confirmed,
                subject="plan",
            )
            for code, label, confirmed in REQUIREMENTS
        ),
    ),
)
