"""One version as adopted, and what it says otherwise than the version before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from parvis.commit.charters import addresses
from parvis.commit.charters.models import CharterVersion, Pledge, Side, VersionState
from parvis.commit.charters.queries.charters import version_block, version_lines
from parvis.commit.charters.queries.shapes import Link, PledgeText, VersionPage
from parvis.commit.charters.queries.visibility import charters_visible_to
from parvis.commit.charters.wording import localized
from parvis.ground.versions.differences import Labels, differences


def version_page(slug: str, number: int, viewer: Any, language: str) -> VersionPage | None:
    """The text of one adopted version and its differences from the one before; 4 queries."""
    charter = charters_visible_to(viewer).filter(slug=slug).order_by("pk").first()
    if charter is None:
        return None
    with translation.override(language):
        versions = list(
            charter.versions.filter(state=VersionState.ADOPTED).select_related("source").order_by("-number")
        )
        found = next((one for one in versions if one.number == number), None)
        if found is None:
            return None
        before = next((one for one in versions if one.number < number), None)
        wanted = [one for one in (found, before) if one is not None]
        pledges = list(Pledge.objects.filter(version__in=wanted).order_by("order", "pk"))
        own = [pledge for pledge in pledges if pledge.version_id == found.pk]
        return VersionPage(
            charter=Link(localized(charter.title, language), addresses.charter(slug, language)),
            version=version_block(found, language),
            versions=version_lines(slug, versions, language),
            note=localized(found.note, language),
            is_draft=False,
            sides=tuple(
                (str(side.label), texts)
                for side in Side
                if (texts := tuple(pledge_text(one, language) for one in own if one.side == side))
            ),
            before=before.number if before else 0,
            differences=compared(before, found, pledges, language) if before else (),
            standing=charter.standing,
        )


def pledge_text(pledge: Pledge, language: str) -> PledgeText:
    return PledgeText(pledge.key, localized(pledge.title, language), localized(pledge.text_html, language))


def compared(
    before: CharterVersion, after: CharterVersion, pledges: Sequence[Pledge], language: str
) -> tuple[Any, ...]:
    """What `after` says otherwise, in one language; pledges are matched by their key."""
    labels = Labels(
        {
            "preamble": _("Preamble"),
            "pledges": _("Pledges"),
            "pledges.title": _("Pledge"),
            "pledges.text": _("Text"),
            "pledges.side": _("Side"),
        }
    )
    old, new = (
        {
            "preamble": localized(version.preamble, language),
            "pledges": [
                {
                    "uid": pledge.key,
                    "title": localized(pledge.title, language),
                    "text": localized(pledge.text, language),
                    "side": str(Side(pledge.side).label),
                }
                for pledge in pledges
                if pledge.version_id == version.pk
            ],
        }
        for version in (before, after)
    )
    return differences(old, new, labels)
