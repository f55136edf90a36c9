"""Who may do what with submissions: small predicates of (user, object)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from parvis.convene.agenda import rules as agenda
from parvis.convene.agenda.models import Edition, Event, State
from parvis.convene.submissions.models import OPEN, Stage, Submission
from parvis.people import rules as people
from parvis.people.models import Organisation, Role
from parvis.people.queries.organisations import bodies_acted_for

READERS = (Role.ADMINISTRATOR, Role.ORGANISER, Role.MODERATOR)
ANSWERERS = (Role.ADMINISTRATOR, Role.MODERATOR)


def may_open(user: Any, edition: Edition) -> bool:
    """May open the edition to submissions and say under which rules."""
    return agenda.may_manage_edition(user, edition)


def may_submit(user: Any, event: Event) -> bool:
    """May offer the event to an edition: whoever may change what it says."""
    return event.state != State.WITHDRAWN and agenda.may_edit_event(user, event)


def may_read_queue(user: Any) -> bool:
    """Has an edition's submissions to read, or may have."""
    return people.runs_the_instance(user) or people.has_role_anywhere(user, *READERS)


def may_follow_own(user: Any) -> bool:
    """Writes for some body, and so may have submitted something."""
    return agenda.may_write_for(user, None)


def may_read(user: Any, submission: Submission) -> bool:
    """May read what was submitted and the conversation: who answers for the host, or organises for it."""
    host = submission.edition.host
    return people.runs_the_instance(user) or (host is not None and people.has_role(user, host, *READERS))


def may_answer(user: Any, submission: Submission) -> bool:
    """May accept, ask for changes, refuse: a moderator or administrator of the host."""
    return agenda.may_moderate(user, submission.edition)


def is_contributor(user: Any, submission: Submission) -> bool:
    """May follow it from the other side: reply, submit again, withdraw."""
    return agenda.may_edit_event(user, submission.event)


def may_write_answers(user: Any, host: Organisation) -> bool:
    """May write the host's own reasons and templates."""
    return people.runs_the_instance(user) or people.has_role(user, host, *READERS)


def hosts_of(user: Any, *roles: str) -> frozenset[int]:
    """Keys of the bodies for which the person holds one of these roles; no query once the roles are known."""
    return frozenset(body for body, role in people.roles_of(user) if role in roles)


def sight_of_submitted(viewer: Any) -> Q:
    """The host's people see what is before them, never a draft that was not submitted or that they refused.

    A condition for `agenda.queries.visibility`: it holds subqueries and asks nothing by itself.
    """
    hosts = bodies_acted_for(viewer, READERS)
    before_them = Submission.objects.filter(state__in=OPEN, edition__host__in=hosts)
    return Q(pk__in=before_them.values("event"))


def may_be_withdrawn(submission: Submission) -> bool:
    return submission.state in (Stage.WAITING, Stage.CHANGES)
