"""Keeping a form as typed, so that nothing is lost between two moments of writing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import QueryDict

from parvis.convene.editing.models import WorkingCopy
from parvis.ground import clock
from parvis.people.models import Organisation

MOST = 500_000  # characters; a form that long is no form
NOT_TYPED = frozenset({"do", "add", "remove", "up", "aside", "csrfmiddlewaretoken"})


def keep_typed(
    user: Any, form: str, uid: UUID, typed: QueryDict, *, is_new: bool = False, organisation: Organisation | None = None
) -> WorkingCopy | None:
    """Keep what was typed over what was kept before; None when it is far too long to be a form."""
    data = {name: values for name, values in typed.lists() if name not in NOT_TYPED}
    if sum(len(value) for values in data.values() for value in values) > MOST:
        return None
    kept, _made = WorkingCopy.objects.update_or_create(
        user=user,
        form=form,
        object_uid=uid,
        defaults={
            "is_new": is_new,
            "organisation": organisation,
            "title": typed.get("title", "")[:300],
            "data": data,
            "saved_at": clock.now(),
        },
    )
    return kept


def forget_typed(user: Any, form: str, uid: UUID) -> None:
    """It was saved, or its writer starts again from what is saved."""
    WorkingCopy.objects.filter(user=user, form=form, object_uid=uid).delete()


def typed_again(kept: WorkingCopy) -> QueryDict:
    """What was kept, as if it were posted."""
    data = QueryDict(mutable=True)
    for name, values in kept.data.items():
        data.setlist(name, values)
    return data
