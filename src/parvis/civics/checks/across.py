"""Rules that compare documents: only those about the same event, and only where the words leave no doubt."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parvis.civics.checks import rules as _rules  # noqa: F401 -- the catalogue in its order: cross rules come last
from parvis.civics.checks.finding import Finding, Flag, Severity, cross_rule, say
from parvis.civics.checks.page import Page
from parvis.civics.checks.rules.names import made_up_words
from parvis.civics.dates.words import without_accents

X_COUNT = cross_rule(
    "N-COUNT", Severity.ERROR,
    fr="Deux documents donnent deux nombres pour la même chose.",
    en="Two documents give two numbers for the same thing.",
)  # fmt: skip
X_SCOPE = cross_rule(
    "X-SCOPE", Severity.WARNING,
    fr="Deux documents donnent deux portées au même événement.",
    en="Two documents give the same event two scopes.",
)  # fmt: skip
X_NAME = cross_rule(
    "X-NAME", Severity.INFO,
    fr="Deux documents nomment autrement l'événement des mêmes jours.",
    en="Two documents name the event of the same days otherwise.",
)  # fmt: skip
X_ALIAS = cross_rule(
    "X-ALIAS", Severity.INFO,
    fr="Deux documents écrivent autrement le même nom.",
    en="Two documents write the same name otherwise.",
)  # fmt: skip
X_ORGANISER = cross_rule(
    "X-ORGANISER", Severity.WARNING,
    fr="Deux documents attribuent l'événement à deux organisateurs.",
    en="Two documents give the event to two organisers.",
)  # fmt: skip
X_SUPPORT = cross_rule(
    "X-SUPPORT", Severity.WARNING,
    fr="Un engagement ne nomme aucun soutien, un autre document en nomme.",
    en="A commitment names no supporting body, another document does.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """Something a page says that another may contradict."""

    page: Page
    start: int
    quote: str
    value: str

    def flag(self, fr: str, en: str, fix_fr: str, fix_en: str, fact: Mapping[str, object]) -> Flag:
        """A flag where the statement stands."""
        return Flag(
            self.page.line_of(self.start), self.quote,
            say(fr=fr, en=en), say(fr=fix_fr, en=fix_en),
            fact=fact, column=self.page.column_of(self.start),
        )  # fmt: skip

    @property
    def where(self) -> str:
        """The file and line, for messages."""
        return f"{self.page.name}:{self.page.line_of(self.start)}"


def cross_check(pages: Sequence[Page]) -> dict[str, tuple[Finding, ...]]:
    """Contradictions between documents, by the name of the page that comes second in the order given.

    What a commitment leaves out (X-SUPPORT) stands on the page of the commitment, whatever the order.

    Documents are compared when they share a made-up name of an event (a word with a capital inside, "GovTech"), or
    two of its days; quantities are compared for one kind of people or things, with the scope each document states.
    """
    found: dict[str, list[Finding]] = defaultdict(list)
    for rule, statements in (
        (X_COUNT, _counts), (X_SCOPE, _scopes), (X_NAME, _neighbours), (X_ALIAS, _names),
        (X_ORGANISER, _organisers), (X_SUPPORT, _supporters),
    ):  # fmt: skip
        for statement, flag in statements(pages):
            found[statement.page.name].append(rule.finding(flag))
    return {name: tuple(findings) for name, findings in found.items()}


_Pair = tuple[Statement, Flag]
_EVENT = re.compile(r"\b(?:sommets?|summits?|forum|salon|congrès|congress|hackathon|festival|meetup)\b", re.IGNORECASE)
_GATHERINGS = ("sommet", "summit", "forum", "salon", "congr", "hackathon", "festival", "meetup")


def _events(page: Page) -> frozenset[str]:
    """Made-up words that stand beside a word for a gathering: "Sommet Govtech" → {"govtech"}."""
    return page.once("events", lambda: _read_events(page))


def _read_events(page: Page) -> frozenset[str]:
    if not page.has(*_GATHERINGS):
        return frozenset()
    inner = {word.lower() for word in made_up_words(page)}
    if not inner:
        return frozenset()
    near = set()
    for match in _EVENT.finditer(page.masked):
        window = page.masked[max(0, match.start() - 24) : match.end() + 36]
        near |= {word.lower() for word in re.findall(r"[A-Za-z]{5,}", window)}
    return frozenset(inner & near)


def _same_event(one: Page, other: Page) -> bool:
    return bool(_events(one) & _events(other))


class _Earlier:
    """The first statement made about each event: what a later document is compared with."""

    def __init__(self) -> None:
        self._by_event: dict[str, Statement] = {}

    def contradicted_by(self, said: Statement) -> Statement | None:
        """An earlier statement about the same event with another value; `said` is kept for the documents after it."""
        events = _events(said.page)
        other = next((s for e in sorted(events) if (s := self._by_event.get(e)) and s.value != said.value), None)
        for event in events:
            self._by_event.setdefault(event, said)
        return other


_KINDS: dict[str, str] = {
    "speakers": r"conférenciers|intervenants|orateurs|speakers",
    "visitors": r"visiteurs|participants|visitors|attendees",
    "signatories": r"signataires|signatories",
    "commitments": r"engagements|commitments",
    "events": r"événements|évènements|events",
}
_QUANTITY = {
    kind: re.compile(
        rf"(?:plus de|près de|environ|over|more than|about"
        rf"|nearly)?\s*(?<![\w.,/-])(?P<n>\d{{1,3}}(?:[ \u00a0\u202f\u2009]\d{{3}})*)\s+(?:{nouns})\b",
        re.IGNORECASE,
    )
    for kind, nouns in _KINDS.items()
}


def _counts(pages: Sequence[Page]) -> Iterator[_Pair]:
    for kind, pattern in _QUANTITY.items():
        earlier = _Earlier()
        for page in pages:
            match = next(page.search(pattern, *_KINDS[kind].split("|")), None) if _events(page) else None
            if match is None:
                continue
            quote = match[0].strip()
            said = Statement(
                page, match.start() + len(match[0]) - len(match[0].lstrip()), quote, re.sub(r"\D", "", match["n"])
            )
            if other := earlier.contradicted_by(said):
                yield (
                    said,
                    said.flag(
                        f"« {quote} » ici, « {other.quote} » dans {other.where}. Portée : {_scope_of(said)} ; "
                        f"{_scope_of(other)}.",
                        f"“{quote}” here, “{other.quote}” in {other.where}. Scope: {_scope_of(said)}; "
                        f"{_scope_of(other)}.",
                        "Dire ce que chaque nombre compte, et sa source.",
                        "Say what each number counts, and its source.",
                        {"kind": kind, "here": said.value, "there": other.value, "other": other.where},
                    ),
                )


def _scope_of(statement: Statement) -> str:
    """The years named in the sentence of a statement: what the number is about."""
    text = statement.page.masked
    begin = max(text.rfind(mark, 0, statement.start) for mark in (". ", "\n")) + 1
    end = min((p for mark in (". ", "\n") if (p := text.find(mark, statement.start)) >= 0), default=len(text))
    years = sorted(set(re.findall(r"\b(?:19|20)\d\d\b", text[begin:end])))
    if not years and statement.page.start:
        years = [str(statement.page.start.year)]
    return ", ".join(years) or "?"


_SCOPE = re.compile(
    r"\b(?:sommet|summit)\s+(?P<scope>europ[ée]en|international|mondial|national|european|world)\b", re.IGNORECASE
)


def _scopes(pages: Sequence[Page]) -> Iterator[_Pair]:
    earlier = _Earlier()
    for page in pages:
        match = next(page.search(_SCOPE, "sommet", "summit"), None)
        if match is None:
            continue
        said = Statement(page, match.start(), match[0], match["scope"].lower())
        if other := earlier.contradicted_by(said):
            yield said, said.flag(
                f"« {said.quote} » ici, « {other.quote} » dans {other.where}.",
                f"“{said.quote}” here, “{other.quote}” in {other.where}.",
                "Dire la même portée partout.", "Say the same scope everywhere.",
                {"here": said.value, "there": other.value, "other": other.where},
            )  # fmt: skip


_NAMED = re.compile(r"\b(?:[Ss]ommet|[Ff]orum|[Cc]onférence)\s+(?:de\s+|pour\s+|sur\s+|d[ue]\s+)[^,.;()\[\]\n]{3,40}")


def _neighbours(pages: Sequence[Page]) -> Iterator[_Pair]:
    """Two names that share two words and the days written after them: one event under two names."""
    first: dict[frozenset[str], list[tuple[Statement, frozenset[str]]]] = defaultdict(list)
    for page in pages:
        for mention in page.mentions if page.has("sommet", "forum", "conférence") else ():
            if not mention.is_range:
                continue
            before = page.masked[max(0, mention.start - 90) : mention.start]
            named = list(_NAMED.finditer(before))
            if not named or "." in before[named[-1].start() :]:
                continue
            name = re.split(r"\s+qui\b|\s+\(|\]", named[-1][0])[0].strip()
            days = frozenset(f"{d.day}/{d.month}" for d in mention.days)
            words = frozenset(w for w in re.findall(r"[a-z]{4,}", without_accents(name).lower())) - {
                "sommet",
                "forum",
                "pour",
            }
            start = mention.start - len(before) + named[-1].start()
            said = Statement(page, start, name, without_accents(name).lower())
            alike = (s for s, w in first[days] if len(w & words) >= 2 and s.value != said.value and s.page is not page)
            if other := next(alike, None):
                yield said, said.flag(
                    f"« {name} » ici, « {other.quote} » dans {other.where}, mêmes jours.",
                    f"“{name}” here, “{other.quote}” in {other.where}, on the same days.",
                    "Choisir le nom officiel.", "Choose the official name.",
                    {"here": name, "there": other.quote, "other": other.where},
                )  # fmt: skip
            if len(first[days]) < 50:
                first[days].append((said, words))


_ENTITIES = (
    (re.compile(r"\b[Ss]tartups? d[’'](?:[ÉE]tat)s?\b"), ("startup",)),
    (re.compile(r"\bEntrepreneur(?:[.·]?e)?s? d[’'][Ii]ntérêt [Gg]énéral\b"), ("entrepreneur",)),
)


def _names(pages: Sequence[Page]) -> Iterator[_Pair]:
    for entity, needles in _ENTITIES:
        first: Statement | None = None
        told: set[str] = set()
        for page in pages:
            match = next(page.search(entity, *needles), None)
            if match is None:
                continue
            said = Statement(
                page, match.start(), match[0], match[0].replace("’", "'").rstrip("s").replace("Startups", "Startup")
            )
            if first and first.value.lower() != said.value.lower() and said.value.lower() not in told:
                told.add(said.value.lower())
                yield said, said.flag(
                    f"« {said.quote} » ici, « {first.quote} » dans {first.where}.",
                    f"“{said.quote}” here, “{first.quote}” in {first.where}.",
                    "Choisir une écriture.", "Choose one writing.",
                    {"here": said.quote, "there": first.quote, "other": first.where},
                )  # fmt: skip
            first = first or said


_ORGANISED = re.compile(
    r"(?P<event>(?:Sommet|Summit|[A-Z]\w+ Summit)),?\s+organisée?\s+par\s+(?:le fonds?\s+|la\s+|le\s+"
    r"|l[’'])?(?P<who>[A-Z][\w.]+)"
)
_SUPPORT = re.compile(
    r"^Institution ?\(?s?\)? ?de soutien\s*:\s*(?P<value>NA|n/a|aucune?|néant)\s*$", re.IGNORECASE | re.MULTILINE
)


def _organisers(pages: Sequence[Page]) -> Iterator[_Pair]:
    claims = [(page, m) for page in pages if page.kind == "commitment-page" for m in _SUPPORT.finditer(page.text)]
    for page in pages:
        match = next(page.search(_ORGANISED, "organisé par", "organisée par"), None)
        if match is None:
            continue
        said = Statement(page, match.start(), match[0], match["who"])
        for other, support in claims:
            if other is not page and _same_event(other, page):
                where = f"{other.name}:{other.line_of(support.start())}"
                yield said, said.flag(
                    f"Organisé par « {match['who']} » ici ; {where} dit « {support[0].strip()} » d'un "
                    f"engagement de l'État à l'organiser.",
                    f"Organised by “{match['who']}” here; {where} says “{support[0].strip()}” of a State "
                    f"commitment to organise it.",
                    "Nommer l'organisateur et ses soutiens dans l'engagement.", "Name the organiser and its "
                                                                                "supporters in the commitment.",
                    {"organiser": match["who"], "other": where},
                )  # fmt: skip


_BACKED = re.compile(
    r"\b(?:avec le soutien (?:de la |du |des |de l[’']|de |d[’'])|with the support of )(?P<who>[^).;\n]{3,160})",
    re.IGNORECASE,
)
_TAKES_PART = re.compile(r"(?:^|[:.\s])(?:L[ae] )?(?P<who>[A-Z]{4,10}) (?:participe|prend part) (?:à l[’']|au )")


def _supporters(pages: Sequence[Page]) -> Iterator[_Pair]:
    """What others say of an event's supporters, on the page of the commitment that says there are none."""
    for page in pages:
        support = _SUPPORT.search(page.text) if page.kind == "commitment-page" else None
        if support is None:
            continue
        named = [
            (other, match["who"].strip(), match.start())
            for other in pages
            if other is not page and _same_event(page, other)
            for match in (
                *other.search(_BACKED, "avec le soutien", "with the support"),
                *list(other.search(_TAKES_PART, "participe", "prend part"))[:1],
            )
        ]
        if not named:
            continue
        said = Statement(page, support.start(), support[0].strip(), support["value"])
        listed = [(who, f"{other.name}:{other.line_of(start)}") for other, who, start in named]
        yield said, said.flag(
            f"« {said.quote} », mais " + " ; ".join(f"« {who} » dans {where}" for who, where in listed) + ".",
            f"“{said.quote}”, but " + "; ".join(f"“{who}” in {where}" for who, where in listed) + ".",
            "Nommer les soutiens, ou dire pourquoi ils n'en sont pas.",
            "Name the supporters, or say why they are none.",
            {"named": [who for who, _ in listed], "others": [where for _, where in listed]},
        )  # fmt: skip
