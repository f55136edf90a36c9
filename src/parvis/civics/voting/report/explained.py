"""The explanation of a count: sentences that read well aloud, each resting on a figure that was computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parvis.civics.voting.explain.margins import Margin, affordable_margins, closest_losers, margin
from parvis.civics.voting.explain.payments import Spending, spending
from parvis.civics.voting.explain.sensitivity import Sensitivity, sensitivity
from parvis.civics.voting.outcome import Outcome, Phase, Purchase
from parvis.civics.voting.rule import Utility

from .words import enumeration, money, reason_words, rounded_money, voters, whole

MOST_RECOUNTS = 40  # one-ballot recounts in an explanation
LARGEST_PAYMENTS = 3


@dataclass(frozen=True)
class Explanation:
    """What was computed about an outcome, ready to be put into words."""

    outcome: Outcome
    spending: Mapping[int, Spending]
    margins: Mapping[int, Margin]
    sensitivity: Sensitivity

    def as_json(self, language: str) -> dict[str, Any]:
        """Sentences and figures of each project, then of the whole."""
        election = self.outcome.election
        return {
            "language": language,
            "projects": [
                {"id": project.id, "sentences": self.about(i, language), **self._figures(i)}
                for i, project in enumerate(election.projects)
            ],
            "sentences": self.about_the_whole(language),
            "tie_decides": self.sensitivity.tie_decides,
            "one_ballot_decides": [election.projects[i].id for i in self.sensitivity.one_ballot],
            "one_ballot_examined": self.sensitivity.examined,
        }

    def as_text(self, language: str) -> str:
        """One paragraph a project, winners in order of purchase first."""
        bought = [purchase.project for purchase in self.outcome.purchases]
        lost = [i for i, fate in enumerate(self.outcome.fates) if not fate.won]
        lost.sort(key=lambda i: (-self.outcome.election.votes[i], self.outcome.election.projects[i].id))
        paragraphs = [" ".join(self.about(i, language)) for i in bought + lost]
        return "\n\n".join(["", *paragraphs, " ".join(self.about_the_whole(language))])

    def about(self, project: int, language: str) -> list[str]:
        """The sentences about one project."""
        outcome, french = self.outcome, language == "fr"
        election, fate = outcome.election, outcome.fates[project]
        name, cost = self._name(project, language), money(election, election.costs[project], language)
        support = voters(election.votes[project], language)
        if french:
            verdict = "est retenu" if fate.won else "n’est pas retenu"
            first = (
                f"{name} {verdict}\u202f: {reason_words(outcome, fate, language)}. Coût\u202f: {cost}."
                f" Soutiens\u202f: {support}."
            )
        else:
            verdict = "won" if fate.won else "did not win"
            first = f"{name} {verdict}: {reason_words(outcome, fate, language)}. Cost: {cost}. Support: {support}."
        sentences = [first]
        purchase = next((p for p in outcome.purchases if p.project == project), None)
        if purchase is not None and purchase.phase is Phase.SHARES:
            sentences.append(self._who_paid(purchase, language))
        if not fate.won and project in self.spending and election.votes[project]:
            sentences += self._where_it_went(self.spending[project], language)
        if project in self.margins:
            sentences += self._margin_words(self.margins[project], language)
        return sentences

    def about_the_whole(self, language: str) -> list[str]:
        """Whether a tie or a single ballot decides."""
        french, found = language == "fr", self.sensitivity
        if self.outcome.ties:
            tie = (
                ("L’ordre de départage décide", "avec l’ordre inverse, d’autres projets seraient retenus")
                if found.tie_decides
                else ("L’ordre de départage ne change rien", "avec l’ordre inverse, les mêmes projets sont retenus")
            )
            if not french:
                tie = (
                    ("The tie order decides", "with the opposite order, other projects would win")
                    if found.tie_decides
                    else ("The tie order changes nothing", "with the opposite order, the same projects win")
                )
            sentences = [(("\u202f: " if french else ": ").join(tie)) + "."]
        else:
            sentences = ["Aucune égalité exacte ne s’est présentée." if french else "No exact tie occurred."]
        names = enumeration((self.outcome.election.projects[i].id for i in found.one_ballot), language)
        if found.one_ballot:
            sentences.append(
                f"Un bulletin de plus pour un seul de ces projets changerait le résultat\u202f: {names}."
                if french
                else f"One more ballot for one of these projects alone would change the result: {names}."
            )
        elif found.examined:
            number = whole(found.examined, language)
            sentences.append(
                f"Recompté {number} fois avec un bulletin de plus pour un seul projet, le résultat ne change pas."
                if french
                else f"Counted again {number} times with one more ballot for one project alone, the result"
                f" does not change."
            )
        unsearched = len(closest_losers(self.outcome)) - len(self.margins)
        if unsearched:
            number = whole(unsearched, language)
            sentences.append(
                f"Le plus petit changement qui fait gagner n’a pas été cherché pour {number} projet(s)\u202f: l’option"
                " --margins N le cherche, en recomptant, pour les N perdants les plus soutenus."
                if french
                else f"The smallest change that wins was not searched for {number} project(s): the option"
                " --margins N searches it, by counting again, for the N best supported losers."
            )
        return sentences

    def _name(self, project: int, language: str) -> str:
        found = self.outcome.election.projects[project]
        if not found.name:
            return f"{'Le projet' if language == 'fr' else 'Project'} {found.id}"
        name = f"«\u202f{found.name}\u202f»" if language == "fr" else f"“{found.name}”"
        return f"{name} ({found.id})"

    def _figures(self, project: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        election = self.outcome.election
        if project in self.spending:
            spent = self.spending[project]
            found["supporters_given"] = election.amount(spent.given)
            found["supporters_left"] = election.amount(spent.left)
            found["supporters_paid"] = {election.projects[i].id: election.amount(sum_) for i, sum_ in spent.paid}
        if project in self.margins:
            margin_ = self.margins[project]
            cost = margin_.lower_cost
            found["ballots_to_win"] = margin_.added_ballots
            found["ballots_tried"] = margin_.tried
            found["cost_to_win"] = None if cost is None else election.amount(cost)
            found["recounts"] = margin_.recounts
        return found

    def _who_paid(self, purchase: Purchase, language: str) -> str:
        outcome, french = self.outcome, language == "fr"
        assert purchase.price is not None  # noqa: S101 -- narrows the type for mypy
        full, rest = voters(purchase.full, language), voters(purchase.rest, language)
        nothing = voters(purchase.nothing, language)
        if outcome.rule.utility is Utility.POINTS:
            price = purchase.price * 10**outcome.election.points_places
            each = rounded_money(outcome.election, price, language) + (" par point" if french else " a point")
        else:
            unit = outcome.election.costs[purchase.project] if outcome.rule.utility is Utility.COST else 1
            each = rounded_money(outcome.election, purchase.price * unit, language)
        if french:
            said = [f"{full} payent {each} chacune" if purchase.full != 1 else f"{full} paye {each}"]
            said += [f"{rest} donnent tout ce qu’il leur restait"] if purchase.rest else []
            said += [f"{nothing} n’avaient plus rien"] if purchase.nothing else []
        else:
            said = [f"{full} paid {each} each" if purchase.full != 1 else f"{full} paid {each}"]
            said += [f"{rest} gave all they had left"] if purchase.rest else []
            said += [f"{nothing} had nothing left"] if purchase.nothing else []
        words = enumeration(said, language)
        return words[0].upper() + words[1:] + "."

    def _where_it_went(self, spent: Spending, language: str) -> list[str]:
        election, french = self.outcome.election, language == "fr"
        given, left = money(election, spent.given, language), money(election, spent.left, language)
        cost = money(election, election.costs[spent.project], language)
        sentences = [
            f"Ses soutiens avaient reçu {given} ensemble\u202f; il leur reste {left} sur les {cost} nécessaires."
            if french
            else f"Its supporters had received {given} together; they have {left} left of the {cost} needed."
        ]
        largest = sorted(spent.paid, key=lambda pair: (-pair[1], election.projects[pair[0]].id))[:LARGEST_PAYMENTS]
        if largest:
            parts = [
                f"{money(election, sum_, language)} {'pour' if french else 'for'} {election.projects[i].id}"
                for i, sum_ in largest
            ]
            others = len(spent.paid) - len(largest)
            if others:
                parts.append(f"le reste pour {others} autre(s)" if french else f"the rest for {others} other(s)")
            sentences.append(("Ils ont payé " if french else "They paid ") + enumeration(parts, language) + ".")
        return sentences

    def _margin_words(self, found: Margin, language: str) -> list[str]:
        french = language == "fr"
        if found.added_ballots is None:
            tried = whole(found.tried, language)
            first = (
                f"Même {tried} bulletins de plus pour lui seul n’y suffisent pas."
                if french
                else f"Even {tried} more ballots for it alone are not enough."
            )
        else:
            added, fewer = whole(found.added_ballots, language), whole(found.added_ballots - 1, language)
            first = (
                f"Recompté avec {added} bulletin(s) de plus pour lui seul, il est retenu\u202f; avec {fewer}, non."
                if french
                else f"Counted again with {added} more ballot(s) for it alone, it wins; with {fewer}, it does not."
            )
        if found.lower_cost is None:
            return [first]
        cost = money(self.outcome.election, found.lower_cost, language)
        second = f"À {cost}, il aurait été retenu." if french else f"At {cost}, it would have won."
        return [first, second]


def explained(outcome: Outcome, margins: int | None = None) -> Explanation:
    """The explanation of an outcome.

    margins   for how many losing projects, the most voted first, the smallest change that wins is searched by counting
              again; by default as many as about ten seconds allow
    """
    affordable = affordable_margins(outcome)
    wanted = affordable if margins is None else max(0, margins)
    losers = closest_losers(outcome)[:wanted]
    return Explanation(
        outcome,
        spending(outcome),
        {project: margin(outcome, project) for project in losers},
        sensitivity(outcome, min(MOST_RECOUNTS, 20 * affordable)),
    )
