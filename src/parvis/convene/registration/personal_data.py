"""What registration keeps about people, and for how long; what a person takes away."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.utils.translation import gettext_lazy as _

from parvis.convene.registration.models import SignUp
from parvis.ground.text import localized
from parvis.people.models import User
from parvis.people.privacy import CONSENT, register_export, register_personal_data

AS_ANNOUNCED = _(
    "until the day announced after the event, 30 days unless its organisers say otherwise; a year after the first day "
    "of one that is postponed; figures stay"
)
UNTIL_CONFIRMED = _("the same; 7 days if the address is not confirmed")
A_DAY = _("one day")
DAY_AFTER = _("until the day after the event; a year after the first day of one that is postponed")

FIELDS: tuple[tuple[str, str, Any, Any, Any], ...] = (
    ("SignUp", "name", _("know who comes"), UNTIL_CONFIRMED, None),
    ("SignUp", "email", _("send the ticket, and what changes"), UNTIL_CONFIRMED, None),
    ("SignUp", "language", _("write in your language"), _("until names are erased; it stays, of nobody"), None),
    ("SignUp", "answers", _("prepare the event; each question says why it is asked"), UNTIL_CONFIRMED, None),
    ("SignUp", "wanted_sessions", _("take the sessions that you chose once there is a seat"), UNTIL_CONFIRMED, None),
    ("SignUp", "fingerprint", _("know that a form was sent twice; only a hash is kept"), UNTIL_CONFIRMED, None),
    ("SignUp", "network", _("keep a script from taking every seat; only a hash is kept"), A_DAY, None),
    ("SignUp", "confirm_code", _("confirm that an address is yours"), UNTIL_CONFIRMED, None),
    ("SignUp", "note", _("let organisers prepare your coming"), AS_ANNOUNCED, None),
    ("SignUp", "reason", _("tell you why a registration was refused or removed"), AS_ANNOUNCED, None),
    ("Attendee", "name", _("know who comes"), UNTIL_CONFIRMED, None),
    ("Attendee", "answers", _("prepare the event; each question says why it is asked"), UNTIL_CONFIRMED, None),
    ("AccessNeed", "codes", _("make it possible for you to take part"), DAY_AFTER, CONSENT),
    ("AccessNeed", "words", _("make it possible for you to take part"), DAY_AFTER, CONSENT),
    ("Consent", "sign_up", _("remember to what you agreed"), AS_ANNOUNCED, CONSENT),
    ("Letter", "detail", _("send the ticket, and what changes"), AS_ANNOUNCED, None),
    ("Letter", "trouble", _("send again a letter that did not leave"), AS_ANNOUNCED, None),
    ("Arrival", "payload", _("keep your turn while many register at once"), _("until it is served"), None),
    ("Arrival", "fingerprint", _("know that a form was sent twice; only a hash is kept"), AS_ANNOUNCED, None),
    ("Step", "actor", _("know which organiser changed a registration"),
     _("as long as the event; your name goes with your account"), None),
    ("Registration", "contact", _("say whom to ask about a registration"), _("as long as the event"), None),
)  # fmt: skip


def declare() -> None:
    for model, field, purpose, retention, basis in FIELDS:
        more = {} if basis is None else {"basis": basis}
        register_personal_data(f"registration.{model}", field, purpose, retention, **more)
    register_export("registrations", _("Your registrations"), registrations_of)


def registrations_of(user: User) -> list[dict[str, Any]]:
    """The registrations of the addresses that this account has proved."""
    proved = EmailAddress.objects.filter(user=user, verified=True).order_by().values("email")
    rows = SignUp.objects.filter(email__in=proved).select_related("registration__event").order_by("pk")
    return [personal_copy(one) for one in rows]


def personal_copy(sign_up: SignUp) -> dict[str, Any]:
    """All that is kept about a party, as plain JSON values, for the person herself; 7 queries.

    What organisers note for themselves is hers to read as well (GDPR, article 15).
    """
    need = getattr(sign_up, "access_need", None)
    return {
        "uid": str(sign_up.uid),
        "event": sign_up.registration.event.title,
        "category": localized(sign_up.category.name, sign_up.language),
        "state": sign_up.state,
        "people": [
            {"name": one.name, "child": one.child, "answers": one.answers, "cancelled": one.cancelled_at is not None}
            for one in sign_up.attendees.order_by("order", "pk")
        ],
        "name": sign_up.name,
        "email": sign_up.email,
        "language": sign_up.language,
        "answers": sign_up.answers,
        "access_needs": {"codes": need.codes, "words": need.words} if need is not None else None,
        "consents": [
            {
                "to": localized(one.purpose.label, sign_up.language),
                "given_at": one.given_at.isoformat(),
                "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
            }
            for one in sign_up.consents.select_related("purpose").order_by("pk")
        ],
        "sessions": [
            {"session": str(one.registration), "state": one.state}
            for one in sign_up.children.select_related("registration__session", "registration__event").order_by("pk")
        ],
        "note_of_the_organisers": sign_up.note,
        "reason_told": sign_up.reason,
        "letters": [
            {"kind": one.kind, "sent_at": one.sent_at.isoformat() if one.sent_at else None}
            for one in sign_up.letters.order_by("pk")
        ],
        "steps": [{"at": one.at.isoformat(), "what": one.what} for one in sign_up.steps.order_by("pk")],
        "asked_at": sign_up.created_at.isoformat(),
        "confirmed_at": sign_up.confirmed_at.isoformat() if sign_up.confirmed_at else None,
    }
