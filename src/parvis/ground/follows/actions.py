"""Asking to be told, confirming, leaving."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import translation

from parvis.ground.clock import now
from parvis.ground.follows.models import Fact, Follow, Topic
from parvis.ground.identifiers import Ref, resolve
from parvis.ground.mail.limit import had_enough
from parvis.ground.mail.sending import send

AGAIN_AFTER = timedelta(minutes=10)  # between two messages about the same object
UNCONFIRMED_FOR = timedelta(days=7)
SALT = "parvis.follows.stop"


def ask(object_type: str, object_uid: UUID, email: str, *, topic: str, language: str, user: Any = None) -> bool:
    """Send a link that confirms the wish to follow; returns False when nothing was sent, which the page never tells.

    Nothing is sent a second time within ten minutes, nor more than six times in an hour to one address. Asking again
    for what is already followed sends the link again: it confirms the new choice of topic.
    """
    address = email.strip().lower()
    if had_enough(Follow.objects.filter(email=address), "created_at"):
        return False
    follow = claim_follow(object_type, object_uid, address, language, user)
    if follow is None:
        return False
    transaction.on_commit(lambda: send_confirmation(follow, topic))
    return True


@transaction.atomic
def claim_follow(object_type: str, object_uid: UUID, address: str, language: str, user: Any) -> Follow | None:
    """The row of this wish, made or taken up again; None when it was asked for a moment ago."""
    account = user if getattr(user, "pk", None) else None
    try:
        with transaction.atomic():
            return Follow.objects.create(
                object_type=object_type, object_uid=object_uid, email=address, language=language, user=account
            )
    except IntegrityError:
        pass
    mine = Follow.objects.filter(object_type=object_type, object_uid=object_uid, email=address)
    taken_up = mine.filter(created_at__lt=now() - AGAIN_AFTER).update(created_at=now(), language=language)
    return mine.get() if taken_up else None


def send_confirmation(follow: Follow, topic: str) -> None:
    """The message that holds the secret link; nothing when the object is not public any more."""
    ref = Ref(follow.object_type, follow.object_uid)
    found = resolve([ref], AnonymousUser(), follow.language).get(ref)
    if found is None:
        return
    with translation.override(follow.language):
        context = {
            "title": found.title,
            "url": settings.SITE_URL + found.url,
            "topic": Topic(topic),
            "details_only": topic == Topic.DETAILS,
            "link": settings.SITE_URL + reverse("follows:confirm", args=[follow.token, topic]),
            "days": UNCONFIRMED_FOR.days,
        }
    send("follow-confirmation", follow.email, context, follow.language)


@transaction.atomic
def confirm(token: str, topic: str) -> Follow | None:
    """Begin to follow, from this moment on; None when the link is not known (it was never used, or one has left)."""
    follow = Follow.objects.filter(token=token).first()
    if follow is None:
        return None
    if follow.confirmed_at is None:
        follow.confirmed_at = now()
        follow.told_up_to = Fact.objects.aggregate(last=Max("id"))["last"] or 0
    follow.topic = Topic(topic)
    follow.save(update_fields=["confirmed_at", "told_up_to", "topic"])
    return follow


def stop_link(follow: Follow) -> str:
    """The whole address where one leaves, signed, in the follower's language; it never expires."""
    with translation.override(follow.language):
        return settings.SITE_URL + reverse("follows:stop", args=[signed(follow)])


def stop_link_of(object_type: str, object_uid: UUID, email: str) -> str:
    """Where this address leaves this object; empty when it does not follow it."""
    follow = Follow.objects.filter(
        object_type=object_type, object_uid=object_uid, email=email.strip().lower(), confirmed_at__isnull=False
    ).first()
    return stop_link(follow) if follow else ""


def signed(follow: Follow) -> str:
    return signing.Signer(salt=SALT, sep=".").sign(follow.uid.hex)


def followed_by(signature: str) -> Follow | None:
    """The follow that a signed link names; None when the signature is wrong or one has already left."""
    try:
        uid = UUID(signing.Signer(salt=SALT, sep=".").unsign(signature))
    except (signing.BadSignature, ValueError):
        return None
    return Follow.objects.filter(uid=uid).first()


def stop(follow: Follow) -> None:
    """Leave one object; the address is forgotten with it."""
    follow.delete()


def stop_all(email: str) -> int:
    """Leave everything; returns how many objects were followed."""
    return Follow.objects.filter(email=email.strip().lower()).delete()[0]


@transaction.atomic
def follow_own(object_type: str, object_uid: UUID, email: str, *, language: str, user: Any = None) -> bool:
    """Let the author of an object follow it from now on; returns False when the address already does.

    Only for an address that its owner has just confirmed for this very object, and was told what it serves: no second
    message asks again. One leaves as from any other page.
    """
    address = email.strip().lower()
    last = Fact.objects.aggregate(last=Max("id"))["last"] or 0
    account = user if getattr(user, "pk", None) else None
    fresh = {"confirmed_at": now(), "told_up_to": last, "topic": Topic.ALL}
    follow, created = Follow.objects.get_or_create(
        object_type=object_type,
        object_uid=object_uid,
        email=address,
        defaults={"language": language, "user": account, **fresh},
    )
    if created or follow.confirmed_at is not None:
        return created
    return bool(Follow.objects.filter(pk=follow.pk, confirmed_at=None).update(**fresh))
