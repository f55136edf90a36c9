"""The file of a published review: the document, who signed it, when, with which key. It verifies away from the server.

    {"format": "parvis-review", "version": 1, "document": {…}, "statement": {…}, "signature": {…}}

The statement holds the hash of the document, the name of who signs, the instant and the public key; the signature is
over the canonical bytes of the statement. The file itself is canonical: no byte of it can change unnoticed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .canonical import canonical, digest, parse
from .passkeys import Assertion, answers
from .refusals import Unreadable
from .signatures import Jwk, SigningKey, from_base64url, is_signed, thumbprint, to_base64url

FORMAT = "parvis-review"
VERSION = 1
Document = Mapping[str, Any]


@dataclass(frozen=True)
class Verdict:
    """What holds of a file, each answer by itself.

    unchanged   the document is the one whose hash the statement holds, and the file is written canonically
    signed      None when nobody signed; else whether the key of the statement made the signature
    expected    None when nothing was said about it; else whether the key, or the hash, is the expected one
    kind        "one-time", "passkey" or "" (unsigned)
    """

    document: Document
    digest: str
    signer: str
    signed_at: str
    kind: str
    key: str
    unchanged: bool
    signed: bool | None
    expected: bool | None

    def holds(self) -> bool:
        """Contents unchanged, and either a right signature or the very hash that was asked for."""
        if not self.unchanged or self.signed is False or self.expected is False:
            return False
        return bool(self.signed or self.expected)


def statement_of(document: Document, *, signer: str, signed_at: str, kind: str, key: Jwk, domain: str = "") -> Document:
    """What is signed. `signed_at` is ISO 8601 in UTC ("2026-11-26T07:12:00Z"); `domain` is a passkey's."""
    said: dict[str, Any] = {
        "digest": digest(document),
        "signer": signer,
        "signed_at": signed_at,
        "kind": kind,
        "key": dict(key),
    }
    return {**said, "domain": domain} if domain else said


def unsigned(document: Document) -> bytes:
    """A file that nobody signed (a review read from a page): only its hash, to be compared with the one published."""
    return _file(document, {"digest": digest(document)}, {})


def one_time_signed(document: Document, *, signer: str, signed_at: str) -> tuple[bytes, Jwk]:
    """The file signed with a key made for it and forgotten at once; returns the public half too.

    Nobody can sign another text with that key, the server included: whoever keeps the public half knows the first.
    """
    key = SigningKey()
    statement = statement_of(document, signer=signer, signed_at=signed_at, kind="one-time", key=key.public)
    return _file(document, statement, {"value": to_base64url(key.sign(canonical(statement)))}), key.public


def passkey_challenge(statement: Document) -> bytes:
    """The 32 bytes that a passkey is asked to sign."""
    return hashlib.sha256(canonical(statement)).digest()


def passkey_signed(document: Document, statement: Document, assertion: Assertion) -> bytes:
    """The file signed by a passkey; check it with `verify` before it is kept."""
    parts = {
        "authenticator_data": to_base64url(assertion.authenticator_data),
        "client_data": to_base64url(assertion.client_data),
        "value": to_base64url(assertion.signature),
    }
    return _file(document, statement, parts)


def _file(document: Document, statement: Document, signature: Document) -> bytes:
    return canonical(
        {"format": FORMAT, "version": VERSION, "document": document, "statement": statement, "signature": signature}
    )


def verify(data: bytes, *, key: str = "", expected_digest: str = "") -> Verdict:
    """What holds of a file.

    key              thumbprint of the public key that the reviewer or the site publishes
    expected_digest  the hash that the site publishes ("sha256:…")
    raises           Unreadable when it is no such file
    """
    found = _parts(parse(data))
    document, statement, signature = found["document"], found["statement"], found["signature"]
    public = statement.get("key")
    kind = str(statement.get("kind", ""))
    print_ = thumbprint(public) if isinstance(public, dict) else ""
    # The same values written otherwise are another file: who forged it would have chosen among many.
    unchanged = digest(document) == statement.get("digest") and canonical(found) == data
    hoped = []
    if key:
        hoped.append(key == print_)
    if expected_digest:
        hoped.append(expected_digest == statement.get("digest"))
    return Verdict(
        document=document,
        digest=str(statement.get("digest", "")),
        signer=str(statement.get("signer", "")),
        signed_at=str(statement.get("signed_at", "")),
        kind=kind,
        key=print_,
        unchanged=unchanged,
        signed=_signed(statement, signature),
        expected=all(hoped) if hoped else None,
    )


def _signed(statement: dict[str, Any], signature: dict[str, Any]) -> bool | None:
    if not signature and set(statement) == {"digest"}:
        return None
    public = statement.get("key")
    if not isinstance(public, dict) or not all(isinstance(value, str) for value in signature.values()):
        return False
    match statement.get("kind"), set(signature):
        case "one-time", names if names == {"value"}:
            return is_signed(canonical(statement), from_base64url(signature["value"]), public)
        case "passkey", names if names == {"authenticator_data", "client_data", "value"}:
            assertion = Assertion(
                *(from_base64url(signature[name]) for name in ("authenticator_data", "client_data", "value"))
            )
            domain = str(statement.get("domain", ""))
            return answers(assertion, challenge=passkey_challenge(statement), domain=domain, key=public)
        case _:
            return False


def _parts(found: Any) -> dict[str, Any]:
    names = {"format", "version", "document", "statement", "signature"}
    if not isinstance(found, dict) or found.get("format") != FORMAT or set(found) != names:
        raise Unreadable(
            "Ce n’est pas le fichier d’une revue publiée par Parvis.", "This is not the file of a review from Parvis."
        )
    if found["version"] != VERSION or isinstance(found["version"], bool):
        raise Unreadable(
            "Ce fichier est d’une version que cette commande ne connaît pas.",
            "This file is of a version that this command does not know.",
        )
    if not all(isinstance(found[name], dict) for name in ("document", "statement", "signature")):
        raise Unreadable("Ce fichier est incomplet.", "This file is incomplete.")
    return found
