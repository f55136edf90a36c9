"""The whole form of an event: fields and lists together, from a content and back to one.

It exists in three ways: from a content (an event opened), as typed (a working copy, or "add a row": shown without any
judgement) and posted to be saved (checked).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from parvis.convene.agenda.content import Content
from parvis.convene.editing.forms.event import reading
from parvis.convene.editing.forms.event.main import NEW_PLACE, EventForm
from parvis.convene.editing.forms.event.rows import ROW_FORMS, Rows, rows_of
from parvis.convene.editing.queries.names import named_in, pictures_among
from parvis.ground.files.actions import keep_picture
from parvis.ground.files.models import Picture
from parvis.ground.themes.models import Term
from parvis.people.models import Organisation

VOCABULARIES = {"formats": "format", "themes": "theme", "audiences": "audience"}
MOST_BYTES = 15_000_000
CAPTIONS = ("alt", "credit", "caption")


class EventForms:
    """`main` holds the fields, `rows` a formset a list; both print in our markup."""

    def __init__(
        self,
        *,
        bodies: list[Organisation],
        viewer: Any,
        content: Content | None = None,
        initial: Mapping[str, Any] | None = None,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        checked: bool = True,
    ) -> None:
        """content   what is saved, for an event opened
        initial   what the fields say beside it: body, number of the version, identifier of the working copy
        data      what was typed; `checked` False shows it without saying what is wrong
        """
        self.bodies = bodies
        self.viewer = viewer
        self.terms = terms()
        self.content_given = content or {}
        self.named = named_in(self.content_given)
        self.data = data
        self.files = files
        self.checked = checked
        allowed = {"bodies": [(str(body.uid), body.name) for body in bodies], "terms": self.terms}
        if data is not None and checked:
            self.main = EventForm(data, **allowed)
        elif data is not None:
            self.main = EventForm(initial=as_typed(EventForm(data, **allowed)), **allowed)
        else:
            given = reading.initial_of(self.content_given, self.named) | dict(initial or {})
            self.main = EventForm(initial=given, **allowed)
        self.rows: dict[str, Rows] = {part: self._rows(part) for part in ROW_FORMS}
        for part in self.rows:
            self._offer_choices(part)
        self._keep_files()

    # --- Making it ------------------------------------------------------------------------------------------------

    def _rows(self, part: str) -> Rows:
        made = rows_of(ROW_FORMS[part])
        choices: dict[str, Any] = {"form_kwargs": {"choices": {"formats": self.terms["formats"]}}}
        if self.data is not None:
            data = self.data
            if f"{part}-TOTAL_FORMS" not in data:
                data = data.copy()
                data[f"{part}-TOTAL_FORMS"], data[f"{part}-INITIAL_FORMS"] = "0", "0"
            typed = made(data, self.files, prefix=part, **choices)
            if self.checked:
                return typed
            return made(initial=[as_typed(form) for form in typed.forms], prefix=part, **choices)
        rows = [reading.row_of(part, row, self.named) for row in self.content_given.get(part) or []]
        return made(initial=rows, prefix=part, **choices)

    def _offer_choices(self, part: str) -> None:
        """Selects that name a row of another list: a session, a source."""
        offered = {
            "session": [("", _("The whole event")), *self._named_rows("sessions", "uid")],
            "source": [("", _("None")), *self._named_rows("sources", "source")],
        }
        for form in self.rows[part].forms:
            for name, choices in offered.items():
                if name not in form.fields or part == "sources":
                    continue
                field: Any = form.fields[name]
                field.choices = choices
                here = str(form.value(name) or "")
                if here and here not in dict(choices):
                    known = self.named.sources.get(here) if name == "source" else None
                    field.choices = [*choices, (here, str(known) if known else _("One that is no longer here"))]

    def _named_rows(self, part: str, key: str) -> list[tuple[str, str]]:
        rows = [(str(form.value(key) or ""), str(form.value("title") or "")) for form in self.rows[part].forms]
        return [(uid, title) for uid, title in rows if uid and title]

    def _keep_files(self) -> None:
        """A picture sent is kept at once, so that a mistake elsewhere never asks for it again."""
        for place, form in enumerate(self.rows["pictures"].forms):
            sent = self.files.get(f"pictures-{place}-file") if self.files else None
            if sent is None:
                continue
            try:
                picture = kept_picture(sent, str(form.value("alt") or ""))
            except ValidationError as error:
                if form.is_bound:
                    form.add_error("file", error)
                continue
            self.named.pictures[str(picture.uid)] = picture
            if form.is_bound:
                form.full_clean()
                form.data = form.data.copy()
                form.data[form.add_prefix("picture")] = str(picture.uid)
                form.cleaned_data["picture"] = str(picture.uid)
            else:
                form.initial["picture"] = str(picture.uid)

    def posted(self) -> QueryDict:
        """What was typed, with the pictures that were kept on the way: what a working copy holds."""
        data = (self.data or QueryDict()).copy()
        for place, form in enumerate(self.rows["pictures"].forms):
            data[f"pictures-{place}-picture"] = str(form.value("picture") or "")
        return data

    # --- Reading it -----------------------------------------------------------------------------------------------

    def all(self) -> list[BaseForm | Rows]:
        return [self.main, *self.rows.values()]

    def is_valid(self) -> bool:
        self.resolve_names()
        return self.main.is_valid() and all(rows.is_valid() for rows in self.rows.values())

    def resolve_names(self) -> None:
        """Find what the typed names mean; those that mean nothing become errors beside their field."""
        self.meant = reading.meanings(self)
        for form, field, problem in self.meant.problems:
            if problem not in form.errors.get(field, []):
                form.add_error(field, problem)

    def content(self, before: Content | None = None) -> Content:
        """What was typed, every part; `before` gives what the form does not show. Only for a valid form."""
        return reading.content_of(self, before or {})

    def new_place(self) -> dict[str, str]:
        """The place to add to the register first; empty for none."""
        cleaned = self.main.cleaned_data
        if not cleaned.get("new_place_name"):
            return {}
        return {name.removeprefix("new_place_"): cleaned.get(name) or "" for name in NEW_PLACE}

    def sources(self) -> list[dict[str, Any]]:
        """The sources named, with what is typed of each."""
        return [dict(form.cleaned_data) for _n, form in self.rows["sources"].told()]

    def captions(self) -> dict[str, dict[str, str]]:
        """What is typed of each picture: its description, its credit, its caption."""
        return {
            form.cleaned_data["picture"]: {name: form.cleaned_data.get(name) or "" for name in CAPTIONS}
            for _n, form in self.rows["pictures"].told()
        }

    def typed(self) -> Content:
        """The same of a form that may be wrong: what cannot be read stays as typed. For the checker."""
        return reading.typed_content(self)

    def pictures(self) -> dict[str, Any]:
        """Pictures of the rows, by identifier."""
        uids = {str(form.value("picture") or "") for form in self.rows["pictures"].forms}
        missing = uids - self.named.pictures.keys() - {""}
        if missing:
            self.named.pictures |= pictures_among(missing)
        return dict(self.named.pictures)

    def body(self) -> Organisation | None:
        """The body chosen."""
        uid = str(self.main.cleaned_data.get("organisation") or "")
        return next((body for body in self.bodies if str(body.uid) == uid), None)

    def tell(self, error: ValidationError) -> None:
        """Put what the model refuses beside the field it is about, above the form when it has none."""
        if not hasattr(error, "error_dict"):
            self.main.add_error(None, error)
            return
        for part, mistakes in error.error_dict.items():
            name, _space, number = part.partition(" ")
            if name in self.rows and number.isdecimal():
                told = self.rows[name].told()
                if int(number) <= len(told):
                    row = told[int(number) - 1][1]
                    row.add_error(None, mistakes)
                    continue
            field = name if name in self.main.fields else None
            self.main.add_error(field, mistakes)


def kept_picture(sent: Any, alt: str) -> Picture:
    if sent.size > MOST_BYTES:
        raise ValidationError(_("This picture weighs more than 15 MB."))
    return keep_picture(sent.read(), alt=alt, name=sent.name or "picture.jpg")


def as_typed(form: BaseForm) -> dict[str, Any]:
    """The values of a bound form exactly as they were typed."""
    return {
        name: field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
        if name != "file"
    }


def terms() -> dict[str, list[tuple[str, str]]]:
    """Formats, themes and audiences in use, in the active language; 1 query."""
    found: dict[str, list[tuple[str, str]]] = {part: [] for part in VOCABULARIES}
    part_of = {vocabulary: part for part, vocabulary in VOCABULARIES.items()}
    for term in Term.objects.filter(vocabulary__in=part_of).order_by("order", "code"):
        found[part_of[term.vocabulary]].append((term.code, str(term.name)))
    return found
