"""What a commitment and its milestones say: a text that was adopted stays, and a later wording stands beside it.

So does one that a review judged before any adoption: the next of the same wording stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from parvis.commit.plans.content import LANGUAGES, TEXT_PARTS, standing_texts
from parvis.commit.plans.models import Commitment, Milestone, Text, TextAuthority, TextPart, Wording
from parvis.commit.plans.panels import is_judged


def write_texts(commitment: Commitment, content: Mapping[str, Any]) -> None:
    """Write the texts named in `content`, each under the authority of its language; ValidationError keyed by part."""
    rows = Text.objects.filter(commitment=commitment, milestone=None).exclude(wording=Wording.SUMMARISED)
    standing = {(key[2], key[3]): text for key, text in standing_texts(rows.order_by("pk")).items()}
    for code in LANGUAGES:
        authority = authority_in(content, code)
        for name, part in TEXT_PARTS.items():
            key = f"{name}_{code}"
            if key in content:
                write_text(commitment, None, part, code, authority, str(content[key] or ""), standing.get((part, code)))
        if content.get(f"authority_{code}"):
            vouched = rows.filter(language=code, frozen=False).exclude(authority=authority).order_by("pk")
            for text in vouched:
                text.authority = authority
                text.save(update_fields=["authority"])


def authority_in(content: Mapping[str, Any], code: str) -> str:
    """Who vouches for the texts of a language: the first language of the site is official unless somebody says so."""
    given = content.get(f"authority_{code}")
    if given and given not in TextAuthority.values:
        raise ValidationError({f"authority_{code}": _("Unknown: %(codes)s.") % {"codes": given}})
    return given or (TextAuthority.OFFICIAL if code == LANGUAGES[0] else TextAuthority.HUMAN)


def write_text(
    commitment: Commitment,
    milestone: Milestone | None,
    part: TextPart,
    language: str,
    authority: str,
    body: str,
    stands: Text | None,
) -> None:
    """Make the part say `body`. What an adoption froze, or a review judged, is kept; emptying it is refused."""
    body = body.replace("\r\n", "\n").strip()
    if stands is None:
        if body:
            Text.objects.create(
                commitment=commitment,
                milestone=milestone,
                part=part,
                language=language,
                authority=authority,
                number=next_number(commitment, milestone, part, language, authority, Wording.ADOPTED),
                body=body,
            )
        return
    if stands.body == body:
        return
    if not stands.frozen and not is_judged(stands):
        if body:
            stands.body = body
            stands.save(update_fields=["body", "html"])
        else:
            stands.delete()
        return
    if not body:
        where = f"{part.value.replace('-', '_')}_{language}" if milestone is None else "milestones"
        if stands.frozen:
            raise ValidationError({where: _("This text was adopted: write what replaces it, it cannot be emptied.")})
        raise ValidationError({where: _("A review judged this text: write what replaces it, it cannot be emptied.")})
    wording = Wording.LATER if stands.frozen else Wording(stands.wording)
    Text.objects.create(
        commitment=commitment,
        milestone=milestone,
        part=part,
        language=language,
        authority=stands.authority,
        wording=wording,
        number=next_number(commitment, milestone, part, language, stands.authority, wording),
        body=body,
    )


def next_number(
    commitment: Commitment, milestone: Milestone | None, part: str, language: str, authority: str, wording: str
) -> int:
    same = Text.objects.filter(
        commitment=commitment,
        milestone=milestone,
        part=part,
        language=language,
        authority=authority,
        wording=wording,
    )
    last = same.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
