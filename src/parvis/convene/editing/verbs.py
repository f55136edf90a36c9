"""What one does to an event beside writing it: each verb with its rule, its question, its consequence, its action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.convene.agenda import actions, rules
from parvis.convene.agenda.models import Event, Mode, State, Status
from parvis.convene.editing.actions import publish_checked
from parvis.convene.editing.actions.counting import recount
from parvis.convene.editing.forms.event.fields import address_field, day_field, hour_field, text_field


class Nothing(forms.Form):
    """A question that yes answers."""


class ReasonForm(forms.Form):
    reason = text_field(
        gettext_lazy("Why"), most=300, help_text=gettext_lazy("Printed in the public journal of the event.")
    )


class WithdrawForm(forms.Form):
    reason = text_field(
        gettext_lazy("Why"), most=300, help_text=gettext_lazy("Kept for your team; the public does not read it.")
    )


class OnlineForm(forms.Form):
    url = address_field(gettext_lazy("Online address"), help_text=gettext_lazy("Leave it empty if it will come later."))


class RescheduleForm(forms.Form):
    start_day = day_field(gettext_lazy("New first day"), required=True)
    start_time = hour_field(gettext_lazy("Begins at"))
    end_day = day_field(gettext_lazy("New last day"), help_text=gettext_lazy("Only if it lasts several days."))
    end_time = hour_field(gettext_lazy("Ends at"))


class RenameForm(forms.Form):
    slug = forms.SlugField(
        label=gettext_lazy("New address"),
        max_length=160,
        help_text=gettext_lazy("Small letters, digits and hyphens: what stands at the end of the page’s address."),
    )


Run = Callable[[Any, Event, dict[str, Any]], Any]


@dataclass(frozen=True)
class Verb:
    """`may` says who, `fits` when; `consequence` is one sentence; `run` does it with what the form gave."""

    code: str
    label: Any
    question: Any
    consequence: Any
    button: Any
    done: Any
    may: Callable[[Any, Event], bool]
    fits: Callable[[Event], bool]
    form: type[forms.Form]
    run: Run
    grave: bool = False

    def is_open_to(self, user: Any, event: Event) -> bool:
        return self.fits(event) and self.may(user, event)


def published(*but: str) -> Callable[[Event], bool]:
    return lambda event: event.state == State.PUBLISHED and event.status not in but


def reschedule(actor: Any, event: Event, given: dict[str, Any]) -> None:
    if given.get("end_day") and given["end_day"] < given["start_day"]:
        raise ValidationError({"end_day": _("The last day comes before the first.")})
    actions.reschedule(actor, event, **given)


def rename(actor: Any, event: Event, given: dict[str, Any]) -> None:
    try:
        actions.rename(actor, event, given["slug"])
    except actions.AddressTaken as taken:
        raise ValidationError({"slug": str(taken)}) from None


VERBS = {
    verb.code: verb
    for verb in (
        Verb(
            "publish",
            gettext_lazy("Publish"),
            gettext_lazy("Publish this event?"),
            gettext_lazy("Everybody sees it at once: in the agenda, in searches, in calendars."),
            gettext_lazy("Publish"),
            gettext_lazy("It is public."),
            rules.may_publish_event,
            lambda event: event.state != State.PUBLISHED,
            Nothing,
            lambda actor, event, _given: publish_checked(actor, event),
        ),
        Verb(
            "reschedule",
            gettext_lazy("Move to another day"),
            gettext_lazy("Move this event to another day?"),
            gettext_lazy("Calendars move it, those who follow it are told, and its page keeps the day first announced; "
                         "its sessions stay where they are."),
            gettext_lazy("Move it"),
            gettext_lazy("It is moved. Look at its sessions: they kept their days."),
            rules.may_tell_status,
            published(),
            RescheduleForm,
            reschedule,
        ),
        Verb(
            "full",
            gettext_lazy("Say that it is full"),
            gettext_lazy("Is this event full?"),
            gettext_lazy("Its page says so and offers no registration any more; those who follow it are told."),
            gettext_lazy("Say that it is full"),
            gettext_lazy("Its page says that it is full."),
            rules.may_tell_status,
            published(Status.FULL, Status.CANCELLED),
            Nothing,
            lambda actor, event, _given: actions.mark_full(actor, event),
        ),
        Verb(
            "online",
            gettext_lazy("Move it online"),
            gettext_lazy("Move this event online?"),
            gettext_lazy("It takes place online, no longer on site; its page says so, those who follow it are told."),
            gettext_lazy("Move it online"),
            gettext_lazy("It takes place online."),
            rules.may_tell_status,
            lambda event: published(Status.CANCELLED)(event) and event.mode != Mode.ONLINE,
            OnlineForm,
            lambda actor, event, given: actions.move_online(actor, event, given["url"]),
        ),
        Verb(
            "postpone",
            gettext_lazy("Postpone"),
            gettext_lazy("Postpone this event?"),
            gettext_lazy("Its page says: later, on a day not known yet; those who follow it are told."),
            gettext_lazy("Postpone it"),
            gettext_lazy("It is postponed."),
            rules.may_tell_status,
            published(Status.POSTPONED, Status.CANCELLED),
            ReasonForm,
            lambda actor, event, given: actions.postpone(actor, event, given["reason"]),
        ),
        Verb(
            "cancel",
            gettext_lazy("Cancel"),
            gettext_lazy("Cancel this event?"),
            gettext_lazy("Its page and calendars say that it will not take place; those who follow it are told."),
            gettext_lazy("Cancel the event"),
            gettext_lazy("It is cancelled, and its page says so."),
            rules.may_tell_status,
            published(Status.CANCELLED),
            ReasonForm,
            lambda actor, event, given: actions.cancel(actor, event, given["reason"]),
            grave=True,
        ),
        Verb(
            "rename",
            gettext_lazy("Change its address"),
            gettext_lazy("Change the address of the page?"),
            gettext_lazy("The former address leads to the new one for ever, and no other event may take it."),
            gettext_lazy("Change the address"),
            gettext_lazy("The page has its new address."),
            rules.may_edit_event,
            lambda event: event.state != State.WITHDRAWN,
            RenameForm,
            rename,
        ),
        Verb(
            "withdraw",
            gettext_lazy("Withdraw"),
            gettext_lazy("Withdraw this record?"),
            gettext_lazy("The page is gone for everybody, and nobody can write it any more: for what should never have "
                         "been there. For an event that will not take place, cancel it."),
            gettext_lazy("Withdraw the record"),
            gettext_lazy("The record is withdrawn."),
            rules.may_withdraw_event,
            lambda event: event.state != State.WITHDRAWN,
            WithdrawForm,
            lambda actor, event, given: actions.withdraw(actor, event, given["reason"]),
            grave=True,
        ),
    )
}  # fmt: skip


def offered(user: Any, event: Event) -> list[Verb]:
    """The verbs that this person may use on the event as it stands."""
    return [verb for verb in VERBS.values() if verb.is_open_to(user, event)]


def do(verb: Verb, actor: Any, event: Event, given: dict[str, Any]) -> None:
    """Raises HeldBack, or ValidationError keyed by field."""
    verb.run(actor, event, given)
    if event.state != State.WITHDRAWN:
        recount([event])
