"""The parts of the agenda that a template would repeat a hundred times, made at once: `{% load agenda %}`.

A template resolves each name it prints; here a select of sixty options, a month of days or a
page of rows costs one join; it halves the time of the list (bench/agenda.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.convene.agenda.queries.shapes import Choice, EventCard, MonthStrip, StripDay
from parvis.ui.paving import paving
from parvis.ui.templatetags.parvis import typo

register = template.Library()

SELECTED = {False: "", True: " selected"}


@register.filter
def options(choices: Iterable[Choice]) -> SafeString:
    """`<option>`s of a select."""
    return mark_safe(
        "".join(
            f'<option value="{escape(choice.value)}"{SELECTED[choice.selected]}>{typo(choice.label)}</option>'
            for choice in choices
        )
    )


@register.filter
def strip_days(strip: MonthStrip) -> SafeString:
    """Items of the month strip: a link for a day that has something, plain figures for the others."""
    return mark_safe("\n".join(map(strip_day, strip.days)))


def strip_day(day: StripDay) -> str:
    current = ' aria-current="true"' if day.selected else ' aria-current="date"' if day.today else ""
    dots = "<i></i>" * day.dots
    inside = f'<span class="month-letter">{day.initial}</span>{day.number}<span class="month-dots">{dots}</span>'
    if day.count:
        inside = f'<a href="{escape(day.url)}" aria-label="{escape(day.label)}"{current}>{inside}</a>'
    else:
        inside = f"<span{current}>{inside}</span>"
    past = ' class="past"' if day.past else ""
    return f"<li{past}>{inside}</li>"


@register.filter
def rows(cards: Iterable[EventCard]) -> SafeString:
    """Rows under the head of their day: hours, then how long."""
    language, tell_me = get_language() or "fr", escape(_("Tell me when more is known"))
    made = []
    for card in cards:
        notes = card_notes(card)
        if card.more_to_come:
            notes += (
                f'<p class="row-note action"><a href="{card.url}#follow">{tell_me}'
                f'<span class="hidden"> – {escape(card.title)}</span></a></p>'
            )
        made.append(row(card, card.hours, card.duration, notes, language))
    return mark_safe("\n".join(made))


@register.filter
def dated_rows(cards: Iterable[EventCard]) -> SafeString:
    """Rows that stand alone: the day, then the hours."""
    language = get_language() or "fr"
    return mark_safe("\n".join(row(card, card.when, card.hours, card_notes(card), language) for card in cards))


def row(card: EventCard, when: str, then: str, notes: str, language: str) -> str:
    foreign = f' lang="{card.language}"' if card.language != language else ""
    label = f' <span class="label">{then}</span>' if then else ""
    return (
        f'<article class="row"><p class="row-when">{when}{label}</p><div class="row-what">'
        f'<p class="row-kind">{escape(card.kicker)}</p>'
        f'<h3><a href="{card.url}"{foreign}>{typo(card.title, card.language)}</a></h3>'
        f'<p class="row-where">{typo(card.place)}</p>{notes}</div>'
        f'<div class="row-picture">{paving(card.uid)}</div></article>'
    )


def card_notes(card: EventCard) -> str:
    """What became of the event, and where the record comes from when it is the archive."""
    notes = ""
    if card.status_label:
        notes = f'<p class="row-note state-{card.status}">{escape(card.status_label)}</p>'
    if card.standing == "documented":
        notes += f'<p class="row-note"><span class="tag">{escape(_("Documented archive"))}</span></p>'
    return notes
