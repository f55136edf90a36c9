"""Proofs: one way of writing a document as bytes, its hash, who signed it, and a file that says all of it.

Mechanism: docs/developer/proofs.md.
"""

from .canonical import canonical, digest, parse
from .passkeys import Assertion
from .refusals import Unreadable
from .review_file import Verdict, one_time_signed, passkey_challenge, passkey_signed, statement_of, unsigned, verify
from .signatures import Jwk, SigningKey, thumbprint
from .tickets import Ticket, new_ticket_key, read_ticket, ticket_text

__all__ = [
    "Assertion",
    "Jwk",
    "SigningKey",
    "Ticket",
    "Unreadable",
    "Verdict",
    "canonical",
    "digest",
    "new_ticket_key",
    "one_time_signed",
    "parse",
    "passkey_challenge",
    "passkey_signed",
    "read_ticket",
    "statement_of",
    "thumbprint",
    "ticket_text",
    "unsigned",
    "verify",
]
