"""What the tables of the charters tie without any link: signatures and pledges belong to their charter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from parvis.commit.charters.models import Pledge, Signatory, VersionState
from parvis.disclose.links.models import Relation
from parvis.disclose.links.ties import ties_of


def ties() -> Iterable[QuerySet[Any]]:
    yield ties_of(Signatory.objects.all(), ("signatory", "uid"), Relation.PART_OF, ("charter", "charter__uid"))
    adopted = Pledge.objects.filter(version__state=VersionState.ADOPTED)
    yield ties_of(adopted, ("pledge", "uid"), Relation.PART_OF, ("charter", "version__charter__uid"))
