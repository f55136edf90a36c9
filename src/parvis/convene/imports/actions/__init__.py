"""What changes an import: brought in, read, chosen, decided, written; one verb a function."""

from django.utils.translation import gettext_lazy as _

from parvis.convene.imports.actions.batches import (
    AlreadyDecided,
    bring_address,
    bring_files,
    choose,
    choose_all,
    decide,
    put_aside,
    undecided,
)
from parvis.convene.imports.actions.cases import NotMade, dismiss, entrust, make_event
from parvis.convene.imports.actions.erasing import erase_old, give_up_lost
from parvis.convene.imports.actions.pictures import fetch_picture, wish_picture
from parvis.convene.imports.actions.reading import read_batch
from parvis.convene.imports.actions.writing import write_batch
from parvis.ground.journal.actions import register_action

__all__ = [
    "AlreadyDecided",
    "NotMade",
    "bring_address",
    "bring_files",
    "choose",
    "choose_all",
    "decide",
    "dismiss",
    "entrust",
    "erase_old",
    "fetch_picture",
    "give_up_lost",
    "make_event",
    "put_aside",
    "read_batch",
    "register_sentences",
    "undecided",
    "wish_picture",
    "write_batch",
]


def register_sentences() -> None:
    register_action("import.brought", _("%(actor)s brought documents in"))
    register_action("import.decided", _("%(actor)s decided what becomes of the documents"))
    register_action("import.put-aside", _("%(actor)s set the import aside"))
    register_action("import.dismissed", _("%(actor)s dismissed a document that could not be read"))
