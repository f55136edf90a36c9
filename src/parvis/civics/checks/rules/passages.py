"""Passages that should not stand as they do: said twice, notes without text, remains of navigation, words of nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.civics.checks.finding import Flag, Severity, rule, say
from parvis.civics.checks.page import Page
from parvis.civics.checks.rules.markup import place_of


@rule("M-DUP", Severity.INFO, fr="Un paragraphe est répété.", en="A paragraph is repeated.")
def duplicate_paragraph(page: Page) -> Iterator[Flag]:
    seen: dict[str, int] = {}
    for number in range(page.body_line, len(page.lines) + 1):
        text = page.line(number).strip()
        if len(text) < 80 or text.startswith(("<", "|", ">")):
            continue
        first = seen.setdefault(text.lower(), number)
        if first != number:
            yield Flag(
                number,
                text[:80],
                say(fr=f"Ce paragraphe est déjà à la ligne {first}.", en=f"This paragraph is already on line {first}."),
                say(fr="Renvoyer au premier.", en="Refer to the first."),
                fact={"first_line": first},
            )


@rule("M-REPEAT", Severity.INFO, fr="Une ligne est répétée.", en="A line is repeated.")
def repeated_line(page: Page) -> Iterator[Flag]:
    previous, where = "", 0
    for number in range(page.body_line, len(page.lines) + 1):
        text = page.line(number).strip()
        if not text:
            continue
        if text == previous and len(text) > 5 and re.match(r"[^\W\d_]", text):
            yield Flag(
                number,
                text[:80],
                say(
                    fr=f"La même ligne est juste au-dessus (ligne {where}).",
                    en=f"The same line is just above (line {where}).",
                ),
                say(fr="N'en garder qu'une.", en="Keep one."),
            )
        previous, where = text, number


_ANCHOR = re.compile(r"\[(\^?[\w]{1,8})\](?![(:\[])")
_ROMAN = re.compile(r"^[ivxlcdm]{2,8}$")
_CONSULTED = re.compile(r"https?://\S+[^\n]*\((?:consulté\w*|accessed|retrieved)[^)\n]*\)", re.IGNORECASE)


@rule(
    "M-NOTE",
    Severity.WARNING,
    fr="Une note n'a pas d'appel, un appel n'a pas de note, ou la numérotation vient d'ailleurs.",
    en="A note has no mark, a mark has no note, or the numbering comes from elsewhere.",
)
def footnotes(page: Page) -> Iterator[Flag]:
    marks = [m for m in _ANCHOR.finditer(page.body) if _is_note(m[1])]
    notes = {m[1]: m for m in marks if not page.body[page.body.rfind("\n", 0, m.start()) + 1 : m.start()].strip()}
    calls = [m for m in marks if notes.get(m[1]) is not m]
    called = {m[1] for m in calls}
    for match in marks:
        start = page.body_start + match.start()
        lost = (match[1] not in notes) if match in calls else (match[1] not in called)
        if lost:
            fr, en = (
                ("Appel sans note.", "Mark without a note.")
                if match in calls
                else ("Note sans appel.", "Note without a mark.")
            )
        elif match is marks[0] and _number(match[1]) > 1:
            value = _number(match[1])
            fr = f"La numérotation commence à {value} : c'est celle d'un autre document."
            en = f"The numbering begins at {value}: it is that of another document."
        else:
            continue
        line, quote, column = place_of(page, start, match[0])
        yield Flag(
            line,
            quote,
            say(fr=fr, en=en),
            say(fr="Renuméroter les notes de la page.", en="Number the notes of this page."),
            column=column,
        )
    for match in _CONSULTED.finditer(page.body):
        start = page.body.rfind("\n", 0, match.start()) + 1
        words = page.body[start : match.end()]
        if words.startswith("[") or len(words) > 600 or "•" in words[:6]:
            continue
        yield Flag(
            page.line_of(page.body_start + start),
            words[:60],
            say(fr="Référence sans appel dans le texte.", en="Reference without a mark in the text."),
            say(fr="Dire quelle phrase elle appuie.", en="Say which sentence it supports."),
        )


def _is_note(label: str) -> bool:
    return label.startswith("^") or label.isdecimal() or bool(_ROMAN.match(label))


def _number(label: str) -> int:
    label = label.lstrip("^")
    if label.isdecimal():
        return int(label)
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    total = 0
    for here, after in zip(label, [*label[1:], ""], strict=True):
        value = values.get(here, 0)
        total += -value if after and value < values.get(after, 0) else value
    return total


_RESIDUE = re.compile(
    r"^\W*(?:ignorer la navigation|skip navigation|aller au contenu|skip to (?:main )?content|demander une démo"
    r"|request a demo"
    r"|blog cover image|\w+ logo|partager sur \w+|share on \w+|[A-ZÉ]\w+ i|open government partnership"
    r"|engagements|commitments)\W*$",
    re.IGNORECASE | re.MULTILINE,
)


@rule(
    "M-NAV",
    Severity.INFO,
    fr="Un reste de navigation est dans le texte.",
    en="A leftover of navigation is in the text.",
)
def navigation_residue(page: Page) -> Iterator[Flag]:
    if page.front.present or page.kind not in {"commitment-page", "blog-post"}:
        return
    for match in _RESIDUE.finditer(page.body):
        yield Flag(
            page.line_of(page.body_start + match.start() + len(match[0]) - len(match[0].lstrip())),
            match[0].strip(),
            say(fr="Reste de la navigation du site d'origine.", en="Leftover of the original site's navigation."),
            say(fr="Retirer la ligne.", en="Remove the line."),
        )


@rule("M-DECOR", Severity.INFO, fr="Des tirets servent de décor.", en="Hyphens are used as decoration.")
def decoration(page: Page) -> Iterator[Flag]:
    for match in re.finditer(r"^-[^\W\d_][^\n]*[^\W\d_-]-$", page.body, re.MULTILINE):
        yield Flag(
            page.line_of(page.body_start + match.start()),
            match[0],
            say(fr="Tirets collés : un lecteur y verrait une liste.", en="Glued hyphens: a reader would see a list."),
            say(fr="Les retirer.", en="Remove them."),
        )


_AUTHORED = re.compile(r"^(?:[A-ZÉÈÀ][\w’'-]+ ){1,3}[A-ZÉÈÀ][\w’'-]+(?:,[^\n]*)?$")


@rule(
    "M-QUOTE", Severity.WARNING, fr="Une citation n'a ni source ni date.", en="A quotation has neither source nor date."
)
def unsourced_quotation(page: Page) -> Iterator[Flag]:
    for paragraph in page.paragraphs:
        lines = [
            re.sub(r"^[>\s]+", "", line).strip() for line in paragraph.text.split("\n") if line.strip().startswith(">")
        ]
        words = [line for line in lines if line and not line.startswith("{:")]
        if (
            len(words) >= 2
            and _AUTHORED.match(words[-1])
            and not re.search(r"https?://|\]\(|\b(?:19|20)\d\d\b", paragraph.text)
        ):
            yield _unsourced(page, paragraph.start + max(0, paragraph.text.find(words[-1])), words[-1])
    for match in re.finditer(
        r"^[ \t]*«[^»\n]{60,}»[ \t]*(?P<who>(?:[A-ZÉ][\w-]+\s){1,3}?(?:de\s)?[A-ZÉ][\w-]+)[ \t]*$",
        page.body,
        re.MULTILINE,
    ):
        yield _unsourced(page, page.body_start + match.start("who"), match["who"])


def _unsourced(page: Page, start: int, author: str) -> Flag:
    return Flag(
        page.line_of(start),
        author,
        say(fr=f"Citation sans source ni date : {author}.", en=f"Quotation without source or date: {author}."),
        say(fr="Ajouter où et quand cela fut dit.", en="Add where and when it was said."),
        column=page.column_of(start),
    )
