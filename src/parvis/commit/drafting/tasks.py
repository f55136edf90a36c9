"""What comes back: proposals that nobody confirmed, addresses that have served."""

from __future__ import annotations

from datetime import timedelta

from parvis.commit.drafting.actions import forget_unconfirmed
from parvis.commit.drafting.models import Contribution, Stage
from parvis.ground import clock
from parvis.ground.tasks.schedule import scheduled

ADDRESSES_KEPT = timedelta(days=365)


@scheduled("drafting.retention", every=timedelta(days=1), offset=timedelta(hours=2, minutes=50))
def retention() -> str:
    """Erase proposals not confirmed in 7 days, and addresses a year after the answer."""
    proposals = forget_unconfirmed()
    addresses = forget_old_addresses()
    return f"{proposals} proposals, {addresses} addresses forgotten"


def forget_old_addresses() -> int:
    """Addresses go a year after the answer, or after the decision not to show; the contribution stays."""
    long_ago = clock.now() - ADDRESSES_KEPT
    served = Contribution.objects.exclude(email="")
    answered = served.filter(answered_at__lt=long_ago)
    hidden = served.filter(stage=Stage.SET_ASIDE, answered_at=None, submitted_at__lt=long_ago)
    return (answered | hidden).update(email="")
