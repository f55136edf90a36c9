"""Who acts through a token: a body, with the rights of one of its organisers and nothing more."""

from __future__ import annotations

from dataclasses import dataclass

from parvis.people.models import ApiToken, Organisation, Role


@dataclass(frozen=True)
class Acting:
    """An actor that is no person: it answers to the same predicates as an account (`rules`), for one body alone.

    It has no row of its own, so nothing can log in as it, and no entry of the journal takes it for somebody.
    """

    token: ApiToken

    is_authenticated = True
    is_active = True
    is_staff = False
    is_superuser = False

    @property
    def organisation(self) -> Organisation:
        return self.token.organisation

    @property
    def held_roles(self) -> frozenset[tuple[int, str]]:
        return frozenset({(self.token.organisation_id, Role.ORGANISER.value)})

    @property
    def signature(self) -> dict[str, str]:
        """What the public part of the journal says instead of a person's name."""
        return {"body": self.organisation.name, "token": self.token.name}

    @property
    def proof(self) -> dict[str, str]:
        """What the private part keeps: which token it was."""
        return {"token": str(self.token.uid)}

    def __str__(self) -> str:
        return f"{self.organisation.name} · {self.token.name}"
