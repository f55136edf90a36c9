"""The sentences of what happens to a law and its measures; what happens to its plan has those of `commit.plans`."""

from django.utils.translation import gettext_lazy as _

from parvis.ground.journal.actions import register_action


def register_sentences() -> None:
    register_action("law.text-written", _("%(actor)s changed what is said of the text"))
    register_action("measure.article-written", _("%(actor)s wrote article %(article)s"))
    register_action("measure.article-removed", _("%(actor)s took article %(article)s away"))
    register_action("measure.decree-written", _("%(actor)s changed what is known of a decree"))
    register_action("measure.decree-published", _("%(actor)s noted that decree no. %(number)s is published"))
    register_action("measure.decree-removed", _("%(actor)s took a decree away"))
