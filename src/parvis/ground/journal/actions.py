"""Writing the journal, and the sentences its action codes stand for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from parvis.ground.journal.models import Entry

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_sentences: dict[str, str | _StrPromise] = {}
_carried: ContextVar[Mapping[str, Any]] = ContextVar("journal_carried")


@contextmanager
def carrying(**private: Any) -> Iterator[None]:
    """Give every entry written meanwhile these values in its private part: under which authority things are done."""
    token = _carried.set({**carried(), **private})
    try:
        yield
    finally:
        _carried.reset(token)


def carried() -> dict[str, Any]:
    """What entries carry now; for those who write many at once without `record`."""
    return dict(_carried.get({}))


def register_action(code: str, sentence: str | _StrPromise) -> None:
    """Give an action code its sentence, with placeholders for the public part: "%(actor)s moved it to %(day)s".

    `%(actor)s` is always there: the name of the actor or "someone". ValueError when the code has another sentence.
    """
    known = _sentences.get(code)
    if known is not None and str(known) != str(sentence):
        raise ValueError(f"The action “{code}” has two sentences.")
    _sentences[code] = sentence


def sentence_of(code: str) -> str | _StrPromise | None:
    """The registered sentence of an action code, None when the module that knows it is switched off."""
    return _sentences.get(code)


def codes() -> tuple[str, ...]:
    """Every registered action code, sorted."""
    return tuple(sorted(_sentences))


def record(
    actor: Any,
    action: str,
    object_type: str,
    object_uid: UUID,
    *,
    public: Mapping[str, Any] | None = None,
    private: Mapping[str, Any] | None = None,
) -> Entry:
    """Write one change of state; call it inside the transaction that makes the change.

    actor     a user, or None for the machine and for people without an account (an anonymous user counts as None);
              an actor that is no person signs: its `signature` joins the public part, its `proof` the private one
    action    a registered code; LookupError otherwise, so that no entry lacks a sentence
    public    shown on the object's page: JSON values, dates and UUIDs; never personal data
    private   erasable, for operators
    """
    entry = entry_of(actor, action, object_type, object_uid, public or {}, private or {})
    entry.save(force_insert=True)
    return entry


def record_many(
    actor: Any, action: str, object_type: str, object_uids: Iterable[UUID], *, public: Mapping[str, Any] | None = None
) -> int:
    """Write the same change of state of many objects, in 1 query a batch; same promises as `record`."""
    entries = [entry_of(actor, action, object_type, uid, public or {}, {}) for uid in object_uids]
    return len(Entry.objects.bulk_create(entries, batch_size=200))


def entry_of(
    actor: Any,
    action: str,
    object_type: str,
    object_uid: UUID,
    public: Mapping[str, Any],
    private: Mapping[str, Any],
) -> Entry:
    """The entry, not written yet."""
    if action not in _sentences:
        raise LookupError(f"No sentence is registered for the action “{action}”.")
    signed = {"signed": actor.signature} if hasattr(actor, "signature") else {}
    return Entry(
        actor=actor if getattr(actor, "pk", None) else None,
        action=action,
        object_type=object_type,
        object_uid=object_uid,
        public=as_json({**public, **signed}),
        private=as_json({**carried(), **private, **getattr(actor, "proof", {})}),
    )


def as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values as JSON keeps them (dates as ISO text), so that an entry reads alike before and after storage."""
    plain: dict[str, Any] = json.loads(json.dumps(dict(values), cls=DjangoJSONEncoder))
    return plain


@transaction.atomic
def erase_private(object_type: str, object_uid: UUID) -> int:
    """Empty the private part of every entry about an object; returns how many entries held one."""
    return Entry.objects.filter(object_type=object_type, object_uid=object_uid).exclude(private={}).update(private={})


@transaction.atomic
def erase_private_of(actor: Any) -> int:
    """Empty the private part of every entry that this person wrote; returns how many entries held one."""
    return Entry.objects.filter(actor=actor).exclude(private={}).update(private={})
