"""Where somebody stands on the waiting list, and why the list does not move."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from parvis.convene.registration.models import Category, Registration, SignUp, State
from parvis.ground import clock


@dataclass(frozen=True)
class Waiting:
    """Why a waiting list does not move for a party.

    code     "full": no seat is free · "category-full": none of its category · "first-needs-more": seats are free, and
             the party whose turn it is needs more of them · "paused": registration is switched off, or the event is
             cancelled · "begun": nobody is promoted any more · "moving": its turn has come
    free     seats that are free for this party's category
    needed   seats that the party whose turn it is needs; 0 otherwise
    """

    code: str
    free: int = 0
    needed: int = 0


def position(sign_up: SignUp) -> int:
    """How many people wait before, plus one; 0 for who does not wait. 1 query.

    Those of a category beside the capacity wait for its own seats, in a list of their own.
    """
    if sign_up.state != State.WAITING or sign_up.rank is None:
        return 0
    before = same_list(sign_up).filter(rank__lt=sign_up.rank)
    return (before.aggregate(people=Sum("seats"))["people"] or 0) + 1


def same_list(sign_up: SignUp) -> QuerySet[SignUp]:
    """Everybody who waits in the same list."""
    waiting = SignUp.objects.filter(registration=sign_up.registration_id, state=State.WAITING)
    if sign_up.category.within_capacity:
        return waiting.filter(category__within_capacity=True)
    return waiting.filter(category=sign_up.category_id)


def why_waiting(sign_up: SignUp, *, just_read: bool = False) -> Waiting | None:
    """Why the list does not move for this party, as the rows say now; None for who does not wait. At most 4 queries.

    just_read   the sign-up was read a moment ago with its registration and its category: 2 queries less
    """
    if sign_up.state != State.WAITING:
        return None
    registration, category = sign_up.registration, sign_up.category
    if not just_read:
        registration = Registration.objects.select_related("event", "session").get(pk=sign_up.registration_id)
        category = Category.objects.get(pk=sign_up.category_id)
    if clock.now() >= registration.starts_at:
        return Waiting("begun")
    if not registration.running or registration.is_cancelled:
        return Waiting("paused")
    if category.within_capacity and registration.free == 0:
        return Waiting("full")
    if category.free == 0:
        return Waiting("category-full" if category.within_capacity else "full")
    rows = (registration, category) if category.within_capacity else (category,)
    free = min((row.free for row in rows if row.free is not None), default=sign_up.seats)
    needed = needed_first(sign_up, registration, category)
    return Waiting("first-needs-more", free, needed) if needed else Waiting("moving", free)


def needed_first(sign_up: SignUp, registration: Registration, category: Category) -> int:
    """Seats needed by the party that stops the line before this one, or by this one; 0 when nothing stops it. 1 query.

    Who stops it: the first of its own category that needs more than is free there, or the first of all for whom her
    category has room and the registration has not.
    """
    up_to_here = same_list(sign_up).filter(rank__lte=sign_up.rank).order_by("rank")
    if registration.smaller_parties_pass:
        up_to_here = up_to_here.filter(pk=sign_up.pk)
    stops = Q(pk=None)
    if category.free is not None:
        stops |= Q(category=category, seats__gt=category.free)
    if category.within_capacity and registration.free is not None:
        stops |= Q(seats__gt=registration.free)
    return up_to_here.filter(stops).values_list("seats", flat=True).first() or 0
