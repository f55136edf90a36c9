"""Who answers for a commitment or a milestone, now and before, as bodies and as offices named by the text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from parvis.commit.plans.models import Responsibility, Role
from parvis.commit.plans.queries.bodies import body_url
from parvis.commit.plans.queries.cards import day
from parvis.commit.plans.queries.shapes import Party, PartyGroup
from parvis.commit.plans.queries.sources import Footnotes
from parvis.ui import dates


def groups(found: Sequence[Responsibility], today: date, language: str, footnotes: Footnotes) -> tuple[PartyGroup, ...]:
    """By role in the order of the roles; in each, those who answer today first."""
    made = []
    for role in Role:
        parties = [party(one, today, language, footnotes) for one in found if one.role == role]
        if parties:
            made.append(
                PartyGroup(
                    str(role),
                    dates.capital(str(role.label)),
                    tuple(sorted(parties, key=lambda one: one.former)),
                )
            )
    return tuple(made)


def party(found: Responsibility, today: date, language: str, footnotes: Footnotes) -> Party:
    body = found.organisation
    return Party(
        name=body.name if body else found.office,
        url=body_url(body) if body else "",
        office=found.office if body and found.office != body.name else "",
        when=span(found.valid_from, found.valid_to, today, language),
        former=found.valid_to is not None and found.valid_to < today,
        note=footnotes.note(found.source),
    )


def span(first: date | None, last: date | None, today: date, language: str) -> str:
    """`from 1 July 2020 to 3 May 2022`, `since` or, for what has yet to begin, `from`; empty when no day is known."""
    if first and last:
        return dates.range_words(first, last, language, year=True)
    if first and first > today:
        return _("from %(day)s") % {"day": day(first, language)}
    if first:
        return _("since %(day)s") % {"day": day(first, language)}
    return _("until %(day)s") % {"day": day(last, language)} if last else ""
