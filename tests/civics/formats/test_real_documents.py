"""The 30 agenda pages, the 3 press notes and the 5 seeds: what each says, checked by eye and pinned as facts."""

import dataclasses
from functools import cache
from pathlib import Path

import pytest

from parvis.civics.formats import EventDocument, Moment, read
from tests import shared

DAY = "day"


@cache
def document(prefix: str) -> EventDocument:
    folder = shared.path("seeds") if prefix.startswith("00") else shared.path("data/agenda")
    if prefix.startswith("O"):
        folder = shared.path("data/agenda/press")
    found = [path for path in sorted(folder.iterdir()) if path.name.startswith(f"{prefix}_")]
    assert len(found) == 1
    documents = read(found[0].read_bytes(), found[0].name)
    assert len(documents) == 1
    return documents[0]


def shown(moment: Moment | None) -> str:
    return "" if moment is None else moment.iso[:16]


# prefix, kind, start, end, mode, admission, place's name, number of sessions, quarantined
FACTS = [
    ("01", "agenda-page", "2023-03-13T09:00", "", "onsite", "registration", "Le lieu de la DITP", 8, False),
    ("03", "agenda-page", "2019-11-29T08:30", "2019-11-29T13:00", "onsite", "unknown", "Amphithéâtre, DINUM", 5, False),
    ("05", "agenda-page", "2023-05-25T14:00", "2023-05-25T16:00", "onsite", "registration",
     "Lieu de la transformation publique", 6, False),
    ("07", "agenda-page", "2023-12-14T10:00", "2023-12-14T11:00", "online", "registration", None, 0, False),
    ("09", "agenda-page", "2019-11-28T10:00", "2019-11-28T12:30", "onsite", "registration",
     "Lieu de la Transformation publique", 2, False),
    ("11", "agenda-page", "2022-02-03T13:45", "2022-02-03T14:45", "online", "free", None, 3, False),
    ("13", "agenda-page", "2020-01-19", "", "onsite", "registration", "", 0, False),
    ("15", "agenda-page", "2022-04-25T16:30", "2022-04-25T18:00", "mixed", "registration",
     "Le Lieu de la transformation publique", 0, False),
    ("17", "agenda-page", "2022-12-05T14:00", "2022-12-05T16:00", "onsite", "registration",
     "Lieu de la transformation publique", 3, False),
    ("19", "agenda-page", "2018-11-23T09:30", "", "onsite", "registration", "DINSIC", 0, False),
    ("21", "agenda-page", "2019-10-17T18:30", "2019-10-17T21:30", "onsite", "registration",
     "L'Atelier du Laptop Beaubourg", 0, False),
    ("23", "agenda-page", "2020-01-22T17:30", "", "onsite", "registration",
     "Lieu de la transformation publique", 0, False),
    ("25", "agenda-page", "", "", "unknown", "unknown", None, 0, True),
    ("27", "agenda-page", "2021-11-30T10:00", "2021-11-30T12:00", "online", "registration", None, 0, False),
    ("29", "agenda-page", "2021-11-18T10:12", "", "online", "registration", None, 0, False),
    ("31", "agenda-page", "", "", "unknown", "registration", None, 38, True),
    ("33", "agenda-page", "2019-07-08T09:30", "2019-07-08T12:00", "onsite", "registration",
     "Direction interministérielle du numérique et du système d'information de l'État (DINSIC)", 0, False),
    ("35", "agenda-page", "2018-10-18", "", "unknown", "unknown", None, 0, True),
    ("37", "agenda-page", "2019-06-13T09:30", "2019-06-14T19:00", "onsite", "registration",
     "Mobilier national - Galerie des Gobelins", 2, False),
    ("39", "agenda-page", "2024-10-08T09:00", "2024-10-08T12:30", "onsite", "registration",
     "Direction interministérielle du numérique", 0, False),
    ("41", "agenda-page", "2022-12-01", "2022-12-15", "mixed", "registration", "La grande Crypte", 2, False),
    ("43", "agenda-page", "2021-11-29T09:00", "2021-12-16T18:00", "mixed", "registration",
     "La grande Crypte", 40, False),
    ("45", "agenda-page", "2021-09-07", "2021-09-09", "onsite", "registration", "Lille Grand Palais", 2, False),
    ("47", "agenda-page", "2024-01-09", "2024-01-10", "onsite", "registration",
     "Lieu de la Transformation Publique", 0, False),
    ("49", "agenda-page", "2024-05-14", "2024-05-15", "onsite", "registration", "Espace Saint Martin", 0, False),
    ("51", "agenda-page", "2024-04-08", "2024-04-09", "mixed", "registration",
     "Lieu de la Transformation publique", 0, False),
    ("53", "agenda-page", "2024-04-10T09:00", "2024-04-10T17:00", "onsite", "free",
     "Lieu de la Transformation publique", 6, False),
    ("55", "agenda-page", "", "", "unknown", "unknown", None, 0, True),
    ("56", "agenda-page", "2018-11-12", "", "onsite", "registration", "Salons de l'Hôtel de Ville de Paris", 6, False),
    ("57", "agenda-page", "2018-12-07T08:00", "", "onsite", "registration", "Lyon", 2, False),
    ("O2", "press-note", "", "", "unknown", "unknown", None, 0, True),
    ("O3", "press-note", "2018-04-25", "2018-04-26", "unknown", "unknown", None, 11, False),
    ("O4", "press-note", "", "", "unknown", "unknown", None, 0, True),
    ("000", "agenda-page", "2018-11-12", "", "onsite", "registration", "Salons de l'Hôtel de Ville de Paris", 0, False),
    ("001", "commitment-page", "", "", "unknown", "unknown", None, 0, True),
    ("002", "press-note", "2016-12-05", "2016-12-09", "mixed", "unknown", None, 9, False),
    ("003", "blog-post", "", "", "unknown", "unknown", None, 0, True),
    ("004", "programme-page", "2023-11-02", "2023-11-30", "mixed", "unknown", None, 2, False),
]  # fmt: skip


