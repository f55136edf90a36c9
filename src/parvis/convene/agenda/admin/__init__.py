"""Editing by staff: everything about an event on one page; each save goes through the actions.

What a person changes here is marked, so that no import ever writes over it.
"""

from parvis.convene.agenda.admin.documents import ImportedDocumentAdmin, QuarantinedDocumentAdmin
from parvis.convene.agenda.admin.event import EventAdmin
from parvis.convene.agenda.admin.season import EditionAdmin, SeriesAdmin

__all__ = ["EditionAdmin", "EventAdmin", "ImportedDocumentAdmin", "QuarantinedDocumentAdmin", "SeriesAdmin"]
