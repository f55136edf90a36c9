"""How people take part: online or on site, free or registered, and whom to call."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.civics.checks.finding import Flag, Severity, rule, say
from parvis.civics.checks.page import Page

_MIXED = re.compile(
    r"\b(?P<noun>[ée]v[éè]nements?|rencontres?|ateliers?|s[ée]ances?|sessions?|conf[ée]rences?|events?"
    r"|workshops?|meetings?)\s+"
    r"(?:en ligne et (?:en )?(?:pr[ée]sentiel|à \w+)|online and (?:on site|in person))",
    re.IGNORECASE,
)
_ONLINE = re.compile(
    r"\b(?P<noun>[ée]v[éè]nements?|rencontres?|ateliers?|s[ée]ances?|sessions?|conf[ée]rences?|events?"
    r"|workshops?|meetings?)\s+"
    r"(?:en ligne|online)\b(?!\s+(?:et|ou|and|or)\b)",
    re.IGNORECASE,
)


@rule(
    "F-MODE",
    Severity.ERROR,
    fr="Le texte se contredit sur la participation en ligne ou sur place.",
    en="The text contradicts itself on attendance online or on site.",
)
def mode(page: Page) -> Iterator[Flag]:
    mixed = {_noun(m["noun"]): m for m in page.search(_MIXED, "en ligne et", "online and")}
    if not mixed:
        return
    for match in page.search(_ONLINE):
        other = mixed.get(_noun(match["noun"]))
        if other:
            yield Flag(
                page.line_of(match.start()),
                match[0],
                say(
                    fr=f"« {match[0]} » ici, « {' '.join(other[0].split())} » ligne {page.line_of(other.start())}.",
                    en=f"“{match[0]}” here, “{' '.join(other[0].split())}” on line {page.line_of(other.start())}.",
                ),
                say(fr="Dire le même mode partout.", en="Say the same mode everywhere."),
                column=page.column_of(match.start()),
            )


def _noun(word: str) -> str:
    return word.lower().replace("é", "e").replace("è", "e").rstrip("s")


_ON_REGISTRATION = re.compile(r"\bentrée\s+(?:gratuite|libre)[^.\n/]{0,20}\bsur inscription", re.IGNORECASE)
_FREE = re.compile(r"\bentrée libre(?:\s+(?:et\s+)?gratuite)?(?![^.\n/]{0,20}inscription)", re.IGNORECASE)


@rule(
    "F-ADMISSION",
    Severity.WARNING,
    fr="Les séances d'une page n'ont pas la même admission : entrée libre ou sur inscription.",
    en="Sessions of one page differ in admission: free entry or registration.",
)
def admission(page: Page) -> Iterator[Flag]:
    registered = next(page.search(_ON_REGISTRATION, "sur inscription"), None)
    free = next(page.search(_FREE, "entrée libre"), None)
    if registered and free:
        yield Flag(
            page.line_of(free.start()),
            free[0],
            say(
                fr=f"« {free[0]} » ici, « {registered[0]} » ligne {page.line_of(registered.start())} : "
                "faut-il s'inscrire ?",
                en=f"“{free[0]}” here, “{registered[0]}” on line {page.line_of(registered.start())}: "
                "must people register?",
            ),
            say(
                fr="Dire pour chaque séance si l'on s'inscrit, et où.",
                en="Say for each session whether and where to register.",
            ),
            column=page.column_of(free.start()),
        )


_MUST_REGISTER = re.compile(
    r"\b(?:inscriptions? (?:gratuite )?(?:et )?(?:obligatoire|requise)|registration (?:is )?required)", re.IGNORECASE
)
_ANY_LINK = re.compile(r"https?://|mailto:|\b[\w-]+\.(?:fr|com|org|eu|io)/\w|\]\(", re.IGNORECASE)


@rule(
    "F-REG",
    Severity.WARNING,
    fr="L'inscription est obligatoire, mais rien ne dit où s'inscrire.",
    en="Registration is required, but nothing says where.",
)
def registration(page: Page) -> Iterator[Flag]:
    match = next(page.search(_MUST_REGISTER, "obligatoire", "requis", "required"), None)
    if match and not _ANY_LINK.search(page.text) and "@" not in page.text:
        yield Flag(
            page.line_of(match.start()),
            match[0],
            say(
                fr="Inscription obligatoire sans lien ni adresse.", en="Registration required, without link or address."
            ),
            say(fr="Ajouter le lien d'inscription.", en="Add the registration link."),
            column=page.column_of(match.start()),
        )


_CONTACT = re.compile(r"(?:\d{2}[ .]){4}\d{2} [\w.+-]+@[\w.-]+")


@rule("F-CONTACT", Severity.INFO, fr="Téléphone et adresse se touchent.", en="Telephone and address touch each other.")
def contact(page: Page) -> Iterator[Flag]:
    for match in _CONTACT.finditer(page.text) if "@" in page.text else ():
        yield Flag(
            page.line_of(match.start()),
            match[0],
            say(fr="Téléphone et courriel sans séparateur.", en="Telephone and e-mail without a separator."),
            say(fr="Mettre une virgule ou deux lignes.", en="Put a comma or two lines."),
            column=page.column_of(match.start()),
        )
