"""The words of a count in French and English: numbers, rules, reasons."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from parvis.civics.voting.election import Election
from parvis.civics.voting.outcome import Fate, Outcome, Reason
from parvis.civics.voting.rule import Completion, RuleName, Utility

LANGUAGES = ("fr", "en")
NARROW = "\u202f"
SYMBOLS = {"EUR": "€", "PLN": "PLN", "USD": "US$", "GBP": "£", "HUF": "HUF", "": ""}

RULES = {
    RuleName.GREEDY: {
        "fr": "Les mieux classés d’abord, en sautant ce qui ne tient pas",
        "en": "Best ranked first, skipping what does not fit",
    },
    RuleName.GREEDY_NO_SKIP: {
        "fr": "Les mieux classés d’abord, arrêt au premier qui ne tient pas",
        "en": "Best ranked first, stopping at the first that does not fit",
    },
    RuleName.GREEDY_THRESHOLD: {
        "fr": "Les mieux classés d’abord, à partir d’un score minimal",
        "en": "Best ranked first, from a minimum score",
    },
    RuleName.GREEDY_EXCLUSIVE: {
        "fr": "Les mieux classés d’abord, un seul par groupe d’exclusion",
        "en": "Best ranked first, at most one of each conflict group",
    },
    RuleName.EQUAL_SHARES: {"fr": "Méthode des parts égales", "en": "Method of Equal Shares"},
    RuleName.PHRAGMEN: {"fr": "Règle séquentielle de Phragmén", "en": "Phragmén’s sequential rule"},
}
UTILITIES = {
    Utility.COST: {"fr": "un projet vaut son coût", "en": "a project is worth its cost"},
    Utility.CARDINALITY: {"fr": "tous les projets se valent", "en": "all projects are worth the same"},
    Utility.POINTS: {"fr": "un projet vaut ses points", "en": "a project is worth its points"},
}
COMPLETIONS = {
    Completion.NONE: {"fr": "sans complément", "en": "no completion"},
    Completion.ADD1: {"fr": "dotations augmentées pas à pas", "en": "endowments grown step by step"},
    Completion.ADD1U: {
        "fr": "dotations augmentées pas à pas, puis les mieux classés",
        "en": "endowments grown step by step, then best ranked",
    },
}


def whole(value: int, language: str) -> str:
    """An integer with its thousands apart."""
    return f"{value:,}".replace(",", NARROW) if language == "fr" else f"{value:,}"


def decimal(text: str, language: str) -> str:
    """A plain decimal text with its thousands apart and the language's mark."""
    sign = "−" if text.startswith("-") else ""
    units, _, fraction = text.lstrip("-").partition(".")
    mark = "," if language == "fr" else "."
    return sign + whole(int(units), language) + (mark + fraction if fraction else "")


def money(election: Election, units: int, language: str) -> str:
    """A sum in the election's currency."""
    symbol = SYMBOLS.get(election.currency, election.currency)
    return decimal(election.amount(units), language) + (f"\u00a0{symbol}" if symbol else "")


def rounded_money(election: Election, units: Fraction, language: str) -> str:
    """A fraction of money, rounded to two decimals for reading."""
    cents = round(units * 100 / 10**election.places)
    symbol = SYMBOLS.get(election.currency, election.currency)
    text = f"{cents // 100}.{cents % 100:02d}".removesuffix(".00") if cents >= 0 else f"-{-cents // 100}"
    return decimal(text, language) + (f"\u00a0{symbol}" if symbol else "")


def voters(number: int, language: str) -> str:
    plural = "s" if number > 1 or (language == "en" and number == 0) else ""
    return f"{whole(number, language)} {'personne' if language == 'fr' else 'voter'}{plural}"


def enumeration(parts: Iterable[str], language: str) -> str:
    """“a, b and c”."""
    listed = list(parts)
    joint = " et " if language == "fr" else " and "
    return joint.join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)


def rule_line(outcome: Outcome, language: str) -> str:
    """The rule and those of its parameters that act."""
    rule = outcome.rule
    parts = [RULES[rule.name][language]]
    if rule.name is not RuleName.PHRAGMEN:
        parts.append(UTILITIES[rule.utility][language])
    if rule.name is RuleName.EQUAL_SHARES:
        parts.append(COMPLETIONS[rule.completion][language])
    ties = {
        "fr": f"égalités départagées par «\u202f{rule.ties.text}\u202f»",
        "en": f"ties broken by “{rule.ties.text}”",
    }
    return ("\u202f; " if language == "fr" else "; ").join([*parts, ties[language]])


def reason_words(outcome: Outcome, fate: Fate, language: str) -> str:
    """Why a project won or lost, in half a sentence."""
    election, french = outcome.election, language == "fr"
    other = "" if fate.other is None else election.projects[fate.other].id
    missing = "" if fate.amount is None else rounded_money(election, fate.amount, language)
    if fate.reason is Reason.BELOW_THRESHOLD:
        points = decimal(str(float(fate.amount or 0)).removesuffix(".0"), language)
        return f"il manque {points} au score minimal" if french else f"{points} short of the minimum score"
    words = {
        Reason.FITS: ("tient dans le budget", "fits the budget"),
        Reason.FREE: ("ne coûte rien", "costs nothing"),
        Reason.PAID: ("payé par ses soutiens", "paid by its supporters"),
        Reason.COMPLETED: ("acheté avec le reste du budget", "bought with the rest of the budget"),
        Reason.DOES_NOT_FIT: (f"il manquait {missing} à son tour", f"{missing} was missing at its turn"),
        Reason.AFTER_STOP: (
            f"après l’arrêt sur {other}" if other else "après l’arrêt",
            f"after the stop at {other}" if other else "after the stop",
        ),
        Reason.CONFLICT: (f"exclu par {other}", f"excluded by {other}"),
        Reason.SUPPORTERS_LACK: (f"il manque {missing} à ses soutiens", f"its supporters lack {missing}"),
        Reason.NO_SUPPORT: ("personne ne le soutient", "nobody supports it"),
        Reason.DEARER_THAN_BUDGET: ("plus cher que tout le budget", "dearer than the whole budget"),
        Reason.NO_ENVELOPE: ("son secteur n’a pas d’enveloppe", "its area has no envelope"),
    }
    return words[fate.reason][0 if french else 1]
