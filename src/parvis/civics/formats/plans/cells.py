"""One cell → one value; what cannot be read says why, with the row and the column as the file calls it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping as Map
from dataclasses import replace

from parvis.civics.dates import FuzzyDate, find_dates, from_iso, on_day, parse_date
from parvis.civics.formats.model import Doubt
from parvis.civics.formats.plans.columns import AUTHORITIES, COMPLETIONS, VALUES, WORDINGS
from parvis.civics.formats.plans.doubts import doubt
from parvis.civics.formats.plans.mapping import Mapping
from parvis.civics.formats.plans.model import Money
from parvis.civics.formats.vocabulary import key

EARLIEST, LATEST = 1980, 2099  # years in which a commitment can begin or end; anything else is a slip
SINGULAR = 40  # letters of a word of a closed list; longer is prose

TRUE = {"oui", "o", "yes", "y", "vrai", "true", "1", "x", "✓", "✔"}
FALSE = {"non", "n", "no", "faux", "false", "0"}
_CARRIED = TRUE | {
    "repris",
    "reconduit",
    "pre existing",
    "preexisting",
    "carried over",
    "ongoing",
    "existing",
    "ancien",
}
_NEW = FALSE | {"nouveau", "nouvel engagement", "new", "new commitment"}
_VALUE_WORDS = {
    "access-to-information": "access to information, transparency, acces a l'information, transparence",
    "civic-participation": "civic participation, public participation, participation, participation citoyenne, "
    "participation civique, participation du public",
    "public-accountability": "public accountability, accountability, redevabilite, responsabilite publique, "
    "redevabilite publique, responsabilite",
    "technology-and-innovation": "technology and innovation, technology & innovation, technology, technologie, "
    "technologie et innovation, technology and innovation for openness, innovation et technologie, "
    "innovation & technologie, technology and innovation for openness and accountability, "
    "innovation et technologie pour l'ouverture, technologie et innovation pour l'ouverture",
    "inclusion": "inclusion, inclusivite, inclusiveness",
}
_COMPLETION_WORDS = {
    "not-started": "not started, non commence, non demarre, pas commence, a faire, not yet started, 0",
    "limited": "limited, limite, en cours limite, partiel, en partie",
    "substantial": "substantial, substantiel, avance, en bonne voie",
    "complete": "complete, completed, complet, termine, acheve, fait, realise, done, finished",
}
CODED: dict[str, Map[str, str]] = {
    "values": {key(word): code for code, words in _VALUE_WORDS.items() for word in (*words.split(","), code)},
    "declared_completion": {
        key(word): code for code, words in _COMPLETION_WORDS.items() for word in (*words.split(","), code)
    },
    "authority": {key(code): code for code in AUTHORITIES},
    "wording": {key(code): code for code in WORDINGS},
}
EXPECTED = {
    "values": VALUES, "declared_completion": COMPLETIONS, "authority": AUTHORITIES, "wording": WORDINGS,
}  # fmt: skip
_ABSENT = {
    key(word): code
    for code, words in {
        "not-applicable": "na, n/a, n.a, non applicable, sans objet, not applicable, so, s/o",
        "not-published": "not published, non publie, non communique, nc, n/c, not available, non disponible, nd, n/d",
    }.items()
    for word in words.split(",")
}
ABSENCE_WORDS = {"not-applicable": ("sans objet", "not applicable"), "not-published": ("non publié", "not published")}
ABSENCES = (
    "not-published", "not-applicable", "no-reviewer-data", "pending-review", "not-assessed", "not-looked-up",
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[a-z]{2,4})?")
_LANGUAGES = {
    "francais": "fr", "french": "fr", "anglais": "en", "english": "en", "espagnol": "es", "spanish": "es",
}  # fmt: skip
_LINK = re.compile(r"https?://[^\s<>\"]+\.[^\s<>\"]+|https?://[^\s<>\"]+/[^\s<>\"]*", re.IGNORECASE)
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_AMOUNT = re.compile(
    r"(?P<before>[a-z€$£]*)\s*(?P<number>\d[\d .,'’]*)\s*"
    r"(?P<scale>k|m|mds?|bn|millions?|milliards?|billions?|thousand|mille)?\s*"
    r"(?P<after>d'euros|euros?|€|£|[a-z]{3})?\.?",
    re.IGNORECASE,
)
_SCALES = {
    "k": 3, "thousand": 3, "mille": 3, "m": 6, "million": 6, "millions": 6, "md": 9, "mds": 9, "bn": 9, "milliard": 9,
    "milliards": 9, "billion": 9, "billions": 9,
}  # fmt: skip
_CURRENCIES = {"€": "EUR", "euro": "EUR", "euros": "EUR", "d'euros": "EUR", "£": "GBP"}


class Cells:
    """Cells of one row by the name of their column, and what is doubted of them."""

    def __init__(self, row: int, cells: tuple[str, ...], header: tuple[str, ...], mapping: Mapping) -> None:
        self.row = row
        self.mapping = mapping
        self.doubts: list[Doubt] = []
        self.headers: dict[str, str] = {}
        self.values: dict[str, str] = dict(mapping.fixed)
        for name, cell in zip(header, cells, strict=False):
            column = mapping.columns.get(name, "")
            if column:
                self.headers[column] = name
                self.values[column] = self._said(column, cell) or mapping.fixed.get(column, "")
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            self.doubt("extra-cells", "", len(header), len(cells))

    def _said(self, column: str, cell: str) -> str:
        text = _CONTROL.sub("", bare(cell)).replace("\r\n", "\n").replace("\r", "\n").strip()
        words = self.mapping.words.get(column)
        if words and text:
            folded = key(text)
            return next((value for word, value in words.items() if key(word) == folded), text)
        return text

    def doubt(self, reason: str, column: str, value: object = "", other: object = "") -> None:
        self.doubts.append(doubt(reason, self.row, self.headers.get(column, column), value, other))

    @property
    def refused(self) -> bool:
        return any(one.blocking for one in self.doubts)

    def text(self, column: str, longest: int = 0) -> str:
        found = self.values.get(column, "")
        if longest and len(found) > longest:
            self.doubt("too-long", column, len(found), longest)
        return found

    def line(self, column: str, longest: int) -> str:
        return " ".join(self.text(column, longest).split())

    def any_of(self, *columns: str) -> bool:
        return any(self.values.get(column) for column in columns)

    def items(self, column: str) -> tuple[str, ...]:
        """Items of a cell, without repetition, in their order."""
        found = self.values.get(column, "")
        parts = split_bars(found) if self.mapping.list_separator == "|" else found.split(self.mapping.list_separator)
        given = dict.fromkeys(item for part in parts if (item := " ".join(part.split())))
        return tuple(item for item in given if len(given) == 1 or key(item) not in _ABSENT)

    def code(self, column: str, otherwise: str = "") -> str:
        cell = self.values.get(column, "")
        if not cell:
            return otherwise
        code = CODED[column].get(key(cell)) if len(cell) <= SINGULAR else None
        if code is None:
            self.doubt("unknown-value", column, cell, ", ".join(EXPECTED[column]))
        return code or otherwise

    def codes(self, column: str) -> tuple[str, ...]:
        found = []
        for item in self.items(column):
            code = CODED[column].get(key(item))
            if code is None:
                self.doubt("unknown-value", column, item, ", ".join(EXPECTED[column]))
            elif code not in found:
                found.append(code)
        return tuple(found)

    def yes_or_no(self, column: str, yes: set[str] = TRUE, no: set[str] = FALSE) -> bool | None:
        cell = key(self.values.get(column, ""))
        if cell in yes:
            return True
        if cell in no or not cell:
            return False if cell else None
        self.doubt("unknown-value", column, self.values[column], "oui, non / yes, no")
        return None

    def carried_over(self) -> bool | None:
        if self.values.get("carried_over"):
            return self.yes_or_no("carried_over", _CARRIED, _NEW)
        new = self.yes_or_no("new")
        return None if new is None else not new

    def language(self, otherwise: str) -> str:
        cell = self.values.get("language", "").lower()
        if not cell:
            return otherwise
        found = _LANGUAGES.get(key(cell), cell)
        if not _LANGUAGE.fullmatch(found):
            self.doubt("unknown-value", "language", cell, "fr, en…")
            return otherwise
        return found

    def date(self, column: str) -> FuzzyDate | None:
        """A date of any precision; None when the cell is empty or unreadable (then doubted)."""
        cell = self.values.get(column, "")
        if not cell:
            return None
        found = fuzzy(cell)
        if found is None:
            self.doubt("unreadable-date", column, cell)
        elif not EARLIEST <= found.start.year <= found.end.year <= LATEST:
            self.doubt("year-out-of-range", column, cell)
            return None
        elif wrong_weekday(cell, found):
            self.doubt("weekday", column, cell)
        return found

    def day(self, column: str) -> dt.date | None:
        found = self.date(column)
        if found is None:
            return None
        if found.start != found.end or found.open_start or found.open_end:
            self.doubt("no-day", column, self.values[column])
            return None
        return found.start

    def links(self, column: str) -> tuple[str, ...]:
        found = self.items(column)
        for item in found:
            if not _LINK.fullmatch(item) or len(item) > 1000:
                self.doubt("bad-link", column, item)
        return found

    def absence(self, column: str) -> str:
        """The code of the reason why there is no value, when the cell says that there is none; the cell is emptied."""
        cell = self.values.get(column, "")
        code = _ABSENT.get(key(cell), "") if 0 < len(cell) <= SINGULAR else ""
        if code:
            self.doubt("absent", column, cell, " / ".join(ABSENCE_WORDS[code]))
            self.values[column] = ""
        return code

    def money(self) -> tuple[Money | None, str]:
        """The amount of the budget, or the words that a note keeps."""
        cell = self.values.get("budget", "")
        currency = self.values.get("currency", "").upper()
        if currency and not re.fullmatch("[A-Z]{3}", currency):
            self.doubt("unknown-value", "currency", currency, "EUR…")
            currency = ""
        note = self.text("budget_note", 300)
        if not cell:
            return None, note
        found = amount(cell, currency or "EUR")
        if found is None:
            self.doubt("budget-in-words", "budget", cell)
            if len(cell) > 300:
                self.doubt("too-long", "budget", len(cell), 300)
            return None, note or cell
        return found, note


def fuzzy(cell: str) -> FuzzyDate | None:
    """A date of any precision, as ISO 8601-2 or in French or English words; a day written with slashes is day first."""
    try:
        return from_iso(cell)
    except ValueError:
        pass
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}\S*", cell):
        return fuzzy(cell[:10])
    if match := _SLASHED.fullmatch(cell):
        try:
            day = dt.date(int(match[3]), int(match[2]), int(match[1]))
        except ValueError:
            return None
        return on_day(day)
    try:
        found = parse_date(cell)
    except ValueError:
        return None
    return replace(found, part="") if found else None


def wrong_weekday(cell: str, found: FuzzyDate) -> bool:
    """Whether the words name another weekday than the calendar's."""
    mentions = find_dates(cell)
    weekday = mentions[0].weekday if len(mentions) == 1 else None
    return weekday is not None and weekday != found.start.weekday()


