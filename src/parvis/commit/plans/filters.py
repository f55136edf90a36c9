"""What a reader asks of the list of commitments, from the address and back to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# In the order of the select; "late" speaks of milestones, the others of what the bodies declare.
STATES: dict[str, str | Promise] = {
    "late": _("with a late milestone"),
    "complete": _("declared completed"),
    "under-way": _("declared under way"),
    "not-started": _("declared not started"),
    "silent": _("without any report"),
    "withdrawn": pgettext_lazy("commitments", "withdrawn"),
}
LONGEST = 200


@dataclass(frozen=True)
class Filters:
    """Slugs of a plan and of a body, code of a policy area, one of STATES, words; empty for no matter which."""

    plan: str = ""
    body: str = ""
    area: str = ""
    state: str = ""
    q: str = ""

    def __bool__(self) -> bool:
        return any(asdict(self).values())

    def query_string(self, **others: str) -> str:
        """As the address says it, empty values left out; `others` replace or add."""
        return urlencode({name: value for name, value in {**asdict(self), **others}.items() if value})

    def without(self, name: str) -> Filters:
        return replace(self, **{name: ""})


def parse(given: Mapping[str, str]) -> Filters:
    """The filters of an address; what they name is looked up later."""
    return Filters(**{name: str(given.get(name, "")).strip()[:LONGEST] for name in asdict(Filters())})
