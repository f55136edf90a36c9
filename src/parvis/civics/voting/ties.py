"""Explicit tie orders: which project comes first when a rule finds two of them exactly equal."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from .election import Election
from .refusals import InvalidRule


@dataclass(frozen=True)
class TieOrder:
    """An order fixed before the ballots are opened.

    text    "id": ids compared as strings, code point by code point ("10" before "9")
            "votes": more votes first, then id;  "cost": cheaper first, then id
            "lot:SEED": by SHA-256 of "SEED:id", so that anyone who knows the public seed finds the same order
            "given": the ids in `given`, which must be all of them
    """

    text: str
    given: Sequence[str] = field(default=())

    def __post_init__(self) -> None:
        if self.text in ("id", "votes", "cost", "given"):
            return
        if self.text.startswith("lot:") and len(self.text) > len("lot:"):
            return
        raise InvalidRule(
            f"l’ordre «\u202f{self.text}\u202f» n’existe pas\u202f; écrivez id, votes, cost ou lot:GRAINE.",
            f"there is no tie order “{self.text}”; write id, votes, cost or lot:SEED.",
        )

    def ranks(self, election: Election) -> tuple[int, ...]:
        """The place of each project in the order, 0 first.

        raises    InvalidRule when given ids are not exactly the election's
        """
        ids = [project.id for project in election.projects]
        everyone = range(len(ids))
        if self.text == "given":
            if sorted(self.given) != ids:
                raise InvalidRule(
                    "l’ordre donné doit contenir chaque projet une fois.",
                    "the given order must hold each project once.",
                )
            order = [election.index[id_] for id_ in self.given]
        elif self.text == "votes":
            order = sorted(everyone, key=lambda i: (-election.votes[i], ids[i]))
        elif self.text == "cost":
            order = sorted(everyone, key=lambda i: (election.costs[i], ids[i]))
        elif self.text == "id":
            order = list(everyone)
        else:
            seed = self.text.removeprefix("lot:")
            order = sorted(everyone, key=lambda i: (lot(seed, ids[i]), ids[i]))
        ranks = [0] * len(ids)
        for rank, project in enumerate(order):
            ranks[project] = rank
        return tuple(ranks)


def lot(seed: str, id_: str) -> str:
    """The number drawn by a project: SHA-256 of "seed:id" in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}:{id_}".encode("utf-8", "surrogatepass")).hexdigest()
