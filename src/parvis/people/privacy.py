"""The register of personal data: each field with its purpose, its legal basis and how long it is kept.

Each app declares its own when it starts; the personal-data page, the self-service export and the erasure follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from parvis.people.models import User

    Words = str | _StrPromise

PUBLIC_TASK = _("public interest task (GDPR, article 6.1.e)")
CONSENT = _("consent, which can be withdrawn at any time (GDPR, article 6.1.a)")
LEGAL_DUTY = _("legal obligation (GDPR, article 6.1.c)")


@dataclass(frozen=True)
class PersonalField:
    """One field that says something about a person."""

    model: str  # "app.Model"
    field: str
    purpose: Words
    retention: Words
    basis: Words

    @property
    def label(self) -> str:
        """The field as a reader understands it, in the active language."""
        model = apps.get_model(self.model)
        field = model._meta.get_field(self.field)
        return f"{model._meta.verbose_name} – {getattr(field, 'verbose_name', self.field)}"


@dataclass(frozen=True)
class Export:
    """A part of what a person can take away: `rows` gives plain JSON values."""

    code: str
    label: Words
    rows: Callable[[User], list[dict[str, Any]]]


_fields: dict[tuple[str, str], PersonalField] = {}
_exports: dict[str, Export] = {}
_erasures: list[Callable[[User], None]] = []


def register_personal_data(
    model: type[models.Model] | str, field: str, purpose: Words, retention: Words, basis: Words = PUBLIC_TASK
) -> None:
    """Declare a personal field; LookupError when the model or the field does not exist.

    model   a class, or "app.Model" for a model of a layer below or of a library
    """
    if isinstance(model, str):
        model = apps.get_model(model)
    try:
        model._meta.get_field(field)
    except Exception as missing:
        raise LookupError(f"{model._meta.label} has no field “{field}”.") from missing
    _fields[model._meta.label, field] = PersonalField(model._meta.label, field, purpose, retention, basis)


def register_export(code: str, label: Words, rows: Callable[[User], list[dict[str, Any]]]) -> None:
    """Add a part to what a person can export."""
    _exports[code] = Export(code, label, rows)


def register_erasure(erase: Callable[[User], None]) -> None:
    """Add what must be forgotten with an account; called inside the transaction that erases it."""
    if erase not in _erasures:
        _erasures.append(erase)


def declared() -> tuple[PersonalField, ...]:
    """Every declared field, by model then field."""
    return tuple(_fields[key] for key in sorted(_fields))


def exports() -> tuple[Export, ...]:
    return tuple(_exports[code] for code in sorted(_exports))


def erasures() -> tuple[Callable[[User], None], ...]:
    return tuple(_erasures)


def nobody(user: User) -> str:
    """The address that stands for an erased account; the domain can receive no mail (RFC 2606)."""
    return f"{user.uid.hex}@erased.invalid"


# Names that betray a personal field, whatever its type.
TELLING = frozenset(
    {"email", "phone", "password", "ip", "ip_address", "remote_addr", "user_agent", "recipient", "recipients",
     "sender", "to", "first_name", "last_name", "birth_date", "last_login", "session_data", "contact"}
)  # fmt: skip
# Models about public persons or with no person in them, said once here rather than guessed.
NOT_PERSONAL: frozenset[tuple[str, str]] = frozenset()


def undeclared() -> Iterator[str]:
    """Fields that look personal and that nobody declared, as "app.Model.field"."""
    accounts = apps.get_model(settings.AUTH_USER_MODEL)
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.auto_created or not getattr(field, "concrete", False):
                continue
            points_to_person = getattr(field, "related_model", None) is accounts
            looks = isinstance(field, models.EmailField | models.GenericIPAddressField) or field.name in TELLING
            key = (model._meta.label, field.name)
            if (looks or points_to_person) and key not in _fields and key not in NOT_PERSONAL:
                yield ".".join(key)
