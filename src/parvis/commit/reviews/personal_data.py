"""What reviews keep about people, and for how long."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.commit.reviews.models import Answer, Comment, Review
from parvis.people.models import User
from parvis.people.privacy import PUBLIC_TASK, register_erasure, register_export, register_personal_data

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
    register_personal_data(Answer, "author", _("know who answered for the institution"), UNTIL_ACCOUNT_GOES)
    register_export("reviews", _("your reviews, and your comments on those of others"), rows_of)
    register_erasure(forget)


def rows_of(user: User) -> list[dict[str, Any]]:
    reviews = Review.objects.filter(account=user).order_by("pk")
    comments = Comment.objects.filter(author=user).select_related("review").order_by("pk")
    return [
        *({"review": one.heading, "state": one.state, "declaration": one.declaration} for one in reviews),
        *({"comment": one.body, "on": one.review.heading, "at": one.at.isoformat()} for one in comments),
    ]


def forget(user: User) -> None:
    """The name shown beside comments goes with the account; what was said stays."""
    Comment.objects.filter(author=user).update(name="")
