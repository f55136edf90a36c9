"""Who may do what with laws: small predicates of (user, object).

The body that answers for a law writes its text and its measures, as it writes any plan. Articles and decrees are facts
that anyone can check; the body that leads a measure knows them first, and may write them too.
"""

from __future__ import annotations

from typing import Any

from parvis.commit.law.models import LegalText
from parvis.commit.plans import rules as plans
from parvis.commit.plans.models import Commitment, Role
from parvis.people import rules as people
from parvis.people.models import Organisation


def may_open_law(user: Any, organisation: Organisation | None = None) -> bool:
    """May begin to follow a law in the name of that body; of some body when none is named."""
    return plans.may_create_plan(user, organisation)


def may_read_laws(user: Any) -> bool:
    """Has laws to keep true, or may have."""
    return people.is_organiser(user)


def may_write_law(user: Any, law: LegalText) -> bool:
    """May change what is said of the text, add measures to it and publish them."""
    return plans.may_edit_plan(user, law.plan)


def may_write_measure(user: Any, measure: Commitment) -> bool:
    """May write the articles and decrees of a measure: whoever writes the law, and the bodies that lead the measure."""
    return plans.may_edit_plan(user, measure.plan) or plans.answers_for(user, measure, Role.LEAD)
