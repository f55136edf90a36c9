"""The state of a measure in words: a label, its mark, and one sentence that says since when and how many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.commit.law.application import Application, State
from parvis.ui import dates

LABELS = {
    State.REPEALED: gettext_lazy("repealed"),
    State.NOT_IN_FORCE: gettext_lazy("not in force yet"),
    State.AWAITED: gettext_lazy("decree awaited"),
    State.APPLIED: gettext_lazy("applied, with evidence"),
    State.UNKNOWN: gettext_lazy("not known"),
    State.PUBLISHED: gettext_lazy("decrees published"),
    State.NO_DECREE: gettext_lazy("in force, no decree needed"),
}
# In the order of a filter and of the counts: what waits first.
ORDER = (
    State.AWAITED,
    State.PUBLISHED,
    State.NO_DECREE,
    State.APPLIED,
    State.NOT_IN_FORCE,
    State.REPEALED,
    State.UNKNOWN,
)
MARKS = {
    State.REPEALED: ("closed", "cross"),
    State.NOT_IN_FORCE: ("coming", "clock"),
    State.AWAITED: ("warned", "clock"),
    State.APPLIED: ("kept", "check"),
    State.UNKNOWN: ("closed", "question"),
    State.PUBLISHED: ("coming", "check"),
    State.NO_DECREE: ("coming", "check"),
}


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state ready to print; `look` is the end of a class of the kit (`state-…`), `detail` a sentence or nothing."""

    code: str
    label: str
    look: str
    icon: str
    detail: str


def state_words(found: Application, language: str) -> StateWords:
    """The state in the active language."""
    look, icon = MARKS[found.state]
    if found.state == State.AWAITED and found.days_late:
        look = "late"
    return StateWords(found.state.value, str(LABELS[found.state]), look, icon, detail(found, language))


def detail(found: Application, language: str) -> str:
    """Since when, and how many: what the label alone does not say."""
    match found.state:
        case State.AWAITED:
            return awaited(found)
        case State.APPLIED:
            return ngettext(
                "its one duty is done, with evidence", "%(n)s duties out of %(n)s are done, with evidence", found.duties
            ) % {"n": found.duties}
        case State.UNKNOWN:
            return _("its decrees were not looked up, or not found")
        case State.NO_DECREE | State.PUBLISHED | State.NOT_IN_FORCE | State.REPEALED:
            return since(found.since, found.state, language)


def awaited(found: Application) -> str:
    said = []
    if found.days is not None:
        said.append(ngettext("for one day", "for %(n)s days", found.days) % {"n": grouped(found.days)})
    if found.days_late:
        said.append(
            ngettext("one day after the day announced", "%(n)s days after the day announced", found.days_late)
            % {"n": grouped(found.days_late)}
        )
    if found.needed > 1:
        said.append(
            ngettext("%(n)s of %(all)s published", "%(n)s of %(all)s published", found.published)
            % {"n": found.published, "all": found.needed}
        )
    return ", ".join(said)


def since(day: date | None, state: State, language: str) -> str:
    if day is None:
        return ""
    said = {"day": dates.day_words(day, language, weekday=False, year=True)}
    if state == State.PUBLISHED:
        return _("the last one on %(day)s") % said
    if state == State.REPEALED:
        return _("on %(day)s") % said
    return _("from %(day)s") % said


def grouped(count: int) -> str:
    """`1 234` with the narrow space of both languages' typography, so that it never breaks at the end of a line."""
    return f"{count:,}".replace(",", "\u202f")
