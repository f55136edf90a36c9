"""The form of an event: what is typed, in our markup, and the content it makes."""

from parvis.convene.editing.forms.event.whole import EventForms

__all__ = ["EventForms"]
