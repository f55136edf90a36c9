"""When followers are told."""

from datetime import timedelta

from parvis.ground.follows.facts import forget_old, send_digests
from parvis.ground.tasks import scheduled


@scheduled("follows.digest", every=timedelta(hours=1))
def digest() -> str:
    """Tell followers what is new, once an hour at most."""
    return f"{send_digests()} sent"


@scheduled("follows.retention", every=timedelta(days=1), offset=timedelta(hours=2))
def retention() -> str:
    """Forget wishes never confirmed and facts already told."""
    wishes, facts = forget_old()
    return f"{wishes} wishes, {facts} facts forgotten"
