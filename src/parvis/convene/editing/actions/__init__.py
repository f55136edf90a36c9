"""What writers do: save, publish what was checked, set a finding aside, keep a form as typed, count findings."""

from parvis.convene.editing.actions.counting import recount
from parvis.convene.editing.actions.keeping import forget_typed, keep_typed, typed_again
from parvis.convene.editing.actions.publishing import (
    HeldBack,
    held_back,
    publish_checked,
    publish_many_checked,
    refuse_errors,
)
from parvis.convene.editing.actions.saving import Written, save, save_new
from parvis.convene.editing.actions.setting_aside import set_aside, take_up

__all__ = [
    "HeldBack",
    "Written",
    "forget_typed",
    "held_back",
    "keep_typed",
    "publish_checked",
    "publish_many_checked",
    "recount",
    "refuse_errors",
    "save",
    "save_new",
    "set_aside",
    "take_up",
    "typed_again",
]
