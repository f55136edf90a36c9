"""Decidim's accountability results → commitments with their milestones: the CSV or JSON export, or a GraphQL answer.

A result without a parent is a commitment; its children are milestones; dated entries of its timeline go to the road
map, since they say what happened and not how far it is. A status and a percentage become a declaration when the status
is a level of completion that can be shown; else they are kept in words, with a doubt. Nothing here is a reviewer's.

Source: `Decidim::Accountability::ResultSerializer` (columns such as `title/fr`, `parent/id`, `status/key`, `progress`)
and the type `AccountabilityResult` of its GraphQL API (`startDate`, `timelineEntries { entryDate title }`, `children`).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from parvis.civics.dates import FuzzyDate, on_day
from parvis.civics.formats.errors import FormatError
from parvis.civics.formats.instants import parse
from parvis.civics.formats.model import Doubt
from parvis.civics.formats.plans.cells import CODED, EARLIEST, LATEST, bare
from parvis.civics.formats.plans.doubts import doubt, shortened
from parvis.civics.formats.plans.model import CommitmentText, MilestoneText, ProgressText, Refused, Tabled
from parvis.civics.formats.plans.rich_text import markdown_of
from parvis.civics.formats.plans.table import Table, read_table
from parvis.civics.formats.readers.json_values import load, many, objects, words
from parvis.civics.formats.vocabulary import key

LONGEST_TITLE = 300
_STATUS = {
    "planned": "not-started", "planifie": "not-started", "prevu": "not-started", "a venir": "not-started",
    "started": "limited", "demarre": "limited", "commence": "limited",
}  # fmt: skip
# "ongoing", "en cours": nobody knows how far; kept in words


@dataclass
class _Result:
    """One result, whatever file it came from."""

    place: int
    identity: str
    parent: str
    reference: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    starts: str
    ends: str
    status: Mapping[str, str]
    progress: str
    changed: str
    url: str
    areas: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    entries: list[tuple[str, Mapping[str, str], Mapping[str, str]]] = field(default_factory=list)


def is_decidim(table: Table) -> bool:
    """Whether a table is an export of Decidim's results."""
    header = set(table.header)
    return {"id", "parent/id", "progress"} <= header and any(name.startswith("title/") for name in header)


def read_decidim(data: bytes | str, *, language: str = "fr") -> Tabled:
    """Commitments of an export of results.

    data       CSV, JSON (a list of results) or the JSON answer of a GraphQL query that asked for results
    language   of the texts that are taken; another one when a result has none in this one
    raises     FormatError, one sentence, when it is none of these
    """
    text = data if isinstance(data, str) else data.decode("utf-8-sig", errors="replace")
    if text.lstrip()[:1] in ("{", "["):
        try:
            results = list(_of_json(load(text)))
        except RecursionError:
            raise FormatError("Ce JSON est imbriqué trop profondément.", "This JSON is nested too deep.") from None
        notes: list[dict[str, str]] = []
    else:
        table = read_table(data)
        if not is_decidim(table):
            raise FormatError(
                "Ce tableau n’est pas un export des résultats de Decidim (colonnes « parent/id », « progress », "
                "« title/fr »…).",
                "This table is no export of Decidim’s results (columns “parent/id”, “progress”, “title/fr”…).",
            )
        results, notes = list(_of_table(table)), [table.said]
    if not results:
        raise FormatError("Le fichier ne contient aucun résultat de Decidim.", "The file holds no result of Decidim.")
    return _tabled(results, language, notes)


def _of_table(table: Table) -> Iterator[_Result]:
    for row in table.rows:
        cells = {name: bare(cell).strip() for name, cell in zip(table.header, row.cells, strict=False)}
        yield _Result(
            place=row.number,
            identity=cells.get("id", "") or f"#{row.number}",
            parent=cells.get("parent/id", ""),
            reference=cells.get("reference", ""),
            title=_languages(cells, "title/"),
            description=_languages(cells, "description/"),
            starts=cells.get("start_date", ""),
            ends=cells.get("end_date", ""),
            status=_languages(cells, "status/name/") or _only("", cells.get("status/key", "")),
            progress=cells.get("progress", ""),
            changed=cells.get("updated_at", "") or cells.get("created_at", ""),
            url=cells.get("url", ""),
            areas=tuple(
                dict.fromkeys(
                    cell
                    for name, cell in cells.items()
                    if cell and name.startswith(("category/name/", "taxonomies/name"))
                )
            ),
            proposals=tuple(_split(cells.get("proposal_urls", ""))),
        )


def _languages(cells: Mapping[str, str], before: str) -> dict[str, str]:
    return {
        name.removeprefix(before): cell
        for name, cell in cells.items()
        if name.startswith(before) and "/" not in name.removeprefix(before) and cell
    }


