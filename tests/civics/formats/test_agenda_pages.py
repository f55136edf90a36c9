"""The oddities of agenda pages: each value is kept, put aside or completed, and says so."""

import pytest

from parvis.civics.formats import EventDocument, read


def page(head: str, body: str = "") -> EventDocument:
    return read(f"---\ntitle: Essai\n{head}---\n{body}", "essai.md")[0]


def reasons(document: EventDocument) -> list[str]:
    return [doubt.reason for doubt in document.doubts]


def span(document: EventDocument) -> tuple[str, str]:
    return (document.start.iso if document.start else "", document.end.iso if document.end else "")


@pytest.mark.parametrize(
    ("head", "expected", "said"),
    [
        ("event_start_date: 2018-11-12 09:30:00 +01:00\n", ("2018-11-12T09:30:00+01:00", ""), []),
        ("event_date: 2018-12-07 08:00:00 +01:00\n", ("2018-12-07T08:00:00+01:00", ""), []),
        ("dateEvent: 2018-12-07 08:00\n", ("2018-12-07T08:00:00+01:00", ""), []),
        ("event_start_date: 2018-11-12 00:00:00 +01:00\n", ("2018-11-12", ""), ["midnight"]),
        ("event_start_date: 2018-11-12\n", ("2018-11-12", ""), []),
        ("event_start_date: 2021-07-12 17:30:00 +01:00\n", ("2021-07-12T17:30:00+02:00", ""), ["offset-disagrees"]),
        ("event_start_date: 0007-08-31 23:09:21 +00:09\n", ("", ""), ["year-out-of-range"]),
        ("event_start_date: bientôt\n", ("", ""), ["unreadable-date"]),
        ("event_start_date: 'null'\n", ("", ""), ["literal-null"]),
        (
            "event_start_date: 2023-11-02 00:00:00 +01:00\nevent_end_date: 2023-11-30 00:00:00 +01:00\n",
            ("2023-11-02", "2023-11-30"),
            ["midnight", "inclusive-last-day"],
        ),
        (
            "event_start_date: 2023-11-02 10:00:00 +01:00\nevent_end_date: 2023-11-01 18:00:00 +01:00\n",
            ("2023-11-02T10:00:00+01:00", ""),
            ["end-before-start"],
        ),
        (
            "event_start_date: 2018-11-12 00:00:00 +01:00\nevent_date: 2018-11-22 00:00:00 +01:00\n",
            ("2018-11-12", ""),
            ["midnight", "date-keys-disagree"],
        ),
    ],
)
def test_dates_are_read_as_written_or_put_aside(head: str, expected: tuple[str, str], said: list[str]) -> None:
    document = page(head)

    assert span(document) == expected
    assert reasons(document) == said


@pytest.mark.parametrize("head", ["event_start_date: 0007-08-31 23:09:21 +00:09\n", "event_end_date: 2023-11-01\n", ""])
def test_a_page_without_a_usable_date_is_quarantined(head: str) -> None:
    assert page(head).quarantined


def test_an_end_before_the_start_blocks() -> None:
    document = page("event_start_date: 2023-11-02 10:00\nevent_end_date: 2023-11-01 18:00\n")

    assert document.quarantined
    assert document.doubts[0].line == 4


@pytest.mark.parametrize(
    ("hours", "expected", "said"),
    [
        ("8h30-13h", ("2019-11-29T08:30:00+01:00", "2019-11-29T13:00:00+01:00"), ["midnight", "hours-to-check"]),
        ("de 12h à 13h30", ("2019-11-29T12:00:00+01:00", "2019-11-29T13:30:00+01:00"), ["midnight", "hours-to-check"]),
        ("20h à 2h", ("2019-11-29T20:00:00+01:00", "2019-11-30T02:00:00+01:00"), ["midnight", "hours-to-check"]),
        ("toute la journée", ("2019-11-29", ""), ["midnight"]),
        ("9h-12h puis 14h-17h", ("2019-11-29", ""), ["midnight"]),
    ],
)
def test_hours_in_free_text_are_kept_to_be_checked(hours: str, expected: tuple[str, str], said: list[str]) -> None:
    head = "event_start_date: 2019-11-29 00:00:00 +01:00\nchamps_informations:\n- intitule: 'Horaires '\n"

    document = page(f"{head}  contenu: {hours}\n")

    assert span(document) == expected
    assert reasons(document) == said


@pytest.mark.parametrize(
    ("head", "mode", "name"),
    [
        ("lieu: En ligne\n", "online", None),
        ("lieu: En ligne et en présentiel\n", "mixed", None),
        ("lieu: En ligne et en présentiel\nadresse: 77 avenue de Ségur 75015 Paris\n", "mixed", ""),
        ("lieu: Le Lieu et en ligne\n", "mixed", "Le Lieu"),
        ("lieu: Webinaire de l’Etat\n", "online", None),
        ("lieu: Mairie\nadresse: '1 rue du Pont, 93 300 Aubervilliers '\n", "onsite", "Mairie"),
        ("", "unknown", None),
    ],
)
def test_a_way_to_attend_is_not_a_place(head: str, mode: str, name: str | None) -> None:
    document = page(f"event_start_date: 2024-01-09\n{head}")

    assert document.mode == mode
    assert (document.place.name if document.place else None) == name


