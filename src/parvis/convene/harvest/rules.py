"""Who may do what with feeds: small predicates of (user, object)."""

from __future__ import annotations

from typing import Any

from parvis.convene.agenda import rules as agenda
from parvis.convene.agenda.models import Edition
from parvis.convene.harvest.models import Feed
from parvis.people import rules as people
from parvis.people.models import Organisation


def may_manage_feed(user: Any, feed: Feed) -> bool:
    """May see, change, read and pause it: whoever manages its edition, or organises for its body without one."""
    if feed.edition is not None:
        return agenda.may_manage_edition(user, feed.edition)
    return people.is_organiser(user, feed.organisation)


def may_add_feed(user: Any, edition: Edition | None, organisation: Organisation) -> bool:
    """May have a feed read into the edition, in the name of a body for which the person organises."""
    if edition is not None and not agenda.may_manage_edition(user, edition):
        return False
    return people.is_organiser(user, organisation)


def has_feeds(user: Any) -> bool:
    """Organises somewhere: the page of sources has something to say."""
    return people.is_organiser(user)
