"""Ordered answers: code, French, English, level on the scale (None: beside it), and what the box “at a glance” says.

Sources: OGP's guides of the Independent Reporting Mechanism and its glossary, as noted in the reference of the project;
what could not be confirmed there is marked on the indicator that uses it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    code: str
    fr: str
    en: str
    level: int | None
    glance: tuple[str, str] = ("", "")
    stands_for: str = ""


YES_NO = (Step("no", "non", "no", 0), Step("yes", "oui", "yes", 1))

SPECIFICITY = (
    Step("none", "aucune", "none", 0),
    Step("low", "faible", "low", 1),
    Step("medium", "moyenne", "medium", 2, stands_for="verifiable:yes"),
    Step("high", "élevée", "high", 3, stands_for="verifiable:yes"),
)

LOW, HIGH = ("Faible", "Low"), ("Élevée", "High")
POTENTIAL_IMPACT = (
    Step("worsens", "empire la situation", "worsens the situation", -1, LOW),
    Step("none", "aucun", "none", 0, LOW),
    Step("minor", "mineur", "minor", 1, LOW),
    Step("moderate", "modéré", "moderate", 2, HIGH),
    Step("transformative", "transformateur", "transformative", 3, HIGH),
)

POTENTIAL_FOR_RESULTS = (
    Step("unclear", "incertain", "unclear", 0),
    Step("modest", "modeste", "modest", 1),
    Step("substantial", "substantiel", "substantial", 2),
)

HOW_FAR = (
    Step("not-started", "pas commencé", "not started", 0),
    Step("limited", "limité", "limited", 1),
    Step("substantial", "substantiel", "substantial", 2),
    Step("complete", "terminé", "complete", 3),
)
COMPLETION = (
    *HOW_FAR,
    Step("withdrawn", "retiré", "withdrawn", None),
    Step("unable-to-tell", "impossible à dire", "unable to tell", None),
)
COMPLETION_WITH_EVIDENCE = (
    Step("no-evidence", "aucune preuve disponible", "no evidence available", None),
    *HOW_FAR,
)

OPENED_GOVERNMENT = (
    Step("worsened", "a empiré", "worsened", -1),
    Step("did-not-change", "n’a pas changé", "did not change", 0),
    Step("marginal", "marginalement", "marginal", 1),
    Step("major", "beaucoup", "major", 2),
    Step("outstanding", "de façon exceptionnelle", "outstanding", 3),
)

EARLY_RESULTS = (
    Step("no-notable", "aucun résultat notable", "no notable results", 0),
    Step("moderate", "résultats modérés", "moderate results", 1),
    Step("significant", "résultats significatifs", "significant results", 2),
)

PARTICIPATION = (
    Step("none", "aucune", "none", 0),
    Step("inform", "informer", "inform", 1),
    Step("consult", "consulter", "consult", 2),
    Step("involve", "impliquer", "involve", 3),
    Step("collaborate", "collaborer", "collaborate", 4),
    Step("empower", "donner le pouvoir", "empower", 5),
)
OPENNESS = (
    Step("invited", "sur invitation", "invitation only", 0),
    Step("open", "ouverte à tous", "open to all", 1),
)
