"""What an import made in somebody's name may not write: as the plan's own pages say."""

from __future__ import annotations

from django.utils.translation import gettext as _

from parvis.civics.formats.commitment import CommitmentPage
from parvis.commit.plans.importing.lookups import known_plan
from parvis.commit.plans.models import Commitment
from parvis.commit.plans.queries.visibility import plans_visible_to
from parvis.commit.plans.rules import may_create_plan, may_edit_plan
from parvis.disclose.importing.registry import Mandate


def refusal_of(mandate: Mandate | None, page: CommitmentPage, commitment: Commitment | None) -> str:
    """Why the page is not for this person to write, empty when it is: it needs the rights of the plan's own pages."""
    if mandate is None:
        return ""
    plan = known_plan(page) if commitment is None else commitment.plan
    if plan is None:
        allowed = may_create_plan(mandate.actor, mandate.organisation)
        return "" if allowed else _("Left out: you may not open a plan in the name of this body.")
    if may_edit_plan(mandate.actor, plan):
        return ""
    if plan.organisation is None:
        return _("Left out: nobody answers for the plan of this commitment yet.")
    if not plans_visible_to(mandate.actor).filter(pk=plan.pk).exists():
        return _("Left out: it is a commitment of another body, for which you may not write.")
    return _("Left out: it is a commitment of %(body)s, for which you may not write.") % {
        "body": plan.organisation.name
    }
