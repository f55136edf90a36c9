"""What somebody wants printed, and the page that it makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.convene.guests.papers import badges, sheets
from parvis.convene.guests.papers.people import keys_by_name, printed
from parvis.convene.registration.models import Kind, Question, Registration
from parvis.ground import clock
from parvis.ui import dates
from parvis.ui.pdf import pdf

SHEET = "guests/papers.css"
KINDS = {"badges": gettext_lazy("Badges"), "sheet": gettext_lazy("Attendance sheet")}
# Answers short enough for a badge, and that a person expects to see on it.
LINES = (Kind.LINE, Kind.CHOICE)


@dataclass(frozen=True)
class Wanted:
    """Plain values, so that a worker may be told.

    kind       "badges" or "sheet"
    category   identifier of one category; empty: all
    form       code of a format of badges
    line       identifier of the question whose answer stands under the name; empty: none
    codes      badges carry the code of the ticket
    days       ISO days of the sheet
    needs      the sheet says what people need to take part
    """

    kind: str
    category: str = ""
    form: str = "90x54"
    line: str = ""
    codes: bool = False
    days: tuple[str, ...] = ()
    needs: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, values: Mapping[str, Any]) -> Wanted:
        return cls(**{**values, "days": tuple(values["days"])})

    @property
    def label(self) -> str:
        return str(KINDS[self.kind])


def people_for(registration: Registration, wanted: Wanted) -> list[int]:
    """Keys of those who are printed, in order; 1 query."""
    return keys_by_name(registration, wanted.category)


def questions_for_badges(registration: Registration) -> list[Question]:
    """Questions whose answer may stand on a badge: short ones, none that is sensitive; 1 query."""
    found = registration.questions.filter(kind__in=LINES)
    return [one for one in found.order_by("order", "pk") if not getattr(one, "sensitive", False)]


def page_of(
    registration: Registration,
    wanted: Wanted,
    keys: Sequence[int],
    language: str,
    *,
    before: int = 0,
    total: int | None = None,
    **context: Any,
) -> str:
    """The HTML of the papers of these people; 2 to 4 queries whatever their number.

    before, total   when `keys` are a part of a longer list
    """
    question = line_of(registration, wanted)
    with translation.override(language):
        people = printed(registration, keys, language, line=question, needs=wanted.needs)
        shared = {
            "language": language,
            "for_pdf": False,
            "what": str(registration.session or registration.event),
            "where": str(registration.event) if registration.session else "",
            **context,
        }
        if wanted.kind == "badges":
            form = badges.FORMATS.get(wanted.form, badges.FORMATS["90x54"])
            made = badges.sheets_of(registration, people, form, codes=wanted.codes)
            return render_to_string("guests/papers/badges.html", {**shared, "form": form, "sheets": made})
        days = [date.fromisoformat(day) for day in wanted.days] or sheets.days_of(registration)
        made_pages = sheets.pages_of(people, days, language, before=before, total=total)
        values = {"pages": made_pages, "needs": wanted.needs, "printed": printed_on(language)}
        return render_to_string("guests/papers/sheets.html", {**shared, **values})


def line_of(registration: Registration, wanted: Wanted) -> Question | None:
    if not wanted.line:
        return None
    return next((one for one in questions_for_badges(registration) if str(one.uid) == wanted.line), None)


def printed_on(language: str) -> str:
    return _("Printed on %(day)s") % {"day": dates.day_words(clock.today(), language, weekday=False, year=True)}


def pdf_of(
    registration: Registration, wanted: Wanted, keys: Sequence[int], language: str, *, before: int = 0, total: int = 0
) -> bytes:
    """The same papers as PDF/UA-1."""
    html = page_of(registration, wanted, keys, language, before=before, total=total or len(keys), for_pdf=True)
    return pdf(html, SHEET)
