"""The reasons for which a value is put aside, each with its sentence in both languages."""

from parvis.civics.formats.model import Doubt

REASONS: dict[str, tuple[str, str]] = {
    "no-date": (
        "Aucune date d’événement n’a été trouvée.",
        "No event date was found.",
    ),
    "year-out-of-range": (
        "L’année de « {value} » ne peut pas être la bonne.",
        "The year of “{value}” cannot be right.",
    ),
    "unreadable-date": (
        "« {value} » n’est pas une date lisible.",
        "“{value}” is not a readable date.",
    ),
    "end-before-start": (
        "La fin « {value} » précède le début « {other} » : l’une des deux est fausse.",
        "The end “{value}” is before the start “{other}”: one of them is wrong.",
    ),
    "midnight": (
        "« {value} » : minuit veut dire ici « heures inconnues » ; seule la date est gardée.",
        "“{value}”: midnight means “hours unknown” here; only the day is kept.",
    ),
    "inclusive-last-day": (
        "« {value} » : la fin à minuit est comprise comme « ce jour inclus ».",
        "“{value}”: an end at midnight is read as “this day included”.",
    ),
    "hours-to-check": (
        "Les heures viennent du texte « {value} » : à vérifier.",
        "The hours come from the text “{value}”: to be checked.",
    ),
    "hours-disagree": (
        "Les heures du texte « {value} » ne sont pas celles de la date « {other} » ; celles de la date sont gardées.",
        "The hours in the text “{value}” are not those of the date “{other}”; the date’s are kept.",
    ),
    "offset-disagrees": (
        "« {value} » : le décalage n’est pas celui de {other} ce jour-là ; l’heure locale écrite est gardée.",
        "“{value}”: the offset is not that of {other} on that day; the wall-clock time is kept as written.",
    ),
    "converted-offset": (
        "« {value} » : l’instant a été converti à l’heure de {other}.",
        "“{value}”: the instant was converted to {other} time.",
    ),
    "nonexistent-time": (
        "« {value} » n’existe pas à {other} : les horloges avancent cette nuit-là.",
        "“{value}” does not exist in {other}: clocks go forward that night.",
    ),
    "floating-time": (
        "« {value} » n’indique aucun fuseau ; {other} est supposé.",
        "“{value}” names no time zone; {other} is assumed.",
    ),
    "unknown-zone": (
        "Le fuseau horaire « {value} » est inconnu.",
        "The time zone “{value}” is unknown.",
    ),
    "date-keys-disagree": (
        "« {value} » contredit l’autre date de l’en-tête, « {other} », qui est gardée.",
        "“{value}” contradicts the other date of the front matter, “{other}”, which is kept.",
    ),
    "weekday-disagrees": (
        "« {value} » : ce jour de la semaine n’est pas celui du {other}.",
        "“{value}”: that is not the weekday of {other}.",
    ),
    "outside-span": (
        "« {value} » est en dehors de la période annoncée, {other}.",
        "“{value}” is outside the announced span, {other}.",
    ),
    "date-from-prose": (
        "La date vient du texte « {value} », pas d’un champ : à vérifier.",
        "The date comes from the text “{value}”, not from a field: to be checked.",
    ),
    "literal-null": (
        "Le champ contient le mot « null » au lieu d’être vide.",
        "The field holds the word “null” instead of being empty.",
    ),
    "swapped-fields": (
        "L’intitulé et le contenu sont inversés ; ils ont été remis en place.",
        "Label and content are swapped; they were put back.",
    ),
    "unknown-key": (
        "La clé « {value} » n’est pas connue ; elle est lue comme « {other} ».",
        "The key “{value}” is not known; it is read as “{other}”.",
    ),
    "duplicate-key": (
        "La clé « {value} » est donnée deux fois (d’abord ligne {other}) ; la dernière compte.",
        "The key “{value}” is given twice (first on line {other}); the last one counts.",
    ),
    "bad-link": (
        "Le lien « {value} » n’est pas une adresse complète ; lu comme « {other} ».",
        "The link “{value}” is not a complete address; read as “{other}”.",
    ),
    "placeholder": (
        "« {value} » est un texte d’attente, pas une valeur.",
        "“{value}” is a placeholder, not a value.",
    ),
    "odd-access": (
        "« {value} » ne décrit pas un moyen de transport ; gardé comme note.",
        "“{value}” does not describe a means of transport; kept as a note.",
    ),
    "mode-as-place": (
        "« {value} » dit comment on participe, pas où.",
        "“{value}” says how one attends, not where.",
    ),
    "mode-from-prose": (
        "La façon de participer vient du texte ({value}) : à vérifier.",
        "How one attends comes from the text ({value}): to be checked.",
    ),
    "dummy-text": (
        "Le texte est un faux texte d’essai (« lorem ipsum »).",
        "The text is dummy filler (“lorem ipsum”).",
    ),
    "not-an-event": (
        "Cette page ne décrit pas un événement.",
        "This page does not describe an event.",
    ),
    "not-an-agenda-page": (
        "Cette page décrit un engagement, pas un événement : elle est lue par les plans d’action.",
        "This page describes a commitment, not an event: it is read by the action plans.",
    ),
    "no-commitment": (
        "Rien ne nomme l’engagement.",
        "Nothing names the commitment.",
    ),
    "no-plan": (
        "La page ne dit pas à quel plan d’action appartient l’engagement.",
        "The page does not say which action plan the commitment belongs to.",
    ),
    "machine-translation": (
        "Le texte est une traduction qu’aucune personne n’a relue : {value} y est resté en anglais.",
        "The text is a translation that nobody proofread: {value} was left in English.",
    ),
    "unread-line": (
        "« {value} » n’a trouvé sa place dans aucun champ.",
        "“{value}” found its place in no field.",
    ),
    "to-be-confirmed": (
        "Un billet de blog ne fait pas foi : ce qui y a été reconnu attend d’être confirmé par une personne.",
        "A blog post is not an announcement: what was recognised in it waits for a person to confirm it.",
    ),
    "no-title": (
        "L’événement n’a pas de titre.",
        "The event has no title.",
    ),
    "recurrence": (
        "La règle de répétition « {value} » n’est pas développée ; seule la première date est lue.",
        "The recurrence rule “{value}” is not expanded; only the first date is read.",
    ),
    "unknown-value": (
        "« {value} » n’est pas une valeur connue de ce champ.",
        "“{value}” is not a known value of this field.",
    ),
    "bad-number": (
        "« {value} » n’est pas un nombre acceptable ici.",
        "“{value}” is not an acceptable number here.",
    ),
    "extra-cells": (
        "Ligne {value} : {other} ; les colonnes de cette ligne sont décalées.",
        "Row {value}: {other}; the columns of this row are shifted.",
    ),
}


def doubt(
    reason: str, field: str, value: object = "", *, other: object = "", line: int | None = None, blocking: bool = False
) -> Doubt:
    """A doubt with its two sentences; `other` is what the value is compared with."""
    shown = _shorten(str(value))
    french, english = (text.format(value=shown, other=_shorten(str(other))) for text in REASONS[reason])
    return Doubt(field, str(value), reason, {"fr": french, "en": english}, line, blocking)


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 120 else text[:117] + "…"
