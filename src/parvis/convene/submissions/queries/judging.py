"""One submission as the host reads it before it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from parvis.convene.agenda import addresses
from parvis.convene.agenda.queries.event import event_page
from parvis.convene.agenda.queries.shapes import Link
from parvis.convene.agenda.queries.twins import Twin, twins_of
from parvis.convene.agenda.views.event import shown as shown_of_event
from parvis.convene.submissions import links
from parvis.convene.submissions.models import OPEN, AnswerTemplate, Stage, Submission
from parvis.convene.submissions.queries.changes import SinceAccepted, since_accepted
from parvis.convene.submissions.queries.conversation import Turn, conversation
from parvis.convene.submissions.queries.marks import marks_in
from parvis.convene.submissions.queries.queue import answerable_by
from parvis.convene.submissions.queries.requirements import Requirement, requirements, standing
from parvis.convene.submissions.queries.rules import moment
from parvis.ground import clock
from parvis.ground.text import localized


@dataclass(frozen=True)
class TemplateChoice:
    key: int
    label: str
    kind: str


@dataclass(frozen=True)
class JudgingPage:
    """`page` is the event's own page, None when it is no longer before the host; `shown` is what that page needs."""

    page: Any
    shown: dict[str, Any]
    edition: Link
    organisation: str
    contact: str
    submitted: str
    due: str
    late: int
    waits: bool
    answerable: bool
    reopenable: bool
    approved_by: str
    approved_by_me: bool
    two_person: bool
    version: int
    parts: tuple[Requirement, ...]
    lacking: int
    marks: tuple[Any, ...]
    errors: int
    twins: tuple[Twin, ...]
    turns: tuple[Turn, ...]
    templates: tuple[TemplateChoice, ...]
    changed: SinceAccepted | None
    public_url: str
    reason: str
    following_url: str
    answers_url: str


def judging_page(user: Any, one: Submission, language: str, now: datetime) -> JudgingPage:
    """Everything a moderator needs in one place: the event's page (10 queries) and 10 more."""
    before = one.state in OPEN
    page = event_page(one.event.slug, user, language, clock.today()) if before else None
    version, content = standing(one.event) if before else (one.version, {})
    opening = one.edition.opening
    parts = requirements(content, opening.required_parts) if before else ()
    marks = marks_in(one.event, content) if before else ()
    approved = one.first_approval_by is not None and one.first_approval_version == version
    waits = one.state == Stage.WAITING
    following = answerable_by(user).filter(state=Stage.WAITING).exclude(pk=one.pk).order_by("submitted_at", "pk")
    next_uid = following.values_list("uid", flat=True).first()
    host = one.edition.host
    return JudgingPage(
        page=page,
        shown={"page": page, "today": clock.today(), **(shown_of_event(page, language) if page else {})},
        edition=Link(localized(one.edition.name, language), addresses.edition(one.edition.slug, language)),
        organisation=one.organisation_words or (one.event.organisation.name if one.event.organisation else ""),
        contact=contact_of(one),
        submitted=moment(one.submitted_at, language),
        due=moment(one.due, language),
        late=one.days_late(now),
        waits=waits,
        answerable=one.state in (Stage.WAITING, Stage.CHANGES),
        reopenable=one.state == Stage.REFUSED,
        approved_by=str(one.first_approval_by) if approved and waits else "",
        approved_by_me=approved and waits and one.first_approval_by == user,
        two_person=opening.two_person,
        version=version,
        parts=parts,
        lacking=sum(not part.met for part in parts),
        marks=marks,
        errors=sum(mark.stops for mark in marks),
        twins=twins_of(one.event, user) if one.state in (Stage.WAITING, Stage.CHANGES) else (),
        turns=conversation(one, language, names=True),
        templates=templates_of(one),
        changed=since_accepted(one, language),
        public_url=addresses.event(one.event.slug, language) if one.state == Stage.ACCEPTED else "",
        reason=localized(one.reason.label, language) if one.reason else "",
        following_url=reverse("submissions:submission", args=[next_uid]) if next_uid else "",
        answers_url=reverse("submissions:answers", args=[host.slug]) if host else "",
    )


def contact_of(one: Submission) -> str:
    if one.contact_name:
        return f"{one.contact_name}, {one.contact_email}"
    return str(one.submitted_by) if one.submitted_by else ""


def templates_of(one: Submission) -> tuple[TemplateChoice, ...]:
    if one.edition.host_id is None:
        return ()
    found = AnswerTemplate.objects.filter(host=one.edition.host_id).order_by("kind", "title", "pk")
    return tuple(TemplateChoice(template.pk, template.title, template.kind) for template in found)


def prefilled(one: Submission, key: str) -> tuple[str, str]:
    """Kind and words of the chosen template, in the contributor's language; nothing when none was chosen."""
    if not (key.isascii() and key.isdigit() and len(key) < 10):
        return "", ""
    template = AnswerTemplate.objects.filter(pk=int(key), host=one.edition.host_id).first()
    if template is None:
        return "", ""
    language = language_of(one)
    values = {
        "title": one.title,
        "edition": localized(one.edition.name, language),
        "name": one.contact_name or (one.submitted_by.name if one.submitted_by else ""),
        "deadline": moment(one.edition.opening.closes_at, language),
        "link": links.of_contributor(one, language),
    }
    text = localized(template.text, language)
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return template.kind, text


def language_of(one: Submission) -> str:
    """The language in which the contributor is answered."""
    if not one.contact_email and one.submitted_by is not None:
        return one.submitted_by.language or settings.LANGUAGE_CODE
    return one.language
