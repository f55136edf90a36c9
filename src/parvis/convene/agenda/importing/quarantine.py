"""Documents that cannot become events as they are: kept word for word, with their reasons, for a person to settle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from parvis.convene.agenda.importing.reading import suggestions_of
from parvis.convene.agenda.importing.work import Identity, Wishes, Work
from parvis.convene.agenda.models import QuarantinedDocument
from parvis.disclose.importing import records
from parvis.disclose.importing.doubts import doubts_of


def quarantine(works: Sequence[Work], wishes: Wishes) -> None:
    """Keep the documents where a person will see them; one that was settled stays so until its source changes."""
    if not works:
        return
    found = {(row.origin, row.external_id): row for row in named(work.key for work in works)}
    fresh = []
    for work in works:
        row = found.get(work.key)
        if row is not None and row.digest == work.digest:
            continue
        row = row or QuarantinedDocument()
        for name, value in work.columns(wishes.now).items():
            setattr(row, name, value)
        row.reasons = doubts_of(work.document) or [{"message": {wishes.language: reason}} for reason in work.reasons]
        row.suggestions = suggestions_of(work.document)
        row.settled_at = None
        if row.pk:
            row.save()
        else:
            fresh.append(row)
    QuarantinedDocument.objects.bulk_create(fresh, batch_size=100)


def release(works: Sequence[Work]) -> None:
    """Documents that can be read now leave the quarantine."""
    fresh = [work.key for work in works if work.action in {records.CREATE, records.UPDATE}]
    if fresh:
        named(fresh).delete()


def named(identities: Iterable[Identity]) -> QuerySet[QuarantinedDocument]:
    """The rows that bear these identities, of which there is at least one."""
    asked = Q()
    for origin, identity in identities:
        asked |= Q(origin=origin, external_id=identity)
    return QuarantinedDocument.objects.filter(asked).order_by("pk")
