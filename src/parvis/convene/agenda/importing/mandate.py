"""In whose name a person imports, and what that allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from parvis.convene.agenda import rules
from parvis.convene.agenda.models import Edition, Event
from parvis.people import rules as people
from parvis.people.models import Organisation, Role

ORGANISING = (Role.ADMINISTRATOR, Role.ORGANISER)


@dataclass(frozen=True)
class Mandate:
    """A person, and the body that will answer for the new events."""

    actor: Any
    organisation: Organisation

    def refusal(self, event: Event) -> str:
        """Why the person may not write this event, empty when they may."""
        if rules.may_edit_event(self.actor, event):
            return ""
        if event.state in rules.CLOSED:
            return _("Left out: the event was withdrawn.")
        if event.organisation is None:
            return _("Left out: nobody answers for this event yet.")
        return _("Left out: it is an event of %(body)s, for which you may not write.") % {
            "body": event.organisation.name
        }

    def body_among(self, organisers: Sequence[int]) -> int:
        """The body that will answer: the first named one for which the person organises, else their own."""
        if people.runs_the_instance(self.actor):
            return organisers[0] if organisers else self.organisation.pk
        held = {body for body, role in people.roles_of(self.actor) if role in ORGANISING}
        return next((body for body in organisers if body in held), self.organisation.pk)

    def may_publish(self, event: Event) -> bool:
        return rules.may_publish_event(self.actor, event)

    def may_fill(self, edition: Edition) -> bool:
        """Whether the person decides alone what stands in the edition; others submit to it."""
        return rules.may_manage_edition(self.actor, edition)
