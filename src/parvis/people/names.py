"""Comparing names of bodies and people: without accents, case, punctuation or double spaces."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.db import models

SEPARATORS = re.compile(r"[\W_]+")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})


def name_key(name: str) -> str:
    """The name as it is compared and sorted: « Île-de-France Mobilités » gives `ile de france mobilites`."""
    decomposed = unicodedata.normalize("NFKD", name.translate(LIGATURES))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return SEPARATORS.sub(" ", plain.casefold()).strip()


class NameKeyField(models.CharField[str, str]):
    """Column kept equal to `name_key` of another field, whether a row is saved alone or in bulk."""

    def __init__(self, *args: Any, source: str = "name", **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("max_length", 300)
        super().__init__(*args, **{**kwargs, "editable": False, "blank": True, "default": ""})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for implied in ("editable", "blank", "default"):
            kwargs.pop(implied, None)
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, instance: models.Model, add: bool) -> str:
        key = name_key(str(getattr(instance, self.source) or ""))[: self.max_length]
        setattr(instance, self.attname, key)
        return key
