"""What check-in stores: doors of an event, the devices that stand there, who passed."""

from parvis.convene.checkin.models.door import Device, Door
from parvis.convene.checkin.models.passage import Kind, Passage, Reason

__all__ = ["Device", "Door", "Kind", "Passage", "Reason"]
