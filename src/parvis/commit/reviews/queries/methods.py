"""The methods and their indicators, as the public reads them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.commit.reviews import addresses
from parvis.commit.reviews.models import Indicator, Method, MethodVersion, Phase, Stage, Subject, Value
from parvis.commit.reviews.queries.lines import localized
from parvis.commit.reviews.queries.shapes import IndicatorRow, Link, MethodPage, ScaleRow


@dataclass(frozen=True, slots=True)
class VersionLine:
    name: str
    url: str
    years: str
    adopted: bool
    indicators: int
    reviews: int


@dataclass(frozen=True, slots=True)
class MethodLine:
    name: str
    publisher: str
    summary: str
    versions: tuple[VersionLine, ...]


def methods_page(language: str) -> tuple[MethodLine, ...]:
    """Every method with its versions; 2 queries."""
    published = Count("reviews", filter=Q(reviews__state=Stage.PUBLISHED), distinct=True)
    versions = MethodVersion.objects.annotate(asked=Count("indicators", distinct=True), used=published)
    with translation.override(language):
        return tuple(
            MethodLine(
                name=localized(method.name, language),
                publisher=method.publisher,
                summary=localized(method.summary, language),
                versions=tuple(
                    VersionLine(
                        localized(version.name, language),
                        addresses.method(version.code, language),
                        years(version),
                        version.adopted,
                        version.asked,
                        version.used,
                    )
                    for version in method.versions.all()
                ),
            )
            for method in Method.objects.order_by("slug").prefetch_related(
                Prefetch("versions", versions.order_by("first_year", "code"))
            )
        )


def method_page(code: str, language: str) -> MethodPage | None:
    """One version with its indicators and their scales; 5 queries."""
    version = MethodVersion.objects.filter(code=code).select_related("method").order_by().first()
    if version is None:
        return None
    with translation.override(language):
        scale = Prefetch("scale", Value.objects.order_by("order", "pk"))
        indicators = list(version.indicators.order_by("order", "pk").prefetch_related(scale))
        others = versions_of_groups(version, language)
        rows = [(one.subject, indicator_row(one, others, language)) for one in indicators]
        siblings = MethodVersion.objects.filter(method=version.method_id).order_by("first_year", "code")
        return MethodPage(
            code=version.code,
            name=localized(version.name, language),
            method=localized(version.method.name, language),
            publisher=version.method.publisher,
            website=version.method.website,
            years=years(version),
            adopted=version.adopted,
            note=localized(version.note, language),
            summary=localized(version.method.summary, language),
            of_commitments=tuple(row for subject, row in rows if subject == Subject.COMMITMENT),
            of_plans=tuple(row for subject, row in rows if subject == Subject.PLAN),
            reviews=version.reviews.filter(state=Stage.PUBLISHED).count(),
            versions=tuple(
                Link(
                    localized(one.name, language),
                    addresses.method(one.code, language),
                    "here" if one == version else "",
                )
                for one in siblings
            ),
        )


def versions_of_groups(version: MethodVersion, language: str) -> dict[str, tuple[str, ...]]:
    """Other versions, of any method, whose indicators stand on the same scales."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = Indicator.objects.exclude(version=version).select_related("version__method")
    for one in rows.order_by("version__first_year", "version__code", "pk"):
        name = localized(one.version.name, language)
        if name not in found[one.group]:
            found[one.group].append(name)
    return {group: tuple(names) for group, names in found.items()}


def indicator_row(one: Indicator, others: dict[str, tuple[str, ...]], language: str) -> IndicatorRow:
    return IndicatorRow(
        code=one.code,
        label=localized(one.label, language),
        definition=localized(one.definition, language),
        phases=", ".join(str(Phase(phase).label) for phase in one.phases),
        group=one.group,
        confirmed=one.confirmed,
        scale=tuple(
            ScaleRow(
                localized(value.label, language),
                localized(value.glance, language),
                value.level is None,
                value.stands_for,
            )
            for value in one.scale.all()
        ),
        others=others.get(one.group, ()),
    )


def years(version: MethodVersion) -> str:
    if version.last_year:
        return f"{version.first_year}–{version.last_year}"
    return _("since %(year)s") % {"year": version.first_year}


def versions_for(subject: Subject) -> QuerySet[MethodVersion]:
    """Versions of methods that ask something of a commitment, or of a plan; the last years first."""
    asking = Indicator.objects.filter(subject=subject).order_by().values("version")
    return MethodVersion.objects.filter(pk__in=asking).order_by("method__slug", "-first_year")


def asks(version: MethodVersion, subject: Subject, phase: str) -> bool:
    """Whether the version has an indicator for this subject in this phase; 1 query."""
    phases = Indicator.objects.filter(version=version, subject=subject).order_by("pk").values_list("phases", flat=True)
    return any(phase in each for each in phases)
