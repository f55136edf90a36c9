"""What a page says of a commitment and of its milestones, as rows by part, language and wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parvis.civics.formats.commitment import CommitmentPage, Passage
from parvis.commit.plans.models import Commitment, Milestone, PlanVersion, Text, TextAuthority, TextPart, Wording
from parvis.ground.sources.models import Source

PARTS = {
    "problem": TextPart.PROBLEM,
    "ambition": TextPart.AMBITION,
    "road-map": TextPart.ROADMAP,
    "commitment": TextPart.SOLUTION,
}
WORDINGS = {"adopted": Wording.ADOPTED, "summarised": Wording.SUMMARISED}


@dataclass(frozen=True)
class Said:
    """One text of the page: of the commitment, or of the milestone of that number (or rank, `#1`, without one)."""

    part: TextPart
    wording: Wording
    body: str
    milestone: str | None = None

    @property
    def key(self) -> tuple[str | None, str, str]:
        return self.milestone, self.part.value, self.wording.value


def said_by(page: CommitmentPage) -> list[Said]:
    """The texts of a page, each told once: what "as adopted" repeats of the parts above is not told again."""
    found: list[Said] = []
    if page.title and page.short_title:
        found.append(Said(TextPart.TITLE, Wording.ADOPTED, page.title.text))
    told: set[str] = set()
    for passage in page.passages:
        body = _body(passage, told if passage.part == "commitment" else set())
        told |= {paragraph.text for paragraph in passage.paragraphs}
        if body:
            found.append(Said(PARTS[passage.part], WORDINGS[passage.wording], body))
    for rank, milestone in enumerate(page.milestones, start=1):
        found += [
            Said(TextPart.MILESTONE, WORDINGS[wording.wording], wording.printed.text, milestone.number or f"#{rank}")
            for wording in milestone.wordings
        ]
    return list({one.key: one for one in reversed(found)}.values())[::-1]


def _body(passage: Passage, told: set[str]) -> str:
    paragraphs = [paragraph.text for paragraph in passage.paragraphs if paragraph.text not in told]
    if passage.part == "road-map":
        return "\n".join(f"- {paragraph}" for paragraph in paragraphs)
    return "\n\n".join(paragraphs)


def authority_of(page: CommitmentPage) -> TextAuthority:
    """Who vouches for the words: nobody, when labels left in another language show that no person proofread them."""
    return TextAuthority.MACHINE if page.translated else TextAuthority.OFFICIAL


def write_texts(
    commitment: Commitment,
    milestones: Sequence[Milestone],
    said: Sequence[Said],
    *,
    language: str,
    authority: TextAuthority,
    source: Source,
    version: PlanVersion | None,
) -> list[Text]:
    """Write the texts that are not there yet in this language; what was adopted is frozen with its version."""
    by_number = {number_of(milestone): milestone for milestone in milestones}
    known = standing(commitment, language)
    rows = []
    for one in said:
        if one.key in known or (one.milestone is not None and one.milestone not in by_number):
            continue
        adopted = one.wording == Wording.ADOPTED and version is not None
        row = Text(
            commitment=commitment,
            milestone=by_number[one.milestone] if one.milestone is not None else None,
            part=one.part,
            language=language,
            authority=authority,
            wording=one.wording,
            body=one.body,
            source=source,
            version=version if adopted else None,
            frozen=adopted,
        )
        row.settle()
        rows.append(row)
    return Text.objects.bulk_create(rows)


def changed_since(commitment: Commitment, said: Sequence[Said], language: str) -> Iterator[Said]:
    """Texts of the page that are no longer those that were read; the last number of each wording is compared."""
    known = standing(commitment, language)
    return (one for one in said if one.key in known and known[one.key] != one.body)


def standing(commitment: Commitment, language: str) -> dict[tuple[str | None, str, str], str]:
    """The last body of each text, by milestone, part and wording; 1 query."""
    rows = commitment.texts.filter(language=language).select_related("milestone").order_by("number", "pk")
    return {
        (number_of(text.milestone) if text.milestone else None, text.part, text.wording): text.body for text in rows
    }


def number_of(milestone: Milestone) -> str:
    return milestone.number or f"#{milestone.order}"
