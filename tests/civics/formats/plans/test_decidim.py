"""Results of a Decidim: what becomes a commitment, a milestone, a declaration, and what stays in words."""

import json

import pytest

from parvis.civics.formats import FormatError
from parvis.civics.formats.plans.from_decidim import is_decidim, read_decidim
from parvis.civics.formats.plans.rich_text import markdown_of
from parvis.civics.formats.plans.table import read_table

HEADER = (
    "id;category/name/fr;parent/id;title/fr;title/en;description/fr;start_date;end_date;status/id;status/key;"
    "status/name/fr;progress;created_at;updated_at;url;component/id;proposal_urls;reference\n"
)
TABLE = HEADER + (
    '1;Données;;Ouvrir les données;Open data;"<p>Publier <strong>tout</strong>.</p><ul><li>un</li><li>deux</li></ul>";'
    "2021-12-01;2023-12-31;3;started;Commencé;40.0;2021-11-01 10:00:00 UTC;2022-06-01 09:00:00 UTC;"
    "https://plan.example/results/1;7;https://plan.example/proposals/5;EX-RESU-1\n"
    "2;;1;Choisir les jeux;;;2021-12-01;2022-06-30;4;done;Terminé;100.0;;2022-06-30 09:00:00 UTC;;7;;EX-RESU-2\n"
    "3;;;;;;;;;;;;;;;7;;EX-RESU-3\n"
    "4;;3;Orphelin;;;;;;;;;;;;7;;EX-RESU-4\n"
    "5;;;Sans statut;;;;2022-31-12;;;;;;;;7;;EX-RESU-5\n"
)


def test_results_become_commitments_and_their_children_milestones() -> None:
    found = read_decidim(TABLE.encode())

    (one,) = found.commitments
    assert (one.external_id, one.title, one.language) == ("EX-RESU-1", "Ouvrir les données", "fr")
    assert (one.starts.iso if one.starts else "", one.ends.iso if one.ends else "") == ("2021-12-01", "2023-12-31")
    assert dict(one.parts)["solution"] == "Publier **tout**.\n\n- un\n- deux"
    assert dict(one.parts)["context"] == "- <https://plan.example/proposals/5>"
    assert one.policy_areas == ("Données",)
    (report,) = one.reports
    assert (str(report.day), report.completion, report.percent) == ("2022-06-01", "limited", 40)
    (step,) = one.milestones
    assert (step.title, step.due.iso if step.due else "") == ("Choisir les jeux", "2022-06-30")


def test_done_without_evidence_stays_in_words() -> None:
    found = read_decidim(TABLE)

    (step,) = found.commitments[0].milestones
    assert step.reports == ()
    assert step.text == "Decidim : Terminé, 100 % (2022-06-30)"
    assert [doubt.reason for doubt in found.commitments[0].doubts] == ["in-words"]


def test_results_that_cannot_be_taken_say_why() -> None:
    found = read_decidim(TABLE)

    assert [(one.row, [doubt.reason for doubt in one.doubts], one.with_it) for one in found.refused] == [
        (4, ["no-title"], (5,)),
        (6, ["unreadable-date"], ()),
    ]


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda nodes: {"data": {"component": {"results": {"nodes": nodes}}}},
        lambda nodes: {"data": {"component": {"results": {"edges": [{"node": node} for node in nodes]}}}},
        lambda nodes: nodes,
    ],
)
def test_an_answer_of_its_graphql_gives_the_same_with_its_timeline(wrapped: object) -> None:
    child = {
        "id": "2", "title": {"translations": [{"locale": "fr", "text": "Choisir"}]}, "endDate": "2022-06-30",
        "progress": 10, "status": None,
    }  # fmt: skip
    top = {
        "id": "1", "reference": "EX-1", "title": {"translations": [{"locale": "fr", "text": "Ouvrir"}]},
        "startDate": "2021-12-01", "progress": None, "status": {"key": "ongoing", "name": {"translation": "En cours"}},
        "children": [child],
        "timelineEntries": [
            {"entryDate": "2022-03-01", "title": {"translations": [{"locale": "fr", "text": "Deuxième"}]}},
            {"entryDate": "2022-01-01", "title": {"translations": [{"locale": "fr", "text": "Premier"}]},
             "description": {"translations": [{"locale": "fr", "text": "<p>Un pas.</p>"}]}},
        ],
    }  # fmt: skip

    found = read_decidim(json.dumps(wrapped([top, child])))  # type: ignore[operator]

    (one,) = found.commitments
    assert (one.external_id, one.title, [step.title for step in one.milestones]) == ("EX-1", "Ouvrir", ["Choisir"])
    assert dict(one.parts)["roadmap"] == "- 2022-01-01 — Premier. Un pas.\n- 2022-03-01 — Deuxième"
    assert one.reports == ()


def test_a_line_of_results_that_bites_its_tail_ends() -> None:
    found = read_decidim(HEADER + "1;;2;A;;;;;;;;;;;;7;;\n2;;1;B;;;;;;;;;;;;7;;\n")

    assert [one.title for one in found.commitments] == ["A", "B"]


@pytest.mark.parametrize("data", ["titre;date\na;b\n", "{}", "[]", '{"data": {"component": null}}', "[" * 5000, "{"])
def test_what_holds_no_result_is_refused_in_one_sentence(data: str) -> None:
    with pytest.raises(FormatError):
        read_decidim(data)


def test_its_table_is_recognised_by_its_columns() -> None:
    assert is_decidim(read_table(TABLE))
    assert not is_decidim(read_table("id;title\n1;A\n"))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("sans balise", "sans balise"),
        ('<p>Un <a href="https://a.example">lien</a></p><p>Deux</p>', "Un [lien](https://a.example)\n\nDeux"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ("<script>alert(1)</script><p>a &lt; b</p>", "a < b"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("a<br>b", "a\nb"),
    ],
)
def test_its_texts_become_markdown(html: str, expected: str) -> None:
    assert markdown_of(html) == expected
