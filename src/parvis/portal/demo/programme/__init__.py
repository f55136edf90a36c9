"""The events of Ambrelle written by hand, each placed by its distance in days from the anchor."""

from parvis.portal.demo.programme import town  # isort: skip -- its events come first
from parvis.portal.demo.programme import summits  # isort: skip
from parvis.portal.demo.programme.hand import PROGRAMME

__all__ = ["PROGRAMME", "summits", "town"]
