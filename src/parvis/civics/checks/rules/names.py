"""Names: variants of one thing, several names of one instrument, roles and kinds that do not go together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from parvis.civics.checks.finding import Flag, Severity, rule, say
from parvis.civics.checks.page import Page
from parvis.civics.dates.words import without_accents

# A word with a capital inside it, or a domain: a made-up name whose spelling matters.

_INNER = re.compile(r"[a-zà-ÿ][A-Z]|[A-Z][A-Z][a-zà-ÿ]{2}")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]{4,}")
_DOMAIN_END = re.compile(r"\.(?:gouv\.fr|gouv|fr|org|io)(?![\w@/-]|\.\w)")
_DOMAIN = re.compile(r"(?<![\w/@.-])[A-Za-z][\w-]*(?:\.[\w-]+)*$")
_PAIR = re.compile(r"(?<![\w’'-])([A-ZÉ][a-zà-ÿ]{2,}) ([A-ZÉ][a-zà-ÿ]{2,})(?![\w-])")
_COMMON = frozenset(
    [
        "table",
        "tables",
        "ronde",
        "rondes",
        "programme",
        "formation",
        "atelier",
        "ateliers",
        "plan",
        "action",
        "design",
        "forum",
        "le",
        "la",
        "les",
        "un",
        "une",
        "premier",
        "première",
        "ministère",
        "ministre",
        "mot",
        "mots",
        "direction",
        "secrétaire",
        "open",
        "lead",  # "Lead Institution:" and "Lead institution(s):" are two labels of one template
    ]
)


@rule(
    "N-ALIAS", Severity.INFO, fr="Un même nom est écrit de plusieurs façons.", en="One name is written in several ways."
)
def variants(page: Page) -> Iterator[Flag]:
    told: set[str] = set()
    for writings in (*_spelled(page), *_shortened(page), *_gendered(page), *_of_law(page)):
        key = min(writings, key=str.lower).lower()
        if key in told:
            continue
        told.add(key)
        counts = {writing: len(places) for writing, places in writings.items()}
        canonical = max(counts, key=lambda writing: (counts[writing], writing))
        rare = min(counts, key=lambda writing: (counts[writing], -writings[writing][0]))
        start = writings[rare][0]
        listed = ", ".join(f"« {writing} » ({count})" for writing, count in sorted(counts.items()))
        yield Flag(
            page.line_of(start),
            page.text[start : start + len(rare)],
            say(fr=f"Un nom, plusieurs écritures : {listed}.", en=f"One name, several writings: {listed}."),
            say(
                fr=f"Choisir « {canonical} » et garder les autres comme variantes.",
                en=f"Choose “{canonical}” and keep the others as aliases.",
            ),
            fact={"writings": counts},
            column=page.column_of(start),
        )


_Writings = dict[str, list[int]]


def _spelled(page: Page) -> Iterator[_Writings]:
    """Same letters, other capitals or spaces: GovTech and Govtech, Beta.gouv.fr and beta.gouv.fr."""
    groups: dict[str, _Writings] = defaultdict(lambda: defaultdict(list))
    text = page.masked
    inner = {_key(word) for word in made_up_words(page)}
    for match in _WORD.finditer(text) if inner else ():
        key = _key(match[0])
        if key in inner and not match[0].isupper() and not _in_address(text, match.start(), match.end()):
            groups[key][match[0]].append(match.start())
    for match in _DOMAIN_END.finditer(text):
        before = _DOMAIN.search(text[max(0, match.start() - 60) : match.start()])
        if before is None:
            continue
        name = before[0] + match[0]
        groups[_key(name).removesuffix("fr").removesuffix("gouv") + "gouv"][name].append(match.end() - len(name))
        if name.endswith(".gouv") and (whole := page.text.find(f"{name}.fr")) >= 0:
            groups[_key(name)].setdefault(f"{name}.fr", [whole])
    yield from (writings for writings in map(_kept, groups.values()) if len(writings) > 1)
    yield from _pairs(page)


def made_up_words(page: Page) -> frozenset[str]:
    """Words with a capital inside ("GovTech", "GOVTech"): names someone chose, whose writing matters."""
    text = page.masked
    return page.once("made up", lambda: frozenset(_whole(text, m.start()) for m in _INNER.finditer(text)) - {""})


def _whole(text: str, place: int) -> str:
    """The word that holds a place."""
    begin = place
    while begin and text[begin - 1].isalpha():
        begin -= 1
    match = _WORD.match(text, begin)
    return match[0] if match and not _in_address(text, begin, match.end()) else ""


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether a word is part of an address, a domain or a compound: its spelling is then not ours."""
    return (start > 0 and text[start - 1] in "/@.-_0123456789") or bool(re.match(r"[\w@/-]|\.\w", text[end : end + 2]))


