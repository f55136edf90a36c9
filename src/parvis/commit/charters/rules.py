"""Who may do what with charters: small predicates of (user, object).

A host keeps its charter and answers who asks to sign; a signatory alone says how it keeps its word, and withdraws.
"""

from __future__ import annotations

from typing import Any

from parvis.commit.charters.models import Charter, Signatory, SignatoryState
from parvis.people import rules as people
from parvis.people.models import Organisation, Role

INSIDERS = (Role.ADMINISTRATOR, Role.ORGANISER, Role.CONTRIBUTOR, Role.MODERATOR)
SPEAKERS = (Role.ADMINISTRATOR, Role.ORGANISER)
ANSWERERS = (Role.ADMINISTRATOR, Role.ORGANISER, Role.MODERATOR)


def may_see_desk(user: Any) -> bool:
    """Has a charter to keep, or a signature to answer for."""
    return people.runs_the_instance(user) or people.has_role_anywhere(user, *ANSWERERS)


def may_create_charter(user: Any, host: Organisation | None = None) -> bool:
    """May begin a charter in the name of that body; of some body when none is named."""
    return people.is_organiser(user, host)


def may_write_charter(user: Any, charter: Charter) -> bool:
    """May write it, adopt a version, open it to signature and record signatures read in a source."""
    if people.runs_the_instance(user):
        return True
    return charter.host is not None and people.is_organiser(user, charter.host)


def may_answer_requests(user: Any, charter: Charter) -> bool:
    """May accept or refuse, with a reason, a body that asks to sign."""
    if people.runs_the_instance(user):
        return True
    return charter.host is not None and people.has_role(user, charter.host, *ANSWERERS)


def may_sign(user: Any, organisation: Organisation) -> bool:
    """May sign in the name of that body: an organiser or administrator of it, and nobody from above."""
    return people.has_role(user, organisation, *SPEAKERS)


def may_speak_for(user: Any, signatory: Signatory) -> bool:
    """May say how the signatory keeps its pledges; nobody else writes in that lane, the host and staff no more."""
    return signatory.state == SignatoryState.SIGNED and people.has_role(user, signatory.organisation, *SPEAKERS)


def may_withdraw_signature(user: Any, signatory: Signatory) -> bool:
    """May say that the body signs no longer: itself; or the host, for a body that has nobody here."""
    if signatory.state != SignatoryState.SIGNED:
        return False
    return people.is_organiser(user, signatory.organisation) or may_write_charter(user, signatory.charter)
