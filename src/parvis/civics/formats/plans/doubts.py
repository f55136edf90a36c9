"""What is said of a row of a table of commitments, in both languages; every sentence names its row."""

from __future__ import annotations

from parvis.civics.formats.model import Doubt

# reason → French, English, whether the row cannot be taken
REASONS: dict[str, tuple[str, str, bool]] = {
    "no-title": ("l’engagement n’a pas d’intitulé.", "the commitment has no title.", True),
    "no-milestone-title": ("le jalon n’a ni intitulé ni texte.", "the milestone has neither title nor text.", True),
    "orphan": (
        "aucune ligne plus haut ne porte l’engagement « {value} » de ce jalon.",
        "no row above holds the commitment “{value}” of this milestone.",
        True,
    ),
    "twice": (
        "« {value} » est déjà l’engagement de la ligne {other} : les deux ne peuvent pas être le même.",
        "“{value}” is the commitment of row {other} already: they cannot both be it.",
        True,
    ),
    "milestone-twice": (
        "le jalon « {value} » est déjà à la ligne {other}, autrement.",
        "the milestone “{value}” is in row {other} already, otherwise.",
        True,
    ),
    "disagrees": (
        "« {value} » n’est pas ce que la ligne {other} dit du même engagement.",
        "“{value}” is not what row {other} says of the same commitment.",
        True,
    ),
    "extra-cells": (
        "{other} cellules pour {value} colonnes : les colonnes de cette ligne sont décalées.",
        "{other} cells for {value} columns: the columns of this row are shifted.",
        True,
    ),
    "unreadable-date": (
        "« {value} » n’est pas une date lisible.",
        "“{value}” is not a readable date.",
        True,
    ),
    "year-out-of-range": (
        "l’année de « {value} » ne peut pas être la bonne.",
        "the year of “{value}” cannot be right.",
        True,
    ),
    "weekday": (
        "« {value} » : ce n’est pas le jour de la semaine de cette date.",
        "“{value}”: that is not the weekday of this date.",
        True,
    ),
    "no-day": (
        "« {value} » n’est pas un jour, comme 2026-03-31 ou 31/03/2026.",
        "“{value}” is not a day, such as 2026-03-31 or 31/03/2026.",
        True,
    ),
    "ends-before-start": (
        "la fin « {value} » précède le début « {other} ».",
        "the end “{value}” comes before the start “{other}”.",
        True,
    ),
    "unknown-value": (
        "« {value} » n’est pas une valeur connue ; attendu : {other}.",
        "“{value}” is not a known value; expected: {other}.",
        True,
    ),
    "too-long": (
        "ce texte a {value} caractères ; {other} au plus.",
        "this text has {value} letters; {other} at most.",
        True,
    ),
    "complete-without-evidence": (
        "« complet » demande une preuve : donnez une adresse dans la colonne des preuves.",
        "“complete” needs evidence: give an address in the column of evidence.",
        True,
    ),
    "report-without-day": (
        "un avancement déclaré porte son jour : remplissez la colonne « déclaré le ».",
        "a declared completion has its day: fill the column “declared on”.",
        True,
    ),
    "report-without-completion": (
        "des résultats déclarés vont avec un avancement : remplissez sa colonne.",
        "declared results go with a declared completion: fill its column.",
        True,
    ),
    "bad-link": (
        "« {value} » n’est pas une adresse complète (https://…).",
        "“{value}” is not a complete address (https://…).",
        True,
    ),
    "budget-in-words": (
        "« {value} » n’est pas un montant sans équivoque : gardé comme note.",
        "“{value}” is no unequivocal amount: kept as a note.",
        False,
    ),
    "absent": (
        "« {value} » est compris comme « {other} ».",
        "“{value}” is read as “{other}”.",
        False,
    ),
    "in-words": (
        "« {value} » est gardé en toutes lettres : ce n’est pas un avancement appuyé par une preuve.",
        "“{value}” is kept in words: it is no level of completion that evidence shows.",
        False,
    ),
    "not-a-milestone": (
        "« {value} » est sous un résultat qui n’est pas dans le fichier : lu comme un engagement.",
        "“{value}” is under a result that is not in the file: read as a commitment.",
        False,
    ),
    "too-deep": (
        "« {value} » est sous un résultat qui est lui-même sous un autre : lu comme un jalon du premier.",
        "“{value}” is under a result that is itself under another: read as a milestone of the topmost.",
        False,
    ),
}
SHOWN = 90  # letters of a value that a sentence repeats


def doubt(reason: str, row: int, column: str, value: object = "", other: object = "") -> Doubt:
    """A doubt about a row: `column` as the file calls it, `value` as it stands there."""
    french, english, blocking = REASONS[reason]
    words = {"value": shortened(str(value)), "other": " ".join(str(other).split())}
    before_fr = f"Ligne {row}, « {column} » : " if column else f"Ligne {row} : "
    before_en = f"Row {row}, “{column}”: " if column else f"Row {row}: "
    said = {"fr": before_fr + french.format(**words), "en": before_en + english.format(**words)}
    return Doubt(column, str(value), reason, said, row, blocking)


def shortened(text: str) -> str:
    """The text on one line, cut when long."""
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
