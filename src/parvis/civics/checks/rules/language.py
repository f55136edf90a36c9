"""Language: labels left in another language, known mistranslations, agreement slips."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.civics.checks.finding import Flag, Severity, rule, say
from parvis.civics.checks.page import Page

# Headings and labels of English templates, with their French.
_ENGLISH_LABELS = {
    "milestones": "jalons", "overview": "vue d'ensemble", "status": "statut", "completion": "achèvement",
    "commitment": "engagement", "commitments": "engagements", "next steps": "prochaines étapes",
    "early results": "premiers résultats", "lead institution": "institution chef de file", "start date":
        "date de début",
    "end date": "date de fin", "context and objectives": "contexte et objectifs", "read more": "lire la suite",
    "description": "description",
}  # fmt: skip
_FRENCH = re.compile(r"\b(?:de|d|l|le|la|les|des|du|au|est|une|dans|pour|et|que|avec|sur)\b", re.IGNORECASE)
_SEMESTER = re.compile(r"\b(?:Semester|Quarter)\s+[1-4]\b(?=\s+(?:19|20)\d\d)")
_REPORTS = re.compile(
    r"\b(?:(?:France|Country) )?(?:Design Report|Transitional Results Report|Action Plan Review|Results Report)\b"
)


def _is_french(page: Page) -> bool:
    sample = page.body[:2000]
    return len(_FRENCH.findall(sample)) > 0.05 * max(1, len(sample.split()))


@rule(
    "T-LANG",
    Severity.WARNING,
    fr="Un intitulé est resté dans une autre langue.",
    en="A label was left in another language.",
)
def untranslated(page: Page) -> Iterator[Flag]:
    short = [n for n in range(page.body_line, len(page.lines) + 1) if 5 < len(page.lines[n - 1]) < 48]
    if not (page.has("semester ", "quarter ", "report") or short) or not page.once("french", lambda: _is_french(page)):
        return
    for number in short:
        label = page.line(number).strip("#*: \t").lower()
        french = _ENGLISH_LABELS.get(label)
        if french and french != label:
            quote = page.line(number).strip()
            yield _untranslated(page, page.line_start(number) + page.line(number).find(quote), quote, french)
    for match in _SEMESTER.finditer(page.text) if page.has("semester ", "quarter ") else ():
        yield _untranslated(
            page, match.start(), match[0], match[0].replace("Semester", "semestre").replace("Quarter", "trimestre")
        )
    if page.kind == "commitment-page":
        for match in _REPORTS.finditer(page.text):
            yield _untranslated(
                page,
                match.start(),
                match[0],
                "rapport de conception" if "Design" in match[0] else "rapport de résultats",
            )


def _untranslated(page: Page, start: int, quote: str, french: str) -> Flag:
    return Flag(
        page.line_of(start), quote,
        say(fr=f"« {quote} » est resté en anglais.", en=f"“{quote}” was left in English."),
        say(fr=f"Écrire « {french} ».", en=f"Write “{french}”."),
        column=page.column_of(start),
    )  # fmt: skip


# Known mistranslations of the open-government vocabulary: pattern, what it should be, what was meant, severity.
_TERMS: tuple[tuple[str, str, str, Severity], ...] = (
    (r"\bfin de session\b", "fin de mandat (end of term)", "end of term", Severity.WARNING),
    (
        r"\brésultats de la transition\b",
        "rapport transitoire de résultats",
        "Transitional Results Report",
        Severity.WARNING,
    ),
    (r"\bTechnologie scientifique\b", "Sciences et technologies", "Science & Technology", Severity.WARNING),
    (r"^Formations(?=,|\s*$)", "Renforcement des capacités", "Capacity Building", Severity.WARNING),
    (
        r"\bne pas tenir (?:cet|l[’']) ?engagement\b",
        "ne pas reconduire cet engagement",
        "not carry this commitment over",
        Severity.ERROR,  # it says the contrary of what was meant
    ),
    (r"\bcarte routière\b", "feuille de route", "road map", Severity.WARNING),
    (
        r"\bPour un gouvernement transparent et collaboratif\b",
        "Pour une action publique transparente et collaborative",
        "the plan's official French title",
        Severity.WARNING,
    ),
)


@rule("T-TERM", Severity.WARNING, fr="Un terme est mal traduit.", en="A term is mistranslated.")
def mistranslated(page: Page) -> Iterator[Flag]:
    if page.kind != "commitment-page":
        return
    for pattern, right, meant, severity in _TERMS:
        for match in re.finditer(pattern, page.text, re.MULTILINE | re.IGNORECASE):
            yield Flag(
                page.line_of(match.start()), match[0],
                say(fr=f"« {match[0]} » traduit mal « {meant} ».", en=f"“{match[0]}” mistranslates “{meant}”."),
                say(fr=f"Écrire « {right} ».", en=f"Write “{right}”."),
                severity=severity,
                column=page.column_of(match.start()),
            )  # fmt: skip


_FEMININE = (
    "initiatives|actions|données|mesures|démarches|solutions|équipes|offres|formations|administrations|questions"
    "|tables rondes"
)
_MASCULINE = "outils|services|projets|événements|évènements|ateliers|acteurs|documents|travaux|résultats|sites|agents"
_AGREEMENTS = (
    (
        re.compile(
            rf"\b(?P<noun>{_MASCULINE})\b(?P<between>(?:\s+(?!{_FEMININE})[\w’'-]+){{0,6}}?)"
            r"\s+(?P<word>\w+ées)\s+(?:par|au|aux|en)\b"
        ),
        "és",
        "masculin",
        "masculine",
    ),
    (
        re.compile(
            rf"\b(?P<noun>{_FEMININE})\b(?P<between>(?:\s+(?!{_MASCULINE})[\w’'-]+){{0,2}}?)\s+(?P<word>\w+és)\s+par\b"
        ),
        "ées",
        "féminin",
        "feminine",
    ),
)


@rule("T-AGREE", Severity.INFO, fr="Un participe ne s'accorde pas.", en="A participle does not agree.")
def agreement(page: Page) -> Iterator[Flag]:
    for pattern, ending, gender_fr, gender_en in _AGREEMENTS:
        for match in page.search(pattern, "ées ", "és par"):
            if re.search(r"\w+s\b", match["between"]):
                continue  # another plural stands between and may be the one it agrees with
            right = re.sub("é?és$|ées$", ending, match["word"])
            yield Flag(
                page.line_of(match.start("word")), match["word"],
                say(
                    fr=f"« {match['noun']} » est {gender_fr} : « {right} ».",
                    en=f"“{match['noun']}” is {gender_en}: “{right}”.",
                ),
                say(fr=f"Écrire « {right} ».", en=f"Write “{right}”."),
                column=page.column_of(match.start("word")),
            )  # fmt: skip


# Words to look for first, the slip, what one writes.
_SLIPS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("le fond ", re.compile(r"\ble fond(?= [A-Z][\w]*\.?)"), "le fonds"),
    ("prends la parole", re.compile(r"(?<=[a-zà-ÿ] )prends(?= la parole)"), "prend"),
    ("consulté sur", re.compile(r"\bconsulté sur(?= (?:le )?\d{1,2} \w+)"), "consulté le"),
    ("uelque soit", re.compile(r"\b[Qq]uelque soit\b"), "quel que soit"),
    ("malgré que", re.compile(r"\bmalgré que\b"), "bien que"),
)


@rule("T-WORD", Severity.INFO, fr="Une faute courante.", en="A common slip.")
def slips(page: Page) -> Iterator[Flag]:
    for needle, pattern, right in _SLIPS:
        for match in page.search(pattern, needle):
            yield Flag(
                page.line_of(match.start()), match[0],
                say(fr=f"« {match[0]} » : on écrit « {right} ».", en=f"“{match[0]}”: one writes “{right}”."),
                say(fr=f"Écrire « {right} ».", en=f"Write “{right}”."),
                column=page.column_of(match.start()),
            )  # fmt: skip