def _kept(writings: _Writings) -> _Writings:
    return {writing: places for writing, places in writings.items() if places}


def _pairs(page: Page) -> Iterator[_Writings]:
    """Two capitalised words that are elsewhere written with one capital, or joined: Civic Tech, Civictech."""
    low_pair: dict[str, _Writings] = {}
    for match in _PAIR.finditer(page.masked):
        first, second = match[1], match[2]
        if first.lower() in _COMMON or second.lower() in _COMMON:
            continue
        low_pair.setdefault(f"{first} {second}".lower(), {}).setdefault(match[0], []).append(match.start())
    for writings in low_pair.values():
        one = next(iter(writings))
        first, second = one.split()
        other = re.compile(rf"(?<![\w’'-]){first} {second.lower()}(?![\w-])|(?<![\w-])#?{first}{second.lower()}(?!\w)")
        for match in other.finditer(page.masked):
            name = match[0].lstrip("#")
            writings.setdefault(name, []).append(match.end() - len(name))
        if len(writings) > 1:
            yield writings


_LONG_NAME = re.compile(r"[A-Z][\w-]+ (?:[A-Z][\w-]+ ){2,4}[A-Z][\w-]+")


def _shortened(page: Page) -> Iterator[_Writings]:
    """A name of four words or more, elsewhere without some in its middle: Smart City (Expo World) Congress."""
    for match in _LONG_NAME.finditer(page.masked):
        words = match[0].split()
        for skip in range(1, len(words) - 2):
            short = " ".join([*words[: len(words) - 1 - skip], words[-1]])
            if len(short.split()) >= 3 and short not in match[0]:
                places = [m.start() for m in re.finditer(re.escape(short), page.masked)]
                if places:
                    yield {match[0]: [match.start()], short: places}
                    break


def _gendered(page: Page) -> Iterator[_Writings]:
    """A word with an inclusive mark here and without it there: Entrepreneur, Entrepreneur.e d'Intérêt Général."""
    inclusive = re.compile(r"\b([A-ZÉ][a-zà-ÿ]+)[.·](?:e|trice|se)s? (d['’][A-ZÉ]\w+(?: [A-ZÉ]\w+)?)")
    for match in inclusive.finditer(page.masked) if page.has(".e", "·e", ".trice", "·trice", ".se", "·se") else ():
        end = match[2].replace("’", "'")
        plain = list(re.finditer(rf"\b{match[1]}s? d['’]\w+ \w+", page.masked))
        plain = [m for m in plain if m[0].replace("’", "'").lower().endswith(end[2:].lower())]
        if plain:
            yield {match[0]: [match.start()], plain[0][0]: [m.start() for m in plain]}


def _of_law(page: Page) -> Iterator[_Writings]:
    law = re.compile(r"\bloi (?:pour une |sur l[ae] |relative à l[ae] |)(?=([A-ZÉ]\w+ \w+))([A-ZÉ]\w+ \w+)")
    groups: dict[str, _Writings] = defaultdict(lambda: defaultdict(list))
    for match in law.finditer(page.masked) if page.has("loi ") else ():
        groups[match[1].lower()][match[0]].append(match.start())
    yield from (writings for writings in groups.values() if len(writings) > 1)


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", without_accents(name).lower())


_INSTRUMENT = re.compile(
    r"\b(?P<head>pacte|initiative|charte|accord|convention|d[ée]claration|manifeste|pact|charter"
    r"|declaration)\s+(?P<of>pour|sur|for|on)\s+"
    r"(?P<complement>(?:une?\s+|la\s+|le\s+|a\s+|the\s+)?\w+\s+\w+)",
    re.IGNORECASE,
)
_HEADS = ("pacte", "initiative", "charte", "accord", "convention", "claration", "manifeste", "pact", "charter")
_ALSO = re.compile(r"\b(?:charte d[’']alliance|l[’']accord(?= qui)|la charte|le pacte|la déclaration)\b", re.IGNORECASE)


