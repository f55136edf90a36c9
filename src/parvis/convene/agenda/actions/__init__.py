"""What changes the agenda: one verb a function, one transaction, one entry of the journal, the search index with it."""

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
from parvis.convene.agenda.actions.writing import create_event, restored, write_event

__all__ = [
    "RESERVED",
    "AddressTaken",
    "back_at_source",
    "cancel",
    "create_edition",
    "create_event",
    "create_series",
    "created_by_hand",
    "edited_by_hand",
    "edition_changed",
    "gone_from_source",
    "mark_full",
    "merge_places",
    "move_online",
    "postpone",
    "publish",
    "publish_many",
    "register_sentences",
    "rename",
    "reschedule",
    "restored",
    "withdraw",
    "write_edition",
    "write_event",
    "write_series",
]
