"""Fixed tables: words of the sources → codes of formats, canonical names of series, modes of transport, status."""

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def key(word: str) -> str:
    """A word as the tables know it: lower case, no accent, straight apostrophes, single spaces, bare ends."""
    folded = unicodedata.normalize("NFKD", word.replace("’", "'").replace("œ", "oe"))
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter)).lower()
    return " ".join(bare.replace("-", " ").split()).strip(" .:;,!?")


_FORMATS = {
    "plenary": "pleniere, seance pleniere, plenary, plenaries, keynote, plenary session",
    "panel": "panel, panels, panel discussion",
    "round-table": "table ronde, tables rondes, round table, roundtable",
    "workshop": "atelier, ateliers, workshop, workshops, atelier participatif, ateliers participatifs, atelier debat",
    "debate": "debat, debats, debate",
    "demo": "demo, demos, demonstration, demonstrations",
    "feedback": "retex, retour d'experience, retours d'experience, retours d'experiences, feedback, feedback session",
    "webinar": "webinaire, webinaires, webinar, wébinaire, webinaire d'information, webconference",
    "meetup": "meetup, meetups, meet up, rencontre, rencontres",
    "training": "formation, formations, training, course",
    "conference": "conference, conferences, micro conference, micro conferences",
    "call-for-projects": "appel a projets, appel a projet, appels a projets, call for projects",
    "support-offer": "offre d'accompagnement, offres d'accompagnement, offres d'accompagnements, accompagnement, "
    "support offer",
    "pitch": "pitch, pitchs, pitches, concours de pitch, pitch competition",
    "press-conference": "conference de presse, point presse, press conference",
    "party": "soiree, soiree de cloture, cocktail, party, reception",
    "exhibition": "exposition, expo, exhibition, salon",
    "visit": "visite, visites, portes ouvertes, visit",
    "hackathon": "hackathon, hackathons, garagethon",
    "forum": "forum",
    "job-fair": "forum emploi, jobdating, job dating, job fair, salon de l'emploi",
    "summit": "sommet, summit",
    "study-day": "journee d'echanges, journee d'etude, journees d'echanges",
    "broadcast": "web emission, emission, web show, broadcast",
    "other": "autre, other",
}
FORMATS: dict[str, str] = {key(word): code for code, words in _FORMATS.items() for word in (*words.split(","), code)}
SAYS_NOTHING = frozenset(
    map(key, ("événement", "évènement", "event", "actualité", "agenda"))
)  # categories without a type
FORMAT_CODES = tuple(_FORMATS)

_SERIES = {
    "Mois de l'innovation publique": "mois de l'innovation publique, mois innovation publique",
    "Semaine de l'innovation publique": "semaine de l'innovation publique, semaine innovation publique, semaine inno",
}
SERIES: dict[str, str] = {key(word): name for name, words in _SERIES.items() for word in words.split(",")}

TRANSPORT: dict[str, str] = {
    key(word): mode
    for mode, words in {
        "metro": "métro, metro, subway, underground",
        "rer": "rer",
        "train": "train, transilien, gare, gares, ter",
        "tram": "tram, tramway",
        "bus": "bus, autobus",
        "bike": "vélo, vélib, vélib', bike",
        "car": "voiture, parking, car",
    }.items()
    for word in words.split(",")
}

SCHEMA_STATUS = {
    "scheduled": "EventScheduled",
    "rescheduled": "EventRescheduled",
    "moved-online": "EventMovedOnline",
    "postponed": "EventPostponed",
    "cancelled": "EventCancelled",
}

_IN_PROSE = (
    ("press-conference", r"conf[ée]rence de presse|point presse|press conference"),
    ("broadcast", r"web-?[ée]mission|web-?show"),
    ("round-table", r"tables? rondes?|round[ -]tables?"),
    ("plenary", r"pl[ée]ni[èe]re|plenary|keynote"),
    ("workshop", r"ateliers?|workshops?"),
    ("demo", r"d[ée]mos?\b|d[ée]monstrat\w+"),
    ("pitch", r"(?<!elevator )pitch\w*"),
    ("exhibition", r"exposition|exhibition"),
    ("webinar", r"w[ée]binaires?|webinars?"),
    ("party", r"soir[ée]e|cocktail|pot (?:final|de )|party"),
    ("debate", r"d[ée]bats?|debate"),
    ("conference", r"conf[ée]rences?(?! de presse)|conferences?"),
    ("meetup", r"meetups?"),
    ("training", r"formation\b|training"),
)
_PROSE_FORMATS = re.compile(
    r"\b(?:" + "|".join(rf"(?P<{code.replace('-', '_')}>{pattern})" for code, pattern in _IN_PROSE) + ")", re.IGNORECASE
)


def format_code(word: str) -> str | None:
    """The format that a category or a bracketed type names, or None."""
    return FORMATS.get(key(word))


def series_name(word: str) -> str | None:
    """The series that a category names, under its canonical name, or None."""
    return SERIES.get(key(word))


def formats_in(title: str) -> tuple[str, ...]:
    """Formats that a session's title names, in the order of the words."""
    return tuple(dict.fromkeys(str(match.lastgroup).replace("_", "-") for match in _PROSE_FORMATS.finditer(title)))
