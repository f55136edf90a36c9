"""What changes plans and what they promise: one verb a function, one transaction, one entry of the journal."""

from parvis.commit.plans.actions.adopting import (
    AlreadyAdopted,
    NothingToAdopt,
    adopt_plan,
    amend_plan,
    pending,
    withdraw_commitment,
)
from parvis.commit.plans.actions.awaiting import settle
from parvis.commit.plans.actions.milestones import withdraw_milestone
from parvis.commit.plans.actions.plan import create_plan, publish_plan, write_plan
from parvis.commit.plans.actions.progress import Shown, add_evidence, report_progress, set_evidence_aside
from parvis.commit.plans.actions.publishing import HeldBack, publish_commitment
from parvis.commit.plans.actions.recording import register_sentences
from parvis.commit.plans.actions.responsibilities import hand_over
from parvis.commit.plans.actions.setting_aside import set_advice_aside, take_advice_up
from parvis.commit.plans.actions.writing import create_commitment, restored, write_commitment

__all__ = [
    "AlreadyAdopted",
    "HeldBack",
    "NothingToAdopt",
    "Shown",
    "add_evidence",
    "adopt_plan",
    "amend_plan",
    "create_commitment",
    "create_plan",
    "hand_over",
    "pending",
    "publish_commitment",
    "publish_plan",
    "register_sentences",
    "report_progress",
    "restored",
    "set_advice_aside",
    "set_evidence_aside",
    "settle",
    "take_advice_up",
    "withdraw_commitment",
    "withdraw_milestone",
    "write_commitment",
    "write_plan",
]
