"""Charts drawn on the server as inline SVG: no script, no inline style; each says in words what it shows."""

from parvis.ui.charts.timeline import Mark, timeline

__all__ = ["Mark", "timeline"]
