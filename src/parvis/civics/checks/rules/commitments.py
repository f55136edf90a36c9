"""Commitments: the values they claim, the evidence they show, the ways they name themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlparse

from parvis.civics.checks.finding import Flag, Severity, rule, say
from parvis.civics.checks.page import Page
from parvis.civics.checks.rules.fields import labelled

_PRINCIPLES = re.compile(
    r"^(?!pertinent|relevant)[^\n]*\b(?:principes? ogp|valeurs ogp auxquelles|ogp (?:values"
    r"|principles))\b[^\n:]*:[ \t]*\n?(?P<values>[^\n]+)$",
    re.IGNORECASE | re.MULTILINE,
)
_CORE = re.compile(
    r"transparence|acc[èe]s à l[’']information|participation|redevabilité|responsabilité publique|transparency"
    r"|access to information"
    r"|accountability",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:terminé|achevé|complet|complete|completed|fully met)\b", re.IGNORECASE)
_OGP_ID = re.compile(r"\b[A-Z]{2}\d{4}\b")
_HEADING = re.compile(r"^(?P<number>\d{1,3})\.\s+(?P<title>[^\n]+)$", re.MULTILINE)


@rule(
    "C-REL",
    Severity.WARNING,
    fr="Aucune des trois valeurs du gouvernement ouvert n'est revendiquée.",
    en="None of the three open-government values is claimed.",
)
def relevance(page: Page) -> Iterator[Flag]:
    if page.kind != "commitment-page":
        return
    match = _PRINCIPLES.search(page.text)
    if match is None or _CORE.search(match["values"]):
        return
    judged = next((row for row in labelled(page) if row[0] == "relevant" and row[3]), None)
    seen_fr = f" ; la revue dit « {judged[3]} » (ligne {judged[1]})" if judged else ""
    seen_en = f"; the review says “{judged[3]}” (line {judged[1]})" if judged else ""
    yield Flag(
        page.line_of(match.start("values")), match["values"].strip(),
        say(
            fr=f"Seul « {match['values'].strip()} » est revendiqué, ni transparence, ni participation, ni "
               f"redevabilité{seen_fr}.",
            en=f"Only “{match['values'].strip()}” is claimed, neither transparency, nor participation, nor "
               f"accountability{seen_en}.",
        ),
        say(
            fr="Dire ce qui change pour le public dans l'une des trois valeurs.",
            en="Say what changes for the public in one of the three values.",
        ),
        "values",
        {"values": match["values"].strip(), "relevant": judged[3] if judged else None},
    )  # fmt: skip


_NOT = re.compile(r"(?:non|no)\W*", re.IGNORECASE)


@rule(
    "C-JUDGED",
    Severity.INFO,
    fr="La revue ne retient pas les valeurs que l'engagement revendique.",
    en="The review does not accept the values that the commitment claims.",
)
def judged(page: Page) -> Iterator[Flag]:
    if page.kind != "commitment-page":
        return
    claimed = _PRINCIPLES.search(page.text)
    for notion, line, quote, value in labelled(page):
        if claimed and notion == "relevant" and _NOT.fullmatch(value):
            values, claimed_on = claimed["values"].strip(), page.line_of(claimed.start("values"))
            yield Flag(
                line, quote,
                say(
                    fr=f"Jugé non pertinent ; l'engagement revendique « {values} » (ligne {claimed_on}).",
                    en=f"Judged not relevant; the commitment claims “{values}” (line {claimed_on}).",
                ),
                say(
                    fr="Montrer les deux, chacun avec son auteur et sa date.",
                    en="Show both, each with its author and its date.",
                ),
                "relevant",
                {"claimed": values, "judged": value},
            )  # fmt: skip


@rule("C-EVID", Severity.WARNING, fr="« Terminé » sans preuve.", en="“Completed” without evidence.")
def evidence(page: Page) -> Iterator[Flag]:
    if page.kind != "commitment-page":
        return
    for notion, line, quote, value in labelled(page):
        if notion != "completion" or not _DONE.search(value):
            continue
        below = "\n".join(page.lines[line - 1 : line + 14])
        links = re.findall(r"https?://[^\s)]+", below)
        proofs = [link for link in links if urlparse(link).path.strip("/")]
        if proofs:
            continue
        only_fr = f" La seule source est une page d'accueil ({links[0]})." if links else ""
        only_en = f" The only source is a home page ({links[0]})." if links else ""
        yield Flag(
            line, quote,
            say(fr=f"« {value} » sans preuve qui le montre.{only_fr}", en=f"“{value}” without evidence that "
                                                                          f"shows it.{only_en}"),
            say(
                fr="Ajouter une preuve datée (programme, compte rendu, vidéo), ou écrire « aucune preuve disponible ».",
                en="Add dated evidence (programme, minutes, video), or write “no evidence available”.",
            ),
            "completion",
            {"links": links},
        )  # fmt: skip


_CALL = re.compile(r"\[(\^?\w{1,8})\]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@rule(
    "C-SOLE",
    Severity.INFO,
    fr="Des faits de plusieurs années reposent sur une seule source, qui n'en cite pas chacune.",
    en="Facts of several years rest on one source, which does not name each of them.",
)
def single_source(page: Page) -> Iterator[Flag]:
    if page.kind != "commitment-page":
        return
    for number, line in enumerate(page.lines, 1):
        calls, years = _CALL.findall(line), sorted(set(_YEAR.findall(line)))
        if len(calls) != 1 or len(years) < 2 or line.lstrip().startswith("["):
            continue
        note = next((other for other in page.lines if other.lstrip().startswith(f"[{calls[0]}]")), "")
        named = set(
            _YEAR.findall(re.sub(r"\([^)]*\)\s*$", "", note))
        )  # the day of consultation is no year of the facts
        missing = [year for year in years if year not in named]
        if not note or not missing or len(re.findall(r"https?://", note)) > 1:
            continue
        yield Flag(
            number, f"[{calls[0]}]",
            say(
                fr=f"Une seule source pour {', '.join(years)} ; elle ne cite pas {', '.join(missing)}.",
                en=f"One source for {', '.join(years)}; it does not name {', '.join(missing)}.",
            ),
            say(fr="Donner une source pour chaque année.", en="Give a source for each year."),
            "completion",
            {"years": years, "missing": missing},
            column=line.index(f"[{calls[0]}]"),
        )  # fmt: skip


@rule(
    "C-ID",
    Severity.WARNING,
    fr="L'engagement a plusieurs identifiants que rien ne relie.",
    en="The commitment has several identifiers that nothing relates.",
)
def identifiers(page: Page) -> Iterator[Flag]:
    if page.kind != "commitment-page":
        return
    outer, inner = _OGP_ID.search(page.text), _HEADING.search(page.text)
    if not outer or not inner:
        return
    number = re.compile(rf"\b{inner['number']}\b")
    if any(outer[0] in line and number.search(line) for line in page.lines):
        return
    yield Flag(
        page.line_of(inner.start()), inner[0],
        say(
            fr=f"« {outer[0]} » (ligne {page.line_of(outer.start())}), « {inner['number']} » et ses jalons ne "
               f"sont jamais reliés.",
            en=f"“{outer[0]}” (line {page.line_of(outer.start())}), “{inner['number']}” and its milestones are "
               f"never related.",
        ),
        say(
            fr=f"Écrire une fois : {outer[0]}, engagement {inner['number']} du plan.",
            en=f"Write once: {outer[0]}, commitment {inner['number']} of the plan.",
        ),
        fact={"ids": [outer[0], inner["number"]]},
    )  # fmt: skip


@rule("C-TITLE", Severity.INFO, fr="L'engagement a deux titres.", en="The commitment has two titles.")
def titles(page: Page) -> Iterator[Flag]:
    if page.kind != "commitment-page":
        return
    heading = _HEADING.search(page.text)
    short = next((line for line in page.lines if _OGP_ID.search(line)), "")
    name = re.sub(r"\s*\([A-Z]{2}\d{4}\)", "", short).strip()
    if heading and name and name.lower() not in heading["title"].lower():
        yield Flag(
            page.line_of(heading.start()), heading[0],
            say(
                fr=f"Le titre de la page est « {name} » (ligne {page.lines.index(short) + 1}).",
                en=f"The title of the page is “{name}” (line {page.lines.index(short) + 1}).",
            ),
            say(fr="Dire lequel est le titre long et lequel le court.", en="Say which is the long title and "
                                                                           "which the short."),
        )  # fmt: skip


@rule(
    "C-PHASE",
    Severity.WARNING,
    fr="Les titres des phases ne sont pas ceux des rapports cités.",
    en="The headings of the phases are not those of the reports cited.",
)
def phases(page: Page) -> Iterator[Flag]:
    if page.kind != "commitment-page":
        return
    report = re.search(r"Design Report|rapport de conception", page.text, re.IGNORECASE)
    heading = re.search(r"^[^\n]*\b(?:mi-parcours|mid-?term)\b[^\n]*$", page.text, re.IGNORECASE | re.MULTILINE)
    if (
        report
        and heading
        and not re.search(r"mi-parcours|mid-?term", page.line(page.line_of(report.start())), re.IGNORECASE)
    ):
        yield Flag(
            page.line_of(heading.start()), heading[0].strip(),
            say(
                fr=f"Le rapport cité est « {report[0]} » (ligne {page.line_of(report.start())}), pas un rapport "
                   f"de mi-parcours.",
                en=f"The report cited is “{report[0]}” (line {page.line_of(report.start())}), not a mid-term report.",
            ),
            say(fr="Nommer la phase comme le rapport.", en="Name the phase as the report does."),
        )  # fmt: skip


@rule(
    "T-PREP",
    Severity.INFO,
    fr="« à 2018 » pour une année.",
    en="A wrong preposition before a year.",
)
def year_preposition(page: Page) -> Iterator[Flag]:
    for match in page.search(re.compile(r"(?<=[a-zA-Z] )(?:à|dans)(?= (?:19|20)\d\d(?:[ ,.]|$))")):
        start = match.start()
        yield Flag(
            page.line_of(start), page.text[start : match.end() + 5],
            say(fr="Une année se dit avec « en ».", en="French says “en” before a year."),
            say(fr="Écrire « en ».", en="Write “en”."),
            column=page.column_of(start),
        )  # fmt: skip
