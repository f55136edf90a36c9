"""What charters keep about people, and for how long."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.commit.charters.models import SelfAssessment, Signatory, SigningRequest
from parvis.people.models import User
from parvis.people.privacy import LEGAL_DUTY, PUBLIC_TASK, register_export, register_personal_data

WITH_ACCOUNT = _("as long as the signature; your name goes with your account")
A_YEAR = _("one year after the answer; 7 days if you do not confirm")


def declare() -> None:
    register_personal_data(
        Signatory,
        "authority_name",
        _("say who signed a charter for a body"),
        _("as long as the signature"),
        PUBLIC_TASK,
    )
    register_personal_data(Signatory, "recorded_by", _("answer who entered a signature"), WITH_ACCOUNT, LEGAL_DUTY)
    register_personal_data(SelfAssessment, "author", _("answer who spoke for a signatory"), WITH_ACCOUNT, LEGAL_DUTY)
    register_personal_data(
        SigningRequest, "authority_name", _("know who signs a charter for a body"), _("one year after a refusal")
    )
    register_personal_data(SigningRequest, "contact_email", _("answer a body that asks to sign"), A_YEAR)
    register_personal_data(
        SigningRequest, "answered_by", _("answer who accepted or refused a signature"), WITH_ACCOUNT, LEGAL_DUTY
    )
    register_export("charter-signatures", _("Signatures you entered"), signature_rows)
    register_export("charter-assessments", _("What you said for a signatory"), assessment_rows)


def signature_rows(user: User) -> list[dict[str, Any]]:
    mine = Signatory.objects.filter(recorded_by=user).select_related("charter", "organisation").order_by("pk")
    return [
        {
            "uid": str(one.uid),
            "charter": one.charter.slug,
            "organisation": one.organisation.name,
            "signed_on": one.signed_on,
            "recorded_at": one.recorded_at.isoformat(),
        }
        for one in mine
    ]


def assessment_rows(user: User) -> list[dict[str, Any]]:
    mine = SelfAssessment.objects.filter(author=user).select_related("pledge").order_by("pk")
    return [
        {
            "uid": str(one.uid),
            "pledge": one.pledge.key,
            "level": one.level,
            "text": one.text,
            "stated_at": one.stated_at.isoformat(),
        }
        for one in mine
    ]
