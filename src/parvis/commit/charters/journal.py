"""The sentences of charters."""

from django.utils.translation import gettext_lazy as _

from parvis.ground.journal.actions import register_action


def register_sentences() -> None:
    register_action("charter.created", _("%(actor)s began the charter"))
    register_action("charter.changed", _("%(actor)s changed how the charter is presented"))
    register_action("charter.published", _("%(actor)s published the charter"))
    register_action("charter.version-begun", _("%(actor)s began version %(number)s"))
    register_action("charter.version-written", _("%(actor)s wrote the draft of version %(number)s"))
    register_action("charter.version-adopted", _("version %(number)s was adopted: its text does not change any more"))
    register_action("charter.opened", _("%(actor)s opened the charter to signature"))
    register_action("charter.closed", _("%(actor)s closed the charter to signature"))
    register_action("charter.claim-added", _("%(actor)s added what sources say of the charter"))
    register_action("charter.claim-removed", _("%(actor)s removed what a source says of the charter"))
    register_action("charter.signed", _("%(body)s signed version %(number)s"))
    register_action("charter.signature-recorded", _("%(actor)s recorded the signature of %(body)s, from a source"))
    register_action("charter.signature-withdrawn", _("%(body)s withdrew its signature on %(day)s"))
    register_action("charter.self-assessed", _("%(body)s said where it stands on a pledge"))
    register_action("signing-request.received", _("a body asked to sign"))
    register_action("signing-request.accepted", _("%(actor)s accepted a body that asked to sign"))
    register_action("signing-request.refused", _("%(actor)s refused a body that asked to sign, with a reason"))
