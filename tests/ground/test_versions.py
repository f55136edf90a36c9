"""Versions are kept for good, and what changed between two of them is said word by word and row by row."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils.html import strip_tags

from parvis.ground.versions.actions import Overtaken, erase_contents, keep
from parvis.ground.versions.differences import Labels, changed_parts, differences
from parvis.ground.versions.models import Version
from parvis.ground.versions.queries import latest, versions_of
from tests.factories import UserFactory
from tests.ground.processes import database_url, run_together

LABELS = Labels({"title": "Title", "lead": "Lead", "sessions": "Sessions"})


@pytest.fixture(autouse=True)
def _english():
    from django.utils import translation

    with translation.override("en"):
        yield


def only(before, after):
    found = differences(before, after, LABELS)
    assert len(found) == 1
    return found[0]


def test_nothing_none_and_an_empty_list_are_one():
    assert differences({"title": "", "sessions": []}, {"title": None}, LABELS) == ()
    assert changed_parts({"title": "", "sessions": []}, {"lead": None}) == frozenset()


def test_a_changed_word_is_struck_and_its_successor_marked():
    found = only({"lead": "Rendez-vous samedi 15 mars."}, {"lead": "Rendez-vous dimanche 15 mars."})

    assert found.label == "Lead"
    assert '<del><span class="hidden">removed: </span>samedi</del>' in found.html
    assert '<ins><span class="hidden">added: </span>dimanche</ins>' in found.html
    assert strip_tags(found.html).startswith("Rendez-vous ")


def test_what_people_write_is_never_markup():
    found = only({"lead": "<b>un</b>"}, {"lead": "<script>deux</script>"})

    assert "<script>" not in found.html
    assert "<b>" not in found.html
    assert "&lt;" in found.html


def test_a_long_text_shows_what_surrounds_its_change():
    paragraph = " ".join(f"mot{n}" for n in range(400))

    found = only({"lead": f"{paragraph}\nfin"}, {"lead": f"{paragraph}\nsuite"})

    assert "[…]" in found.html
    assert len(found.html) < 600


def test_codes_say_which_went_and_which_came():
    found = only({"title": ["a", "b"]}, {"title": ["b", "c"]})

    assert strip_tags(found.html) == "b, removed: a, added: c"


def test_sessions_are_matched_by_their_identifier_wherever_they_are():
    before = {"sessions": [{"uid": "1", "title": "Accueil"}, {"uid": "2", "title": "Débat"}]}
    after = {"sessions": [{"uid": "3", "title": "Bilan"}, {"uid": "2", "title": "Grand débat"}]}

    rows = only(before, after).rows

    assert [(row.change, row.title) for row in rows] == [
        ("added", "Bilan"),
        ("changed", "Grand débat"),
        ("removed", "Accueil"),
    ]
    assert [part.part for part in rows[1].parts] == ["sessions.title"]


def test_rows_without_identifier_are_matched_by_what_they_say():
    before = {"title": [{"label": "Garderie"}, {"label": "Vestiaire"}]}
    after = {"title": [{"label": "Vestiaire"}]}

    assert [(row.change, row.title) for row in only(before, after).rows] == [("removed", "Garderie")]


def test_parts_come_in_the_order_of_the_labels():
    found = differences({}, {"lead": "b", "unknown_part": "c", "title": "a"}, LABELS)

    assert [one.label for one in found] == ["Title", "Lead", "unknown part"]


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"number": 9}, {"content": {"title": "autre"}}, {"object_type": "place"}])
def test_a_version_is_never_rewritten(change):
    keep(None, "event", uuid4(), {"title": "Les berges"})

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Version.objects.update(**change)


@pytest.mark.django_db
def test_a_version_is_never_deleted():
    version = keep(None, "event", uuid4(), {"title": "Les berges"})

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        version.delete()


@pytest.mark.django_db
def test_the_author_goes_with_the_account_and_the_words_on_request():
    author, uid = UserFactory(), uuid4()
    keep(author, "event", uid, {"title": "Les berges"})

    author.delete()
    assert erase_contents("event", uid) == 1

    kept = latest("event", uid)
    assert (kept.actor, kept.content, kept.number) == (None, {}, 1)


@pytest.mark.django_db
def test_a_save_that_began_before_another_is_refused():
    uid = uuid4()
    keep(None, "event", uid, {"title": "un"}, base=0)
    keep(None, "event", uid, {"title": "deux"}, base=1)

    with pytest.raises(Overtaken) as refused:
        keep(None, "event", uid, {"title": "trois"}, base=1)

    assert refused.value.latest.content == {"title": "deux"}
    assert [version.number for version in versions_of("event", uid)] == [2, 1]


SAVE = """
from uuid import UUID
from parvis.ground.versions.actions import Overtaken, keep

try:
    keep(None, "event", UUID("7f1d7a3e-0000-4000-8000-000000000001"), {"title": f"de {number}"}, base=1)
except Overtaken:
    print("overtaken")
else:
    print("kept")
"""


@pytest.mark.django_db(transaction=True)
def test_of_processes_that_save_at_the_same_instant_one_is_kept(tmp_path):
    uid = UUID("7f1d7a3e-0000-4000-8000-000000000001")
    keep(None, "event", uid, {"title": "un"})

    url = database_url(tmp_path)
    printed = run_together(SAVE, number=4, url=url)

    assert sorted(line.strip() for line in printed) == ["kept", "overtaken", "overtaken", "overtaken"]
