"""What organisers do with those who registered; rules of seats are those of `registration.actions`."""

from parvis.convene.guests.actions.adding import Brought, Line, add_guest, bring
from parvis.convene.guests.actions.copying import copy_set_up
from parvis.convene.guests.actions.deciding import confirm_by_hand, move_to, offer_out_of_turn
from parvis.convene.guests.actions.exporting import tell_export
from parvis.convene.guests.actions.writing import annotate, correct_address, send_again

__all__ = [
    "Brought",
    "Line",
    "add_guest",
    "annotate",
    "bring",
    "confirm_by_hand",
    "copy_set_up",
    "correct_address",
    "move_to",
    "offer_out_of_turn",
    "send_again",
    "tell_export",
]
