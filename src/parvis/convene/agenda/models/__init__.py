"""What the agenda stores: series → edition → event → session, and who takes part in what."""

from parvis.convene.agenda.models.details import (
    EventPicture,
    EventSource,
    Figure,
    Information,
    Quote,
    Recording,
    RegistrationLink,
)
from parvis.convene.agenda.models.documents import ImportedDocument, QuarantinedDocument
from parvis.convene.agenda.models.event import Admission, Event, FormerSlug, Inclusion, Mode, State, Status
from parvis.convene.agenda.models.participation import Participation, Role
from parvis.convene.agenda.models.recurrence import Recurrence
from parvis.convene.agenda.models.series import Edition, Series
from parvis.convene.agenda.models.session import Session
from parvis.ground.sources.standing import Standing

__all__ = [
    "Admission",
    "Edition",
    "Event",
    "EventPicture",
    "EventSource",
    "Figure",
    "FormerSlug",
    "ImportedDocument",
    "Inclusion",
    "Information",
    "Mode",
    "Participation",
    "QuarantinedDocument",
    "Quote",
    "Recording",
    "Recurrence",
    "RegistrationLink",
    "Role",
    "Series",
    "Session",
    "Standing",
    "State",
    "Status",
]
