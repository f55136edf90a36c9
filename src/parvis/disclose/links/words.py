"""Relations in words, read from either end."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from parvis.disclose.links.models import Relation

# What the second object is to the first. Those that read alike from both ends are their own inverse.
INVERSE = {
    Relation.PRODUCED: _("was produced by"),
    Relation.ANSWERS: _("is answered by"),
    Relation.FEEDS: _("is fed by"),
    Relation.PART_OF: _("is made of"),
    Relation.PROVES: _("is proved by"),
    Relation.JUDGES: _("is judged by"),
    Relation.RECOMMENDS: _("is recommended by"),
    Relation.FOLLOWS: _("is followed by"),
    Relation.RELATED: Relation.RELATED.label,
    Relation.SAME_WEEK: Relation.SAME_WEEK.label,
}
SYMMETRIC = frozenset({Relation.RELATED, Relation.SAME_WEEK})


def relation_words(relation: str, *, outgoing: bool) -> str:
    """The relation in the active language, as the object on the page says it."""
    known = Relation(relation)
    return str(known.label if outgoing else INVERSE[known])
