"""Milestones against the road map, the plan's end and one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from parvis.civics.checks.finding import Flag, Severity, rule, say
from parvis.civics.checks.page import Page
from parvis.civics.checks.rules.fields import labelled
from parvis.civics.dates import FuzzyDate, find_dates, parse_date

MOST_COMPARED = 200  # milestones, and lines of the road map: a commitment of more is none
LONGEST = 400  # letters compared
_NUMBERED = re.compile(r"^(?P<number>\d{1,3}\.\d{1,2})\.?\s+(?P<text>\S.*)$", re.MULTILINE)
_HEADING = re.compile(
    r"^[^\w\n]*(?:la )?(?:carte routière|feuille de route|road ?map)\b.*$", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a road map or a milestone, its words without their date, and its dates."""

    line: int
    number: str
    text: str
    words: str
    dates: tuple[FuzzyDate, ...]


def _item(page: Page, start: int, number: str, text: str) -> Item:
    mentions = find_dates(text)
    words = text
    for mention in reversed(mentions):
        words = words[: mention.start] + words[mention.end :]
    words = re.sub(r"\b(?:19|20)\d\d\b", "", words)
    words = re.sub(r"(?:\s+(?:dès|dans|de|le|à|en|et|from|in|by|au-delà))+\s*$", "", words).strip()
    known = tuple(fuzzy for mention in mentions if (fuzzy := mention.fuzzy()))
    return Item(page.line_of(start), number, text, words, known)


def milestones(page: Page) -> list[Item]:
    """The numbered milestones of a commitment page."""
    if page.kind != "commitment-page":
        return []
    return page.once(
        "milestones",
        lambda: [_item(page, m.start("number"), m["number"], m["text"].strip()) for m in _NUMBERED.finditer(page.text)],
    )


def road_map(page: Page) -> list[Item]:
    """The lines of the road map: those after its heading, until a blank line after the first."""
    return page.once("road map", lambda: _road_map(page))


def _road_map(page: Page) -> list[Item]:
    heading = _HEADING.search(page.text)
    if page.kind != "commitment-page" or heading is None:
        return []
    found: list[Item] = []
    number = page.line_of(heading.start()) + 1
    while number <= len(page.lines):
        text = page.line(number).strip()
        if not text and found:
            break
        if text:
            found.append(_item(page, page.line_start(number), "", text))
        number += 1
    return found


def _pairs(page: Page) -> list[tuple[Item, Item]]:
    """Each milestone with the line of the road map most like it: words in common choose, letters decide."""
    return page.once("milestones and road map", lambda: list(_paired(milestones(page), road_map(page))))


def _paired(steps: list[Item], lines: list[Item]) -> Iterator[tuple[Item, Item]]:
    bags = [(line, frozenset(line.words.lower().split())) for line in lines[:MOST_COMPARED]]
    for milestone in steps[:MOST_COMPARED]:
        own = frozenset(milestone.words.lower().split())
        best = max(bags, key=lambda bag: len(own & bag[1]) / len(own | bag[1] or {""}), default=None)
        if best and SequenceMatcher(None, best[0].words[:LONGEST], milestone.words[:LONGEST]).ratio() > 0.6:
            yield milestone, best[0]


@rule(
    "C-MILE",
    Severity.ERROR,
    fr="Le jalon ne dit pas la même chose que la feuille de route.",
    en="The milestone does not say the same as the road map.",
)
def milestone_text(page: Page) -> Iterator[Flag]:
    for milestone, line in _pairs(page):
        one, other = _changed(line.words, milestone.words)
        if not one and not other:
            continue
        yield Flag(
            milestone.line,
            milestone.text,
            say(
                fr=f"Jalon {milestone.number} : « {other or '…'} » ; feuille de route (ligne {line.line}) : « "
                f"{one or '…'} ».",
                en=f"Milestone {milestone.number}: “{other or '…'}”; road map (line {line.line}): “{one or '…'}”.",
            ),
            say(
                fr="Reprendre le texte adopté, ou dater la nouvelle version.",
                en="Use the adopted text, or date the new version.",
            ),
            "milestone",
            {"number": milestone.number, "road_map_line": line.line, "road_map": one, "milestone": other},
            column=max(0, page.line(milestone.line).find(milestone.text)),
        )


