"""Forms in our markup: label, hint, error and control in the order they are read, errors summed up above."""

from dataclasses import dataclass

from django.forms import BaseForm, BaseFormSet
from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Settings' FORM_RENDERER: `{{ form }}` and `{{ form.name.as_field_group }}` come out in our markup."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"


@dataclass(frozen=True)
class Mistake:
    """One line of the error summary; `anchor` is the id of the field to go to, empty when the whole form is wrong."""

    anchor: str
    label: str
    message: str


def mistakes(*forms: BaseForm | BaseFormSet) -> list[Mistake]:
    """Every error of the forms, in the order of the page."""
    found: list[Mistake] = []
    for form in forms:
        if isinstance(form, BaseFormSet):
            found += [Mistake("", "", message) for message in form.non_form_errors()]
            found += mistakes(*form.forms)
            continue
        found += [Mistake("", "", message) for message in form.non_field_errors()]
        for field in form:
            # A group of radio buttons has no control of its own: the link goes to its first choice.
            anchor = f"{field.auto_id}_0" if field.use_fieldset and field.id_for_label == "" else field.auto_id
            found += [Mistake(anchor, str(field.label), message) for message in field.errors]
    return found
