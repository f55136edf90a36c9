"""Laws of the demonstration: the measures that a press note of 2016 names, and a deliberation of Ambrelle.

Of the law of 2016, only what a public page shows is written, each with that page as its source: its number and its
days, the measures as the note lists them, three articles, two decrees. Everything else says that it was not looked up.
Ambrelle's deliberation is invented, like Ambrelle, and shows a measure in each state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from i18nfield.strings import LazyI18nString

from parvis.commit.law import actions
from parvis.commit.law.models import Decree, LegalText, Provision
from parvis.commit.plans.actions import Shown, report_progress, write_commitment
from parvis.commit.plans.models import Commitment, Completion, Framework, FrameworkKind, Plan, Standing, State
from parvis.commit.plans.models import Text as Wording
from parvis.commit.plans.models import Wording as Kind
from parvis.convene.agenda.models import Event, Session
from parvis.disclose.links.actions import add_link
from parvis.disclose.links.models import Relation
from parvis.disclose.links.models import Standing as Proof
from parvis.ground import clock
from parvis.ground.identifiers import Ref
from parvis.ground.sources.models import Source
from parvis.people.models import Organisation, User

CODE = "code des relations entre le public et l’administration"
THRESHOLD = {
    "title": "La publication des données publiques en ligne est limitée aux administrations de plus de 50 agents",
    "publisher": "La Lettre du Maire Rural",
    "url": "https://www.ladocumentationdelalettredumairerural.com/article-la-publication-des-donnees-publiques-en-"
    "ligne-est-limitee-aux-administrations-de-plus-de-50-agents-span-style-width-8px-height-8px-display-inline-block-"
    "border-radius-50-background-color-ecb62f-position-relative-top-0-margin-0-0-0-4px-span-155932.html",
    "consulted_on": date(2026, 11, 26),
}
READ_ON = date(2026, 11, 26)
GAZETTE = {
    "title": "Publication de la loi « pour une République numérique »",
    "publisher": "Ministère de l’Écologie, géoinformations",
    "url": "http://www.geoinformations.developpement-durable.gouv.fr/publication-de-la-loi-pour-une-republique-a3434.html",
    "consulted_on": READ_ON,
}
# Measure → article of the code, whom it binds, then the decree (number, signed, published) and where both were read.
FOUND_2016: dict[str, tuple[str, str, str, tuple[str, date, date | None] | None, str, str]] = {
    "donnees-ouvertes-par-defaut": (
        "L312-1-1", CODE, "administrations", ("2016-1922", date(2016, 12, 28), date(2016, 12, 30)),
        "La Lettre du Maire Rural", THRESHOLD["url"],
    ),
    "communication-des-algorithmes": (
        "L311-3-1", CODE, "administrations", ("2017-330", date(2017, 3, 14), date(2017, 3, 16)),
        "Décret n° 2017-330 du 14 mars 2017 (JO du 16 mars 2017)", "http://www.affaires-publiques.org/textof/TO/17/13009-0317.htm",
    ),
    "hackers-blancs": (
        "L2321-4", "code de la défense", "everyone", None, "Code de la défense, Légifrance",
        "https://www.legifrance.gouv.fr/affichCodeArticle.do?cidTexte=LEGITEXT000006071307&idArticle=LEGIARTI000033206854",
    ),
}  # fmt: skip
# As the note of 2 December 2016 lists them, in our words: (address, French, English).
MEASURES_2016 = (
    ("donnees-ouvertes-par-defaut", "Ouvrir par défaut les données publiques", "Open public data by default"),
    ("service-public-de-la-donnee", "Créer un service public de la donnée", "Create a public data service"),
    ("donnees-d-interet-general", "Créer des données d’intérêt général", "Create data of general interest"),
    (
        "libre-acces-recherche",
        "Donner libre accès aux données de la recherche publique",
        "Give free access to data of public research",
    ),
    (
        "communication-des-algorithmes",
        "Communiquer les algorithmes qui fondent une décision individuelle",
        "Communicate the algorithms behind an individual decision",
    ),
    ("logiciel-libre", "Encourager le logiciel libre dans l’administration", "Encourage free software in government"),
    (
        "hackers-blancs",
        "Protéger qui signale de bonne foi une faille de sécurité",
        "Protect those who report a security flaw in good faith",
    ),
)


def both(fr: str, en: str) -> LazyI18nString:
    return LazyI18nString({"fr": fr, "en": en})


def write_archive_law(keeper: User, note: Source, events: Mapping[str, Event]) -> LegalText:
    """The law for a Digital Republic, as far as it was verified; nobody of this site answers for it."""
    title = both("République numérique", "Digital Republic")
    framework = Framework.objects.create(slug="republique-numerique", kind=FrameworkKind.LAW, name=title)
    plan = Plan.objects.create(
        framework=framework,
        slug="republique-numerique",
        title=title,
        summary=both(
            "Les mesures que cite la note N°316 du 2 décembre 2016. Ce qui n’a pas été vérifié est dit non cherché.",
            "The measures that press note no. 316 of 2 December 2016 names. What was not verified is said not looked up.",
        ),
        member="France",
        number="2016-1321",
        first_day=date(2016, 10, 7),
        standing=Standing.DOCUMENTED,
    )
    law = LegalText.objects.create(
        plan=plan,
        number="2016-1321",
        title="Loi n° 2016-1321 du 7 octobre 2016 pour une République numérique",
        signed_on=date(2016, 10, 7),
        published_on=date(2016, 10, 8),
        published_in="Journal officiel n° 0235",
        source=Source.objects.create(**GAZETTE),
    )
    measures = [
        Commitment.objects.create(plan=plan, slug=slug, title=both(fr, en), number=str(order), order=order)
        for order, (slug, fr, en) in enumerate(MEASURES_2016, 1)
    ]
    for measure, (_slug, fr, en) in zip(measures, MEASURES_2016, strict=True):
        for code, body in (("fr", fr), ("en", en)):
            Wording.objects.create(
                commitment=measure,
                part="solution",
                language=code,
                authority="human",
                wording=Kind.SUMMARISED,
                body=f"{body}.",
                source=note,
            )
        write_what_was_found(measure)
    Provision.objects.filter(measure=measures[0]).update(
        threshold=both(
            "sauf les collectivités de moins de 3 500 habitants et les organismes de moins de 50 agents",
            "except local authorities under 3,500 inhabitants and bodies under 50 staff",
        )
    )
    actions.publish_law(keeper, law)
    summit = events["programme-ministeriel-pgo-2016"]
    tell_where_it_was_discussed(law, note, summit)
    return law


def write_what_was_found(measure: Commitment) -> None:
    """The article and the decree of a measure with the page on which they were read; else that nobody looked."""
    if measure.slug not in FOUND_2016:
        Decree.objects.create(measure=measure)
        return
    article, of_text, binds, published, title, url = FOUND_2016[measure.slug]
    source, _made = Source.objects.get_or_create(url=url, defaults={"title": title, "consulted_on": READ_ON})
    provision = Provision.objects.create(
        measure=measure, article=article, of_text=of_text, duty_holder=binds, source=source
    )
    if published is None:
        Decree.objects.create(measure=measure)
        return
    number, signed, day = published
    Decree.objects.create(
        measure=measure,
        provision=provision,
        standing="published",
        number=number,
        signed_on=signed,
        published_on=day,
        url=url,
        source=source,
    )


def tell_where_it_was_discussed(law: LegalText, note: Source, summit: Event) -> None:
    """The note says that the summit would take stock of the law, and gives one plenary to it."""
    here = Ref("law", law.uid)
    add_link(None, Ref("event", summit.uid), Relation.RELATED, here, standing=Proof.DOCUMENTED, source=note)
    plenary = Session.objects.filter(event=summit, title__contains="République numérique").order_by("pk").first()
    if plenary is not None:
        add_link(None, Ref("session", plenary.uid), Relation.RELATED, here, standing=Proof.DOCUMENTED, source=note)


@dataclass(frozen=True)
class MeasureSpec:
    """A measure of Ambrelle's deliberation; days count from the anchor of the demonstration.

    decree   where its order stands, its number, the day it was published, and the month announced when it is awaited
    duty     what must be done: French, English, by which day, and the event that shows it done (None: not done yet)
    """

    title: tuple[str, str]
    says: tuple[str, str]
    article: str
    binds: str
    lead: str
    decree: Mapping[str, Any]
    duty: tuple[str, str, int, str | None] | None = None
    begins: int | None = None
    subject: tuple[str, str] | None = None
    threshold: tuple[str, str] | None = field(default=None)


AMBRELLE = (
    MeasureSpec(
        ("Montrer les ouvrages de la rivière", "Show the works of the river"),
        (
            "Chaque ouvrage de l’Ambre est montré au public une fois par an, par qui l’entretient.",
            "Each work on the Ambre is shown to the public once a year, by those who maintain it.",
        ),
        "1",
        "operators",
        "Service de l’eau d’Ambrelle",
        {"standing": "published", "number": "21", "published": -150},
        duty=("Montrer une digue sur place", "Show a dike on the spot", 5, "marche-sur-la-digue"),
        subject=("La liste des ouvrages", "The list of works"),
    ),
    MeasureSpec(
        ("Tenir un registre des algorithmes", "Keep a register of algorithms"),
        (
            "Chaque service inscrit les calculs qui l’aident à décider, avec leur but et leurs données.",
            "Each service enters the computations that help it decide, with their purpose and their data.",
        ),
        "2",
        "local",
        "Direction du numérique d’Ambrelle",
        {"standing": "awaited", "expected": -60},
        duty=("Ouvrir le registre au public", "Open the register to the public", -20, None),
        subject=(
            "La liste des services et les rubriques du registre",
            "The list of services and the register’s entries",
        ),
    ),
    MeasureSpec(
        ("Publier les comptes de l’eau", "Publish the accounts of water"),
        (
            "Le service de l’eau publie chaque trimestre prélèvements, pertes et prix.",
            "The water service publishes withdrawals, losses and prices each quarter.",
        ),
        "3",
        "operators",
        "Service de l’eau d’Ambrelle",
        {"standing": "published", "number": "34", "published": -45},
        duty=("Publier le premier trimestre", "Publish the first quarter", 30, None),
        subject=("Les indicateurs et leur format", "The indicators and their format"),
    ),
    MeasureSpec(
        ("Protéger qui signale une faille", "Protect whoever reports a flaw"),
        (
            "La Ville ne poursuit pas qui la prévient de bonne foi, et répond en quinze jours.",
            "The City does not prosecute whoever warns it in good faith, and answers within fifteen days.",
        ),
        "4",
        "local",
        "Direction du numérique d’Ambrelle",
        {"standing": "not-needed"},
    ),
    MeasureSpec(
        ("Ouvrir les travaux payés par la Ville", "Open the research that the City pays for"),
        (
            "Les études que la Ville finance sont en libre accès six mois après leur remise.",
            "Studies financed by the City are open six months after they are delivered.",
        ),
        "5",
        "research",
        "Université des Ponts",
        {"standing": "awaited", "expected": 45},
        subject=("La convention avec l’université", "The agreement with the university"),
    ),
    MeasureSpec(
        ("Préférer le logiciel libre", "Prefer free software"),
        (
            "Un logiciel acheté est comparé à un logiciel libre, et le choix est publié.",
            "A purchased program is compared with a free one, and the choice is published.",
        ),
        "6",
        "local",
        "Direction du numérique d’Ambrelle",
        {"standing": "not-looked-up"},
        begins=120,
        threshold=("à partir de 40 000 € hors taxes", "from €40,000 before tax"),
    ),
)


def write_ambrelle_law(anchor: date, bodies: Mapping[str, Organisation], events: Mapping[str, Event]) -> LegalText:
    """A deliberation adopted eight months ago, written by the verbs that a person uses."""
    body, signed = bodies["Ville d’Ambrelle"], anchor - timedelta(240)
    actor = User.objects.filter(memberships__organisation=body).order_by("pk").first()
    law = actions.open_law(
        actor,
        body,
        {"fr": "Données et algorithmes d’Ambrelle", "en": "Ambrelle’s data and algorithms"},
        LegalText(
            nature="deliberation",
            number=f"{signed.year}-014",
            title="Délibération sur les données et les algorithmes de la Ville d’Ambrelle",
            signed_on=signed,
            published_on=signed + timedelta(2),
            published_in="Recueil des actes de la Ville",
            in_force_on=signed + timedelta(3),
            consolidated_on=anchor - timedelta(10),
        ),
    )
    Plan.objects.filter(pk=law.plan_id).update(
        standing=Standing.FICTIONAL, first_day=signed, absences={"url": "not-applicable"}
    )
    law.plan.refresh_from_db()
    written = [(spec, write_measure(actor, law, spec, anchor, bodies)) for spec in AMBRELLE]
    actions.publish_law(actor, law)
    for spec, measure in written:
        measure.refresh_from_db()
        if measure.state == State.PUBLISHED and spec.duty and spec.duty[3] in events:
            show_done(actor, measure, anchor, bodies[spec.lead], events[spec.duty[3]])
    return law


def write_measure(
    actor: User | None, law: LegalText, spec: MeasureSpec, anchor: date, bodies: Mapping[str, Organisation]
) -> Commitment:
    fr, en = spec.title
    measure = actions.add_measure(actor, law, {"fr": fr, "en": en}, spec.article)
    content: dict[str, Any] = {
        "solution_fr": spec.says[0],
        "solution_en": spec.says[1],
        "responsibilities": [
            {"role": "lead", "organisation": str(bodies[spec.lead].uid), "office": "", "valid_from": None,
             "valid_to": None}
        ],
    }  # fmt: skip
    if spec.duty:
        due = anchor + timedelta(spec.duty[2])
        content["milestones"] = [
            {"number": f"{spec.article}.1", "title_fr": spec.duty[0], "title_en": spec.duty[1], "due": due.isoformat()}
        ]
    write_commitment(actor, measure, content)
    provision = actions.write_provision(
        actor,
        Provision(
            measure=measure,
            article=spec.article,
            says=both(*spec.says),
            duty_holder=spec.binds,
            threshold=both(*spec.threshold) if spec.threshold else "",
            in_force_on=anchor + timedelta(spec.begins) if spec.begins else None,
        ),
    )
    order = Decree(
        measure=measure,
        provision=provision,
        nature="order",
        standing=spec.decree["standing"],
        subject=both(*spec.subject) if spec.subject else "",
    )
    if "number" in spec.decree:
        order.number = f"{anchor.year}-{spec.decree['number']}"
        order.published_on = anchor + timedelta(spec.decree["published"])
        order.signed_on = order.published_on - timedelta(1)
    if "expected" in spec.decree:
        order.expected = f"{anchor + timedelta(spec.decree['expected']):%Y-%m}"
    actions.write_decree(actor, order)
    return measure


def show_done(actor: User | None, measure: Commitment, anchor: date, body: Organisation, event: Event) -> None:
    """The body declares its duty done, with the event that shows it."""
    day = min(event.start_day, clock.today())
    report_progress(
        actor,
        measure,
        milestone=measure.milestones.order_by("pk").first(),
        day=min(day, anchor),
        completion=Completion.COMPLETE,
        organisation=body,
        shown=[Shown(title=event.title, object=Ref("event", event.uid), day=event.start_day.isoformat())],
    )
