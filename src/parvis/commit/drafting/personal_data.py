"""What the making of a plan keeps about people, and for how long."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.commit.drafting.models import Answer, CoCreation, Contribution
from parvis.commit.plans.models import AdviceAside, ProgressReport
from parvis.people.models import User
from parvis.people.privacy import CONSENT, LEGAL_DUTY, PUBLIC_TASK, register_export, register_personal_data

WITH_ACCOUNT = _("as long as the page; your name goes with your account")


def declare() -> None:
    register_personal_data(
        Contribution,
        "email",
        _("prove that an address is yours, and answer you"),
        _("7 days if you do not confirm; one year after the answer"),
    )
    register_personal_data(
        Contribution, "signature", _("name you below what you propose"), _("as long as the page"), CONSENT
    )
    register_personal_data(Contribution, "author", _("know who wrote down what was said in a meeting"), WITH_ACCOUNT)
    register_personal_data(AdviceAside, "actor", _("know who left a finding as it is"), WITH_ACCOUNT)
    register_personal_data(Answer, "actor", _("know who answered"), WITH_ACCOUNT, LEGAL_DUTY)
    register_personal_data(
        ProgressReport, "author", _("know who declared how far a promise is"), WITH_ACCOUNT, LEGAL_DUTY
    )
    register_personal_data(
        CoCreation, "contact", _("say whom to ask about a plan"), _("as long as the plan"), PUBLIC_TASK
    )
    register_export("contributions", _("What you proposed for a plan, or wrote down"), contribution_rows)


def contribution_rows(user: User) -> list[dict[str, Any]]:
    """What the person wrote down, and what came from the address of the account."""
    mine = Contribution.objects.filter(author=user) | Contribution.objects.filter(email=user.email).exclude(email="")
    return [
        {
            "uid": str(one.uid),
            "title": one.title,
            "body": one.body,
            "signature": one.signature,
            "stage": one.stage,
            "submitted_at": one.submitted_at.isoformat() if one.submitted_at else None,
            "reply": one.reply,
        }
        for one in mine.order_by("pk")
    ]
