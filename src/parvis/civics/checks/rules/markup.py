"""Markup hygiene: what readers of any Markdown engine would see wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.civics.checks.finding import Flag, Severity, rule, say
from parvis.civics.checks.page import Page


def place_of(page: Page, start: int, quote: str) -> tuple[int, str, int]:
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
        line, quote, column = place_of(page, start, page.text[start : match.end()])
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
        line, quote, column = place_of(page, start, match[0].split("]")[0] + "]")
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
        line, quote, column = place_of(page, match.start(), match[0])
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
