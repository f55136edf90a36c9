"""Publishing: signing with a key made for the review, or with the reviewer's own passkey."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.civics.proofs import Assertion, Unreadable
from parvis.civics.proofs.signatures import from_base64url, to_base64url
from parvis.commit.reviews import actions, addresses
from parvis.commit.reviews.models import Review
from parvis.commit.reviews.queries import desk as desks
from parvis.commit.reviews.queries.lines import judged
from parvis.commit.reviews.views.own import READ_AND_WRITE, language, own_draft, reviews_page
from parvis.people.passkeys import passkeys_of
from parvis.people.second_step import home_of_passkeys

SALT = "parvis.reviews.signature"
A_WHILE = 900  # seconds that the page of a signature is good for


@require_http_methods(READ_AND_WRITE)
@reviews_page
def sign(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Publish: sign with a key made for this review, or with one's own passkey."""
    review = own_draft(request, uid)
    refusal = ""
    if request.method == "POST":
        try:
            if request.POST.get("means") == "passkey":
                signed_by_passkey(request, review)
            else:
                actions.publish_with_one_time_key(request.user, review)
        except actions.Incomplete as incomplete:
            refusal = _("It still lacks: %(parts)s.") % {"parts": "; ".join(incomplete.parts)}
        except actions.Moved:
            refusal = _("The draft changed since this page was made. Read it again, then sign it.")
        except actions.WrongSignature:
            refusal = _("This passkey did not sign this review. Try again, or use a key made for it.")
        else:
            messages.success(request, _("The review is published and sealed. Nobody can alter it, you neither."))
            return redirect(addresses.review(review.slug, language()) + "#proof")
    lacking = desks.lacking(review)
    context = {
        "review": review,
        "judged": judged(review, language()),
        "lacking": lacking,
        "refusal": refusal,
        "passkey": None if lacking else passkey_request(request, review),
    }
    return render(request, "reviews/organise/sign.html", context, status=409 if refusal else 200)


def passkey_request(request: HttpRequest, review: Review) -> dict[str, Any] | None:
    """What the browser asks of the person's passkey, and what we must remember of it; None without a passkey.

    One is asked for at a time: the public key is part of what is signed.
    """
    known = passkeys_of(request.user)
    if not known:
        return None
    passkey, domain = known[0], home_of_passkeys()
    prepared = actions.prepare(review, key=passkey.key, domain=domain)
    asked = {
        "challenge": to_base64url(prepared.challenge),
        "rpId": domain,
        "allowCredentials": [{"type": "public-key", "id": passkey.credential}],
        "userVerification": "required",
    }
    kept = {"at": prepared.at.isoformat(), "digest": prepared.statement["digest"], "key": dict(passkey.key)}
    return {
        "name": passkey.name,
        "options": {"request_options": {"publicKey": asked}},
        "kept": signing.dumps({**kept, "review": str(review.uid)}, salt=SALT),
    }


def signed_by_passkey(request: HttpRequest, review: Review) -> None:
    """Check what the passkey answered, then publish; raises WrongSignature for whatever is not such an answer."""
    try:
        kept = signing.loads(request.POST.get("kept", ""), salt=SALT, max_age=A_WHILE)
        said = json.loads(request.POST.get("credential", ""))["response"]
        assertion = Assertion(
            *(from_base64url(str(said[name])) for name in ("authenticatorData", "clientDataJSON", "signature"))
        )
    except (signing.BadSignature, ValueError, KeyError, TypeError, Unreadable):
        raise actions.WrongSignature from None
    if kept["review"] != str(review.uid) or kept["key"] not in [dict(one.key) for one in passkeys_of(request.user)]:
        raise actions.WrongSignature
    actions.publish_with_passkey(
        request.user,
        review,
        assertion,
        at=datetime.fromisoformat(kept["at"]),
        asked_digest=kept["digest"],
        key=kept["key"],
        domain=home_of_passkeys(),
    )
