"""Eight moderators at the same instant: real processes on real connections, on either engine."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from parvis.convene.submissions.models import Opening, RefusalReason
from parvis.convene.submissions.reasons import install_standard_reasons
from parvis.ground import clock
from tests.factories import OpeningFactory, member, submitted
from tests.ground.processes import database_url, run_together

ANSWER = """
from django.conf import settings
settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
from parvis.convene.submissions import actions
from parvis.convene.submissions.models import RefusalReason, Submission
from parvis.people.models import User
one = Submission.objects.select_related("edition__host", "event").get()
me = User.objects.get(email=f"moderator{number}@ambrelle.example")
try:
    if number % 3 == 0:
        actions.accept(me, one, base=0, version=one.version)
    elif number % 3 == 1:
        actions.ask_for_changes(me, one, base=0, text="Precisez.")
    else:
        actions.refuse(me, one, base=0, reason=RefusalReason.objects.get(code="off-topic"), text="Non.")
    print("answered")
except actions.AlreadyAnswered:
    print("too late")
"""
LOOK = """
from parvis.convene.submissions.models import Message, Submission
one = Submission.objects.get()
print(one.decisions, Message.objects.filter(decision__isnull=False).count(), one.state)
"""
SUBMIT = """
from parvis.convene.agenda.models import Edition, Event
from parvis.convene.submissions import actions
from parvis.people.models import User
me = User.objects.get(email="author@ambrelle.example")
try:
    print(actions.submit(me, Event.objects.get(), Edition.objects.get()).number)
except actions.AlreadySubmitted as known:
    print("known", known.submission.number)
"""
CONFIRM = """
from django.conf import settings
settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
from parvis.convene.submissions import actions
from parvis.convene.submissions.models import Proposal
print(actions.confirm(Proposal.objects.get().token).number)
"""


def open_now() -> Opening:
    at = clock.now()
    return OpeningFactory(opens_at=at - timedelta(days=1), closes_at=at + timedelta(days=1))


@pytest.mark.django_db(transaction=True)
def test_of_eight_moderators_one_answers(tmp_path: Path) -> None:
    install_standard_reasons(RefusalReason.objects)
    opening = open_now()
    submitted(opening)
    for number in range(8):
        member(opening.edition.host, "moderator", email=f"moderator{number}@ambrelle.example")

    url = database_url(tmp_path)
    printed = Counter(line.strip() for line in run_together(ANSWER, 8, url))

    assert printed == {"answered": 1, "too late": 7}
    (seen,) = run_together(LOOK, 1, url)
    assert seen.split()[:2] == ["1", "1"]


@pytest.mark.django_db(transaction=True)
def test_an_event_sent_four_times_at_once_is_submitted_once(tmp_path: Path) -> None:
    opening = open_now()
    one = submitted(opening)
    one.submitted_by.__class__.objects.filter(pk=one.submitted_by.pk).update(email="author@ambrelle.example")
    one.delete()

    printed = Counter(line.strip() for line in run_together(SUBMIT, 4, database_url(tmp_path)))

    assert printed == {"2": 1, "known 2": 3}


@pytest.mark.django_db(transaction=True)
def test_a_mailed_link_pressed_four_times_at_once_submits_once(tmp_path: Path, client) -> None:
    from tests.convene.submissions.test_pages import propose

    propose(client, open_now())

    printed = Counter(line.strip() for line in run_together(CONFIRM, 4, database_url(tmp_path)))

    assert printed == {"1": 4}
