"""Texts that people write: Markdown in, safe HTML out, once, when they are saved."""

from parvis.ground.text.attributes import without_attribute_lists
from parvis.ground.text.languages import in_language
from parvis.ground.text.markdown import plain_text, render_inline, render_markdown

__all__ = ["in_language", "plain_text", "render_inline", "render_markdown", "without_attribute_lists"]
