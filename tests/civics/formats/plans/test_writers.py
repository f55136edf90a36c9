"""Plans written for others: JSON-LD, Popolo, the partnership's template; each says everything and nothing more."""

import datetime as dt
import json
import re
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings

from parvis.civics.dates import from_iso
from parvis.civics.formats.plans import CommitmentText, MilestoneText, Money, PlanText, ProgressText
from parvis.civics.formats.plans.model import BodyText, NameText, OfficeText
from parvis.civics.formats.plans.template_words import ABSENCES, COMPLETIONS, VALUES, WORDS
from parvis.civics.formats.plans.to_json_ld import chunks, context
from parvis.civics.formats.plans.to_popolo import write_popolo
from parvis.civics.formats.plans.to_template import html_chunks, markdown_chunks
from tests.civics.formats.plans.texts import tables

UNHURRIED = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
PLAN = PlanText(
    title="Plan d’Ambrelle", slug="ambrelle", iri="https://a.example/commitments/id/1", page="https://a.example/fr/p/",
    framework="Plan local", member="Ambrelle", number="1", cycle="2026", first_day=dt.date(2026, 1, 1),
    last_day=dt.date(2027, 12, 31), adopted_on=dt.date(2025, 12, 12), body="Ville d’Ambrelle",
)  # fmt: skip
COMMITMENT = CommitmentText(
    external_id="AM0001", number="1", title="Ouvrir <les> données", language="fr",
    parts=(("problem", "Rien n’est **ouvert**."), ("solution", "Tout ouvrir.")),
    values=("access-to-information",), lead=("Ville d’Ambrelle",), budget=Money(125_000_050),
    starts=from_iso("2026-01"), ends=from_iso("2027/.."), carried_over=False,
    absences=(("supporting", "not-published"),), iri="https://a.example/commitments/id/2",
    milestones=(
        MilestoneText(
            number="1.1", title="Choisir | trier", due=from_iso("2026-41"), due_words="S2 2026",
            reports=(
                ProgressText(dt.date(2026, 3, 1), "limited"),
                ProgressText(dt.date(2026, 9, 1), "complete", "Fait.", None, ("https://a.example/preuve",)),
            ),
        ),
        MilestoneText(number="1.2", title="Publier"),
    ),
)  # fmt: skip


def written(commitments: list[CommitmentText]) -> dict[str, object]:
    found: dict[str, object] = json.loads(
        "".join(chunks(PLAN, commitments, context_url="https://a.example/commitments/context.jsonld"))
    )
    return found


def names_in(value: object) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(names_in, value)) if value else set()
    if not isinstance(value, dict):
        return set()
    found = {name for name in value if not name.startswith("@")}
    return found.union(*(names_in(each) for name, each in value.items() if name != "absences"))


@UNHURRIED
@given(tables())
def test_json_ld_is_json_and_every_word_of_it_is_in_the_published_context(commitments: list[CommitmentText]) -> None:
    document = written(commitments)

    known = set(context("https://a.example/commitments/context.jsonld#")["@context"])
    assert names_in(document) <= known
    assert len(document["hasPart"]) == len(commitments)  # type: ignore[arg-type]


def test_json_ld_names_things_by_addresses_that_never_change_and_tells_a_declaration_from_a_status() -> None:
    document = written([COMMITMENT])

    assert document["@id"] == PLAN.iri
    (one,) = document["hasPart"]  # type: ignore[misc]
    assert (one["@id"], one["isPartOf"]) == (COMMITMENT.iri, PLAN.iri)
    assert one["budget"] == {"@type": "MonetaryAmount", "value": "1250000.50", "currency": "EUR"}
    assert (one["starts"], one["ends"], one["milestone"][0]["due"]) == ("2026-01", "2027/..", "2026-41")
    assert [report["completion"] for report in one["milestone"][0]["declared"]] == ["limited", "complete"]
    assert "actionStatus" not in json.dumps(document)


def test_a_plan_without_commitments_is_still_json() -> None:
    assert written([])["hasPart"] == []


def test_popolo_keeps_the_names_a_body_had_and_the_offices_a_plan_names() -> None:
    body = BodyText(
        iri="https://a.example/o/1", name="Ministère de l’Exemple", classification="state", acronym="ME",
        names=(NameText("Ministère d’avant", dt.date(2015, 1, 1), dt.date(2019, 12, 31)),),
        identifiers=(("fr-siren", "100000001"),),
        offices=(
            OfficeText("Secrétaire d’État", "lead", "https://a.example/c/1", dt.date(2018, 4, 1), None, "https://s.example"),
            OfficeText("Secrétaire d’État", "lead", "https://a.example/c/2", dt.date(2018, 1, 1), None),
            OfficeText("", "supporting", "https://a.example/c/3"),
        ),
    )  # fmt: skip

    document = json.loads(write_popolo([body]))

    (organisation,) = document["organizations"]
    assert organisation["other_names"] == [
        {"name": "Ministère d’avant", "start_date": "2015-01-01", "end_date": "2019-12-31"},
        {"name": "ME", "note": "acronym"},
    ]
    assert organisation["identifiers"] == [{"scheme": "fr-siren", "identifier": "100000001"}]
    (post,) = document["posts"]
    assert (post["label"], post["organization_id"], post["start_date"]) == ("Secrétaire d’État", body.iri, "2018-01-01")
    assert [one.get("post_id") for one in document["memberships"]] == [post["id"], post["id"], None]
    assert len({one["id"] for one in document["memberships"]}) == 3


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_template_has_every_field_and_says_what_is_missing(language: str) -> None:
    words = WORDS[language]

    html = "".join(html_chunks(PLAN, [COMMITMENT], language=language, render=lambda text: f"<p>{escape(text)}</p>"))
    text = "".join(markdown_chunks(PLAN, [COMMITMENT], language=language))

    for field in ("identifier", "lead", "supporting", "values", "budget", "problem", "solution", "milestones", "due"):
        assert escape(words[field]) in html
        assert words[field] in text
    assert "Ouvrir &lt;les&gt; données" in html
    assert "<les>" not in html
    assert ABSENCES[language]["not-published"] in html
    assert words["silent"] in html
    assert "Choisir \\| trier" in text
    completed = words["declared_on"].format(
        level=COMPLETIONS[language]["complete"], day={"fr": "1er septembre 2026", "en": "1 September 2026"}[language]
    )
    assert completed in html
    assert completed in text


def test_texts_of_another_language_are_marked_for_those_who_listen() -> None:
    html = "".join(html_chunks(PLAN, [COMMITMENT], language="en", render=escape))

    assert '<h2 lang="fr">' in html
    assert '<html lang="en">' in html
    assert not re.search(r"<script|https?://(?!a\.example)", html)


def test_words_of_the_template_are_the_same_list_in_both_languages() -> None:
    for table in (WORDS, VALUES, COMPLETIONS, ABSENCES):
        assert table["fr"].keys() == table["en"].keys()
