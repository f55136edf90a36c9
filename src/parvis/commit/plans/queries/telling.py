"""The journal and the story of a plan or of a commitment, ready to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.commit.plans.models import Absence
from parvis.commit.plans.queries.shapes import JournalLine, StoryLine
from parvis.disclose.links.models import Link, Standing
from parvis.disclose.links.queries import other_end, stops_of
from parvis.disclose.links.queries.near import in_order
from parvis.ground.identifiers import Ref, Resolved
from parvis.ground.journal.queries import entries_for
from parvis.ui import dates

JOURNAL = 12


def journal_lines(object_type: str, uid: UUID, language: str) -> tuple[JournalLine, ...]:
    """The last entries about an object; one query."""
    zone = ZoneInfo(settings.TIME_ZONE)
    return tuple(
        JournalLine(
            dates.day_words(line.at.astimezone(zone).date(), language, weekday=False, year=True), line.at, line.sentence
        )
        for line in entries_for(object_type, uid, JOURNAL, language)
    )


def story_lines(
    here: Resolved, links: Sequence[Link], found: Mapping[Ref, Resolved], language: str
) -> tuple[StoryLine, ...]:
    """The stops of an object and of what it is tied to, in order; nothing when it is tied to nothing. No query.

    here    the object of the page
    links   every link about it; found   what the viewer may see of the other ends
    """
    told = [(stop, here, True, True) for stop in stops_of(here)]
    seen: dict[Ref, bool] = {}
    for link in links:
        there = other_end(link, here.ref)
        seen[there] = seen.get(there, False) or link.standing == Standing.DOCUMENTED
    for ref, documented in seen.items():
        if ref in found:
            told += [(stop, found[ref], False, documented) for stop in stops_of(found[ref])]
    if all(is_own for _stop, _owner, is_own, _documented in told):
        return ()
    story = in_order(told)
    return tuple(
        StoryLine(
            when=stop_words(stop.day, stop.precision, language),
            day=stop.day,
            title=stop.title,
            url="" if stop.is_own else stop.url,
            kind=dates.capital(stop.kind),
            documented=stop.documented,
            here=stop.is_own,
            silence=silence_words(stop.silence),
        )
        for stop in (*story.stops, *story.undated)
    )


def stop_words(day: date | None, precision: str, language: str) -> str:
    """The day of a stop, no finer than it is known: `S2 2018`, `2019`, `12 novembre 2018`."""
    if day is None:
        return _("Date unknown")
    if precision == "year":
        return str(day.year)
    if precision == "semester":
        return f"{'H' if language == 'en' else 'S'}{1 + (day.month > 6)} {day.year}"
    if precision == "month":
        return dates.capital(dates.month_year_words(day, language))
    return dates.day_words(day, language, weekday=False, year=True)


def silence_words(days: int) -> str:
    """What a long silence before a stop is called; empty for none."""
    return _("Nothing is known of %(years)s") % {"years": years_words(days)} if days else ""


def years_words(days: int) -> str:
    years = max(days // 365, 1)
    return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}


def absence_words(code: str) -> str:
    """Why there is no value, in its own words: "Not published" is not "Not applicable"."""
    if code not in Absence.values:
        return _("Not said")
    return dates.capital(str(Absence(code).label))
