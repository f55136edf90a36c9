"""The sentences of what people, bodies and teams do."""

from django.utils.translation import gettext_lazy as _

from parvis.ground.journal.actions import register_action


def register_sentences() -> None:
    register_action("account.created", _("an account was opened"))
    register_action("account.changed", _("an account was changed"))
    register_action("account.exported", _("a person took a copy of their data"))
    register_action("account.erased", _("an account was erased"))
    register_action("account.email-confirmed", _("an address was confirmed"))
    register_action("account.email-changed", _("an account changed its address"))
    register_action("account.password-changed", _("an account changed its password"))
    register_action("organisation.created", _("%(actor)s added %(name)s"))
    register_action("organisation.named", _("%(actor)s noted the name %(name)s"))
    register_action("organisation.succeeded", _("%(actor)s noted that %(successor)s took over"))
    register_action("organisation.changed", _("%(actor)s corrected the description"))
    register_action("membership.granted", _("%(actor)s gave a role in the team"))
    register_action("membership.withdrawn", _("%(actor)s withdrew a role in the team"))
    register_action("invitation.sent", _("%(actor)s invited someone to the team"))
    register_action("invitation.withdrawn", _("%(actor)s withdrew an invitation"))
    register_action("invitation.accepted", _("%(actor)s joined the team"))
    register_action("token.created", _("%(actor)s gave a program a token"))
    register_action("token.revoked", _("%(actor)s revoked a program’s token"))
    register_action("instance.set-up", _("%(actor)s opened this site for %(name)s"))
    register_action("staff-mode.begun", _("%(actor)s entered staff mode"))
    register_action("staff-mode.ended", _("%(actor)s left staff mode"))
    register_action("second-step.added", _("an account added a means of logging in"))
    register_action("second-step.removed", _("an account removed a means of logging in"))
    register_action("second-step.renewed", _("an account renewed its recovery codes"))
    register_action("second-step.code-used", _("an account used one of its recovery codes"))
    register_action(
        "second-step.forgotten", _("the operator removed the means of logging in of an account that lost them")
    )
    register_action("membership.changed", _("%(actor)s changed a role in the team"))
