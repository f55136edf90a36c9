"""Pages of imports: what was brought in, what will be made of it, what waits in the quarantine."""

from parvis.convene.imports.views.batches import batch, picture
from parvis.convene.imports.views.bringing import address, home, text
from parvis.convene.imports.views.cases import quarantine, quarantined, row

__all__ = ["address", "batch", "home", "picture", "quarantine", "quarantined", "row", "text"]
