"""What changes a law: one verb a function, one transaction, one entry of the journal."""

from parvis.commit.law.actions.facts import remove_decree, remove_provision, write_decree, write_provision
from parvis.commit.law.actions.texts import add_measure, open_law, publish_law, write_text

__all__ = [
    "add_measure",
    "open_law",
    "publish_law",
    "remove_decree",
    "remove_provision",
    "write_decree",
    "write_provision",
    "write_text",
]
