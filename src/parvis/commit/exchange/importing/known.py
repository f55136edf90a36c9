"""What the names of a table stand for here: bodies, policy areas, commitments of other plans; each looked up once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from parvis.civics.formats.plans import CommitmentText
from parvis.commit.plans.models import Commitment
from parvis.commit.plans.queries import visible_to
from parvis.ground.themes.models import Term, Vocabulary
from parvis.people.models import Organisation
from parvis.people.names import name_key
from parvis.people.queries.organisations import find_organisations


class Known:
    """4 queries for a whole table."""

    def __init__(self, texts: Iterable[CommitmentText], actor: Any) -> None:
        given = list(texts)
        names = {name for text in given for name in (*text.lead, *text.supporting)}
        names |= {name for text in given for step in text.milestones for name in step.responsible}
        self.bodies: dict[str, Organisation | None] = find_organisations(names) if names else {}
        self.areas: dict[str, str] = {}
        if any(text.policy_areas for text in given):
            for code, name in (
                Term.objects.filter(vocabulary=Vocabulary.POLICY_AREA).order_by("pk").values_list("code", "name")
            ):
                self.areas[name_key(code)] = code
                for words in name.data.values() if isinstance(name.data, dict) else (name.data,):
                    self.areas.setdefault(name_key(str(words)), code)
        wanted = {text.predecessor for text in given if text.predecessor}
        self.before: dict[str, list[str]] = {}
        if wanted:
            seen = Commitment.objects.all() if actor is None else visible_to(actor)
            for identifier, uid in seen.filter(external_id__in=wanted).order_by("pk").values_list("external_id", "uid"):
                self.before.setdefault(identifier, []).append(str(uid))

    def body(self, name: str) -> Organisation | None:
        """The one body of that name; None when nobody, or several, are called so."""
        return self.bodies.get(name)

    def area(self, word: str) -> str:
        """Code of a policy area by its code or its name in any language; "" for none."""
        return self.areas.get(name_key(word), "")

    def predecessor(self, identifier: str) -> str:
        """Identifier (UUID) of the one commitment so called; "" for none or several."""
        found = self.before.get(identifier, [])
        return found[0] if len(found) == 1 else ""
