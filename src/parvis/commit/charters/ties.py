"""What the tables of the charters tie without any link: a signature belongs to its charter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from parvis.commit.charters.models import Signatory
from parvis.disclose.links.models import Relation
from parvis.disclose.links.ties import ties_of


def ties() -> Iterable[QuerySet[Any]]:
    yield ties_of(Signatory.objects.all(), ("signatory", "uid"), Relation.PART_OF, ("charter", "charter__uid"))
