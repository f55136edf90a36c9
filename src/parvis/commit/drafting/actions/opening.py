"""Saying beforehand how a plan is made with others, then holding to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.commit.drafting.models import CoCreation, Criterion, TimelineStep
from parvis.commit.plans.actions import publish_plan
from parvis.commit.plans.models import Plan
from parvis.disclose.links.actions import add_link, remove_link
from parvis.disclose.links.models import Link, Relation, Standing
from parvis.ground import clock
from parvis.ground.follows.facts import notify
from parvis.ground.identifiers import Ref, get, is_registered
from parvis.ground.journal.actions import record
from parvis.ground.sources.models import Source

COLUMNS = ("invitation", "forum_rules", "first_day", "last_day", "answer_within", "contact")


@transaction.atomic
def write_cocreation(
    actor: Any,
    plan: Plan,
    given: Mapping[str, Any],
    steps: Iterable[TimelineStep],
    criteria: Iterable[Criterion],
) -> CoCreation:
    """Write the days, the timeline and the criteria. Once announced, every change is journalled with its days.

    steps      replace those that stand
    criteria   those with a key change in place; one that is left out goes out of use, since answers may name it
    raises     ValidationError keyed by the part at fault
    """
    cocreation = CoCreation.objects.filter(plan=plan).first() or CoCreation(plan=plan)
    was_there = cocreation.pk is not None
    for name in COLUMNS:
        if name in given:
            setattr(cocreation, name, given[name])
    cocreation.full_clean()
    cocreation.save()
    cocreation.steps.all().delete()
    for step in steps:
        step.cocreation = cocreation
        step.save(force_insert=True)
    write_criteria(cocreation, criteria)
    if cocreation.announced_at is None:
        if not was_there:
            record(actor, "plan.cocreation-written", "plan", plan.uid)
    else:
        record(actor, "plan.cocreation-changed", "plan", plan.uid, public=days_of(cocreation))
        notify("plan", plan.uid, _CHANGED)
    return cocreation


def write_criteria(cocreation: CoCreation, criteria: Iterable[Criterion]) -> None:
    kept = []
    for order, criterion in enumerate(criteria, start=1):
        criterion.cocreation, criterion.order, criterion.in_use = cocreation, order, True
        criterion.save()
        kept.append(criterion.pk)
    cocreation.criteria.exclude(pk__in=kept).update(in_use=False)


@transaction.atomic
def announce(actor: Any, cocreation: CoCreation) -> CoCreation:
    """Show the timeline to everybody, and the plan with it; the moment is kept, and later changes do not move it.

    Raises ValidationError when people would be asked without knowing the criteria, or when the days are over.
    """
    if not cocreation.criteria.filter(in_use=True).exists():
        raise ValidationError({"criteria": _("Say by which criteria proposals are kept, before anybody proposes.")})
    if cocreation.last_day < clock.today():
        raise ValidationError({"last_day": _("These days are over.")})
    won = CoCreation.objects.filter(pk=cocreation.pk, announced_at=None).update(announced_at=clock.now())
    cocreation.refresh_from_db(fields=["announced_at"])
    if won:
        publish_plan(actor, cocreation.plan)
        record(actor, "plan.cocreation-announced", "plan", cocreation.plan.uid, public=days_of(cocreation))
    return cocreation


def days_of(cocreation: CoCreation) -> dict[str, Any]:
    return {"first": cocreation.first_day, "last": cocreation.last_day}


@transaction.atomic
def link_meeting(actor: Any, plan: Plan, meeting: Ref, note: str = "") -> Link:
    """Say that something with a page on this site, an event of the agenda mostly, is a meeting of the plan.

    Raises ValidationError when nobody may read its page: what is not public proves nothing.
    """
    title = public_title(meeting)
    fictional = plan.standing == "fictional"
    source = None if fictional else page_source(meeting, title)
    link = add_link(
        actor,
        meeting,
        Relation.PART_OF,
        Ref("plan", plan.uid),
        standing=Standing.ILLUSTRATIVE if fictional else Standing.DOCUMENTED,
        source=source,
        note=note.strip(),
    )
    record(actor, "plan.meeting-linked", "plan", plan.uid, public={"title": title})
    return link


@transaction.atomic
def unlink_meeting(actor: Any, plan: Plan, link: Link) -> None:
    """Take the link away; the journal keeps that it was there."""
    title = public_title(Ref(link.from_type, link.from_uid))
    remove_link(actor, link)
    record(actor, "plan.meeting-unlinked", "plan", plan.uid, public={"title": title})


def public_title(meeting: Ref) -> str:
    """The title of an object that everybody may see."""
    from django.contrib.auth.models import AnonymousUser

    if is_registered(meeting.type):
        kind = get(meeting.type)
        found = kind.visible_to(AnonymousUser()).filter(uid=meeting.uid).first()
        if found is not None:
            return kind.title(found, "fr")
    raise ValidationError({"meeting": _("Nobody can read that page: only public meetings are linked.")})


def page_source(meeting: Ref, title: str) -> Source:
    """The page of the meeting on this site, as the source of the link."""
    from django.conf import settings

    kind = get(meeting.type)
    found = kind.load([meeting.uid])[meeting.uid]
    source, _created = Source.objects.get_or_create(
        url=f"{settings.SITE_URL}{kind.url(found)}",
        title=title[:300],
        defaults={"publisher": settings.SITE_NAME, "consulted_on": clock.today()},
    )
    return source


_CHANGED = {"fr": "Le calendrier de son élaboration a changé.", "en": "The timeline of its making has changed."}
