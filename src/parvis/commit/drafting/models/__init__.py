"""Making a plan together: how it is announced, what people propose, and the reasoned answer each of them gets."""

from parvis.commit.drafting.models.cocreation import CoCreation, Criterion, StepKind, TimelineStep
from parvis.commit.drafting.models.contribution import Answer, Contribution, Outcome, Stage

__all__ = ["Answer", "CoCreation", "Contribution", "Criterion", "Outcome", "Stage", "StepKind", "TimelineStep"]
