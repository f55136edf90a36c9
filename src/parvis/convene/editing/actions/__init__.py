"""What writers do: publish what was checked, set a finding aside, keep a form as typed, count findings."""

from parvis.convene.editing.actions.counting import recount
from parvis.convene.editing.actions.publishing import (
    HeldBack,
    held_back,
    publish_checked,
    publish_many_checked,
    refuse_errors,
)
from parvis.convene.editing.actions.setting_aside import set_aside, take_up

__all__ = [
    "HeldBack",
    "held_back",
    "publish_checked",
    "publish_many_checked",
    "recount",
    "refuse_errors",
    "set_aside",
    "take_up",
]
