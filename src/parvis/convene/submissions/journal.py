"""The sentences of what is submitted and answered."""

from django.utils.translation import gettext_lazy as _

from parvis.ground.journal.actions import register_action


def register_sentences() -> None:
    register_action("edition.opened", _("%(actor)s opened the edition to submissions until %(until)s"))
    register_action("edition.rules-changed", _("%(actor)s changed the rules for submissions; deadline %(until)s"))
    register_action("submission.submitted", _("%(actor)s submitted an event"))
    register_action("submission.resubmitted", _("%(actor)s submitted the event again"))
    register_action("submission.withdrawn", _("%(actor)s withdrew the submission"))
    register_action("submission.replied", _("%(actor)s wrote to the host"))
    register_action("submission.answered", _("%(actor)s wrote to the contributor"))
    register_action("submission.approved-once", _("%(actor)s approved the event, a second person is to accept it"))
    register_action("submission.accepted", _("%(actor)s took the event into the programme of %(edition)s"))
    register_action("submission.changes-asked", _("%(actor)s asked for changes"))
    register_action("submission.refused", _("%(actor)s refused the event"))
    register_action("submission.changes-seen", _("%(actor)s read what was changed"))
    register_action("submission.reason-written", _("%(actor)s wrote a reason for refusal"))
    register_action("submission.template-written", _("%(actor)s wrote a template of answer"))
