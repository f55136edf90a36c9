"""How boxes of the back office take what is typed."""

from __future__ import annotations

from django.db import models
from i18nfield.fields import I18nCharField, I18nTextField
from i18nfield.forms import I18nTextarea, I18nTextInput

# What a person types without a scheme is a safe address, as in every browser.
ADDRESSES = {models.URLField: {"assume_scheme": "https"}}
# One box a language; Django's own box would not know what to do with two.
WORDS = {I18nCharField: {"widget": I18nTextInput}, I18nTextField: {"widget": I18nTextarea}}
