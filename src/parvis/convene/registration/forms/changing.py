"""Changing what one said: the name, the answers, the sessions, the needs, the consents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from parvis.convene.registration.actions.changing import Changes
from parvis.convene.registration.forms.party import Companion, PartyForm, consent_name, tidy
from parvis.convene.registration.forms.questions import initial_of
from parvis.convene.registration.models import Attendee, SignUp
from parvis.convene.registration.queries.asked import Asked, AskedQuestion


class ChangeForm(PartyForm):
    """The form as it was filled in. The address does not change: it is what the registration belongs to.

    `coming`: who still comes, by the place she has had in the party since it registered (0: who registered), so that
    nobody is given the name of another when somebody is taken off.
    """

    def __init__(
        self,
        sign_up: SignUp,
        people: list[Attendee],
        asked: Asked,
        data: QueryDict | None = None,
        *,
        sessions: Mapping[int, str],
        taken: list[int],
        consents: list[int],
        needs: tuple[list[str], str],
    ) -> None:
        super().__init__(data)
        self.sign_up, self.asked = sign_up, asked
        self.coming = {person.order: person for person in people}
        self.ask(asked, sign_up.registration, max(self.coming, default=0) + 1, sessions)
        initial: dict[str, Any] = {"name": sign_up.name, "sessions": taken}
        whole = [one for one in asked.questions if not one.each]
        each = [one for one in asked.questions if one.each]
        initial |= initial_of(whole, sign_up.answers, "q")
        for number, person in self.coming.items():
            initial |= {f"p{number}_name": person.name, f"p{number}_child": person.child}
            initial |= initial_of(each, person.answers, f"p{number}")
        initial |= {consent_name(one.uid): one.key in consents for one in asked.purposes}
        initial |= {"needs": needs[0], "need_words": needs[1]}
        self.initial = initial

    def chosen_category(self) -> int | None:
        return self.sign_up.category_id

    def ask_one(self, number: int) -> None:
        if number not in self.coming:
            return
        super().ask_one(number)
        for question in self.asked.questions:
            if not question.is_for(self.sign_up.category_id):
                for prefix in self.prefixes(question):
                    self.fields.pop(f"{prefix}_{question.uid.replace('-', '')}", None)

    def companions(self) -> list[Companion]:
        return [one for one in super().companions() if one.number in self.coming]

    def prefixes(self, question: AskedQuestion) -> list[str]:
        return [f"p{number}" for number in self.coming] if question.each else ["q"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.demand_answers(self.sign_up.category_id)
        return given

    def changes(self) -> Changes:
        given, category = self.cleaned_data, self.sign_up.category_id
        name = tidy(given["name"])
        return Changes(
            name=name,
            people={
                person.pk: (
                    tidy(given[f"p{number}_name"]) if number else name,
                    bool(given.get(f"p{number}_child")),
                    self.answers_of_person(number, category),
                )
                for number, person in self.coming.items()
            },
            answers=self.answers(category),
            sessions=frozenset(given["sessions"]) if "sessions" in self.fields else None,
            consents=frozenset(self.agreed()),
            need_codes=tuple(given["needs"]) if "needs" in self.fields else None,
            need_words=tidy(given.get("need_words") or ""),
        )
