"""The same election with one thing changed: more ballots, a lower cost, one ballot fewer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from parvis.civics.voting.election import Election


def with_added_ballots(election: Election, project: int, number: int, points: int) -> Election:
    """The election with `number` more voters who list this project alone, with so many points each."""
    if number == 0:
        return election
    return replace(
        election,
        voters=election.voters + number,
        weights=np.append(election.weights, np.int64(number)),
        starts=np.append(election.starts, election.starts[-1] + 1),
        projects_of=np.append(election.projects_of, np.int64(project)),
        points=np.append(election.points, np.int64(points)),
    )


def with_cost(election: Election, project: int, cost: int) -> Election:
    """The election where this project costs something else."""
    projects = list(election.projects)
    projects[project] = replace(projects[project], cost=cost)
    return replace(election, projects=tuple(projects))


def best_points(election: Election) -> int:
    """The points that a ballot for one project alone gives it: 1 for approvals, else the most that any ballot gave."""
    if election.vote_type in ("approval", "choose-1") or len(election.points) == 0:
        return 1
    return max(1, int(election.points.max()))