def test_a_postcode_with_a_space_is_whole() -> None:
    place = page("event_start_date: 2024-01-09\nlieu: Mairie\nadresse: 1 rue du Pont, 93 300 Aubervilliers\n").place

    assert place is not None
    assert (place.address, place.postcode, place.city) == ("1 rue du Pont", "93300", "Aubervilliers")


def test_information_fields_filled_in_oddly_are_put_right_and_say_so() -> None:
    document = page(
        "event_start_date: 2024-01-09\nchamps_informations:\n"
        "- intitule: 'null'\n  contenu: 'null'\n"
        "- Intitulé: Contact\n  mailto: agenda@example.org\n"
        "- intitule: De 9h à 12h\n  contenu: Horaires\n"
        "- intitule: Inscription\n  contenu: ICI\n  lien: 'atelier.example.org/inscription '\n"
        "- intitule: Replay\n  lien: lien à ajouter\n"
    )

    assert [(field.label, field.content, field.link) for field in document.information] == [
        ("Contact", "", "mailto:agenda@example.org"),
        ("Horaires", "De 9h à 12h", ""),
        ("Replay", "", ""),
    ]
    assert [field.link for field in document.registration] == ["https://atelier.example.org/inscription"]
    assert {"literal-null", "unknown-key", "swapped-fields", "bad-link", "placeholder"} <= set(reasons(document))


def test_access_that_is_no_transport_stays_a_note() -> None:
    document = page(
        "event_start_date: 2024-01-09\nlieu: Mairie\nacces:\n- type: 'Métro :'\n  lignes:\n"
        "  - nom: 'Lignes 1 et 11 – Hôtel de Ville '\n"
        "- type: Vous pouvez aussi suivre la réunion en visioconférence\n  lignes:\n  - nom:\n- lien:\n  - Key:\n"
    )

    assert document.place is not None
    assert [(line.mode, line.lines, line.stop, line.note) for line in document.place.lines] == [
        ("metro", ("1", "11"), "Hôtel de Ville", ""),
        ("other", (), "", "Vous pouvez aussi suivre la réunion en visioconférence"),
    ]
    assert reasons(document) == ["odd-access"]


def test_categories_are_sorted_into_formats_series_and_themes() -> None:
    document = page(
        "event_start_date: 2024-01-09\ncategories:\n- Micro-conférences et ateliers\n- Mois de l’innovation publique\n"
        "- Évènement\n- Urbanisme\ntags:\n- atelier\n- Etalab\ncategorie: 'Webinaire '\n"
    )

    assert document.formats == ("conference", "workshop")
    assert document.series == ("Mois de l'innovation publique",)
    assert document.themes == ("Urbanisme", "atelier", "Etalab")


@pytest.mark.parametrize(
    ("text", "admission"),
    [
        ("Entrée libre", "free"),
        ("Entrée libre gratuite sur inscription", "registration"),
        ("inscription obligatoire", "registration"),
        ("sur invitation uniquement", "invitation"),
        ("réservé à la presse", "press"),
        ("Accessible aux personnes à mobilité réduite", "unknown"),
    ],
)
def test_admission_is_read_from_its_usual_words(text: str, admission: str) -> None:
    head = f"event_start_date: 2024-01-09\nchamps_informations:\n- intitule: Modalités\n  contenu: {text}\n"

    assert page(head).admission == admission


def test_a_draft_stays_a_draft() -> None:
    assert page("published: false\nevent_start_date: 2024-01-09\n").published is False
    assert page("event_start_date: 2024-01-09\n").published is None


def test_a_filler_page_is_quarantined() -> None:
    document = page("event_date: 2018-10-18\n", "Lorem ipsum dolor sit amet\n")

    assert document.quarantined
    assert reasons(document) == ["dummy-text"]


def test_timed_lines_become_sessions_of_the_only_day() -> None:
    document = page(
        "event_start_date: 2024-01-09 09:00\n",
        "### Programme\n* 8h30 : accueil\n* **De 10h à 11h :** Table ronde « Après »\n[14h] Atelier\n"
        "On y parle 2h durant.\n",
    )

    assert [(s.start.iso[11:16] if s.start else "", s.title, s.formats, s.line) for s in document.sessions] == [
        ("08:30", "accueil", (), 6),
        ("10:00", "Table ronde « Après »", ("round-table",), 7),
        ("14:00", "Atelier", ("workshop",), 8),
    ]


def test_a_sub_event_in_a_paragraph_becomes_a_session_with_its_types() -> None:
    document = page(
        "event_start_date: 2023-11-02\nevent_end_date: 2023-11-30\n",
        "**Le lundi 13/11 de 14h30 à 15h30 [Webinaire, Démo] Ouvrir ses données**\n\n* Sur inscription\n",
    )

    session = document.sessions[0]
    assert session.title == "Ouvrir ses données"
    assert session.formats == ("webinar", "demo")
    assert session.start is not None
    assert session.start.iso == "2023-11-13T14:30:00+01:00"
    assert session.admission == "registration"
    assert document.kind == "programme-page"
