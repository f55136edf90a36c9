"""Synthetic elections and files for the counting tests."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

SMALL_FILE = """META
key;value
description;A park, a school, a street
country;Nowhere
unit;Sampleton
instance;2031
num_projects;4
num_votes;7
budget;1000
vote_type;approval
rule;greedy
currency;EUR
min_length;1
max_length;3
PROJECTS
project_id;cost;name;category;district
p1;600;Trees along the canal;nature;North
p2;400;A table for the square;nature,play;South
p3;350;School gates;school;North
p10;300;"Lights; and benches";street;South
VOTES
voter_id;vote;age
1;p1,p2;30
2;p1;41
3;p2,p3;22
4;p3,p10;67
5;p10;
6;p1,p10;19
7;p2,p10;55
"""


def pabulib_text(
    costs: Mapping[str, object],
    budget: object,
    votes: Sequence[str],
    *,
    vote_type: str = "approval",
    extra: Mapping[str, object] | None = None,
    points: Sequence[str] | None = None,
) -> str:
    """A `.pb` text of these projects and vote cells."""
    meta = {"num_projects": len(costs), "num_votes": len(votes), "budget": budget, "vote_type": vote_type}
    lines = ["META", "key;value", *(f"{key};{value}" for key, value in (meta | dict(extra or {})).items())]
    lines += ["PROJECTS", "project_id;cost", *(f"{id_};{cost}" for id_, cost in costs.items())]
    lines += ["VOTES", "voter_id;vote" + (";points" if points else "")]
    lines += [f"{i};{vote}" + (f";{points[i]}" if points else "") for i, vote in enumerate(votes)]
    return "\n".join(lines) + "\n"


def synthetic_city(projects: int, voters: int, seed: int) -> str:
    """A `.pb` text of a made-up city: skewed support, costs in whole units, up to five approvals each."""
    chance = random.Random(seed)
    ids = [f"P{i:03d}" for i in range(projects)]
    appeal = [chance.paretovariate(1.2) for _ in ids]
    costs = {id_: chance.randrange(5, 900) * 1000 for id_ in ids}
    votes = [",".join(dict.fromkeys(chance.choices(ids, appeal, k=chance.randint(1, 5)))) for _ in range(voters)]
    return pabulib_text(costs, sum(costs.values()) // 4, votes)
