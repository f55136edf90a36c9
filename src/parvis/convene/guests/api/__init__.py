"""What a program of the body does with registrations; its operations join the router of events."""

from parvis.convene.guests.api import operations  # noqa: F401 -- importing them adds them
