"""The list of laws and the page of a law."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from parvis.commit.law import addresses
from parvis.commit.law.application import State
from parvis.commit.law.models import DutyHolder, LegalText
from parvis.commit.law.queries.facts import Measure, measures_of
from parvis.commit.law.queries.lines import Lines, counts_of, longest_waiting
from parvis.commit.law.queries.shapes import IndexPage, LawCard, LawPage, Option, Said
from parvis.commit.law.queries.visibility import (
    laws_visible_to,
    measures_visible_to,
    published_laws,
    published_measures,
)
from parvis.commit.law.words import LABELS, ORDER
from parvis.commit.plans.models import Absence
from parvis.commit.plans.queries.shapes import JournalLine
from parvis.ground.journal.models import Entry
from parvis.ground.journal.queries import line_of
from parvis.ui import dates
from parvis.ui.dates import capital

AWAITED_SHOWN = 10
JOURNAL = 12


def index_page(language: str, today: date) -> IndexPage:
    """Every published law with the states of its measures, and what has been awaited longest; 8 queries."""
    lines = Lines(language, today)
    laws = list(published_laws().select_related("plan__organisation").order_by("-signed_on", "number", "pk"))
    found = measures_of(published_measures(), today)
    of: dict[int, list[Measure]] = defaultdict(list)
    for one in found:
        of[one.commitment.plan_id].append(one)
    return IndexPage(
        laws=tuple(card(law, of[law.plan_id], lines) for law in laws),
        awaited=tuple(lines.awaited(one) for one in longest_waiting(found)[:AWAITED_SHOWN]),
        measures=len(found),
    )


def card(law: LegalText, found: Sequence[Measure], lines: Lines) -> LawCard:
    return LawCard(
        title=lines.localized(law.plan.title),
        url=addresses.law(law.plan.slug, lines.language),
        kicker=kicker(law),
        when=lines.day(law.signed_on) if law.signed_on else "",
        standing=law.plan.standing,
        measures=count_words(len(found)),
        counts=counts_of(found, law.plan.slug, lines.language),
    )


def law_page(
    slug: str, viewer: Any, language: str, today: date, asked: Mapping[str, str] | None = None
) -> LawPage | None:
    """A law with its measures, narrowed by `state` and `binds`; None when the viewer may not see it. 8 queries."""
    law = (
        laws_visible_to(viewer).filter(plan__slug=slug).select_related("plan__organisation", "source").order_by("pk")
    ).first()
    if law is None:
        return None
    lines = Lines(language, today)
    whole = measures_of(measures_visible_to(viewer).filter(plan=law.plan_id), today)
    state, binds, problems = read_filters(asked or {})
    shown = [one for one in whole if is_asked(one, state, binds)]
    return LawPage(
        uid=law.uid,
        plan_uid=law.plan.uid,
        slug=slug,
        title=lines.localized(law.plan.title),
        url=addresses.law(slug, language),
        kicker=kicker(law),
        official_title=law.title,
        official_language=law.language,
        summary=lines.localized(law.plan.summary),
        standing=law.plan.standing,
        published=law.plan.published,
        facts=facts_of(law, lines),
        counts=counts_of(whole, slug, language),
        total=len(whole),
        awaited=tuple(lines.awaited(one) for one in longest_waiting(whole)),
        measures=tuple(lines.measure(one) for one in shown),
        count_label=count_words(len(shown)),
        narrowed=bool(state or binds),
        states=options(_("in any state"), {code.value: str(LABELS[code]) for code in ORDER}, state),
        binds=options(_("anyone"), {code: str(label) for code, label in DutyHolder.choices if code}, binds),
        problems=problems,
        json_ld=described(law, lines),
        journal=history(law, language),
    )


def described(law: LegalText, lines: Lines) -> str:
    """The law as schema.org describes legislation, without what is not known; it cannot end the element it is in."""
    said = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "url": settings.SITE_URL + addresses.law(law.plan.slug, lines.language),
        "name": law.title,
        "alternateName": lines.localized(law.plan.title),
        "inLanguage": law.language,
        "legislationIdentifier": law.number,
        "legislationType": law.nature,
        "legislationDate": law.signed_on,
        "datePublished": law.published_on,
        "legislationDateVersion": law.consolidated_on,
        "sameAs": law.url,
    }
    known = {name: value for name, value in said.items() if value}
    text = json.dumps(known, ensure_ascii=False, default=str)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def history(law: LegalText, language: str) -> tuple[JournalLine, ...]:
    """What happened to the text and to the plan that it is, newest first; 1 query."""
    about = Q(object_type="law", object_uid=law.uid) | Q(object_type="plan", object_uid=law.plan.uid)
    zone = ZoneInfo(settings.TIME_ZONE)
    lines = map(line_of, Entry.objects.filter(about).select_related("actor").order_by("-id")[:JOURNAL])
    return tuple(
        JournalLine(
            dates.day_words(line.at.astimezone(zone).date(), language, weekday=False, year=True), line.at, line.sentence
        )
        for line in lines
    )


def read_filters(asked: Mapping[str, str]) -> tuple[str, str, tuple[str, ...]]:
    """State and duty holder that the address asks for; a value that means nothing is left out and said."""
    problems = []
    state, binds = asked.get("state", ""), asked.get("binds", "")
    if state and state not in {code.value for code in State}:
        problems.append(_("“%(value)s” is not a state of a measure.") % {"value": state[:40]})
        state = ""
    if binds and binds not in DutyHolder.values:
        problems.append(_("“%(value)s” is nobody whom a measure binds.") % {"value": binds[:40]})
        binds = ""
    return state, binds, tuple(problems)


def is_asked(one: Measure, state: str, binds: str) -> bool:
    if state and one.application.state != state:
        return False
    return not binds or any(row.duty_holder == binds for row in one.provisions)


def options(every: str, labels: Mapping[str, str], chosen: str) -> tuple[Option, ...]:
    return (
        Option("", every, not chosen),
        *(Option(value, label, value == chosen) for value, label in labels.items()),
    )


def kicker(law: LegalText) -> str:
    """`Loi no 2016-1321`: what it is, and its number where it has one."""
    nature = law.get_nature_display()
    if not law.number:
        return capital(nature)
    return capital(pgettext("a legal text", "%(nature)s no. %(number)s") % {"nature": nature, "number": law.number})


def count_words(count: int) -> str:
    return ngettext("one measure", "%(n)s measures", count) % {"n": count} if count else _("no measure")


def facts_of(law: LegalText, lines: Lines) -> tuple[Said, ...]:
    """The days of the text, each with what it is worth: a day, or why there is none."""
    return (
        dated(law, "signed_on", _("Signed on"), lines),
        dated(law, "published_on", _("Published on"), lines, note=law.published_in),
        dated(law, "in_force_on", _("In force from"), lines),
        *((Said(_("Repealed on"), lines.day(law.repealed_on)),) if law.repealed_on else ()),
        dated(law, "consolidated_on", _("Version read"), lines),
        Said(_("Official text"), _("read it at its official address"), url=law.url)
        if law.url
        else missing(law, "url", _("Official text")),
        *((Said(_("Answered for by"), law.plan.organisation.name),) if law.plan.organisation else ()),
        *((sourced(law, lines),) if law.source else ()),
    )


def sourced(law: LegalText, lines: Lines) -> Said:
    source = law.source
    assert source is not None  # noqa: S101 -- asked above, for the type checker
    note = _("consulted on %(day)s") % {"day": lines.day(source.consulted_on)} if source.consulted_on else ""
    return Said(_("Source"), source.title, url=source.url, note=note)


def dated(law: LegalText, name: str, label: str, lines: Lines, note: str = "") -> Said:
    day = getattr(law, name)
    return Said(label, lines.day(day), note=note) if day else missing(law, name, label)


def missing(law: LegalText, name: str, label: str) -> Said:
    """The absence that the plan names for this part, else that nobody looked it up."""
    code = law.plan.absences.get(name, Absence.NOT_LOOKED_UP)
    return Said(label, str(Absence(code).label), gap=True)
