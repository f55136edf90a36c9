"""The rules of a registration, and opening one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.convene.agenda.models import Session
from parvis.convene.guests.forms.texts import SetUpForm, day, hour, refuse_lonely_hours, words
from parvis.convene.registration.models import Registration

MOST = 1_000_000  # more than any square holds, and less than the column does


def seats_field(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST, **more)


class OpenForm(forms.Form):
    """All one must say to open registration."""

    capacity = seats_field(
        gettext_lazy("How many seats?"),
        help_text=gettext_lazy("Leave it empty when everybody may come."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class SessionsForm(forms.Form):
    """Several sessions opened at once, each with its seats."""

    def __init__(self, sessions: list[Session], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = sessions
        for one in sessions:
            self.fields[f"open_{one.pk}"] = forms.BooleanField(label=one.title, required=False)
            self.fields[f"seats_{one.pk}"] = seats_field(
                _("Seats of “%(session)s”") % {"session": one.title},
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    def lines(self) -> list[tuple[Session, Any, Any]]:
        return [(one, self[f"open_{one.pk}"], self[f"seats_{one.pk}"]) for one in self.sessions]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for one in self.sessions:  # who types seats means to open it
            if given.get(f"seats_{one.pk}") is not None:
                given[f"open_{one.pk}"] = True
        if not any(given.get(f"open_{one.pk}") for one in self.sessions):
            self.add_error(None, _("Tick one session at least."))
        return given

    def chosen(self) -> list[tuple[Session, int | None]]:
        given = self.cleaned_data
        return [(one, given[f"seats_{one.pk}"]) for one in self.sessions if given[f"open_{one.pk}"]]


class CopyForm(forms.Form):
    """Whose set-up to take over."""

    source = forms.ChoiceField(label=gettext_lazy("Event"))
    capacity = seats_field(
        gettext_lazy("How many seats?"), help_text=gettext_lazy("Leave it empty when everybody may come.")
    )

    def __init__(self, sources: list[Registration], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.uid), f"{one.event.title} ({one.event.start_day:%d/%m/%Y})") for one in sources]
        self.fields["source"].choices = choices  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Group:
    """Some fields under one head, in rows; folded when it is seldom touched."""

    label: str
    hint: str
    rows: list[list[forms.BoundField]]
    folded: bool
    open: bool


class RulesForm(SetUpForm):
    """Every rule of a registration; its seats are changed on a page of their own."""

    texts = ("words", "ticket_words")
    instants = ("opens", "closes")

    opens_day = day(gettext_lazy("Opens on"), required=True)
    opens_time = hour(gettext_lazy("Opens at"), required=True)
    closes_day = day(gettext_lazy("Closes on"), help_text=gettext_lazy("Empty: when it begins."))
    closes_time = hour(gettext_lazy("Closes at"))

    one_per_person = forms.BooleanField(
        label=gettext_lazy("One registration an address"),
        required=False,
        help_text=gettext_lazy("Families register together. Turn it off when one person registers several groups."),
    )
    largest_party = forms.IntegerField(
        label=gettext_lazy("People in one registration, at most"),
        min_value=1,
        max_value=50,
        help_text=gettext_lazy("Parents and children, a class: they get seats together or wait together."),
    )
    approval = forms.BooleanField(
        label=gettext_lazy("Each registration is approved"),
        required=False,
        help_text=gettext_lazy("The seat is kept meanwhile. A category may ask for approval on its own."),
    )
    asks_access_needs = forms.BooleanField(
        label=gettext_lazy("Ask what people need to take part"),
        required=False,
        help_text=gettext_lazy("Sign language, step-free access… Only organisers of the body read the answers."),
    )

    waiting_capacity = seats_field(
        gettext_lazy("Longest waiting list (people)"),
        help_text=gettext_lazy("Empty: no limit. 0: no waiting list."),
    )
    promotion_within = forms.IntegerField(
        label=gettext_lazy("Hours to take a seat that became free"),
        min_value=0,
        max_value=24 * 30,
        help_text=gettext_lazy("After them it is offered to the next. 0: the seat is given at once, nobody is asked."),
    )
    smaller_parties_pass = forms.BooleanField(
        label=gettext_lazy("A smaller party may pass a larger one"),
        required=False,
        help_text=gettext_lazy("When the first in line needs more seats than are free. Off: the line waits for her."),
    )

    confirm_by_mail = forms.BooleanField(
        label=gettext_lazy("The address is confirmed by e-mail"),
        required=False,
        help_text=gettext_lazy(
            "The seat is held meanwhile. Off: whoever types an address has a seat, a script too, and sees whether it "
            "was registered already."
        ),
    )
    confirm_within = forms.IntegerField(
        label=gettext_lazy("Minutes to confirm the address"),
        min_value=1,
        max_value=60 * 24 * 7,
        help_text=gettext_lazy("Then the seat goes back; the link still works while seats are left."),
    )
    network_holds = forms.IntegerField(
        label=gettext_lazy("Seats held for one network before its addresses are confirmed"),
        min_value=1,
        max_value=32_000,
        help_text=gettext_lazy(
            "A school or an office shares one network. Beyond this number a seat is taken on confirmation: nobody is "
            "refused, and no script empties the room."
        ),
    )

    words_fr = words(
        gettext_lazy("Words above the form, in French"), "fr", long=True, help_text=gettext_lazy("Markdown.")
    )
    words_en = words(gettext_lazy("Words above the form, in English"), "en", long=True)
    ticket_words_fr = words(
        gettext_lazy("Words on the ticket, in French"),
        "fr",
        long=True,
        help_text=gettext_lazy("Which door, what to bring. Markdown."),
    )
    ticket_words_en = words(gettext_lazy("Words on the ticket, in English"), "en", long=True)
    contact = forms.EmailField(
        label=gettext_lazy("Address for questions"),
        required=False,
        help_text=gettext_lazy("Shown on the form and in every letter, where answers go."),
    )

    reminder = forms.BooleanField(label=gettext_lazy("Remind people the day before"), required=False)
    kept_days = forms.IntegerField(
        label=gettext_lazy("Days after the event until names are erased"),
        min_value=0,
        max_value=400,
        help_text=gettext_lazy("The form announces it. Figures stay."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        refuse_lonely_hours(self)
        opens, closes = self.instant("opens"), self.instant("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes_day", _("Registration closes before it opens."))
        return given

    def groups(self) -> list[Group]:
        return [
            self.group(_("When"), "", [("opens_day", "opens_time"), ("closes_day", "closes_time")], folded=False),
            self.group(
                _("Who"),
                "",
                [("largest_party",), ("one_per_person",), ("approval",), ("asks_access_needs",)],
                folded=False,
            ),
            self.group(
                _("Waiting list"),
                _("How long it may be, and how a seat that becomes free is given."),
                [("waiting_capacity",), ("promotion_within",), ("smaller_parties_pass",)],
            ),
            self.group(
                _("Addresses and robots"),
                _("How an address is proved, so that a script cannot empty the room."),
                [("confirm_by_mail",), ("confirm_within",), ("network_holds",)],
            ),
            self.group(
                _("Words of yours"),
                _("Above the form, on the ticket, and where questions go."),
                [("words_fr", "words_en"), ("ticket_words_fr", "ticket_words_en"), ("contact",)],
            ),
            self.group(
                _("Reminder and erasure"),
                _("A letter the day before; how long names are kept."),
                [("reminder",), ("kept_days",)],
            ),
        ]

    def group(self, label: str, hint: str, rows: list[tuple[str, ...]], *, folded: bool = True) -> Group:
        fields = [[self[name] for name in row] for row in rows]
        wrong = any(field.errors for row in fields for field in row) if self.is_bound else False
        return Group(label, hint, fields, folded, wrong)
