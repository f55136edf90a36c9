"""What the door says, for its page and for the program in the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from parvis.ui.typography import french

GOOD, LOOK, STOP = "good", "look", "stop"


def verdicts() -> dict[str, dict[str, str]]:
    """Code of a verdict → its kind (good, look, stop), its word and its sentence."""
    told = {
        "entry": (GOOD, _("Come in"), ""),
        "already": (STOP, _("Already in"), _("This ticket was used before.")),
        "cancelled": (STOP, _("Ticket cancelled"), _("This registration was cancelled.")),
        "other-event": (STOP, _("Another event"), _("This is a ticket of another event.")),
        "false": (STOP, _("False ticket"), _("It is not signed by this event: forged, or damaged.")),
        "unknown": (LOOK, _("Not in the list"), _("Genuine ticket, given out after the list was last updated.")),
        "not-session": (LOOK, _("Not registered here"), _("The ticket is good, but not for what this door checks.")),
        "no-ticket": (LOOK, _("Not a ticket"), _("This code is no ticket.")),
    }
    return {
        code: {"kind": kind, "title": said(title), "text": said(text)} for code, (kind, title, text) in told.items()
    }


def of_program() -> dict[str, Any]:
    """Every sentence of the program, with {names} where it puts values."""
    return {
        "verdicts": verdicts(),
        "before": said(_("at {time}, {door} ({whose})")),
        "this_device": whose(own=True),
        "other_device": whose(own=False),
        "other_door": said(_("another door")),
        "child": said(_("child")),
        "party": said(_("party of {n}")),
        "undo": said(_("Undo this entry")),
        "undo_short": said(_("Undo")),
        "undone": said(_("Entry undone")),
        "all_the_same": said(_("Let in all the same")),
        "let_in": said(_("Let in")),
        **both("others", lambda n: ngettext("Let the other one in", "Let the {n} others in", n)),
        **both("party_in", lambda n: ngettext("Let the one in", "Let all {n} in", n)),
        "nobody": said(_("Nobody of this name in the list.")),
        "no_name": said(_("Ticket without a name")),
        "twice": said(_("Used twice")),
        "again": said(_("Again")),
        "counts": said(_("First")),
        "seen": said(_("Seen")),
        "of": said(_("of {n} expected")),
        "camera_on": said(_("Open the camera")),
        "camera_off": said(_("Close the camera")),
        "all_sent": said(_("Everything is sent.")),
        **both("unsent", lambda n: ngettext("{n} passage to send.", "{n} passages to send.", n)),
        **both("not_taken", lambda n: ngettext("{n} passage was not taken.", "{n} passages were not taken.", n)),
        "offline": said(_("No network: entries are kept on this device.")),
        "list_of": said(_("List as of {time}.")),
        "full": said(_("This device has no room left: entries are NOT kept. Use another one.")),
        "closed": said(_("This device was withdrawn, or the event is over: names were erased from it.")),
    }


def whose(own: bool) -> str:
    return said(_("this device") if own else _("another device"))


def before(time: str, door: str, whose: str) -> str:
    """When and where a ticket was used before."""
    return said(_("at {time}, {door} ({whose})")).format(time=time, door=door, whose=whose)


def both(key: str, form: Callable[[int], str]) -> dict[str, str]:
    return {f"{key}_one": said(form(1)), f"{key}_other": said(form(2))}


def said(text: str) -> str:
    return french(text) if (get_language() or "fr").startswith("fr") else text
