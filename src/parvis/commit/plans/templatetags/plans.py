"""The parts of the plans that a template would repeat a hundred times, made at once: `{% load plans %}`.

A template resolves each name it prints; here a page of sixty commitments with five milestones each costs one join.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.commit.plans.addresses import numbered_anchor
from parvis.commit.plans.panels import Judgement
from parvis.commit.plans.queries.shapes import Choice, CommitmentCard
from parvis.ui.templatetags.parvis import typo

register = template.Library()

SELECTED = {False: "", True: " selected"}


@register.filter
def options(choices: tuple[Choice, ...]) -> SafeString:
    """`<option>`s of a select."""
    return options_in(choices, get_language() or "fr")


@lru_cache(maxsize=256)
def options_in(choices: tuple[Choice, ...], language: str) -> SafeString:
    return mark_safe(
        "".join(
            f'<option value="{escape(choice.value)}"{SELECTED[choice.selected]}>{typo(choice.label, language)}</option>'
            for choice in choices
        )
    )


@register.filter
def promise_rows(cards: Iterable[CommitmentCard], with_plan: bool = False) -> SafeString:
    """Rows of commitments: number, title, who leads, milestones, then what is declared and what is judged.

    with_plan   name the plan of each, where the list holds several
    """
    words = words_in(get_language() or "fr")
    return mark_safe("\n".join([row(card, words, with_plan) for card in cards]))


class Words(NamedTuple):
    """The words that every row repeats, set once for each language."""

    language: str
    declared: str
    assessed: str
    milestones: str
    draft: str

    def said(self, text: str) -> str:
        return set_once(text, self.language)


@lru_cache(maxsize=8)
def words_in(language: str) -> Words:
    return Words(language, escape(_("Declared")), escape(_("Assessed")), escape(_("Milestones")), escape(_("Draft")))


@lru_cache(maxsize=8192)
def set_once(text: str, language: str) -> str:
    """The text escaped and set as the language asks; titles and names come back at each page."""
    return str(typo(text, language))


@lru_cache(maxsize=8192)
def end_of_mark(number: str, words: str, language: str) -> str:
    """What follows the address of the commitment in the item of a milestone."""
    return f'#{escape(numbered_anchor(number))}">{escape(number)}</a> {set_once(words, language)}</li>'


@lru_cache(maxsize=4096)
def row(card: CommitmentCard, words: Words, with_plan: bool) -> str:
    """The row of a card; nearly all of a plan's rows are those of its last reader, whatever changed in between."""
    number = f'<p class="promise-number">{escape(card.number)}</p>' if card.number else "<p></p>"
    plan = f'<a href="{card.plan.url}">{words.said(card.plan.label)}</a>' if with_plan else ""
    who = " · ".join(filter(None, (plan, words.said(card.lead), words.said(card.areas))))
    label = f'<p class="label">{who}</p>' if who else ""
    withdrawn = " withdrawn" if card.became else ""
    return (
        f'<article class="promise{withdrawn}">{number}<div class="promise-what"><h3><a href="{card.url}">'
        f"{words.said(card.title)}</a></h3>{label}{notes(card, words)}{marks(card, words)}</div>"
        f'<div class="promise-lanes">{declared(card, words)}{judged(card.judgement, words)}</div></article>'
    )


def notes(card: CommitmentCard, words: Words) -> str:
    said = ""
    if card.draft:
        said = f'<p><span class="tag filled">{words.draft}</span></p>'
    if card.became:
        said += f'<p class="late">{words.said(card.became)}</p>'
    return said


def marks(card: CommitmentCard, words: Words) -> str:
    if not card.steps:
        return ""
    url, language = card.url, words.language
    made = "".join(
        [
            f'<li class="step {one.step.code}"><a href="{url}{end_of_mark(one.number, one.words, language)}'
            if one.number
            else f'<li class="step {one.step.code}">{words.said(one.words)}</li>'
            for one in card.steps
        ]
    )
    return f'<ul class="steps" aria-label="{words.milestones}">{made}</ul>'


def declared(card: CommitmentCard, words: Words) -> str:
    note = f' <span class="label">{card.declared_note}</span>' if card.declared_note else ""
    kind = "declared" if card.declared_note else "unassessed"
    said = f'<span class="{kind}">{words.said(card.declared)}</span>'
    return f'<p><span class="hidden">{words.declared} </span>{said}{note}</p>'


def judged(judgement: Judgement | None, words: Words) -> str:
    if judgement is None:
        return ""
    kind = "independent" if judgement.assessed else "unassessed"
    note = f' <span class="label">{words.said(judgement.note)}</span>' if judgement.note else ""
    said = f'<span class="{kind}">{words.said(judgement.words)}</span>'
    return f'<p><span class="hidden">{words.assessed} </span>{said}{note}</p>'
