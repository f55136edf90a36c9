"""`parvis count`: count a `.pb` file, explain the result, write its transcript."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .amounts import Decimal10, parse_decimal
from .count import count
from .election import Election
from .explain.comparison import compare, usual_rules
from .outcome import Outcome
from .pabulib.reader import read_pabulib
from .pabulib.sections import decode
from .refusals import InvalidElection, InvalidRule
from .report.as_json import as_json
from .report.as_text import comparison_text, outcome_text
from .report.explained import explained
from .report.words import LANGUAGES
from .rule import Completion, Rule, RuleName, Stop, Utility
from .ties import TieOrder
from .transcript import write_transcript


class Refused(Exception):
    """An option or a file that the command cannot use; the message is in the user's language."""


def main(arguments: Sequence[str]) -> int:
    """Run `parvis count`; 0 when the election was counted, 2 for a bad file or option."""
    try:
        options = parser().parse_args(list(arguments))
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 2
    language: str = options.language or environment_language()
    try:
        run(options, language)
    except InvalidElection as refusal:
        complain(f"{refusal.sentence(language)}")
        return 2
    except InvalidRule as refusal:
        complain(f"{refusal.message[language]}")
        return 2
    except Refused as refusal:
        complain(f"{refusal}")
        return 2
    except BrokenPipeError:  # the reader of our output has left, as `head` does
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 -- so that Python's exit does not complain again
    return 0


def complain(sentence: str) -> None:
    sys.stderr.write(f"parvis count: {sentence}\n")


def run(options: argparse.Namespace, language: str) -> None:
    """Read, count, and print what the options ask for."""
    started = time.process_time()
    rule = rule_of(options, language)
    election = read(options.file, options.scoring, language)
    outcome = count(election, rule)
    seconds = time.process_time() - started
    for warning in election.warnings:
        complain(f"{warning[language]}")
    if options.transcript:
        try:
            Path(options.transcript).write_text(write_transcript(outcome), encoding="utf-8")
        except OSError as fault:
            raise Refused(cannot_open(options.transcript, fault, language)) from None
    sys.stdout.write(answer(outcome, options, language, seconds) + "\n")


def answer(outcome: Outcome, options: argparse.Namespace, language: str, seconds: float) -> str:
    """All that goes to standard output."""
    rules = usual_rules(outcome.rule) if options.compare else []
    if options.format == "json":
        value = as_json(outcome, seconds)
        if options.explain:
            value["explanation"] = explained(outcome, options.margins).as_json(language)
        if rules:
            value["comparison"] = [side.as_json() for side in compare(outcome.election, rules)]
        return json.dumps(value, ensure_ascii=False)
    parts = [outcome_text(outcome, language, seconds)]
    if options.explain:
        parts.append(explained(outcome, options.margins).as_text(language))
    if rules:
        parts.append(comparison_text(compare(outcome.election, rules), language))
    return "\n".join(parts)


def read(path: str, scoring: str, language: str) -> Election:
    try:
        return read_pabulib(Path(path), scoring=scoring)
    except OSError as fault:
        raise Refused(cannot_open(path, fault, language)) from None


def rule_of(options: argparse.Namespace, language: str) -> Rule:
    """The rule that the options describe; those without effect on it are kept, to be echoed."""
    return Rule(
        name=RuleName(options.rule),
        utility=Utility(options.utility),
        completion=Completion(options.completion),
        step=amount("--step", options.step, language),
        stop=Stop(options.stop),
        ties=TieOrder(options.ties),
        threshold=None if options.threshold is None else amount("--threshold", options.threshold, language),
        exclusive=groups(options.exclusive, language) if options.exclusive else (),
        envelopes=envelopes(options.envelopes, language) if options.envelopes else None,
    )


def amount(option: str, text: str, language: str) -> Decimal10:
    value = parse_decimal(text)
    if value is None:
        raise Refused(
            f"{option}\u202f: «\u202f{text}\u202f» n’est pas un nombre."
            if language == "fr"
            else f"{option}: “{text}” is not a number."
        )
    return value


