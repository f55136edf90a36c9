"""What changes reviews: one verb a function, one transaction, one entry of the journal."""

from parvis.commit.reviews.actions.answering import answer_recommendation
from parvis.commit.reviews.actions.coding import (
    Closed,
    code_indicator,
    recommend,
    take_back_recommendation,
    write_summary,
)
from parvis.commit.reviews.actions.commenting import comment, open_comments, reply, set_aside
from parvis.commit.reviews.actions.importing import import_review, keep_glance
from parvis.commit.reviews.actions.mailing import (
    Said,
    TooMany,
    confirm_comment,
    forget_addresses,
    forget_unconfirmed,
    send_comment_link,
)
from parvis.commit.reviews.actions.missions import NotIndependent, accept_mission, decline_mission, offer_mission
from parvis.commit.reviews.actions.opening import TooLate
from parvis.commit.reviews.actions.publishing import (
    Incomplete,
    Moved,
    WrongSignature,
    begin_correction,
    missing,
    prepare,
    publish_with_one_time_key,
    publish_with_passkey,
)

__all__ = [
    "Closed",
    "Incomplete",
    "Moved",
    "NotIndependent",
    "Said",
    "TooLate",
    "TooMany",
    "WrongSignature",
    "accept_mission",
    "answer_recommendation",
    "begin_correction",
    "code_indicator",
    "comment",
    "confirm_comment",
    "decline_mission",
    "forget_addresses",
    "forget_unconfirmed",
    "import_review",
    "keep_glance",
    "missing",
    "offer_mission",
    "open_comments",
    "prepare",
    "publish_with_one_time_key",
    "publish_with_passkey",
    "recommend",
    "reply",
    "send_comment_link",
    "set_aside",
    "take_back_recommendation",
    "write_summary",
]
