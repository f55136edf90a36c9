"""Letters and spaces: mixed apostrophes, accents, spellings of one word. All of it information, never an error."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.civics.checks.finding import Flag, Severity, rule, say
from parvis.civics.checks.page import Page
from parvis.civics.dates.words import without_accents


def _first(page: Page, start: int, quote: str, fr: str, en: str, fix_fr: str, fix_en: str) -> Flag:
    return Flag(page.line_of(start), quote, say(fr=fr, en=en), say(fr=fix_fr, en=fix_en), column=page.column_of(start))


@rule("T-QUOTES", Severity.INFO, fr="Deux apostrophes sont mêlées.", en="Two apostrophes are mixed.")
def apostrophes(page: Page) -> Iterator[Flag]:
    if "'" not in page.text or "’" not in page.text:
        return
    straight = [m.start() for m in re.finditer(r"(?<=[^\W\d_])'(?=[^\W\d_])", page.masked)]
    curly = [m.start() for m in re.finditer(r"(?<=[^\W\d_])’(?=[^\W\d_])", page.masked)]
    if not straight or not curly:
        return
    rare = min(straight, curly, key=len)[0]
    begin = max(page.text.rfind(" ", 0, rare), page.text.rfind("\n", 0, rare)) + 1
    quote = re.split(r"\s", page.text[begin:], maxsplit=1)[0]
    yield _first(
        page, begin, quote,
        f"Apostrophes droites ({len(straight)}) et typographiques ({len(curly)}) mêlées.",
        f"Straight ({len(straight)}) and typographic ({len(curly)}) apostrophes are mixed.",
        "Choisir « ’ » partout.", "Choose “’” everywhere.",
    )  # fmt: skip


_WITH = re.compile("(?<=\\S)[\u00a0\u202f\u2009](?=[:;!?»])|(?<=«)[\u00a0\u202f\u2009]")
_WITHOUT = re.compile(r"(?<=[^\W\d_]) (?=[:;!?»](?:\s|$))|(?<=«) ", re.MULTILINE)


@rule(
    "T-NBSP", Severity.INFO, fr="Les espaces insécables ne sont pas partout.", en="No-break spaces are not everywhere."
)
def no_break_spaces(page: Page) -> Iterator[Flag]:
    if not any(space in page.text for space in "\u00a0\u202f\u2009"):
        return
    body = page.masked[page.body_start :]
    fixed, free = list(_WITH.finditer(body)), list(_WITHOUT.finditer(body))
    thin = len(re.findall("\u2009", body))
    if (fixed and free) or thin:
        rare = (free if fixed and len(free) <= len(fixed) and free else fixed or list(re.finditer("\u2009", body)))[0]
        start = page.body_start + rare.start()
        begin = max(page.text.rfind(" ", 0, start), page.text.rfind("\n", 0, start)) + 1
        yield _first(
            page, begin, page.text[begin : start + 2].strip("\n"),
            f"Espaces insécables ou fines : {len(fixed)} avant ou après la ponctuation, {len(free)} ordinaires"
            f"{f', {thin} fines sécables' if thin else ''}.",
            f"No-break spaces around punctuation: {len(fixed)} fixed, {len(free)} ordinary"
            f"{f', {thin} thin and breakable' if thin else ''}.",
            "Laisser le site poser ces espaces.", "Let the site set these spaces.",
        )  # fmt: skip


_INITIAL = re.compile(r"(?<!\w)[EÉ]\w{3,}")


@rule(
    "T-ACCENT", Severity.INFO, fr="Un mot a son accent ici et pas là.", en="A word has its accent here and not there."
)
def accents(page: Page) -> Iterator[Flag]:
    if "É" not in page.text or "E" not in page.text:
        return
    with_accent: dict[str, str] = {}
    without: dict[str, tuple[int, str]] = {}
    for match in page.search(_INITIAL):
        word = match[0]
        if word[0] == "É":
            with_accent.setdefault(without_accents(word).lower(), word)
        else:
            without.setdefault(word.lower(), (match.start(), word))
    for key, (start, word) in without.items():
        if key in with_accent and without_accents(with_accent[key]) == without_accents(word):
            yield _first(
                page, start, word,
                f"« {word} » ici, « {with_accent[key]} » ailleurs dans la page.",
                f"“{word}” here, “{with_accent[key]}” elsewhere in the page.",
                f"Écrire « {with_accent[key]} » partout.", f"Write “{with_accent[key]}” everywhere.",
            )  # fmt: skip


_CAPITALS = re.compile(r"^[^\Wa-zà-ÿ_][A-ZÀ-Ý’' -]{12,}$", re.MULTILINE)
_UNACCENTED = {
    "SECRETAIRE",
    "AUPRES",
    "ETAT",
    "ECONOMIE",
    "MINISTERE",
    "REPUBLIQUE",
    "NUMERIQUE",
    "DELEGUE",
    "DELEGUEE",
}


@rule(
    "T-CAPS",
    Severity.INFO,
    fr="Des capitales ont leurs accents, d'autres non.",
    en="Some capitals have their accents, others not.",
)
def accents_on_capitals(page: Page) -> Iterator[Flag]:
    lines = list(_CAPITALS.finditer(page.body))
    if not any(re.search("[ÉÈÊÀÇÙÎÔ]", m[0]) for m in lines):
        return
    for match in lines:
        words = [w for w in re.findall(r"[A-ZÀ-Ý]+", match[0]) if w in _UNACCENTED]
        if words:
            start = page.body_start + match.start() + match[0].find(words[0])
            yield _first(
                page, start, words[0],
                f"« {' », « '.join(words)} » sans accent, d'autres capitales en ont.",
                f"“{'”, “'.join(words)}” without accents, other capitals have theirs.",
                "Accentuer les capitales.", "Put accents on capitals.",
            )  # fmt: skip


# One word, two accepted spellings: either is right, both in a page are not.
_SPELLINGS = (("événement", "évènement"), ("clé", "clef"), ("cofondateur", "co-fondateur"), ("e-mail", "email"))


@rule(
    "T-VARIANT",
    Severity.INFO,
    fr="Un mot a deux orthographes dans la page.",
    en="A word has two spellings in the page.",
)
def spellings(page: Page) -> Iterator[Flag]:
    for one, other in _SPELLINGS:
        if not (page.has(one) and page.has(other)):
            continue
        low = page.once("masked, lower", page.masked.lower)
        if len(low) != len(page.masked):
            return
        found = {word: [m.start() for m in re.finditer(rf"\b{word}s?\b", low)] for word in (one, other)}
        if found[one] and found[other]:
            rare = min(found, key=lambda word: len(found[word]))
            start = found[rare][0]
            quote = re.match(r"\w[\w-]*", page.text[start:])
            yield _first(
                page, start, quote[0] if quote else rare,
                f"« {one} » ({len(found[one])}) et « {other} » ({len(found[other])}) dans la même page.",
                f"“{one}” ({len(found[one])}) and “{other}” ({len(found[other])}) in one page.",
                "Choisir une orthographe.", "Choose one spelling.",
            )  # fmt: skip


@rule("M-SPACE", Severity.INFO, fr="Une ligne finit par une espace.", en="A line ends with a space.")
def trailing_space(page: Page) -> Iterator[Flag]:
    for number in range(page.body_line, len(page.lines) + 1):
        line = page.line(number)
        if line.endswith(" ") and not line.endswith("  ") and line.strip():
            yield Flag(
                number, line[-20:],
                say(fr="Espace en fin de ligne.", en="Trailing space."),
                say(fr="La retirer.", en="Remove it."),
                column=max(0, len(line) - 20),
            )  # fmt: skip


@rule("T-STOP", Severity.INFO, fr="Une phrase n'a pas de point final.", en="A sentence has no full stop.")
def full_stop(page: Page) -> Iterator[Flag]:
    for paragraph in page.paragraphs:
        if paragraph.text.rstrip()[-1:] in '.!?:;…»"':
            continue
        text = re.sub(r"\s*\[\^?\w+\]\s*$|\{:[^}]*\}|\]\([^)]*\)|[*_>\]]", "", paragraph.text).strip()
        if "\n" in text or len(text.split()) < 25 or not text[0].isupper() or not re.search(r"[.,] ", text[:-1]):
            continue
        if text[-1].isalpha() and not paragraph.text.lstrip().startswith(("#", "-", "*", ">", "<", "|", "[", "•")):
            quote = paragraph.text.rstrip()[-40:]
            yield Flag(
                page.line_of(paragraph.start), quote,
                say(fr="Le paragraphe finit sans ponctuation.", en="The paragraph ends without punctuation."),
                say(fr="Mettre le point, ou finir la phrase.", en="Add the full stop, or finish the sentence."),
                column=max(0, len(paragraph.text.rstrip()) - 40),
            )  # fmt: skip
