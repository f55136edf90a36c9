"""The form of a commitment: its texts side by side in both languages, its roles and its milestones row by row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from parvis.civics.dates import write_date
from parvis.commit.drafting.forms.fields import LANGUAGES, choice_field, day_field, hidden_field, text_field
from parvis.commit.plans.content import PARTS, ROLE_COLUMNS, TEXTS, Content
from parvis.commit.plans.models import Commitment, Plan, Role, TextAuthority, Value
from parvis.commit.plans.reading import fuzzy_of
from parvis.ground import clock
from parvis.ground.themes.models import Term
from parvis.people.models import Organisation
from parvis.people.queries.organisations import find_organisations
from parvis.ui.dates import capital

MOST_ROWS = 60
DATES = _("A day, a month, a quarter, a half-year or a year: 30 June 2026, H2 2026, 2026.")


class FuzzyField(forms.CharField):
    """A date of any precision, typed in words; gives ISO 8601-2 text."""

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value) or "").strip()
        found = fuzzy_of(typed) if typed else None
        if typed and found is None:
            raise ValidationError(gettext("“%(value)s” does not read as a date.") % {"value": typed})
        return found.iso if found else ""


def fuzzy_words(iso: str) -> str:
    """A stored date in the reader's words, so that a form reads like the page."""
    found = fuzzy_of(iso) if iso else None
    return write_date(found, get_language() or "fr") if found else iso


