"""The sentences of registration in the public journal of an event; each person's steps are kept apart (`Step`)."""

from django.utils.translation import gettext_lazy as _

from parvis.ground.journal.actions import register_action


def register_sentences() -> None:
    register_action("registration.opened", _("%(actor)s opened registration %(session)s"))
    register_action("registration.changed", _("%(actor)s changed the rules of registration %(session)s"))
    register_action("registration.stopped", _("%(actor)s stopped registration %(session)s"))
    register_action("registration.resumed", _("%(actor)s took registration up again %(session)s"))
    register_action("registration.capacity-changed", _("%(actor)s changed the number of seats to %(capacity)s"))
    register_action("registration.exported", _("%(actor)s exported the list of who registered %(session)s"))
    register_action("registration.anonymised", _("names of those who registered were erased, as announced"))
    register_action(
        "registration.anonymised-early",
        _("%(actor)s erased the names of those who registered, before the day announced"),
    )
    register_action("registration.message-sent", _("%(actor)s wrote to %(people)s people who registered"))
    register_action("registration.message-stopped", _("%(actor)s stopped a message to those who registered"))
