"""Who sends a form, as far as that is kept: hashes with the site's key, which say that two are the same and no more."""

from __future__ import annotations

import hmac
import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from parvis.convene.registration.models import Registration
from parvis.people.network import client_network


def keyed(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"registration|{text}".encode(), "sha256").hexdigest()


def network_of(request: HttpRequest) -> str:
    return keyed(f"network|{client_network(request)}")


def fingerprint(registration: Registration, typed: Any, network: str) -> str:
    """The form as it was sent, to know it again: same words, same network.

    typed   JSON values, of which the spaces and capitals that do not count are gone
    """
    words = json.dumps(typed, sort_keys=True, ensure_ascii=False)
    return keyed(f"form|{registration.uid.hex}|{network}|{words}")
