"""The sentences of the making of a plan."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from parvis.ground.journal.actions import register_action


def register_sentences() -> None:
    register_action("plan.cocreation-written", _("%(actor)s wrote how the plan is made with others"))
    register_action("plan.cocreation-announced", _("the timeline was announced: proposals from %(first)s to %(last)s"))
    register_action(
        "plan.cocreation-changed", _("%(actor)s changed the timeline: proposals from %(first)s to %(last)s")
    )
    register_action("plan.meeting-linked", _("%(actor)s linked a meeting: “%(title)s”"))
    register_action("plan.meeting-unlinked", _("%(actor)s took a link to a meeting away: “%(title)s”"))
    register_action("contribution.received", _("the contribution was received"))
    register_action("contribution.heard", _("%(actor)s wrote down what was said in a meeting"))
    register_action("contribution.shown", _("%(actor)s showed the contribution to everybody"))
    register_action("contribution.set-aside", _("%(actor)s did not show the contribution, with a reason"))
    register_action("contribution.answered", _("the contribution was answered: %(parts)s"))
    register_action("contribution.replied", _("the author replied to the answer"))
    register_action("contribution.reply-shown", _("%(actor)s showed the author’s reply"))
