"""The page of a device at a door: complete without JavaScript; with it, it works without a network."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from parvis.convene.agenda.models import Event, Session
from parvis.convene.checkin import actions, admission, batches, keeping, program, words
from parvis.convene.checkin.models import Device, Passage
from parvis.convene.checkin.queries.door import device_of, news, session_choices
from parvis.convene.checkin.queries.listing import Cursor, good_tickets
from parvis.convene.checkin.queries.presence import entries
from parvis.ground import clock
from parvis.ui.dates import time_words

View = Callable[..., HttpResponse]
GONE = 410
POLICY = "camera=(self), microphone=(), geolocation=()"


def device_page(view: View) -> View:
    """Open the view to the device whose address this is.

    The address is its whole authority, and no cookie has a part in it: another site that could send a form here would
    know the address, so that where a form comes from proves nothing (ADR 0011 does not apply, ADR 0038).
    """

    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        device = device_of(token)
        if device is None:
            raise Http404
        response = view(request, device, token, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "no-referrer"  # the address is a secret
        response["X-Robots-Tag"] = "noindex"
        return response

    opened.public_page = False  # type: ignore[attr-defined]
    return opened


def language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"


@device_page
def door(request: HttpRequest, device: Device, token: str) -> HttpResponse:
    """Look somebody up, let her in, take it back. The program of the page does the same on the device."""
    now, event = clock.now(), device.door.event
    if not keeping.may_hold_list(device, now):
        context = {
            "device": device,
            "event": event,
            "withdrawn": device.revoked_at is not None,
            "passages_url": program.urls(token)["passages"],
        }
        return render(request, "checkin/closed.html", context, status=GONE)
    session = session_asked(event, request.POST.get("check") or request.GET.get("check", ""))
    check = admission.Check.of(event, session)
    if request.method == "POST":
        return do(request, device, token, check)
    response = render(request, "checkin/door.html", page_of(request, device, token, check))
    response["Permissions-Policy"] = POLICY
    return response


def session_asked(event: Event, uid: str) -> Session | None:
    if not uid:
        return None
    try:
        found = Session.objects.filter(event=event, uid=UUID(uid)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def page_of(request: HttpRequest, device: Device, token: str, check: admission.Check) -> dict[str, Any]:
    event, typed = check.event, request.GET.get("q", "").strip()
    verdict, found = None, []
    if typed.upper().startswith("PVS"):
        verdict = admission.judge_text(check, typed, language())
    elif typed:
        found = admission.search(check, typed, language())
    done = Passage.objects.filter(device=device, scan__in=uuids(request.GET.get("done", "")), annulled_at=None)
    return {
        "device": device,
        "event": event,
        "check": check,
        "sessions": session_choices(event, language()),
        "typed": typed,
        "session_uid": str(check.session.uid) if check.session else "",
        "verdict": told(device, verdict) if verdict else None,
        "found": [told(device, one) for one in found],
        "done": list(done.select_related("attendee__sign_up").order_by("at", "scan")),
        "undone": request.GET.get("undone") == "1",
        "present": entries(event).filter(session=check.session).values("ticket").distinct().count(),
        "expected": good_tickets(event),
        "words": json.dumps(words.of_program(), ensure_ascii=False),
        "urls": json.dumps(program.urls(token)),
        "manifest_url": reverse("checkin:manifest", args=[token]),
        "verdict_kinds": (words.GOOD, words.LOOK, words.STOP),
    }


def told(device: Device, verdict: admission.Verdict) -> dict[str, Any]:
    """A verdict in words, with the identifier of the passage that its button would make."""
    before = ""
    if verdict.entry is not None:
        entry, lang = verdict.entry, language()
        at = entry.at.astimezone(ZoneInfo(device.door.event.zone)).time().replace(second=0, microsecond=0)
        whose = words.whose(entry.device == device)
        before = words.before(time_words(at, lang), entry.door.name, whose)
    return {"verdict": verdict, "words": words.verdicts()[verdict.code], "scan": str(uuid4()), "before": before}


def do(request: HttpRequest, device: Device, token: str, check: admission.Check) -> HttpResponse:
    """One verb of the page; answered by the page again, so that a reload sends nothing twice."""
    session = check.session.uid if check.session else None
    query = f"check={session}&" if session else ""
    match request.POST.get("do", ""):
        case "enter" | "party":
            people = chosen(request, check)
            scan = next(iter(uuids(request.POST.get("scan", ""))), None)
            reason = request.POST.get("reason", "")
            done = actions.let_in(device, people, session=session, reason=reason, scan=scan) if people else []
            query += f"done={','.join(map(str, done))}"
        case "undo":
            undone = [actions.undo(device, scan) for scan in uuids(request.POST.get("scan", ""))]
            query += "undone=1" if any(undone) else ""
        case _:
            raise Http404
    return HttpResponseRedirect(f"{reverse('checkin:door', args=[token])}?{query}")


def chosen(request: HttpRequest, check: admission.Check) -> list[UUID]:
    """Whom the form lets in: of a party those who may still come in; a single person also against the verdict."""
    given = uuids(request.POST.get("ticket", ""))
    if request.POST["do"] == "enter":
        if request.POST.get("reason", "") not in ("", "already", "cancelled", "unknown", "not-session"):
            raise Http404
        return given[:1]
    if not given:
        raise Http404
    found = admission.of_party(check, given[0], language())
    return [one.uid for one in found if one.code == "entry" and one.uid]


def uuids(text: str) -> list[UUID]:
    found = []
    for part in text.split(",")[:50]:
        try:
            found.append(UUID(part.strip()))
        except ValueError:
            continue
    return found


@device_page
@require_safe
def what_is_new(request: HttpRequest, device: Device, token: str) -> HttpResponse:
    """The list, and what changed of it since the device's cursor."""
    if not keeping.may_hold_list(device, clock.now()):
        return JsonResponse({"closed": True}, status=GONE)
    actions.seen(device)
    return JsonResponse(news(device, language(), Cursor.of(request.GET.get("since", "")), clock.now()))


@device_page
@require_POST
def passages(request: HttpRequest, device: Device, token: str) -> HttpResponse:
    """Keep what the device saw; a device that may have no list any more still hands over what it saw before."""
    try:
        batch = batches.of_device(json.loads(request.body))
    except (batches.Wrong, ValueError, RecursionError) as fault:
        return JsonResponse({"error": str(fault)}, status=400)
    received = actions.receive(device, batch.told, batch.sent_at)
    refused = {**received.refused, **dict.fromkeys(batch.unreadable, "unreadable")}
    answer = {
        "kept": [str(one) for one in received.kept],
        "refused": {str(scan): why for scan, why in refused.items()},
    }
    return JsonResponse(answer, status=200 if keeping.may_hold_list(device, clock.now()) else GONE)


@device_page
@require_safe
def worker(request: HttpRequest, device: Device, token: str) -> HttpResponse:
    """The service worker, whose folder is that of the door alone."""
    return HttpResponse(program.worker(token), content_type="text/javascript; charset=utf-8")


@device_page
@require_safe
def manifest(request: HttpRequest, device: Device, token: str) -> HttpResponse:
    """What a phone needs to put the page among its applications."""
    return JsonResponse(program.manifest(device, token), content_type="application/manifest+json")
