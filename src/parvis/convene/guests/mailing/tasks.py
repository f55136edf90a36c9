"""What a worker does with messages."""

from datetime import timedelta

from django_tasks import task

from parvis.convene.guests.mailing import actions
from parvis.convene.guests.models import Mailing
from parvis.ground.tasks import scheduled


@task()
def write_letters(uid: str) -> None:
    """Write the letters of a message; whoever sends letters sends them."""
    mailing = Mailing.objects.filter(uid=uid).first()
    if mailing is not None:
        actions.write_all(mailing)


@scheduled("guests.mailings", every=timedelta(minutes=5))
def take_up_still() -> str:
    return f"{actions.take_up_still()} letters written"
