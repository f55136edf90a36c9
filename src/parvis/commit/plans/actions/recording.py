"""What every change leaves behind: a version, an entry of the journal, followers told, an index that is true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.commit.plans.content import Content, content_of, plan_content
from parvis.commit.plans.finding import index_commitments, index_plans
from parvis.commit.plans.models import Commitment, Completion, Plan, State
from parvis.ground import clock
from parvis.ground.follows.facts import notify
from parvis.ground.journal.actions import record, register_action
from parvis.ground.journal.words import register_parts
from parvis.ground.versions.actions import keep

# What followers of a commitment are told, beside what its reports say.
NEWS = {
    "commitment.published": _("It is public."),
    "commitment.changed": _("What it says has changed."),
    "commitment.withdrawn": _("It is withdrawn; the page says why."),
    "commitment.given-up": _("It is withdrawn; the page says why."),
    "commitment.handed-over": _("Another institution answers for it now."),
    "commitment.progress": _("A progress report was published."),
    "commitment.evidence": _("A piece of evidence was added."),
    "commitment.adopted": _("It was adopted with its plan."),
    "commitment.amended": _("An amendment of the plan changes it."),
}


# What changes none of the words that the search reads.
UNSAID = frozenset({"commitment.progress", "commitment.milestone-progress", "commitment.evidence-aside"})


def register_sentences() -> None:
    from parvis.commit.plans.wording import part_labels

    register_parts("plan", lambda: part_labels("plan"))
    register_parts("commitment", lambda: {**part_labels("commitment"), **dict(Completion.choices)})
    register_action("plan.created", _("%(actor)s opened the plan"))
    register_action("plan.changed", _("%(actor)s changed the plan: %(parts)s"))
    register_action("plan.published", _("%(actor)s made the plan public"))
    register_action("plan.adopted", _("the plan was adopted on %(day)s: version %(number)s"))
    register_action("plan.amended", _("an amendment was adopted on %(day)s: version %(number)s"))
    register_action("plan.withdrawal", _("a commitment was withdrawn on %(day)s: version %(number)s"))
    register_action("commitment.created", _("%(actor)s wrote the commitment"))
    register_action("commitment.changed", _("%(actor)s changed the commitment: %(parts)s"))
    register_action("commitment.published", _("%(actor)s published the commitment"))
    register_action("commitment.adopted", _("adopted on %(day)s, with version %(number)s of the plan"))
    register_action("commitment.amended", _("amended on %(day)s, by version %(number)s of the plan"))
    register_action("commitment.withdrawn", _("withdrawn on %(day)s, by version %(number)s of the plan"))
    register_action("commitment.given-up", _("given up on %(day)s, before it was adopted"))
    register_action("commitment.title-amended", _("its title was “%(before)s” before the amendment of %(day)s"))
    register_action(
        "commitment.step-amended", _("milestone %(milestone)s was “%(before)s” before the amendment of %(day)s")
    )
    register_action(
        "commitment.due-amended", _("milestone %(milestone)s was due %(due)s before the amendment of %(day)s")
    )
    register_action(
        "commitment.due-given", _("milestone %(milestone)s had no due date before the amendment of %(day)s")
    )
    register_action("commitment.step-handed-over", _("%(body)s answers for milestone %(milestone)s from %(day)s"))
    register_action("commitment.milestone-withdrawn", _("milestone %(milestone)s was withdrawn on %(day)s"))
    register_action("commitment.handed-over", _("%(body)s answers for it from %(day)s"))
    register_action("commitment.progress", _("%(body)s declares, as of %(day)s: %(parts)s"))
    register_action(
        "commitment.milestone-progress",
        _("%(body)s declares of milestone %(milestone)s, as of %(day)s: %(parts)s"),
    )
    register_action("commitment.evidence", _("%(actor)s added a piece of evidence"))
    register_action("commitment.finding-set-aside", _("%(actor)s set aside a finding of the checker (%(rule)s)"))
    register_action("commitment.finding-taken-up", _("%(actor)s took up a finding again"))
    register_action("commitment.evidence-aside", _("%(actor)s set a piece of evidence aside"))


def leave_plan_trace(actor: Any, plan: Plan, action: str, public: Mapping[str, Any] | None = None) -> None:
    """Journal a change of a plan and date it."""
    plan.changed_at = clock.now()
    plan.save(update_fields=["changed_at"])
    record(actor, action, "plan", plan.uid, public=public)
    index_plans([plan.pk])


def leave_trace(
    actor: Any,
    commitment: Commitment,
    action: str,
    *,
    public: Mapping[str, Any] | None = None,
    private: Mapping[str, Any] | None = None,
    news: str = "",
) -> None:
    """Journal a change of a commitment, date it, and tell its followers when everybody may read it.

    news   the code of what they are told, when it is not the action's own
    """
    commitment.changed_at = clock.now()
    commitment.save(update_fields=["changed_at"])
    record(actor, action, "commitment", commitment.uid, public=public, private=private)
    told = NEWS.get(news or action)
    if told is not None and is_public(commitment):
        notify("commitment", commitment.uid, told)
    if action not in UNSAID:
        index_commitments([commitment.pk])


def is_public(commitment: Commitment) -> bool:
    return commitment.state == State.PUBLISHED and commitment.plan.published


def keep_version(
    actor: Any, commitment: Commitment, *, base: int | None = None, content: Content | None = None
) -> None:
    """Keep what the commitment says now; raises Overtaken when another save came after version `base`."""
    keep(actor, "commitment", commitment.uid, content or content_of(commitment), base=base)


def keep_plan_version(actor: Any, plan: Plan, *, base: int | None = None) -> None:
    keep(actor, "plan", plan.uid, plan_content(plan), base=base)


def words(parts: Iterable[str]) -> str:
    """Their codes: the reader's language says them (`journal.words`)."""
    return ", ".join(sorted(parts))
