"""Parts of a page that read the same on a thousand pages, made once: `{% load kept %}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

MOST = 500  # texts that one place of a template keeps; beyond them it starts again


class Kept(template.Node):
    """The text of a part for each language and each set of its values.

    The part is rendered with its values and nothing else of the page: what it does not name, it cannot show. That is
    what makes a text made for one reader right for the next one.
    """

    child_nodelists = ()  # no block of the page may stand inside: another template would fill it with what is not named

    def __init__(self, values: Mapping[str, FilterExpression], nodelist: NodeList) -> None:
        self.names = tuple(values)
        self.values = tuple(values.values())
        self.nodelist = nodelist
        self.made: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        given = [value.resolve(context) for value in self.values]
        # The kind of each value too: a word and the same word as safe HTML are equal, and print otherwise.
        key = (get_language(), context.autoescape, *given, *map(type, given))
        made = self.made.get(key)
        if made is None:
            alone = context.new(dict(zip(self.names, given, strict=True)))
            alone.template = context.template
            if len(self.made) >= MOST:
                self.made.clear()
            made = self.made[key] = self.nodelist.render(alone)
        return made


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """`{% kept entries=site.navigation %}…{% endkept %}`: values that can be compared (words, numbers, tuples)."""
    name, *written = token.split_contents()
    values = token_kwargs(written, parser)
    if written:
        raise template.TemplateSyntaxError(f"{name} takes values with their names: {token.contents}")
    nodelist = parser.parse((f"end{name}",))
    parser.delete_first_token()
    return Kept(values, nodelist)
