"""What the night erases."""

from datetime import timedelta

from parvis.convene.guests import retention
from parvis.ground.tasks import scheduled


@scheduled("guests.networks", every=timedelta(hours=1), offset=timedelta(minutes=25))
def forget_networks() -> str:
    return f"{retention.forget_networks()} networks forgotten"


@scheduled("guests.retention", every=timedelta(days=1), offset=timedelta(hours=2, minutes=20))
def erase_names() -> str:
    """Erase names on the day announced, what people needed on the day after, who never confirmed after a week."""
    erased = retention.anonymise_due()
    needs, unconfirmed = retention.forget_needs(), retention.forget_unconfirmed()
    return (
        f"{erased.people} people of {erased.sign_ups} sign-ups, needs of {needs} parties, "
        f"{unconfirmed} unconfirmed erased"
    )
