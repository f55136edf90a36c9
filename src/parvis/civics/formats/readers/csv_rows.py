"""CSV → documents: one a row; French and English headers, `,` `;` or tab, with or without BOM.

A row that cannot be trusted gives a quarantined document which names the row; only a file without a usable header,
or with a quote never closed, is refused as a whole.
"""

import csv
import datetime as dt
import io
import re

from parvis.civics.dates import find_dates, parse_hours
from parvis.civics.formats.doubts import doubt
from parvis.civics.formats.errors import FormatError
from parvis.civics.formats.instants import EARLIEST, LATEST, aware, known_zone, order, parse, read_moment
from parvis.civics.formats.model import (
    ADMISSIONS,
    MODES,
    PARIS,
    STATUSES,
    Doubt,
    EventDocument,
    ImageText,
    InfoField,
    Moment,
    PlaceText,
    Role,
)
from parvis.civics.formats.readers.json_values import number
from parvis.civics.formats.vocabulary import format_code, key, series_name
from parvis.civics.formats.writers.csv_rows import COLUMNS

_HEADERS = {
    "id": "identifiant, identifier, uid, ref, reference, slug, code, external id",
    "title": "titre, nom, name, intitule, evenement, event, nom de l'evenement, titre de l'evenement, libelle",
    "start": "debut, date, date de debut, date debut, start date, startdate, event start date, jour, "
    "date et heure de debut, date de l'evenement, begin",
    "end": "fin, date de fin, date fin, end date, enddate, event end date, date et heure de fin",
    "start_time": "heure, heure de debut, heure debut, start time, debut heure",
    "end_time": "heure de fin, heure fin, end time",
    "hours": "horaires, horaire, hours",
    "zone": "fuseau, fuseau horaire, timezone, time zone",
    "status": "statut, etat",
    "mode": "participation, modalite, attendance mode",
    "place": "lieu, salle, venue, location, nom du lieu, lieu nom, place name",
    "address": "adresse, rue, street, street address, adresse postale",
    "postcode": "code postal, cp, postal code, zip",
    "city": "commune, ville, town, localite",
    "insee": "code insee, insee code, code commune",
    "latitude": "lat",
    "longitude": "lon, lng, long",
    "accessibility": "accessibilite",
    "online_url": "adresse en ligne, lien visio, lien en ligne, url en ligne, visioconference, online url",
    "formats": "format, type, types, categorie, categories, type d'evenement",
    "series": "serie",
    "themes": "theme, thematique, thematiques, mots cles, tags, keywords, etiquettes",
    "audiences": "public, publics, audience, public cible",
    "organisers": "organisateur, organisateurs, organizer, organiser, structure, organisme",
    "registration": "inscription, lien d'inscription, lien inscription, billetterie, url inscription, registration url",
    "lead": "chapeau, resume, description courte, summary",
    "body": "description, texte, contenu, description longue, details",
    "language": "langue, lang",
    "url": "lien, page, site, link, site web",
    "published": "publie",
    "number": "numero",
    "sequence": "revision",
    "last_modified": "modifie le, derniere modification, updated at",
    "image": "image, photo, visuel",
}
_COLUMN = {key(word): column for column, words in _HEADERS.items() for word in words.split(",")} | {
    key(column.replace("_", " ")): column for column in COLUMNS
}
_MODE_WORDS = {
    "en ligne": "online", "a distance": "online", "visio": "online", "distanciel": "online", "virtuel": "online",
    "sur place": "onsite", "presentiel": "onsite", "en presentiel": "onsite", "physique": "onsite",
    "hybride": "mixed", "mixte": "mixed", "en ligne et en presentiel": "mixed", "hybrid": "mixed",
}  # fmt: skip
_STATUS_WORDS = {
    "prevu": "scheduled", "confirme": "scheduled", "planifie": "scheduled", "annule": "cancelled",
    "reporte": "postponed", "complet": "full", "deplace": "rescheduled", "passe en ligne": "moved-online",
    "canceled": "cancelled",
}  # fmt: skip
_ADMISSION_WORDS = {
    "libre": "free", "entree libre": "free", "gratuit": "free", "sur inscription": "registration",
    "inscription": "registration", "inscription obligatoire": "registration", "sur invitation": "invitation",
    "presse": "press",
}  # fmt: skip
_TRUE = {"true", "vrai", "oui", "yes", "1", "publie"}
_FALSE = {"false", "faux", "non", "no", "0", "brouillon"}
_FRENCH_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T,à]+(\d{1,2})(?:[:hH](\d{2})?)(?::\d{2})?)?\s*$")


