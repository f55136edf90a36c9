"""What check-in keeps about people, and for how long."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from parvis.convene.checkin.models import Device, Passage
from parvis.people.privacy import register_personal_data


def declare() -> None:
    kept = _("until names are erased; the hour stays, of nobody")
    register_personal_data(Passage, "attendee", _("know who came in, and that a ticket is used once"), kept)
    register_personal_data(
        Passage, "by", _("know who brought passages in"), _("as long as the event; your name goes with your account")
    )
    register_personal_data(
        Device, "created_by", _("know who lent a device"), _("as long as the event; your name goes with your account")
    )
    register_personal_data(
        Device,
        "name",
        _("know which device to withdraw"),
        _("as long as the event"),
    )
