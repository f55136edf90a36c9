"""Who is printed: people with a ticket, by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from parvis.convene.registration.models import Attendee, Category, Question, Registration, State
from parvis.convene.registration.needs import in_words
from parvis.ground.text import localized


@dataclass(frozen=True)
class Printed:
    """One person as papers show her; `band` is the colour of the category, from 0, `needs` there when asked for."""

    key: int
    uid: UUID
    name: str
    category: str
    band: int
    line: str = ""
    needs: str = ""


def attendees_of(registration: Registration, category: str = "") -> QuerySet[Attendee]:
    """People with a ticket for what the registration is for; those of a session may have theirs with the event.

    category   identifier of a category, of the event's for those who took the session along; empty: all
    """
    own = Q(sign_up__registration=registration, sign_up__state=State.CONFIRMED)
    if registration.session_id is not None:
        own |= Q(
            sign_up__in=registration.sign_ups.filter(state=State.CONFIRMED, parent__isnull=False).values("parent"),
            sign_up__state=State.CONFIRMED,
        )
    found = Attendee.objects.filter(own, cancelled_at=None)
    return found.filter(sign_up__category__uid=category) if category else found


def categories_of(registration: Registration) -> list[Category]:
    """The categories that its people may be in, in the order of the form; 1 query."""
    of_event = Q(registration__event=registration.event_id, registration__session__isnull=True)
    own = Q(registration=registration)
    return list(Category.objects.filter(own | of_event if registration.session_id else own).order_by("order", "pk"))


def keys_by_name(registration: Registration, category: str = "") -> list[int]:
    """Keys of the people in the order of a list: by name, capitals and accents aside; 1 query."""
    rows = attendees_of(registration, category).order_by("pk").values_list("pk", "name", "sign_up__name")
    return [key for key, *_names in sorted(rows, key=lambda row: (sortable(row[1] or row[2]), row[0]))]


def printed(
    registration: Registration,
    keys: Sequence[int],
    language: str,
    *,
    line: Question | None = None,
    needs: bool = False,
) -> list[Printed]:
    """The people of these keys, in their order; 2 queries.

    line    the question whose answer stands under the name
    needs   say what the party needs to take part
    """
    related = ["sign_up__category", *(["sign_up__access_need"] if needs else [])]
    rows = Attendee.objects.filter(pk__in=keys).select_related(*related).order_by("pk")
    by_key = {one.pk: one for one in rows}
    bands = {one.pk: place for place, one in enumerate(categories_of(registration))}
    return [
        Printed(
            key=one.pk,
            uid=one.uid,
            name=name_of(one),
            category=localized(one.sign_up.category.name, language),
            band=bands.get(one.sign_up.category_id, 0),
            line=answer(line, {**one.sign_up.answers, **one.answers}, language) if line else "",
            needs=", ".join(in_words(getattr(one.sign_up, "access_need", None))) if needs else "",
        )
        for key in keys
        if (one := by_key.get(key)) is not None
    ]


def name_of(attendee: Attendee) -> str:
    if attendee.name:
        return attendee.name
    if attendee.order == 0:
        return attendee.sign_up.name
    return _("With %(name)s") % {"name": attendee.sign_up.name}


def answer(question: Question, answers: Mapping[str, Any], language: str) -> str:
    """An answer in words; empty when there is none."""
    given = answers.get(str(question.uid))
    if given in (None, "", []):
        return ""
    labels = {option.get("code"): option.get("label", {}) for option in question.options}
    words = []
    for value in given if isinstance(given, list) else [given]:
        label = labels.get(value)
        words.append(str(value) if label is None else label.get(language) or next(iter(label.values()), str(value)))
    return ", ".join(words)


def sortable(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