def _of_json(data: Any) -> Iterator[_Result]:
    seen: set[str] = set()
    for one, parent in _results_in(data, ""):
        identity = words(one.get("id"))
        if identity in seen:
            continue  # a GraphQL answer names a child in the list and again under its parent
        seen.add(identity)
        status = one.get("status") if isinstance(one.get("status"), dict) else {}
        above = one.get("parent")
        yield _Result(
            place=len(seen),
            identity=identity,
            parent=parent or (words(above.get("id")) if isinstance(above, dict) else ""),
            reference=words(one.get("reference")),
            title=_translations(one.get("title")),
            description=_translations(one.get("description")),
            starts=words(one.get("startDate") or one.get("start_date")),
            ends=words(one.get("endDate") or one.get("end_date")),
            status=_translations((status or {}).get("name")) or _only("", words((status or {}).get("key"))),
            progress=words(one.get("progress")),
            changed=words(one.get("updatedAt") or one.get("updated_at") or one.get("createdAt")),
            url=words(one.get("url")),
            areas=_areas(one),
            proposals=tuple(_proposals(one)),
            entries=[
                (
                    words(entry.get("entryDate") or entry.get("entry_date")),
                    _translations(entry.get("title")),
                    _translations(entry.get("description")),
                )
                for name in ("timelineEntries", "timeline_entries", "milestones")
                for entry in objects(one.get(name))
            ],
        )


