"""An election ready to be counted: projects with costs, a budget, and ballots grouped into weighted types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, pairwise

import numpy as np

from .amounts import write_amount
from .grid_sums import Ints
from .refusals import InvalidElection

VOTE_TYPES = ("approval", "choose-1", "cumulative", "scoring", "ordinal")
MAX_POINTS = 10**15  # keeps the totals of a million ballots in reach of 64-bit sums after the guard of `tally`


@dataclass(frozen=True)
class Project:
    """A project that can be bought once.

    cost      ≥ 0, in the election's smallest unit (10**-places of the currency unit)
    area      district or sub-unit, "" when the election has none
    attributes  the other columns of the file, untouched
    """

    id: str
    cost: int
    name: str = ""
    area: str = ""
    themes: tuple[str, ...] = ()
    selected: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Election:
    """Projects in order of id, a budget, and ballots as weighted types.

    budget, costs     in units of 10**-places of the currency
    weights           (t,) number of voters of each ballot type
    starts, projects_of, points   the types as compressed rows: type k lists projects_of[starts[k]:starts[k+1]]
                      with so many points each (1 for approvals; in units of 10**-points_places)
    scoring           how places in a ranking became points, "" when the ballots are not rankings
    score_threshold   the minimum score a project needs under the rules that have one, in points; None without one

    Nothing here depends on the order in which projects or ballots were given.
    """

    projects: tuple[Project, ...]
    budget: int
    places: int
    vote_type: str
    voters: int
    weights: Ints
    starts: Ints
    projects_of: Ints
    points: Ints
    points_places: int = 0
    scoring: str = ""
    currency: str = ""
    score_threshold: int | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[Mapping[str, str], ...] = ()
    name: str = ""

    @cached_property
    def costs(self) -> tuple[int, ...]:
        return tuple(project.cost for project in self.projects)

    @cached_property
    def index(self) -> Mapping[str, int]:
        return {project.id: i for i, project in enumerate(self.projects)}

    @cached_property
    def votes(self) -> tuple[int, ...]:
        """Number of voters whose ballot lists each project."""
        return tuple(int(w.sum()) for _, w, _ in self.support)

    @cached_property
    def scores(self) -> tuple[int, ...]:
        """Total points of each project, in units of 10**-points_places; the number of votes for approvals."""
        return tuple(weighted_sum(w, p) for _, w, p in self.support)

    @cached_property
    def support(self) -> tuple[tuple[Ints, Ints, Ints], ...]:
        """For each project: the types that list it, their weights, and the points they give."""
        types = np.repeat(np.arange(len(self.weights), dtype=np.int64), np.diff(self.starts))
        order = np.argsort(self.projects_of, kind="stable")
        bounds = np.searchsorted(self.projects_of[order], np.arange(len(self.projects) + 1))
        rows, points = types[order], self.points[order]
        return tuple((rows[a:b], self.weights[rows[a:b]], points[a:b]) for a, b in pairwise(bounds.tolist()))

    def amount(self, units: int) -> str:
        """A sum of money of this election as plain decimal text in currency units."""
        return write_amount(units, self.places)

    def ballots(self) -> Iterable[tuple[int, tuple[tuple[int, int], ...]]]:
        """Each type as (number of voters, ((project index, points), …))."""
        starts, listed, points = self.starts.tolist(), self.projects_of.tolist(), self.points.tolist()
        for k, weight in enumerate(self.weights.tolist()):
            a, b = starts[k], starts[k + 1]
            yield weight, tuple(zip(listed[a:b], points[a:b], strict=True))


def weighted_sum(weights: Ints, values: Ints) -> int:
    """The exact sum of weights × values, whatever its size."""
    if len(values) == 0:
        return 0
    if int(np.abs(values).max()) * int(weights.sum()) < 2**62:
        return int(weights.dot(values))
    return sum(w * v for w, v in zip(weights.tolist(), values.tolist(), strict=True))


@dataclass(frozen=True)
class BallotTypes:
    """Different ballots one after the other: voters (t,), lengths (t,), then all positions and points in a row."""

    voters: Ints
    lengths: Ints
    positions: Ints
    points: Ints

    @classmethod
    def of_approvals(cls, counted: Mapping[tuple[int, ...], int]) -> BallotTypes:
        """From the number of voters of each set of approved positions."""
        voters, lengths, positions = _rows(counted)
        return cls(voters, lengths, positions, np.ones(len(positions), dtype=np.int64))

    @classmethod
    def of_points(cls, counted: Mapping[tuple[tuple[int, int], ...], int]) -> BallotTypes:
        """From the number of voters of each ballot of (position, points) pairs.

        raises    InvalidElection when points have more than 15 digits
        """
        if any(abs(points) > MAX_POINTS for ballot in counted for _, points in ballot):
            raise InvalidElection(
                "un bulletin donne plus de 15 chiffres de points\u202f; vérifiez la colonne points.",
                "a ballot gives points of more than 15 digits; check the points column.",
            )
        voters, lengths, flat = _rows({tuple(chain.from_iterable(ballot)): n for ballot, n in counted.items()})
        return cls(voters, lengths // 2, flat[0::2].copy(), flat[1::2].copy())


def _rows(counted: Mapping[tuple[int, ...], int]) -> tuple[Ints, Ints, Ints]:
    lengths = np.fromiter(map(len, counted), dtype=np.int64, count=len(counted))
    voters = np.fromiter(counted.values(), dtype=np.int64, count=len(counted))
    return voters, lengths, np.fromiter(chain.from_iterable(counted), dtype=np.int64, count=int(lengths.sum()))


def build_election(
    projects: Iterable[Project],
    budget: int,
    ballots: BallotTypes,
    *,
    listed: Sequence[str],
    vote_type: str = "approval",
    places: int = 0,
    points_places: int = 0,
    scoring: str = "",
    currency: str = "",
    score_threshold: int | None = None,
    meta: Mapping[str, str] | None = None,
    warnings: Iterable[Mapping[str, str]] = (),
    name: str = "",
) -> Election:
    """The election with these projects and weighted ballot types, in canonical order.

    ballots   the different ballots; their positions point into `listed`
    listed    project ids
    raises    InvalidElection when two projects share an id, or a cost or the budget is negative
    """
    ordered = tuple(sorted(projects, key=lambda project: project.id))
    for project, following in pairwise(ordered):
        if project.id == following.id:
            raise InvalidElection(
                f"deux projets portent l’identifiant {project.id}\u202f; donnez à chacun le sien.",
                f"two projects have the id {project.id}; give each its own.",
            )
    for project in ordered:
        if project.cost < 0:
            raise InvalidElection(
                f"le projet {project.id} a un coût négatif\u202f; un coût vaut 0 ou plus.",
                f"project {project.id} has a negative cost; a cost is 0 or more.",
            )
    if budget < 0:
        raise InvalidElection(
            "le budget est négatif\u202f; il vaut 0 ou plus.", "the budget is negative; it is 0 or more."
        )
    if vote_type not in VOTE_TYPES:
        raise InvalidElection(f"type de vote inconnu\u202f: {vote_type}.", f"unknown vote type: {vote_type}.")

    rank = {project.id: i for i, project in enumerate(ordered)}
    place = np.fromiter((rank[i] for i in listed), dtype=np.int64, count=len(listed))
    starts = np.concatenate(([0], np.cumsum(ballots.lengths))).astype(np.int64)
    return Election(
        projects=ordered,
        budget=budget,
        places=places,
        vote_type=vote_type,
        voters=int(ballots.voters.sum()),
        weights=ballots.voters,
        starts=starts,
        projects_of=place[ballots.positions] if len(place) else ballots.positions,
        points=ballots.points,
        points_places=points_places,
        scoring=scoring,
        currency=currency,
        score_threshold=score_threshold,
        meta=dict(meta or {}),
        warnings=tuple(warnings),
        name=name,
    )


def approval_election(
    costs: Mapping[str, int], budget: int, ballots: Iterable[Iterable[str]], *, vote_type: str = "approval"
) -> Election:
    """The election where each ballot is a set of approved project ids: the short way in, for programs and tests.

    raises    InvalidElection when a ballot names a project that has no cost
    """
    listed = list(costs)
    position = {id_: i for i, id_ in enumerate(listed)}
    types: Counter[tuple[int, ...]] = Counter()
    for number, ballot in enumerate(ballots, start=1):
        chosen = set(ballot)
        unknown = sorted(chosen - position.keys())
        if unknown:
            raise InvalidElection(
                f"le bulletin {number} cite le projet {unknown[0]}, absent de la liste.",
                f"ballot {number} names project {unknown[0]}, which is not in the list.",
            )
        types[tuple(sorted(position[id_] for id_ in chosen))] += 1
    projects = [Project(id_, cost) for id_, cost in costs.items()]
    return build_election(projects, budget, BallotTypes.of_approvals(types), listed=listed, vote_type=vote_type)
