"""Write an election as a Pabulib `.pb` file that can be published: shuffled ballots, random voter ids, no demographics.

A file that kept the order of arrival, the real voter numbers or exact ages would tie people to choices
(../shared reference: 51,202 different ballots among 61,668 in one city).
"""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parvis.civics.voting.amounts import write_amount
from parvis.civics.voting.election import Election
from parvis.civics.voting.refusals import InvalidElection

META_ORDER = (
    "description",
    "country",
    "unit",
    "subunit",
    "instance",
    "num_projects",
    "num_votes",
    "budget",
    "vote_type",
)
UNPRINTABLE = str.maketrans({"\n": " ", "\r": " "})
AGE_BUCKETS = ((0, 17), (18, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 74), (75, 150))


@dataclass(frozen=True)
class AgedBallot:
    """One voter's ballot as (project id, points) pairs, best first, and an age in years when it was asked."""

    choices: tuple[tuple[str, int], ...]
    age: int | None = None


def write_pabulib(election: Election, rng: random.Random, *, meta: Mapping[str, str] | None = None) -> str:
    """The text of the file: one row a voter in random order, no demographics at all.

    rng     where order and voter ids come from: `random.SystemRandom()` to publish, a seeded one in tests
    meta    lines that replace or complete the election's own
    raises  InvalidElection when a project id cannot be written (it holds a comma or is empty)
    """
    ids = [project.id for project in election.projects]
    rows = [
        AgedBallot(tuple((ids[i], p) for i, p in sorted(ballot, key=lambda pair: (-pair[1], ids[pair[0]]))))
        for weight, ballot in election.ballots()
        for _ in range(weight)
    ]
    return _written(election, rows, rng, meta or {}, ages={})


def write_pabulib_with_ages(
    election: Election,
    ballots: Sequence[AgedBallot],
    rng: random.Random,
    *,
    smallest_group: int = 50,
    meta: Mapping[str, str] | None = None,
) -> str:
    """The same file with an `age` column of brackets ("25-34").

    A bracket of fewer than `smallest_group` voters is left out: its voters' ages become empty cells.
    """
    brackets = Counter(age_bracket(ballot.age) for ballot in ballots)
    kept = {bracket: bracket for bracket, n in brackets.items() if bracket and n >= smallest_group}
    return _written(election, ballots, rng, meta or {}, ages=kept)


def age_bracket(age: int | None) -> str:
    """The ten-year bracket of an age in years, "" when it is unknown or not a human age."""
    if age is None:
        return ""
    return next((f"{low}-{high}" if high < 150 else f"{low}+" for low, high in AGE_BUCKETS if low <= age <= high), "")


def _written(
    election: Election,
    ballots: Sequence[AgedBallot],
    rng: random.Random,
    meta: Mapping[str, str],
    *,
    ages: Mapping[str, str],
) -> str:
    for project in election.projects:
        if not project.id.strip() or "," in project.id or project.id != project.id.strip():
            raise InvalidElection(
                f"l’identifiant «\u202f{project.id}\u202f» ne s’écrit pas dans un bulletin\u202f; ôtez-en"
                f" virgules et espaces.",
                f"the id “{project.id}” cannot be written in a ballot; remove its commas and spaces.",
            )
    out = io.StringIO()
    write = csv.writer(out, delimiter=";", lineterminator="\n").writerow
    write(["META"])
    write(["key", "value"])
    for key, value in _meta(election, len(ballots), meta).items():
        write([key, value.translate(UNPRINTABLE)])
    _write_projects(election, write)
    write(["VOTES"])
    pointed = election.vote_type in ("cumulative", "scoring")
    write(["voter_id", "vote", *(["points"] if pointed else []), *(["age"] if ages else [])])
    shuffled = list(ballots)
    rng.shuffle(shuffled)
    numbers = rng.sample(range(10**9, 10**10), len(shuffled))
    for number, ballot in zip(numbers, shuffled, strict=True):
        row = [str(number), ",".join(id_ for id_, _ in ballot.choices)]
        if pointed:
            row.append(",".join(write_amount(points, election.points_places) for _, points in ballot.choices))
        if ages:
            row.append(ages.get(age_bracket(ballot.age), ""))
        write(row)
    return out.getvalue()


def _meta(election: Election, voters: int, meta: Mapping[str, str]) -> dict[str, str]:
    known = {**election.meta, **meta}
    known |= {
        "num_projects": str(len(election.projects)),
        "num_votes": str(voters),
        "budget": election.amount(election.budget),
        "vote_type": election.vote_type,
    }
    if election.scoring:
        known["scoring_fn"] = election.scoring
    if election.currency:
        known["currency"] = election.currency
    if election.score_threshold is not None:
        known["min_project_score_threshold"] = write_amount(election.score_threshold, election.points_places)
    first = {key: known.pop(key) for key in META_ORDER if known.get(key)}
    return first | {key: known[key] for key in sorted(known) if known[key]}


def _write_projects(election: Election, write: object) -> None:
    assert callable(write)  # noqa: S101 -- csv writers have no public type
    own = {"project_id", "cost", "name", "votes", "score", "selected"}
    others = sorted({column for project in election.projects for column in project.attributes} - own)
    write(["PROJECTS"])
    write(["project_id", "cost", "votes", "score", "name", *others])
    for i, project in enumerate(election.projects):
        own_cells = [project.id, election.amount(project.cost), str(election.votes[i])]
        own_cells += [write_amount(election.scores[i], election.points_places), project.name]
        cells = [*own_cells, *(project.attributes.get(column, "") for column in others)]
        write([cell.translate(UNPRINTABLE) for cell in cells])
