"""The two parts of the agenda that a template would repeat a hundred times, made at once: `{% load agenda %}`.

A template resolves each name it prints; here a select of sixty options or a month of days costs one join.
"""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from parvis.convene.agenda.queries.shapes import Choice, MonthStrip, StripDay
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
