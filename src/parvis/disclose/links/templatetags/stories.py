"""`{% story_link "commitment" commitment.uid %}`: from an object's page to the whole of its story."""

from uuid import UUID

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from parvis.disclose.links import addresses

register = template.Library()


@register.simple_tag
def story_url(object_type: str, uid: UUID) -> str:
    """The address of the whole story."""
    return addresses.story(object_type, uid)


@register.simple_tag
def story_link(object_type: str, uid: UUID) -> SafeString:
    """A link in words; it asks nothing of the database, so that a page may always carry it."""
    return format_html(
        '<p class="actions story-link"><a href="{}">{}</a></p>\n',
        addresses.story(object_type, uid),
        _("The whole story, in order"),
    )
