"""FR0043 in the archive: facts of its page with their source, in sentences that are ours."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.civics.checks import Page, check, cross_check
from parvis.commit.plans.models import Commitment, Evidence, Plan, Wording
from parvis.commit.plans.queries import visible_to
from parvis.commit.reviews.models import Glance, Recommendation, Review
from parvis.disclose.importing.registry import Asked
from parvis.disclose.importing.running import import_files
from parvis.disclose.links.models import Link
from parvis.ground.sources.models import Source
from parvis.portal.demo import fr0043
from parvis.portal.demo.archive import SOURCES
from parvis.portal.demo.fr0043_findings import FINDINGS
from tests import shared
from tests.civics.checks.test_commitment_page import LISTED
from tests.factories import EditionFactory

TODAY = date(2026, 11, 22)


def page(start: str = "001") -> str:
    (found,) = shared.path("seeds").glob(f"{start}_*")
    return found.read_text(encoding="utf-8")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@pytest.fixture
def written() -> Commitment:
    data = SOURCES["fr0043"]
    source = Source.objects.create(
        title=data.title, publisher=data.publisher, url=data.url, archived_hash=data.sha256, consulted_on=TODAY
    )
    editions = {slug: EditionFactory(slug=slug) for _step, slug, *_rest in fr0043.EDITIONS}
    return fr0043.write_fr0043({"fr0043": source}, editions)


@pytest.mark.django_db
def test_its_page_with_its_reviews_and_its_story_asks_at_most_12_queries(written: Commitment, client) -> None:
    address = f"/fr/commitments/{written.plan.slug}/{written.slug}/"
    client.get(address)

    with CaptureQueriesContext(connection) as asked:
        page = client.get(f"{address}?fresh=1").content.decode()

    assert page.count('class="finding') > 5
    assert len(asked) <= 12


def test_each_finding_is_what_the_checker_finds_on_that_line() -> None:
    text = page()
    seen = {(finding.rule, finding.line) for finding in check(text, "001", today=TODAY).findings}
    others = cross_check([Page(page(start), start, TODAY) for start in ("000", "001", "003")])
    seen |= {(finding.rule, finding.line) for finding in others["001"]}
    seen |= {("X-ORGANISER", 20) for finding in others["003"] if str(finding.fact.get("other")) == "001:20"}
    lines = [" ".join(line.split()) for line in text.split("\n")]

    assert {(rule, line) for rule, line, *_rest in FINDINGS} - seen == set()
    assert [(rule, line, quote) for rule, line, quote, _words in FINDINGS if quote not in lines[line - 1]] == []


def test_every_slip_of_the_design_note_is_among_them() -> None:
    told = {f"{rule} {line}" for rule, line, *_rest in FINDINGS} | {"X-ORGANISER 17"}

    wanted = {item.strip() for items in LISTED.values() for item in items.split(";")}

    assert wanted - told == set()


def test_both_languages_say_each_finding() -> None:
    assert all(set(said) == {"fr", "en"} for *_place, said in FINDINGS if said)


def test_figures_days_and_addresses_are_those_of_the_page() -> None:
    text = " ".join(page().split())

    for _title, url, _day, mark, _step in fr0043.REFERENCES:
        assert url in text
        assert mark in text
    for row in fr0043.BOX:
        assert row.label in text
        assert row.words in text
    for step in fr0043.STEPS:
        assert step.number in text
        assert step.due_words in text


@pytest.mark.django_db
def test_no_sentence_of_the_page_is_copied(written: Commitment) -> None:
    original = " ".join(words(page()))
    ours = [text.body for text in written.texts.order_by("pk")]
    ours += [one.text for one in Recommendation.objects.order_by("pk")]
    for review in Review.objects.order_by("pk"):
        ours += [review.summary, *review.assessments.order_by("pk").values_list("justification", flat=True)]

    for text in ours:
        said = words(text)
        runs = [" ".join(said[start : start + 9]) for start in range(max(1, len(said) - 8))]
        assert [run for run in runs if len(run.split()) == 9 and run in original] == []


@pytest.mark.django_db
def test_the_commitment_stands_with_its_story_and_its_source(written: Commitment) -> None:
    assert visible_to(None).get() == written
    assert Plan.objects.get().standing == "documented"
    assert {text.wording for text in written.texts.order_by("pk")} == {Wording.SUMMARISED}
    assert list(written.responsibilities.order_by("order").values_list("office", flat=True)) == list(fr0043.OFFICES)
    editions = Evidence.objects.filter(object_type="edition").select_related("milestone", "source").order_by("day")
    assert [(one.milestone.number, one.day) for one in editions] == [
        ("14.1", "2018-11-12"),
        ("14.2", "2019"),
        ("14.2", "2020"),
    ]
    assert {one.source.archived_hash for one in editions} == {SOURCES["fr0043"].sha256}
    links = Link.objects.filter(from_type="commitment", from_uid=written.uid).order_by("pk")
    assert [(link.relation, link.to_type, link.standing) for link in links] == [
        ("produced", "edition", "documented")
    ] * 3
    assert all(link.source for link in links)


@pytest.mark.django_db
def test_two_sealed_reviews_three_recommendations_and_the_box_as_published(written: Commitment) -> None:
    reviews = Review.objects.order_by("pk")

    assert [(one.product, one.phase, one.version.code, one.state) for one in reviews] == [
        ("design", "design", "irm-2018", "published"),
        ("transitional", "end", "irm-2018", "published"),
    ]
    assert [bool(one.condition) for one in Recommendation.objects.order_by("number")] == [False, True, True]
    rows = {row["label"]: row["absence"] for row in Glance.objects.get().rows}
    assert (rows["Achèvement"], rows["Premiers résultats"]) == ("not-published", "no-reviewer-data")
    assert written.pages.get().text == ""


@pytest.mark.django_db
def test_a_copy_of_the_page_brings_its_words_to_what_the_archive_knew_by_its_hash(written: Commitment) -> None:
    (path,) = shared.path("seeds").glob("001_*")

    (record,) = import_files([path], Asked(publish=True)).records

    assert record.action == "update"
    assert Commitment.objects.get() == written
    assert written.milestones.count() == 2
    read = written.pages.get()
    assert read.text == path.read_text(encoding="utf-8")
    assert {finding["rule"] for finding in read.findings} >= {"F-NARR", "C-SOLE"}
    assert written.texts.filter(wording="adopted", authority="machine").exists()
    assert Review.objects.filter(corrected_by=None).count() == 2
    assert import_files([path], Asked(publish=True)).records[0].action == "unchanged"
