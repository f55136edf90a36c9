"""Who does what: incompatible roles, bodies taken for events, one signature at several moments."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from parvis.civics.checks.finding import Flag, Severity, rule, say
from parvis.civics.checks.page import Page

# A word with a capital inside it, or a domain: a made-up name whose spelling matters.

_PERSON = r"(?:[A-ZÉ][a-zà-ÿ’'-]+\s+(?:de\s+|du\s+|van\s+)?[A-ZÉ][a-zà-ÿ’'-]+)"
_ROLE_AFTER = re.compile(
    rf"(?P<who>{_PERSON}),\s+(?:notre\s+|le\s+|la\s+|our\s+|the\s+)?(?P<role>(?:co-?)?fondat(?:eur|rice)"
    rf"|(?:co-?)?founder|présidente?"
    r"|vice-présidente?|directeur(?:\s+\w+)?|directrice(?:\s+\w+)?|CEO|PDG)\b"
)
_FOUNDERS = re.compile(
    rf"\b(?:[Ll]es (?:co-?)?fondateurs|[Tt]he (?:co-?)?founders)\b[^.,\n]*,\s+(?P<names>{_PERSON}(?:(?:,| et"
    rf"| and)\s+{_PERSON})+)"
)
_CLASHES = (("fondateur", "cofondateur"), ("founder", "co-founder"), ("président", "vice-président"))


@rule(
    "N-ROLE", Severity.ERROR, fr="Une personne a deux rôles incompatibles.", en="A person has two incompatible roles."
)
def roles(page: Page) -> Iterator[Flag]:
    held: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for match in page.search(_ROLE_AFTER, "fondat", "founder", "présid", "direct", "ceo", "pdg"):
        held[match["who"]].append((match["role"].lower().replace("co-f", "cof"), match.start(), match[0]))
    for match in page.search(_FOUNDERS, "fondateurs", "founders"):
        for name in re.finditer(_PERSON, match["names"]):
            held[name[0]].append(("fondateur", match.start(), match[0]))
    for who, said in held.items():
        said.sort(key=lambda item: item[1])
        first = said[0]
        clash = next((other for other in said[1:] if _incompatible(first[0], other[0])), None)
        if clash:
            yield Flag(
                page.line_of(clash[1]),
                page.text[clash[1] : clash[1] + len(clash[2])],
                say(
                    fr=f"{who} : « {first[0]} » (ligne {page.line_of(first[1])}), puis « {clash[0]} ».",
                    en=f"{who}: “{first[0]}” (line {page.line_of(first[1])}), then “{clash[0]}”.",
                ),
                say(fr="Vérifier le titre, et le donner une seule fois.", en="Check the title, and give it once."),
                fact={"person": who, "roles": [first[0], clash[0]]},
                column=page.column_of(clash[1]),
            )


def _incompatible(one: str, other: str) -> bool:
    if {one, other} in [set(pair) for pair in _CLASHES]:
        return True
    founder, director = sorted((one, other), key=lambda role: "fond" not in role and "found" not in role)
    return founder in {"fondateur", "founder"} and director.startswith(("directeur ", "directrice "))


_ATTENDS = re.compile(
    r"\b(?P<verb>participe(?:ra|nt|ront)?|assiste(?:ra|nt|ront)?|se rendra)\b(?P<when>[^.;\n]{0,60}?)\b(?:au"
    r"|à la|à l[’'])\s*"
    r"(?P<body>(?:Partenariat|Association|Fondation|Agence|Commission|Ministère|Comité|Conseil"
    r"|Organisation)\b[^.;,\n]*)"
)


@rule("E-TYPE", Severity.WARNING, fr="Un organisme est pris pour un événement, ou un événement change de nature.",
      en="A body is taken for an event, or an event changes its kind.")  # fmt: skip
def entity_kind(page: Page) -> Iterator[Flag]:
    for match in page.search(_ATTENDS, "particip", "assist", "se rendra"):
        if any(match.start("when") <= m.start < match.start("body") for m in page.mentions):
            yield Flag(
                page.line_of(match.start("body")), match["body"].strip(),
                say(
                    fr=f"On y « {match['verb']} » à des dates : « {match['body'].strip()} » est un organisme, "
                       f"pas un événement.",
                    en=f"People attend it on given days: “{match['body'].strip()}” is a body, not an event.",
                ),
                say(fr="Nommer l'événement : « le sommet du… ».", en="Name the event: “the summit of…”."),
                column=page.column_of(match.start("body")),
            )  # fmt: skip
    yield from _changed_kind(page)


_GATHERING = r"sommet|forum|salon|congr[èe]s|festival|colloque|hackathon|assises|summit|conference|congress|fair"
_THIS = re.compile(rf"\b(?:Ce|Cet|Cette|Ces|This)\s+(?P<noun>{_GATHERING})\b", re.IGNORECASE)


def _changed_kind(page: Page) -> Iterator[Flag]:
    named = {m[0].lower() for m in re.finditer(rf"\b(?:{_GATHERING})\b", page.title, re.IGNORECASE)}
    if len(named) != 1:
        return
    kind = next(iter(named))
    for match in page.search(_THIS):
        noun = match["noun"].lower()
        before = page.low[: match.start()]
        if (
            noun != kind
            and not re.search(rf"\b{re.escape(noun)}\b", before)
            and len(re.findall(rf"\b{kind}\b", before)) >= 2
        ):
            yield Flag(
                page.line_of(match.start()), match[0],
                say(
                    fr=f"« {match[0]} » : l'événement est un « {kind} » partout ailleurs.",
                    en=f"“{match[0]}”: the event is a “{kind}” everywhere else.",
                ),
                say(fr=f"Écrire « {kind} ».", en=f"Write “{kind}”."),
                column=page.column_of(match.start()),
            )  # fmt: skip


_SIGNING = re.compile(r"\b(?:fut |a été |sera )?sign(?:ée?s?|ature|ant|er)\b", re.IGNORECASE)
_OCCASIONS = (
    ("lors de", re.compile(r"\blors (?:duquel|de laquelle|d[ue]|de l)\b", re.IGNORECASE)),
    ("en marge de", re.compile(r"\ben marge d[ue]\b", re.IGNORECASE)),
    ("dans la foulée", re.compile(r"\bdans la foulée\b", re.IGNORECASE)),
    ("à l'issue de", re.compile(r"\bà l[’']issue d[ue]\b", re.IGNORECASE)),
)


@rule(
    "D-SIGN",
    Severity.ERROR,
    fr="Une signature est placée à plusieurs moments.",
    en="A signature is placed at several moments.",
)
def signing(page: Page) -> Iterator[Flag]:
    placed: list[tuple[str, int, str]] = []
    for match in page.search(_SIGNING, "signé", "signature", "signer", "signant"):
        begin = max(page.masked.rfind(mark, 0, match.start()) for mark in (". ", "\n", " ; ")) + 1
        ends = [place for mark in (". ", "\n", " ; ") if (place := page.masked.find(mark, match.end())) >= 0]
        sentence = page.masked[begin : min(ends, default=len(page.masked))]
        for occasion, pattern in _OCCASIONS:
            if pattern.search(sentence) and occasion not in {name for name, _, _ in placed}:
                placed.append((occasion, match.start(), page.text[match.start() : match.end()]))
    if len(placed) >= 2:
        listed = ", ".join(f"« {name} » (ligne {page.line_of(start)})" for name, start, _ in placed)
        _, start, quote = placed[1]
        yield Flag(
            page.line_of(start), quote,
            say(
                fr=f"La signature est située à {len(placed)} moments : {listed}.",
                en=f"The signature is placed at {len(placed)} moments: {listed.replace('ligne', 'line')}.",
            ),
            say(fr="Donner une date et un lieu de signature.", en="Give one date and one place of signature."),
            fact={"occasions": [name for name, _, _ in placed]},
            column=page.column_of(start),
        )  # fmt: skip
