"""A page about a commitment becomes the commitment: once, in one transaction, without undoing what people did."""

from pathlib import Path

import pytest
from django.apps import apps

from parvis.commit.plans.actions import write_commitment
from parvis.commit.plans.content import content_of
from parvis.commit.plans.importing import parts
from parvis.commit.plans.importing.parts import PageRead, register_part
from parvis.commit.plans.models import Commitment, Evidence, Plan, ReadPage, Responsibility, Text
from parvis.commit.plans.queries import visible_to
from parvis.convene.agenda.models import QuarantinedDocument
from parvis.disclose.importing.records import Outcome
from parvis.disclose.importing.registry import Asked
from parvis.disclose.importing.running import import_files
from parvis.ground.journal.models import Entry
from parvis.ground.sources.models import Citation, Source
from tests import shared
from tests.factories import CommitmentFactory, OrganisationFactory, both

pytestmark = pytest.mark.django_db
PAGES = Path(__file__).parents[2] / "civics" / "formats" / "pages"
FRENCH, ENGLISH = PAGES / "XQ0012.fr.txt", PAGES / "XQ0012.en.txt"


def run(*paths: Path, publish: bool = True, dry: bool = False, language: str = "en") -> Outcome:
    return import_files(paths, Asked(publish=publish, language=language), dry=dry)


