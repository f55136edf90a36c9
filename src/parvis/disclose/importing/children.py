"""What a document holds, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from parvis.disclose.importing.records import Record

# This folder is no app, so it has no catalogue: language → kind → one, several. French counts 0 and 1 alike.
NAMES = {
    "fr": {
        "milestone": ("jalon", "jalons"),
        "review": ("revue", "revues"),
        "recommendation": ("recommandation", "recommandations"),
    },
    "en": {
        "milestone": ("milestone", "milestones"),
        "review": ("review", "reviews"),
        "recommendation": ("recommendation", "recommendations"),
    },
}


def counted(record: Record, language: str) -> Iterator[str]:
    """How many parts a commitment has: "2 milestones", "3 recommendations"."""
    found = Counter(child["kind"] for child in record.children)
    for kind, (one, several) in NAMES["en" if language.startswith("en") else "fr"].items():
        if number := found[kind]:
            yield f"{number} {one if number == 1 else several}"