@pytest.mark.parametrize("fact", FACTS, ids=[fact[0] for fact in FACTS])
def test_each_document_says_what_its_page_says(fact: tuple[object, ...]) -> None:
    found = document(str(fact[0]))

    assert fact == (
        fact[0],
        found.kind,
        shown(found.start),
        shown(found.end),
        found.mode,
        found.admission,
        found.place.name if found.place else None,
        len(found.sessions),
        found.quarantined,
    )
    assert found.source
    if found.quarantined:
        reasons = ("no-date", "not-an-agenda-page")
        assert any(doubt.blocking or doubt.reason in reasons for doubt in found.doubts)


def test_the_table_covers_every_file_there_is() -> None:
    folders = ("data/agenda", "data/agenda/press", "seeds")
    files = [path for folder in folders for path in shared.path(folder).iterdir() if path.is_file()]

    assert len(files) == len(FACTS)


def test_every_source_is_kept_word_for_word() -> None:
    for path in sorted(Path(shared.path("data/agenda")).rglob("*.m*")):
        text = path.read_text(encoding="utf-8")
        assert read(text, path.name)[0].source == text


def test_the_summit_page_keeps_its_access_its_quote_and_its_promise() -> None:
    summit = document("000")

    assert summit.place is not None
    assert [(line.mode, line.lines, line.stop) for line in summit.place.lines[:2]] == [
        ("metro", ("1", "11"), "Hôtel de Ville"),
        ("rer", ("A", "B"), "Châtelet-Les Halles"),
    ]
    assert summit.place.lines[2].lines[-1] == "Balabus"
    assert (summit.place.address, summit.place.postcode, summit.place.city) == (
        "Place de l'Hôtel de Ville",
        "75004",
        "Paris",
    )
    assert [(quote.author, quote.office) for quote in summit.quotes] == [
        ("Emmanuel Macron", "Président de la République française")
    ]
    assert summit.more_to_come
    assert summit.formats == ("summit",)
    assert [field.link for field in summit.registration] == ["https://www.weezevent.com/the-govtech-summit"]
    assert ("date-keys-disagree", "event_date", 34) in [(d.reason, d.field, d.line) for d in summit.doubts]


