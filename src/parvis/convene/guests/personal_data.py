"""What organisers' work on registrations keeps about people, and for how long."""

from django.utils.translation import gettext_lazy as _

from parvis.people.privacy import register_personal_data

A_DAY = _("one day")
WITH_ACCOUNT = _("as long as the event; your name goes with your account")


def declare() -> None:
    register_personal_data("guests.PaperRun", "user", _("give the files to who asked for them"), A_DAY)
    register_personal_data("guests.PaperRun", "people", _("print badges and attendance sheets"), A_DAY)
    register_personal_data("guests.PaperPart", "first", _("print badges and attendance sheets"), A_DAY)
    register_personal_data("guests.PaperPart", "last", _("print badges and attendance sheets"), A_DAY)
    register_personal_data("guests.PaperPart", "pdf", _("print badges and attendance sheets"), A_DAY)
    register_personal_data("guests.Mailing", "created_by", _("know who wrote to those who registered"), WITH_ACCOUNT)
    register_personal_data("guests.Mailing", "sent_by", _("know who wrote to those who registered"), WITH_ACCOUNT)
