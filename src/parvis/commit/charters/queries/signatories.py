"""Who signed: the list that one narrows, and the page of one signatory with what it says of itself."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, F, Prefetch, QuerySet
from django.utils import translation

from parvis.commit.charters import addresses, days
from parvis.commit.charters.models import (
    AssessmentEvidence,
    Capacity,
    EvidenceKind,
    Level,
    Pledge,
    SelfAssessment,
    Side,
    Signatory,
    SignatoryState,
)
from parvis.commit.charters.queries.charters import capacities, counted, long_day, signatory_row
from parvis.commit.charters.queries.shapes import (
    EvidenceLine,
    Link,
    PledgeStanding,
    SignatoriesPage,
    SignatoryPage,
    Statement,
)
from parvis.commit.charters.queries.visibility import charters_visible_to, latest_of_each_body, signatories_visible_to
from parvis.commit.charters.wording import localized
from parvis.ground import clock
from parvis.people.names import name_key
from parvis.ui.dates import capital

PAGE = 50
LAST_PAGE = 400


def signatories_page(
    slug: str,
    viewer: Any,
    language: str,
    *,
    capacity: str = "",
    withdrawn: bool = False,
    words: str = "",
    page: int = 1,
) -> SignatoriesPage | None:
    """A page of the signatories of a charter, narrowed; 4 queries."""
    charter = charters_visible_to(viewer).filter(slug=slug).order_by("pk").first()
    if charter is None:
        return None
    with translation.override(language):
        counts = counted(charter)
        found = narrowed(latest_of_each_body(charter.signatories.all()), capacity, withdrawn, words)
        start = (min(page, LAST_PAGE) - 1) * PAGE
        rows = list(
            found.select_related("organisation", "charter", "version")
            .annotate(said=Count("self_assessments__pledge", distinct=True))
            .order_by(F("signed_on_first").asc(nulls_last=True), "organisation__name_key", "pk")[
                start : start + PAGE + 1
            ]
        )
        asked = {"capacity": capacity, "q": words, "withdrawn": "1" if withdrawn else ""}
        filters = {"q": words, "withdrawn": asked["withdrawn"]}
        narrowing = {name: value for name, value in asked.items() if value}
        return SignatoriesPage(
            charter=Link(localized(charter.title, language), addresses.charter(slug, language)),
            slug=slug,
            capacities=capacities(slug, counts, capacity, language, **filters),
            rows=tuple(signatory_row(row, language) for row in rows[:PAGE]),
            total=sum(number for (_, _, state), number in counts.items() if state == SignatoryState.SIGNED),
            shown=len(rows[:PAGE]),
            withdrawn_shown=withdrawn,
            number=page,
            previous=urlencode({**narrowing, "page": page - 1}) if page > 1 else "",
            next=urlencode({**narrowing, "page": page + 1}) if len(rows) > PAGE else "",
            asked=asked,
        )


def narrowed(found: QuerySet[Signatory], capacity: str, withdrawn: bool, words: str) -> QuerySet[Signatory]:
    """Those of one capacity, that withdrew or not, whose name holds the words whatever their accents and case."""
    if capacity in Capacity.values:
        found = found.filter(capacity=capacity)
    found = found.filter(state=SignatoryState.WITHDRAWN if withdrawn else SignatoryState.SIGNED)
    key = name_key(words)
    return found.filter(organisation__name_key__contains=key) if key else found


def signatory_page(slug: str, uid: UUID, viewer: Any, language: str) -> SignatoryPage | None:
    """One signatory: its signature, its pledges and what it says of each; 6 queries."""
    found = signatories_visible_to(viewer).filter(charter__slug=slug, uid=uid)
    signatory = found.select_related("charter", "version", "organisation", "source").order_by("pk").first()
    if signatory is None:
        return None
    with translation.override(language):
        others = list(
            signatory.charter.signatories.filter(organisation=signatory.organisation_id)
            .exclude(pk=signatory.pk)
            .select_related("version")
            .order_by("-pk")
        )
        own_name = signatory.name or signatory.organisation.name
        return SignatoryPage(
            uid=uid,
            url=addresses.signatory(slug, uid, language),
            charter=Link(localized(signatory.charter.title, language), addresses.charter(slug, language)),
            name=own_name,
            present_name=signatory.organisation.name if signatory.organisation.name != own_name else "",
            body_url=addresses.body(signatory.organisation),
            capacity=str(Capacity(signatory.capacity).label),
            side=str(Side(signatory.side).label),
            version=Link(str(signatory.version.number), addresses.version(slug, signatory.version.number, language)),
            when=days.words(signatory.signed_on, language),
            place=signatory.place,
            authority=", ".join(filter(None, (signatory.authority_name, signatory.authority_office))),
            source=signatory.source,
            locator=signatory.locator,
            withdrawn_on=signatory.withdrawn_on,
            withdrawn=long_day(signatory.withdrawn_on, language) if signatory.withdrawn_on else "",
            withdrawal_words=signatory.withdrawal_words,
            pledges=pledges_of(signatory, language),
            others=tuple(
                Link(str(other.version.number), addresses.signatory(slug, other.uid, language)) for other in others
            ),
            standing=signatory.charter.standing,
        )


def pledges_of(signatory: Signatory, language: str) -> tuple[PledgeStanding, ...]:
    """The pledges it took on, each with what it says now and what it said before; 3 queries."""
    evidence = Prefetch("evidence", AssessmentEvidence.objects.order_by("pk"))
    said: dict[int, list[SelfAssessment]] = {}
    for one in signatory.self_assessments.prefetch_related(evidence).order_by("-pk"):
        said.setdefault(one.pledge_id, []).append(one)
    slug = signatory.charter.slug
    return tuple(
        PledgeStanding(
            key=pledge.key,
            uid=pledge.uid,
            title=localized(pledge.title, language),
            url=addresses.version(slug, signatory.version.number, language) + f"#pledge-{pledge.key}",
            now=statement(said[pledge.pk][0], language) if pledge.pk in said else None,
            before=tuple(statement(one, language) for one in said.get(pledge.pk, ())[1:]),
        )
        for pledge in Pledge.objects.filter(version=signatory.version, side=signatory.side).order_by("order", "pk")
    )


def statement(said: SelfAssessment, language: str) -> Statement:
    return Statement(
        level=said.level,
        label=capital(str(Level(said.level).label)),
        when=long_day(clock.day_of(said.stated_at), language),
        text_html=said.text_html,
        language=said.language,
        evidence=tuple(
            EvidenceLine(
                kind=str(EvidenceKind(one.kind).label),
                title=one.title,
                url=one.url,
                day=long_day(one.day, language) if one.day else "",
                archived_hash=one.archived_hash,
            )
            for one in said.evidence.all()
        ),
    )
