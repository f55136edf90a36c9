"""The form of a commitment as a page: its sections, the lines of each, and the margin beside every line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.commit.drafting.forms.commitment import CommitmentForms
from parvis.ui.findings import Noted
from parvis.ui.margins import Asked, Line, Listing, Margin, RowLine, Section

TITLES: tuple[tuple[str, Any, Asked, tuple[str, ...]], ...] = (
    (
        "what",
        _("What is promised"),
        (
            ("title_fr", "title_en"),
            ("number", "external_id"),
            ("problem_fr", "problem_en"),
            ("solution_fr", "solution_en"),
            ("full_title_fr", "full_title_en"),
            ("ambition_fr", "ambition_en"),
        ),
        (),
    ),
    (
        "why",
        _("What changes for the public"),
        (("values",), ("public_change_fr", "public_change_en"), ("policy_areas",)),
        (),
    ),
    ("who", _("Who answers for it"), (), ("responsibilities",)),
    ("steps", _("Milestones"), (), ("milestones",)),
    (
        "more",
        _("Small print"),
        (
            ("starts", "ends"),
            ("budget", "budget_note"),
            ("carried_over", "predecessor"),
            ("authority_fr", "authority_en"),
            ("roadmap_fr", "roadmap_en"),
            ("context_fr", "context_en"),
        ),
        (),
    ),
)
SHUT = {  # lines that most commitments leave alone: folded under a word
    "full_title_fr": _("A longer title, as it is adopted"),
    "ambition_fr": _("Ambition, when it is written apart"),
    "policy_areas": _("Policy areas"),
    "roadmap_fr": _("A road map, as it is adopted"),
    "context_fr": _("Context"),
}
LISTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "responsibilities": (
        _("Institutions"),
        _("Institution"),
        _("The lead declares progress; supporting ones bring evidence. Give a last day to whoever hands over."),
        _("Add an institution"),
    ),
    "milestones": (
        _("Milestones"),
        _("Milestone"),
        _("A step that anybody can see is done, by when, and who does it."),
        _("Add a milestone"),
    ),
}
ROW_FIELDS: dict[str, tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]] = {
    "responsibilities": ((("role", "who"), ("office",)), ("valid_from", "valid_to")),
    "milestones": ((("title_fr", "title_en"), ("number", "due"), ("who",)), ("text_fr", "text_en", "office")),
}
# Where the checker's parts stand in the form.
PLACES = {"solution": "solution_fr", "relevance": "public_change_fr", "lead": "responsibilities"}


def margins_of(forms: CommitmentForms, notes: Sequence[Noted]) -> dict[str, tuple[Noted, ...]]:
    """Noted by the code of its margin: the first field of a line, a list, or a row of it ("milestones-0")."""
    found: dict[str, list[Noted]] = defaultdict(list)
    lines = {name: line[0] for _code, _title, asked, _lists in TITLES for line in asked for name in line}
    places = {part: [place for place, row in enumerate(forms.rows[part].forms) if row.has_changed()] for part in LISTS}
    for note in notes:
        part, bracket, number = note.part.rstrip("]").partition("[")
        if bracket and part in places and int(number) < len(places[part]):
            found[f"{part}-{places[part][int(number)]}"].append(note)
            continue
        field = PLACES.get(part, part)
        found[lines.get(field, field if field in LISTS else "loose")].append(note)
    return {code: tuple(those) for code, those in found.items()}


def sections_of(forms: CommitmentForms, notes: Sequence[Noted]) -> list[Section]:
    found = margins_of(forms, notes)
    return [
        Section(
            code,
            title,
            tuple(line_of(forms, names, found) for names in asked),
            tuple(listing_of(forms, part, found) for part in parts),
        )
        for code, title, asked, parts in TITLES
    ]


def line_of(forms: CommitmentForms, names: tuple[str, ...], found: Mapping[str, tuple[Noted, ...]]) -> Line:
    fields = tuple(forms.main[name] for name in names)
    aside = str(SHUT.get(names[0], ""))
    is_open = any(field.errors or field.value() for field in fields)
    return Line(fields, Margin(names[0], found.get(names[0], ())), aside, is_open)


def listing_of(forms: CommitmentForms, part: str, found: Mapping[str, tuple[Noted, ...]]) -> Listing:
    title, one, hint, add = LISTS[part]
    formset = forms.rows[part]
    rows = tuple(row_of(part, form, place, found) for place, form in enumerate(formset.forms))
    return Listing(part, title, one, hint, add, formset.management_form, rows, margin=Margin(part, found.get(part, ())))


def row_of(part: str, form: Any, place: int, found: Mapping[str, tuple[Noted, ...]]) -> RowLine:
    asked, more = ROW_FIELDS[part]
    anchor = f"{part}-{place}"
    if part == "milestones":
        name = str(form.value("title_fr") or form.value("title_en") or "")
        said = str(form.value("due") or "")
    else:
        name = str(form.value("who") or form.value("office") or "")
        said = str(dict(form.fields["role"].choices).get(form.value("role"), ""))
    notes = found.get(anchor, ())
    return RowLine(
        place=place,
        number=place + 1,
        anchor=anchor,
        name=name,
        said=said,
        open=not name or bool(form.errors) or bool(notes),
        hidden=tuple(form.hidden_fields()),
        fields=tuple(tuple(form[one] for one in names) for names in asked),
        more=tuple(form[one] for one in more),
        more_open=any(form[one].errors for one in more),
        errors=tuple(form.non_field_errors()),
        margin=Margin(anchor, notes),
    )


def codes_of(forms: CommitmentForms) -> list[str]:
    """The code of every margin of the page."""
    codes = [line[0] for _code, _title, asked, _lists in TITLES for line in asked]
    for part in LISTS:
        codes += [part, *(f"{part}-{place}" for place in range(len(forms.rows[part].forms)))]
    return [*codes, "loose"]