def _changed(one: str, other: str) -> tuple[str, str]:
    first, second = one.split(), other.split()
    changes = [op for op in SequenceMatcher(None, first, second).get_opcodes() if op[0] != "equal"]
    if not changes:
        return "", ""
    begin_a, begin_b = changes[0][1], changes[0][3]
    end_a, end_b = changes[-1][2], changes[-1][4]
    return " ".join(first[begin_a:end_a]), " ".join(second[begin_b:end_b])


@rule(
    "C-DUE",
    Severity.ERROR,
    fr="L'échéance du jalon n'est pas celle de la feuille de route.",
    en="The milestone's deadline is not that of the road map.",
)
def deadline(page: Page) -> Iterator[Flag]:
    for milestone, line in _pairs(page):
        ours, theirs = {d.iso for d in milestone.dates}, {d.iso for d in line.dates}
        if ours and theirs and not ours & theirs:
            told = next(m for m in find_dates(milestone.text) if m.fuzzy())
            yield Flag(
                milestone.line,
                told.quote,
                say(
                    fr=f"Jalon {milestone.number} : {', '.join(sorted(ours))} ; feuille de route (ligne {line.line}) : "
                    f"{', '.join(sorted(theirs))}.",
                    en=f"Milestone {milestone.number}: {', '.join(sorted(ours))}; road map (line {line.line}): "
                    f"{', '.join(sorted(theirs))}.",
                ),
                say(fr="Garder l'échéance adoptée.", en="Keep the adopted deadline."),
                "milestone",
                {"milestone": sorted(ours), "road_map": sorted(theirs)},
                column=max(0, page.line(milestone.line).find(told.quote)),
            )


@rule(
    "D-OPEN",
    Severity.ERROR,
    fr="Un jalon n'a pas de fin, ou en a une après celle du plan.",
    en="A milestone has no end, or one after the plan's.",
)
def open_ended(page: Page) -> Iterator[Flag]:
    last = next((parse_date(value) for notion, _, _, value in labelled(page) if notion == "end date" and value), None)
    for milestone in milestones(page):
        for mention in find_dates(milestone.text):
            fuzzy = mention.fuzzy()
            if fuzzy is None or not (fuzzy.open_end or (last and fuzzy.end > last.end)):
                continue
            beyond = last is not None and re.search(r"au-delà|beyond|later|onward", mention.quote) is not None
            plan_fr = f" ; l'engagement finit en {last.iso}" if last else ""
            plan_en = f"; the commitment ends in {last.iso}" if last else ""
            yield Flag(
                milestone.line,
                mention.quote,
                say(
                    fr=f"Jalon {milestone.number} sans fin ({fuzzy.iso}){plan_fr}.",
                    en=f"Milestone {milestone.number} has no end ({fuzzy.iso}){plan_en}.",
                ),
                say(fr="Donner une échéance dans le plan.", en="Give a deadline within the plan."),
                "milestone",
                {"milestone": fuzzy.iso, "end": last.iso if last else None},
                None if beyond else Severity.WARNING,
                max(0, page.line(milestone.line).find(mention.quote)),
            )


@rule(
    "T-MOOD",
    Severity.WARNING,
    fr="Des jalons d'un même plan sont à l'impératif, d'autres à l'infinitif.",
    en="Milestones of one plan are in the imperative, others in the infinitive.",
)
def mood(page: Page) -> Iterator[Flag]:
    for items in (road_map(page), milestones(page)):
        first_words = [(item, item.text.split()[0]) for item in items if item.text.split()]
        if not any(word.endswith(("er", "ir", "re")) for _, word in first_words):
            continue
        for item, word in first_words:
            if word.endswith("ez"):
                yield Flag(
                    item.line,
                    word,
                    say(
                        fr=f"« {word} » est un impératif, les autres sont à l'infinitif.",
                        en=f"“{word}” is an imperative, the others are infinitives.",
                    ),
                    say(fr="Mettre tous les jalons à l'infinitif.", en="Put every milestone in the infinitive."),
                    "milestone",
                    column=max(0, page.line(item.line).find(word)),
                )  # fmt: skip
