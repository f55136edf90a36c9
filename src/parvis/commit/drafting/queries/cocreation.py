"""How a plan is made with others, for everybody: timeline, criteria, what was proposed and how it was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.commit.drafting.links import address_of
from parvis.commit.drafting.models import Answer, CoCreation, Contribution, Outcome, Stage
from parvis.commit.plans import addresses
from parvis.ground.text import render_markdown
from parvis.ui import dates

A_PAGE = 30
ICONS = {Outcome.KEPT: "check", Outcome.PARTLY: "dash", Outcome.NOT_KEPT: "cross"}


@dataclass(frozen=True)
class StepLine:
    when: str
    kind: str
    label: str
    url: str
    past: bool


@dataclass(frozen=True)
class CriterionLine:
    label: str
    explanation: str


@dataclass(frozen=True)
class AnswerLine:
    number: int
    outcome: str
    code: str
    icon: str
    when: str
    reason_html: str
    criterion: str
    remedy: str
    commitment: str
    commitment_url: str


@dataclass(frozen=True)
class ContributionLine:
    """One contribution in a list. `days_late` counts from the promised answer; 0 while there is time."""

    uid: UUID
    number: int
    title: str
    url: str
    by: str
    when: str
    language: str
    outcome: str
    code: str
    icon: str
    days_late: int


@dataclass(frozen=True)
class Counts:
    received: int
    shown: int
    set_aside: int
    answered: int


@dataclass(frozen=True)
class CoCreationPage:
    title: str
    plan_url: str
    slug: str
    body: str
    invitation: str
    forum_rules: str
    is_open: bool
    before: bool
    first: str
    last: str
    announced: str
    answer_within: int
    contact: str
    steps: tuple[StepLine, ...]
    criteria: tuple[CriterionLine, ...]
    counts: Counts
    rows: tuple[ContributionLine, ...]
    page: Page[Any]
    propose_url: str
    requirements_url: str


def announced(slug: str) -> CoCreation | None:
    """The co-creation of a plan, once everybody may see it; 1 query."""
    found = CoCreation.objects.filter(plan__slug=slug, plan__published=True, announced_at__isnull=False)
    return found.select_related("plan__organisation").first()


def cocreation_page(cocreation: CoCreation, number: str, now: datetime, language: str) -> CoCreationPage:
    """Everything on its page; 6 queries whatever the number of contributions."""
    today = local(now)
    shown = cocreation.contributions.filter(stage=Stage.PUBLIC).order_by("-number")
    paginator = Paginator(with_answers(shown), A_PAGE)
    page = paginator.get_page(number)
    plan = cocreation.plan
    return CoCreationPage(
        title=plan.title.localize(language),
        plan_url=addresses.plan(plan.slug, language),
        slug=plan.slug,
        body=plan.organisation.name if plan.organisation else "",
        invitation=render_markdown(cocreation.invitation.localize(language)) if cocreation.invitation else "",
        forum_rules=render_markdown(cocreation.forum_rules.localize(language)) if cocreation.forum_rules else "",
        is_open=cocreation.is_open(today),
        before=today < cocreation.first_day,
        first=day_words(cocreation.first_day, language),
        last=day_words(cocreation.last_day, language),
        announced=day_words(local(cocreation.announced_at), language) if cocreation.announced_at else "",
        answer_within=cocreation.answer_within,
        contact=cocreation.contact,
        steps=step_lines(cocreation, today, language),
        criteria=tuple(
            CriterionLine(one.label.localize(language), one.explanation.localize(language) if one.explanation else "")
            for one in cocreation.criteria.all()
            if one.in_use
        ),
        counts=counts_of(cocreation),
        rows=tuple(contribution_line(one, cocreation, now, language) for one in page.object_list),
        page=page,
        propose_url=reverse("drafting:propose", args=[plan.slug]),
        requirements_url=reverse("drafting:requirements", args=[plan.slug]),
    )


def local(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def day_words(day: date, language: str) -> str:
    return dates.day_words(day, language, weekday=False, year=True)


def with_answers(rows: Any) -> Any:
    answers = Answer.objects.select_related("criterion", "commitment__plan").order_by("number")
    return rows.select_related("organisation", "cocreation__plan").prefetch_related(Prefetch("answers", answers))


def counts_of(cocreation: CoCreation) -> Counts:
    """How many were received, shown, not shown and answered; 1 query."""
    found = cocreation.contributions.exclude(stage=Stage.UNCONFIRMED).aggregate(
        received=Count("pk"),
        shown=Count("pk", filter=Q(stage=Stage.PUBLIC)),
        set_aside=Count("pk", filter=Q(stage=Stage.SET_ASIDE)),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
    )
    return Counts(**found)


def step_lines(cocreation: CoCreation, today: date, language: str) -> tuple[StepLine, ...]:
    return tuple(
        StepLine(
            when=dates.range_words(step.day, step.last_day, language)
            if step.last_day
            else day_words(step.day, language),
            kind=step.get_kind_display(),
            label=step.label.localize(language),
            url=step.url,
            past=(step.last_day or step.day) < today,
        )
        for step in cocreation.steps.all()
    )


def contribution_line(one: Any, cocreation: CoCreation, now: datetime, language: str) -> ContributionLine:
    last = next(reversed(list(one.answers.all())), None)
    received = one.heard_on or (local(one.submitted_at) if one.submitted_at else None)
    return ContributionLine(
        uid=one.uid,
        number=one.number,
        title=one.title,
        url=address_of(one),
        by=by_whom(one),
        when=day_words(received, language) if received else "",
        language=one.language,
        outcome=str(Outcome(last.outcome).label) if last else "",
        code=last.outcome if last else "",
        icon=ICONS[Outcome(last.outcome)] if last else "clock",
        days_late=0 if last else days_late(one, cocreation, now),
    )


def days_late(one: Contribution, cocreation: CoCreation, now: datetime) -> int:
    """Days since the promised answer; the promise runs from the last day on which people could propose, or later."""
    due = promised_day(one, cocreation)
    return max((local(now) - due).days, 0) if due else 0


def promised_day(one: Contribution, cocreation: CoCreation) -> date | None:
    """The last day of the promise; None for what nobody has sent yet."""
    if one.submitted_at is None:
        return None
    return max(local(one.submitted_at), cocreation.last_day) + timedelta(days=cocreation.answer_within)


def by_whom(one: Any) -> str:
    """The body, or the signature; somebody who signed nothing is not named."""
    return one.organisation.name if one.organisation else one.signature


@dataclass(frozen=True)
class ContributionPage:
    line: ContributionLine
    plan: str
    plan_url: str
    html: str
    heard: bool
    answers: tuple[AnswerLine, ...]
    reply: str
    replied: str
    promised: str


def contribution_page(one: Contribution, now: datetime, language: str, *, own: bool = False) -> ContributionPage:
    """One contribution with its answers, read with `with_answers`. No query.

    own   its author sees the reply before everybody does
    """
    cocreation = one.cocreation
    from_day = max(local(one.submitted_at), cocreation.last_day) if one.submitted_at else cocreation.last_day
    return ContributionPage(
        line=contribution_line(one, cocreation, now, language),
        plan=cocreation.plan.title.localize(language),
        plan_url=reverse("drafting:cocreation-page", args=[cocreation.plan.slug]),
        html=one.html,
        heard=one.heard_on is not None,
        answers=answer_lines(list(one.answers.all()), language),
        reply=one.reply if one.reply_shown or own else "",
        replied=day_words(local(one.replied_at), language) if one.replied_at else "",
        promised=day_words(from_day + timedelta(days=cocreation.answer_within), language),
    )


def answer_lines(answers: Sequence[Any], language: str) -> tuple[AnswerLine, ...]:
    """Answers in their order; a commitment that is a draft is not named yet."""
    made = []
    for one in answers:
        shown = one.commitment is not None and one.commitment.state == "published" and one.commitment.plan.published
        made.append(
            AnswerLine(
                number=one.number,
                outcome=str(Outcome(one.outcome).label),
                code=one.outcome,
                icon=ICONS[Outcome(one.outcome)],
                when=day_words(local(one.at), language),
                reason_html=one.reason_html,
                criterion=one.criterion.label.localize(language) if one.criterion else "",
                remedy=one.remedy,
                commitment=_commitment_words(one, language) if shown else "",
                commitment_url=addresses.commitment(one.commitment.plan.slug, one.commitment.slug, language)
                if shown
                else "",
            )
        )
    return tuple(made)


def _commitment_words(answer: Any, language: str) -> str:
    title = answer.commitment.title.localize(language)
    number = answer.commitment.number
    return _("Commitment %(number)s: %(title)s") % {"number": number, "title": title} if number else title
