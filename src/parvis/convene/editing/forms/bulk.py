"""The argument of a bulk verb."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from parvis.convene.agenda import rules
from parvis.convene.agenda.models import Edition
from parvis.convene.editing.bulk import Verb
from parvis.ground.places.models import Place
from parvis.ground.themes.models import Term, Vocabulary


class ArgumentForm(forms.Form):
    """One field at most: `value()` is what the verb asks for."""

    def __init__(self, user: Any, verb: Verb, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verb = verb
        field = field_for(user, verb.needs)
        if field is not None:
            self.fields["argument"] = field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.verb.needs == "days" and cleaned.get("argument") == 0:
            self.add_error("argument", _("By no day at all, nothing moves."))
        return cleaned

    def value(self) -> Any:
        return self.cleaned_data.get("argument")


def field_for(user: Any, needs: str) -> forms.Field | None:
    match needs:
        case "edition":
            found = Edition.objects.select_related("host").order_by("-year", "slug")
            own = [edition.pk for edition in found if rules.may_manage_edition(user, edition)]
            return forms.ModelChoiceField(
                found.filter(pk__in=own), label=pgettext_lazy("one", "Edition"), to_field_name="uid", empty_label=None
            )
        case "theme" | "format":
            vocabulary = Vocabulary.THEME if needs == "theme" else Vocabulary.FORMAT
            return forms.ModelChoiceField(
                Term.objects.filter(vocabulary=vocabulary).order_by("order", "code"),
                label=vocabulary.label,
                to_field_name="code",
                empty_label=None,
            )
        case "place":
            return forms.ModelChoiceField(
                Place.objects.order_by("name", "id"), label=gettext_lazy("Place"), to_field_name="uid", empty_label=None
            )
        case "days":
            return forms.IntegerField(
                label=gettext_lazy("By how many days"),
                min_value=-366,
                max_value=366,
                initial=7,
                help_text=gettext_lazy("Negative: earlier. Sessions move along."),
            )
        case "reason":
            return forms.CharField(
                label=gettext_lazy("Reason"),
                required=False,
                max_length=200,
                help_text=gettext_lazy("Printed in the public journal of each event."),
            )
    return None
