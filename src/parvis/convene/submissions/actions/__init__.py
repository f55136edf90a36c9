"""What changes submissions: one verb a function, one transaction, one entry of the journal."""

from parvis.convene.submissions.actions.answering import (
    AlreadyAnswered,
    Changed,
    FindingsOpen,
    SamePerson,
    WordsMissing,
    accept,
    ask_for_changes,
    note,
    refuse,
    see_changes,
)
from parvis.convene.submissions.actions.offering import (
    AlreadySubmitted,
    NotOpen,
    PartsMissing,
    reply,
    resubmit,
    submit,
    withdraw,
)
from parvis.convene.submissions.actions.opening import save_opening, save_reason, save_template
from parvis.convene.submissions.actions.proposing import confirm, forget_unconfirmed, propose
from parvis.convene.submissions.actions.setting_aside import set_aside
from parvis.convene.submissions.actions.telling import tell, tell_again

__all__ = [
    "AlreadyAnswered",
    "AlreadySubmitted",
    "Changed",
    "FindingsOpen",
    "NotOpen",
    "PartsMissing",
    "SamePerson",
    "WordsMissing",
    "accept",
    "ask_for_changes",
    "confirm",
    "forget_unconfirmed",
    "note",
    "propose",
    "refuse",
    "reply",
    "resubmit",
    "save_opening",
    "save_reason",
    "save_template",
    "see_changes",
    "set_aside",
    "submit",
    "tell",
    "tell_again",
    "withdraw",
]
