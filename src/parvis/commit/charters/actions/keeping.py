"""The host's side: begin a charter, present it, publish it, open it to signature."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from parvis.commit.charters.actions.recording import leave_trace
from parvis.commit.charters.actions.versions import current_version
from parvis.commit.charters.models import Charter, CharterVersion, State
from parvis.commit.charters.wording import localized
from parvis.ground.identifiers.slugs import save_under_free_slug, slug_of
from parvis.people.models import Organisation


class NothingAdopted(Exception):
    """A charter is published, and signed, once one of its versions is adopted."""


@transaction.atomic
def create_charter(
    actor: Any, host: Organisation | None, *, title: Any, summary: Any = "", standing: str = ""
) -> Charter:
    """Begin a charter, a draft that only its host sees, with a first version to write."""
    charter = Charter(host=host, title=title, summary=summary, standing=standing)
    stem = slug_of(localized(title, "fr"))[:100].strip("-") or "charte"
    save_under_free_slug(charter, lambda: free_slug(stem))
    CharterVersion.objects.create(charter=charter, number=1)
    leave_trace(actor, charter, "charter.created")
    return charter


def free_slug(stem: str) -> str:
    taken = set(Charter.objects.filter(slug__startswith=stem).order_by("slug").values_list("slug", flat=True))
    number, slug = 2, stem
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug


@transaction.atomic
def write_charter(actor: Any, charter: Charter, *, title: Any, summary: Any) -> Charter:
    """Change how it is presented; the adopted texts are versions, and do not change here."""
    charter.title, charter.summary = title, summary
    charter.save(update_fields=["title", "summary"])
    leave_trace(actor, charter, "charter.changed")
    return charter


@transaction.atomic
def publish(actor: Any, charter: Charter) -> Charter:
    """Show it to everybody; nothing when it is public already.

    raises   NothingAdopted
    """
    if current_version(charter) is None:
        raise NothingAdopted(charter)
    if Charter.objects.filter(pk=charter.pk, state=State.DRAFT).update(state=State.PUBLISHED):
        charter.state = State.PUBLISHED
        leave_trace(actor, charter, "charter.published")
    return charter


@transaction.atomic
def open_to_signature(
    actor: Any, charter: Charter, *, invitation: Any = "", until: date | None = None, answer_within: int = 15
) -> Charter:
    """Invite others to sign, until a day when there is one.

    raises   NothingAdopted
    """
    if current_version(charter) is None:
        raise NothingAdopted(charter)
    charter.invites, charter.invitation = True, invitation
    charter.open_until, charter.answer_within = until, answer_within
    charter.save(update_fields=["invites", "invitation", "open_until", "answer_within"])
    leave_trace(actor, charter, "charter.opened")
    return charter


@transaction.atomic
def close_to_signature(actor: Any, charter: Charter) -> Charter:
    """Take the invitation back; requests that wait are still answered."""
    if Charter.objects.filter(pk=charter.pk, invites=True).update(invites=False):
        charter.invites = False
        leave_trace(actor, charter, "charter.closed")
    return charter
