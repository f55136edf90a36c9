"""What changes the agenda: one verb a function, one transaction, one entry of the journal, the search index with it."""

from parvis.convene.agenda.actions.copies import Copy, write_copies
from parvis.convene.agenda.actions.duplicating import duplicate_event, repeat_edition
from parvis.convene.agenda.actions.frames import create_edition, create_series, write_edition, write_series
from parvis.convene.agenda.actions.leaving import back_at_source, gone_from_source
from parvis.convene.agenda.actions.lifecycle import (
    RESERVED,
    AddressTaken,
    cancel,
    mark_full,
    move_online,
    postpone,
    publish,
    publish_many,
    rename,
    reschedule,
    withdraw,
)
from parvis.convene.agenda.actions.places import merge_places
from parvis.convene.agenda.actions.recording import created_by_hand, edited_by_hand, edition_changed, register_sentences
from parvis.convene.agenda.actions.recurring import hold_again, leave_out, repeat_event, spread_changes, spread_plan
from parvis.convene.agenda.actions.writing import create_event, restored, write_event

__all__ = [
    "RESERVED",
    "AddressTaken",
    "Copy",
    "back_at_source",
    "cancel",
    "create_edition",
    "create_event",
    "create_series",
    "created_by_hand",
    "duplicate_event",
    "edited_by_hand",
    "edition_changed",
    "gone_from_source",
    "hold_again",
    "leave_out",
    "mark_full",
    "merge_places",
    "move_online",
    "postpone",
    "publish",
    "publish_many",
    "register_sentences",
    "rename",
    "repeat_edition",
    "repeat_event",
    "reschedule",
    "restored",
    "spread_changes",
    "spread_plan",
    "withdraw",
    "write_copies",
    "write_edition",
    "write_event",
    "write_series",
]
