"""The journal is written once, read in one's language, and erased only in its private part."""

from datetime import date
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.template import Context, Template
from django.utils.translation import gettext_lazy, override

from parvis.ground.journal.actions import erase_private, record, register_action
from parvis.ground.journal.models import Entry
from parvis.ground.journal.queries import entries_for, version

pytestmark = pytest.mark.django_db
register_action("test.moved", "%(actor)s moved it to %(day)s")
register_action("test.yes", gettext_lazy("Yes"))


def moved(uid, **private):
    return record(None, "test.moved", "thing", uid, public={"day": date(2026, 3, 1)}, private=private)


def test_an_entry_is_read_back_as_it_was_written():
    uid = uuid4()

    entry = moved(uid, email="ada@example.org")

    stored = Entry.objects.get(uid=entry.uid)
    assert (stored.public, stored.private) == (entry.public, entry.private)
    assert stored.public == {"day": "2026-03-01"}


def test_sentences_are_in_the_language_of_the_reader():
    uid = uuid4()
    record(None, "test.yes", "thing", uid)

    assert [line.sentence for line in entries_for("thing", uid, language="fr")] == ["Oui"]
    assert [line.sentence for line in entries_for("thing", uid, language="en")] == ["Yes"]


def test_the_sentence_names_the_actor_when_there_is_one():
    uid = uuid4()
    ada = get_user_model().objects.create(email="ada@example.org", name="Ada Martin")
    record(ada, "test.moved", "thing", uid, public={"day": "Monday"})
    moved(uid)

    sentences = [line.sentence for line in entries_for("thing", uid, language="en")]

    assert sentences == ["someone moved it to 1 March 2026", "Ada Martin moved it to Monday"]


register_action("test.session-opened", "it was opened %(session)s")


@pytest.mark.parametrize("written", ["Les berges", "“Les berges”"])  # as it is, and as an earlier version wrote it
def test_a_session_stands_between_the_quotation_marks_of_the_reader(written):
    uid = uuid4()
    record(None, "test.session-opened", "thing", uid, public={"session": written})

    (french,) = entries_for("thing", uid, language="fr")
    (english,) = entries_for("thing", uid, language="en")
    assert french.sentence == "it was opened de «\u202fLes berges\u202f»"
    assert english.sentence == "it was opened of “Les berges”"


def test_an_action_without_a_sentence_is_refused():
    with pytest.raises(LookupError, match=r"test\.unknown"):
        record(None, "test.unknown", "thing", uuid4())


def test_a_sentence_that_lacks_a_value_prints_without_it():
    uid = uuid4()
    record(None, "test.moved", "thing", uid)

    assert entries_for("thing", uid, language="en")[0].sentence == "someone moved it to "


@pytest.mark.parametrize("change", [{"action": "other"}, {"public": {}}, {"private": {"email": "b@example.org"}}])
def test_an_entry_cannot_be_changed(change):
    entry = moved(uuid4(), email="ada@example.org")

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**change)


def test_an_entry_cannot_be_deleted():
    entry = moved(uuid4())

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_entry WHERE id = %s", [entry.pk])


def test_the_private_part_can_be_erased_and_only_it():
    uid = uuid4()
    entry = moved(uid, email="ada@example.org")

    assert erase_private("thing", uid) == 1

    entry.refresh_from_db()
    assert entry.private == {}
    assert entry.public == {"day": "2026-03-01"}


def test_an_erased_account_leaves_its_entries_without_a_name():
    uid = uuid4()
    ada = get_user_model().objects.create(email="ada@example.org", name="Ada Martin")
    record(ada, "test.moved", "thing", uid)

    ada.delete()

    assert "someone" in entries_for("thing", uid, language="en")[0].sentence


def test_the_version_grows_with_every_entry():
    before = version()
    moved(uuid4())
    between = version()
    moved(uuid4())

    assert before < between < version()


def test_the_latest_entries_take_one_query_whatever_their_number(django_assert_num_queries):
    uid = uuid4()
    for _ in range(5):
        moved(uid)

    with django_assert_num_queries(1):
        assert len(entries_for("thing", uid, limit=3)) == 3


def test_the_journal_of_an_object_is_printed_as_a_list():
    uid = uuid4()
    record(None, "test.moved", "thing", uid, public={"day": "<b>"})

    with override("en"):
        html = Template('{% load journal %}{% journal_of "thing" uid %}').render(Context({"uid": uid}))

    assert "moved it to &lt;b&gt;" in html
