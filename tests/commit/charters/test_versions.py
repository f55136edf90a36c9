"""A text is written, adopted, and changed by nobody afterwards."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from parvis.commit.charters import actions
from parvis.commit.charters.models import CharterVersion, Pledge
from parvis.commit.charters.queries.versions import version_page
from parvis.ground.journal.models import Entry
from tests.factories import CharterFactory, OrganisationFactory, both, member

pytestmark = pytest.mark.django_db


def drafted(**fields):
    charter = CharterFactory(adopted=False, state="draft", **fields)
    return charter, CharterVersion.objects.create(charter=charter, number=1)


def test_a_draft_is_written_again_and_pledges_keep_their_key() -> None:
    charter, version = drafted()
    host = member(charter.host, "organiser")
    actions.write_version(
        host, version, preamble=both("A", "A"), pledges=[{"side": "civic", "title": both("L’un", "One"), "text": ""}]
    )
    first = Pledge.objects.get(version=version)

    actions.write_version(
        host,
        version,
        preamble=both("A", "A"),
        pledges=[
            {"side": "public", "title": both("Autre", "Other"), "text": ""},
            {"side": "civic", "key": first.key, "title": both("Autrement", "Otherwise"), "text": ""},
        ],
    )

    assert first.key == "l-un"
    assert [(one.key, one.order) for one in version.pledges.order_by("order")] == [("autre", 1), ("l-un", 2)]
    assert Pledge.objects.get(pk=first.pk).title.localize("en") == "Otherwise"


def test_a_charter_without_a_pledge_is_not_adopted() -> None:
    _charter, version = drafted()

    with pytest.raises(actions.NoPledge):
        actions.adopt(None, version)

    version.refresh_from_db()
    assert version.state == "draft"


def test_a_version_is_adopted_once_and_written_no_more() -> None:
    charter = CharterFactory()
    version = actions.current_version(charter)

    with pytest.raises(actions.AlreadyAdopted):
        actions.adopt(None, version)
    with pytest.raises(actions.AlreadyAdopted):
        actions.write_version(None, version, preamble="", pledges=[])

    assert version.pledges.count() == 2
    assert Entry.objects.filter(action="charter.version-adopted", object_uid=charter.uid).count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE charters_charterversion SET preamble = 'x' WHERE id = {version}",
        "UPDATE charters_charterversion SET state = 'draft' WHERE id = {version}",
        "DELETE FROM charters_charterversion WHERE id = {version}",
        "UPDATE charters_pledge SET title = 'x' WHERE version_id = {version}",
        "DELETE FROM charters_pledge WHERE version_id = {version}",
    ],
)
def test_the_database_refuses_to_change_what_was_adopted(statement: str) -> None:
    version = actions.current_version(CharterFactory())

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(version=version.pk))

    assert version.pledges.count() == 2


def test_no_pledge_joins_an_adopted_version() -> None:
    version = actions.current_version(CharterFactory())

    with pytest.raises(IntegrityError), transaction.atomic():
        Pledge.objects.create(version=version, side="civic", key="late", title="Trop tard")

    assert not version.pledges.filter(key="late").exists()


def test_the_next_version_begins_from_the_last_and_says_what_changed() -> None:
    charter = CharterFactory(slug="c")
    second = actions.begin_version(None, charter)
    carried = [
        {"key": one.key, "side": one.side, "title": one.title, "text": one.text}
        for one in second.pledges.order_by("side", "order")
    ]
    carried[0]["text"] = both("Tout, paramètres compris.", "All, parameters included.")
    actions.write_version(None, second, preamble=second.preamble, pledges=carried)
    actions.adopt(None, second, "2026-10")

    page = version_page("c", 2, member(OrganisationFactory(), "organiser"), "en")

    assert page is not None
    assert page.before == 1
    (pledges,) = page.differences
    (changed,) = pledges.rows
    assert changed.title == "Say how one counts"
    assert "parameters included" in changed.parts[0].html
    assert [line.number for line in page.versions] == [2, 1]
    assert page.version.when == "October 2026"


def test_beginning_twice_gives_the_same_draft() -> None:
    charter = CharterFactory()

    assert actions.begin_version(None, charter) == actions.begin_version(None, charter)
    assert charter.versions.filter(state="draft").count() == 1


def test_a_draft_is_neither_published_nor_opened_to_signature() -> None:
    charter, _version = drafted()

    with pytest.raises(actions.NothingAdopted):
        actions.publish(None, charter)
    with pytest.raises(actions.NothingAdopted):
        actions.open_to_signature(None, charter)

    charter.refresh_from_db()
    assert charter.state == "draft"
