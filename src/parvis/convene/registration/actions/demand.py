"""What somebody asks for, and why it may be refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from parvis.convene.registration.models import Category, Origin, Registration, SignUp


@dataclass(frozen=True)
class Person:
    """One of a party. `answers`: identifier of a question → answer."""

    name: str
    child: bool = False
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Demand:
    """A form as sent, checked already by the form; plain values, so that it may wait in the line.

    category      key of a category of the registration
    people        the party, who registers first
    sessions      keys of registrations to sessions of the same event, taken along
    consents      keys of purposes agreed to
    network       keyed hash of where it comes from; empty when that does not matter
    fingerprint   keyed hash of the whole form: the same form sent twice is one sign-up; empty: always a new one
    """

    category: int
    people: tuple[Person, ...]
    name: str
    email: str
    language: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    sessions: tuple[int, ...] = ()
    consents: tuple[int, ...] = ()
    need_codes: tuple[str, ...] = ()
    need_words: str = ""
    network: str = ""
    fingerprint: str = ""
    origin: str = Origin.WEB
    code: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, values: Mapping[str, Any]) -> Demand:
        lists = {name: tuple(values[name]) for name in ("sessions", "consents", "need_codes")}
        people = tuple(Person(**person) for person in values["people"])
        return cls(**{**values, **lists, "people": people})


def as_kept(email: str) -> str:
    """An address as it is kept and compared: small letters, its host in letters that people read.

    `camille@xn--mairie-vry-h7a.example` and `Camille@Mairie-Évry.example` are one mailbox; `a+b@` is not `a@`.
    """
    local, _at, host = unicodedata.normalize("NFC", email.strip().lower()).rpartition("@")
    return f"{local}@{'.'.join(map(readable, host.split('.')))}" if local else host


def readable(label: str) -> str:
    """A label of a host (RFC 3490, ToUnicode); as it is when it cannot be read."""
    try:
        return label.encode("ascii").decode("idna") if label.startswith("xn--") else label
    except UnicodeError:
        return label


class Refused(Exception):
    """Nothing was made. `code`: not-open, closed, category, code, party, full, address, waiting, ended.

    known   the sign-up of the address that was given, for "address" and "full": what is told of it goes to that
            address alone
    waits   a newcomer would have joined the waiting list: the answer to a known address says so too
    """

    def __init__(self, code: str, known: SignUp | None = None, *, waits: bool = False) -> None:
        super().__init__(code)
        self.code, self.known, self.waits = code, known, waits


def needs_approval(registration: Registration, category: Category) -> bool:
    return registration.approval or category.approval
