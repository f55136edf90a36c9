"""What registration stores: seats and their counters, questions, who signed up, the line of the opening minute."""

from parvis.convene.registration.models.asked import Kind, Purpose, Question
from parvis.convene.registration.models.letter import Letter, LetterKind
from parvis.convene.registration.models.line import Arrival
from parvis.convene.registration.models.registration import Access, Category, Registration, TicketKey
from parvis.convene.registration.models.seats import Seats
from parvis.convene.registration.models.sign_up import (
    ACTIVE,
    ENDED,
    HOLDING,
    WITH_DEADLINE,
    AccessNeed,
    Attendee,
    Consent,
    Origin,
    SignUp,
    State,
    Step,
)

__all__ = [
    "ACTIVE",
    "ENDED",
    "HOLDING",
    "WITH_DEADLINE",
    "Access",
    "AccessNeed",
    "Arrival",
    "Attendee",
    "Category",
    "Consent",
    "Kind",
    "Letter",
    "LetterKind",
    "Origin",
    "Purpose",
    "Question",
    "Registration",
    "Seats",
    "SignUp",
    "State",
    "Step",
    "TicketKey",
]
