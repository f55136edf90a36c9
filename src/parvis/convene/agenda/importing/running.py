"""An import from its paths to its outcome, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.civics.formats import EventDocument
from parvis.convene.agenda.importing.batch import write
from parvis.convene.agenda.importing.lookups import Bodies, Editions, Places, Terms
from parvis.convene.agenda.importing.mandate import Mandate
from parvis.convene.agenda.importing.work import Known, Wishes
from parvis.convene.agenda.models import Edition
from parvis.convene.agenda.rules import may_manage_edition
from parvis.disclose.importing.files import batches, read
from parvis.disclose.importing.records import Outcome
from parvis.disclose.importing.registry import Asked, Writer
from parvis.ground import clock


def run(
    paths: Sequence[Path],
    *,
    publish: bool = False,
    edition: Edition | None = None,
    dry: bool = False,
    language: str = "en",
    progress: Callable[[int], None] = lambda files: None,
) -> Outcome:
    """Read these files and write what they hold; with `dry`, write nothing and say the same.

    paths      files; one that cannot be opened is named in `Outcome.unreadable` and the others are still read
    publish    show the new events at once, except those whose source says that they are not published
    progress   called with the number of files read so far
    """
    outcome = Outcome()
    wishes = Wishes(publish, edition, language, clock.now(), ours=True)
    return write_all(read(paths, outcome, language, progress), wishes, dry=dry, outcome=outcome)


def write_all(
    documents: Iterable[EventDocument],
    wishes: Wishes,
    *,
    dry: bool = False,
    outcome: Outcome | None = None,
    progress: Callable[[int], None] = lambda documents: None,
) -> Outcome:
    """Write documents in one transaction, a hundred at a time; with `dry`, the same in one that is rolled back.

    outcome    where records are added, a new one by default
    progress   called with the number of documents done so far, inside the transaction
    """
    outcome = outcome or Outcome()
    done = 0
    with transaction.atomic():
        known = Known(Places(), Bodies(), Terms(), Editions(wishes.publish))
        for some in batches(documents):
            outcome.records += write(some, known, wishes)
            done += len(some)
            progress(done)
        if dry:
            transaction.set_rollback(True)
    return outcome


def begin(asked: Asked) -> Writer:
    """What writes events in an import of files of many kinds; the caller holds the transaction."""
    edition = Edition.objects.filter(slug=asked.edition).first() if asked.edition else None
    mandate = Mandate(asked.mandate.actor, asked.mandate.organisation) if asked.mandate else None
    wishes = Wishes(asked.publish, edition, asked.language, clock.now(), mandate=mandate, ours=True)
    # A person fills the editions that are there; an operator's import makes those that pages name.
    known = Known(Places(), Bodies(), Terms(), Editions(asked.publish and mandate is None))
    return lambda documents: write(documents, known, wishes)


def refusal(asked: Asked) -> str:
    """The edition asked for must be there, and for the person to fill, before anything is read."""
    if not asked.edition:
        return ""
    edition = Edition.objects.select_related("host").filter(slug=asked.edition).first()
    if edition is None:
        return _("There is no edition “%(slug)s”.") % {"slug": asked.edition}
    if asked.mandate is not None and not may_manage_edition(asked.mandate.actor, edition):
        return _("Another body hosts “%(edition)s”: submit each event to it once it is here.") % {
            "edition": edition.name
        }
    return ""
