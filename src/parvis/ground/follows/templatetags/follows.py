"""`{% follow_link "event" event.uid %}`: where one asks to be told about an object."""

from typing import Any
from uuid import UUID

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag
def follow_url(object_type: str, object_uid: UUID, topic: str = "") -> str:
    """The address of the page that asks for an e-mail address; `topic="details"` for "more details to come"."""
    address = reverse("follows:follow", args=[object_type, object_uid])
    return f"{address}?topic={topic}" if topic else address


@register.inclusion_tag("follows/link.html")
def follow_link(object_type: str, object_uid: UUID, topic: str = "") -> dict[str, Any]:
    """A link in words to that page; no form, so that the page stays the same for everyone."""
    return {"url": follow_url(object_type, object_uid, topic), "details_only": topic == "details"}
