"""The VOTES section: tens of thousands of lines become a few thousand weighted ballot types.

Identical texts are counted before anything is parsed, so that the work grows with the number of different ballots.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from parvis.civics.voting.amounts import Decimal10, parse_decimal
from parvis.civics.voting.election import MAX_POINTS, BallotTypes
from parvis.civics.voting.refusals import InvalidElection

Warnings = tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class VoteLines:
    """The lines of the section, header first, and the number of that first line in the file."""

    lines: Sequence[str]
    first: int


@dataclass(frozen=True)
class Limits:
    """What the file says a ballot may hold; breaches are reported, never corrected."""

    shortest: int | None
    longest: int | None
    default_score: Decimal10 | None

    @classmethod
    def of(cls, meta: Mapping[str, str], default_score: Decimal10 | None) -> Limits:
        def whole(key: str) -> int | None:
            value = parse_decimal(meta.get(key, ""))
            return value.digits if value is not None and value.places == 0 else None

        return cls(whole("min_length"), whole("max_length"), default_score)


@dataclass(frozen=True)
class Votes:
    """Ballot types over positions in the list of projects; points in units of 10**-places."""

    types: BallotTypes
    number: int
    places: int
    scoring: str
    warnings: Warnings


Cells = tuple[str, str]  # the vote, the points


def read_votes(
    section: VoteLines, position: Mapping[str, int], *, vote_type: str, scoring: str, limits: Limits
) -> Votes:
    """The votes as weighted ballot types.

    position  the place of each project id in the list of projects
    raises    InvalidElection with the line of the first faulty ballot
    """
    pointed = vote_type in ("cumulative", "scoring")
    rows = VoteRows(section, with_points=pointed)
    if pointed:
        return _pointed(rows, position, limits if vote_type == "scoring" else Limits(None, None, None))
    if vote_type == "ordinal":
        return _ranked(rows, position, scoring, limits)
    return _approved(rows, position, vote_type, limits)


class VoteRows:
    """The texts of the vote and points cells, counted; and the way back to the line where a text stands."""

    def __init__(self, section: VoteLines, *, with_points: bool) -> None:
        self.section = section
        header_at = next((i for i, line in enumerate(section.lines) if line.strip("; \t")), None)
        if header_at is None:
            raise InvalidElection(
                "la section VOTES est vide\u202f; ajoutez l’en-tête voter_id;vote.",
                "section VOTES is empty; add the header voter_id;vote.",
                section="VOTES",
                line=max(1, section.first - 1),
            )
        self.start = header_at + 1
        self.header = [cell.strip(' \t"').lower() for cell in section.lines[header_at].split(";")]
        for column in ("vote", "points") if with_points else ("vote",):
            if column not in self.header:
                raise InvalidElection(
                    f"l’en-tête n’a pas de colonne {column}\u202f; ajoutez-la.",
                    f"the header has no {column} column; add it.",
                    section="VOTES",
                    line=section.first + header_at,
                )
        self.vote_at = self.header.index("vote")
        self.points_at = self.header.index("points") if with_points else -1
        self.counted: Counter[Cells] | Counter[str] = self._count(with_points)

    def _count(self, with_points: bool) -> Counter[Cells] | Counter[str]:
        lines = [line for line in self.section.lines[self.start :] if line]
        joined_quotes = any('"' in line for line in lines)
        widths_agree = sum(line.count(";") for line in lines) == (len(self.header) - 1) * len(lines)
        if joined_quotes or not widths_agree:
            return self._count_carefully(with_points)
        try:
            if with_points:
                return Counter((cells[self.vote_at], cells[self.points_at]) for cells in (x.split(";") for x in lines))
            at = self.vote_at
            return Counter([line.split(";", at + 1)[at] for line in lines])
        except IndexError:
            return self._count_carefully(with_points)

    def _count_carefully(self, with_points: bool) -> Counter[Cells] | Counter[str]:
        plain: Counter[str] = Counter()
        pointed: Counter[Cells] = Counter()
        for line, cells in self._rows():
            if len(cells) > len(self.header) and any(cell.strip() for cell in cells[len(self.header) :]):
                raise InvalidElection(
                    f"{len(cells)} cellules pour {len(self.header)} colonnes\u202f; retirez les"
                    f" points-virgules en trop.",
                    f"{len(cells)} cells for {len(self.header)} columns; remove the semicolons in excess.",
                    section="VOTES",
                    line=line,
                )
            if len(cells) <= max(self.vote_at, self.points_at):
                raise InvalidElection(
                    f"cette ligne n’a que {len(cells)} cellule(s)\u202f; il en faut jusqu’à la colonne"
                    f" {self.header[max(self.vote_at, self.points_at)]}.",
                    f"this row has only {len(cells)} cell(s); it must reach the column"
                    f" {self.header[max(self.vote_at, self.points_at)]}.",
                    section="VOTES",
                    line=line,
                )
            if with_points:
                pointed[cells[self.vote_at], cells[self.points_at]] += 1
            else:
                plain[cells[self.vote_at]] += 1
        return pointed if with_points else plain

    def _rows(self) -> Iterable[tuple[int, list[str]]]:
        reader = csv.reader((line + "\n" for line in self.section.lines[self.start :]), delimiter=";")
        base = self.section.first + self.start
        while True:
            line = base + reader.line_num
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                raise InvalidElection(
                    "ce bulletin ne se lit pas\u202f; vérifiez ses guillemets.",
                    "this ballot cannot be read; check its quotation marks.",
                    section="VOTES",
                    line=line,
                ) from None
            if any(cell.strip() for cell in cells):
                yield line, cells

    def refuse(self, text: str | Cells, fr: str, en: str) -> InvalidElection:
        """The refusal of a ballot, with the first line where its text stands."""
        line = next((line for line, cells in self._rows() if self._is(cells, text)), self.section.first)
        return InvalidElection(fr, en, section="VOTES", line=line)

    def _is(self, cells: Sequence[str], text: str | Cells) -> bool:
        if len(cells) <= max(self.vote_at, self.points_at):
            return False
        vote = cells[self.vote_at]
        return vote == text if isinstance(text, str) else (vote, cells[self.points_at]) == text


def listed_projects(rows: VoteRows, text: str, position: Mapping[str, int], raw: str | Cells) -> list[int]:
    """The positions of the projects a vote cell names, in its order; an empty cell and `None` name none."""
    found = []
    for id_ in text.strip().split(","):
        at = position.get(id_)
        if at is None:
            id_ = id_.strip()
            if not id_ or id_.lower() == "none":
                continue
            at = position.get(id_)
        if at is None:
            raise rows.refuse(
                raw,
                f"le bulletin cite le projet {id_[:60]}, absent de PROJECTS\u202f; ajoutez le projet ou"
                f" corrigez le bulletin.",
                f"the ballot names project {id_[:60]}, which is not in PROJECTS; add the project or"
                f" correct the ballot.",
            )
        found.append(at)
    return found


def _approved(rows: VoteRows, position: Mapping[str, int], vote_type: str, limits: Limits) -> Votes:
    counted: dict[tuple[int, ...], int] = {}
    place = position.__getitem__
    repeated = 0
    for raw, voters in rows.counted.items():
        text = raw if isinstance(raw, str) else raw[0]
        try:
            chosen = [*map(place, text.split(","))]
        except KeyError:
            chosen = listed_projects(rows, text, position, raw)
        ballot = tuple(sorted({*chosen}))
        if len(ballot) != len(chosen):
            repeated += voters
        counted[ballot] = counted.get(ballot, 0) + voters
    warnings = [*_lengths_outside(counted, limits, single=vote_type == "choose-1"), *_repeated(repeated)]
    return Votes(BallotTypes.of_approvals(counted), rows.counted.total(), 0, "", tuple(warnings))


def _ranked(rows: VoteRows, position: Mapping[str, int], scoring: str, limits: Limits) -> Votes:
    ranked: Counter[tuple[int, ...]] = Counter()
    for raw, voters in rows.counted.items():
        text = raw if isinstance(raw, str) else raw[0]
        ballot = listed_projects(rows, text, position, raw)
        _refuse_repeats(rows, raw, ballot)
        ranked[tuple(ballot)] += voters
    longest = limits.longest or max(map(len, ranked), default=0)
    by_place, places, declared = points_by_place(scoring, max([longest, *map(len, ranked)]), longest)
    counted: dict[tuple[tuple[int, int], ...], int] = {}
    for order, voters in ranked.items():
        ballot_points = tuple(sorted(zip(order, by_place, strict=False)))
        counted[ballot_points] = counted.get(ballot_points, 0) + voters
    warnings = _lengths_outside(ranked, limits, single=False)
    return Votes(BallotTypes.of_points(counted), rows.counted.total(), places, declared, tuple(warnings))


def points_by_place(scoring: str, length: int, longest: int) -> tuple[list[int], int, str]:
    """Points of the first, second, … place, their decimal places, and the name of the scoring.

    "borda" gives `longest` points to the first place and one less to each next (never below 0); "3,2,1" says it itself.
    """
    if scoring.strip().lower() in ("", "borda"):
        return [max(0, longest - i) for i in range(length)], 0, "borda"
    values = [parse_decimal(part) for part in scoring.split(",")]
    if any(value is None or not 0 <= value.digits <= MAX_POINTS // 10**6 or value.places > 6 for value in values):
        raise InvalidElection(
            f"le barème «\u202f{scoring[:60]}\u202f» n’est pas connu\u202f; écrivez borda, ou des points comme 3,2,1.",
            f"the scoring “{scoring[:60]}” is not known; write borda, or points such as 3,2,1.",
            section="META",
            line=1,
        )
    known = [value for value in values if value is not None]
    places = max(value.places for value in known)
    points = [value.units(places) for value in known]
    return points + [0] * max(0, length - len(points)), places, scoring


def _pointed(rows: VoteRows, position: Mapping[str, int], limits: Limits) -> Votes:
    parsed: list[tuple[str | Cells, list[int], list[Decimal10], int]] = []
    for raw, voters in rows.counted.items():
        vote, given = (raw, "") if isinstance(raw, str) else raw
        chosen = listed_projects(rows, vote, position, raw)
        _refuse_repeats(rows, raw, chosen)
        cells = [cell for cell in given.split(",") if cell.strip() and cell.strip().lower() != "none"]
        values = [parse_decimal(cell) for cell in cells]
        if len(values) != len(chosen):
            raise rows.refuse(
                raw,
                f"{len(chosen)} projet(s) mais {len(values)} nombre(s) de points\u202f; donnez un nombre par projet.",
                f"{len(chosen)} project(s) but {len(values)} number(s) of points; give one number a project.",
            )
        known = [value for value in values if value is not None]
        if len(known) != len(values):
            raise rows.refuse(
                raw,
                f"les points «\u202f{given[:40]}\u202f» ne sont pas des nombres\u202f; corrigez-les.",
                f"the points “{given[:40]}” are not numbers; correct them.",
            )
        parsed.append((raw, chosen, known, voters))
    default = limits.default_score
    places = max([0 if default is None else default.places, *(v.places for _, _, known, _ in parsed for v in known)])
    silent = 0 if default is None else default.units(places)
    counted: dict[tuple[tuple[int, int], ...], int] = {}
    if abs(silent) > MAX_POINTS:
        raise InvalidElection(
            "default_score dépasse 15 chiffres\u202f; vérifiez-le.",
            "default_score has more than 15 digits; check it.",
            section="META",
            line=1,
        )
    for raw, chosen, known, voters in parsed:
        points = {at: value.units(places) for at, value in zip(chosen, known, strict=True)}
        if any(abs(value) > MAX_POINTS for value in points.values()):
            raise rows.refuse(
                raw,
                "ces points dépassent 15 chiffres, décimales comprises\u202f; corrigez-les.",
                "these points have more than 15 digits, decimals included; correct them.",
            )
        if silent:
            points = {at: points.get(at, silent) for at in position.values()}
        ballot = tuple(sorted(points.items()))
        counted[ballot] = counted.get(ballot, 0) + voters
    return Votes(BallotTypes.of_points(counted), rows.counted.total(), places, "", ())


def _refuse_repeats(rows: VoteRows, raw: str | Cells, chosen: Sequence[int]) -> None:
    if len(set(chosen)) != len(chosen):
        raise rows.refuse(
            raw,
            "le bulletin cite deux fois le même projet\u202f; gardez une seule mention.",
            "the ballot names the same project twice; keep one mention.",
        )


def _repeated(voters: int) -> list[Mapping[str, str]]:
    if not voters:
        return []
    return [
        {
            "fr": f"{voters} bulletin(s) citent deux fois le même projet\u202f: compté une fois.",
            "en": f"{voters} ballot(s) name the same project twice: counted once.",
        }
    ]


def _lengths_outside(
    counted: Mapping[tuple[int, ...], int], limits: Limits, *, single: bool
) -> list[Mapping[str, str]]:
    shortest, longest = limits.shortest or 0, 1 if single else limits.longest
    outside = sum(n for ballot, n in counted.items() if len(ballot) < shortest or (longest and len(ballot) > longest))
    if not outside:
        return []
    return [
        {
            "fr": f"{outside} bulletin(s) ont une longueur que le règlement n’admet pas\u202f: comptés tels quels.",
            "en": f"{outside} ballot(s) have a length the rules do not allow: counted as they are.",
        }
    ]
