"""Forms of reviews."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.people.models import Organisation


class CommentForm(forms.Form):
    """What one has to say of a draft review."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("In whose name"),
        required=False,
        empty_label=_("My own"),
        help_text=_("A comment of the institution is shown under its name."),
    )
    body = forms.CharField(
        label=_("Your comment"),
        help_text=_("What is wrong, what is missing, with a link to what shows it. It is public, with your name."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, bodies: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["organisation"]
        choice.queryset = bodies
        if not bodies.exists():
            del self.fields["organisation"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given.setdefault("organisation", None)
        return given
