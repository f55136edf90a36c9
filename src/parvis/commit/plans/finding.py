"""What the search index says about plans and commitments; only what everybody may read goes in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from parvis.commit.plans import addresses
from parvis.commit.plans.models import Commitment, Milestone, Plan, Responsibility
from parvis.commit.plans.models import Text as Wording
from parvis.commit.plans.queries.visibility import not_pending, published, published_plans
from parvis.ground.search.indexing import Text, index_many, remove_many
from parvis.ground.text import plain_text

LANGUAGES = [code for code, _ in settings.LANGUAGES]
BATCH = 500


def index_commitments(commitments: Collection[int]) -> None:
    """Make the index say what these commitments say now, or nothing when they are not public; 5 queries for many.

    Call it in the transaction of the change, with their keys.
    """
    texts = commitment_texts(published().filter(pk__in=commitments))
    index_many("commitment", texts)
    hidden = Commitment.objects.filter(pk__in=commitments).exclude(uid__in=list(texts)).values_list("uid", flat=True)
    if found := list(hidden.order_by("pk")):
        remove_many("commitment", found)


def index_plans(plans: Collection[int]) -> None:
    """The same for plans, and for all their commitments: a plan that is published brings them along."""
    texts = plan_texts(published_plans().filter(pk__in=plans))
    index_many("plan", texts)
    hidden = Plan.objects.filter(pk__in=plans).exclude(uid__in=list(texts)).values_list("uid", flat=True)
    if found := list(hidden.order_by("pk")):
        remove_many("plan", found)
    index_commitments(list(Commitment.objects.filter(plan__in=plans).order_by("pk").values_list("pk", flat=True)))


def all_plans() -> Iterator[tuple[UUID, Sequence[Text]]]:
    """Every published plan with its texts, for `reindex`."""
    yield from plan_texts(published_plans()).items()


def all_commitments() -> Iterator[tuple[UUID, Sequence[Text]]]:
    """Every published commitment with its texts, for `reindex`."""
    last = 0
    while keys := list(published().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield from commitment_texts(Commitment.objects.filter(pk__in=keys)).items()
        last = keys[-1]


def plan_texts(plans: QuerySet[Plan]) -> dict[UUID, Sequence[Text]]:
    found: dict[UUID, Sequence[Text]] = {}
    for plan in plans.select_related("organisation", "framework").order_by("pk"):
        body = plan.organisation.name if plan.organisation else ""
        found[plan.uid] = [
            Text(
                code,
                str(plan.title.localize(code)),
                " ".join(
                    filter(
                        None, (str(plan.summary.localize(code)), plan.framework.name.localize(code), body, plan.member)
                    )
                ),
                addresses.plan(plan.slug, code),
                plan.first_day,
            )
            for code in LANGUAGES
        ]
    return found


def commitment_texts(commitments: QuerySet[Commitment]) -> dict[UUID, Sequence[Text]]:
    """Texts of these commitments: their own words and those of their milestones, in each language; 4 queries."""
    rows = list(commitments.select_related("plan").order_by("pk"))
    words = _words_of([row.pk for row in rows])
    return {row.uid: [_text(row, code, words[row.pk]) for code in LANGUAGES] for row in rows}


def _text(commitment: Commitment, language: str, words: dict[str, list[str]]) -> Text:
    said = [commitment.external_id, *words[language], *words[""]]
    return Text(
        language,
        str(commitment.title.localize(language)),
        " ".join(filter(None, said)),
        addresses.commitment(commitment.plan.slug, commitment.slug, language),
        _day(commitment),
    )


def _day(commitment: Commitment) -> date | None:
    return commitment.plan.first_day


def _words_of(commitments: Collection[int]) -> dict[int, dict[str, list[str]]]:
    """Words by commitment and by language ("" for names, which are the same in all)."""
    words: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    texts = Wording.objects.filter(not_pending(), commitment__in=commitments).order_by("pk")
    for key, language, html in texts.values_list("commitment_id", "language", "html"):
        words[key][language].append(plain_text(html))
    milestones = Milestone.objects.filter(commitment__in=commitments).order_by("pk")
    for key, title in milestones.values_list("commitment_id", "title"):
        for language in LANGUAGES:
            words[key][language].append(str(title.localize(language)))
    bodies = Responsibility.objects.filter(commitment__in=commitments).order_by("pk")
    for key, name, acronym, office in bodies.values_list(
        "commitment_id", "organisation__name", "organisation__acronym", "office"
    ):
        words[key][""] += filter(None, (name, acronym, office))
    return words
