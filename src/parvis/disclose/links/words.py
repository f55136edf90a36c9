"""Relations in words, read from either end."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from parvis.disclose.links.models import Relation
from parvis.ui import dates

# What the second object is to the first. Those that read alike from both ends are their own inverse.
INVERSE = {
    Relation.PRODUCED: pgettext_lazy("relation", "was produced by"),
    Relation.ANSWERS: pgettext_lazy("relation", "is answered by"),
    Relation.FEEDS: pgettext_lazy("relation", "is fed by"),
    Relation.PART_OF: pgettext_lazy("relation", "is made of"),
    Relation.PROVES: pgettext_lazy("relation", "is proved by"),
    Relation.JUDGES: pgettext_lazy("relation", "is judged by"),
    Relation.RECOMMENDS: pgettext_lazy("relation", "is recommended by"),
    Relation.FOLLOWS: pgettext_lazy("relation", "is followed by"),
    Relation.RELATED: Relation.RELATED.label,
    Relation.SAME_WEEK: Relation.SAME_WEEK.label,
}
SYMMETRIC = frozenset({Relation.RELATED, Relation.SAME_WEEK})


def relation_words(relation: str, *, outgoing: bool) -> str:
    """The relation in the active language, as the object on the page says it."""
    known = Relation(relation)
    return str(known.label if outgoing else INVERSE[known])


def day_in_words(day: date | None, precision: str, language: str) -> str:
    """A stop's date, no more exact than it is known: "12 March 2026", "March 2026", "2nd half of 2018", "2018"."""
    if day is None:
        return ""
    match precision:
        case "year":
            return str(day.year)
        case "semester" if day.month <= 6:
            return _("1st half of %(year)s") % {"year": day.year}
        case "semester":
            return _("2nd half of %(year)s") % {"year": day.year}
        case "quarter":
            return _("quarter %(number)s of %(year)s") % {"number": (day.month + 2) // 3, "year": day.year}
        case "month":
            return dates.month_year_words(day, language)
        case _:
            return dates.day_words(day, language, weekday=False, year=True)


def silence_in_words(days: int) -> str:
    """A silence of a year or more, in whole years, or months when it is short of two."""
    years = days // 365
    if years < 2:
        months = round(days / 30.44)
        return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}


def ends_of(day: date, precision: str) -> tuple[date, date]:
    """The first and the last day that a date of this precision allows; the day itself when it is exact."""
    months = {"year": 12, "semester": 6, "quarter": 3, "month": 1}.get(precision)
    if months is None:
        return day, day
    first = (day.month - 1) // months * months + 1
    over = first + months
    end = date(day.year + 1, 1, 1) if over > 12 else date(day.year, over, 1)
    return date(day.year, first, 1), end - timedelta(days=1)
