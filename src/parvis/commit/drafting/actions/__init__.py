"""What changes the making of a plan: one verb a function, one transaction, one entry of the journal."""

from parvis.commit.drafting.actions.answering import AlreadyAnswered, answer, reply, set_aside, show, show_reply
from parvis.commit.drafting.actions.contributing import (
    NotOpen,
    Proposed,
    TooMany,
    confirm,
    forget_unconfirmed,
    propose,
    write_down,
)
from parvis.commit.drafting.actions.opening import announce, link_meeting, unlink_meeting, write_cocreation

__all__ = [
    "AlreadyAnswered",
    "NotOpen",
    "Proposed",
    "TooMany",
    "announce",
    "answer",
    "confirm",
    "forget_unconfirmed",
    "link_meeting",
    "propose",
    "reply",
    "set_aside",
    "show",
    "show_reply",
    "unlink_meeting",
    "write_cocreation",
    "write_down",
]
