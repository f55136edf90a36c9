"""The set-up of another event, taken over."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from parvis.convene.agenda.models import Event, Session
from parvis.convene.registration.actions import open_registration, settle_form
from parvis.convene.registration.actions.setting_up import CATEGORY, RULES
from parvis.convene.registration.models import Category, Purpose, Question, Registration
from parvis.ground import clock

# Days and hours belong to the other event.
OTHER_DAYS = frozenset({"opens_at", "closes_at"})
QUESTION = ("label", "explanation", "kind", "required", "each", "purpose", "sensitive", "order")


@transaction.atomic
def copy_set_up(actor: Any, source: Registration, where: Event | Session, *, capacity: int | None) -> Registration:
    """Open registration with the rules, categories, questions and consents of another one; nobody comes along.

    raises   ValidationError when registration is open there already
    """
    rules = {name: getattr(source, name) for name in RULES if name not in OTHER_DAYS}
    registration = open_registration(actor, where, capacity=capacity, opens_at=clock.now(), **rules)
    registration.categories.all().delete()
    copies: dict[int, Category] = {}
    for one in source.categories.order_by("order", "pk"):
        kept = {name: getattr(one, name) for name in CATEGORY if name not in OTHER_DAYS}
        copies[one.pk] = Category.objects.create(registration=registration, capacity=one.capacity, **kept)
    for question in source.questions.filter(in_use=True).order_by("order", "pk").prefetch_related("categories"):
        kept = {name: getattr(question, name) for name in QUESTION}
        options = [option for option in question.options if not option.get("gone")]
        copy = Question.objects.create(registration=registration, options=options, **kept)
        copy.categories.set(copies[category.pk] for category in question.categories.all())
    for purpose in source.purposes.filter(in_use=True).order_by("order", "pk"):
        Purpose.objects.create(
            registration=registration, label=purpose.label, explanation=purpose.explanation, order=purpose.order
        )
    settle_form(registration)
    return registration