def rows() -> dict[str, int]:
    """How many rows each table of the site holds."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def changed(tmp_path: Path, old: str, new: str, name: str = "page.txt") -> Path:
    text = FRENCH.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new), encoding="utf-8")
    return tmp_path / name


def texts_of(commitment: Commitment) -> dict[tuple[str, str, str], Text]:
    found = commitment.texts.select_related("milestone").order_by("pk")
    return {(one.milestone.number if one.milestone else one.part, one.language, one.wording): one for one in found}


def test_a_page_makes_one_plan_and_one_commitment_with_its_milestones() -> None:
    (record,) = run(FRENCH).records

    commitment = Commitment.objects.get()
    assert (record.action, record.external_id, record.slug) == ("create", "XQ0012", commitment.slug)
    assert [child["kind"] for child in record.children].count("recommendation") == 3
    assert (commitment.external_id, commitment.number, commitment.title.localize("fr")) == (
        "XQ0012",
        "7",
        "Fête des Datajardins",
    )
    assert (commitment.starts, commitment.ends, commitment.carried_over) == ("2022", "2024", False)
    assert commitment.values == ["technology-and-innovation"]
    assert commitment.absences == {"status": "not-published", "supporting": "not-applicable"}
    assert [(one.number, one.due, one.due_words) for one in commitment.milestones.order_by("order")] == [
        ("7.1", "2022/..", "dès 2022"),
        ("7.2", "2023/..", "2023 et au-delà"),
    ]
    plan = Plan.objects.get()
    assert (plan.framework.slug, plan.member, plan.cycle) == ("ogp", "Bellerive", "2022")
    assert plan.versions.get().adopted_on_absence == "not-looked-up"


def test_policy_areas_are_found_even_through_a_bad_translation_and_it_is_said() -> None:
    (record,) = run(FRENCH).records

    areas = Commitment.objects.get().policy_areas.order_by("code").values_list("code", flat=True)
    assert list(areas) == ["capacity-building", "science-and-technology"]
    assert any("Formations" in reason and "Capacity building" in reason for reason in record.reasons)


def test_both_names_of_the_lead_are_kept_and_a_body_that_is_known_is_tied() -> None:
    body = OrganisationFactory(name="Ministre des Jardins, auprès de la Régente")

    run(FRENCH)

    leads = Responsibility.objects.order_by("order")
    assert [(one.role, one.office, one.organisation) for one in leads] == [
        ("lead", "Ministre des Jardins, auprès de la Régente", body),
        ("lead", "Secrétaire chargée de la terre, adjointe à la Régente", None),
    ]


def test_texts_say_who_vouches_for_them_and_the_adopted_ones_are_frozen() -> None:
    run(FRENCH)

    texts = texts_of(Commitment.objects.get())
    assert {one.authority for one in texts.values()} == {"machine"}
    assert set(texts) == {
        ("title", "fr", "adopted"),
        ("problem", "fr", "adopted"),
        ("ambition", "fr", "adopted"),
        ("roadmap", "fr", "summarised"),
        ("7.1", "fr", "adopted"),
        ("7.1", "fr", "summarised"),
        ("7.2", "fr", "adopted"),
        ("7.2", "fr", "summarised"),
    }
    assert {one.wording for one in texts.values() if one.frozen} == {"adopted"}
    assert all(one.frozen for one in texts.values() if one.wording == "adopted")


def test_the_page_is_kept_word_for_word_with_what_it_contradicts() -> None:
    run(FRENCH)

    read = ReadPage.objects.get()
    found = {finding["rule"]: finding for finding in read.findings}
    assert read.text == FRENCH.read_text(encoding="utf-8")
    assert {"F-NARR", "F-CONFLICT", "F-GLUE", "C-DUE", "D-OPEN", "C-REL", "C-EVID"} <= set(found)
    assert found["F-NARR"]["line"] == 42
    assert set(found["F-NARR"]["message"]) == {"fr", "en"}
    assert [doubt["reason"] for doubt in read.doubts] == ["machine-translation"]


def test_references_keep_the_day_they_were_consulted_and_the_results_ones_are_evidence() -> None:
    run(FRENCH)

    cited = Citation.objects.filter(object_type="commitment").select_related("source").order_by("pk")
    assert [(one.source.consulted_on.isoformat(), one.locator) for one in cited] == [
        ("2023-01-12", ""),
        ("2023-10-03", ""),
        ("2025-01-20", "[xxiv]"),
    ]
    evidence = Evidence.objects.get()
    assert (evidence.url, evidence.kind, evidence.consulted_on.isoformat()) == (
        "https://datajardins.example/",
        "supporting",
        "2025-01-20",
    )


def test_a_second_run_of_the_same_page_writes_nothing() -> None:
    run(FRENCH)
    before, findings = rows(), ReadPage.objects.get().findings

    (record,) = run(FRENCH).records

    assert record.action == "unchanged"
    assert rows() == before
    assert ReadPage.objects.get().findings == findings


def test_a_dry_run_says_the_same_and_writes_nothing() -> None:
    before = rows()

    dry = run(FRENCH, dry=True)

    assert rows() == before
    assert dry.as_json() == run(FRENCH).as_json()


def test_without_publish_it_is_a_draft_that_a_later_import_may_publish() -> None:
    run(FRENCH, publish=False)
    assert not visible_to(None).exists()

    (record,) = run(FRENCH, publish=True).records

    assert record.action == "update"
    assert visible_to(None).get().external_id == "XQ0012"


def test_the_page_in_the_other_language_joins_the_commitment_instead_of_doubling_it() -> None:
    run(ENGLISH)

    (record,) = run(FRENCH).records

    commitment = Commitment.objects.get()
    assert record.action == "update"
    assert commitment.title.data == {"en": "Datagardens Fair", "fr": "Fête des Datajardins"}
    assert commitment.plan.title.data == {
        "en": "Bellerive Action Plan 2022-2024",
        "fr": "Plan d’action de Bellerive 2022-2024",
    }
    texts = texts_of(commitment)
    assert texts["7.1", "en", "adopted"].authority == "official"
    assert texts["7.1", "fr", "adopted"].authority == "machine"
    assert commitment.milestones.count() == 2
    assert commitment.pages.count() == 2


def test_a_page_that_changed_is_kept_beside_the_first_and_overwrites_nothing(tmp_path: Path) -> None:
    run(FRENCH)
    path = changed(tmp_path, "7.1 Organiser une fête internationale", "7.1 Organiser une fête mondiale")

    (record,) = run(path).records

    commitment = Commitment.objects.get()
    assert record.action == "update"
    assert any("milestone" in reason and "both are kept" in reason for reason in record.reasons)
    assert "internationale" in texts_of(commitment)["7.1", "fr", "adopted"].body
    assert commitment.pages.count() == 2


def test_what_a_person_wrote_since_stays(tmp_path: Path) -> None:
    run(FRENCH)
    commitment = Commitment.objects.get()
    write_commitment(None, commitment, {"title_fr": "La fête des relevés", "values": ["civic-participation"]})

    run(FRENCH, changed(tmp_path, "Cycle du plan d'action : 2022", "Cycle du plan d'action : 2022 "))

    commitment.refresh_from_db()
    assert content_of(commitment)["title_fr"] == "La fête des relevés"
    assert commitment.values == ["civic-participation"]


def test_a_page_without_its_plan_is_put_aside_with_a_sentence_and_nothing_is_kept(tmp_path: Path) -> None:
    before = rows()
    path = changed(tmp_path, "Plan d'action: Plan d’action de Bellerive 2022-2024", "Plan d'action:")

    (record,) = run(path, language="fr").records

    assert record.action == "quarantine"
    assert any("quel plan d’action" in reason for reason in record.reasons)
    assert rows() == before
    assert not QuarantinedDocument.objects.exists()


def test_a_second_commitment_of_the_plan_joins_it(tmp_path: Path) -> None:
    text = FRENCH.read_text(encoding="utf-8").replace("XQ0012", "XQ0013").replace("\n7", "\n8")
    (tmp_path / "other.txt").write_text(text.replace("Fête des Datajardins", "Registre des pluies"), encoding="utf-8")

    outcome = run(FRENCH, tmp_path / "other.txt")

    assert [record.action for record in outcome.records] == ["create", "create"]
    assert Plan.objects.get().commitments.count() == 2


def test_a_page_joins_the_commitment_that_was_written_here_under_its_number(tmp_path: Path) -> None:
    run(changed(tmp_path, "XQ0012", "XQ0099"))
    plan = Plan.objects.get()
    Commitment.objects.update(number="8")
    written = CommitmentFactory(plan=plan, number="7", title=both("Écrit ici", "Written here"))
    written.milestones.create(number="7.1", title=both("Un jalon d’ici", "A step from here"), order=1)

    (record,) = run(FRENCH).records
    (again,) = run(FRENCH).records

    joined = Commitment.objects.get(external_id="XQ0012")
    assert (record.action, again.action) == ("update", "unchanged")
    assert (joined, joined.external_id, joined.title.localize("fr")) == (written, "XQ0012", "Écrit ici")
    assert [(one.number, one.title.localize("fr")[:14]) for one in joined.milestones.order_by("order")] == [
        ("7.1", "Un jalon d’ici"),
        ("7.2", "Tenez la fête "),
    ]
    assert joined.responsibilities.filter(role="lead").count() == 2
    assert any("7.2" in reason for reason in record.reasons)


def test_two_commitments_that_claim_one_number_are_two_and_it_is_said(tmp_path: Path) -> None:
    run(FRENCH)

    (record,) = run(changed(tmp_path, "XQ0012", "XQ0099")).records

    assert record.action == "create"
    assert dict(Commitment.objects.values_list("external_id", "number")) == {"XQ0012": "7", "XQ0099": ""}
    assert any("number 7" in reason for reason in record.reasons)


def test_one_journal_entry_says_that_the_commitment_was_read() -> None:
    run(FRENCH)

    commitment = Commitment.objects.get()
    entries = Entry.objects.filter(object_type="commitment", object_uid=commitment.uid)
    (told,) = [entry for entry in entries.order_by("pk") if entry.action.startswith("commitment.")]
    assert told.action == "commitment.imported"
    assert told.public == {"origin": Source.objects.get(archived_hash=ReadPage.objects.get().digest).title}


def test_what_other_documents_of_the_import_say_is_added_to_the_findings_once(tmp_path: Path) -> None:
    text = FRENCH.read_text(encoding="utf-8").replace("fête", "sommet").replace("Fête", "Sommet")
    (tmp_path / "page.txt").write_text(text, encoding="utf-8")
    note = "Le blog\n\nvendredi 30 septembre 2022\n\nLe DataJardins Summit, organisé par Semis (avec le soutien de la "
    note += "Ligue des rivières), a réuni plus de 90 intervenants.\n"
    (tmp_path / "note.txt").write_text(note, encoding="utf-8")

    run(tmp_path / "note.txt", tmp_path / "page.txt")
    run(tmp_path / "note.txt", tmp_path / "page.txt")

    told = [finding for finding in ReadPage.objects.get().findings if finding["rule"][:2] in {"X-", "N-"}]
    crossed = [finding["rule"] for finding in told if finding["rule"] != "N-ALIAS"]
    assert sorted(crossed) == ["N-COUNT", "X-ORGANISER", "X-SUPPORT"]
    assert [finding["document"] for finding in told if finding["rule"] == "X-ORGANISER"] == ["note.txt"]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[PageRead]:
    monkeypatch.setattr(parts, "_parts", {})
    found: list[PageRead] = []

    def listen(page: PageRead) -> list[str]:
        found.append(page)
        return [f"{len(page.page.reviews)} reviews heard"]

    register_part("review", listen)
    return found


def test_rooms_above_are_given_the_page_with_what_was_written(heard: list[PageRead]) -> None:
    (record,) = run(FRENCH).records

    (page,) = heard
    assert page.commitment == Commitment.objects.get()
    assert page.read == ReadPage.objects.get()
    assert {text.part for text in page.texts} >= {"title", "problem", "milestone"}
    assert (page.authority, page.publish) == ("machine", True)
    assert "2 reviews heard" in record.reasons


def test_two_rooms_cannot_take_one_kind_of_part(heard: list[PageRead]) -> None:
    with pytest.raises(ValueError, match="review"):
        register_part("review", lambda page: [])


def test_the_real_page_is_one_plan_one_commitment_two_milestones_with_its_findings() -> None:
    folder = shared.path("seeds")
    paths = sorted(folder.iterdir())

    outcome = run(*paths)

    commitment = Commitment.objects.get()
    (record,) = [one for one in outcome.records if one.kind == "commitment-page"]
    assert (record.action, record.external_id) == ("create", "FR0043")
    assert [child["number"] for child in record.children if child["kind"] == "milestone"] == ["14.1", "14.2"]
    assert (Plan.objects.count(), commitment.milestones.count()) == (1, 2)
    assert commitment.responsibilities.filter(role="lead").count() == 2
    rules = {finding["rule"] for finding in ReadPage.objects.get().findings}
    assert {"F-NARR", "F-EMPTY", "F-CONFLICT", "C-MILE", "F-GLUE", "D-OPEN", "C-ID", "C-REL", "C-PHASE"} <= rules
    assert {"N-COUNT", "X-SUPPORT", "X-ORGANISER", "C-SOLE", "C-JUDGED", "M-DUP", "T-NBSP"} <= rules
    before = rows()
    assert {one.action for one in run(*paths).records} == {"unchanged", "quarantine"}
    assert rows() == before
