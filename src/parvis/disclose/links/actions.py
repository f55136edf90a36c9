"""Tying two public objects together, and untying them; both objects' journals say so."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.disclose.links.models import Link, Relation, Standing
from parvis.ground.clock import today
from parvis.ground.identifiers import Ref, get, is_registered, resolve
from parvis.ground.journal.actions import record, register_action
from parvis.ground.sources.models import Source

register_action("link.added", _("A link with “%(title)s” was added."))
register_action("link.removed", _("A link with “%(title)s” was removed."))


@transaction.atomic
def add_link(
    actor: Any,
    start: Ref,
    relation: Relation,
    end: Ref,
    *,
    standing: Standing,
    source: Source | None = None,
    note: str = "",
) -> Link:
    """Say that `start` has this relation to `end`; saying it twice gives the first link back.

    Raises IntegrityError for a documented link without a source, or an object tied to itself.
    """
    link, created = Link.objects.get_or_create(
        from_type=start.type,
        from_uid=start.uid,
        relation=Relation(relation),
        to_type=end.type,
        to_uid=end.uid,
        defaults={"standing": Standing(standing), "source": source, "note": note},
    )
    if created:
        tell_both(actor, "link.added", link)
    return link


@transaction.atomic
def add_documented_link(
    actor: Any, start: Ref, relation: Relation, end: Ref, *, title: str, url: str = "", note: str = ""
) -> Link:
    """The same, with the document that says so, consulted today; one of the same title and address is taken again."""
    known = Source.objects.filter(title=title, url=url).order_by("pk").first()
    source = known or Source.objects.create(title=title, url=url, consulted_on=today(settings.TIME_ZONE))
    return add_link(actor, start, relation, end, standing=Standing.DOCUMENTED, source=source, note=note)


@transaction.atomic
def remove_link(actor: Any, link: Link) -> None:
    """Take a link away; the journals of both objects keep that it was there."""
    tell_both(actor, "link.removed", link)
    link.delete()


def tell_both(actor: Any, action: str, link: Link) -> None:
    start, end = Ref(link.from_type, link.from_uid), Ref(link.to_type, link.to_uid)
    # A title goes into a public entry only when everybody may read it.
    public = resolve([start, end], AnonymousUser(), settings.LANGUAGE_CODE)
    for here, there in ((start, end), (end, start)):
        title = public[there].title if there in public else label_of(there)
        record(
            actor, action, here.type, here.uid, public={"relation": link.relation, "title": title, "with": str(there)}
        )


def label_of(ref: Ref) -> str:
    return str(get(ref.type).label) if is_registered(ref.type) else ref.type
