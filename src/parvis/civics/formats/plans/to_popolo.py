"""Bodies that answer for commitments, as Popolo: organisations with their names over time, and posts for the offices.

A plan often names an office ("Secretary of State in charge of digital affairs") rather than the body behind it. Each
becomes a `Post` of the organisation, under the label the plan gives it, and the role it has in a commitment becomes a
`Membership` on behalf of that post; nobody's name is in it. Source: popoloproject.com/specs (Organization, Post,
Membership, OtherName, Identifier); the whole is the usual document of three lists.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from parvis.civics.formats.plans.model import BodyText, OfficeText

MEDIA_TYPE = "application/json"


def write_popolo(bodies: Iterable[BodyText]) -> str:
    """The document; bodies in the order given."""
    known = list(bodies)
    document = {
        "organizations": [organization(body) for body in known],
        "posts": [post for body in known for post in posts(body)],
        "memberships": [membership for body in known for membership in memberships(body)],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def organization(body: BodyText) -> dict[str, Any]:
    """One `Organization`; keys without a value are left out."""
    names: list[dict[str, Any]] = [
        _compact({"name": other.name, "start_date": _day(other.first), "end_date": _day(other.last)})
        for other in body.names
    ]
    if body.acronym:
        names.append({"name": body.acronym, "note": "acronym"})
    links = [
        {"url": address, "note": note} for address, note in ((body.website, "website"), (body.page, "page")) if address
    ]
    return _compact(
        {
            "id": body.iri,
            "name": body.name,
            "classification": body.classification,
            "other_names": names,
            "identifiers": [{"scheme": scheme, "identifier": value} for scheme, value in body.identifiers],
            "dissolution_date": _day(body.ended),
            "links": links,
        }
    )


def posts(body: BodyText) -> Iterator[dict[str, Any]]:
    """One `Post` for each office under which a plan names the body, in the order of first mention."""
    for label, offices in _by_label(body).items():
        yield _compact(
            {
                "id": _post_id(body, label),
                "label": label,
                "organization_id": body.iri,
                "start_date": _day(min((one.first for one in offices if one.first), default=None)),
                "sources": [{"url": url} for url in dict.fromkeys(one.source for one in offices if one.source)],
            }
        )


def memberships(body: BodyText) -> Iterator[dict[str, Any]]:
    """One `Membership` for each role that the body has in a commitment, over the days when it has it."""
    for number, one in enumerate(body.offices, start=1):
        yield _compact(
            {
                "id": f"{body.iri}#role-{number}",
                "organization_id": body.iri,
                "post_id": _post_id(body, one.label) if one.label else None,
                "role": one.role,
                "start_date": _day(one.first),
                "end_date": _day(one.last),
                "links": [{"url": one.commitment, "note": "commitment"}],
            }
        )


def _by_label(body: BodyText) -> dict[str, list[OfficeText]]:
    found: dict[str, list[OfficeText]] = {}
    for one in body.offices:
        if one.label:
            found.setdefault(one.label, []).append(one)
    return found


def _post_id(body: BodyText, label: str) -> str:
    return f"{body.iri}#post-{list(_by_label(body)).index(label) + 1}"


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _compact(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}
