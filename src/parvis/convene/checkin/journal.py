"""The sentences of the doors in the journal of an event; passages are rows of their own, kept apart like steps."""

from django.utils.translation import gettext_lazy as _

from parvis.ground.journal.actions import register_action


def register_sentences() -> None:
    register_action("checkin.door-added", _("%(actor)s added the door %(door)s"))
    register_action("checkin.door-changed", _("%(actor)s renamed a door %(door)s"))
    register_action("checkin.door-removed", _("%(actor)s removed the door %(door)s"))
    register_action("checkin.device-added", _("%(actor)s lent a device to the door %(door)s"))
    register_action("checkin.device-withdrawn", _("%(actor)s withdrew a device of the door %(door)s"))
    register_action("checkin.passages-imported", _("%(actor)s brought in %(number)s passages of the door %(door)s"))
