"""Names go, figures stay: what is erased of those who registered, when, and who says so."""

from parvis.convene.guests.retention.anonymising import Erased, anonymise, anonymise_due, due
from parvis.convene.guests.retention.daily import forget_needs, forget_networks, forget_unconfirmed

__all__ = [
    "Erased",
    "anonymise",
    "anonymise_due",
    "due",
    "forget_needs",
    "forget_networks",
    "forget_unconfirmed",
]
