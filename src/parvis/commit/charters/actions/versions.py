"""Versions of the text: written while they are drafts, then adopted once and for all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from parvis.commit.charters.actions.recording import leave_trace
from parvis.commit.charters.models import Charter, CharterVersion, Pledge, VersionState
from parvis.commit.charters.wording import in_each, localized
from parvis.ground.follows.facts import notify
from parvis.ground.identifiers.slugs import slug_of


class AlreadyAdopted(Exception):
    """Somebody adopted this version since the page was opened: its text is what it is."""


class NoPledge(Exception):
    """A charter in which nobody promises anything is not adopted."""


def current_version(charter: Charter) -> CharterVersion | None:
    """The last version adopted: the one that is signed; 1 query."""
    return charter.versions.filter(state=VersionState.ADOPTED).order_by("-number").first()


@transaction.atomic
def begin_version(actor: Any, charter: Charter) -> CharterVersion:
    """Begin the next version from the words of the last; the draft that is there already, when there is one."""
    draft = charter.versions.filter(state=VersionState.DRAFT).order_by("number").first()
    if draft is not None:
        return draft
    last = current_version(charter)
    draft = CharterVersion(charter=charter, number=last.number + 1 if last else 1)
    if last is not None:
        draft.language, draft.wording, draft.preamble = last.language, last.wording, last.preamble
    draft.save()
    for pledge in last.pledges.order_by("side", "order", "pk") if last else ():
        Pledge.objects.create(
            version=draft, side=pledge.side, key=pledge.key, order=pledge.order, title=pledge.title, text=pledge.text
        )
    leave_trace(actor, charter, "charter.version-begun", public={"number": draft.number})
    return draft


def lock_draft(version: CharterVersion) -> None:
    """Hold the row until the end of the transaction, on either engine; AlreadyAdopted when it is no draft any more."""
    if not CharterVersion.objects.filter(pk=version.pk, state=VersionState.DRAFT).update(number=F("number")):
        raise AlreadyAdopted(version)


@transaction.atomic
def write_version(
    actor: Any,
    version: CharterVersion,
    *,
    preamble: Any,
    note: Any = "",
    pledges: Sequence[Mapping[str, Any]],
    **fields: Any,
) -> CharterVersion:
    """Write the draft as a whole.

    pledges   in order, each with `side`, `title`, `text` and the `key` that it has, empty for a new one
    fields    `language`, `wording`, `source` when they change
    raises    AlreadyAdopted
    """
    lock_draft(version)
    version.preamble, version.note = preamble, note
    for name, value in fields.items():
        setattr(version, name, value)
    version.save()
    known = {pledge.key: pledge for pledge in version.pledges.order_by("pk")}
    keys: set[str] = set()
    for order, given in enumerate(pledges, 1):
        key = given.get("key") or free_key(given["title"], keys | known.keys())
        pledge = known.get(key) or Pledge(version=version, key=key)
        pledge.side, pledge.order, pledge.title, pledge.text = given["side"], order, given["title"], given["text"]
        pledge.save()
        keys.add(key)
    version.pledges.exclude(key__in=keys).delete()
    leave_trace(actor, version.charter, "charter.version-written", public={"number": version.number})
    return version


def free_key(title: Any, taken: Collection[str]) -> str:
    stem = slug_of(localized(title, "fr"))[:50].strip("-") or "pledge"
    number, key = 2, stem
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key


@transaction.atomic
def adopt(actor: Any, version: CharterVersion, adopted_on: str = "") -> CharterVersion:
    """Freeze the text: from now on the database refuses to change it, and this is what one signs.

    adopted_on   ISO 8601-2, empty when it is not known
    raises       AlreadyAdopted, NoPledge
    """
    lock_draft(version)
    if not version.pledges.exists():
        raise NoPledge(version)
    version.adopted_on, version.state = adopted_on, VersionState.ADOPTED
    version.save(update_fields=["adopted_on", "state"])
    leave_trace(actor, version.charter, "charter.version-adopted", public={"number": version.number})
    title = in_each(version.charter.title)
    notify(
        "charter",
        version.charter.uid,
        {
            "fr": f"La version {version.number} de « {title['fr']} » est adoptée.",
            "en": f"Version {version.number} of “{title['en'] or title['fr']}” is adopted.",
        },
    )
    return version
