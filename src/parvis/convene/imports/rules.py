"""Who may do what with imports: small predicates of (user, object), named like sentences."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from parvis.convene.agenda.models import QuarantinedDocument
from parvis.convene.agenda.rules import may_import
from parvis.convene.imports.models import Batch
from parvis.people import rules as people
from parvis.people.models import Organisation, Role

__all__ = ["bodies_of", "may_decide", "may_import", "may_import_for", "waiting_documents"]
ORGANISING = (Role.ADMINISTRATOR, Role.ORGANISER)


def may_import_for(user: Any, organisation: Organisation) -> bool:
    return people.is_organiser(user, organisation)


def may_decide(user: Any, batch: Batch) -> bool:
    """May see the batch and say what becomes of it: an organiser of the body in whose name it was brought in."""
    return may_import_for(user, batch.organisation)


def bodies_of(user: Any) -> QuerySet[Organisation]:
    """Bodies in whose name the person may import; all of them for who runs the instance."""
    bodies = Organisation.objects.order_by("name", "pk")
    if people.runs_the_instance(user):
        return bodies
    return bodies.filter(pk__in={body for body, role in people.roles_of(user) if role in ORGANISING})


def batches_of(user: Any) -> QuerySet[Batch]:
    batches = Batch.objects.order_by("-at", "-pk")
    return batches if people.runs_the_instance(user) else batches.filter(organisation__in=bodies_of(user).order_by())


def waiting_documents(user: Any) -> QuerySet[QuarantinedDocument]:
    """Quarantined documents that the person may settle, the oldest first: those of their bodies."""
    mine = Q() if people.runs_the_instance(user) else Q(custody__organisation__in=bodies_of(user).order_by())
    return QuarantinedDocument.objects.filter(mine, settled_at=None).order_by("seen_at", "pk")
