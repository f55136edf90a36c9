"""Addresses that lead to a registration without an account.

Two kinds, that are not worth the same. The mailed link proves that its bearer reads the address: it shows the ticket,
changes, cancels. The link to which the form leads proves only that somebody typed that address: it asks for the code of
the letter, and shows no more. To whoever types an address that is registered already, it is given all the same, so that
the form tells nobody who is registered; it then says of the registration nothing but what is said of a new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac

from parvis.convene.registration.models import Arrival, SignUp

MAILED, TYPED, ECHOED, IN_LINE = (f"parvis.registration.{name}" for name in ("mailed", "typed", "echoed", "line"))


@dataclass(frozen=True)
class Bearer:
    """What a signed link says of who holds it.

    proven   it came by mail: the address is the bearer's
    echo     somebody typed the address of a registration that existed before
    until    when the time to confirm is over, as it was said to who typed; None: seats were all taken
    address  mark of the address to which the link was mailed: corrected since, the link is nobody's
    """

    uid: UUID
    proven: bool
    echo: bool = False
    until: datetime | None = None
    address: str = ""

    @property
    def waits(self) -> bool:
        """Whether who typed was told that seats were all taken."""
        return not self.proven and self.until is None

    def holds(self, sign_up: SignUp) -> bool:
        """Whether the registration is still that of the address to which the link was mailed."""
        return not self.proven or constant_time_compare(self.address, mark_of(sign_up.email))


def mailed(sign_up: SignUp) -> str:
    """A sign-up to a session taken along with the event leads to that of the event, whose address it has."""
    one = sign_up.parent or sign_up
    return signing.Signer(salt=MAILED, sep=".").sign(f"{one.uid.hex}-{mark_of(one.email)}")


def mark_of(email: str) -> str:
    return salted_hmac(MAILED, email).hexdigest()[:12]


def typed(sign_up: SignUp, until: datetime | None, *, echo: bool = False) -> str:
    """The same for a new registration and for the echo of one that existed: the salt differs, which nobody sees."""
    signer = signing.Signer(salt=ECHOED if echo else TYPED, sep=".")
    return signer.sign(f"{sign_up.uid.hex}-{int(until.timestamp()) if until else 0:x}")


def bearer_of(signature: str) -> Bearer | None:
    """What the link says; None when nobody here signed it."""
    try:
        uid, _dash, address = signing.Signer(salt=MAILED, sep=".").unsign(signature).partition("-")
        return Bearer(UUID(uid), proven=True, address=address)
    except (signing.BadSignature, ValueError):
        pass
    for salt in (TYPED, ECHOED):
        try:
            uid, _dash, until = signing.Signer(salt=salt, sep=".").unsign(signature).partition("-")
            instant = datetime.fromtimestamp(int(until, 16), UTC) if int(until, 16) else None
            return Bearer(UUID(uid), False, salt == ECHOED, instant)
        except (signing.BadSignature, ValueError):
            continue
    return None


def in_line(arrival: Arrival) -> str:
    return signing.Signer(salt=IN_LINE, sep=".").sign(arrival.uid.hex)


def arrival_named_by(signature: str) -> UUID | None:
    try:
        return UUID(signing.Signer(salt=IN_LINE, sep=".").unsign(signature))
    except (signing.BadSignature, ValueError):
        return None


def of_person(sign_up: SignUp, language: str, page: str = "own") -> str:
    """The whole address that a letter gives: the registration, or its page "change" or "leave"."""
    with translation.override(language):
        return settings.SITE_URL + reverse(f"registration:{page}", args=[mailed(sign_up)])


def page(sign_up: SignUp) -> str:
    """The path of the registration for who has proved the address, in the active language."""
    return reverse("registration:own", args=[mailed(sign_up)])