@rule(
    "N-INSTRUMENT",
    Severity.WARNING,
    fr="Un même engagement a plusieurs noms.",
    en="One instrument has several names.",
)
def instrument(page: Page) -> Iterator[Flag]:
    named: dict[str, dict[str, int]] = defaultdict(dict)
    for match in page.search(_INSTRUMENT, " pour ", " sur ", " for ", " on ") if page.has(*_HEADS) else ():
        named[match["complement"].lower()].setdefault(match["head"].lower(), match.start())
    for complement, heads in named.items():
        if len(heads) < 2:
            continue
        others = {match[0].lower(): match.start() for match in page.search(_ALSO)}
        start = sorted(heads.values())[1]
        second = _INSTRUMENT.match(page.masked, start)
        names = [f"{head} … {complement}" for head in heads] + sorted(others)
        yield Flag(
            page.line_of(start),
            second[0] if second else "",
            say(
                fr=f"{len(names)} noms pour un engagement : {', '.join(f'« {name} »' for name in names)}.",
                en=f"{len(names)} names for one instrument: {', '.join(f'“{name}”' for name in names)}.",
            ),
            say(fr="Choisir le nom signé et s'y tenir.", en="Choose the name that was signed and keep to it."),
            fact={"names": names},
            column=page.column_of(start),
        )


_SCOPE = re.compile(
    r"\b(?P<noun>sommet|forum|congrès|summit)\s+(?P<scope>europ[ée]en|international|mondial|national|european"
    r"|world|global)\b",
    re.IGNORECASE,
)


@rule(
    "N-SCOPE",
    Severity.INFO,
    fr="La portée de l'événement change de mot en mot.",
    en="The event's scope changes from word to word.",
)
def scope(page: Page) -> Iterator[Flag]:
    seen: dict[str, tuple[str, int]] = {}
    for match in page.search(_SCOPE, "sommet", "forum", "congrès", "summit"):
        noun, word = match["noun"].lower(), match["scope"].lower()
        first = seen.setdefault(noun, (word, match.start()))
        if word != first[0]:
            yield Flag(
                page.line_of(match.start()), match[0],
                say(
                    fr=f"« {match[0]} », mais « {noun} {first[0]} » ligne {page.line_of(first[1])}.",
                    en=f"“{match[0]}”, but “{noun} {first[0]}” on line {page.line_of(first[1])}.",
                ),
                say(fr="Dire une seule portée.", en="Say one scope."),
                column=page.column_of(match.start()),
            )  # fmt: skip
            return


# Former name, present name, the first year in which only the present one is right.
_SUCCESSORS = (("DINSIC", "DINUM", 2020), ("SGMAP", "DITP", 2018))


@rule(
    "N-FORMER",
    Severity.INFO,
    fr="Un organisme porte un nom qu'il n'avait plus.",
    en="A body has a name it no longer had.",
)
def former_name(page: Page) -> Iterator[Flag]:
    for former, present, year in _SUCCESSORS:
        if page.start is None or page.start.year < year or former not in page.text:
            continue
        if match := re.search(rf"\b{former}\b", page.masked):
            yield Flag(
                page.line_of(match.start()), match[0],
                say(
                    fr=f"Depuis {year}, « {former} » s'appelle « {present} » ; l'événement est du {page.start}.",
                    en=f"Since {year}, “{former}” is called “{present}”; the event is on {page.start}.",
                ),
                say(fr=f"Écrire « {present} ».", en=f"Write “{present}”."),
                column=page.column_of(match.start()),
            )  # fmt: skip


_NEAR_SYNONYMS = (("nordiques", "scandinaves"), ("speakers", "conférenciers"))


@rule(
    "N-TERM", Severity.INFO, fr="Deux mots voisins désignent la même chose.", en="Two near words name the same thing."
)
def near_synonyms(page: Page) -> Iterator[Flag]:
    for one, other in _NEAR_SYNONYMS:
        places = {word: page.low.find(word) for word in (one, other)}
        if min(places.values()) >= 0:
            start = places[other]
            yield Flag(
                page.line_of(start), page.text[start : start + len(other)],
                say(
                    fr=f"« {other} » ici, « {one} » ligne {page.line_of(places[one])}.",
                    en=f"“{other}” here, “{one}” on line {page.line_of(places[one])}.",
                ),
                say(fr="Choisir un mot.", en="Choose one word."),
                column=page.column_of(start),
            )  # fmt: skip