def read(text: str, name: str) -> list[EventDocument]:
    """Documents of the rows, in order.

    raises   FormatError naming the row or the missing column
    """
    if "\x00" in text:
        raise FormatError("Ce fichier n’est pas du texte.", "This file is not text.")
    text = text.removeprefix("\ufeff")
    first = text.lstrip().split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    documents: list[EventDocument] = []
    header: list[str] | None = None
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = _header(cells)
                continue
            documents.append(_document(cells, header, line, name, separator))
    except csv.Error as error:
        line = max(reader.line_num, 1)
        raise FormatError(
            f"Ligne {line} : ce CSV est mal formé ({error}).", f"Row {line}: malformed CSV ({error}).", line=line
        ) from None
    if not documents:
        raise FormatError(
            "Le tableau n’a aucune ligne sous son en-tête.", "The table has no row below its header.", line=1
        )
    return documents


def _header(cells: list[str]) -> list[str]:
    columns: list[str] = []
    for cell in cells:
        column = _COLUMN.get(key(cell.strip("'").replace("_", " ")), "")
        columns.append("" if column in columns else column)
    for needed, french, english in (
        ("title", "de titre (« titre », « nom »…)", "title (“title”, “name”…)"),
        ("start", "de date (« début », « date »…)", "date (“start”, “date”…)"),
    ):
        if needed not in columns:
            raise FormatError(
                f"Ligne 1 : le tableau n’a pas de colonne {french}.",
                f"Row 1: the table has no {english} column.",
                line=1,
                field=needed,
            )
    return columns


def _document(cells: list[str], header: list[str], line: int, name: str, separator: str) -> EventDocument:
    doubts: list[Doubt] = []
    if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
        count = f"{len(cells)} / {len(header)}"
        doubts.append(doubt("extra-cells", "", line, other=count, line=line, blocking=True))
    values = {column: _bare(cell) for column, cell in zip(header, cells, strict=False) if column}
    row = _Row(values, doubts, line)
    zone = row.text("zone") or PARIS
    if not known_zone(zone):
        row.doubt("unknown-zone", "zone", zone, blocking=True)
        zone = PARIS
    start, end = row.span(zone)
    if not row.text("title"):
        row.doubt("no-title", "title", blocking=True)
    formats, series, themes = row.words()
    return EventDocument(
        kind="csv",
        path=name,
        external_id=row.text("id"),
        url=row.text("url"),
        title=row.text("title"),
        lead=row.text("lead"),
        body=row.text("body"),
        language=row.text("language") or "fr",
        start=start,
        end=end,
        published=row.boolean("published"),
        mode=row.coded("mode", MODES, _MODE_WORDS, "unknown"),
        admission=row.coded("admission", ADMISSIONS, _ADMISSION_WORDS, "unknown"),
        status=row.coded("status", STATUSES, _STATUS_WORDS, "scheduled"),
        place=row.place(),
        online_url=row.text("online_url"),
        formats=formats,
        series=series,
        themes=themes,
        audiences=row.items("audiences"),
        organisers=tuple(Role(item) for item in row.items("organisers")),
        registration=tuple(InfoField(link=item) for item in row.items("registration")),
        images=tuple(ImageText(item) for item in row.items("image")),
        number=row.text("number"),
        sequence=row.whole("sequence"),
        last_modified=row.stamp("last_modified"),
        doubts=tuple(doubts),
        source=_source(cells, separator),
    )


