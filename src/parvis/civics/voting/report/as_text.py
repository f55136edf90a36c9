"""The count as a table with bars, for a terminal."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from parvis.civics.voting.explain.comparison import CAUTION, Compared
from parvis.civics.voting.outcome import Outcome
from parvis.civics.voting.rule import Completion, RuleName

from .words import COMPLETIONS, RULES, decimal, enumeration, money, reason_words, rounded_money, rule_line, whole

BAR = 16
NAME = 36


def outcome_text(outcome: Outcome, language: str, seconds: float) -> str:
    """The rule, the winners in order of purchase, the others by votes, and how it was decided."""
    election, french = outcome.election, language == "fr"
    bought = [purchase.project for purchase in outcome.purchases]
    order = bought + sorted(
        (i for i, fate in enumerate(outcome.fates) if not fate.won),
        key=lambda i: (-election.votes[i], election.projects[i].id),
    )
    most = max(election.votes, default=0)
    header = ["", "id", "projet" if french else "project", "coût" if french else "cost", "votes", ""]
    rows = [[*header, "pourquoi" if french else "why"]]
    for i in order:
        project = election.projects[i]
        rows.append(
            [
                "✓" if outcome.fates[i].won else "·",
                project.id,
                shortened(project.name),
                decimal(election.amount(project.cost), language),
                whole(election.votes[i], language),
                bar(election.votes[i], most),
                reason_words(outcome, outcome.fates[i], language),
            ]
        )
    return "\n".join(
        [rule_line(outcome, language), "", *table(rows, right=(3, 4)), "", *summary(outcome, language, seconds)]
    )


def summary(outcome: Outcome, language: str, seconds: float) -> list[str]:
    election, french = outcome.election, language == "fr"
    spent, budget = money(election, outcome.spent, language), money(election, election.budget, language)
    number, people = whole(len(outcome.purchases), language), whole(election.voters, language)
    lines = [
        f"{number} projet(s) retenu(s), {spent} sur {budget}, {people} bulletins."
        if french
        else f"{number} project(s) bought, {spent} of {budget}, {people} ballots."
    ]
    if outcome.endowment is not None:
        each = rounded_money(election, outcome.endowment, language)
        lines.append(
            f"Dotation de chaque personne\u202f: {each} ({outcome.increments} augmentation(s))."
            if french
            else f"Endowment of each voter: {each} ({outcome.increments} increment(s))."
        )
    for first, equal in outcome.ties:
        others = enumeration(equal, language)
        lines.append(
            f"Égalité exacte\u202f: {first} a été acheté avant {others}, selon l’ordre publié."
            if french
            else f"Exact tie: {first} was bought before {others}, by the published order."
        )
    bounds = len(outcome.purchases) - outcome.decided_exactly
    lines.append(
        f"Décisions prouvées par bornes\u202f: {bounds}\u202f; en calcul exact\u202f:"
        f" {outcome.decided_exactly}. {seconds:.2f} s."
        if french
        else f"Decisions proved by bounds: {bounds}; by exact arithmetic: {outcome.decided_exactly}. {seconds:.2f} s."
    )
    return lines


def comparison_text(sides: Sequence[Compared], language: str) -> str:
    """Rules side by side, with the caution that goes with it."""
    french = language == "fr"
    title = "Règles côte à côte" if french else "Rules side by side"
    rows = [
        ["", "règle", "projets", "dépensé", "part servie"]
        if french
        else ["", "rule", "projects", "spent", "share served"]
    ]
    for number, side in enumerate(sides, start=1):
        rule = side.outcome.rule
        name = RULES[rule.name][language]
        if rule.name is RuleName.EQUAL_SHARES and rule.completion is not Completion.NONE:
            name += f" ({COMPLETIONS[rule.completion][language]})"
        share = decimal(f"{float(side.share) * 100:.1f}", language) + ("\u202f%" if french else "%")
        spent = money(side.outcome.election, side.outcome.spent, language)
        rows.append([str(number), name, whole(len(side.outcome.purchases), language), spent, share])
    lines = ["", title, *table(rows, right=(2, 3, 4))]
    for heading, key in ((("Par secteur", "By area"), "by_area"), (("Par thème", "By theme"), "by_theme")):
        lines += breakdown(sides, heading[0 if french else 1], key, language)
    return "\n".join([*lines, "", CAUTION[language]])


def breakdown(sides: Sequence[Compared], heading: str, key: str, language: str) -> list[str]:
    """Spending under each rule (numbered as in the table above) for each area or theme; nothing when there is one."""
    spending: list[Mapping[str, int]] = [getattr(side, key) for side in sides]
    names = sorted({name for by_name in spending for name in by_name})
    if len(names) < 2:
        return []
    election = sides[0].outcome.election
    rows = [[heading, *(str(number) for number in range(1, len(sides) + 1))]]
    for name in names:
        sums = [decimal(election.amount(by_name.get(name, 0)), language) for by_name in spending]
        rows.append([shortened(name) or "—", *sums])
    return ["", *table(rows, right=range(1, len(sides) + 1))]


def table(rows: Sequence[Sequence[str]], right: Container[int]) -> list[str]:
    """Rows of cells in columns, some aligned to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(
            cell.rjust(width) if i in right else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def bar(value: int, most: int) -> str:
    return "█" * max(1, round(BAR * value / most)) if value > 0 else ""


def shortened(name: str) -> str:
    text = "".join(letter if letter.isprintable() else " " for letter in name)
    return text if len(text) <= NAME else text[: NAME - 1] + "…"
