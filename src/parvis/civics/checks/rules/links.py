"""Links: dead, without scheme, to something else than they say, or to what will not last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from parvis.civics.checks.finding import Flag, Severity, rule, say
from parvis.civics.checks.page import Page
from parvis.civics.dates.words import without_accents

_LINK = re.compile(r"(?<!!)\[(?P<label>[^\]\[\n]{2,160})\]\((?P<target>[^)\s]+)(?:\s+\"[^\"]*\")?\)")
_SMALL = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "de",
        "du",
        "des",
        "d",
        "sur",
        "un",
        "une",
        "et",
        "a",
        "au",
        "aux",
        "en",
        "pour",
        "the",
        "of",
        "on",
        "for",
        "to",
        "and",
    ]
)


def _words(text: str) -> list[str]:
    return [w for w in re.findall(r"[a-z0-9]+", without_accents(unquote(text)).lower()) if w not in _SMALL]


@rule(
    "L-TARGET",
    Severity.WARNING,
    fr="Le lien mène ailleurs que ce qu'il dit.",
    en="The link leads elsewhere than it says.",
)
def target(page: Page) -> Iterator[Flag]:
    for match in _LINK.finditer(page.uncoded):
        label, goal = match["label"].strip(" *_"), match["target"]
        reason = _other_name(label, goal, page) or _other_host(label, goal)
        if reason:
            yield Flag(
                page.line_of(match.start()),
                match[0],
                say(
                    fr=f"Le lien dit « {label} » et mène à « {reason} ».",
                    en=f"The link says “{label}” and leads to “{reason}”.",
                ),
                say(fr="Corriger la cible ou le texte.", en="Correct the target or the words."),
                fact={"label": label, "target": goal},
                column=page.column_of(match.start()),
            )


def _other_name(label: str, goal: str, page: Page) -> str:
    """The target's slug when it names something else that the text also names ("paris-digital-week")."""
    slug = re.split(r"[?#]", goal)[0].rstrip("/").rpartition("/")[2]
    named, said = _words(slug), _words(label)
    if len(named) < 3 or len(said) < 2 or not label[:1].isupper() or "." in slug:
        return ""
    common = set(named) & set(said)
    if len(common) * 2 >= len(named):
        return ""
    text = page.once("words", lambda: " ".join(_words(page.masked)))
    return slug if " ".join(named) in text else ""


def _other_host(label: str, goal: str) -> str:
    """The target's host when the words are an address of another host ("démarches-simplifies.fr")."""
    said = re.fullmatch(r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+(?:fr|com|org|net|eu|io))/?", label, re.IGNORECASE)
    host = re.match(r"https?://(?:www\.)?([^/:?#]+)", goal)
    if not said or not host:
        return ""
    one, other = without_accents(said[1]).lower(), host[1].lower()
    return "" if one == other or other.endswith("." + one) or one.endswith("." + other) else host[1]


@rule("L-DEAD", Severity.ERROR, fr="L'adresse du lien n'en est pas une.", en="The address of the link is not one.")
def dead(page: Page) -> Iterator[Flag]:
    fields = page.front.data.get("champs_informations")
    for index, field in enumerate(fields if isinstance(fields, list) else []):
        link = field.get("lien") if isinstance(field, Mapping) else None
        if isinstance(link, str) and not re.match(r"(?:https?://|mailto:|tel:|/)\S", link.strip()):
            line = page.front.line("champs_informations", index, "lien")
            yield _dead(
                page, line, link.strip() if link.strip() in page.line(line) else page.line(line).strip(), link.strip()
            )
    for match in re.finditer(r"\]\s\((https?://[^)\s]+)\)", page.uncoded):
        yield _dead(page, page.line_of(match.start()), match[0], "")
    for match in re.finditer(r"\]\((https?:/[^/][^)\s]*|http[^:s][^)\s]*|www\.[^)\s]+)\)", page.uncoded):
        yield _dead(page, page.line_of(match.start()), match[1], match[1])


def _dead(page: Page, line: int, quote: str, goal: str) -> Flag:
    if not goal:
        return Flag(
            line, quote,
            say(fr="Une espace entre « ] » et « ( » défait le lien.", en="A space between “]” and “(” undoes "
                                                                         "the link."),
            say(fr="Retirer l'espace.", en="Remove the space."),
        )  # fmt: skip
    return Flag(
        line, quote,
        say(fr=f"« {goal} » n'est pas une adresse complète.", en=f"“{goal}” is not a full address."),
        say(fr="Écrire l'adresse avec « https:// ».", en="Write the address with “https://”."),
        "lien",
        column=max(0, page.line(line).find(quote)),
    )  # fmt: skip


_FLEETING = re.compile(
    r"https?://[^\s)>\"'\]]*(?:eventbrite|weezevent|helloasso|billetweb|/streaming/|studio_live|/live\b"
    r"|livestorm|zoom\.us)[^\s)>\"'\]]*",
    re.IGNORECASE,
)


@rule(
    "L-ARCHIVE",
    Severity.INFO,
    fr="Un lien de billetterie ou de direct d'un événement passé n'a pas d'archive.",
    en="A ticketing or live link of a past event has no archive.",
)
def no_archive(page: Page) -> Iterator[Flag]:
    if not page.is_past:
        return
    seen: set[str] = set()
    for match in _FLEETING.finditer(page.uncoded):
        if match[0] in seen or "web.archive.org" in match[0]:
            continue
        seen.add(match[0])
        yield Flag(
            page.line_of(match.start()), match[0],
            say(
                fr=f"Lien d'un tiers pour un événement passé ({page.last_day}) : il ne durera pas.",
                en=f"Link to a third party for a past event ({page.last_day}): it will not last.",
            ),
            say(fr="Retirer le lien, ou mener à un enregistrement.", en="Remove the link, or lead to a recording."),
            column=page.column_of(match.start()),
        )  # fmt: skip


_ON_SITE = re.compile(
    r"\b(?:vidéos|enregistrements|replays?|videos|recordings)\b[^.\n]{0,80}?\b(?:disponibles?"
    r"|available)\s+(?:sur|on)\s+(?P<where>\w+)",
    re.IGNORECASE,
)


@rule("L-MISSING", Severity.INFO, fr="Une preuve est citée sans lien.", en="Evidence is cited without a link.")
def missing_link(page: Page) -> Iterator[Flag]:
    for match in page.search(_ON_SITE, "disponible", "available"):
        number = page.line_of(match.start())
        if not re.search(r"https?://|\]\(", page.line(number)):
            yield Flag(
                number, match[0],
                say(fr="Preuve citée au fil du texte, sans lien.", en="Evidence cited in passing, without a link."),
                say(fr="Mettre le lien, et la ranger parmi les preuves.", en="Add the link, and file it with "
                                                                             "the evidence."),
                column=page.column_of(match.start()),
            )  # fmt: skip
