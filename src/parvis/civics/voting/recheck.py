"""Recount an election with exact fractions and compare with a transcript: `parvis recheck TRANSCRIPT FILE.pb`.

Written to be read in one sitting by someone who trusts neither the other modules nor their speed: it imports none of
them, reads the ballots itself, and compares every purchase of every run. Format: docs/developer/transcript.md.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from bisect import insort
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import lcm
from pathlib import Path
from typing import Any

Ballot = tuple[tuple[str, Fraction], ...]  # (project, points), sorted by project
Claims = Mapping[str, Mapping[int, int]]  # project → kind of ballot → utility
Step = tuple[
    str, Fraction | None, list[str], list[int] | None
]  # project, price, equals, voters who paid in full/the rest/0


def number(text: str) -> Fraction:
    return Fraction(text.replace(",", ".").replace(" ", ""))


def read(path: Path, scoring: str) -> tuple[dict[str, str], dict[str, Fraction], dict[str, str], Counter[Ballot]]:
    """META, the cost and the area of each project, and how many voters cast each ballot."""
    meta: dict[str, str] = {}
    costs: dict[str, Fraction] = {}
    areas: dict[str, str] = {}
    raw: Counter[tuple[tuple[str, ...], tuple[Fraction, ...]]] = Counter()
    section, header = "", list[str]()
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file, delimiter=";"):
            cells = ["" if cell.strip().lower() == "none" else cell.strip() for cell in row]
            if not any(cells):
                continue
            if cells[0].lower() in ("meta", "projects", "votes") and not any(cells[1:]):
                section, header = cells[0].lower(), ["key", "value"] if cells[0].lower() == "meta" else []
            elif section == "meta":
                meta[cells[0].lower()] = ";".join(cells[1:]).rstrip("; ")
            elif not header:
                header = [cell.lower() for cell in cells]
            elif section == "projects":
                id_ = row[header.index("project_id") if "project_id" in header else 0].strip()
                named = dict(zip(header, cells, strict=False))
                costs[id_] = number(named["cost"])
                areas[id_] = next(
                    (named[n] for n in ("district", "subunit", "neighborhood", "neighbourhood") if named.get(n)),
                    meta.get("district", ""),
                )
            else:
                ids = tuple(id_.strip() for id_ in cells[header.index("vote")].split(",") if id_.strip())
                given = cells[header.index("points")].split(",") if "points" in header else []
                raw[ids, tuple(number(p) for p in given if p.strip())] += 1
    kind = meta["vote_type"].lower()
    longest = int(meta.get("max_length") or max((len(ids) for ids, _ in raw), default=0))
    silent = number(meta.get("default_score") or "0") if kind == "scoring" else Fraction(0)
    ballots: Counter[Ballot] = Counter()
    for (ids, points), voters in raw.items():
        if kind in ("approval", "choose-1"):
            points = (Fraction(1),) * len(ids)
        elif kind == "ordinal" and scoring == "borda":
            points = tuple(Fraction(max(0, longest - i)) for i in range(len(ids)))
        elif kind == "ordinal":
            points = (*map(number, scoring.split(",")), *[Fraction(0)] * len(ids))[: len(ids)]
        everyone = dict.fromkeys(costs, silent) if silent else {}
        ballots[tuple(sorted((everyone | dict(zip(ids, points, strict=True))).items()))] += voters
    return meta, costs, areas, ballots


def digest(costs: Mapping[str, Fraction], budget: Fraction, ballots: Counter[Ballot]) -> str:
    """SHA-256 of the election: budget, projects and kinds of ballots, one a line, the last two sorted."""
    lines = [f"budget {budget}", *(f"project {json.dumps(id_)} {costs[id_]}" for id_ in sorted(costs))]
    lines += sorted(f"ballot {n} {json.dumps([[id_, str(p)] for id_, p in ballot])}" for ballot, n in ballots.items())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


class Purses:
    """What voters have left. Those with as much share a purse; purses are whole numbers over one denominator."""

    def __init__(self, recount: Recount, claims: Claims, endowment: Fraction) -> None:
        self.claims, self.ballots, self.costs = claims, recount.ballots, recount.costs
        self.over = lcm(endowment.denominator, *(self.costs[p].denominator for p in claims))
        self.purses = [int(endowment * self.over)]
        self.purse_of = [0] * len(self.ballots)
        self.held = {p: Counter[tuple[int, int]]() for p in claims}  # who could pay: (purse, utility) → voters
        self.wants: list[list[str]] = [[] for _ in self.ballots]
        for p in claims:
            for kind, utility in claims[p].items():
                self.held[p][0, utility] += self.ballots[kind]
                self.wants[kind].append(p)

    def price(self, p: str) -> Fraction | None:
        """The smallest price at which Σ min(purse, price × utility) is the cost; None when all of it is too little."""
        payers = [(self.purses[k], u, n) for (k, u), n in self.held[p].items() if n and self.purses[k]]
        several = len({u for _, u, _ in payers}) > 1
        payers.sort(key=(lambda payer: Fraction(payer[0], payer[1])) if several else None)
        missing, weight = int(self.costs[p] * self.over), sum(u * n for _, u, n in payers)
        for purse, u, n in payers:
            if purse * weight >= missing * u:
                return Fraction(missing, weight * self.over)
            missing, weight = missing - purse * n, weight - u * n
        return None

    def buy(self, p: str, price: Fraction) -> list[int]:
        """Take the payments; the numbers of voters who paid in full, gave the rest, had nothing."""
        scale = (price * self.over).denominator
        self.purses, self.over = [v * scale for v in self.purses], self.over * scale
        ask, paid, goes = int(price * self.over), [0, 0, 0], dict[tuple[int, int], int]()
        new = {0: len(self.purses)}
        self.purses.append(0)
        for (k, u), n in [group for group in self.held[p].items() if group[1]]:
            purse = self.purses[k]
            paid[2 if not purse else 0 if purse >= ask * u else 1] += n
            left = max(0, purse - ask * u)
            if left not in new:
                new[left] = len(self.purses)
                self.purses.append(left)
            goes[k, u] = new[left]
        for kind, u in self.claims[p].items():
            old = self.purse_of[kind]
            if not self.purses[old]:
                continue
            self.purse_of[kind] = goes[old, u]
            for q in self.wants[kind]:
                self.held[q][old, self.claims[q][kind]] -= self.ballots[kind]
                self.held[q][goes[old, u], self.claims[q][kind]] += self.ballots[kind]
        return paid


class Recount:
    """The rules once more, from their definitions, with fractions."""

    def __init__(self, transcript: Mapping[str, Any], path: Path) -> None:
        self.said, self.rule = transcript, transcript["rule"]
        meta, self.costs, self.areas, ballots = read(path, self.rule["scoring"])
        self.budget, self.minimum = number(meta["budget"]), number(meta.get("min_project_score_threshold") or "0")
        self.digest = digest(self.costs, self.budget, ballots)
        self.voters, self.kinds = sum(ballots.values()), list(ballots)
        self.ballots = [ballots[kind] for kind in self.kinds]
        self.votes = Counter[str]()
        self.scores: dict[str, Fraction] = dict.fromkeys(self.costs, Fraction(0))
        for kind, n in ballots.items():
            for id_, points in kind:
                self.votes[id_] += n
                self.scores[id_] += points * n
        self.order = {id_: i for i, id_ in enumerate(sorted(self.costs, key=self.tie_key))}

    def tie_key(self, id_: str) -> tuple[Any, str]:
        ties = self.rule["ties"]
        if ties.startswith("lot:"):
            return hashlib.sha256(f"{ties[4:]}:{id_}".encode()).hexdigest(), id_
        first = {"id": 0, "votes": -self.votes[id_], "cost": self.costs[id_]}
        return self.said["tie_order"].index(id_) if ties == "given" else first[ties], id_

    def merit(self, id_: str, support: Mapping[str, Any]) -> Fraction | float:
        cost = self.costs[id_]
        if self.rule["utility"] == "cost":
            return Fraction(max(0, support[id_])) if cost else Fraction(0)
        total = self.votes[id_] if self.rule["utility"] == "cardinality" else self.scores[id_]
        return Fraction(0) if total <= 0 else Fraction(total) / cost if cost else float("inf")

    def greedy(self, among: list[str], left: Fraction, support: Mapping[str, Any], name: str) -> Iterator[Step]:
        merits = {id_: self.merit(id_, support) for id_ in among}
        minimum = self.minimum if self.rule["threshold"] is None else number(self.rule["threshold"])
        if name in ("greedy-threshold", "greedy-no-skip"):
            among = [id_ for id_ in among if self.scores[id_] >= minimum]
        order = sorted(among, key=lambda id_: (-merits[id_], self.order[id_]))
        bought: set[str] = set()
        groups = [set(group) for group in self.rule["exclusive"]] if name == "greedy-exclusive" else []
        for place, id_ in enumerate(order):
            if any(id_ in group and bought & group for group in groups):
                continue
            if self.costs[id_] <= left:
                left -= self.costs[id_]
                bought.add(id_)
                yield id_, None, [other for other in order[place + 1 :] if merits[other] == merits[id_]], None
            elif name == "greedy-no-skip":
                return

    def phragmen(self) -> Iterator[Step]:
        loads, last, left = [Fraction(0)], [0] * len(self.kinds), self.budget
        fans: dict[str, list[int]] = {id_: [] for id_ in self.costs if self.costs[id_] <= self.budget}
        for kind, ballot in enumerate(self.kinds):
            for id_, _ in ballot:
                if id_ in fans:
                    fans[id_].append(kind)
        while fans:
            new: dict[str, Fraction | float] = {}
            for id_, kinds in fans.items():
                held = Counter[int]()
                for kind in kinds:
                    held[last[kind]] += self.ballots[kind]
                carried = sum((loads[k] * n for k, n in held.items()), Fraction(0)) + self.costs[id_]
                new[id_] = carried / self.votes[id_] if self.votes[id_] else float("inf")
            least = min(new.values())
            ready = sorted((id_ for id_ in fans if new[id_] == least), key=self.order.__getitem__)
            if any(self.costs[id_] > left for id_ in ready):
                return
            left -= self.costs[ready[0]]
            if isinstance(least, Fraction):
                loads.append(least)
                for kind in fans[ready[0]]:
                    last[kind] = len(loads) - 1
            yield ready[0], least if isinstance(least, Fraction) else None, ready[1:], None
            del fans[ready[0]]

    def claims(self) -> tuple[Claims, int]:
        """What each project brings each kind of ballot that gains from it, as whole numbers of 1/unit, and the unit."""
        found: dict[str, dict[int, Fraction]] = {}
        for kind, ballot in enumerate(self.kinds):
            for id_, points in ballot:
                utility = {"cost": self.costs[id_], "cardinality": Fraction(1)}.get(self.rule["utility"], points)
                if utility > 0:
                    found.setdefault(id_, {})[kind] = utility
        unit = lcm(*(utility.denominator for gains in found.values() for utility in gains.values()))
        return {p: {kind: int(u * unit) for kind, u in gains.items()} for p, gains in found.items()}, unit

    def shares(self, claims: Claims, endowment: Fraction) -> Iterator[Step]:
        """One run of Equal Shares; prices are per unit of the claims' utilities."""
        purses = Purses(self, claims, endowment)
        queue = sorted((Fraction(0), self.order[p], p) for p in claims)
        while queue:  # an old price is a lower bound of the new one, for budgets only fall
            p = queue.pop(0)[2]
            now = purses.price(p)
            if now is None:
                continue
            if queue and (now, self.order[p]) > queue[0][:2]:
                insort(queue, (now, self.order[p], p))
                continue
            equal = [q for old, _, q in queue if old <= now and purses.price(q) == now]
            yield p, now, sorted(equal, key=self.order.__getitem__), purses.buy(p, now)

    def same_between(self, claims: Claims, low: Fraction, high: Fraction, bought: list[str]) -> bool:
        """Whether every endowment from low to high surely buys `bought` (lemma 8 of docs/developer/counting.md)."""
        steps = [(step[0], step[1]) for step in self.shares(claims, low)]
        purses, waiting = Purses(self, claims, high), set(claims)
        if [p for p, _ in steps] != bought:
            return False
        for p, dearest in steps:
            waiting.discard(p)
            now = purses.price(p)
            if now is None or dearest is None:
                return False
            for q in waiting:
                cheapest = purses.price(q)
                if cheapest is not None and (cheapest, self.order[q]) < (dearest, self.order[p]):
                    return False
            purses.buy(p, now)
        return all(purses.price(q) is None for q in waiting)

    def free(self, claims: Claims) -> list[Step]:
        gifts = [p for p in claims if not self.costs[p] and self.rule["utility"] != "cost"]
        return [(p, None, [], None) for p in sorted(gifts, key=self.order.__getitem__)]

    def outcome(self, quick: bool) -> Iterator[tuple[str, Step]]:
        """Every purchase that the transcript should hold, with its phase.

        raises    Different when a run that led to the endowment does not say what the transcript says
        """
        name, everyone = self.rule["name"], list(self.costs)
        if name == "phragmen":
            yield from (("phragmen", step) for step in self.phragmen())
        elif name != "equal-shares":
            envelopes = self.rule["envelopes"]
            parts = (
                [(everyone, self.budget)]
                if envelopes is None
                else [
                    ([p for p in everyone if self.areas[p] == area], number(envelopes[area]))
                    for area in sorted(envelopes)
                ]
            )
            for among, left in parts:
                yield from (("greedy", step) for step in self.greedy(among, left, self.scores, name))
        elif self.voters:
            claims, unit = self.claims()
            paid = {p: kinds for p, kinds in claims.items() if self.costs[p]}
            bought: list[tuple[str, Step]] = [("free", step) for step in self.free(claims)]
            for p, price, tied, payers in self.shares(paid, self.endowment(paid, quick)):
                bought.append(("shares", (p, None if price is None else price * unit, tied, payers)))
            yield from bought
            if self.rule["completion"] == "add1u":
                done = {step[0] for _, step in bought}
                left = self.budget - sum((self.costs[p] for p in done), Fraction(0))
                rest = [p for p in everyone if p not in done]
                yield from (("completion", step) for step in self.greedy(rest, left, self.votes, "greedy"))

    def endowment(self, claims: Claims, quick: bool) -> Fraction:
        """The endowment that the stop rule leads to, every run before it recounted (the last two only, if quick)."""
        start, step = self.budget / self.voters, number(self.rule["step"])
        if self.rule["completion"] == "none":
            return start
        spans, kept = self.said["spans"], self.said["increments"]
        last = spans[-1]["last"]
        if [span["first"] for span in spans] != [0, *(span["last"] + 1 for span in spans[:-1])]:
            raise Different("the spans do not follow one another")
        for span in spans:
            bought = span["bought"]
            spent = sum((self.costs[p] for p in bought), Fraction(0))
            over, whole = spent > self.budget, len(bought) == len(claims)
            fits = any(self.costs[p] <= self.budget - spent for p in set(claims) - set(bought))
            ends = over or whole or (self.rule["stop"] == "exhaustive" and not fits)
            if ends != (span["last"] == last) or (ends and span["first"] != last):
                raise Different(
                    f"increments {span['first']} to {span['last']}: the growth ends with the first such run"
                )
            waiting = [(max(span["first"], last - 1 if quick else 0), span["last"])]
            while waiting:
                a, b = waiting.pop()
                if a > b or (b - a > 32 and self.same_between(claims, start + a * step, start + b * step, bought)):
                    continue
                run = [step_[0] for step_ in self.shares(claims, start + a * step)]
                if run != bought:
                    raise Different(f"increment {a}: the recount buys {run}")
                waiting += [((a + b) // 2 + 1, b), (a + 1, (a + b) // 2)]
        if kept != (max(0, last - 1) if over else last):
            raise Different(f"increments: {kept}, but the growth ended at {last}")
        return start + Fraction(kept) * step


class Different(Exception):
    """A statement of the transcript that the recount contradicts."""


def differences(transcript: Mapping[str, Any], path: Path, quick: bool) -> Iterator[str]:
    """What the recount contradicts, one sentence each; nothing when the transcript is right."""
    recount = Recount(transcript, path)
    if recount.digest != transcript["election"]["digest"]:
        yield "the transcript is about other projects, ballots or budget than this file"
        return
    if sorted(recount.order, key=recount.order.__getitem__) != transcript["tie_order"]:
        yield "tie_order is not the order the rule declares"
    found = list(recount.outcome(quick))
    said = transcript["steps"]
    for i, (phase, (project, price, equal, paid)) in enumerate(found):
        expected: dict[str, Any] = {
            "project": project,
            "phase": phase,
            "price": None if price is None else str(price),
            "tied": equal,
        }
        if paid is not None:
            expected |= {"paid_in_full": paid[0], "paid_the_rest": paid[1], "had_nothing": paid[2]}
        for key, value in expected.items():
            if i >= len(said) or said[i][key] != value:
                yield f"step {i + 1}: {key} is {value} in the recount, {said[i][key] if i < len(said) else 'absent'}"
    for extra in said[len(found) :]:
        yield f"step of {extra['project']}: the recount does not buy it"
    if transcript["winners"] != [step[0] for _, step in found]:
        yield "winners are not those of the recount"
    if number(transcript["spent"]) != sum((recount.costs[step[0]] for _, step in found), Fraction(0)):
        yield "spent is not the cost of the winners"


def main(arguments: list[str]) -> int:
    """`parvis recheck TRANSCRIPT FILE.pb [--quick]`: 0 when all is confirmed, 1 when not, 2 on a bad file."""
    paths = [argument for argument in arguments if not argument.startswith("-")]
    if len(paths) != 2 or set(arguments) - set(paths) - {"--quick"}:
        sys.stderr.write("usage: parvis recheck TRANSCRIPT FILE.pb [--quick]   (only the last two endowments)\n")
        return 2
    quick = "--quick" in arguments
    try:
        transcript = json.loads(Path(paths[0]).read_text(encoding="utf-8"))
        wrong = list(differences(transcript, Path(paths[1]), quick))
    except Different as found:
        wrong = [str(found)]
    except (OSError, ValueError, KeyError, IndexError, TypeError) as fault:
        sys.stderr.write(f"recheck: {paths[0]} or {paths[1]} cannot be read: {fault!r}\n")
        return 2
    for sentence in wrong:
        sys.stdout.write(f"different: {sentence}\n")
    if not wrong:
        what = ", last two endowments only" if quick else ""
        sys.stdout.write(f"verified: {len(transcript['steps'])} purchases{what}\n")
    return 1 if wrong else 0
