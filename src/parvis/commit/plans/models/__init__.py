"""What is promised, by whom, for when; what the bodies say of it, and what shows it.

framework    Framework, Plan, PlanVersion
commitment   Commitment, Text (what it says, by language and by version)
milestone    Milestone
roles        Responsibility (who leads, supports, answers, and from when to when)
progress     ProgressReport, Evidence: the self-declared lane
reading      ReadPage (a page as it was read, with what it contradicts)
aside        AdviceAside (a finding of the checker that a writer leaves as it is)
"""

from parvis.commit.plans.models.absence import Absence
from parvis.commit.plans.models.aside import AdviceAside
from parvis.commit.plans.models.commitment import Commitment, State, Text, TextAuthority, TextPart, Value, Wording
from parvis.commit.plans.models.framework import Framework, FrameworkKind, Plan, PlanVersion, VersionKind
from parvis.commit.plans.models.milestone import Milestone
from parvis.commit.plans.models.progress import Completion, Evidence, EvidenceKind, ProgressReport
from parvis.commit.plans.models.reading import ReadPage
from parvis.commit.plans.models.roles import Responsibility, Role
from parvis.ground.sources.standing import Standing

__all__ = [
    "Absence",
    "AdviceAside",
    "Commitment",
    "Completion",
    "Evidence",
    "EvidenceKind",
    "Framework",
    "FrameworkKind",
    "Milestone",
    "Plan",
    "PlanVersion",
    "ProgressReport",
    "ReadPage",
    "Responsibility",
    "Role",
    "Standing",
    "State",
    "Text",
    "TextAuthority",
    "TextPart",
    "Value",
    "VersionKind",
    "Wording",
]
