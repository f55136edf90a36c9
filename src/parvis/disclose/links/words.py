"""Relations in words, read from either end."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from parvis.disclose.links.models import Relation

# What the second object is to the first. Those that read alike from both ends are their own inverse.
INVERSE = {
    Relation.PRODUCED: pgettext_lazy("relation", "was produced by"),
    Relation.ANSWERS: pgettext_lazy("relation", "is answered by"),
    Relation.FEEDS: pgettext_lazy("relation", "is fed by"),
    Relation.PART_OF: pgettext_lazy("relation", "is made of"),
    Relation.PROVES: pgettext_lazy("relation", "is proved by"),
    Relation.JUDGES: pgettext_lazy("relation", "is judged by"),
    Relation.RECOMMENDS: pgettext_lazy("relation", "is recommended by"),
    Relation.FOLLOWS: pgettext_lazy("relation", "is followed by"),
    Relation.RELATED: Relation.RELATED.label,
    Relation.SAME_WEEK: Relation.SAME_WEEK.label,
}
SYMMETRIC = frozenset({Relation.RELATED, Relation.SAME_WEEK})


def relation_words(relation: str, *, outgoing: bool) -> str:
    """The relation in the active language, as the object on the page says it."""
    known = Relation(relation)
    return str(known.label if outgoing else INVERSE[known])
