"""What writing keeps about people, and for how long."""

from django.utils.translation import gettext_lazy as _

from parvis.people.privacy import PUBLIC_TASK, register_personal_data

FOR_NINETY_DAYS = _("until it is saved; 90 days at most")


def declare() -> None:
    register_personal_data("editing.WorkingCopy", "user", _("give you back what you were writing"), FOR_NINETY_DAYS)
    register_personal_data("editing.WorkingCopy", "data", _("give you back what you were writing"), FOR_NINETY_DAYS)
    register_personal_data("editing.BulkRun", "user", _("tell you how far what you asked for is"), _("30 days"))
    register_personal_data("editing.SetAside", "actor", _("know who left a finding as it is"),
                           _("as long as the event; your name goes with your account"), PUBLIC_TASK)  # fmt: skip
