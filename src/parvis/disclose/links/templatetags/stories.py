"""`{% story_link "commitment" commitment.uid %}`: from an object's page to the whole of its story."""

from typing import Any
from uuid import UUID

from django import template

from parvis.disclose.links import addresses

register = template.Library()


@register.simple_tag
def story_url(object_type: str, uid: UUID) -> str:
    """The address of the whole story."""
    return addresses.story(object_type, uid)


@register.inclusion_tag("links/link.html")
def story_link(object_type: str, uid: UUID) -> dict[str, Any]:
    """A link in words; it asks nothing of the database, so that a page may always carry it."""
    return {"url": addresses.story(object_type, uid)}
