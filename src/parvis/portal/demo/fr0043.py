"""Commitment FR0043 in the archive: what its page and its reviews say, as facts in our own words, with their source.

Names, figures, days, headings and the codes of the reviewer are those of the document; every sentence is ours, and each
text is marked as a summary. The page itself is not kept here: its hash is, and `parvis import` reads a real copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Model
from i18nfield.strings import LazyI18nString

from parvis.civics.checks import CATALOGUE
from parvis.commit.plans.finding import index_plans
from parvis.commit.plans.importing.lookups import partnership
from parvis.commit.plans.models import (
    Absence,
    Commitment,
    Evidence,
    EvidenceKind,
    Milestone,
    Plan,
    PlanVersion,
    ReadPage,
    Responsibility,
    Role,
    State,
    Text,
    TextAuthority,
    TextPart,
    Value,
    Wording,
)
from parvis.commit.plans.models import Standing as PlanStanding
from parvis.commit.reviews.actions.importing import import_review, keep_glance
from parvis.commit.reviews.content import Advice, GlanceRow, Judgement, ReadReview
from parvis.disclose.links.actions import add_link
from parvis.disclose.links.models import Relation, Standing
from parvis.ground.identifiers import Ref
from parvis.ground.journal.actions import record
from parvis.ground.sources.actions import cite
from parvis.ground.sources.models import Source
from parvis.ground.themes.models import Term
from parvis.portal.demo.fr0043_findings import FINDINGS

PAGE = "fr0043"  # key of the source in the archive
READ_AT = datetime.combine(date(2026, 11, 22), time(10), ZoneInfo("Europe/Paris"))

PLAN_TITLE = {"fr": "Plan d’action de la France 2018-2020", "en": "France action plan 2018-2020"}
PLAN_SUMMARY = {
    "fr": "Le plan que la France a présenté au Partenariat pour un gouvernement ouvert. L’archive n’en contient qu’un engagement : celui dont la page a été réunie ici.",
    "en": "The plan that France submitted to the Open Government Partnership. The archive holds only one of its commitments: the one whose page was gathered here.",
}
TITLE = {"fr": "Sommet GovTech", "en": "GovTech Summit"}
OFFICES = (  # both are printed on the page, as lead institution
    "Secrétaire d’État chargé du Numérique, auprès du Premier ministre",
    "Ministre délégué chargé du secteur numérique, adjoint au Premier ministre",
)
TEXTS = {
    TextPart.SOLUTION: {
        "fr": "Organiser en France un sommet international consacré à la GovTech.",
        "en": "Hold an international summit on GovTech in France.",
    },
    TextPart.PROBLEM: {
        "fr": "De jeunes entreprises, dites GovTech ou civic tech, outillent déjà les administrations et la vie démocratique. Selon le plan, l’esprit du gouvernement ouvert ne gagnera du terrain que si l’État les soutient aussi.",
        "en": "Young companies known as GovTech or civic tech already equip administrations and democratic life. According to the plan, the spirit of open government will only spread if the State supports them too.",
    },
    TextPart.AMBITION: {
        "fr": "Faire connaître cet écosystème et ses réussites, et établir la France comme une référence du sujet.",
        "en": "Make this ecosystem and its successes known, and establish France as a reference on the subject.",
    },
    TextPart.ROADMAP: {
        "fr": "- Un premier sommet au second semestre 2018.\n- Le tenir de nouveau en 2019, puis après.",
        "en": "- A first summit in the second half of 2018.\n- To be held again in 2019, then afterwards.",
    },
}


@dataclass(frozen=True)
class Step:
    """A milestone: number, titles, summary, due date as adopted (ISO 8601-2) and in the words of the page."""

    number: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    due: str
    due_words: str


STEPS = (
    Step(
        "14.1",
        {"fr": "Le premier sommet, et un soutien aux startups", "en": "The first summit, and support for start-ups"},
        {
            "fr": "Réunir un sommet international du gouvernement ouvert, et aider les startups de la GovTech : une seconde action selon le jalon, un thème du sommet selon la feuille de route.",
            "en": "Gather an international summit of open government, and help GovTech start-ups: a second action according to the milestone, a theme of the summit according to the road map.",
        },
        "2018/..",
        "dès 2018",
    ),
    Step(
        "14.2",
        {"fr": "Les sommets suivants", "en": "The following summits"},
        {
            "fr": "Réunir le sommet encore en 2019, puis les années d’après.",
            "en": "Gather it again in 2019, then in the years after.",
        },
        "2019/..",
        "2019 et au-delà",
    ),
)
# milestone, edition of the archive, kind, day, what it shows
EDITIONS = (
    (
        "14.1", "govtech-summit-2018", EvidenceKind.DIRECT, "2018-11-12",
        "La première édition, à l’Hôtel de Ville de Paris, attestée par trois documents.",
    ),
    (
        "14.2", "govtech-summit-2019", EvidenceKind.SUPPORTING, "2019",
        "Citée par la revue de fin de période, sans jour ni programme.",
    ),
    (
        "14.2", "govtech-summit-2020", EvidenceKind.SUPPORTING, "2020",
        "Citée par la même revue, d’après le site de l’organisateur ; le lieu n’est pas prouvé.",
    ),
)  # fmt: skip
# title, address, day of consultation given by the page, mark in its text; milestone when it serves as evidence
REFERENCES = (
    (
        "Plan d’action national de la France 2018-2020, en anglais",
        "https://www.opengovpartnership.org/wp-content/uploads/2018/08/France-Action-Plan-2018-2020-English.pdf",
        date(2019, 1, 10), "", "",
    ),
    (
        "Vidéos des tables rondes du sommet", "https://www.youtube.com/channel/UCMg-JO_xHSMkmjrDJ6QYp0Q/videos",
        date(2019, 10, 25), "", "14.1",
    ),
    ("Site du GovTech Summit, page d’accueil", "https://www.govtechsummit.eu/", date(2021, 1, 20), "[xlviii]", "14.2"),
)  # fmt: skip

# family, label, words, value, absence: the box at the top of the page, as printed
BOX = (
    GlanceRow("", "Statut", "", "", Absence.NOT_PUBLISHED),
    GlanceRow("results", "Premiers résultats", "pas de données IRM", "", Absence.NO_REVIEWER_DATA),
    GlanceRow("clarity", "Vérifiable", "Oui", "yes"),
    GlanceRow("relevance", "Pertinent pour les valeurs OGP", "non", "no"),
    GlanceRow("ambition", "Ambition", "Faible"),
    GlanceRow("completion", "Achèvement", "", "", Absence.NOT_PUBLISHED),
)
REGULAR = "Si le sommet devient un rendez-vous régulier"


def write_fr0043(sources: Mapping[str, Source], editions: Mapping[str, Model]) -> Commitment:
    """The plan, the commitment with its story, what its page contradicts, and its two reviews, sealed."""
    page = sources[PAGE]
    plan = Plan.objects.create(
        framework=partnership(),
        member="France",
        slug="france-2018-2020",
        title=LazyI18nString(PLAN_TITLE),
        summary=LazyI18nString(PLAN_SUMMARY),
        cycle="2018",
        published=True,
        published_at=READ_AT,
        standing=PlanStanding.DOCUMENTED,
    )
    version = PlanVersion.objects.create(
        plan=plan, number=1, adopted=True, adopted_on_absence=Absence.NOT_LOOKED_UP, source=page
    )
    commitment = Commitment.objects.create(
        plan=plan,
        external_id="FR0043",
        number="14",
        slug="sommet-govtech",
        title=LazyI18nString(TITLE),
        values=[Value.TECHNOLOGY],
        carried_over=False,
        starts="2018",
        ends="2020",
        absences={"status": Absence.NOT_PUBLISHED, "supporting": Absence.NOT_APPLICABLE},
        state=State.PUBLISHED,
        added_in=version,
        published_at=READ_AT,
        order=1,
    )
    commitment.policy_areas.set(
        Term.objects.filter(vocabulary="policy-area", code__in=("capacity-building", "science-and-technology"))
    )
    for order, office in enumerate(OFFICES, start=1):
        Responsibility.objects.create(commitment=commitment, role=Role.LEAD, office=office, source=page, order=order)
    steps = {step.number: write_step(commitment, version, step, page, order) for order, step in enumerate(STEPS, 1)}
    texts = [
        Text.objects.create(
            commitment=commitment, part=part, language=language, authority=TextAuthority.HUMAN,
            wording=Wording.SUMMARISED, body=body, source=page,
        )
        for part, words in TEXTS.items()
        for language, body in words.items()
    ]  # fmt: skip
    write_evidence(commitment, steps, editions, page)
    ReadPage.objects.create(
        commitment=commitment, origin="opengovpartnership.org", name="FR0043", url=page.url, language="fr", text="",
        digest=page.archived_hash, findings=[told(*one) for one in FINDINGS], seen_at=READ_AT,
    )  # fmt: skip
    record(None, "commitment.imported", "commitment", commitment.uid, public={"origin": page.title})
    write_reviews(commitment, page, texts[0])
    index_plans([plan.pk])
    return commitment


def write_step(commitment: Commitment, version: PlanVersion, step: Step, page: Source, order: int) -> Milestone:
    milestone = Milestone.objects.create(
        commitment=commitment,
        number=step.number,
        title=LazyI18nString(dict(step.title)),
        due=step.due,
        due_words=step.due_words,
        adopted_due=step.due,
        added_in=version,
        order=order,
    )
    for language, body in step.summary.items():
        Text.objects.create(
            commitment=commitment, milestone=milestone, part=TextPart.MILESTONE, language=language,
            authority=TextAuthority.HUMAN, wording=Wording.SUMMARISED, body=body, source=page,
        )  # fmt: skip
    return milestone


def write_evidence(
    commitment: Commitment, steps: Mapping[str, Milestone], editions: Mapping[str, Model], page: Source
) -> None:
    """The three editions, which the archive holds, and the references of the page, each cited where it was consulted."""
    here = Ref("commitment", commitment.uid)
    for number, slug, kind, day, note in EDITIONS:
        edition = editions[slug]
        Evidence.objects.create(
            commitment=commitment, milestone=steps[number], kind=kind, title=f"GovTech Summit {day[:4]}", note=note,
            object_type="edition", object_uid=edition.uid, day=day, source=page,
        )  # fmt: skip
        add_link(None, here, Relation.PRODUCED, Ref("edition", edition.uid), standing=Standing.DOCUMENTED, source=page)
    cite(page, "commitment", commitment.uid)
    for title, url, consulted, mark, number in REFERENCES:
        source = Source.objects.create(title=title, url=url, consulted_on=consulted)
        cite(source, "commitment", commitment.uid, mark)
        if number:
            Evidence.objects.create(
                commitment=commitment, milestone=steps[number], kind=EvidenceKind.SUPPORTING, title=title, url=url,
                consulted_on=consulted, source=source,
            )  # fmt: skip


def told(rule: str, line: int, quote: str, words: Mapping[str, str] | None = None) -> dict[str, object]:
    """A finding as the checker would store it; the rule's own sentence unless ours says more."""
    known = CATALOGUE[rule]
    return {
        "rule": rule,
        "severity": known.severity.value,
        "line": line,
        "quote": quote,
        "message": dict(words or known.title),
        "suggestion": {},
    }