class CommitmentForm(forms.Form):
    base = hidden_field()
    title_fr = text_field(_("Short title, in French"), most=300)
    title_en = text_field(_("Short title, in English"), most=300)
    number = text_field(_("Number in the plan"), most=20)
    external_id = text_field(_("Outside identifier"), most=60, help_text=_("The one others gave it: FR0043."))
    full_title_fr = text_field(_("Full title, in French"), rows=2)
    full_title_en = text_field(_("Full title, in English"), rows=2)
    problem_fr = text_field(_("Problem, in French"), rows=4)
    problem_en = text_field(_("Problem, in English"), rows=4)
    solution_fr = text_field(_("What is promised, in French"), rows=6)
    solution_en = text_field(_("What is promised, in English"), rows=6)
    ambition_fr = text_field(_("Ambition, in French"), rows=3)
    ambition_en = text_field(_("Ambition, in English"), rows=3)
    values = forms.MultipleChoiceField(
        label=_("Values claimed"),
        help_text=_("The last two count only beside one of the first three."),
        required=False,
        choices=[(value.value, capital(str(value.label))) for value in Value],
        widget=forms.CheckboxSelectMultiple,
    )
    public_change_fr = text_field(
        _("What changes for the public, in French"),
        rows=3,
        help_text=_("What more will people know, decide, or be told about?"),
    )
    public_change_en = text_field(_("What changes for the public, in English"), rows=3)
    policy_areas = forms.MultipleChoiceField(
        label=_("Policy areas"), required=False, widget=forms.SelectMultiple(attrs={"size": "8"})
    )
    roadmap_fr = text_field(_("Road map, in French"), rows=4)
    roadmap_en = text_field(_("Road map, in English"), rows=4)
    context_fr = text_field(_("Context, in French"), rows=4)
    context_en = text_field(_("Context, in English"), rows=4)
    authority_fr = choice_field(_("The French texts are"), [("", "–"), *TextAuthority.choices])
    authority_en = choice_field(_("The English texts are"), [("", "–"), *TextAuthority.choices])
    starts = FuzzyField(label=_("Start"), required=False, max_length=40, help_text=DATES)
    ends = FuzzyField(label=_("End"), required=False, max_length=40)
    budget = forms.DecimalField(
        label=_("Budget, in euros"), required=False, min_value=0, max_digits=14, decimal_places=2
    )
    budget_note = text_field(_("What the budget covers"), most=300)
    carried_over = choice_field(
        _("Carried over from an earlier plan"),
        [("", _("not said")), ("yes", pgettext_lazy("answer", "yes")), ("no", pgettext_lazy("answer", "no"))],
    )
    predecessor = forms.ChoiceField(label=_("It follows"), required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "fr"
        areas: Any = self.fields["policy_areas"]
        areas.choices = [(term.code, term.name.localize(language)) for term in areas_in_use(self)]
        before: Any = self.fields["predecessor"]
        earlier = Commitment.objects.filter(plan__organisation=plan.organisation_id).exclude(plan=plan)
        before.choices = [
            ("", _("no earlier commitment")),
            *((str(one.uid), f"{one.plan} · {one}"[:120]) for one in earlier.select_related("plan")[:200]),
        ]


def areas_in_use(form: forms.Form) -> list[Term]:
    """Policy areas that may be chosen today, and those that were chosen when they were in use."""
    today = clock.today()
    chosen = form.initial.get("policy_areas") or ()
    in_use = (Q(valid_from=None) | Q(valid_from__lte=today)) & (Q(valid_to=None) | Q(valid_to__gte=today))
    return list(Term.objects.filter(Q(code__in=chosen) | in_use, vocabulary="policy-area").order_by("order", "code"))


class Row(forms.Form):
    """`telling` fields are those that make a row exist."""

    telling: ClassVar[tuple[str, ...]] = ()

    def value(self, name: str) -> Any:
        """What stands in the field: as typed, or as it was given."""
        return self[name].value()

    def has_changed(self) -> bool:
        return any(self.value(name) for name in self.telling)


class ResponsibilityRow(Row):
    telling = ("who", "office")

    role = choice_field(_("As"), [(role.value, capital(str(role.label))) for role in Role])
    who = text_field(_("Body of the register"), most=300, lists="bodies")
    office = text_field(_("Office, as the text names it"), most=300)
    valid_from = day_field(_("From"))
    valid_to = day_field(_("Until"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("valid_from"), given.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", gettext("The last day comes before the first."))
        return given


class MilestoneRow(Row):
    telling = ("title_fr", "title_en", "due", "text_fr", "text_en")

    uid = hidden_field()
    number = text_field(_("Number"), most=20)
    due = FuzzyField(label=_("Due"), required=False, max_length=60, help_text=DATES)
    title_fr = text_field(_("Milestone, in French"), most=300)
    title_en = text_field(_("Milestone, in English"), most=300)
    who = text_field(_("Who answers for it"), most=300, lists="bodies", help_text=_("Empty: the lead institution."))
    office = text_field(_("Office, as the text names it"), most=300)
    text_fr = text_field(_("In full, in French"), rows=3)
    text_en = text_field(_("In full, in English"), rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound and not self.initial.get("uid"):
            self.initial["uid"] = str(uuid4())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not any(given.get(f"title_{code}") for code in LANGUAGES):
            self.add_error("title_fr", gettext("Say what the milestone is."))
        return given


ROW_FORMS = {"responsibilities": ResponsibilityRow, "milestones": MilestoneRow}


class CommitmentForms:
    """The whole form of a commitment; `content` is what is saved, `data` what was typed."""

    def __init__(self, plan: Plan, content: Content, data: Any = None, base: int = 0) -> None:
        self.plan = plan
        self.saved = content
        self.main = CommitmentForm(data, plan=plan, initial={**initial_of(content), "base": base})
        names = names_of(content)
        self.rows: dict[str, BaseFormSet[Any]] = {}
        for part, form in ROW_FORMS.items():
            made = formset_factory(form, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True)
            initial = [initial_row(part, row, names) for row in content.get(part) or ()]
            self.rows[part] = made(data, prefix=part, initial=initial)

    def all(self) -> list[Any]:
        return [self.main, *self.rows.values()]

    def is_valid(self) -> bool:
        found = [one.is_valid() for one in self.all()]
        if all(found):
            self.resolve()
        return all(one.is_valid() for one in self.all()) and not self.main.errors

    def resolve(self) -> None:
        """Find the bodies that were named; a name that the register does not know is said beside it."""
        rows = [row for formset in self.rows.values() for row in formset.forms if row.has_changed()]
        typed = {row.cleaned_data.get("who", "").strip() for row in rows} - {""}
        found = find_organisations(typed) if typed else {}
        for row in rows:
            name = row.cleaned_data.get("who", "").strip()
            row.body = found.get(name)
            if name and row.body is None:
                row.add_error(
                    "who", gettext("No body of the register has this name: write it as an office, in the next field.")
                )

    def content(self) -> Content:
        """What a valid form says, in the shape of `plans.content`."""
        given = self.main.cleaned_data
        content: Content = {name: given[name] for name in PARTS if name in given}
        content["budget_minor"] = int(given["budget"] * 100) if given.get("budget") is not None else None
        content["budget_currency"] = self.saved.get("budget_currency") or "EUR"
        content["carried_over"] = {"yes": True, "no": False}.get(given["carried_over"])
        content["predecessor"] = given["predecessor"] or None
        for code in LANGUAGES:
            if not content[f"authority_{code}"]:
                content[f"authority_{code}"] = self.saved.get(f"authority_{code}") or ""
        content["responsibilities"] = [self.responsibility(row) for row in self.told("responsibilities")]
        content["milestones"] = [self.milestone(row) for row in self.told("milestones")]
        return content

    def told(self, part: str) -> list[Any]:
        return [row for row in self.rows[part].forms if row.has_changed()]

    def responsibility(self, row: Any) -> dict[str, Any]:
        given = row.cleaned_data
        return {
            "role": given["role"] or Role.LEAD.value,
            "organisation": str(row.body.uid) if row.body else None,
            "office": given["office"].strip(),
            "valid_from": given["valid_from"].isoformat() if given["valid_from"] else None,
            "valid_to": given["valid_to"].isoformat() if given["valid_to"] else None,
        }

    def milestone(self, row: Any) -> dict[str, Any]:
        given, typed = row.cleaned_data, str(row.value("due") or "").strip()
        before = next((one for one in self.saved.get("milestones") or () if one["uid"] == given["uid"]), None)
        same = before is not None and before["due"] == given["due"]
        return {
            "uid": given["uid"] or str(uuid4()),
            "number": given["number"].strip(),
            **{f"{name}_{code}": given[f"{name}_{code}"].strip() for name in ("title", "text") for code in LANGUAGES},
            "due": given["due"],
            "due_words": before["due_words"]
            if before is not None and same
            else ("" if typed == given["due"] else typed),
            "responsible": str(row.body.uid) if row.body else None,
            "office": given["office"].strip(),
        }

    def typed(self) -> Content:
        """What stands in the form, judged or not, as the checker reads it: names stand for the bodies they name."""
        main = self.main
        content: Content = {name: main[name].value() or "" for name in (*TEXTS, "title_fr", "title_en")}
        content["values"] = main["values"].value() or []
        content["responsibilities"] = [
            {
                "role": row.value("role") or Role.LEAD.value,
                "office": row.value("who") or row.value("office") or "",
                "valid_to": row.value("valid_to"),
            }
            for row in self.told("responsibilities")
        ]
        content["milestones"] = [
            {
                **{name: row.value(name) or "" for name in ("title_fr", "title_en", "text_fr", "text_en", "due")},
                "office": row.value("who") or row.value("office") or "",
            }
            for row in self.told("milestones")
        ]
        return content

    def tell(self, error: ValidationError) -> None:
        """Put what the models refuse beside the part it is about, or above the form when it has none."""
        mistakes = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
        for part, messages in mistakes.items():
            name, _space, number = part.partition(" ")
            for message in messages:
                if name in self.rows and number.isdigit():
                    self.told(name)[int(number) - 1].add_error(None, message)
                elif part == "budget_minor":
                    self.main.add_error("budget", message)
                else:
                    self.main.add_error(part if part in self.main.fields else None, message)


def initial_of(content: Mapping[str, Any]) -> dict[str, Any]:
    minor = content.get("budget_minor")
    return {
        **{name: content.get(name) for name in PARTS if name not in ROW_FORMS},
        "starts": fuzzy_words(content.get("starts") or ""),
        "ends": fuzzy_words(content.get("ends") or ""),
        "budget": minor / 100 if minor is not None else None,
        "carried_over": {True: "yes", False: "no"}.get(content.get("carried_over"), ""),
        "predecessor": content.get("predecessor") or "",
    }


def names_of(content: Mapping[str, Any]) -> dict[str, str]:
    """Names of the bodies that the content identifies; 1 query, none when it identifies nothing."""
    uids = {row.get("organisation") for row in content.get("responsibilities") or ()}
    uids |= {row.get("responsible") for row in content.get("milestones") or ()}
    wanted = [uid for uid in uids if uid]
    rows = Organisation.objects.filter(uid__in=wanted).values_list("uid", "name") if wanted else ()
    return {str(uid): name for uid, name in rows}


def initial_row(part: str, row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    if part == "responsibilities":
        return {**{name: row.get(name) for name in ROLE_COLUMNS}, "who": names.get(str(row.get("organisation")), "")}
    words = row.get("due_words") or fuzzy_words(row.get("due") or "")
    return {**row, "due": words, "who": names.get(str(row.get("responsible")), "")}
