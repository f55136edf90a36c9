"""schema.org/Event as JSON-LD: what search engines and other agendas read in a page."""

import json
from typing import Any

from parvis.civics.formats.errors import FormatError
from parvis.civics.formats.model import PARIS, EventDocument, ImageText, Moment, OfferText, PlaceText, Role, SessionText
from parvis.civics.formats.vocabulary import SCHEMA_STATUS

CARRIED = frozenset({
    "external_id", "url", "title", "lead", "language", "start", "end", "mode", "status", "place", "online_url",
    "formats", "series", "themes", "audiences", "organisers", "registration", "images", "sessions",
})  # fmt: skip
PLACE_CARRIED = frozenset({
    "name", "address", "postcode", "city", "accessibility", "latitude", "longitude", "insee",
})  # fmt: skip
SESSION_CARRIED = frozenset(
    {"title", "start", "end", "formats", "place", "mode", "summary", "organisers", "external_id"}
)
ROLE_CARRIED = frozenset({"name", "role", "url"})
# "unknown" and "onsite" sessions or events without any place are told apart by eventAttendanceMode alone

_MODES = {
    "onsite": "OfflineEventAttendanceMode",
    "online": "OnlineEventAttendanceMode",
    "mixed": "MixedEventAttendanceMode",
}
_PROPERTY_OF_ROLE = {
    "organiser": "organizer", "supporter": "sponsor", "participant": "contributor", "speaker": "performer",
}  # fmt: skip
_SCRIPT_SAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def write(document: EventDocument, offer: OfferText | None = None) -> str:
    """JSON-LD of one event, safe to print inside a `<script type="application/ld+json">`.

    offer   registration on the publisher's own site, before those elsewhere that the document names
    """
    found = event(document)
    if offer is not None:
        found["offers"] = [_own_offer(offer), *found.get("offers", [])]
        found["isAccessibleForFree"] = True
        if offer.capacity is not None:
            found["maximumAttendeeCapacity"] = offer.capacity
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).translate(_SCRIPT_SAFE)


def write_many(documents: list[EventDocument]) -> str:
    """JSON-LD of several events, under one `@graph`."""
    graph = [{key: value for key, value in event(document).items() if key != "@context"} for document in documents]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_SCRIPT_SAFE)


def event(document: EventDocument) -> dict[str, Any]:
    """The event as a JSON-LD object; keys without a value are left out.

    raises   FormatError when the document has no start
    """
    if document.start is None:
        raise FormatError(
            f"« {document.title} » n’a pas de date : schema.org/Event en demande une.",
            f"“{document.title}” has no date: schema.org/Event requires one.",
            field="start",
        )
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": document.url,
        "identifier": document.external_id,
        "url": document.url,
        "name": document.title,
        "description": document.lead,
        "inLanguage": document.language,
        "startDate": document.start.iso,
        "endDate": document.end.iso if document.end else None,
        "eventSchedule": _schedule(document.start),
        "eventStatus": _schema(SCHEMA_STATUS.get(document.status)),
        "eventAttendanceMode": _schema(_MODES.get(document.mode)),
        "location": _location(document.place, document.online_url),
        "isAccessibleForFree": True if document.admission == "free" else None,
        "offers": _offers(document),
        "image": [_image(image) for image in document.images],
        "keywords": _keywords(document.formats, document.themes),
        "superEvent": [{"@type": "EventSeries", "name": name} for name in document.series],
        "audience": [{"@type": "Audience", "audienceType": name} for name in document.audiences],
        "subEvent": [_session(session) for session in document.sessions],
    }
    found.update(_people(document.organisers))
    return {key: value for key, value in found.items() if value not in (None, "", [], {})}


def _schema(name: str | None) -> str | None:
    return f"https://schema.org/{name}" if name else None


def _schedule(start: Moment) -> dict[str, str] | None:
    if start.zone == PARIS:
        return None
    return {"@type": "Schedule", "scheduleTimezone": start.zone}


def _offers(document: EventDocument) -> list[dict[str, Any]]:
    available = _schema("SoldOut") if document.status == "full" else None
    offers: list[dict[str, Any]] = [
        _compact(
            {
                "@type": "Offer",
                "name": item.label,
                "description": item.content,
                "url": item.link,
                "availability": available,
            }
        )
        for item in document.registration
    ]
    return offers or ([{"@type": "Offer", "availability": available, "price": 0}] if available else [])


# Before it opens, `validFrom` says from when it holds; who joins a waiting list buys nothing yet.
_AVAILABILITY = {"open": "InStock", "before": "InStock", "waiting": "SoldOut", "full": "SoldOut"}


def _own_offer(offer: OfferText) -> dict[str, Any]:
    return {
        "@type": "Offer",
        "url": offer.url,
        "price": 0,
        "priceCurrency": "EUR",
        "availability": _schema(_AVAILABILITY[offer.availability]),
        "validFrom": offer.valid_from,
    }


def _location(place: PlaceText | None, online_url: str) -> Any:
    found = []
    if place is not None:
        found.append(_place(place))
    if online_url:
        found.append({"@type": "VirtualLocation", "url": online_url})
    return found[0] if len(found) == 1 else found


def _place(place: PlaceText) -> dict[str, Any]:
    address = _compact(
        {
            "@type": "PostalAddress",
            "streetAddress": place.address,
            "postalCode": place.postcode,
            "addressLocality": place.city,
        }
    )
    geo = None
    if place.latitude is not None and place.longitude is not None:
        geo = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    insee = {"@type": "PropertyValue", "propertyID": "INSEE", "value": place.insee} if place.insee else None
    amenities = [{"@type": "LocationFeatureSpecification", "name": code, "value": True} for code in place.accessibility]
    return _compact(
        {
            "@type": "Place",
            "name": place.name,
            "address": address if len(address) > 1 else None,
            "geo": geo,
            "identifier": insee,
            "amenityFeature": amenities,
        }
    )


def _image(image: ImageText) -> dict[str, Any]:
    return _compact(
        {
            "@type": "ImageObject",
            "url": image.url,
            "description": image.alt,
            "caption": image.caption,
            "creditText": image.credit,
        }
    )


def _keywords(formats: tuple[str, ...], themes: tuple[str, ...]) -> list[Any]:
    return [{"@type": "DefinedTerm", "inDefinedTermSet": "format", "termCode": code} for code in formats] + list(themes)


def _people(roles: tuple[Role, ...]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for role in roles:
        kind = "Person" if role.role == "speaker" else "Organization"
        who = _compact({"@type": kind, "name": role.name, "url": role.url})
        if role.role in _PROPERTY_OF_ROLE:
            found.setdefault(_PROPERTY_OF_ROLE[role.role], []).append(who)
        else:
            found.setdefault("organizer", []).append({"@type": "Role", "roleName": role.role, "organizer": who})
    return found


def _session(session: SessionText) -> dict[str, Any]:
    return _compact(
        {
            "@type": "Event",
            "identifier": session.external_id,
            "name": session.title,
            "description": session.summary,
            "startDate": session.start.iso if session.start else None,
            "endDate": session.end.iso if session.end else None,
            "eventSchedule": _schedule(session.start) if session.start else None,
            "eventAttendanceMode": _schema(_MODES.get(session.mode)),
            "location": _place(session.place) if session.place else None,
            "organizer": [{"@type": "Organization", "name": name} for name in session.organisers],
            "keywords": _keywords(session.formats, ()),
        }
    )


def _compact(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value not in (None, "", [])}
