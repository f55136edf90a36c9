"""The window before publication: the institution and anybody may say something; the reviewer replies to each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.commit.reviews.actions.mailing import send_reply
from parvis.commit.reviews.actions.opening import Closed, TooLate, hold, hold_as_author
from parvis.commit.reviews.models import Comment, Review, Side, Stage
from parvis.ground import clock
from parvis.ground.follows.facts import notify
from parvis.ground.journal.actions import record
from parvis.ground.text import render_markdown
from parvis.people.models import Organisation


@transaction.atomic
def open_comments(actor: Any, review: Review, until: datetime) -> Review:
    """Show the draft to everybody, and take comments until an instant; again, to give more time.

    raises   Closed; ValueError when the end is not ahead, or comes before the one that was announced and still runs
    """
    held, now = hold_as_author(actor, review), clock.now()
    if until <= now:
        raise ValueError("The time for comments ends in the future.")
    if held.takes_comments(now) and held.comments_close_at and until < held.comments_close_at:
        raise ValueError("A time for comments that was announced is not cut short.")
    Review.objects.filter(pk=held.pk).update(
        state=Stage.COMMENT, comments_open_at=held.comments_open_at or now, comments_close_at=until
    )
    record(actor, "review.opened", "review", held.uid, public={"until": until})

    def fact() -> str:
        return _("The draft of an independent review is open to comments: %(heading)s.") % {"heading": held.heading}

    if held.commitment is not None:
        notify("commitment", held.commitment.uid, fact)
    review.refresh_from_db()
    return review


@transaction.atomic
def comment(actor: Any, review: Review, body: str, organisation: Organisation | None = None) -> Comment:
    """Say something of the draft, in one's own name or in that of a body it concerns; raises TooLate."""
    try:
        held = hold(review)
    except Closed:
        raise TooLate from None
    if not held.takes_comments(clock.now()):
        raise TooLate
    made = Comment.objects.create(
        review=held,
        side=Side.INSTITUTION if organisation else Side.PUBLIC,
        organisation=organisation,
        author=actor,
        name=actor.name,
        body=body.strip(),
    )
    record(actor, "review.commented", "review", held.uid)
    return made


@transaction.atomic
def reply(actor: Any, comment: Comment, text: str) -> Comment:
    """Reply to a comment: what was changed, or why nothing was. Raises Closed."""
    held = hold_as_author(actor, comment.review)
    words = text.strip()
    first = bool(words) and Comment.objects.filter(pk=comment.pk, replied_at=None).exists()
    Comment.objects.filter(pk=comment.pk).update(
        reply=words, reply_html=render_markdown(words) if words else "", replied_at=clock.now() if words else None
    )
    record(actor, "review.replied", "review", held.uid)
    comment.refresh_from_db()
    if first:
        transaction.on_commit(lambda: send_reply(comment), robust=True)
    return comment


@transaction.atomic
def set_aside(actor: Any, comment: Comment, reason: str) -> Comment:
    """Stop showing a comment that insults or names somebody, and say why in public. Raises Closed."""
    held = hold_as_author(actor, comment.review)
    Comment.objects.filter(pk=comment.pk).update(set_aside_reason=reason.strip())
    record(actor, "review.set-aside", "review", held.uid, public={"reason": reason.strip()})
    comment.refresh_from_db()
    return comment