def amount(cell: str, currency: str) -> Money | None:
    """An amount of money; None for prose, dollars of any kind, and “1,250” (a thousand, or one and a quarter?)."""
    match = _AMOUNT.fullmatch(" ".join(cell.split()))
    if match is None:
        return None
    for word in (match["before"], match["after"]):
        if word:
            named = _CURRENCIES.get(word.lower()) or (word.upper() if len(word) == 3 else "")
            if not named:
                return None
            currency = named
    digits = re.sub(r"[ '’]", "", match["number"]).rstrip(".,")
    marks = re.findall(r"[.,]", digits)
    if len(set(marks)) == 2:  # "1.250.000,50": the last mark is the decimal one
        whole, _mark, cents = digits.rpartition(marks[-1])
        whole = re.sub(r"[.,]", "", whole)
    elif len(marks) > 1:
        whole, cents = re.sub(r"[.,]", "", digits), ""
    elif marks:
        whole, cents = digits.split(marks[0])
        if len(cents) == 3:
            return None
    else:
        whole, cents = digits, ""
    scale = _SCALES.get((match["scale"] or "").lower(), 0)
    if len(cents) > scale + 2 or len(whole) > 15:
        return None
    minor = int(whole + cents.ljust(scale + 2, "0"))
    return Money(minor, currency) if minor < 2**62 else None


def bare(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r", "'") else cell


def split_bars(cell: str) -> list[str]:
    """Items separated by bars; `\\|` is a bar and `\\\\` a backslash."""
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
    return found
