"""From references to what a page prints: titles and addresses, one query a type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import translation

from parvis.ground.identifiers.registry import get, is_registered


class Ref(NamedTuple):
    """The public name of an object: its type's code and its UUID."""

    type: str
    uid: UUID

    def __str__(self) -> str:
        return f"{self.type}:{self.uid}"


@dataclass(frozen=True)
class Resolved:
    """An object as another object's page shows it."""

    ref: Ref
    title: str
    url: str
    type_label: str
    status: str
    object: Any


def ref_of(code: str, instance: Any) -> Ref:
    """The reference of a stored object, whose type has this code."""
    return Ref(code, instance.uid)


def resolve(refs: Iterable[Ref], viewer: Any, language: str) -> dict[Ref, Resolved]:
    """What the viewer may see of these references, in one query a type.

    Objects that are hidden from the viewer, gone, or of a type whose module is switched off are left out.
    """
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for ref in refs:
        wanted[ref.type].add(ref.uid)
    found: dict[Ref, Resolved] = {}
    with translation.override(language):
        for code in sorted(wanted):
            if not is_registered(code):
                continue
            public_type = get(code)
            label = str(public_type.label)
            for instance in public_type.visible_to(viewer).filter(uid__in=wanted[code]).order_by("pk"):
                ref = Ref(code, instance.uid)
                found[ref] = Resolved(
                    ref=ref,
                    title=public_type.title(instance, language),
                    url=public_type.url(instance),
                    type_label=label,
                    status=public_type.status(instance),
                    object=instance,
                )
    return found
