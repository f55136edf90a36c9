"""What changes at the doors: one verb a function, one transaction."""

from parvis.convene.checkin.actions.doors import add_door, lend_device, remove_door, rename_door, seen, withdraw_device
from parvis.convene.checkin.actions.passing import let_in, undo
from parvis.convene.checkin.actions.receiving import Received, Told, bring_in, receive

__all__ = [
    "Received",
    "Told",
    "add_door",
    "bring_in",
    "lend_device",
    "let_in",
    "receive",
    "remove_door",
    "rename_door",
    "seen",
    "undo",
    "withdraw_device",
]
