"""Commenting without an account: nothing is shown before the mailed link has proved the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.commit.reviews import addresses
from parvis.commit.reviews.actions.opening import Closed, TooLate, hold
from parvis.commit.reviews.models import Comment, MailedComment, Review, Side, Stage
from parvis.ground import clock
from parvis.ground.journal.actions import record
from parvis.ground.mail.limit import had_enough
from parvis.ground.mail.sending import send

UNCONFIRMED_FOR = timedelta(days=7)
ADDRESSES_KEPT = timedelta(days=365)


class TooMany(Exception):
    """This address was sent enough messages for now."""


@dataclass(frozen=True)
class Said:
    """What a stranger says of a draft, as they wrote it."""

    body: str
    email: str
    name: str = ""
    language: str = "fr"


@transaction.atomic
def send_comment_link(review: Review, said: Said) -> MailedComment:
    """Keep the comment aside and send the link that shows it.

    raises   TooLate; TooMany, which the page does not tell: whoever owns the address has messages enough
    """
    if not review.takes_comments(clock.now()):
        raise TooLate
    address = said.email.strip().lower()  # as it is kept: capitals would open the limit again
    if had_enough(MailedComment.objects.filter(email=address), "created_at"):
        raise TooMany
    if "\0" in said.body + said.name:
        raise ValidationError({"body": _("This text holds a null character; take it out.")})
    kept = MailedComment(
        review=review, body=said.body.strip(), name=said.name.strip(), email=address, language=said.language
    )
    kept.full_clean()
    kept.save(force_insert=True)
    transaction.on_commit(lambda: send_link(kept))
    return kept


def send_link(kept: MailedComment) -> None:
    with translation.override(kept.language):
        context = {
            "heading": kept.review.heading,
            "link": settings.SITE_URL + reverse("reviews:confirm", args=[kept.token]),
            "days": UNCONFIRMED_FOR.days,
        }
    send("review-comment-confirmation", kept.email, context, kept.language)


@transaction.atomic
def confirm_comment(token: str) -> Comment | None:
    """Show what the mailed link names; used twice, it gives the same comment. None when it is not known.

    Whoever wrote in time may confirm after the last day, as long as the draft is one.

    raises   TooLate when the review was published meanwhile
    """
    kept = MailedComment.objects.select_related("comment").filter(token=token).first()
    if kept is None:
        return None
    if not MailedComment.objects.filter(pk=kept.pk, confirmed_at=None).update(confirmed_at=clock.now()):
        return Comment.objects.filter(mailed=kept.pk).first()
    try:
        held = hold(kept.review)
    except Closed:
        raise TooLate from None
    if held.state != Stage.COMMENT:
        raise TooLate
    made = Comment.objects.create(review=held, side=Side.PUBLIC, name=kept.name, body=kept.body)
    MailedComment.objects.filter(pk=kept.pk).update(comment=made)
    record(None, "review.commented", "review", held.uid)
    return made


def send_reply(comment: Comment) -> None:
    """The reviewer's reply, to who commented without an account."""
    kept = MailedComment.objects.select_related("review").filter(comment=comment.pk).exclude(email="").first()
    if kept is None:
        return
    context = {
        "heading": kept.review.heading,
        "reviewer": kept.review.reviewer,
        "reply": comment.reply,
        "link": settings.SITE_URL + addresses.review(kept.review.slug, kept.language) + "#comments",
    }
    send("review-comment-replied", kept.email, context, kept.language)


def forget_unconfirmed() -> int:
    """Erase what nobody confirmed in seven days; returns how many."""
    return MailedComment.objects.filter(confirmed_at=None, created_at__lt=clock.now() - UNCONFIRMED_FOR).delete()[0]


def forget_addresses() -> int:
    """Forget addresses a year after the comment, with the name and the text kept beside it; the comment stays."""
    old = MailedComment.objects.filter(created_at__lt=clock.now() - ADDRESSES_KEPT)
    return old.exclude(email="").update(email="", name="", body="")
