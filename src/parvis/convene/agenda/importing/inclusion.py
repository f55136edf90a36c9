"""Imported events in editions: the one asked for, and those of the series that their documents name."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from parvis.convene.agenda.finding import edition_texts
from parvis.convene.agenda.importing.work import Known, Wishes, Work
from parvis.convene.agenda.models import Edition, Inclusion
from parvis.ground.search.indexing import index
from parvis.people.names import name_key


def include(works: Sequence[Work], known: Known, wishes: Wishes) -> list[Work]:
    """Put the events in their editions; returns the works to which anything was added. 2 queries when there is any."""
    wanted = [(work, edition.pk) for work in works for edition in editions_of(work, known, wishes)]
    if not wanted:
        return []
    events = {work.the_event().pk for work, _edition in wanted}
    own = Inclusion.objects.filter(event__in=events, selected_by=None)
    present = set(own.order_by().values_list("event_id", "edition_id"))
    added = [(work, edition) for work, edition in wanted if (work.the_event().pk, edition) not in present]
    Inclusion.objects.bulk_create(
        [Inclusion(event_id=work.the_event().pk, edition_id=edition) for work, edition in added], batch_size=500
    )
    return list({id(work): work for work, _edition in added}.values())


def editions_of(work: Work, known: Known, wishes: Wishes) -> list[Edition]:
    """An operator's import makes the editions that a document names; a person's fills only those they answer for."""
    if work.event is None:
        return []
    editions = {wishes.edition.pk: wishes.edition} if wishes.edition else {}
    if work.draft is None or work.document.start is None or work.ours:
        return list(editions.values())
    year = work.document.start.day.year
    for name in work.document.series:
        if wishes.mandate is None:
            edition = known.editions.find(name, year)
            editions[edition.pk] = edition
            continue
        found = known.editions.existing(name, year)
        if found is not None and wishes.mandate.may_fill(found):
            editions[found.pk] = found
        elif found is not None and found.pk not in editions:
            work.reasons.append(
                _("It names “%(edition)s”, which another body hosts: submit the event to it once it is here.")
                % {"edition": found.name}
            )
    return list(editions.values())


def presented_edition(work: Work, known: Known) -> Edition | None:
    """The edition that the page itself presents, when its title is that of its series; it gets the page's days."""
    document = work.document
    if not document.series or document.start is None:
        return None
    if document.kind != "programme-page" and name_key(document.series[0]) not in name_key(document.title):
        return None
    edition = known.editions.find(document.series[0], document.start.day.year)
    if edition.pk in known.editions.presented:
        return None
    known.editions.presented.add(edition.pk)
    if edition.first_day is None:
        edition.first_day = document.start.day
        edition.last_day = document.end.day if document.end else document.start.day
        edition.save(update_fields=["first_day", "last_day"])
    if edition.published:
        index("edition", edition.uid, edition_texts(edition))
    return edition