def _bare(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r", "'") else cell


def _source(cells: list[str], separator: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, lineterminator="").writerow(cells)
    return buffer.getvalue()


class _Row:
    """Cells of one row by column, and where to write what is doubted."""

    def __init__(self, values: dict[str, str], doubts: list[Doubt], line: int) -> None:
        self.values = values
        self.doubts = doubts
        self.line = line

    def doubt(self, reason: str, field: str, value: object = "", *, blocking: bool = False) -> None:
        self.doubts.append(doubt(reason, field, value, line=self.line, blocking=blocking))

    def text(self, column: str) -> str:
        return self.values.get(column, "")

    def items(self, column: str) -> tuple[str, ...]:
        """Items separated by bars; `\\|` is a bar and `\\\\` a backslash."""
        cell = self.text(column)
        if not cell:
            return ()
        found, current, escaped = [], "", False
        for letter in cell:
            if escaped:
                current += letter if letter in "\\|" else "\\" + letter
                escaped = False
            elif letter == "\\":
                escaped = True
            elif letter == "|":
                found.append(current)
                current = ""
            else:
                current += letter
        found.append(current + ("\\" if escaped else ""))
        return tuple(found)

    def words(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Formats as codes, series, themes; a type that is no known format becomes a theme."""
        formats: list[str] = []
        series = list(self.items("series"))
        themes = list(self.items("themes"))
        for word in self.items("formats"):
            if code := format_code(word):
                formats.append(code)
            elif name := series_name(word):
                series.append(name)
            elif word:
                themes.append(word)
        return tuple(formats), tuple(series), tuple(themes)

    def coded(self, column: str, values: tuple[str, ...], table: dict[str, str], otherwise: str) -> str:
        cell = self.text(column).strip()
        if not cell:
            return otherwise
        if cell in values:
            return cell
        if key(cell) in table:
            return table[key(cell)]
        self.doubt("unknown-value", column, cell)
        return otherwise

    def boolean(self, column: str) -> bool | None:
        cell = key(self.text(column))
        if cell in _TRUE:
            return True
        if cell in _FALSE:
            return False
        if cell:
            self.doubt("unknown-value", column, self.text(column))
        return None

    def whole(self, column: str) -> int:
        cell = self.text(column).strip()
        if cell.isascii() and cell.isdigit() and len(cell) < 10:
            return int(cell)
        if cell:
            self.doubt("bad-number", column, cell)
        return 0

    def stamp(self, column: str) -> dt.datetime | None:
        cell = self.text(column).strip()
        if not cell:
            return None
        found = aware(cell)
        if found is None:
            self.doubt("unreadable-date", column, cell)
        return found

    def coordinate(self, column: str, bound: float) -> float | None:
        cell = self.text(column).strip()
        if not cell:
            return None
        found = number(cell.replace(",", "."), -bound, bound)
        if found is None:
            self.doubt("bad-number", column, cell)
        return found

    def place(self) -> PlaceText | None:
        latitude, longitude = self.coordinate("latitude", 90), self.coordinate("longitude", 180)
        if latitude is None or longitude is None:
            latitude = longitude = None
        place = PlaceText(
            name=self.text("place"),
            address=self.text("address"),
            postcode=self.text("postcode"),
            city=self.text("city"),
            accessibility=self.items("accessibility"),
            latitude=latitude,
            longitude=longitude,
            insee=self.text("insee"),
        )
        return place if place != PlaceText() else None

    def span(self, zone: str) -> tuple[Moment | None, Moment | None]:
        start = self.moment("start", zone, self.text("start_time"))
        end = self.moment("end", zone, self.text("end_time"))
        if start and end is None and self.text("end_time").strip() and not self.text("end").strip():
            end = self.at(start, self.text("end_time"), "end_time")
        if start and start.time is None and (hours := parse_hours(self.text("hours"))):
            start = Moment(start.day, hours.begins, zone)
            self.doubt("hours-to-check", "hours", self.text("hours"))
            if hours.ends and end is None and not hours.ends_next_day:
                end = Moment(start.day, hours.ends, zone)
        end, wrong = order(start, end, "end", self.text("end") or self.text("end_time"), line=self.line)
        self.doubts.extend(wrong)
        return start, end

    def moment(self, column: str, zone: str, time: str) -> Moment | None:
        cell = self.text(column).strip()
        if not cell:
            if column == "start":
                self.doubt("no-date", column)
            return None
        if parse(cell):
            found, doubts = read_moment(cell, column, zone=zone, line=self.line)
            self.doubts.extend(doubts)
        else:
            found = self.french(cell, column, zone)
        if found is not None and found.time is None and time.strip():
            return self.at(found, time, f"{column}_time")
        return found

    def at(self, moment: Moment, time: str, column: str) -> Moment | None:
        """The moment's day at a time of its own cell."""
        hours = parse_hours(time)
        if hours is None or hours.ends is not None:
            self.doubt("unknown-value", column, time)
            return moment if column == "start_time" else None
        return Moment(moment.day, hours.begins, moment.zone)

    def french(self, cell: str, column: str, zone: str) -> Moment | None:
        """12/11/2018, 12/11/2018 18:30, 12 novembre 2018."""
        match = _FRENCH_DAY.match(cell)
        try:
            if match:
                day = dt.date(int(match[3]), int(match[2]), int(match[1]))
                time = dt.time(int(match[4]), int(match[5] or 0)) if match[4] else None
            else:
                mentions = [mention for mention in find_dates(cell) if mention.days]
                if len(mentions) != 1 or len(mentions[0].days) != 1 or mentions[0].days[0].year is None:
                    raise ValueError
                found = mentions[0].days[0].in_year()
                if found is None:
                    raise ValueError
                day = found
                hours = parse_hours(cell)
                time = hours.begins if hours and hours.ends is None else None
        except ValueError:
            self.doubt("unreadable-date", column, cell, blocking=column == "end")
            return None
        if not EARLIEST <= day.year <= LATEST:
            self.doubt("year-out-of-range", column, cell, blocking=column == "end")
            return None
        return Moment(day, time, zone)
