"""Measures, articles and decrees as pages print them, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from parvis.civics.dates import write_date
from parvis.commit.law import addresses
from parvis.commit.law.application import DecreeFacts, DecreeStanding, State, is_published
from parvis.commit.law.models import Decree, DutyHolder, LegalText, Provision
from parvis.commit.law.queries.facts import Duty, Measure
from parvis.commit.law.queries.shapes import (
    ArticleLine,
    AwaitedLine,
    CountLine,
    DecreeLine,
    DutyLine,
    HolderLine,
    MeasureLine,
)
from parvis.commit.law.words import LABELS, MARKS, ORDER, grouped, state_words
from parvis.commit.plans.models.fuzzy import read
from parvis.ui import dates
from parvis.ui.dates import capital


class Lines:
    """Makes lines in one language, for one day."""

    def __init__(self, language: str, today: date) -> None:
        self.language = language
        self.today = today
        self.base = addresses.base(language)

    def day(self, day: date) -> str:
        return dates.day_words(day, self.language, weekday=False, year=True)

    def localized(self, text: Any) -> str:
        return str(text.localize(self.language)) if hasattr(text, "localize") else str(text or "")

    def measure(self, found: Measure) -> MeasureLine:
        one = found.commitment
        url = addresses.measure(one.plan.slug, one.slug, self.language)
        duties = tuple(self.duty(duty, url) for duty in found.duties)
        done, all_ = found.application.done, found.application.duties
        return MeasureLine(
            uid=one.uid,
            number=one.number,
            title=self.localized(one.title),
            url=url,
            state=state_words(found.application, self.language),
            articles=tuple(self.article(row) for row in found.provisions),
            binds=self.binds(found.provisions),
            holders=tuple(self.holder(row) for row in found.responsible),
            decrees=tuple(self.decree(row, found.law) for row in found.decrees),
            duties=duties,
            duties_done=ngettext("%(n)s of one duty done", "%(n)s of %(all)s duties done", all_)
            % {"n": done, "all": all_}
            if all_
            else "",
            evidence=ngettext("one piece of evidence", "%(n)s pieces of evidence", found.evidence)
            % {"n": found.evidence}
            if found.evidence
            else "",
        )

    def binds(self, provisions: Iterable[Provision]) -> str:
        """Everyone whom the articles bind, once each; nothing when nobody looked."""
        codes = dict.fromkeys(row.duty_holder for row in provisions if row.duty_holder)
        return ", ".join(str(DutyHolder(code).label) for code in codes)

    def article(self, row: Provision) -> ArticleLine:
        days = []
        if row.in_force_on:
            days.append(_("in force from %(day)s") % {"day": self.day(row.in_force_on)})
        if row.repealed_on:
            days.append(_("repealed on %(day)s") % {"day": self.day(row.repealed_on)})
        return ArticleLine(
            label=article_words(row),
            says=self.localized(row.says),
            binds=str(DutyHolder(row.duty_holder).label),
            threshold=self.localized(row.threshold),
            days=", ".join(days),
            url=row.url,
            source=row.source.title if row.source_id and row.source else "",
            source_url=row.source.url if row.source_id and row.source else "",
        )

    def holder(self, row: Any) -> HolderLine:
        body = row.organisation
        url = f"{self.base}organisations/{body.slug}/" if body else ""
        return HolderLine(row.office or body.name, url, str(row.get_role_display()))

    def decree(self, row: Decree, law: LegalText) -> DecreeLine:
        facts = DecreeFacts(row.standing, row.published_on, row.expected_by, row.repealed_on)
        there = row.standing == DecreeStanding.PUBLISHED
        return DecreeLine(
            anchor=f"d-{row.uid.hex[:8]}",
            label=decree_words(row) if there else self.absence(row),
            subject=self.localized(row.subject),
            note=self.decree_days(row) if there else self.announced(row),
            url=row.url,
            gap=not is_published(facts, self.today),
            late=self.late(row),
            article=article_words(row.provision) if row.provision_id and row.provision else "",
        )

    def absence(self, row: Decree) -> str:
        """Why there is no decree; each of these is an answer of its own."""
        nature = row.get_nature_display()
        match row.standing:
            case DecreeStanding.AWAITED:
                return capital(_("%(nature)s not published yet") % {"nature": nature})
            case DecreeStanding.NOT_NEEDED:
                return capital(_("no %(nature)s needed") % {"nature": nature})
            case DecreeStanding.NOT_FOUND:
                said = {"nature": nature, "day": self.day(row.searched_on) if row.searched_on else "–"}
                return capital(_("%(nature)s looked for on %(day)s and not found") % said)
            case _:
                return capital(_("%(nature)s: not looked up") % {"nature": nature})

    def decree_days(self, row: Decree) -> str:
        said = []
        if row.signed_on:
            said.append(_("signed on %(day)s") % {"day": self.day(row.signed_on)})
        if row.published_on:
            said.append(_("published on %(day)s") % {"day": self.day(row.published_on)})
        if row.repealed_on:
            said.append(_("repealed on %(day)s") % {"day": self.day(row.repealed_on)})
        return ", ".join(said)

    def announced(self, row: Decree) -> str:
        announced = read(row.expected)
        return _("announced for: %(when)s") % {"when": write_date(announced, self.language)} if announced else ""

    def late(self, row: Decree) -> str:
        if row.standing != DecreeStanding.AWAITED or row.expected_by is None or row.expected_by >= self.today:
            return ""
        return late_words((self.today - row.expected_by).days)

    def duty(self, duty: Duty, url: str) -> DutyLine:
        step, report = duty.milestone, duty.report
        due = read(step.due)
        done = report is not None and report.completion == "complete"
        late = (self.today - step.due_by).days if step.due_by and not done else 0
        return DutyLine(
            title=self.localized(step.title),
            due=write_date(due, self.language) if due else "",
            declared=str(report.get_completion_display()) if report else "",
            evidence=ngettext("one piece of evidence", "%(n)s pieces of evidence", duty.evidence) % {"n": duty.evidence}
            if duty.evidence
            else "",
            late=late_words(late) if late > 0 else "",
            done=done,
            url=url,
        )

    def awaited(self, found: Measure) -> AwaitedLine:
        state = found.application
        one = found.commitment
        missing = [row for row in found.decrees if row.standing == DecreeStanding.AWAITED]
        return AwaitedLine(
            days=grouped(state.days) if state.days is not None else "",
            unit=ngettext("day", "days", state.days or 0),
            title=self.localized(one.title),
            url=addresses.measure(one.plan.slug, one.slug, self.language),
            law=self.localized(one.plan.title),
            law_url=addresses.law(one.plan.slug, self.language),
            detail=", ".join(filter(None, (self.localized(row.subject) for row in missing))),
            announced=", ".join(filter(None, (self.announced(row) for row in missing))),
            late=late_words(state.days_late) if state.days_late else "",
        )


def longest_waiting(found: Iterable[Measure]) -> list[Measure]:
    """Measures that wait for a decree, those that have waited longest first, then in their order."""
    waiting = [one for one in found if one.application.state == State.AWAITED]
    return sorted(waiting, key=lambda one: -(one.application.days or 0))


def counts_of(found: Sequence[Measure], slug: str, language: str) -> tuple[CountLine, ...]:
    """How many measures stand in each state, those that exist; each leads to them."""
    tally = {state: sum(one.application.state == state for one in found) for state in ORDER}
    return tuple(
        CountLine(
            code=state.value,
            label=str(LABELS[state]),
            count=tally[state],
            url=addresses.law(slug, language, state=state.value),
            look=MARKS[state][0],
            icon=MARKS[state][1],
        )
        for state in ORDER
        if tally[state]
    )


def late_words(days: int) -> str:
    return ngettext("one day late", "%(n)s days late", days) % {"n": grouped(days)}


def article_words(row: Provision) -> str:
    """`Article L312-1-1, code des relations entre le public et l’administration`; the law itself is not repeated."""
    said = _("Article %(number)s") % {"number": row.article}
    return f"{said}, {row.of_text}" if row.of_text else said


def decree_words(row: Decree) -> str:
    return capital(
        pgettext("a legal text", "%(nature)s no. %(number)s")
        % {"nature": row.get_nature_display(), "number": row.number}
    )
