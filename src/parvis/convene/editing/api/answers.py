"""What every write operation shares: run once, in the language asked, tried without staying, answered in one form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import Status

from parvis.convene.agenda import addresses, rules
from parvis.convene.agenda.api import identified
from parvis.convene.agenda.content import Content, content_of
from parvis.convene.agenda.models import Event, State
from parvis.convene.agenda.queries.exchange import whole
from parvis.convene.agenda.queries.visibility import visible_to
from parvis.convene.editing.actions import HeldBack, publish_checked
from parvis.convene.editing.findings import findings_of
from parvis.ground.versions.actions import Overtaken
from parvis.ground.versions.queries import latest
from parvis.people.acting import Acting
from parvis.people.api.numbered import Answer, digest_of, key_needed, key_of, run_once
from parvis.people.api.refusals import Fault, Refusal, language_of, refused
from parvis.ui.findings import Noted

Work = Callable[[Acting], dict[str, Any]]


def answer(
    request: HttpRequest, response: HttpResponse, work: Work, *, dry: bool, status: int = 200, numbered: bool = False
) -> Status[dict[str, Any]]:
    """Do the work once, or only say what it would do.

    numbered   the request must bear an `Idempotency-Key`: sent twice, it would do something twice
    """
    acting: Acting = request.auth  # type: ignore[attr-defined]
    with translation.override(language_of(request)):
        if dry:
            return Status(200, tried(acting, work))
        key = key_needed(request) if numbered else key_of(request)
        done = run_once(acting.token, key, digest_of(request), lambda: Answer(status, work(acting)))
    response["ETag"] = f'"{done.body["version"]}"'
    if done.status == 201:
        response["Location"] = f"/api/v1/events/{done.body['uid']}"
    if done.replayed:
        response["Idempotency-Replayed"] = "true"
    return Status(done.status, done.body)


def tried(acting: Acting, work: Work) -> dict[str, Any]:
    """What the work would give; everything it did is undone."""
    with transaction.atomic():
        found = work(acting)
        transaction.set_rollback(True)
    return {**found, "dry": True}


def own_event(acting: Acting, uid: str, *, to_write: bool = True) -> Event:
    """The event of that identifier or slug, held until the end of the transaction when it is to be written.

    404 for what this body may not even see, 403 for another's, 409 for what was withdrawn.
    """
    found = visible_to(acting).filter(identified(uid)).order_by("pk")
    event = (found.select_for_update() if to_write else found).first()
    if event is None:
        raise refused(404, "uid", _("There is nothing under this identifier that your body may see."), "not-found")
    if event.organisation_id != acting.organisation.pk:
        message = _("Another body answers for this event; a token writes for its own.")
        raise refused(403, "uid", message, "of-another-body")
    if to_write and event.state == State.WITHDRAWN:
        raise refused(409, "uid", _("This event was withdrawn: nothing more is written on it."), "withdrawn")
    if to_write and not rules.may_edit_event(acting, event):
        raise refused(403, "uid", _("This token may not write this event."), "forbidden")
    return event


def base_of(request: HttpRequest, version: int | None) -> int | None:
    """The version that the program read: `If-Match` before the field; None when it takes things as they are."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        return version
    if given == "*":
        return None
    number = given.removeprefix("W/").strip('"')
    if not number.isdigit():
        message = _("“If-Match” holds the ETag of an answer, such as “3” between straight quotes.")
        raise refused(412, "If-Match", message, "version-unknown")
    return int(number)


def overtaken(request: HttpRequest, error: Overtaken, given: Content) -> Refusal:
    """Somebody wrote in between: 412 when the condition was a header, 409 when it was a field; with what differs."""
    theirs = error.latest.content
    differences = [
        {"part": part, "yours": value, "theirs": theirs.get(part)}
        for part, value in given.items()
        if theirs.get(part) != value
    ]
    by_header = "If-Match" in request.headers
    message = _("Somebody wrote this event since you read it: it is at version %(number)s. Read it, then write again.")
    fault = Fault("If-Match" if by_header else "version", message % {"number": error.latest.number}, "overtaken")
    return Refusal(
        412 if by_header else 409, (fault,), more={"version": error.latest.number, "differences": differences}
    )


def refuse_unless_read(request: HttpRequest, event: Event) -> None:
    """A verb asked under `If-Match` is refused when the event is not that version; its row is held meanwhile."""
    base = base_of(request, None)
    last = latest("event", event.uid)
    if base is not None and base != (last.number if last else 0):
        if last is None:
            raise refused(412, "If-Match", _("This event has no version yet: its ETag holds 0."), "overtaken")
        raise overtaken(request, Overtaken(last), {})


def outcome(event: Event, changed: Collection[str]) -> dict[str, Any]:
    """The event as it stands, for the one answer that every write operation gives."""
    event.refresh_from_db()
    last = latest("event", event.uid)
    return {
        "uid": str(event.uid),
        "slug": event.slug,
        "url": whole(addresses.event(event.slug, translation.get_language() or "fr")),
        "state": event.state,
        "status": event.status,
        "version": last.number if last else 0,
        "changed": sorted(changed),
        "dry": False,
        "findings": findings(findings_of(event)),
        "content": content_of(event),
    }


def findings(noted: Iterable[Noted]) -> list[dict[str, Any]]:
    """Findings as the API prints them, with the way to their part."""
    return [
        {
            "rule": one.rule,
            "severity": one.severity,
            "part": way_to(one.part),
            "message": one.message,
            "suggestion": one.suggestion,
            "set_aside": one.set_aside,
        }
        for one in noted
    ]


def way_to(part: str) -> str:
    """`sessions[0]` as the errors write it: `sessions.0`."""
    return part.replace("[", ".").replace("]", "")


def show_checked(acting: Acting, event: Event) -> None:
    """Publish the event; an event that contradicts itself is not shown, and every open error is told."""
    try:
        publish_checked(acting, event)
    except PermissionDenied:
        raise refused(403, "uid", _("This token may not publish this event."), "forbidden") from None
    except HeldBack as held:
        reasons = [
            Fault(way_to(one.part), one.message, f"finding:{one.rule}")
            for found in held.findings.values()
            for one in found
        ]
        raise Refusal(422, tuple(reasons)) from None


def faults_of(error: ValidationError) -> Refusal:
    """What a model refused, part by part."""
    mistakes = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return Refusal(
        422,
        tuple(
            Fault("" if part == "__all__" else part, message, "value")
            for part, messages in mistakes.items()
            for message in messages
        ),
    )
