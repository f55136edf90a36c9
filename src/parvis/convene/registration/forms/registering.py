"""Registering: one page, no account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.convene.registration.actions import Demand, Person, as_kept
from parvis.convene.registration.forms.party import PartyForm, tidy
from parvis.convene.registration.models import Origin, Registration
from parvis.convene.registration.queries.asked import Asked
from parvis.convene.registration.senders import fingerprint
from parvis.ui.strangers import StrangerForm


class RegisterForm(PartyForm, StrangerForm):
    """Who comes, with whom, and what the body needs to know; as short as its set-up is."""

    at_least: ClassVar[timedelta] = timedelta(seconds=2)  # a browser that knows name and address is quick

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": gettext_lazy("Give your e-mail address: your ticket is sent there."),
            "invalid": gettext_lazy("An e-mail address looks like this: name@example.org."),
        },
    )
    field_order = ("name", "email", "category", "code")

    def __init__(
        self,
        registration: Registration,
        asked: Asked,
        now: datetime,
        data: QueryDict | None = None,
        *,
        code: str = "",
        labels: Mapping[int, str] | None = None,
        sessions: Mapping[int, str] | None = None,
    ) -> None:
        """The form at this instant.

        code       of a category, from the address of the page
        labels     key of a category → its name with the seats left
        sessions   key of the registration of a session → its title with the seats left
        """
        super().__init__(data)
        self.registration, self.code = registration, code
        self.open = asked.open_categories(now)
        self.asked = asked
        if len(self.open) > 1:
            choices = [(one.key, (labels or {}).get(one.key, one.name)) for one in self.open]
            self.fields["category"] = forms.TypedChoiceField(
                label=_("You come as"),
                choices=choices,
                coerce=int,
                widget=forms.RadioSelect,
                required=not (data and data.get("code", "").strip()),
                error_messages={"required": _("Say as what you come.")},
            )
        if asked.takes_codes:
            self.fields["code"] = forms.CharField(
                label=_("Code of your invitation"),
                max_length=40,
                required=not self.open,
                initial=code,
                widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
                error_messages={"required": _("Type the code of your invitation: one registers here with it only.")},
            )
        known = {one.key: one.title for one in asked.sessions}
        self.ask(asked, registration, party_of(data, registration), sessions if sessions is not None else known)
        self.order_fields(self.field_order)

    def chosen_category(self) -> int | None:
        return self.open[0].key if len(self.open) == 1 and not self.asked.takes_codes else None

    def code_open(self) -> bool:
        """Whether the field for a code must be seen."""
        return "code" in self.fields and bool(not self.open or self["code"].value() or self["code"].errors)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.open and not self.asked.takes_codes:
            self.add_error(None, _("Nobody can register here for the moment."))
        if not given.get("code"):
            self.demand_answers(self.category())
        return given

    def category(self) -> int | None:
        """Key of the category that was chosen, or the only one; a code chooses another."""
        if "category" in self.fields:
            return self.cleaned_data.get("category") or None
        return self.open[0].key if len(self.open) == 1 else None

    def demand(self, category: int, language: str, network: str, origin: Origin = Origin.WEB) -> Demand:
        """What the person asks for, in a category that a code may have chosen."""
        given = self.cleaned_data
        people = [Person(tidy(given["name"]), answers=self.answers_of_person(0, category))]
        for number in range(1, self.party):
            name, child = tidy(given[f"p{number}_name"]), bool(given[f"p{number}_child"])
            people.append(Person(name, child, self.answers_of_person(number, category)))
        asks = Demand(
            category=category,
            people=tuple(people),
            name=people[0].name,
            email=as_kept(given["email"]),
            language=language,
            answers=self.answers(category),
            sessions=tuple(sorted(given.get("sessions") or ())),
            consents=self.agreed(),
            need_codes=tuple(given.get("needs") or ()),
            need_words=tidy(given.get("need_words") or ""),
            network=network,
            origin=origin,
            code=given.get("code") or "",
        )
        return with_fingerprint(asks, self.registration)


def with_fingerprint(asks: Demand, registration: Registration) -> Demand:
    """The same demand, which is known again when it is sent again: whatever the language, the spaces, the capitals."""
    typed = {name: value for name, value in asks.as_json().items() if name not in ("language", "network", "origin")}
    typed["people"] = [{**person, "name": person["name"].casefold()} for person in typed["people"]]
    typed |= {"name": asks.name.casefold(), "code": asks.code.casefold()}
    return Demand(**{**asks.__dict__, "fingerprint": fingerprint(registration, typed, asks.network)})


def party_of(data: QueryDict | None, registration: Registration) -> int:
    """How many people the form is about: those it held, and the one that a button adds or takes off."""
    if data is None:
        return 1
    text = str(data.get("people") or "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    return max(1, min(number, registration.largest_party))


def with_another(data: QueryDict, registration: Registration) -> QueryDict:
    """The form as typed, with one person more."""
    changed = data.copy()
    changed["people"] = str(min(party_of(data, registration) + 1, registration.largest_party))
    return changed


def without(data: QueryDict, number: int, registration: Registration) -> QueryDict:
    """The form as typed without that person; those after her come one up."""
    party = party_of(data, registration)
    changed = data.copy()
    for name in [name for name in data if is_of(name, number)]:
        del changed[name]
    for later in range(number + 1, party):
        for name in [name for name in data if is_of(name, later)]:
            values = changed.pop(name)
            changed.setlist(f"p{later - 1}_{name.partition('_')[2]}", values)
    changed["people"] = str(max(party - 1, 1))
    return changed


def is_of(name: str, number: int) -> bool:
    return name.startswith(f"p{number}_")


class CodeForm(forms.Form):
    """The six digits of the letter."""

    code = forms.CharField(
        label=gettext_lazy("The six digits of the message"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "pattern": "[0-9 ]*", "size": "8"}
        ),
        error_messages={"required": gettext_lazy("Type the six digits of the message.")},
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())
