"""Press notes in plain text: number, date line, announced span, sessions under day headings, contact."""

from parvis.civics.formats import EventDocument, read

NOTE = """VILLE DE HAUTERIVE

Communiqué de presse

Hauterive, le 20 décembre 2018

N° 12/2018

Semaine du numérique

-du mardi 8 au mercredi 9 janvier-

{lead}

Programme prévisionnel :

Mardi 8 janvier

- 9h00-10h30 :** Conférence de presse à la Mairie, 1 place du Marché, 75011
- 14h-16h :** Atelier de données, salle Ada Lovelace

Mercredi 9 janvier :

18H00-20H00 : Web-émission, avec Radio Haute et le Club des élèves :
https://radio.example.org/direct

Jeudi 10 janvier

- 10h : Visite du musée

Contact presse :
Service presse : 01 23 45 67 89 presse@hauterive.example.org
""".replace("{lead}", "La Ville ouvre ses portes pour montrer comment elle publie ses données. " * 2)


def note() -> EventDocument:
    documents = read(NOTE, "note.txt")
    assert len(documents) == 1
    return documents[0]


def test_the_head_of_the_note_is_told_apart() -> None:
    found = note()

    assert (found.kind, found.number, found.title) == ("press-note", "12/2018", "Semaine du numérique")
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2018-12-20T00:00:00+01:00"
    assert found.lead.startswith("La Ville ouvre")
    assert [(c.name, c.phone, c.email) for c in found.contact] == [
        ("Service presse", "01 23 45 67 89", "presse@hauterive.example.org")
    ]


def test_a_weekday_carries_the_programme_over_new_year() -> None:
    assert [session.start.iso[:16] for session in note().sessions if session.start] == [
        "2019-01-08T09:00",
        "2019-01-08T14:00",
        "2019-01-09T18:00",
        "2019-01-10T10:00",
    ]
    assert "weekday-disagrees" not in [doubt.reason for doubt in note().doubts]


def test_each_session_has_its_place_its_hosts_and_its_admission() -> None:
    press, workshop, show, visit = note().sessions

    assert press.admission == "press"
    assert press.title == "Conférence de presse"
    assert press.place is not None
    assert (press.place.name, press.place.address, press.place.postcode) == ("Mairie", "1 place du Marché", "75011")
    assert workshop.place is not None
    assert workshop.place.name == "salle Ada Lovelace"
    assert show.mode == "online"
    assert show.organisers == ("Radio Haute", "Club des élèves")
    assert [link.link for link in show.links] == ["https://radio.example.org/direct"]
    assert visit.end is None


def test_a_session_outside_the_announced_days_is_doubted_and_kept() -> None:
    found = note()

    assert [(d.reason, d.field, d.line) for d in found.doubts] == [("outside-span", "sessions[3].start", 29)]
    assert found.start is not None
    assert found.end is not None
    assert (found.start.iso, found.end.iso) == ("2019-01-08", "2019-01-10")
    assert not found.quarantined


def test_a_note_without_a_programme_is_put_aside_with_the_days_it_names() -> None:
    text = "Communiqué de presse\n\nParis, le 2 mai 2024\n\nOuverture\n\nLe service ouvrira le lundi 13 mai 2024.\n"

    found = read(text, "note.txt")[0]

    assert found.quarantined
    assert [suggestion.data["start"] for suggestion in found.suggestions] == ["2024-05-02", "2024-05-13"]
