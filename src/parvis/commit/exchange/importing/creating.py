"""Many new commitments at once: what `plans.actions.create_commitment` writes for one, in some thirty queries for all.

A test holds both to the same rows. Values come from a foresight, which checked them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max
from django.utils.text import slugify

from parvis.commit.plans.actions.texts import authority_in
from parvis.commit.plans.content import LANGUAGES, PLAIN, TEXT_PARTS, Content, contents_of, together
from parvis.commit.plans.finding import index_commitments
from parvis.commit.plans.models import Commitment, Milestone, Plan, Responsibility, Role, Text, TextPart
from parvis.ground.journal.actions import record_many
from parvis.ground.themes.models import Term, Vocabulary
from parvis.ground.versions.actions import keep_many
from parvis.people.models import Organisation

BATCH = 200


def create_many(actor: Any, plan: Plan, contents: Sequence[Content]) -> list[Commitment]:
    """Drafts of that plan, in the order given; call it inside a transaction."""
    made = commitments_of(plan, contents)
    Commitment.objects.bulk_create(made, batch_size=BATCH)
    pairs = list(zip(made, contents, strict=True))
    link_areas(pairs)
    bodies = bodies_of(contents)
    steps: list[tuple[Milestone, Mapping[str, Any], Content]] = [
        (milestone_of(one, row, order), row, content)
        for one, content in pairs
        for order, row in enumerate(content.get("milestones", ()), start=1)
    ]
    Milestone.objects.bulk_create([step for step, _row, _content in steps], batch_size=BATCH)
    Text.objects.bulk_create(
        [*(text for one, content in pairs for text in texts_of(one, content)), *step_texts(steps)], batch_size=BATCH
    )
    Responsibility.objects.bulk_create(
        [*(role for one, content in pairs for role in roles_of(one, content, bodies)), *step_roles(steps, bodies)],
        batch_size=BATCH,
    )
    for start in range(0, len(made), BATCH):
        some = made[start : start + BATCH]
        kept = contents_of(some)
        keep_many(actor, "commitment", [(one.uid, kept[one.pk]) for one in some])
        index_commitments([one.pk for one in some])
    record_many(actor, "commitment.created", "commitment", [one.uid for one in made])
    return made


def commitments_of(plan: Plan, contents: Sequence[Content]) -> list[Commitment]:
    last = plan.commitments.aggregate(last=Max("order"))["last"] or 0
    taken = set(Commitment.objects.filter(plan=plan).values_list("slug", flat=True))
    wanted = {content["predecessor"] for content in contents if content.get("predecessor")}
    before = {str(one.uid): one for one in Commitment.objects.filter(uid__in=wanted)} if wanted else {}
    made = []
    for order, content in enumerate(contents, start=last + 1):
        one = Commitment(plan=plan, order=order, title=together("title", content))
        for name in PLAIN:
            if name in content:
                setattr(one, name, content[name])
        one.values = list(content.get("values", ()))
        one.absences = dict(content.get("absences", {}))
        one.predecessor = before.get(content.get("predecessor") or "")
        one.slug = free_slug(one, taken)
        one.clean_fields(exclude=["plan", "predecessor"])
        made.append(one)
    return made


def free_slug(one: Commitment, taken: set[str]) -> str:
    """As `create_commitment` would find it, one after the other."""
    title = next(filter(None, (one.title.data.get(code) for code in LANGUAGES)), "")
    stem = slugify(title)[:100].strip("-") or "commitment"
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    taken.add(slug)
    return slug


def link_areas(pairs: Sequence[tuple[Commitment, Content]]) -> None:
    codes = {code for _one, content in pairs for code in content.get("policy_areas", ())}
    if not codes:
        return
    terms = dict(
        Term.objects.filter(vocabulary=Vocabulary.POLICY_AREA, code__in=codes).order_by("pk").values_list("code", "pk")
    )
    through: Any = Commitment.policy_areas.through
    through.objects.bulk_create(
        [
            through(commitment_id=one.pk, term_id=terms[code])
            for one, content in pairs
            for code in content.get("policy_areas", ())
        ],
        batch_size=BATCH,
    )


def bodies_of(contents: Sequence[Content]) -> dict[str, int]:
    """Primary keys of the bodies that the contents name; 1 query."""
    named = {row["organisation"] for content in contents for row in content.get("responsibilities", ())}
    named |= {row.get("responsible") for content in contents for row in content.get("milestones", ())}
    named.discard(None)
    rows = Organisation.objects.filter(uid__in=named).order_by("pk").values_list("uid", "pk") if named else ()
    return {str(uid): key for uid, key in rows}


def texts_of(one: Commitment, content: Content) -> list[Text]:
    return [
        written(one, None, part, code, authority_in(content, code), body)
        for code in LANGUAGES
        for name, part in TEXT_PARTS.items()
        if (body := str(content.get(f"{name}_{code}") or "").strip())
    ]


def step_texts(steps: Sequence[tuple[Milestone, Mapping[str, Any], Content]]) -> list[Text]:
    return [
        written(step.commitment, step, TextPart.MILESTONE, code, authority_in(content, code), body)
        for step, row, content in steps
        for code in LANGUAGES
        if (body := str(row.get(f"text_{code}") or "").strip())
    ]


def written(one: Commitment, step: Milestone | None, part: TextPart, language: str, authority: str, body: str) -> Text:
    text = Text(commitment=one, milestone=step, part=part, language=language, authority=authority, body=body)
    text.settle()
    return text


def milestone_of(one: Commitment, row: Mapping[str, Any], order: int) -> Milestone:
    step = Milestone(
        commitment=one,
        number=row.get("number", ""),
        title=together("title", row),
        due=row.get("due", ""),
        due_words=row.get("due_words", ""),
        order=order,
    )
    step.clean_fields(exclude=["commitment"])
    step.settle()
    return step


def roles_of(one: Commitment, content: Content, bodies: Mapping[str, int]) -> list[Responsibility]:
    return [
        Responsibility(
            commitment=one,
            role=row["role"],
            organisation_id=bodies.get(row["organisation"] or ""),
            office=row["office"],
            order=order,
        )
        for order, row in enumerate(content.get("responsibilities", ()), start=1)
    ]


def step_roles(
    steps: Sequence[tuple[Milestone, Mapping[str, Any], Content]], bodies: Mapping[str, int]
) -> list[Responsibility]:
    return [
        Responsibility(
            commitment=step.commitment,
            milestone=step,
            role=Role.RESPONSIBLE,
            organisation_id=bodies.get(row.get("responsible") or ""),
            office=row.get("office") or "",
        )
        for step, row, _content in steps
        if row.get("responsible") or row.get("office")
    ]
