"""Counting: processor time and memory of whole processes, and ratios beside pabutools in one run.

`python bench/count.py [--pabutools] [FILE.pb …]`. Real elections come from ../shared/data/voting; without them a
synthetic city of 60,000 voters is counted. pabutools (GPL) is an outside program of the development environment.
Processor time (user + system), never the clock: other people work on this machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "voting"
BARS = {"Poland_Lodz_2022.pb": 1.5, "Poland_Warszawa_2026.pb": 8.0}  # processor seconds, whole process, second run
MEMORY_BAR = 200  # MB


def whole_process(path: Path) -> tuple[float, float]:
    """Processor seconds and peak memory in MB of `parvis count … add1u` as a process of its own."""
    command = [sys.executable, "-m", "parvis.cli", "count", str(path)]
    command += ["--rule", "equal-shares", "--completion", "add1u", "--format", "json"]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = status
    if status:
        raise SystemExit(f"parvis count failed on {path}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def processor_time(work: Callable[[], Any]) -> tuple[Any, float]:
    """What the work returns and the processor seconds it took."""
    started = time.process_time()
    result = work()
    return result, time.process_time() - started


def best_of(times: int, work: Callable[[], Any]) -> tuple[Any, float]:
    """The same, the shortest of several: for work too short to be measured once."""
    runs = [processor_time(work) for _ in range(times)]
    return runs[0][0], min(seconds for _, seconds in runs)


def report(what: str, seconds: float, more: str = "") -> None:
    print(f"{what:<58} {seconds:9.4f} CPU-s  {more}")


def processes(paths: list[Path]) -> None:
    for path in paths:
        whole_process(path)
        seconds, memory = whole_process(path)
        bar = BARS.get(path.name)
        verdict = "" if bar is None else f"bar {bar} s: {'met' if seconds <= bar else 'MISSED'}; "
        verdict += f"{memory:.0f} MB, bar {MEMORY_BAR}: {'met' if memory <= MEMORY_BAR else 'MISSED'}"
        report(f"{path.name}: add1u, whole process, second run", seconds, verdict)


def beside_pabutools() -> None:
    """Parsing and a single run on Łódź, add1u on Ursynów: ours and theirs, exact, multiprofile, same winners."""
    from fractions import Fraction

    from parvis.civics.voting import Completion, Rule, RuleName, TieOrder, Utility, count, read_pabulib
    from parvis.civics.voting.shares.claims import claims
    from parvis.civics.voting.shares.run import run

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pabutools.election import Cost_Sat, parse_pabulib
        from pabutools.rules import completion_by_rule_combination, greedy_utilitarian_welfare, method_of_equal_shares

    lodz, ursynow = DATA / "Poland_Lodz_2022.pb", DATA / "Poland_Warszawa_2026_Ursynow.pb"
    election, ours_parse = best_of(3, lambda: read_pabulib(lodz))
    (instance, profile), theirs_parse = processor_time(lambda: parse_pabulib(str(lodz)))
    compare("Łódź: parsing", ours_parse, theirs_parse, bar=10)

    multi = profile.as_multiprofile()
    shares = Rule(RuleName.EQUAL_SHARES)
    ours, with_account = best_of(5, lambda: count(election, shares))
    claimed = claims(election, Utility.COST, TieOrder("id").ranks(election))
    endowment = Fraction(election.budget, election.voters)
    _, alone = best_of(5, lambda: run(claimed, endowment))
    theirs, theirs_single = processor_time(lambda: method_of_equal_shares(instance, multi, Cost_Sat))
    assert [project.name for project in theirs] == list(ours.winners)
    compare("Łódź: single Equal Shares, winners only", alone, theirs_single, bar=1000)
    compare("Łódź: single Equal Shares, with who paid what, exactly", with_account, theirs_single, bar=1000)

    small = read_pabulib(ursynow)
    grown, ours_grown = best_of(2, lambda: count(small, Rule(RuleName.EQUAL_SHARES, completion=Completion.ADD1U)))
    instance, profile = parse_pabulib(str(ursynow))
    multi = profile.as_multiprofile()
    theirs, theirs_grown = processor_time(
        lambda: completion_by_rule_combination(
            instance,
            multi,
            [method_of_equal_shares, greedy_utilitarian_welfare],
            [{"sat_class": Cost_Sat, "voter_budget_increment": 1}, {"sat_class": Cost_Sat}],
        )
    )
    assert [project.name for project in theirs] == list(grown.winners)
    compare("Ursynów: add1u", ours_grown, theirs_grown, bar=100)


def compare(what: str, ours: float, theirs: float, *, bar: float) -> None:
    verdict = "met" if theirs >= bar * ours else "MISSED"
    report(what, ours, f"pabutools {theirs:8.3f}: {theirs / ours:7.0f} ×, bar {bar} ×: {verdict}")


def main() -> None:
    """Print one line a measure."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--pabutools"]
    paths = [Path(argument) for argument in arguments] or [DATA / name for name in BARS if (DATA / name).exists()]
    if not paths:
        sys.path.insert(0, str(ROOT))
        from tests.civics.voting.elections import synthetic_city

        made_up = Path(tempfile.mkdtemp()) / "synthetic-city.pb"
        made_up.write_text(synthetic_city(120, 60_000, seed=1), encoding="utf-8")
        print("../shared/data/voting is absent: a synthetic city is counted instead")
        paths = [made_up]
    processes(paths)
    if "--pabutools" in sys.argv and DATA.exists():
        beside_pabutools()


if __name__ == "__main__":
    main()