def test_the_press_note_gives_nine_sessions_in_their_places() -> None:
    note = document("002")

    assert note.number == "316"
    assert note.title == "Partenariat pour un Gouvernement Ouvert"
    assert str(note.published_at)[:10] == "2016-12-02"
    assert note.contact[0].phone == "01 53 18 44 50"
    assert [(shown(s.start), shown(s.end)[11:], s.formats, s.place.name if s.place else "") for s in note.sessions] == [
        ("2016-12-05T19:00", "20:30", ("broadcast",), ""),
        ("2016-12-06T10:00", "11:00", ("press-conference",), "siège de l'association Démocratie Ouverte"),
        ("2016-12-06T18:30", "22:30", ("party",), "Cabaret Sauvage"),
        ("2016-12-07T14:00", "18:00", ("plenary",), "salle Pleyel"),
        ("2016-12-08T10:15", "11:15", ("plenary",), "hémicycle du Palais d'Iéna"),
        ("2016-12-08T16:15", "17:00", (), "hémicycle du Palais d'Iéna"),
        ("2016-12-08T17:15", "18:15", ("workshop",), "Palais d'Iéna"),
        ("2016-12-09T12:15", "13:15", ("conference",), "Palais d'Iéna"),
        ("2016-12-09T18:00", "19:15", ("party",), "Hôtel de Ville de Paris"),
    ]
    assert [s.admission for s in note.sessions].count("press") == 1
    assert note.sessions[0].organisers == ("Renaissance Numérique", "Fondation Jean JAURES")
    assert note.sessions[0].links[0].link.startswith("https://")
    assert [d.field for d in note.doubts if d.reason == "outside-span"] == ["sessions[0].start"]


def test_the_innovation_month_keeps_its_wrong_weekdays_and_says_when_they_were_right() -> None:
    month = document("004")

    assert [(shown(s.start), shown(s.end)[11:], s.formats, s.admission, s.mode) for s in month.sessions] == [
        ("2023-11-03T16:15", "18:15", ("meetup",), "registration", "onsite"),
        ("2023-11-07T09:30", "16:00", ("round-table", "demo", "feedback"), "free", "onsite"),
    ]
    assert month.sessions[0].title == "Quiz géant sur l'innovation publique !"
    assert month.sessions[0].place is not None
    assert month.sessions[0].place.address == "77 avenue de Ségur"
    assert month.sessions[0].place.accessibility == ("step-free",)
    wrong = [d for d in month.doubts if d.reason == "weekday-disagrees"]
    assert [d.line for d in wrong] == [30, 40]
    assert all("2022" in d.message["fr"] for d in wrong)
    assert month.series == ("Mois de l'innovation publique",)


def test_the_blog_post_only_suggests() -> None:
    post = document("003")
    suggested: dict[str, list[str]] = {}
    for suggestion in post.suggestions:
        suggested.setdefault(suggestion.kind, []).append(suggestion.text)

    assert len(suggested["pledge"]) == 4
    assert {"Make.org", "Voxe.org", "Fluicity", "Mairie de Paris"} <= set(suggested["signatory"])
    assert "fond Public.io" in suggested["organisation"]
    assert {"12 novembre", "du 13 au 15 novembre", "du 11 au 13 novembre"} == set(suggested["event"])
    assert len(suggested["quote"]) == 2
    assert any("20 000 visiteurs" in figure for figure in suggested["figure"])
    assert [doubt.reason for doubt in post.doubts] == ["to-be-confirmed"]


def test_the_commitment_page_is_no_event_and_is_read_elsewhere() -> None:
    page = document("001")

    assert (page.title, page.external_id, page.number) == ("Sommet Govtech", "FR0043", "14")
    assert page.quarantined  # by the agenda: it has no day
    assert [doubt.reason for doubt in page.doubts] == ["not-an-agenda-page", "machine-translation"]


def test_an_undated_draft_proposes_the_days_its_lead_names_and_the_year_that_fits() -> None:
    draft = document("25")

    assert draft.published is False
    assert dataclasses.asdict(draft.suggestions[0])["data"] == {
        "field": "chapeau-text",
        "explicit_year": "false",
        "start": "2022-11-18",
        "weekday_fits": "2021",
    }


def test_hours_of_the_text_that_contradict_the_date_are_not_believed() -> None:
    meetup = document("23")

    assert "hours-disagree" in [doubt.reason for doubt in meetup.doubts]
    assert shown(meetup.start) == "2020-01-22T17:30"


def test_a_forum_in_two_parts_gives_each_its_days_and_mode() -> None:
    forum = document("41")

    assert [(shown(s.start), shown(s.end), s.mode) for s in forum.sessions] == [
        ("2022-12-01", "2022-12-14", "online"),
        ("2022-12-15T09:00", "2022-12-15T18:00", "onsite"),
    ]
    assert forum.place is not None
    assert [(line.mode, line.lines[0], line.stop) for line in forum.place.lines] == [
        ("metro", "6", "Boissière"),
        ("metro", "2", "Victor-Hugo"),
        ("metro", "9", "Trocadéro"),
        ("rer", "A", "Charles de Gaulle-Étoile"),
    ]
