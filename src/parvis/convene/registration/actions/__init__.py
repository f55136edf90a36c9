"""What changes registrations: one verb a function, one transaction, one step of the sign-up's life."""

from parvis.convene.registration.actions.confirming import approve, confirm, confirm_by_code, is_code, join_again
from parvis.convene.registration.actions.demand import Demand, Person, Refused, as_kept
from parvis.convene.registration.actions.growing import add_person
from parvis.convene.registration.actions.leaving import cancel, cancel_attendee, expire, refuse_approval, remove
from parvis.convene.registration.actions.line import (
    Standing,
    enter,
    position_in_line,
    serve_each_line,
    serve_line,
    serve_lines,
    standing,
)
from parvis.convene.registration.actions.promoting import Effect, move_lists, preview_capacity, set_capacity
from parvis.convene.registration.actions.registering import LineAhead, Outcome, register
from parvis.convene.registration.actions.setting_up import (
    drop_category,
    drop_purpose,
    drop_question,
    open_registration,
    put_in_order,
    resume,
    save_category,
    save_purpose,
    save_question,
    save_rules,
    settle_form,
    stop,
)

__all__ = [
    "Demand",
    "Effect",
    "LineAhead",
    "Outcome",
    "Person",
    "Refused",
    "Standing",
    "add_person",
    "approve",
    "as_kept",
    "cancel",
    "cancel_attendee",
    "confirm",
    "confirm_by_code",
    "drop_category",
    "drop_purpose",
    "drop_question",
    "enter",
    "expire",
    "is_code",
    "join_again",
    "move_lists",
    "open_registration",
    "position_in_line",
    "preview_capacity",
    "put_in_order",
    "refuse_approval",
    "register",
    "remove",
    "resume",
    "save_category",
    "save_purpose",
    "save_question",
    "save_rules",
    "serve_each_line",
    "serve_line",
    "serve_lines",
    "set_capacity",
    "settle_form",
    "standing",
    "stop",
]
