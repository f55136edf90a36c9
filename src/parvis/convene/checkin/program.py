"""The program of the door: its files, the worker that keeps them on the device, how a phone installs it."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis import __version__
from parvis.convene.checkin.models import Device

FOLDER = Path(__file__).parent / "static" / "checkin"
MODULES = ("app", "camera", "line", "rules", "signals", "store", "view")
DECODER = "checkin/vendor/jsqr.js"


def urls(token: str) -> dict[str, str]:
    """Addresses that the program uses."""
    return {
        "page": reverse("checkin:door", args=[token]),
        "news": reverse("checkin:news", args=[token]),
        "passages": reverse("checkin:passages", args=[token]),
        "worker": reverse("checkin:worker", args=[token]),
        "decoder": static(DECODER),
    }


def shell() -> list[str]:
    """Everything the page needs without a network.

    Modules import one another by their plain names, which are served beside the hashed ones.
    """
    plain = [f"{settings.STATIC_URL}checkin/door/{name}.js" for name in MODULES if name != "app"]
    named = ("checkin/door/app.js", "checkin/door.css", DECODER, "ui/parvis.css", "ui/logo.svg")
    font = "ui/fonts/bricolage-grotesque.woff2"
    return [*(static(name) for name in named), static(font), *plain]


@lru_cache(maxsize=1)
def version() -> str:
    """Changes with any file of the program, so that devices fetch all of them again, and together."""
    found = hashlib.sha256(__version__.encode())
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            found.update(path.read_bytes())
    found.update(json.dumps(shell()).encode())
    return found.hexdigest()[:16]


def worker(token: str) -> str:
    context = {"version": json.dumps(version()), "page": json.dumps(urls(token)["page"]), "shell": json.dumps(shell())}
    return render_to_string("checkin/worker.js", context)


def manifest(device: Device, token: str) -> dict[str, Any]:
    page = urls(token)["page"]
    return {
        "id": page,
        "name": _("Door: %(event)s") % {"event": device.door.event.title},
        "short_name": device.door.name[:12],
        "lang": get_language() or "fr",
        "start_url": page,
        "scope": page,
        "display": "standalone",
        "background_color": "#fbfaf7",
        "theme_color": "#fbfaf7",
        "icons": [
            {"src": static("checkin/icon-192.png"), "sizes": "192x192", "type": "image/png", "purpose": "any"},
            {"src": static("checkin/icon-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any"},
            {
                "src": static("checkin/icon-maskable.png"),
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
        ],
    }
