"""Where apps bring the routes of the read API; the portal mounts them under `/api/v1/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ninja import Router

_routers: dict[str, Router] = {}


def register_router(prefix: str, router: Router) -> None:
    """Mount a router under a prefix ("/events"); ValueError when another one has it."""
    if _routers.setdefault(prefix, router) is not router:
        raise ValueError(f"Two routers of the API want the prefix “{prefix}”.")


def routers() -> tuple[tuple[str, Router], ...]:
    """Prefixes and routers, in the order of the prefixes."""
    return tuple(sorted(_routers.items(), key=lambda pair: pair[0]))
