"""The sentences of what reviewers, institutions and the public do about a review."""

from django.utils.translation import gettext_lazy as _

from parvis.ground.journal.actions import register_action


def register_sentences() -> None:
    register_action("review.offered", _("%(actor)s entrusted a review to %(reviewer)s"))
    register_action("review.accepted", _("%(reviewer)s accepted the review and declared their interests"))
    register_action("review.declined", _("%(reviewer)s declined the review"))
    register_action("review.coded", _("%(actor)s coded an indicator of the draft"))
    register_action("review.written", _("%(actor)s wrote in the draft of the review"))
    register_action("review.opened", _("%(actor)s opened the draft to comments until %(until)s"))
    register_action("review.commented", _("A comment was written on the draft"))
    register_action("review.replied", _("%(actor)s replied to a comment"))
    register_action("review.set-aside", _("%(actor)s set a comment aside: %(reason)s"))
    register_action("review.published", _("%(reviewer)s published the review; hash %(digest)s, key %(key)s"))
    register_action("review.read", _("A review was read from a page and sealed; hash %(digest)s"))
    register_action("review.correction-begun", _("%(actor)s began a correction of the review"))
    register_action("recommendation.answered", _("%(body)s answered the recommendation: %(kind)s"))
    register_action("glance.read", _("The box “at a glance” was read from a page"))
    register_action(
        "review.brought-in", _("%(actor)s brought in a review, read from a page and sealed; hash %(digest)s")
    )
    register_action("glance.brought-in", _("%(actor)s brought in the box “at a glance” of a page"))
