"""Markup hygiene: what readers of any Markdown engine would see wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.civics.checks.finding import Flag, Severity, rule, say
from parvis.civics.checks.page import Page


def _at(page: Page, start: int, quote: str) -> tuple[int, str, int]:
    return page.line_of(start), quote, page.column_of(start)


@rule(
    "M-BOLD",
    Severity.WARNING,
    fr="Un gras est fermé sans être ouvert, ou l'inverse.",
    en="Bold is closed but never opened, or the reverse.",
)
def bold(page: Page) -> Iterator[Flag]:
    for paragraph in page.paragraphs:
        if "**" not in paragraph.text:
            continue
        text = page.uncoded[paragraph.start : paragraph.start + len(paragraph.text)]
        opened: int | None = None
        for number, line in enumerate(text.split("\n"), start=paragraph.line):
            bullet = _BULLET.match(line)
            if bullet and opened is not None:
                yield _lone_bold(page, opened, closed=False)
                opened = None
            words = _NOT_BOLD.sub("", line[bullet.end() :] if bullet else line)
            if words.count("**") % 2 == 0:
                continue
            if opened is not None:
                opened = None
            elif _CLOSED_ONLY.search(words):
                yield _lone_bold(page, number, closed=True)
            else:
                opened = number
        if opened is not None:
            yield _lone_bold(page, opened, closed=False)


_BULLET = re.compile(r"[ \t]*(?:[-*•–+]|\d+\.)[ \t]+")
_NOT_BOLD = re.compile(r"\\\*|^[ \t]*(?:\*[ \t]*){3,}$")
_CLOSED_ONLY = re.compile(r"^[^*]*\S\*\*(?:\s|$)")


def _lone_bold(page: Page, number: int, *, closed: bool) -> Flag:
    line = page.line(number)
    place = line.rfind("**")
    quote = line.strip() if len(line.strip()) <= 60 else line[max(0, place - 24) : place + 2].strip()
    state = (
        ("fermé, jamais ouvert", "closed, never opened") if closed else ("ouvert, jamais fermé", "opened, never closed")
    )
    return Flag(
        number,
        quote,
        say(fr=f"« ** » sans son pareil : {state[0]}.", en=f"“**” without its pair: {state[1]}."),
        say(fr="Ouvrir et fermer le gras, ou retirer « ** ».", en="Open and close the bold, or remove “**”."),
        column=max(0, line.find(quote)),
    )


_NOWHERE = re.compile(r"\]\(\s*#?\s*\)|<a\s[^<>]{0,400}?href=[\"']#?[\"'][^<>]*>")


@rule("M-LINK#", Severity.ERROR, fr="Le lien ne mène nulle part.", en="The link leads nowhere.")
def dead_fragment(page: Page) -> Iterator[Flag]:
    for match in _NOWHERE.finditer(page.uncoded):
        start = (
            page.uncoded.rfind("[", max(0, match.start() - 300), match.start()) if match[0][0] == "]" else match.start()
        )
        if start < 0 or "\n" in page.uncoded[start : match.start()]:
            continue
        line, quote, column = _at(page, start, page.text[start : match.end()])
        yield Flag(
            line,
            quote,
            say(fr="Ce lien n'a pas de cible.", en="This link has no target."),
            say(fr="Donner l'adresse, ou retirer le lien.", en="Give the address, or remove the link."),
            column=column,
        )


_SHORTCODE = re.compile(
    r"\[(?P<name>caption|gallery|embed|vc_\w+|su_\w+|contact-form-7|audio|video|playlist)(?:\s[^\]\n]*)?\](?!\()"
    r"(?:[^\n]*?\[/(?P=name)\])?"
)


@rule(
    "M-SHORT",
    Severity.WARNING,
    fr="Une balise d'un autre logiciel est restée dans le texte.",
    en="A tag of another system was left in the text.",
)
def shortcode(page: Page) -> Iterator[Flag]:
    for match in _SHORTCODE.finditer(page.body):
        start = page.body_start + match.start()
        line, quote, column = _at(page, start, match[0].split("]")[0] + "]")
        yield Flag(
            line,
            quote,
            say(
                fr=f"« [{match['name']}] » est une balise de WordPress, affichée telle quelle.",
                en=f"“[{match['name']}]” is a WordPress shortcode, shown as it is.",
            ),
            say(fr="Reprendre l'image et sa légende.", en="Bring back the image and its caption."),
            column=column,
        )


@rule(
    "M-IAL",
    Severity.WARNING,
    fr="Un attribut kramdown s'affiche en clair ailleurs.",
    en="A kramdown attribute shows as text elsewhere.",
)
def kramdown_attribute(page: Page) -> Iterator[Flag]:
    for match in re.finditer(r"\{:[^}\n]*\}", page.uncoded):
        line, quote, column = _at(page, match.start(), match[0])
        yield Flag(
            line,
            quote,
            say(
                fr="Attribut kramdown : un autre moteur Markdown l'affiche comme du texte.",
                en="Kramdown attribute: any other Markdown engine shows it as text.",
            ),
            say(fr="Le retirer ; le style vient du gabarit.", en="Remove it; styling belongs to the template."),
            column=column,
        )


_STYLE = re.compile(r"<[a-z][^<>]{0,400}?\s(?:style|align)=|<(?:b|i|u|font|center)>", re.IGNORECASE)


@rule("M-STYLE", Severity.WARNING, fr="Du HTML met en forme à la main.", en="HTML styles by hand.")
def raw_style(page: Page) -> Iterator[Flag]:
    lines = page.uncoded.split("\n")
    for number in range(page.body_line, len(page.lines) + 1):
        line = lines[number - 1]
        if "<" in line and (match := _STYLE.search(line)):
            end = line.find(">", match.start()) + 1 or len(line)
            yield Flag(
                number,
                line[match.start() : end][:80],
                say(
                    fr="Mise en forme en HTML : les titres et l'emphase n'ont plus de sens pour un lecteur d'écran.",
                    en="Styling in HTML: headings and emphasis lose their meaning for a screen reader.",
                ),
                say(
                    fr="Écrire en Markdown : titres « ### », gras « ** ».",
                    en="Write Markdown: “###” headings, “**” bold.",
                ),
                column=match.start(),
            )


@rule(
    "M-ALT", Severity.WARNING, fr="Une image n'a pas de texte de remplacement.", en="An image has no alternative text."
)
def alternative(page: Page) -> Iterator[Flag]:
    pictures = page.front.data.get("une-ou-diaporama")
    for index, picture in enumerate(pictures if isinstance(pictures, list) else []):
        if (
            isinstance(picture, dict)
            and picture.get("image")
            and not str(picture.get("alternative-textuelle") or "").strip()
        ):
            line = page.front.line("une-ou-diaporama", index, "image")
            yield _no_alternative(line, page.line(line).strip().lstrip("- "), "une-ou-diaporama.alternative-textuelle")
    if page.value("image") and not page.value("alternative-textuelle"):
        line = page.front.line("image")
        yield _no_alternative(line, page.line(line).strip(), "image")
    for match in re.finditer(r"<img\b(?![^<>]*\balt\b)[^<>]*>|!\[\]\([^)\n]+\)", page.uncoded):
        yield _no_alternative(page.line_of(match.start()), match[0].split("\n")[0], "")


def _no_alternative(line: int, quote: str, field: str) -> Flag:
    return Flag(
        line,
        quote,
        say(fr="Image sans texte de remplacement.", en="Image without alternative text."),
        say(
            fr="Décrire l'image, ou dire qu'elle est décorative.",
            en="Describe the image, or say that it is decorative.",
        ),
        field,
    )


_ENGLISH = re.compile(
    r"\b(?:data|démo|retex|feedback|pitchs?|workshop|meetup|open data|storytelling|speed-jobbing)\b", re.IGNORECASE
)
_MARKED = re.compile(r"<(\w+)\s[^<>]{0,200}?\blang=[\"']?(\w+)[^<>]*>(.{0,200}?)</\1>", re.IGNORECASE | re.DOTALL)


@rule(
    "M-LANG",
    Severity.INFO,
    fr="Un mot d'une autre langue est marqué, d'autres non.",
    en="One foreign word is marked, others are not.",
)
def language_marks(page: Page) -> Iterator[Flag]:
    marked = [(m.start(), m.end(), m[3].strip().lower()) for m in _MARKED.finditer(page.uncoded)]
    if not marked:
        return
    words = {word for _, _, word in marked}
    if any(len(word.split()) > 2 for word in words):
        return  # whole sentences are marked: not the marking of single words
    seen: set[str] = set()
    for match in page.search(_ENGLISH):
        inside = any(start <= match.start() < end for start, end, _ in marked)
        word = match[0].lower()
        if (
            inside
            or word in seen
            or page.line(page.line_of(match.start())).startswith("title:")
            or (word in {"démo", "retex"} and "meetup" not in words)
        ):
            continue
        seen.add(word)
        yield Flag(
            page.line_of(match.start()),
            match[0],
            say(
                fr=f"« {match[0]} » n'a pas d'attribut de langue, « {sorted(words)[0][:40]} » en a un.",
                en=f"“{match[0]}” has no language attribute, “{sorted(words)[0][:40]}” has one.",
            ),
            say(fr="Marquer tous les mots étrangers, ou aucun.", en="Mark every foreign word, or none."),
            column=page.column_of(match.start()),
        )


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
        line, quote, column = _at(page, start, match[0])
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
