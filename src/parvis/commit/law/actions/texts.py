"""The law itself: followed, described, published; and the measures that it is made of.

Its plan and its measures are written by the verbs of `commit.plans`; here is what a law adds to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from i18nfield.strings import LazyI18nString

from parvis.commit.law.content import text_content
from parvis.commit.law.finding import index_law
from parvis.commit.law.models import LegalText
from parvis.commit.plans.actions import create_commitment, create_plan, publish_plan
from parvis.commit.plans.actions.recording import leave_trace
from parvis.commit.plans.models import Commitment, Framework, FrameworkKind, State
from parvis.ground import clock
from parvis.ground.identifiers.slugs import save_under_free_slug, slug_of
from parvis.ground.journal.actions import record
from parvis.ground.versions.actions import keep
from parvis.people.models import Organisation


@transaction.atomic
def open_law(actor: Any, body: Organisation, title: Mapping[str, str], law: LegalText) -> LegalText:
    """Begin to follow a law: its framework, the plan that its text is, what is proper to law; nothing is public yet.

    title   short title by language: "République numérique"; `law` is filled and not saved
    """
    framework = Framework(kind=FrameworkKind.LAW, name=LazyI18nString(dict(title)), website=law.url, host=body)
    save_under_free_slug(framework, lambda: free_slug(title))
    content = {f"title_{code}": said for code, said in title.items() if said}
    law.plan = create_plan(actor, body, {**content, "number": law.number[:20], "framework": str(framework.uid)})
    law.save()
    keep(actor, "law", law.uid, text_content(law))
    return law


@transaction.atomic
def write_text(actor: Any, law: LegalText, *, base: int | None = None) -> LegalText:
    """Change what is said of the text: its number, its days, its official address.

    base   number of the version that the writer began from; raises Overtaken when somebody saved in between
    """
    law.save()
    keep(actor, "law", law.uid, text_content(law), base=base)
    record(actor, "law.text-written", "law", law.uid)
    index_law(law)
    return law


@transaction.atomic
def publish_law(actor: Any, law: LegalText) -> None:
    """Show the law and every measure written so far to everybody; saying it twice changes nothing.

    A measure is shown even when nobody is known to answer for it: the law says it, and the gap is worth reading.
    """
    publish_plan(actor, law.plan)
    drafts = law.plan.commitments.filter(state=State.DRAFT).select_related("plan").order_by("order", "pk")
    for measure in drafts:
        won = Commitment.objects.filter(pk=measure.pk, state=State.DRAFT).update(
            state=State.PUBLISHED, published_at=clock.now()
        )
        if won:
            measure.refresh_from_db(fields=["state", "published_at"])
            leave_trace(actor, measure, "commitment.published")
    index_law(law)


@transaction.atomic
def add_measure(actor: Any, law: LegalText, title: Mapping[str, str], number: str = "") -> Commitment:
    """Add a measure to a law, as a draft; it is written further where every commitment is."""
    content = {f"title_{code}": said for code, said in title.items() if said}
    return create_commitment(actor, law.plan, {**content, "number": number})


def free_slug(title: Mapping[str, str]) -> str:
    """An address made of the title, that no framework has."""
    stem = slug_of(next((said for said in title.values() if said), ""))[:100].strip("-") or "law"
    taken = set(Framework.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
