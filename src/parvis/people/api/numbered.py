"""Requests that are run once, however often they are sent (draft-ietf-httpapi-idempotency-key-header).

A key is claimed in a transaction of its own; the change and its answer are written in one other transaction. A process
that dies in between leaves a claim without a change: it is taken over once it is older than `LEASE`. A process that was
only slow finds its claim gone and undoes what it did.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import Status

from parvis.ground import clock
from parvis.ground.journal.actions import as_json
from parvis.people.acting import Acting
from parvis.people.api.refusals import Refusal, language_of, refused
from parvis.people.models import ApiToken, IdempotentRequest

HEADER = "Idempotency-Key"
KEPT = timedelta(days=1)
LEASE = timedelta(seconds=60)
KEY = re.compile(r"[\x21-\x7e]{1,255}")


@dataclass(frozen=True)
class Answer:
    """What is sent; `replayed` when it was made for an earlier sending of the same request."""

    status: int
    body: dict[str, Any]
    replayed: bool = False


def key_of(request: HttpRequest) -> str:
    """The number of a request, an empty string without one; the quotes of a structured field are taken off."""
    given = request.headers.get(HEADER, "").strip()
    if not given:
        return ""
    key = given[1:-1] if len(given) > 1 and given[0] == given[-1] == '"' else given
    if not KEY.fullmatch(key):
        message = _("A key is 1 to 255 visible characters of ASCII, such as a UUID.")
        raise refused(400, HEADER, message, "idempotency-key-form")
    return key


def key_needed(request: HttpRequest) -> str:
    """The number of a request that would do something twice if it were sent twice; refuses one without it."""
    key = key_of(request)
    if not key:
        message = _("Number this request: “Idempotency-Key: ” and a UUID of your own, the same when you send it again.")
        raise refused(400, HEADER, message, "idempotency-key-missing")
    return key


def digest_of(request: HttpRequest) -> str:
    """What makes two requests the same: method, address, condition and body."""
    parts = (request.method or "", request.get_full_path(), request.headers.get("If-Match", ""))
    return hashlib.sha256("\n".join(parts).encode() + b"\n" + request.body).hexdigest()


def run_once(token: ApiToken, key: str, digest: str, work: Callable[[], Answer]) -> Answer:
    """Do the work in one transaction and keep its answer under the key; give the kept answer when it is there.

    A refused request leaves nothing behind: it can be corrected and sent again under the same key.
    """
    if not key:
        with transaction.atomic():
            return work()
    claim = uuid4()
    if known := claimed(token, key, digest, claim):
        return known
    mine = IdempotentRequest.objects.filter(token=token, key=key, claim=claim, status=None)
    try:
        with transaction.atomic():
            answer = work()
            kept = as_json(answer.body)
            if not mine.update(status=answer.status, body=kept):
                raise still_running()
            return Answer(answer.status, kept)
    except BaseException:
        mine.delete()
        raise


def run_numbered(
    request: HttpRequest, response: HttpResponse, work: Callable[[Acting], dict[str, Any]], *, dry: bool
) -> Status[dict[str, Any]]:
    """Make something for the token's body, once under the number of the request; or try it, undo it, and tell."""
    acting: Acting = request.auth  # type: ignore[attr-defined]
    with translation.override(language_of(request)):
        if dry:
            with transaction.atomic():
                found = work(acting)
                transaction.set_rollback(True)
            return Status(200, {**found, "dry": True})
        key = key_needed(request)
        done = run_once(acting.token, key, digest_of(request), lambda: Answer(201, work(acting)))
    if done.replayed:
        response["Idempotency-Replayed"] = "true"
    return Status(done.status, done.body)


def claimed(token: ApiToken, key: str, digest: str, claim: UUID) -> Answer | None:
    """None when the key is now ours; else the kept answer. Refuses a key in use, or used for something else."""
    now = clock.now()
    fresh = IdempotentRequest(token=token, key=key, digest=digest, claim=claim, at=now)
    IdempotentRequest.objects.bulk_create([fresh], ignore_conflicts=True)
    row = IdempotentRequest.objects.filter(token=token, key=key).first()
    if row is None:  # refused and forgotten between these two lines
        raise still_running()
    if row.claim == claim:
        return None
    if row.at < now - (LEASE if row.status is None else KEPT):
        left = IdempotentRequest.objects.filter(pk=row.pk, claim=row.claim, status=row.status)
        if left.update(claim=claim, digest=digest, status=None, body={}, at=now):
            return None
        raise still_running()
    if row.digest != digest:
        message = _("This key was used for another request; give each request its own.")
        raise refused(422, HEADER, message, "idempotency-key-reused")
    if row.status is None:
        raise still_running()
    return Answer(row.status, row.body, replayed=True)


def still_running() -> Refusal:
    message = _("This request is still running; ask again in a moment.")
    return refused(409, HEADER, message, "still-running", Retry_After="2")