def write_reviews(commitment: Commitment, page: Source, judged: Text) -> None:
    """The two reviews under their published headings; the reports they are taken from are other than these say."""
    common = {"language": "fr", "version": "irm-2018", "source": page}
    import_review(
        None,
        commitment,
        ReadReview(
            heading="Résumé du statut à mi-parcours de l'IRM",
            product="design",
            phase="design",
            judgements=(
                judgement(page, judged, "verifiable", "Oui", "34, 87", "Tenir un événement, cela se constate.", value="yes"),
                judgement(
                    page, judged, "relevant", "non", "36, 85",
                    "Rien, dans le texte, ne dit comment un sommet ouvrirait le gouvernement.", value="no",
                ),
                judgement(
                    page, judged, "potential-impact", "Faible", "38, 87",
                    "Aucun effet attendu en dehors de la réputation du pays. La revue ajoute que le texte ne permet pas d’en juger.",
                    value="none",
                ),
            ),
            recommendations=(
                Advice(1, "Le sommet ayant eu lieu, ne pas reprendre l’engagement dans le plan suivant."),
                Advice(2, "Mettre davantage la technologie au service de la transparence et de la participation, et contre la corruption.", REGULAR),
                Advice(3, "Prévoir des séances pour le grand public, et de quoi intéresser des associations d’autres domaines.", REGULAR),
            ),
            summary="L’engagement porte sur un événement : il se vérifie, mais ne revendique aucune des trois valeurs du gouvernement ouvert.",
            **common,
        ),
    )  # fmt: skip
    import_review(
        None,
        commitment,
        ReadReview(
            heading="Résumé du statut de fin de session IRM",
            product="transitional",
            phase="end",
            judgements=(
                judgement(
                    page, judged, "completion", "terminé", "102, 104",
                    "Trois éditions à Paris, en 2018, 2019 et 2020, et plus de 60 intervenants pour les trois.", value="complete",
                ),
                judgement(
                    page, judged, "early-results", "pas de données IRM", "30", "", absence=Absence.NO_REVIEWER_DATA
                ),
            ),
            summary="Le sommet a été tenu trois fois, selon le site de son organisateur, consulté le 20 janvier 2021.",
            **common,
        ),
    )  # fmt: skip
    keep_glance(None, commitment, BOX, language="fr", source=page)


def judgement(
    page: Source, judged: Text, indicator: str, words: str, lines: str, why: str, *, value: str = "", absence: str = ""
) -> Judgement:
    source = {"title": page.title, "url": page.url, "consulted_on": "", "locator": f"lignes {lines}"}
    return Judgement(indicator, value, absence, words, why, judged, (source,))
