"""What is stored of charters: their versions and pledges, who signed, what each says it does, who asks to sign."""

from parvis.commit.charters.models.assessment import AssessmentEvidence, EvidenceKind, Level, SelfAssessment
from parvis.commit.charters.models.charter import Charter, State
from parvis.commit.charters.models.claim import Claim, ClaimKind
from parvis.commit.charters.models.request import RequestState, SigningRequest
from parvis.commit.charters.models.signatory import Capacity, Signatory, SignatoryState
from parvis.commit.charters.models.version import CharterVersion, Pledge, Side, VersionState, Wording

__all__ = [
    "AssessmentEvidence",
    "Capacity",
    "Charter",
    "CharterVersion",
    "Claim",
    "ClaimKind",
    "EvidenceKind",
    "Level",
    "Pledge",
    "RequestState",
    "SelfAssessment",
    "Side",
    "Signatory",
    "SignatoryState",
    "SigningRequest",
    "State",
    "VersionState",
    "Wording",
]
