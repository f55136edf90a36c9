"""What a page names: who is in charge, the milestones, titles in its language."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from i18nfield.strings import LazyI18nString

from parvis.civics.formats.commitment import CommitmentPage, Due
from parvis.commit.plans.importing import texts
from parvis.commit.plans.models import Commitment, Milestone, Plan, Responsibility, Role
from parvis.ground.sources.models import Source
from parvis.people.queries.organisations import find_organisations


def write_roles(commitment: Commitment, page: CommitmentPage, source: Source) -> None:
    """Every name of every role, as named: two names of the lead are two rows."""
    named = [one for one in page.institutions if one.printed]
    bodies = find_organisations(one.printed.text for one in named)
    Responsibility.objects.bulk_create(
        Responsibility(
            commitment=commitment,
            role=Role.LEAD if one.role == "lead" else Role.SUPPORTING,
            organisation=bodies[one.printed.text],
            office=one.printed.text[:300],
            source=source,
            order=order,
        )
        for order, one in enumerate(named, start=1)
    )


def write_milestones(
    commitment: Commitment, page: CommitmentPage, language: str, known: Collection[str] = ()
) -> list[Milestone]:
    """The milestones under their adopted text, with the deadline that was promised; but those of these numbers."""
    found = []
    fresh = [one for one in page.milestones if not known or (one.number and one.number not in known)]
    for order, one in enumerate(fresh, start=len(known) + 1):
        first = one.wordings[0]
        due = iso_of(first.due)
        milestone = Milestone(
            commitment=commitment,
            number=one.number[:20],
            title=LazyI18nString({language: first.printed.text[:300]}),
            due=due,
            due_words=first.due.printed.text[:120] if first.due else "",
            adopted_due=due if commitment.added_in_id is not None else "",
            added_in=commitment.added_in,
            order=order,
        )
        milestone.save()
        found.append(milestone)
    return found


def name_in(commitment: Commitment, page: CommitmentPage, language: str) -> None:
    """The titles in a language that had none."""
    title = page.short_title.text or page.title.text
    if named_now(commitment, language, title):
        commitment.save(update_fields=["title"])
    plan = commitment.plan
    if named_now(plan, language, page.plan.text):
        plan.save(update_fields=["title"])


def name_milestones_in(milestones: Sequence[Milestone], page: CommitmentPage, language: str) -> None:
    by_number = {texts.number_of(milestone): milestone for milestone in milestones}
    for rank, one in enumerate(page.milestones, start=1):
        milestone = by_number.get(one.number or f"#{rank}")
        if milestone is not None and named_now(milestone, language, one.wordings[0].printed.text):
            milestone.save(update_fields=["title"])


def named_now(row: Plan | Commitment | Milestone, language: str, title: str) -> bool:
    """Give a row its title in a language, when it has none and the page has one."""
    known = row.title.data if isinstance(row.title.data, dict) else {"fr": str(row.title)}
    if known.get(language) or not title:
        return False
    row.title = LazyI18nString({**known, language: title[:300]})
    return True


def iso_of(due: Due | None) -> str:
    return due.date.iso if due is not None and due.date is not None else ""
