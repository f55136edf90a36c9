"""allauth tells by signals what it did with accounts; we write it in the journal."""

from __future__ import annotations

from typing import Any

from allauth.account import signals

from parvis.ground.journal.actions import record
from parvis.people.models import User


def connect() -> None:
    signals.user_signed_up.connect(signed_up, dispatch_uid="people.signed_up")
    signals.email_confirmed.connect(email_confirmed, dispatch_uid="people.email_confirmed")
    signals.email_changed.connect(email_changed, dispatch_uid="people.email_changed")
    for signal in (signals.password_changed, signals.password_set, signals.password_reset):
        signal.connect(password_changed, dispatch_uid=f"people.password.{id(signal)}")


def signed_up(user: User, **_: Any) -> None:
    record(user, "account.created", "account", user.uid, private={"email": user.email})


def email_confirmed(email_address: Any, **_: Any) -> None:
    user = email_address.user
    record(user, "account.email-confirmed", "account", user.uid, private={"email": email_address.email})


def email_changed(user: User, from_email_address: Any, to_email_address: Any, **_: Any) -> None:
    private = {"from": from_email_address.email if from_email_address else "", "to": to_email_address.email}
    record(user, "account.email-changed", "account", user.uid, private=private)


def password_changed(user: User, **_: Any) -> None:
    record(user, "account.password-changed", "account", user.uid)
