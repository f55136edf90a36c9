"""Reading a list of people: pasted lines, or a file of a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from parvis.convene.guests.actions.adding import Line

MOST = 300  # what one request writes in a few seconds
HEADS = {
    "name": {"name", "nom", "nom complet", "full name", "prénom nom"},
    "first": {"first name", "prénom", "prenom", "given name"},
    "last": {"last name", "nom de famille", "surname", "family name"},
    "email": {"email", "e-mail", "mail", "courriel", "adresse", "adresse e-mail", "adresse électronique", "address"},
    "language": {"language", "langue"},
}
ORDER = ("name", "email", "language")


class TooMany(Exception):
    """More lines than one request may write."""


def read(text: str) -> list[Line]:
    """People, one a line: name; address; language. A first line that names its columns says their order.

    raises   TooMany, csv.Error
    """
    rows = [(number, cells) for number, cells in cells_of(text) if any(cells)]
    columns: Sequence[str] = ORDER
    if rows and (named := heads(rows[0][1])):
        columns, rows = named, rows[1:]
    if len(rows) > MOST:
        raise TooMany
    seen: dict[str, int] = {}
    return [line_of(number, dict(zip(columns, cells, strict=False)), seen) for number, cells in rows]


def cells_of(text: str) -> Iterator[tuple[int, list[str]]]:
    text = text.removeprefix("\ufeff").replace("\x00", " ")
    first = text.partition("\n")[0]
    mark = max(";\t,", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    for cells in reader:
        yield reader.line_num, [" ".join(cell.split()).removeprefix("'") for cell in cells]


def heads(cells: Sequence[str]) -> list[str]:
    """The columns that a first line names; nothing when it is a person already."""
    named = []
    for cell in cells:
        known = next((column for column, words in HEADS.items() if cell.casefold() in words), "")
        named.append(known)
    return named if "email" in named or "name" in named else []


def line_of(number: int, cells: dict[str, str], seen: dict[str, int]) -> Line:
    name = cells.get("name", "") or " ".join(filter(None, (cells.get("first", ""), cells.get("last", ""))))
    email = cells.get("email", "")
    if not email and "@" in name:
        name, email = "", name
    language = "en" if cells.get("language", "").casefold() in {"en", "anglais", "english"} else "fr"
    wrong = wrong_with(name, email, seen)
    if email:
        seen.setdefault(email.casefold(), number)
    return Line(number, name[:200], email, language, wrong)


def wrong_with(name: str, email: str, seen: dict[str, int]) -> str:
    if not name:
        return _("the name is missing")
    if email:
        try:
            validate_email(email)
        except ValidationError:
            return _("“%(address)s” is no e-mail address") % {"address": email}
        if email.casefold() in seen:
            return _("the same address as line %(line)s") % {"line": seen[email.casefold()]}
    return ""
