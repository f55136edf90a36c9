"""Asking to be told."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.ground.follows.models import Topic


class FollowForm(forms.Form):
    """An address and what one wants to hear of."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("It serves to tell you about this page, and nothing else. You leave in one click."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    topic = forms.ChoiceField(label=_("Tell me"), choices=Topic.choices, initial=Topic.ALL, widget=forms.RadioSelect)
