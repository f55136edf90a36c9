"""Fetching the pictures that imported pages name, when a person asks and says what they show."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.convene.agenda.actions import edited_by_hand
from parvis.convene.agenda.models import Event, EventPicture
from parvis.convene.imports import tasks
from parvis.convene.imports.models import Batch, Fetching, PictureWish
from parvis.ground.fetching import FetchError, fetch
from parvis.ground.files.actions import keep_picture

log = logging.getLogger(__name__)
LARGEST = 15_000_000  # bytes
SECONDS = 30
TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "application/octet-stream")


@transaction.atomic
def wish_picture(actor: Any, batch: Batch, event: Event, url: str, alt: str, credit: str = "") -> PictureWish:
    """Have a worker fetch it; asked again after a failure, it is tried again."""
    wish, _made = PictureWish.objects.update_or_create(
        event=event,
        url=url,
        defaults={
            "batch": batch,
            "by": actor,
            "alt": alt,
            "credit": credit,
            "state": Fetching.WAITING,
            "failure": "",
        },
    )
    transaction.on_commit(lambda: tasks.picture.enqueue(wish.pk))
    return wish


def fetch_picture(wish: PictureWish) -> None:
    """Fetch it, make it again from its pixels and put it in the event; on failure, say why in the wish."""
    if wish.state != Fetching.WAITING:
        return
    with translation.override(wish.batch.language):
        try:
            found = fetch(wish.url, accept=TYPES, most_bytes=LARGEST, seconds=SECONDS)
            with transaction.atomic():
                picture = keep_picture(found.body, alt={wish.event.language: wish.alt}, credit=wish.credit)
                order = wish.event.pictures.count()
                EventPicture.objects.create(event=wish.event, picture=picture, order=order)
                edited_by_hand(wish.by, wish.event, {"pictures"})
                ended(wish, Fetching.DONE)
        except FetchError as error:
            ended(wish, Fetching.FAILED, str(error))
        except ValidationError as error:
            ended(wish, Fetching.FAILED, " ".join(error.messages))
        except Exception:
            log.exception("The picture %s could not be kept.", wish.url)
            ended(wish, Fetching.FAILED, _("The picture could not be kept."))


def ended(wish: PictureWish, state: Fetching, why: str = "") -> None:
    PictureWish.objects.filter(pk=wish.pk).update(state=state, failure=why)
