"""allauth tells by signals what it did with accounts; we write it in the journal."""

from __future__ import annotations

from typing import Any

from allauth.account import signals
from allauth.mfa import signals as second_step
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out

from parvis.ground.journal.actions import record
from parvis.people import staff_mode
from parvis.people.actions.staff_mode import end_every_staff_mode, end_staff_mode
from parvis.people.models import User


def connect() -> None:
    signals.user_signed_up.connect(signed_up, dispatch_uid="people.signed_up")
    signals.email_confirmed.connect(email_confirmed, dispatch_uid="people.email_confirmed")
    signals.email_changed.connect(email_changed, dispatch_uid="people.email_changed")
    for signal in (signals.password_changed, signals.password_set, signals.password_reset):
        signal.connect(password_changed, dispatch_uid=f"people.password.{id(signal)}")
    second_step.authenticator_added.connect(means_added, dispatch_uid="people.means_added")
    second_step.authenticator_removed.connect(means_removed, dispatch_uid="people.means_removed")
    second_step.authenticator_reset.connect(means_renewed, dispatch_uid="people.means_renewed")
    second_step.authenticator_used.connect(means_used, dispatch_uid="people.means_used")
    user_logged_out.connect(logged_out, dispatch_uid="people.logged_out")


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
    end_every_staff_mode(user)


def means_added(user: User, authenticator: Authenticator, **_: Any) -> None:
    record(user, "second-step.added", "account", user.uid, private={"means": authenticator.type})


def means_removed(user: User, authenticator: Authenticator, **_: Any) -> None:
    record(user, "second-step.removed", "account", user.uid, private={"means": authenticator.type})


def means_renewed(user: User, authenticator: Authenticator, **_: Any) -> None:
    record(user, "second-step.renewed", "account", user.uid, private={"means": authenticator.type})


def means_used(user: User, authenticator: Authenticator, **_: Any) -> None:
    """A recovery code is used up: that is a change, and one that a person must be able to find."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        record(user, "second-step.code-used", "account", user.uid)


def logged_out(request: Any, user: User | None, **_: Any) -> None:
    """Staff mode does not outlive the log-in that it was entered from."""
    session = staff_mode.open_session_of(request) if request is not None and user is not None else None
    if session is not None:
        end_staff_mode(session)
