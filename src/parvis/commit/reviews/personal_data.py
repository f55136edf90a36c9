"""What reviews keep about people, and for how long."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.commit.reviews.models import Answer, Comment, MailedComment, Review
from parvis.people.models import User
from parvis.people.privacy import CONSENT, PUBLIC_TASK, register_erasure, register_export, register_personal_data

UNTIL_ACCOUNT_GOES = _("as long as the review; your name goes with your account")


def declare() -> None:
    register_personal_data(Review, "account", _("let the reviewer write the review"), UNTIL_ACCOUNT_GOES)
    register_personal_data(
        Review,
        "reviewer",
        _("say who judges, and sign: published with the review"),
        _("as long as the review, whose signature bears it"),
        PUBLIC_TASK,
    )
    register_personal_data(
        Review,
        "declaration",
        _("say which interests the reviewer has"),
        _("as long as the review, whose signature bears it"),
        PUBLIC_TASK,
    )
    register_personal_data(Comment, "author", _("know who commented on a draft"), UNTIL_ACCOUNT_GOES)
    register_personal_data(Comment, "name", _("show who commented on a draft"), UNTIL_ACCOUNT_GOES)
    register_personal_data(
        MailedComment,
        "email",
        _("prove that an address is yours, and send you the reviewer’s reply"),
        _("7 days if you do not confirm; one year after the comment"),
    )
    register_personal_data(
        MailedComment,
        "name",
        _("show who commented on a draft"),
        _("as long as the address; the comment keeps it"),
        CONSENT,
    )
    register_personal_data(Answer, "author", _("know who answered for the institution"), UNTIL_ACCOUNT_GOES)
    register_export("reviews", _("your reviews, and your comments on those of others"), rows_of)
    register_erasure(forget)


def rows_of(user: User) -> list[dict[str, Any]]:
    reviews = Review.objects.filter(account=user).order_by("pk")
    mailed = MailedComment.objects.filter(email=user.email).exclude(email="").values("comment")
    comments = Comment.objects.filter(Q(author=user) | Q(pk__in=mailed)).select_related("review").order_by("pk")
    return [
        *({"review": one.heading, "state": one.state, "declaration": one.declaration} for one in reviews),
        *({"comment": one.body, "on": one.review.heading, "at": one.at.isoformat()} for one in comments),
    ]


def forget(user: User) -> None:
    """The name shown beside comments goes with the account; what was said stays."""
    Comment.objects.filter(author=user).update(name="")
