"""Several people at the same instant: real processes on real connections, on either engine."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from parvis.commit.charters import actions
from parvis.commit.charters.actions import Asker
from tests.factories import CharterFactory, OrganisationFactory
from tests.ground.processes import database_url, run_together

SIGN = """
from parvis.commit.charters import actions
from parvis.commit.charters.models import Charter
from parvis.people.models import Organisation
try:
    body = Organisation.objects.get(slug="signer")
    actions.sign(None, Charter.objects.get(), actions.Signature(body, "city", "public"))
    print("signed")
except actions.AlreadySigned:
    print("known")
"""
ANSWER = """
from django.conf import settings
settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
from parvis.commit.charters import actions
from parvis.commit.charters.models import SigningRequest
try:
    one = SigningRequest.objects.select_related("charter__host", "version").get()
    actions.accept(None, one) if number % 2 else actions.refuse(None, one, "Non.")
    print("answered")
except actions.AlreadyAnswered:
    print("too late")
"""
ADOPT = """
from parvis.commit.charters import actions
from parvis.commit.charters.models import CharterVersion
version = CharterVersion.objects.select_related("charter").get(number=2)
try:
    if number % 2:
        actions.adopt(None, version, "2026")
        print("adopted")
    else:
        actions.write_version(None, version, preamble="", pledges=[{"side": "civic", "title": "Un", "text": ""}])
        print("written")
except actions.AlreadyAdopted:
    print("too late")
"""


LOOK = """
from parvis.commit.charters.models import CharterVersion, Signatory, SigningRequest
request = SigningRequest.objects.order_by("pk").first()
last = CharterVersion.objects.order_by("-number").first()
asked = request.state if request else "-"
print(Signatory.objects.count(), asked, last.state, last.adopted_on, last.pledges.count() > 0)
"""


def together(program: str, url: str) -> Counter[str]:
    return Counter(line.strip() for line in run_together(program, 8, url))


def seen(url: str) -> list[str]:
    """Signatories, state of the request, state and day of the last version, whether it has pledges."""
    (words,) = run_together(LOOK, 1, url)
    return words.split()


@pytest.mark.django_db(transaction=True)
def test_eight_organisers_of_one_body_sign_once(tmp_path: Path) -> None:
    CharterFactory()
    OrganisationFactory(slug="signer")
    url = database_url(tmp_path)

    said = together(SIGN, url)

    assert said == {"signed": 1, "known": 7}
    assert seen(url)[0] == "1"


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_answer_a_request_one_does(tmp_path: Path) -> None:
    asker = Asker("Atelier", "civic-tech", "civic", "Inès", "cofondatrice", "ines@budgets.example")
    actions.confirm(actions.ask_to_sign(CharterFactory(), asker).token)
    url = database_url(tmp_path)

    said = together(ANSWER, url)

    assert said == {"answered": 1, "too late": 7}
    assert seen(url)[:2] in (["1", "accepted"], ["0", "refused"])


@pytest.mark.django_db(transaction=True)
def test_a_version_is_adopted_once_and_nobody_writes_after(tmp_path: Path) -> None:
    actions.begin_version(None, CharterFactory())
    url = database_url(tmp_path)

    said = together(ADOPT, url)

    assert said["adopted"] == 1
    assert set(said) <= {"adopted", "written", "too late"}
    assert seen(url)[2:] == ["adopted", "2026", "True"]
