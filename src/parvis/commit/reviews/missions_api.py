"""The write API of missions: a program of the body that answers for a plan asks a reviewer. It never judges."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import ConfigDict, Field

from parvis.commit.plans.models import Commitment, Plan
from parvis.commit.plans.queries.visibility import plans_visible_to, visible_to
from parvis.commit.reviews import actions, rules
from parvis.commit.reviews.api import router
from parvis.commit.reviews.models import MethodVersion, Phase, Product, Subject
from parvis.commit.reviews.queries.desk import reviewers_for
from parvis.commit.reviews.queries.methods import asks, versions_for
from parvis.people.acting import Acting
from parvis.people.api.faults import Faults
from parvis.people.api.numbered import run_numbered
from parvis.people.api.refusals import refused
from parvis.people.api.tokens import TokenAuth
from parvis.people.models import Scope, User

Language = Literal["fr", "en"]


class MissionIn(Schema):
    """What a reviewer is asked to judge, and by which method. Name a commitment, or a plan to have it judged whole."""

    model_config = ConfigDict(extra="forbid")

    commitment: UUID | None = None
    plan: UUID | None = Field(None, description=gettext_noop("The whole plan; leave it out to name a commitment."))
    reviewer: str = Field(
        max_length=254, description=gettext_noop("Address of a reviewer of your body, who writes for none concerned.")
    )
    product: Product = Product.LOCAL
    phase: Phase
    method: str = Field(max_length=60, description=gettext_noop("Code of a version of a method."))
    heading: str = Field(min_length=1, max_length=300)
    language: Language = "fr"


class MissionOut(Schema):
    """What was offered; `dry` when nothing was."""

    review: str
    slug: str
    plan: str
    commitment: str | None
    reviewer: str
    state: str
    dry: bool


REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 422, 429), Faults)


@router.post(
    "",
    auth=TokenAuth(Scope.WRITE),
    response={200: MissionOut, 201: MissionOut, **REFUSALS},
    summary=gettext_noop("Offer a mission to a reviewer"),
    description=gettext_noop(
        "For the body that answers for the plan: of one commitment, or of the whole plan. The reviewer takes it or "
        "declines it on this site. Needs an `Idempotency-Key`; with `dry=1` nothing stays."
    ),
)
def offer(
    request: HttpRequest, response: HttpResponse, body: MissionIn, dry: bool = False, lang: Language = "fr"
) -> Any:

    def work(acting: Acting) -> dict[str, Any]:
        plan, commitment = judged(acting, body)
        if not rules.may_offer_mission(acting, plan):
            parameter = "commitment" if commitment is not None else "plan"
            message = _("Another body answers for this plan; a token writes for its own.")
            raise refused(403, parameter, message, "forbidden")
        review = actions.offer_mission(
            acting,
            plan,
            commitment,
            account=reviewer(plan, commitment, body.reviewer),
            product=body.product,
            phase=body.phase,
            version=version(body, Subject.PLAN if commitment is None else Subject.COMMITMENT),
            heading=body.heading,
            language=body.language,
        )
        return {
            "review": str(review.uid),
            "slug": review.slug,
            "plan": str(plan.uid),
            "commitment": str(commitment.uid) if commitment is not None else None,
            "reviewer": review.reviewer,
            "state": review.state,
            "dry": False,
        }

    return run_numbered(request, response, work, dry=dry)


def judged(acting: Acting, body: MissionIn) -> tuple[Plan, Commitment | None]:
    """The plan, and the commitment when one is named; 404 for what the body may not see."""
    if (body.commitment is None) == (body.plan is None):
        raise refused(422, "plan", _("Name a commitment, or a plan to have it judged whole: one of the two."), "one-of")
    if body.commitment is not None:
        rows = visible_to(acting).select_related("plan__organisation", "plan__framework")
        found = rows.filter(uid=body.commitment).first()
        if found is None:
            raise unseen("commitment")
        return found.plan, found
    plan = plans_visible_to(acting).select_related("organisation", "framework").filter(uid=body.plan).first()
    if plan is None:
        raise unseen("plan")
    return plan, None


def unseen(parameter: str) -> Exception:
    message = _("There is nothing under this identifier that your body may see.")
    return refused(404, parameter, message, "not-found")


def reviewer(plan: Plan, commitment: Commitment | None, email: str) -> User:
    found = reviewers_for(plan, commitment).filter(email__iexact=email.strip()).first()
    if found is None:
        message = _("No reviewer of your body has this address, or the person writes for a body that is concerned.")
        raise refused(422, "reviewer", message, "not-independent")
    return found


def version(body: MissionIn, subject: Subject) -> MethodVersion:
    found = versions_for(subject).filter(code=body.method).first()
    if found is None:
        known = ", ".join(versions_for(subject).values_list("code", flat=True))
        raise refused(422, "method", _("Choose one of: %(choices)s.") % {"choices": known}, "choice")
    if not asks(found, subject, body.phase):
        message = _("This version of the method asks nothing in this phase. Choose another phase.")
        raise refused(422, "phase", message, "choice")
    return found
