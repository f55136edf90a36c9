"""Pages of somebody else about a commitment, as they were read, with what they contradict in themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation

from parvis.commit.plans import addresses
from parvis.commit.plans.models import Commitment, ReadPage
from parvis.commit.plans.queries.cards import day
from parvis.commit.plans.queries.shapes import Finding, Link, ReadPageLine
from parvis.commit.plans.queries.visibility import visible_to

SEVERITIES = {"error": "strike", "warning": "caret", "info": "question"}
GRAVITY = list(SEVERITIES)


@dataclass(frozen=True)
class ReadPageView:
    """The page of one reading; `lines` are the words of the text, line by line, numbered from 1."""

    title: str
    commitment: Link
    plan: Link
    line: ReadPageLine
    language: str
    text: str
    lines: tuple[tuple[int, str], ...]
    findings: tuple[Finding, ...]
    atom: str = ""
    held: bool = False


def page_lines(pages: Iterable[ReadPage], commitment: Commitment, language: str) -> tuple[ReadPageLine, ...]:
    return tuple(page_line(page, commitment, language) for page in pages)


def page_line(page: ReadPage, commitment: Commitment, language: str) -> ReadPageLine:
    seen = local(page.seen_at)
    return ReadPageLine(
        url=addresses.read_page(commitment.plan.slug, commitment.slug, page.digest, language),
        name=page.name,
        origin=page.origin,
        source_url=page.url,
        seen=day(seen.date(), language),
        day=seen.date(),
        digest=page.digest,
        findings=len(page.findings),
    )


def findings_of(pages: Iterable[ReadPage], language: str) -> tuple[Finding, ...]:
    """The findings of the last page that was read, the gravest first: an earlier copy may have contradicted others."""
    last = next(iter(pages), None)
    found = [finding(one, language) for one in last.findings] if last else []
    return tuple(sorted(found, key=lambda one: GRAVITY.index(one.severity)))


def finding(found: Mapping[str, Any], language: str) -> Finding:
    """A finding as the checker stored it; words may be in one language or in several."""
    severity = str(found.get("severity", "info"))
    return Finding(
        severity=severity if severity in SEVERITIES else "info",
        icon=SEVERITIES.get(severity, "question"),
        rule=str(found.get("rule", "")),
        message=said(found.get("message", ""), language),
        detail=said(found.get("suggestion", ""), language),
        quoted=str(found.get("quote", "") or ""),
        line=int(found.get("line") or 0),
    )


def said(words: Any, language: str) -> str:
    if isinstance(words, Mapping):
        return str(words.get(language) or next(iter(words.values()), ""))
    return str(words or "")


def read_page(plan: str, slug: str, digest: str, viewer: Any, language: str) -> ReadPageView | None:
    """One page as it was read, or None when there is none that the viewer may see; 2 queries."""
    commitment = visible_to(viewer).filter(plan__slug=plan, slug=slug).select_related("plan").order_by().first()
    if commitment is None:
        return None
    page = commitment.pages.filter(digest__startswith=digest).order_by("-seen_at", "-pk").first()
    if page is None:
        return None
    with translation.override(language):
        title = str(commitment.title.localize(language))
        return ReadPageView(
            title=title,
            commitment=Link(title, addresses.commitment(plan, slug, language)),
            plan=Link(str(commitment.plan.title.localize(language)), addresses.plan(plan, language)),
            line=page_line(page, commitment, language),
            language=page.language,
            text=page.text,
            lines=tuple(enumerate(page.text.splitlines(), start=1)),
            findings=tuple(finding(one, language) for one in page.findings),
            held=bool(page.held_back),
        )


def local(instant: datetime) -> datetime:
    return instant.astimezone(ZoneInfo(settings.TIME_ZONE))
