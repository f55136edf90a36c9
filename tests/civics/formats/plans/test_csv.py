"""A table of commitments: how it is opened, what its headers mean, which rows cannot be taken, and the way back."""

import pytest
from hypothesis import HealthCheck, given, settings

from parvis.civics.formats import FormatError
from parvis.civics.formats.plans import (
    CommitmentText,
    Mapping,
    Money,
    Tabled,
    guessed,
    mapping_of,
    read_csv,
    read_mapping,
    read_table,
    write_csv,
    write_mapping,
)
from tests.civics.formats.plans.texts import tables

UNHURRIED = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def taken(text: str | bytes, **fixed: str) -> Tabled:
    """The table read with the guesses, as somebody who looked at them would say."""
    table = read_table(text)
    return read_csv(table, mapping_of(guessed(table), fixed=fixed))


def reasons(found: Tabled) -> dict[int, list[str]]:
    return {one.row: [doubt.reason for doubt in one.doubts if doubt.blocking] for one in found.refused}


@UNHURRIED
@given(tables())
def test_what_is_written_is_read_back(written: list[CommitmentText]) -> None:
    found = taken(write_csv(written))

    assert found.refused == ()
    assert list(found.commitments) == written


@pytest.mark.parametrize(
    ("data", "encoding", "separator"),
    [
        ("Intitulé;Échéance\nOuvrir;2027\n".encode(), "utf-8", ";"),
        ("\ufeffIntitulé,Échéance\nOuvrir,2027\n".encode(), "utf-8-sig", ","),
        ("Intitulé\tÉchéance\nOuvrir\t2027\n".encode("cp1252"), "cp1252", "\t"),
        ("Intitulé;Description\nOuvrir;a, b, c, d\nFermer;e, f, g, h\n".encode(), "utf-8", ";"),
    ],
)
def test_letters_and_separator_are_found_out_and_said(data: bytes, encoding: str, separator: str) -> None:
    table = read_table(data)

    assert (table.encoding, table.separator) == (encoding, separator)
    assert table.header[0] == "Intitulé"
    assert {"utf-8": "UTF-8", "utf-8-sig": "BOM", "cp1252": "Windows-1252"}[encoding] in table.said["fr"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "vide"),
        (b"PK\x03\x04rest", "classeur"),
        (b"%PDF-1.7", "CSV"),
        ("titre;date\n".encode("utf-16"), "UTF-8"),
        (b"titre;date\n", "aucune ligne"),
        (b"titre;titre\na;b\n", "deux colonnes"),
        (b'titre;date\n"jamais ferme;2018\n', "mal formé"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(FormatError) as refused:
        read_table(data)

    assert says in refused.value.message["fr"]
    assert refused.value.message["en"]


def test_headers_are_guessed_shown_and_never_applied_unsaid() -> None:
    table = read_table("CaseNo,Commitment Title,Responsible Institution,Humeur,title\nFR1,Ouvrir,DINUM,bonne,x\n")

    found = [(guess.header, guess.column, guess.why) for guess in guessed(table)]

    assert found == [
        ("CaseNo", "id", "guessed"),
        ("Commitment Title", "title", "guessed"),
        ("Responsible Institution", "lead", "guessed"),
        ("Humeur", "", "unknown"),
        ("title", "", "unknown"),  # the title is given already
    ]
    with pytest.raises(FormatError, match="No column is said to be the title"):
        read_csv(table, Mapping({}))


def test_the_columns_of_the_reviewers_guide_are_known_and_their_judgements_left_to_a_review() -> None:
    found = taken(
        "CaseNo,Commitment Title,Responsible Institution,Supporting Institution,Access to Information,"
        "Civic Participation,New or Pre-existing,Specificity,Potential Impact,Completion\n"
        "FR0001,Ouvrir les données,Ministère,NA,1,0,Pre-existing,high,minor,complete\n",
        language="fr",
    )

    (one,) = found.commitments
    assert (one.external_id, one.lead, one.values) == ("FR0001", ("Ministère",), ("access-to-information",))
    assert one.carried_over is True
    assert one.absences == (("supporting", "not-applicable"),)
    assert one.reports == ()
    said = " ".join(note["fr"] for note in found.notes)
    assert all(f"« {judged} »" in said for judged in ("Specificity", "Potential Impact", "Completion"))


def test_a_mapping_is_written_down_and_read_again() -> None:
    mapping = Mapping(
        {'Intitulé "long"': "title", "Col\\onne": "", "État": "declared_completion"},
        {"language": "fr"},
        {"declared_completion": {"En bonne voie !": "substantial"}},
        ";",
    )

    assert read_mapping(write_mapping(mapping)) == mapping


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[columns", "TOML"),
        ('[columns]\na = "colour"\n', "colour"),
        ('[columns]\na = "title"\nb = "title"\n', "keep one"),
        ('[columns]\na = "lead"\n', "title"),
        ('colonnes = 1\n[columns]\na = "title"\n', "colonnes"),
        ('list_separator = "§"\n[columns]\na = "title"\n', "§"),
        ("[columns]\na = 3\n", "texts"),
    ],
)
def test_a_mapping_that_is_wrong_says_where(text: str, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        read_mapping(text)


HEADER = (
    "id;number;title;language;starts;ends;values;milestone;milestone_title;milestone_due;declared_completion;"
    "declared_on;evidence;url\n"
)


@pytest.mark.parametrize(
    ("row", "reason", "column"),
    [
        ("X;9;;fr;;;;;;;;;;", "no-title", "title"),
        ("X;9;A;fr;31/02/2018;;;;;;;;;", "unreadable-date", "starts"),
        ("X;9;A;fr;20188;;;;;;;;;", "unreadable-date", "starts"),
        ("X;9;A;fr;0018-01-01;;;;;;;;;", "year-out-of-range", "starts"),
        ("X;9;A;fr;lundi 2 janvier 2018;;;;;;;;;", "weekday", "starts"),
        ("X;9;A;fr;2020;2018;;;;;;;;", "ends-before-start", "ends"),
        ("X;9;A;fr;;;bonheur;;;;;;;", "unknown-value", "values"),
        ("X;9;A;très français;;;;;;;;;;", "unknown-value", "language"),
        ("FR1;9;A;fr;;;;;;;;;;", "twice", "id"),
        ("X;1;A;fr;;;;;;;;;;", "twice", "number"),
        ("Y;;;;;;;1.1;Faire;;;;;", "orphan", "id"),
        ("FR1;;;;;;;1.9;;;;;;", "no-milestone-title", "milestone_title"),
        ("FR1;;;;;;;1.1;Autre chose;;;;;", "milestone-twice", "milestone"),
        ("FR1;;;;;;;1.2;Faire;bientôt;;;;", "unreadable-date", "milestone_due"),
        ("FR1;;;;;;;1.2;Faire;;complet;2018-01-01;;", "complete-without-evidence", "evidence"),
        ("FR1;;;;;;;1.2;Faire;;limité;;;", "report-without-day", "declared_on"),
        ("FR1;;;;;;;1.2;Faire;;limité;2018;;", "no-day", "declared_on"),
        ("FR1;;;;;;;1.2;Faire;;;2018-01-01;;", "report-without-completion", "declared_completion"),
        ("FR1;;;;;;;1.2;Faire;;presque;2018-01-01;;", "unknown-value", "declared_completion"),
        ("FR1;;;;;;;1.2;Faire;;limité;2018-01-01;ici;", "bad-link", "evidence"),
        ("X;9;A;fr;;;;;;;;;;www.ville", "bad-link", "url"),
        ("X;9;" + "A" * 301 + ";fr;;;;;;;;;;", "too-long", "title"),
        ("X;9;A;fr;;;;;;;;;;;trop", "extra-cells", ""),
    ],
)
def test_a_row_that_cannot_be_taken_says_why_by_its_number(row: str, reason: str, column: str) -> None:
    found = taken(HEADER + "FR1;1;Bon;fr;;;;1.1;Premier;;;;;\n" + row + "\n")

    assert [one.title for one in found.commitments] == ["Bon"]
    assert reasons(found) == {3: [reason]}
    (doubt,) = [doubt for doubt in found.refused[0].doubts if doubt.blocking]
    assert doubt.message["fr"].startswith("Ligne 3")
    assert doubt.message["en"].startswith("Row 3")
    assert not column or f"« {column} »" in doubt.message["fr"]


def test_rows_that_hang_from_a_refused_one_are_left_out_and_not_blamed() -> None:
    found = taken(
        HEADER + "FR1;1;Mauvais;fr;31/02/2018;;;;;;;;;\nFR1;;;;;;;1.1;Faire;2018;;;;\nFR1;;;;;;;1.2;Dire;2018;;;;\n"
    )

    assert found.commitments == ()
    assert reasons(found) == {2: ["unreadable-date"]}
    assert found.refused[0].with_it == (3, 4)


def test_a_table_that_repeats_its_commitment_on_each_milestone_makes_one_commitment() -> None:
    found = taken(
        "Commitment Title;Lead agency;Milestone title;Milestone due date\n"
        "Ouvrir;DINUM;Dire;S2 2018\nOuvrir;DINUM;Faire;2019 et au-delà\nFermer;DINUM;Partir;31/12/2020\n".replace(
            "Commitment Title", "number;Commitment Title"
        )
        .replace("\nOuvrir", "\n1;Ouvrir")
        .replace("\nFermer", "\n2;Fermer"),
        language="fr",
    )

    first, second = found.commitments
    assert [(step.title, step.due.iso if step.due else "") for step in first.milestones] == [
        ("Dire", "2018-41"),
        ("Faire", "2019/.."),
    ]
    assert first.milestones[1].due_words == "2019 et au-delà"
    assert second.title == "Fermer"


def test_a_repeated_commitment_that_changes_its_lead_is_refused() -> None:
    found = taken(
        "number;title;lead;milestone;milestone_title\n1;Ouvrir;DINUM;1.1;Dire\n1;Ouvrir;DITP;1.2;Faire\n", language="fr"
    )

    assert reasons(found) == {3: ["disagrees"]}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1 250 000 €", Money(125_000_000)),
        ("1\u202f250\u202f000,50 €", Money(125_000_050)),
        ("2,5 M€", Money(250_000_000)),
        ("1.2 million euros", Money(120_000_000)),
        ("EUR 1,250,000", Money(125_000_000)),
        ("300 CHF", Money(30_000, "CHF")),
        ("1,250", None),
        ("$300", None),
        ("à définir", None),
    ],
)
def test_a_budget_is_an_amount_or_a_note_never_a_guess(cell: str, expected: Money | None) -> None:
    found = taken(f"title;language;budget\nA;fr;{cell}\n")

    (one,) = found.commitments
    assert one.budget == expected
    assert one.budget_note == ("" if expected else cell)
    assert [doubt.reason for doubt in one.doubts] == ([] if expected else ["budget-in-words"])


def test_words_of_the_file_are_translated_by_the_mapping() -> None:
    table = read_table("Titre;Etat;Le;Preuve\nA;Clos;2020-01-01;https://ville.example/a\n")
    mapping = Mapping(
        {"Titre": "title", "Etat": "declared_completion", "Le": "declared_on", "Preuve": "evidence"},
        {"language": "fr"},
        {"declared_completion": {"clos": "complete"}},
    )

    assert read_csv(table, mapping).commitments[0].reports[0].completion == "complete"
