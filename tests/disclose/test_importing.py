"""One import for every kind of document: each app writes its own, all of them in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from parvis.civics.formats import EventDocument
from parvis.convene.agenda.models import Event
from parvis.disclose.importing import records, registry
from parvis.disclose.importing.records import Record, record_of
from parvis.disclose.importing.registry import Asked, importer_of, register_importer
from parvis.disclose.importing.running import import_files, refusal
from parvis.people.models import Organisation

pytestmark = pytest.mark.django_db
PAGE = "---\ntitle: {title}\ncategories:\n- Atelier\nevent_start_date: 2026-03-12 18:30:00 +01:00\n---\n\nUn texte.\n"


@dataclass
class Ledger:
    """An importer of loose texts that writes bodies and remembers its beginnings."""

    begun: int = 0
    seen: list[str] = field(default_factory=list)
    stops_at: str = ""

    def begin(self, asked: Asked) -> registry.Writer:
        self.begun += 1
        return self.write

    def write(self, documents: Sequence[EventDocument]) -> list[Record]:
        for document in documents:
            if self.stops_at and document.title.startswith(self.stops_at):
                raise RuntimeError(document.title)
            Organisation.objects.create(slug=document.external_id, name=document.title)
            self.seen.append(document.title)
        return [record_of(document, records.CREATE, slug=document.external_id, reasons=()) for document in documents]


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch) -> Ledger:
    monkeypatch.setattr(registry, "_importers", dict(registry._importers))
    found = Ledger()
    register_importer("ledger", found.begin, kinds=["text"])
    return found


def folder_of(tmp_path: Path, *names: str) -> list[Path]:
    for name in names:
        text = PAGE.format(title=name) if name.startswith("page") else f"{name} sans date.\n"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    return [tmp_path / f"{name}.md" for name in names]


def test_each_document_goes_to_who_takes_its_kind_in_the_order_of_the_files(ledger: Ledger, tmp_path: Path) -> None:
    paths = folder_of(tmp_path, "note-1", "page-1", "note-2", "page-2")

    outcome = import_files(paths, Asked(publish=True))

    assert [(Path(one.path).stem, one.kind) for one in outcome.records] == [
        ("note-1", "text"),
        ("page-1", "agenda-page"),
        ("note-2", "text"),
        ("page-2", "agenda-page"),
    ]
    assert outcome.counts["created"] == 4
    assert (ledger.begun, Organisation.objects.filter(slug__startswith="note-").count()) == (1, 2)
    assert Event.objects.filter(state="published").count() == 2


def test_a_dry_run_says_the_same_and_nothing_stays_written(ledger: Ledger, tmp_path: Path) -> None:
    paths = folder_of(tmp_path, "note-1", "page-1")

    dry = import_files(paths, Asked(), dry=True)

    assert not Event.objects.exists()
    assert not Organisation.objects.filter(slug="note-1").exists()
    assert dry.as_json() == import_files(paths, Asked()).as_json()


def test_what_one_importer_cannot_finish_undoes_what_the_others_wrote(ledger: Ledger, tmp_path: Path) -> None:
    ledger.stops_at = "note-2"

    with pytest.raises(RuntimeError):
        import_files(folder_of(tmp_path, "page-1", "note-1", "note-2"), Asked())

    assert not Event.objects.exists()
    assert not Organisation.objects.filter(slug="note-1").exists()


def test_a_kind_that_no_module_takes_is_put_aside_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(registry, "_importers", {})

    (record,) = import_files(folder_of(tmp_path, "page-1"), Asked(language="fr")).records

    assert record.action == "quarantine"
    assert "agenda-page" in record.reasons[0]


def test_two_apps_cannot_take_one_kind_nor_two_take_all_the_rest(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="same kinds"):
        register_importer("other", ledger.begin, kinds=["text", "csv"])
    with pytest.raises(ValueError, match="same kinds"):
        register_importer("other", ledger.begin)


def test_the_agenda_takes_what_nobody_else_names() -> None:
    assert importer_of("agenda-page") is importer_of("icalendar")
    assert importer_of("agenda-page") is not None


def test_an_edition_that_is_not_there_stops_everything_before_it_begins() -> None:
    assert "nulle-part" in refusal(Asked(edition="nulle-part"))
    assert refusal(Asked()) == ""
