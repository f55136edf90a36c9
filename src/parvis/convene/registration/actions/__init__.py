"""What changes registrations: one verb a function, one transaction, one step of the sign-up's life."""

from parvis.convene.registration.actions.confirming import approve, confirm, confirm_by_code
from parvis.convene.registration.actions.demand import Demand, Person, Refused
from parvis.convene.registration.actions.leaving import cancel, cancel_attendee, expire, refuse_approval, remove
from parvis.convene.registration.actions.promoting import Effect, preview_capacity, set_capacity
from parvis.convene.registration.actions.registering import LineAhead, Outcome, register

__all__ = [
    "Demand",
    "Effect",
    "LineAhead",
    "Outcome",
    "Person",
    "Refused",
    "approve",
    "cancel",
    "cancel_attendee",
    "confirm",
    "confirm_by_code",
    "expire",
    "preview_capacity",
    "refuse_approval",
    "register",
    "remove",
    "set_capacity",
]
