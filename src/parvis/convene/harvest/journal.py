"""The sentences of what is done with feeds."""

from django.utils.translation import gettext_lazy as _

from parvis.ground.journal.actions import register_action


def register_sentences() -> None:
    register_action("feed.added", _("%(actor)s added the source %(name)s"))
    register_action("feed.changed", _("%(actor)s changed the source: %(parts)s"))
    register_action("feed.paused", _("%(actor)s paused the source"))
    register_action("feed.resumed", _("%(actor)s resumed the source"))
    register_action("feed.loss-accepted", _("%(actor)s accepted that most events are gone from the source"))
    register_action("feed.removed", _("%(actor)s removed the source %(name)s"))
    register_action("feed.taken", _("%(actor)s took %(number)s things held for review"))
    register_action("feed.skipped", _("%(actor)s left out %(number)s things held for review"))
    register_action("feed.reconsidered", _("%(actor)s asked to look again at %(number)s things left out"))
    register_action(
        "feed.read",
        _(
            "the source was read: %(created)s created, %(changed)s changed, %(cancelled)s cancelled, %(gone)s gone, "
            "%(returned)s back"
        ),
    )
    register_action("feed.gave-up", _("the source was paused after %(failures)s failures in a row"))
