"""The history of one thing: its versions, and what two of them say otherwise; going back to one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from parvis.ground.versions.differences import Difference, Labels, changed_parts, differences
from parvis.ground.versions.models import Version
from parvis.ui import dates

SHOWN = 50
NAMED = 5
# (type code, contents, language) → how these contents are read out.
Labelling = Callable[[str, Sequence[Mapping[str, Any]], str], Labels]


@dataclass(frozen=True)
class VersionRow:
    """One save: who, when, and the parts it changed, in words; `erased` when what it said was forgotten."""

    number: int
    when: str
    who: str
    parts: str
    erased: bool


@dataclass(frozen=True)
class HistoryPage:
    """`older` and `newer` are the two versions compared; 0 when there is nothing to compare."""

    title: str
    rows: tuple[VersionRow, ...]
    total: int
    older: int
    newer: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class RestorePage:
    """`base` is the version that stands; `differences` go from it to the one to restore."""

    title: str
    number: int
    base: int
    when: str
    who: str
    content: dict[str, Any]
    differences: tuple[Difference, ...]


def history_page(
    code: str, uid: UUID, title: str, labelling: Labelling, asked: Mapping[str, str], language: str
) -> HistoryPage:
    """The latest versions and the comparison asked for (`from`, `to`), of the last two by default.

    2 queries, a third for versions that are not among the latest, and those of the labelling.
    """
    own = Version.objects.filter(object_type=code, object_uid=uid)
    found = list(own.select_related("actor").order_by("-number")[: SHOWN + 1])
    total = found[0].number if found else 0
    older, newer = chosen(asked, total)
    contents = {version.number: dict(version.content) for version in found}
    missing = {older, newer} - contents.keys() - {0}
    contents |= {version.number: dict(version.content) for version in own.filter(number__in=missing)} if missing else {}
    compared = [contents[number] for number in (older, newer) if number in contents]
    labels = labelling(code, compared, language)
    said = len(compared) == 2 and all(compared)
    return HistoryPage(
        title=title,
        rows=tuple(row_of(version, contents, labels, language) for version in found[:SHOWN]),
        total=total,
        older=older,
        newer=newer,
        differences=differences(compared[0], compared[1], labels) if said else (),
    )


def chosen(asked: Mapping[str, str], total: int) -> tuple[int, int]:
    """The two versions to compare, the older first; the last two when none, or nonsense, is asked."""
    if total < 2:
        return 0, 0
    numbers = [int(value) if (value := asked.get(name, "")).isdecimal() else 0 for name in ("from", "to")]
    older, newer = (number if 1 <= number <= total else 0 for number in numbers)
    newer = newer or total
    older = older or max(newer - 1, 1)
    return min(older, newer), max(older, newer)


def row_of(version: Version, contents: Mapping[int, Any], labels: Labels, language: str) -> VersionRow:
    parts = _("first version kept")
    if version.number > 1:
        parts = parts_words(contents.get(version.number - 1), contents[version.number], labels)
    return VersionRow(version.number, moment_words(version.at, language), who(version), parts, not version.content)


def who(version: Version) -> str:
    return str(getattr(version.actor, "name", "") or _("someone"))


def parts_words(before: Mapping[str, Any] | None, after: Mapping[str, Any], labels: Labels) -> str:
    """Labels of the parts that changed, the first ones named; empty when one of the two was erased."""
    if not before or not after:
        return ""
    order = {part: place for place, part in enumerate(labels.parts)}
    parts: Sequence[str] = sorted(changed_parts(before, after), key=lambda part: order.get(part, len(order)))
    named = [labels.label(part) for part in parts[:NAMED]]
    if len(parts) > NAMED:
        named.append(_("%(number)d more") % {"number": len(parts) - NAMED})
    return ", ".join(named)


def moment_words(at: Any, language: str) -> str:
    """`mercredi 25 novembre 2026, 14 h 05` in the site's own zone."""
    there = localtime(at)
    return f"{dates.day_words(there.date(), language, year=True)}, {dates.time_words(there.time(), language)}"


def restore_page(
    code: str,
    uid: UUID,
    title: str,
    number: int,
    labelling: Labelling,
    restorable: Callable[[Mapping[str, Any]], dict[str, Any]],
    language: str,
) -> RestorePage | None:
    """What restoring that version would change; None when there is no such version or it was erased; 2 queries."""
    own = Version.objects.filter(object_type=code, object_uid=uid)
    wanted = own.select_related("actor").filter(number=number).first()
    last = own.order_by("-number").first()
    if wanted is None or last is None or not wanted.content:
        return None
    content = restorable(wanted.content)
    stands = {part: value for part, value in last.content.items() if part in content}
    return RestorePage(
        title=title,
        number=number,
        base=last.number,
        when=moment_words(wanted.at, language),
        who=who(wanted),
        content=content,
        differences=differences(stands, content, labelling(code, (stands, content), language)),
    )
