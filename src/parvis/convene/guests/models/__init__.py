"""What organisers keep beside registration: messages to a segment, papers being made, numbers that do not add up."""

from parvis.convene.guests.models.discrepancy import Discrepancy
from parvis.convene.guests.models.mailing import Mailing, MailingState
from parvis.convene.guests.models.papers import PaperPart, PaperRun, RunState

__all__ = ["Discrepancy", "Mailing", "MailingState", "PaperPart", "PaperRun", "RunState"]