def _results_in(data: Any, parent: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Objects that are results, each before its children, wherever the answer holds them."""
    if isinstance(data, list):
        for one in data:
            yield from _results_in(one, parent)
        return
    if not isinstance(data, dict):
        return
    if "id" in data and "title" in data and ("progress" in data or "startDate" in data or "start_date" in data):
        yield data, parent
        yield from _results_in(objects(data.get("children")), words(data.get("id")))
        return
    for value in data.values():
        if isinstance(value, list | dict):
            yield from _results_in(value, parent)


def _translations(value: Any) -> dict[str, str]:
    """`{"fr": "…"}`, `{"translations": [{"locale": "fr", "text": "…"}]}` or a bare text."""
    if isinstance(value, dict):
        if isinstance(value.get("translations"), list):
            return {
                words(one.get("locale")): words(one.get("text"))
                for one in objects(value["translations"])
                if one.get("text")
            }
        if isinstance(value.get("translation"), str):
            return _only("", value["translation"])
        return {name: text for name, text in value.items() if isinstance(text, str) and text}
    return _only("", words(value))


def _only(language: str, text: str) -> dict[str, str]:
    return {language: text} if text else {}


def _areas(one: Mapping[str, Any]) -> tuple[str, ...]:
    found = [_translations(each.get("name")) for each in objects(one.get("category"))]
    found += [_translations(each.get("name")) for each in objects(one.get("taxonomies"))]
    return tuple(dict.fromkeys(text for names in found for text in list(names.values())[:1]))


def _proposals(one: Mapping[str, Any]) -> Iterable[str]:
    for value in many(one.get("proposal_urls")):
        yield from _split(words(value))
    for value in objects(one.get("proposals")):
        if address := words(value.get("url")):
            yield address


def _split(cell: str) -> list[str]:
    if not cell:
        return []
    return [item.strip() for item in next(csv.reader(io.StringIO(cell.replace("\n", ","))), []) if item.strip()]


def _tabled(results: list[_Result], language: str, notes: list[dict[str, str]]) -> Tabled:
    by_id = {result.identity: result for result in results if result.identity}
    tops = {result.identity: _top(result, by_id) for result in results}
    good: dict[str, CommitmentText] = {}
    refused: dict[str, Refused] = {}
    for result in results:
        if tops[result.identity] is result:
            made = _commitment(result, language)
            if any(one.blocking for one in made.doubts):
                refused[result.identity] = Refused(result.place, made.title, made.doubts)
            else:
                good[result.identity] = made
    rejected = []
    for result in results:
        top = tops[result.identity]
        if top is result:
            continue
        step, doubts = _step(result, top, language)
        if top.identity in refused:
            one = refused[top.identity]
            refused[top.identity] = Refused(one.row, one.label, one.doubts, (*one.with_it, result.place))
        elif any(one.blocking for one in doubts):
            rejected.append(Refused(result.place, step.title, doubts))
        else:
            above = good[top.identity]
            good[top.identity] = _with(above, step, doubts)
    return Tabled(
        tuple(good.values()),
        tuple(sorted((*refused.values(), *rejected), key=lambda one: one.row)),
        tuple(notes),
    )


def _with(above: CommitmentText, step: MilestoneText, doubts: tuple[Doubt, ...]) -> CommitmentText:
    values = {name: getattr(above, name) for name in above.__dataclass_fields__}
    values |= {"milestones": (*above.milestones, step), "doubts": (*above.doubts, *doubts)}
    return CommitmentText(**values)


def _top(result: _Result, by_id: Mapping[str, _Result]) -> _Result:
    """The commitment it belongs to: itself without a parent in the file; the topmost of a longer line."""
    seen = {result.identity}
    one = result
    while one.parent in by_id:
        one = by_id[one.parent]
        if one.identity in seen:
            return result  # a line that bites its tail has no top
        seen.add(one.identity)
    return one


def _commitment(result: _Result, language: str) -> CommitmentText:
    doubts: list[Doubt] = []
    spoken = _language(result, language)
    title = _title(result, spoken, doubts)
    if result.parent:
        doubts.append(doubt("not-a-milestone", result.place, "parent/id", title))
    starts, ends = _span(result, doubts)
    report, standing = _declared(result, spoken, doubts)
    context = [standing] if standing else []
    context += [f"- <{address}>" for address in result.proposals]
    parts = {
        "solution": markdown_of(_in(result.description, spoken)),
        "roadmap": _timeline(result, spoken),
        "context": "\n".join(context),
    }
    return CommitmentText(
        external_id=(result.reference or result.identity.partition("#")[0])[:60],
        title=title,
        language=spoken,
        parts=tuple((part, text) for part, text in parts.items() if text),
        policy_areas=result.areas,
        starts=starts,
        ends=ends,
        url=result.url,
        reports=(report,) if report else (),
        row=result.place,
        doubts=tuple(doubts),
    )


def _step(result: _Result, top: _Result, language: str) -> tuple[MilestoneText, tuple[Doubt, ...]]:
    doubts: list[Doubt] = []
    spoken = _language(top, language)
    title = _title(result, spoken, doubts)
    if result.parent != top.identity:
        doubts.append(doubt("too-deep", result.place, "parent/id", title))
    starts, ends = _span(result, doubts)
    report, standing = _declared(result, spoken, doubts)
    text = [markdown_of(_in(result.description, spoken)), _timeline(result, spoken), standing]
    step = MilestoneText(
        title=title,
        text="\n\n".join(part for part in text if part),
        starts=starts,
        due=ends,
        reports=(report,) if report else (),
        row=result.place,
    )
    return step, tuple(doubts)


def _language(result: _Result, language: str) -> str:
    return language if language in result.title or not result.title else next(iter(result.title)) or language


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")


def _title(result: _Result, language: str, doubts: list[Doubt]) -> str:
    title = " ".join(_in(result.title, language).split())
    if not title:
        doubts.append(doubt("no-title", result.place, "title"))
    elif len(title) > LONGEST_TITLE:
        doubts.append(doubt("too-long", result.place, "title", len(title), LONGEST_TITLE))
    return title


def _span(result: _Result, doubts: list[Doubt]) -> tuple[FuzzyDate | None, FuzzyDate | None]:
    starts, ends = (
        _day(text, result.place, column, doubts)
        for text, column in ((result.starts, "start_date"), (result.ends, "end_date"))
    )
    if starts and ends and ends < starts:
        doubts.append(doubt("ends-before-start", result.place, "end_date", result.ends, result.starts))
    return on_day(starts) if starts else None, on_day(ends) if ends else None


def _day(text: str, place: int, column: str, doubts: list[Doubt]) -> dt.date | None:
    if not text:
        return None
    found = parse(text)
    if found is None:
        doubts.append(doubt("unreadable-date", place, column, text))
        return None
    if not EARLIEST <= found.day.year <= LATEST:
        doubts.append(doubt("year-out-of-range", place, column, text))
        return None
    return found.day


def _declared(result: _Result, language: str, doubts: list[Doubt]) -> tuple[ProgressText | None, str]:
    """The declaration that the status makes; or, when it makes none that can be shown, its words."""
    name = _in(result.status, language)
    percent = result.progress.removesuffix(".0")
    if not name and not percent:
        return None, ""
    day = parse(result.changed)
    standing = "Decidim : " if language == "fr" else "Decidim: "
    standing += ", ".join(part for part in (shortened(name), f"{percent} %" if percent else "") if part)
    if day:
        standing += f" ({day.day.isoformat()})"
    folded = key(name)
    completion = _STATUS.get(folded) or CODED["declared_completion"].get(folded, "")
    if completion and completion != "complete" and day:
        return ProgressText(day.day, completion, standing, _whole(percent)), ""
    doubts.append(doubt("in-words", result.place, "status", standing))
    return None, standing


def _whole(percent: str) -> int | None:
    return int(percent) if percent.isascii() and percent.isdigit() and len(percent) <= 3 else None


def _timeline(result: _Result, language: str) -> str:
    lines = []
    for date, title, description in sorted(result.entries, key=lambda entry: entry[0]):
        said = ". ".join(
            part for part in (_in(title, language).strip(), markdown_of(_in(description, language))) if part
        )
        if said:
            lines.append(f"- {date[:10]} — {said}".replace("\n", "\n  "))
    return "\n".join(lines)
