"""Texts that people write: Markdown in, safe HTML out, once, when they are saved."""

from parvis.ground.text.attributes import without_attribute_lists
from parvis.ground.text.languages import in_language, localized, rendered
from parvis.ground.text.markdown import plain_text, render_inline, render_markdown

__all__ = [
    "in_language",
    "localized",
    "plain_text",
    "render_inline",
    "render_markdown",
    "rendered",
    "without_attribute_lists",
]
