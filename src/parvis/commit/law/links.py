"""Ties that follow from what is written: a measure is part of its law, and a decree is what the measure produced.

They are rows of `disclose.links`, like every other tie: the story of a measure tells its decrees without knowing this
app. A tie is documented where the text has an official address; in a fictional law it is an illustration; otherwise
there is none, since nothing proves it.
"""

from __future__ import annotations

from typing import Any

from parvis.commit.law.models import Decree, LegalText
from parvis.commit.plans.models import Commitment, Standing
from parvis.disclose.links.actions import add_link, remove_link
from parvis.disclose.links.models import Link, Relation
from parvis.disclose.links.models import Standing as Proof
from parvis.ground.identifiers import Ref
from parvis.ground.sources.models import Source


def tie_measure(actor: Any, measure: Commitment, law: LegalText) -> None:
    """Say that the measure is part of its law."""
    tie(actor, Ref("commitment", measure.uid), Relation.PART_OF, Ref("law", law.uid), law, law.title, law.url)


def tie_decree(actor: Any, decree: Decree) -> None:
    """Say that the measure produced the decree, once it is published."""
    law = decree.measure.plan.legal_text
    title = f"{decree.get_nature_display()} {decree.number}"
    tie(
        actor,
        Ref("commitment", decree.measure.uid),
        Relation.PRODUCED,
        Ref("decree", decree.uid),
        law,
        title,
        decree.url,
        decree.source,
    )


def tie(
    actor: Any,
    start: Ref,
    relation: Relation,
    end: Ref,
    law: LegalText,
    title: str,
    url: str,
    source: Source | None = None,
) -> None:
    proof = source or source_at(url, title)
    if law.plan.standing == Standing.FICTIONAL:
        add_link(actor, start, relation, end, standing=Proof.ILLUSTRATIVE)
    elif proof is not None:
        add_link(actor, start, relation, end, standing=Proof.DOCUMENTED, source=proof)


def source_at(url: str, title: str) -> Source | None:
    """The source at that address, made when there is none yet; None without an address."""
    if not url:
        return None
    known = Source.objects.filter(url=url).order_by("pk").first()
    return known or Source.objects.create(url=url, title=title[:300])


def untie_decree(actor: Any, decree: Decree) -> None:
    """Take away the tie of a decree that goes, or that turns out not to be published."""
    for link in Link.objects.filter(to_type="decree", to_uid=decree.uid).order_by("pk"):
        remove_link(actor, link)
