"""What submissions keep about people, and for how long."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.convene.submissions.models import Message, Opening, Proposal, Submission
from parvis.people.models import User
from parvis.people.privacy import LEGAL_DUTY, PUBLIC_TASK, register_export, register_personal_data

UNTIL_ACCOUNT_GOES = _("as long as the submission; your name goes with your account")
A_YEAR = _("one year after the answer")
SEVEN_DAYS = _("7 days if you do not confirm; nothing once it is submitted")


def declare() -> None:
    register_personal_data(Submission, "submitted_by", _("answer who submitted an event"), UNTIL_ACCOUNT_GOES)
    register_personal_data(Submission, "contact_name", _("answer who submitted an event without an account"), A_YEAR)
    register_personal_data(Submission, "contact_email", _("answer who submitted an event without an account"), A_YEAR)
    register_personal_data(
        Submission, "first_approval_by", _("have two different people accept an event"), UNTIL_ACCOUNT_GOES, LEGAL_DUTY
    )
    register_personal_data(Message, "author", _("know who said what about a submission"), UNTIL_ACCOUNT_GOES)
    register_personal_data(Proposal, "email", _("prove the address of who submits without an account"), SEVEN_DAYS)
    register_personal_data(Proposal, "name", _("answer who submits without an account"), SEVEN_DAYS)
    register_personal_data(
        Opening, "contact", _("say whom to ask about an edition"), _("as long as the edition"), PUBLIC_TASK
    )
    register_export("submissions", _("What you submitted"), submission_rows)
    register_export("submission-messages", _("What you wrote about submissions"), message_rows)


def submission_rows(user: User) -> list[dict[str, Any]]:
    mine = Submission.objects.filter(submitted_by=user).select_related("edition").order_by("pk")
    return [
        {
            "uid": str(one.uid),
            "title": one.title,
            "edition": one.edition.slug,
            "state": one.state,
            "submitted_at": one.submitted_at.isoformat(),
        }
        for one in mine
    ]


def message_rows(user: User) -> list[dict[str, Any]]:
    mine = Message.objects.filter(author=user).order_by("at", "pk")
    return [{"kind": one.kind, "text": one.text, "at": one.at.isoformat()} for one in mine]
