"""The page of one commitment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from parvis.commit.plans import addresses
from parvis.commit.plans.filters import Filters
from parvis.commit.plans.models import Commitment, Milestone, ProgressReport, ReadPage, Responsibility, Text, Value
from parvis.commit.plans.models.commitment import CORE_VALUES
from parvis.commit.plans.panels import Panel, commitment_panels
from parvis.commit.plans.queries import evidence, facts, milestones, parties, reading
from parvis.commit.plans.queries.cards import day, tally_words, withdrawn_words
from parvis.commit.plans.queries.shapes import CommitmentPage, DeclaredLane, Link, MilestoneRow, ReportLine, Tally
from parvis.commit.plans.queries.sources import Footnotes
from parvis.commit.plans.queries.steps import declared_words
from parvis.commit.plans.queries.telling import journal_lines, story_lines
from parvis.commit.plans.queries.texts import Texts, tabs
from parvis.commit.plans.queries.visibility import not_pending, published, visible_to
from parvis.commit.plans.rules import may_read_history
from parvis.disclose.links.queries import other_end, rows_about
from parvis.ground.compiled import CompiledInstances
from parvis.ground.compiled.gathered import GatheredInstances
from parvis.ground.identifiers import Ref, Resolved, get, resolve
from parvis.ground.sources.models import Citation
from parvis.ground.text import in_language
from parvis.ground.themes.models import Term
from parvis.ui import dates


def commitment_page(plan: str, slug: str, asked: str, viewer: Any, language: str, today: date) -> CommitmentPage | None:
    """Everything on the page of a commitment, or None when the viewer may not see it or there is none.

    asked   the text that the address asks for ("adopted.fr.official"); empty for the first

    5 queries, one for each type of object that evidence or the story names, and what the panels ask: what belongs to
    the commitment alone comes in its own row.
    """
    commitment = found(plan, slug, viewer)
    if commitment is None:
        return None
    with translation.override(language):
        footnotes = Footnotes(language)
        texts = Texts(texts_of(commitment, viewer), language, asked, footnotes)
        roles = sorted(ROLES.read(commitment.with_roles), key=lambda one: (one.order, one.pk))
        steps = sorted(MILESTONES.read(commitment.with_steps), key=lambda one: (one.order, one.pk))
        reports = sorted(REPORTS.read(commitment.with_reports), key=lambda one: (one.day, one.pk), reverse=True)
        here = itself(commitment, language)
        links = rows_about([here.ref])
        proofs = evidence.proofs_of(commitment.pk)
        tied = resolve([*evidence.named(proofs), *(other_end(link, here.ref) for link in links)], viewer, language)
        proofs = proofs._replace(objects=tied)
        pages = sorted(PAGES.read(commitment.with_pages), key=lambda one: (one.seen_at, one.pk), reverse=True)
        url = addresses.commitment(commitment.plan.slug, commitment.slug, language)
        panels = commitment_panels(viewer, commitment)
        own = [one for one in roles if one.milestone_id is None]
        made_parties = parties.groups(own, today, language, footnotes)
        made = milestones.rows(commitment, steps, reports, roles, proofs, texts, viewer, language, today, footnotes)
        made_evidence = evidence.groups(proofs, {step.pk: step for step in steps}, language, footnotes)
        footnotes.cite(sorted(CITATIONS.read(commitment.with_citations), key=lambda one: one.pk))
        areas = area_links([one.term for one in AREAS.read(commitment.with_areas)], language, today)
        findings = reading.findings_of(pages, language)
        return CommitmentPage(
            uid=commitment.uid,
            slug=commitment.slug,
            url=url,
            number=commitment.number,
            external_id=commitment.external_id,
            title=str(commitment.title.localize(language)),
            plan=Link(str(commitment.plan.title.localize(language)), addresses.plan(commitment.plan.slug, language)),
            framework=str(commitment.plan.framework.name.localize(language)),
            standing=commitment.plan.standing,
            draft=not (commitment.state == "published" and commitment.plan.published),
            became=withdrawn_words(commitment.withdrawn_on, language),
            became_why=commitment.withdrawal_reason,
            tabs=tabs(texts.kinds, texts.current, url, language),
            promise=texts.promise(),
            texts=texts.others(),
            parties=made_parties,
            facts=facts.facts(commitment, own, made, bool(areas), language),
            values=tuple(
                dates.capital(str(Value(value).label)) for value in commitment.values if value in Value.values
            ),
            core_value=any(value in CORE_VALUES for value in commitment.values),
            areas=areas,
            predecessor=neighbour(commitment.predecessor, language),
            successor=successor(commitment, language),
            lane=declared_lane(reports, made, proofs, language),
            lanes=of_place(panels, "lane"),
            glances=of_place(panels, "glance"),
            panels=of_place(panels, "body"),
            milestones=made,
            tally=milestones.tally(made),
            reports=report_lines(reports, {step.pk: step for step in steps}, proofs, language),
            evidence=made_evidence,
            pages=reading.page_lines(pages, commitment, language),
            findings=tuple(one for one in findings if one.severity != "info"),
            slips=tuple(one for one in findings if one.severity == "info"),
            sources=footnotes.lines(),
            story=story_lines(here, links, tied, language),
            journal=journal_lines("commitment", commitment.uid, language),
        )


ROLES = GatheredInstances(Responsibility, related=("organisation", "source"))
MILESTONES = GatheredInstances(Milestone)
REPORTS = GatheredInstances(ProgressReport, related=("organisation",))
PAGES = GatheredInstances(ReadPage, without=("text",))
CITATIONS = GatheredInstances(Citation, related=("source",))
AREAS = GatheredInstances(Commitment.policy_areas.through, related=("term",))


def found(plan: str, slug: str, viewer: Any) -> Any:
    """The commitment with its plan, what it follows, what follows it and all that is its own; one query.

    The query of a stranger's page differs by two words alone, and is compiled once.
    """
    if not getattr(viewer, "is_authenticated", False):
        return next(iter(found_by_a_stranger(plan, slug)), None)
    return gathering(visible_to(viewer).filter(plan__slug=plan, slug=slug), visible_to(viewer)).first()


def gathering(asked: QuerySet[Commitment], visible: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """The commitments asked for, with what is theirs; what follows one is named when it is visible too."""
    own = {"commitment": OuterRef("pk")}
    cited = Citation.objects.filter(object_type="commitment", object_uid=OuterRef("uid"))
    after = visible.filter(predecessor=OuterRef("pk")).order_by("pk")
    return (
        asked.select_related("plan__framework", "plan__organisation", "predecessor__plan", "added_in")
        .annotate(
            after_slug=Subquery(after.values("slug")[:1]),
            after_plan=Subquery(after.values("plan__slug")[:1]),
            after_title=Subquery(after.annotate(words=Cast("title", TextField())).values("words")[:1]),
            after_plan_title=Subquery(after.annotate(words=Cast("plan__title", TextField())).values("words")[:1]),
            with_roles=ROLES.column(Responsibility.objects.filter(**own), "commitment"),
            with_steps=MILESTONES.column(Milestone.objects.filter(**own), "commitment"),
            with_reports=REPORTS.column(ProgressReport.objects.filter(**own), "commitment"),
            with_pages=PAGES.column(ReadPage.objects.filter(**own), "commitment"),
            with_citations=CITATIONS.column(cited, "object_uid"),
            with_areas=AREAS.column(Commitment.policy_areas.through._default_manager.filter(**own), "commitment"),
        )
        .order_by()
    )


found_by_a_stranger = CompiledInstances(
    Commitment,
    lambda plan, slug: gathering(published().filter(plan__slug=plan, slug=slug), published()),
    related=("plan", "plan__framework", "plan__organisation", "predecessor", "predecessor__plan", "added_in"),
    extra=(
        "after_slug", "after_plan", "after_title", "after_plan_title", "with_roles", "with_steps", "with_reports",
        "with_pages", "with_citations", "with_areas",
    ),
)  # fmt: skip
texts_for_a_stranger = CompiledInstances(
    Text, lambda commitment: words_of(commitment).filter(not_pending()), related=("source", "version")
)


def words_of(commitment: int) -> QuerySet[Text]:
    own = Text.objects.filter(commitment=commitment).select_related("source", "version")
    return own.order_by("part", "language", "wording", "number", "pk")


def value_words(claimed: Sequence[str]) -> tuple[str, ...]:
    return tuple(dates.capital(str(Value(value).label)) for value in claimed if value in Value.values)


def itself(commitment: Commitment, language: str) -> Resolved:
    """The commitment as its own story names it, without asking for it again."""
    public_type = get("commitment")
    return Resolved(
        Ref("commitment", commitment.uid),
        public_type.title(commitment, language),
        public_type.url(commitment),
        str(public_type.label),
        "",
        commitment,
    )


def texts_of(commitment: Commitment, viewer: Any) -> list[Text]:
    """What it says; a wording that waits for its amendment is for those who write it."""
    if getattr(viewer, "is_authenticated", False) and may_read_history(viewer, commitment):
        return list(words_of(commitment.pk))
    return texts_for_a_stranger(commitment.pk)


def area_links(areas: Sequence[Term], language: str, today: date) -> tuple[Link, ...]:
    """Policy areas, each with the list of the commitments about it; the years of one that is out of use are said."""
    made = []
    for term in sorted(areas, key=lambda one: (one.order, one.code)):
        used = parties.span(term.valid_from, term.valid_to, today, language)
        query = Filters(area=term.code).query_string()
        made.append(Link(str(term.name.localize(language)), addresses.commitments(query, language), used))
    return tuple(made)


def neighbour(other: Commitment | None, language: str) -> Link | None:
    if other is None or not (other.state == "published" and other.plan.published):
        return None
    return Link(
        str(other.title.localize(language)),
        addresses.commitment(other.plan.slug, other.slug, language),
        str(other.plan.title.localize(language)),
    )


def successor(commitment: Any, language: str) -> Link | None:
    if not commitment.after_slug:
        return None
    return Link(
        in_language(commitment.after_title, language),
        addresses.commitment(commitment.after_plan, commitment.after_slug, language),
        in_language(commitment.after_plan_title, language),
    )


def of_place(panels: Sequence[Panel], place: str) -> tuple[Panel, ...]:
    return tuple(panel for panel in panels if panel.place == place)


def declared_lane(
    reports: Sequence[ProgressReport], made: Sequence[MilestoneRow], proofs: evidence.Proofs, language: str
) -> DeclaredLane:
    """What the bodies say of the whole: their last report on it; without one, only what they say of its milestones."""
    last = next((report for report in reports if report.milestone_id is None), None)
    tally = milestones.tally(made)
    summary = summary_words(tally)
    standing = sum(one.set_aside_at is None for one in proofs.all)
    if last is None:
        said = _("Nothing said of the whole") if reports else declared_words("")
        return DeclaredLane(said, True, mark_safe(""), "", summary, "", standing)
    return DeclaredLane(
        headline=declared_words(last.completion),
        gap=False,
        html=mark_safe(last.html),
        language=last.language,
        summary=summary,
        note=report_note(last, language),
        proofs=standing,
    )


def summary_words(tally: Tally) -> str:
    words = tally_words(Tally(tally.total, tally.done, 0))
    return f"{words}." if words else ""


def report_note(report: ProgressReport, language: str) -> str:
    """`Progress report of 2 February 2026, Direction of assemblies`."""
    said = _("Progress report of %(day)s") % {"day": day(report.day, language)}
    return f"{said}, {report.organisation.name}" if report.organisation else said


def report_lines(
    reports: Sequence[ProgressReport], steps: Mapping[int, Milestone], proofs: evidence.Proofs, language: str
) -> tuple[ReportLine, ...]:
    lines = []
    for report in reports:
        step = steps.get(report.milestone_id) if report.milestone_id else None
        lines.append(
            ReportLine(
                uid=report.uid,
                when=day(report.day, language),
                day=report.day,
                completion=report.completion,
                words=declared_words(report.completion),
                language=report.language,
                html=mark_safe(report.html),
                body=report.organisation.name if report.organisation else "",
                milestone=step.number or str(step.title.localize(language)) if step else "",
                milestone_anchor=addresses.milestone_anchor(step.number, step.uid) if step else "",
                proofs=tuple(evidence.link(one) for one in milestones.proofs_of_report(report, proofs)),
            )
        )
    return tuple(lines)
