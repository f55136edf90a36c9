"""What there is to tell: facts are kept, then gathered in one message for each follower."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Min
from django.utils import translation
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from parvis.ground.clock import now
from parvis.ground.follows.actions import UNCONFIRMED_FOR, stop_link
from parvis.ground.follows.models import Fact, Follow, Topic
from parvis.ground.identifiers import Ref, Resolved, resolve
from parvis.ground.mail.sending import send

log = logging.getLogger(__name__)

KEPT = timedelta(days=30)


class UndeliveredError(Exception):
    """Some messages did not leave; they will be tried again."""


# What an object came from: those who follow it are told when the object moves. Upper layers know; none is required.
Relay = Callable[[Ref], Iterable[Ref]]
_relays: dict[str, Relay] = {}


def register_relay(code: str, relay: Relay) -> None:
    """Add a relay: `relay(moved)` gives the followed objects from which everybody may see that this one came."""
    _relays[code] = relay


def notify(object_type: str, object_uid: UUID, fact: Any, *, topic: str = Topic.ALL, news: UUID | None = None) -> bool:
    """Keep a fact for the followers of an object and of what it came from; returns whether there is anybody to tell.

    fact    one sentence in every language: a mapping {"fr": …, "en": …}, a LazyI18nString, a lazy translation, or a
            function that makes it in the active language (a lazy translation filled by `%` speaks one language alone)
    topic   "details" reaches also those who only wait for the missing details of this very object
    news    the same for the calls that tell one fact of several objects: whoever follows them all is told once

    Call it in the transaction that changes the object: nothing is told of what did not happen. Only what happens is
    relayed, never what was relayed: a loop of links tells nobody twice.
    """
    confirmed = Follow.objects.filter(confirmed_at__isnull=False)
    if not confirmed.exists():
        return False
    moved = Ref(object_type, object_uid)
    above = {ref for _code, relay in sorted(_relays.items()) for ref in relay(moved)} - {moved}
    own = confirmed.filter(object_type=object_type, object_uid=object_uid).exists()
    if not own and not above:
        return False
    sentence, news = in_every_language(fact), news or uuid4()
    if own:  # first, so that who follows both reads it where it happened
        Fact.objects.create(
            object_type=object_type, object_uid=object_uid, topic=Topic(topic), sentence=sentence, news=news
        )
    Fact.objects.bulk_create(
        Fact(
            object_type=ref.type,
            object_uid=ref.uid,
            topic=Topic.ALL,
            sentence=sentence,
            about_type=object_type,
            about_uid=object_uid,
            news=news,
        )
        for ref in sorted(above)
    )
    return True


def in_every_language(fact: Any) -> LazyI18nString:
    if isinstance(fact, LazyI18nString):
        return fact
    if isinstance(fact, Mapping):
        return LazyI18nString(dict(fact))
    sentences = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            sentences[code] = str(fact() if callable(fact) else fact)
    return LazyI18nString(sentences)


@dataclass(frozen=True)
class News:
    """One followed object and what is new about it, in the follower's language."""

    title: str
    url: str
    sentences: tuple[str, ...]
    stop_link: str


