"""What feeds keep about people, and for how long."""

from django.utils.translation import gettext_lazy as _

from parvis.people.privacy import register_personal_data


def declare() -> None:
    register_personal_data(
        "harvest.Reading", "asked_by", _("know who asked for a reading"), _("90 days, as long as the reading")
    )
    register_personal_data(
        "harvest.Item",
        "decided_by",
        _("know who took or left out what a source announced"),
        _("as long as the source is read; your name goes with your account"),
    )
    register_personal_data(
        "harvest.Item",
        "text",
        _("show what a source announced until somebody has decided; it may name people"),
        _("until the thing is taken or left out"),
    )
