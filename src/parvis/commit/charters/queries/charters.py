"""The list of charters, and the page of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import translation

from parvis.commit.charters import addresses, days
from parvis.commit.charters.findings import Said, findings
from parvis.commit.charters.models import (
    Capacity,
    Charter,
    CharterVersion,
    Claim,
    Level,
    Pledge,
    SelfAssessment,
    Side,
    Signatory,
    SignatoryState,
    State,
    VersionState,
    Wording,
)
from parvis.commit.charters.queries.shapes import (
    Card,
    CharterPage,
    Choice,
    JournalLine,
    Link,
    PledgeBlock,
    SideBlock,
    SignatoryRow,
    StoryLine,
    Tally,
    VersionBlock,
    VersionLine,
)
from parvis.commit.charters.queries.visibility import charters_visible_to, latest_of_each_body
from parvis.commit.charters.wording import has_words_in, localized
from parvis.disclose.links.queries import Story, story
from parvis.ground import clock
from parvis.ground.journal.queries import entries_for
from parvis.ui import dates

SHOWN = 12
HISTORY = 12
LANGUAGE_NAMES = dict(settings.LANGUAGES)
SIGNED = SignatoryState.SIGNED
SIDES = tuple(Side.values)


def charter_cards(viewer: Any, language: str, today: date) -> tuple[Card, ...]:
    """Every charter the viewer may open, those that can be signed first; 1 query."""
    signed = (
        latest_of_each_body(Signatory.objects.all())
        .filter(charter=OuterRef("pk"), state=SignatoryState.SIGNED)
        .order_by()
        .values("charter")
        .annotate(number=Count("pk"))
        .values("number")
    )
    adopted = CharterVersion.objects.filter(charter=OuterRef("pk"), state=VersionState.ADOPTED).order_by("-number")
    found = (
        charters_visible_to(viewer)
        .select_related("host")
        .annotate(
            signed=Coalesce(Subquery(signed, output_field=IntegerField()), 0),
            day=Subquery(adopted.values("adopted_on")[:1]),
        )
        .order_by("-changed_at", "pk")
    )
    cards = [
        Card(
            url=addresses.charter(charter.slug, language),
            title=localized(charter.title, language),
            summary=localized(charter.summary, language),
            host=charter.host.name if charter.host else "",
            when=days.words(charter.day or "", language),
            signatories=charter.signed,
            standing=charter.standing,
            is_open=charter.is_open(today),
            until=long_day(charter.open_until, language) if charter.open_until else "",
            is_draft=charter.state != State.PUBLISHED,
        )
        for charter in found
    ]
    return tuple(sorted(cards, key=lambda card: not card.is_open))


def charter_page(slug: str, viewer: Any, language: str, today: date) -> CharterPage | None:
    """Everything on the page of a charter; at most 12 queries."""
    charter = charters_visible_to(viewer).filter(slug=slug).select_related("host").order_by("pk").first()
    if charter is None:
        return None
    with translation.override(language):
        versions = list(
            charter.versions.filter(state=VersionState.ADOPTED).select_related("source").order_by("-number")
        )
        current = versions[0] if versions else None
        pledges = list(Pledge.objects.filter(version=current).order_by("order", "pk")) if current else []
        claims = list(charter.claims.select_related("source").order_by("pk"))
        counts = counted(charter)
        by_side = {
            side: sum(n for (_, of, state), n in counts.items() if (of, state) == (side, SIGNED)) for side in SIDES
        }
        found = latest_of_each_body(charter.signatories.all()).filter(state=SIGNED)
        shown = signatory_rows(found.order_by(F("signed_on_first").asc(nulls_last=True), "pk")[:SHOWN], language)
        return CharterPage(
            uid=charter.uid,
            slug=slug,
            url=addresses.charter(slug, language),
            title=localized(charter.title, language),
            summary=localized(charter.summary, language),
            standing=charter.standing,
            is_draft=charter.state != State.PUBLISHED,
            host=Link(charter.host.name, addresses.body(charter.host)) if charter.host else None,
            version=version_block(current, language) if current else None,
            versions=version_lines(slug, versions, language),
            sides=side_blocks(pledges, tallies(charter), by_side, language),
            capacities=capacities(slug, counts, "", language),
            signed=sum(by_side.values()),
            withdrawn=sum(number for (_, _, state), number in counts.items() if state != SIGNED),
            signatories=shown,
            signatories_url=addresses.signatories(slug, language),
            findings=findings([said(claim, language) for claim in claims], by_side, pledges_by_side(pledges), language),
            sources=sources(versions, claims),
            is_open=charter.is_open(today),
            until=long_day(charter.open_until, language) if charter.open_until else "",
            answer_within=charter.answer_within,
            invitation_html=localized(charter.invitation_html, language),
            story=story_lines(story("charter", charter.uid, viewer, language), today, language),
            journal=journal(charter, language),
        )


def counted(charter: Charter) -> dict[tuple[str, str, str], int]:
    """Bodies by (capacity, side, state); 1 query."""
    found = latest_of_each_body(charter.signatories.all()).order_by()
    return {
        (capacity, side, state): number
        for capacity, side, state, number in found.values_list("capacity", "side", "state").annotate(number=Count("pk"))
    }


def capacities(
    slug: str, counts: dict[tuple[str, str, str], int], asked: str, language: str, **filters: Any
) -> tuple[Choice, ...]:
    """The capacities in which somebody signs, with their numbers and the list of each."""
    found = []
    for capacity in Capacity:
        number = sum(n for (of, _, state), n in counts.items() if of == capacity and state == SIGNED)
        if number or asked == capacity:
            url = addresses.signatories(slug, language, capacity=capacity.value, **filters)
            found.append(Choice(capacity.value, str(capacity.label), number, url, asked == capacity))
    return tuple(found)


def tallies(charter: Charter) -> dict[str, dict[str, int]]:
    """By key of pledge: how many bodies that sign today say each level, each by its last word; 1 query."""
    later = SelfAssessment.objects.filter(
        signatory=OuterRef("signatory"), pledge=OuterRef("pledge"), pk__gt=OuterRef("pk")
    )
    standing = latest_of_each_body(charter.signatories.all()).filter(state=SIGNED).values("pk")
    found = SelfAssessment.objects.filter(~Exists(later), signatory__in=standing).order_by()
    by_key: dict[str, dict[str, int]] = defaultdict(dict)
    for key, level, number in found.values_list("pledge__key", "level").annotate(number=Count("pk")):
        by_key[key][level] = number
    return by_key


def side_blocks(
    pledges: Sequence[Pledge], said_of: dict[str, dict[str, int]], signed: dict[str, int], language: str
) -> tuple[SideBlock, ...]:
    blocks = []
    for side in Side:
        own = [pledge for pledge in pledges if pledge.side == side]
        if not own:
            continue
        blocks.append(
            SideBlock(
                side.value,
                str(side.label),
                tuple(pledge_block(pledge, said_of.get(pledge.key, {}), signed[side], language) for pledge in own),
                signed[side],
            )
        )
    return tuple(blocks)


def pledge_block(pledge: Pledge, levels: dict[str, int], signed: int, language: str) -> PledgeBlock:
    said = sum(levels.values())
    return PledgeBlock(
        key=pledge.key,
        title=localized(pledge.title, language),
        text_html=localized(pledge.text_html, language),
        tallies=tuple(Tally(level.value, str(level.label), levels[level]) for level in Level if levels.get(level)),
        said=said,
        silent=max(signed - said, 0),
    )


def pledges_by_side(pledges: Iterable[Pledge]) -> dict[str, int]:
    numbers = dict.fromkeys(SIDES, 0)
    for pledge in pledges:
        numbers[pledge.side] += 1
    return numbers


def version_block(version: CharterVersion, language: str) -> VersionBlock:
    return VersionBlock(
        number=version.number,
        when=days.words(version.adopted_on, language),
        wording=version.wording,
        wording_label=str(Wording(version.wording).label),
        language_label=LANGUAGE_NAMES.get(version.language, version.language),
        translated=version.language != language and has_words_in(version.preamble, language),
        preamble_html=localized(version.preamble_html, language),
        source=version.source,
    )


def version_lines(slug: str, versions: Sequence[CharterVersion], language: str) -> tuple[VersionLine, ...]:
    """The versions, the last first; the first of them is the one in force."""
    return tuple(
        VersionLine(
            number=version.number,
            url=addresses.version(slug, version.number, language),
            when=days.words(version.adopted_on, language),
            note=localized(version.note, language),
            current=place == 0,
        )
        for place, version in enumerate(versions)
    )


def signatory_rows(found: QuerySet[Signatory], language: str) -> tuple[SignatoryRow, ...]:
    """Rows ready to print, in the order of the queryset; 1 query."""
    with_words = found.select_related("organisation", "charter", "version").annotate(
        said=Count("self_assessments__pledge", distinct=True)
    )
    return tuple(signatory_row(one, language) for one in with_words)


def signatory_row(one: Any, language: str) -> SignatoryRow:
    return SignatoryRow(
        uid=one.uid,
        url=addresses.signatory(one.charter.slug, one.uid, language),
        name=one.name or one.organisation.name,
        body_url=addresses.body(one.organisation),
        capacity=str(Capacity(one.capacity).label),
        when=days.words(one.signed_on, language),
        place=one.place,
        authority=", ".join(filter(None, (one.authority_name, one.authority_office))),
        version=one.version.number,
        withdrawn=long_day(one.withdrawn_on, language) if one.withdrawn_on else "",
        assessments=one.said,
    )


def said(claim: Claim, language: str) -> Said:
    return Said(
        kind=claim.kind,
        name=claim.name,
        count=claim.count,
        approximate=claim.approximate,
        side=claim.side,
        day=claim.day,
        scope=localized(claim.scope, language),
        source=claim.source,
    )


def sources(versions: Sequence[CharterVersion], claims: Sequence[Claim]) -> tuple[Any, ...]:
    """Each document once, in the order in which it is first named."""
    named = (*(version.source for version in versions), *(claim.source for claim in claims))
    return tuple({source.pk: source for source in named if source is not None}.values())


def story_lines(told: Story, today: date, language: str) -> tuple[StoryLine, ...]:
    """The story when it has more than the charter itself to tell."""
    stops = (*told.stops, *told.undated)
    if all(stop.is_own for stop in stops) and len(stops) < 2:
        return ()
    return tuple(
        StoryLine(
            when=stop_words(stop, language),
            kind=stop.kind,
            title=stop.title,
            url=stop.url,
            here=stop.is_own,
            coming=bool(stop.day and stop.day > today),
            documented=stop.documented,
            silence=stop.silence // 365,
        )
        for stop in stops
    )


def stop_words(stop: Any, language: str) -> str:
    if stop.day is None:
        return ""
    match stop.precision:
        case "year":
            return str(stop.day.year)
        case "month":
            return dates.month_year_words(stop.day, language)
        case _:
            return long_day(stop.day, language)


def journal(charter: Charter, language: str) -> tuple[JournalLine, ...]:
    return tuple(
        JournalLine(line.at, long_day(clock.day_of(line.at), language), dates.capital(line.sentence))
        for line in entries_for("charter", charter.uid, HISTORY, language)
    )


def long_day(day: date, language: str) -> str:
    """`12 mars 2026`: signatures and texts are dated without a weekday."""
    return dates.day_words(day, language, weekday=False, year=True)
