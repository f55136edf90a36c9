"""Who is told when an object moves: the followers of what it came from, as far as everybody may see."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from parvis.disclose.links.walk import CARRYING, FETCHED, UP, ties_around, walk
from parvis.ground.follows.models import Follow
from parvis.ground.identifiers import Ref, resolve


def came_from(moved: Ref) -> Iterable[Ref]:
    """The followed objects above this one; 2 queries when nobody follows any, one more a type of object otherwise."""
    ties = ties_around(moved, UP, CARRYING)
    above = {end for tie in ties for end in tie.ends} - {moved}
    if not above:
        return set()
    follows = Follow.objects.filter(confirmed_at__isnull=False, object_uid__in=[ref.uid for ref in above])
    followed = {Ref(*pair) for pair in follows.order_by().values_list("object_type", "object_uid").distinct()} & above
    if not followed:
        return set()
    visible = frozenset(resolve({moved, *above}, AnonymousUser(), settings.LANGUAGE_CODE))
    carried = [tie for tie in ties if tie.relation in CARRYING]
    reached, _cut = walk(moved, carried, visible, FETCHED, UP)
    return followed & {one.ref for one in reached}
