"""What changes the state of charters: one verb a function, one transaction, one journal entry."""

from parvis.commit.charters.actions.assessing import EvidenceMissing, assess
from parvis.commit.charters.actions.claiming import add_claims, remove_claim
from parvis.commit.charters.actions.keeping import (
    NothingAdopted,
    close_to_signature,
    create_charter,
    open_to_signature,
    publish,
    write_charter,
)
from parvis.commit.charters.actions.requesting import (
    AlreadyAnswered,
    Asker,
    accept,
    ask_to_sign,
    confirm,
    forget_contacts,
    forget_unconfirmed,
    refuse,
)
from parvis.commit.charters.actions.signing import (
    AlreadySigned,
    NotOpen,
    Signature,
    record_signature,
    sign,
    withdraw,
)
from parvis.commit.charters.actions.telling import tell_again
from parvis.commit.charters.actions.versions import (
    AlreadyAdopted,
    NoPledge,
    adopt,
    begin_version,
    current_version,
    write_version,
)

__all__ = [
    "AlreadyAdopted",
    "AlreadyAnswered",
    "AlreadySigned",
    "Asker",
    "EvidenceMissing",
    "NoPledge",
    "NotOpen",
    "NothingAdopted",
    "Signature",
    "accept",
    "add_claims",
    "adopt",
    "ask_to_sign",
    "assess",
    "begin_version",
    "close_to_signature",
    "confirm",
    "create_charter",
    "current_version",
    "forget_contacts",
    "forget_unconfirmed",
    "open_to_signature",
    "publish",
    "record_signature",
    "refuse",
    "remove_claim",
    "sign",
    "tell_again",
    "withdraw",
    "write_charter",
    "write_version",
]
