"""What is stored of submissions: the opening of an edition, what is offered to it, and what is answered."""

from parvis.convene.submissions.models.opening import AnswerKind, AnswerTemplate, Opening, Part, RefusalReason
from parvis.convene.submissions.models.proposal import Proposal
from parvis.convene.submissions.models.submission import OPEN, Message, MessageKind, Side, Stage, Submission

__all__ = [
    "OPEN",
    "AnswerKind",
    "AnswerTemplate",
    "Message",
    "MessageKind",
    "Opening",
    "Part",
    "Proposal",
    "RefusalReason",
    "Side",
    "Stage",
    "Submission",
]
