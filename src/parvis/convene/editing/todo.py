"""What waits for who writes: forms left unfinished, drafts that do not hold together, errors that are public.

Nothing is checked here: counts of findings are kept when an event is saved and made true every few minutes (`tasks`).
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from parvis.civics.checks import CATALOGUE
from parvis.civics.checks.record.rules import RECORD_RULES
from parvis.convene.agenda.models import State
from parvis.convene.agenda.rules import WRITERS
from parvis.convene.editing.models import FindingCount, WorkingCopy
from parvis.convene.editing.queries.events import copy_url
from parvis.people.rules import roles_of, runs_the_instance
from parvis.people.todo import Heap, Mark, Waiting, register_source


def register_sources() -> None:
    register_source("editing.unfinished", unfinished)
    register_source("editing.drafts", drafts_with_errors)
    register_source("editing.published", published_with_errors)


def unfinished(user: Any, limit: int) -> Heap:
    """Forms of events that the person began to type and did not save; 2 queries."""
    mine = WorkingCopy.objects.filter(user=user, form="event").order_by("saved_at", "pk")
    return Heap(
        mine.count(),
        tuple(
            Waiting(
                kind=_("Unfinished"),
                title=copy.title.strip() or _("Untitled event"),
                detail=_("You began to write it and did not save it.")
                if copy.is_new
                else _("You changed it and did not save."),
                url=copy_url(copy),
                verb=_("Go on"),
                since=copy.saved_at,
            )
            for copy in mine[:limit]
        ),
    )


def drafts_with_errors(user: Any, limit: int) -> Heap:
    """Drafts of one's bodies that an error keeps from being published; 2 queries."""
    return heap(user, limit, (State.DRAFT,), _("Draft"), _("It cannot be published as it stands."))


def published_with_errors(user: Any, limit: int) -> Heap:
    """What is public and contradicts itself; 2 queries."""
    return heap(
        user, limit, (State.PUBLISHED,), _("Published event"), _("Everybody reads a contradiction on its page.")
    )


def heap(user: Any, limit: int, states: tuple[str, ...], kind: str, detail: str) -> Heap:
    counts = counts_within(user).filter(event__state__in=states)
    rows = counts.select_related("event").order_by("errors_since", "pk")[:limit]
    return Heap(
        counts.count(),
        tuple(
            Waiting(
                kind=kind,
                title=count.event.title,
                detail=detail,
                url=reverse("editing:event", args=[count.event.uid]),
                verb=_("Correct"),
                since=count.errors_since or count.checked_at,
                quoted=quoted(count),
                marks=(mark(count),),
            )
            for count in rows
        ),
    )


def counts_within(user: Any) -> QuerySet[FindingCount]:
    """Counts with errors, of the events that this person writes."""
    wrong = FindingCount.objects.filter(errors__gt=0)
    if runs_the_instance(user):
        return wrong
    bodies = {body for body, role in roles_of(user) if role in WRITERS}
    return wrong.filter(Q(event__organisation__in=bodies))


def quoted(count: FindingCount) -> SafeString | str:
    words = str(count.first.get("quote") or "")
    return format_html('<span class="mark-strike">{}</span>', words) if words else ""


def mark(count: FindingCount) -> Mark:
    others = count.errors - 1
    message = rule_words(str(count.first.get("rule") or ""))
    if others:
        more = ngettext("One more error.", "%(n)s more errors.", others) % {"n": others}
        message = f"{message} {more}"
    return Mark(
        severity="error",
        title=str(count.first.get("quote") or "") or _("To look at"),
        message=message,
        url=reverse("editing:event", args=[count.event.uid]),
        verb=_("Correct"),
    )


def rule_words(rule: str) -> str:
    """What the rule finds, in one sentence of the reader's language."""
    words = RECORD_RULES.get(rule) or (CATALOGUE[rule].title if rule in CATALOGUE else {})
    return words.get((get_language() or "fr")[:2], "")