def groups(path: str, language: str) -> tuple[tuple[str, ...], ...]:
    """Conflict groups: JSON lists of ids, or one group a line with ids apart by ; or , (or spaces); # comments."""
    text = text_of(path, language)
    if text.lstrip().startswith(("[", "{")):
        value = parsed_json(path, text, language)
        if not all(isinstance(group, list) and all(isinstance(id_, str) for id_ in group) for group in value):
            raise Refused(
                f"{path}\u202f: écrivez une liste de listes d’identifiants."
                if language == "fr"
                else f"{path}: write a list of lists of ids."
            )
        return tuple(tuple(group) for group in value)
    found = []
    for line in text.split("\n"):
        listed = line.split("#")[0].replace(",", ";")
        ids = listed.split(";") if ";" in listed else listed.split()
        found.append(tuple(id_.strip() for id_ in ids if id_.strip()))
    return tuple(group for group in found if group)


def envelopes(path: str, language: str) -> dict[str, Decimal10]:
    """Envelopes: one area a line, as `area;amount`; # comments."""
    found: dict[str, Decimal10] = {}
    for number, line in enumerate(text_of(path, language).split("\n"), start=1):
        area, _, sum_ = line.split("#")[0].strip().rpartition(";")
        value = parse_decimal(sum_)
        if not line.split("#")[0].strip():
            continue
        if not area.strip() or value is None:
            raise Refused(
                f"{path}, ligne {number}\u202f: écrivez secteur;montant."
                if language == "fr"
                else f"{path}, line {number}: write area;amount."
            )
        found[area.strip()] = value
    return found


def text_of(path: str, language: str) -> str:
    try:
        return decode(Path(path).read_bytes())
    except OSError as fault:
        raise Refused(cannot_open(path, fault, language)) from None
    except InvalidElection as refusal:
        refusal.file = path
        raise


def parsed_json(path: str, text: str, language: str) -> list[Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise Refused(
            f"{path}\u202f: ce JSON ne se lit pas ({fault})."
            if language == "fr"
            else f"{path}: this JSON cannot be read ({fault})."
        ) from None
    return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []


def cannot_open(path: str, fault: OSError, language: str) -> str:
    reason = fault.strerror or str(fault)
    if language == "fr":
        return f"{path}\u202f: impossible d’ouvrir ce fichier ({reason})\u202f; vérifiez son nom et vos droits."
    return f"{path}: this file cannot be opened ({reason}); check its name and your rights."


def environment_language() -> str:
    """French when the terminal speaks French, English otherwise."""
    speaking = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "fr" if speaking.lower().startswith("fr") else "en"


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(
        prog="parvis count", description="Count a participatory budget from its Pabulib .pb file.", allow_abbrev=False
    )
    add = found.add_argument
    add("file", metavar="FILE.pb")
    add("--rule", required=True, choices=[str(name) for name in RuleName], help="the counting rule")
    add("--utility", default="cost", choices=[str(u) for u in Utility], help="what a project is worth (cost)")
    add("--completion", default="none", choices=[str(c) for c in Completion], help="Equal Shares: completion (none)")
    add("--step", default="1", metavar="N", help="Equal Shares: growth of the endowment, in currency units (1)")
    add("--stop", default="exhaustive", choices=[str(s) for s in Stop], help="when the endowment stops growing")
    add("--ties", default="id", metavar="id|votes|cost|lot:SEED", help="order between exactly equal projects (id)")
    add("--threshold", metavar="N", help="minimum score, instead of the file's")
    add("--exclusive", metavar="FILE", help="greedy-exclusive: conflict groups, one a line")
    add("--envelopes", metavar="FILE", help="greedy rules: a budget for each area, as area;amount lines")
    add("--scoring", default="", metavar="borda|P1,P2,…", help="rankings: points by place (the file's, else borda)")
    add("--explain", action="store_true", help="who paid, what was missing, what would have changed the result")
    add("--margins", type=int, metavar="N", help="with --explain: losing projects to recount for (as time allows)")
    add("--compare", action="store_true", help="other rules on the same ballots")
    add("--transcript", metavar="FILE", help="write the transcript that `parvis recheck` verifies")
    add("--format", default="text", choices=["text", "json"])
    add("--language", "--lang", choices=LANGUAGES, help="fr or en (the terminal's)")
    return found