def send_digests() -> int:
    """Tell every follower what is new, in one message each; returns how many messages left.

    A follower's facts are claimed by a conditional update before the message leaves, so that two processes never tell
    twice; they are given back when it does not leave. Raises UndeliveredError at the end if some did not.
    """
    oldest = Follow.objects.filter(confirmed_at__isnull=False).aggregate(told=Min("told_up_to"))["told"]
    facts = list(Fact.objects.filter(id__gt=oldest).order_by("id")) if oldest is not None else []
    if not facts:
        return 0
    by_object: dict[Ref, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_object[Ref(fact.object_type, fact.object_uid)].append(fact)
    named = {*by_object, *(ref for fact in facts if (ref := about(fact)))}
    titles = {code: resolve(named, AnonymousUser(), code) for code, _name in settings.LANGUAGES}
    sent = failed = 0
    for follows in followers(by_object):
        try:
            sent += tell(follows, by_object, titles, up_to=facts[-1].id)
        except Exception:
            log.exception("A digest did not leave.")
            failed += 1
    if failed:
        raise UndeliveredError(f"{failed} digests did not leave, {sent} did.")
    return sent


def followers(objects: Iterable[Ref]) -> list[list[Follow]]:
    """The confirmed follows of these objects, those of one address together."""
    uids = {ref.uid for ref in objects}
    by_address: dict[tuple[str, str], list[Follow]] = defaultdict(list)
    confirmed = Follow.objects.filter(confirmed_at__isnull=False, object_uid__in=uids)
    for follow in confirmed.order_by("email", "id"):
        by_address[(follow.email, follow.language)].append(follow)
    return list(by_address.values())


def tell(
    follows: list[Follow],
    facts: Mapping[Ref, list[Fact]],
    titles: Mapping[str, Mapping[Ref, Resolved]],
    *,
    up_to: int,
) -> int:
    """Send one address its news, if there is any that nobody has told; returns 1 when a message left, else 0."""
    known = titles[follows[0].language]
    claimed = [follow for follow in follows if claim(follow, up_to) and ref_of_follow(follow) in known]
    fresh = sorted(
        (
            (fact, follow)
            for follow in claimed
            for fact in facts[ref_of_follow(follow)]
            if fact.id > follow.told_up_to and concerns(follow, fact)
        ),
        key=lambda pair: (pair[0].about_uid is not None, pair[0].id),  # where it happened, rather than above
    )
    lines: dict[int, dict[str, None]] = defaultdict(dict)
    told: set[UUID] = set()
    for fact, follow in fresh:
        line = line_of(fact, known, follow.language)
        if line and fact.news not in told:
            told |= {fact.news} if fact.news else set()
            lines[follow.pk][line] = None
    news = [
        News(
            title=known[ref_of_follow(follow)].title,
            url=settings.SITE_URL + known[ref_of_follow(follow)].url,
            sentences=tuple(lines[follow.pk]),
            stop_link=stop_link(follow),
        )
        for follow in claimed
        if follow.pk in lines
    ]
    if not news:
        return 0
    first = claimed[0]
    headers = {
        "List-Unsubscribe": f"<{stop_link(first)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    context = {"news": news, "several": len(news) > 1, "title": news[0].title, "stop_all": stop_link(first)}
    try:
        send("follow-news", first.email, context, first.language, headers=headers)
    except Exception:
        for follow in claimed:
            Follow.objects.filter(pk=follow.pk, told_up_to=up_to).update(told_up_to=follow.told_up_to)
        raise
    return 1


def ref_of_follow(follow: Follow) -> Ref:
    return Ref(follow.object_type, follow.object_uid)


def about(fact: Fact) -> Ref | None:
    """What moved, when it is not the followed object itself."""
    return Ref(fact.about_type, fact.about_uid) if fact.about_uid else None


def line_of(fact: Fact, known: Mapping[Ref, Resolved], language: str) -> str:
    """The fact in one line; empty when what moved is not public any more."""
    sentence = fact.sentence.localize(language)
    moved = about(fact)
    if moved is None:
        return str(sentence)
    if moved not in known:
        return ""
    with translation.override(language):
        return _("“%(title)s”, which came of it: %(fact)s") % {"title": known[moved].title, "fact": sentence}


def concerns(follow: Follow, fact: Fact) -> bool:
    return follow.topic == Topic.ALL or fact.topic == Topic.DETAILS


def claim(follow: Follow, up_to: int) -> bool:
    """Whether this process is the one that tells this follower; one conditional update decides."""
    return bool(Follow.objects.filter(pk=follow.pk, told_up_to=follow.told_up_to).update(told_up_to=up_to))


def forget_old() -> tuple[int, int]:
    """Remove wishes that nobody confirmed in a week, and facts of more than a month; returns how many of each."""
    at = now()
    wishes, _rows = Follow.objects.filter(confirmed_at__isnull=True, created_at__lt=at - UNCONFIRMED_FOR).delete()
    facts, _rows = Fact.objects.filter(at__lt=at - KEPT).delete()
    return wishes, facts
