"""Forgetting what was brought in, and giving up what no worker will finish."""

from __future__ import annotations

from datetime import timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from parvis.convene.imports.actions.reading import fail
from parvis.convene.imports.models import Batch, PictureWish, Piece, Row, State
from parvis.ground import clock

KEPT = timedelta(days=30)
LOST_AFTER = timedelta(hours=3)


def erase_old() -> int:
    """Erase files, rows and addresses of pictures of what was brought in more than 30 days ago; how many batches."""
    old = Batch.objects.filter(at__lt=clock.now() - KEPT)
    touched = old.filter(pieces__isnull=False).distinct().count()
    Piece.objects.filter(batch__in=old).delete()
    Row.objects.filter(batch__in=old).delete()
    PictureWish.objects.filter(batch__in=old).delete()
    old.filter(state=State.READ).update(state=State.SET_ASIDE, moved_at=clock.now())
    return touched


def give_up_lost() -> int:
    """Call failed what has been read or written for hours: its process stopped before the end."""
    lost = Batch.objects.filter(
        state__in=(State.READING, State.DECIDED), moved_at__lt=clock.now() - LOST_AFTER
    ).order_by("pk")
    number = 0
    for batch in lost:
        with translation.override(batch.language):
            fail(batch, _("The work stopped before the end, and nothing was written. Bring the files in again."))
        number += 1
    return number
