"""Saying that one object is tied to another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from parvis.disclose.links.models import Relation, Standing
from parvis.disclose.links.words import SYMMETRIC, relation_words
from parvis.ground.identifiers import Ref, is_registered


class FindForm(forms.Form):
    """Words of a title."""

    q = forms.CharField(
        label=_("Words of its title"), max_length=200, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )


class LinkForm(forms.Form):
    """What the object of the page is to another, and what says so.

    cleaned_data   `other` a Ref, `relation` a Relation, `outgoing` whether it is read from the page's object
    """

    relation = forms.ChoiceField(
        label=_("What it is to the other one"),
        help_text=_("Read it as a sentence: this one, the relation, the other one."),
    )
    other = forms.ChoiceField(label=_("The other one"), widget=forms.RadioSelect)
    standing = forms.ChoiceField(
        label=_("On what ground"),
        choices=[
            (Standing.DOCUMENTED, _("A document says so")),
            (Standing.ILLUSTRATIVE, _("It is an illustration: nothing says so yet")),
        ],
        initial=Standing.DOCUMENTED,
        widget=forms.RadioSelect,
    )
    source_title = forms.CharField(
        label=_("Title of the document"),
        max_length=300,
        required=False,
        help_text=_("For a documented link: what is read there is shown beside it."),
    )
    source_url = forms.URLField(label=_("Its address"), max_length=500, required=False, assume_scheme="https")
    note = forms.CharField(
        label=_("Where to look, or why"), max_length=500, required=False, help_text=_("For instance: page 3.")
    )

    def __init__(self, *args: Any, here: Ref, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.here = here
        self.fields["other"].choices = choices  # type: ignore[attr-defined]
        self.fields["relation"].choices = relation_choices()  # type: ignore[attr-defined]

    def clean_other(self) -> Ref:
        code, _colon, uid = self.cleaned_data["other"].partition(":")
        try:
            ref = Ref(code, UUID(uid))
        except ValueError:
            raise ValidationError(_("Choose one of the objects found.")) from None
        if not is_registered(code) or ref == self.here:
            raise ValidationError(_("Choose one of the objects found."))
        return ref

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("standing") == Standing.DOCUMENTED and not data.get("source_title"):
            self.add_error(
                "source_title", _("A documented link names its document. Without one, it is an illustration.")
            )
        if "relation" in data:
            way, _colon, code = data["relation"].partition(":")
            data["relation"], data["outgoing"] = Relation(code), way == "out"
        return data


def relation_choices() -> list[tuple[str, str]]:
    """Each relation from both ends, in words."""
    both = []
    for relation in Relation:
        both.append((f"out:{relation.value}", relation_words(relation, outgoing=True)))
        if relation not in SYMMETRIC:
            both.append((f"in:{relation.value}", relation_words(relation, outgoing=False)))
    return both
