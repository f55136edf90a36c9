"""Who uses Parvis, which bodies they act for, and the public persons that pages name."""

from parvis.people.models.account import User
from parvis.people.models.membership import ROLE_SENTENCES, Invitation, Membership, Role
from parvis.people.models.organisation import Organisation, OrganisationKind, OrganisationName
from parvis.people.models.person import Person
from parvis.people.models.set_up import SetUpLink
from parvis.people.models.staff_mode import StaffSession, StaffVisit
from parvis.people.models.token import ApiToken, IdempotentRequest, Scope, TokenUse

__all__ = [
    "ROLE_SENTENCES",
    "ApiToken",
    "IdempotentRequest",
    "Invitation",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "OrganisationName",
    "Person",
    "Role",
    "Scope",
    "SetUpLink",
    "StaffSession",
    "StaffVisit",
    "TokenUse",
    "User",
]
