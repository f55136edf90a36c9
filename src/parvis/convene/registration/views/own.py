"""The registration of who holds a signed link: the ticket, what is left to do, changing, leaving."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.convene.registration import actions, links
from parvis.convene.registration.actions import Refused
from parvis.convene.registration.actions.changing import change as write_changes
from parvis.convene.registration.actions.confirming import CODE_TRIES
from parvis.convene.registration.actions.resending import send_again
from parvis.convene.registration.forms import ChangeForm, CodeForm
from parvis.convene.registration.links import Bearer
from parvis.convene.registration.models import LetterKind, SignUp, State
from parvis.convene.registration.queries import own as queries
from parvis.convene.registration.queries.asked import asked
from parvis.convene.registration.queries.register import address, session_labels
from parvis.convene.registration.refusals import sentence_of
from parvis.convene.registration.views.answers import gone, see_other
from parvis.ground import clock
from parvis.ui.pdf import is_installed

DONE = frozenset({"confirmed", "changed", "one-less", "left"})
CONFIRMS = frozenset({State.ASKED, State.HELD, State.OFFERED, State.EXPIRED, State.LAPSED})
TO_CONFIRM = frozenset({State.ASKED, State.HELD})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, signature: str) -> HttpResponse:
    """The registration, as far as the link that leads here tells who reads it."""
    bearer, sign_up = found(signature)
    if bearer is None or sign_up is None:
        return gone(request)
    if not bearer.proven:
        return typed(request, signature, bearer, sign_up)
    refusal = ""
    if request.method == "POST" and (confirms := to_confirm(sign_up, request.POST.get("session", ""))) is not None:
        try:
            confirmed = actions.confirm(confirms)
            own_one = sign_up if confirms.parent_id else confirmed
            return see_other(links.page(own_one) + "?done=confirmed")
        except Refused as why:
            refusal = sentence_of(why.code)[1]
    page = queries.own_page(sign_up, get_language() or "fr", clock.now())
    context = {
        "page": page,
        "signature": signature,
        "refusal": refusal,
        "done": request.GET.get("done", "") if request.GET.get("done") in DONE else "",
        "said": queries.said_by(sign_up, asked(sign_up.registration, get_language() or "fr")),
        "register_url": register_url(sign_up),
        "subscribe_url": subscription(request, page.what.calendar_url),
        "place": page.place,
        "signed": SIGNED,
        "makes_pdf": bool(page.tickets) and is_installed(),
    }
    return render(request, "registration/own.html", context, status=409 if refusal else 200)


def to_confirm(sign_up: SignUp, session: str) -> SignUp | None:
    """What the button is about: the registration itself, or a session of it of which a seat is offered."""
    if session:
        offered = sign_up.children.filter(state=State.OFFERED).order_by("pk")
        return next((child for child in offered if child.uid.hex == session), None)
    return sign_up if sign_up.state in CONFIRMS else None


# Lines that have a sign of their own in the street.
SIGNED = ("metro", "rer", "train", "tram", "bus")


def found(signature: str) -> tuple[Bearer | None, SignUp | None]:
    """Who holds the link, and the registration; None for one that is nobody's, or not this bearer's any more."""
    bearer = links.bearer_of(signature)
    return bearer, queries.sign_up_of(bearer) if bearer else None


def register_url(sign_up: SignUp) -> str:
    registration = sign_up.registration
    return address(registration.event.slug, registration.session, get_language() or "fr")


def subscription(request: HttpRequest, path: str) -> str:
    """The calendar as something to follow: its changes come by themselves."""
    return f"webcal://{request.get_host()}{path}"


def typed(request: HttpRequest, signature: str, bearer: Bearer, sign_up: SignUp) -> HttpResponse:
    """What is shown to who typed an address and has not proved it: that a message left, and a field for its code.

    Who was told that seats are all taken proves the address by the code, and no more: what is left to confirm, she
    reads before she confirms it.
    """
    waits = bearer.echo or bearer.waits or sign_up.state in {*TO_CONFIRM, State.EXPIRED}
    form, notice, status = CodeForm(), "", 200
    if request.method == "POST" and waits:
        if request.POST.get("do") == "resend":
            notice = "sent" if send_again(sign_up, letter_of(bearer, sign_up)) else "enough"
        else:
            form, status = CodeForm(request.POST), 422
            if bearer.waits:
                if form.is_valid() and is_right(sign_up, form):
                    return see_other(links.page(sign_up))
            elif (confirmed := confirmed_by(sign_up, form)) is not None:
                return see_other(links.page(confirmed) + "?done=confirmed")
    registration, now, language = sign_up.registration, clock.now(), get_language() or "fr"
    page = queries.typed_page(sign_up, bearer, language, now)
    context = {
        "page": page,
        "form": form,
        "waits": waits,
        "asks_code": bearer.waits or (waits and (registration.confirm_by_mail or not bearer.echo)),
        "notice": notice,
        "signature": signature,
        "register_url": register_url(sign_up),
    }
    return render(request, "registration/typed.html", context, status=status)


def letter_of(bearer: Bearer, sign_up: SignUp) -> LetterKind:
    """The letter that whoever typed the address is still without."""
    if bearer.waits:
        return LetterKind.WAITING if sign_up.state == State.WAITING and not bearer.echo else LetterKind.KNOWN
    return LetterKind.KNOWN if bearer.echo else LetterKind.CONFIRM


def confirmed_by(sign_up: SignUp, form: CodeForm) -> SignUp | None:
    """The sign-up after the right code; None, and a sentence on the form, otherwise."""
    if not form.is_valid():
        return None
    try:
        confirmed = actions.confirm_by_code(sign_up, form.cleaned_data["code"])
    except Refused as why:
        form.add_error(None, sentence_of(why.code)[1])
        return None
    if confirmed is None:
        form.add_error("code", wrong_code(sign_up))
    return confirmed


def is_right(sign_up: SignUp, form: CodeForm) -> bool:
    """Whether the code is right; a sentence on the form otherwise."""
    right = actions.is_code(sign_up, form.cleaned_data["code"])
    if not right:
        form.add_error("code", wrong_code(sign_up))
    return right


def wrong_code(sign_up: SignUp) -> str:
    sign_up.refresh_from_db(fields=["code_tries"])
    if sign_up.code_tries >= CODE_TRIES:
        return _("These digits were wrong too often: press the link of the message instead.")
    return _("These are not the digits of the message. Copy them once more.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, signature: str) -> HttpResponse:
    """Change what one said."""
    bearer, sign_up = found(signature)
    if bearer is None or sign_up is None or not bearer.proven:
        return gone(request)
    now, language = clock.now(), get_language() or "fr"
    page = queries.own_page(sign_up, language, now)
    if not page.may_change:
        return see_other(links.page(sign_up))
    people, asks = queries.people_of(sign_up), asked(sign_up.registration, language)
    taken = queries.sessions_taken(sign_up, language)
    choices = {**taken, **session_labels(sign_up.registration, language, now)} if asks.sessions or taken else {}
    form = ChangeForm(
        sign_up,
        people,
        asks,
        request.POST if request.method == "POST" else None,
        sessions=choices,
        taken=list(taken),
        consents=queries.consents_of(sign_up),
        needs=queries.needs_of(sign_up),
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                write_changes(sign_up, form.changes())
                return see_other(links.page(sign_up) + "?done=changed")
            except Refused as why:
                form.add_error(*sentence_of(why.code, form))
    context = {"page": page, "form": form, "signature": signature}
    return render(request, "registration/change.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, signature: str) -> HttpResponse:
    """Give the seats back, all or those of one; asked once more before it is done."""
    bearer, sign_up = found(signature)
    if bearer is None or sign_up is None or not bearer.proven:
        return gone(request)
    now, language = clock.now(), get_language() or "fr"
    page = queries.own_page(sign_up, language, now)
    if not page.may_leave:
        return see_other(links.page(sign_up))
    people = queries.people_of(sign_up)
    if request.method == "POST":
        chosen = request.POST.get("who", "all")
        one = next((person for person in people if str(person.uid) == chosen), None)
        if one is not None and len(people) > 1:
            actions.cancel_attendee(sign_up, one)
            return see_other(links.page(sign_up) + "?done=one-less")
        if chosen == "all" or one is not None:
            actions.cancel(sign_up)
            return see_other(links.page(sign_up) + "?done=left")
    context: dict[str, Any] = {"page": page, "people": people, "signature": signature}
    return render(request, "registration/leave.html", context)
