"""The sentences that writing leaves in the journal."""

from django.utils.translation import gettext_lazy as _

from parvis.ground.journal.actions import register_action


def register_sentences() -> None:
    register_action("event.finding-set-aside", _("%(actor)s set aside a finding of the checker (%(rule)s)"))
    register_action("event.finding-taken-up", _("%(actor)s opened a finding of the checker again"))
