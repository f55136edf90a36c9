"""Where Parvis comes from: five documents, what each became here, and what the checker found in it.

The findings are written down as facts, because the documents themselves are not in the repository; a test runs the
checker over them where they are and holds every rule named here to what it finds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser

from parvis.commit.charters import addresses as charter_addresses
from parvis.commit.charters.queries.visibility import charters_visible_to
from parvis.commit.law import addresses as law_addresses
from parvis.commit.plans import addresses as plan_addresses
from parvis.commit.plans.queries import published
from parvis.commit.plans.queries.visibility import published_plans
from parvis.convene.agenda import addresses
from parvis.convene.agenda.models import Edition, Event, Series
from parvis.ground.identifiers import is_registered

Words = dict[str, str]  # language → sentence


class Remark(NamedTuple):
    """A finding, courteously: the checker's rule and one sentence."""

    rule: str
    sentence: Words


class Target(NamedTuple):
    """An object of this site that stands for the document here."""

    type: str  # "event", "edition", "series", "commitment", "law" or "charter"
    slug: str  # of a commitment: its plan's and its own


@dataclass(frozen=True)
class Origin:
    """One of the five documents. `seed` is the start of its file's name beside the repository."""

    seed: str
    name: Words
    publisher: str
    year: int
    shows: Words
    became: Words
    targets: tuple[Target, ...]
    remarks: tuple[Remark, ...]


ORIGINS = (
    Origin(
        "000_",
        {"fr": "Une page d’agenda, 2018", "en": "An agenda page, 2018"},
        "DINSIC",
        2018,
        {
            "fr": "Un service de l’État annonce un sommet : date, salons, lignes de métro et de bus, thèmes, billetterie ailleurs, précisions à venir.",
            "en": "A state service announces a summit: date, rooms, metro and bus lines, themes, ticketing elsewhere, more to come.",
        },
        {
            "fr": "L’agenda : lieux avec leurs accès, participation par programme, « précisions à venir » comme un état auquel on s’abonne.",
            "en": "The agenda: places with how to get there, attendance by programme, “more to come” as a state one can subscribe to.",
        },
        (Target("event", "sommet-des-govtech-2018"), Target("edition", "paris-digital-week-2018")),
        (
            Remark(
                "D-KEYS",
                {
                    "fr": "Deux clés donnent deux jours au même sommet : le 12 et le 22 novembre 2018.",
                    "en": "Two keys give the same summit two days: 12 and 22 November 2018.",
                },
            ),
            Remark(
                "D-STALE",
                {
                    "fr": "« À venir » est resté en ligne après l’événement : cela arrive à toutes les équipes.",
                    "en": "“To come” stayed online after the event: it happens to every team.",
                },
            ),
            Remark(
                "M-ALT",
                {"fr": "L’image n’a pas de texte alternatif.", "en": "The picture has no alternative text."},
            ),
        ),
    ),
    Origin(
        "001_",
        {"fr": "La page de l’engagement FR0043", "en": "The page of commitment FR0043"},
        "Open Government Partnership",
        2021,
        {
            "fr": "La promesse de tenir ce sommet, deux jalons, et la revue d’un chercheur indépendant, traduite par une machine.",
            "en": "The promise to hold that summit, two milestones, and an independent researcher’s review, translated by a machine.",
        },
        {
            "fr": "Les engagements : jalons, preuves et deux avis jamais mêlés ; un lecteur de ces pages, qui garde chaque valeur à sa place et chaque absence sous son nom.",
            "en": "Commitments: milestones, evidence and two opinions never mixed; a reader of such pages, which keeps each value where it was and each absence by its name.",
        },
        (
            Target("commitment", "france-2018-2020/sommet-govtech"),
            Target("series", "govtech-summit"),
            Target("edition", "govtech-summit-2019"),
            Target("edition", "govtech-summit-2020"),
        ),
        (
            Remark(
                "F-NARR",
                {
                    "fr": "« Achèvement » est vide en tête de page ; plus bas, le texte dit « terminé ».",
                    "en": "“Completion” is blank at the top; further down, the text says “completed”.",
                },
            ),
            Remark(
                "F-GLUE",
                {
                    "fr": "Deux colonnes de la feuille de route se sont collées : l’échéance s’y lit deux fois.",
                    "en": "Two columns of the road map were glued: the deadline reads twice.",
                },
            ),
            Remark(
                "F-CONFLICT",
                {
                    "fr": "L’institution chef de file porte deux titres ; c’est sans doute la traduction.",
                    "en": "The lead institution bears two titles; most likely the translation.",
                },
            ),
        ),
    ),
    Origin(
        "002_",
        {"fr": "La note aux rédactions N°316", "en": "Press note N°316"},
        "Ministère de l’Économie et des Finances",
        2016,
        {
            "fr": "Le programme prévisionnel d’une ministre : neuf rendez-vous, cinq jours, plusieurs hôtes, et une loi.",
            "en": "A minister’s provisional programme: nine appointments, five days, several hosts, and a law.",
        },
        {
            "fr": "Un lecteur de programmes, des sessions avec leur lieu et leur public, « off » pour ce qui sort de la période annoncée ; la loi, mesure par mesure.",
            "en": "A reader of programmes, sessions with their place and public, “off” for what falls outside the announced span; the law, measure by measure.",
        },
        (
            Target("event", "programme-ministeriel-pgo-2016"),
            Target("edition", "sommet-pgo-2016"),
            Target("law", "republique-numerique"),
        ),
        (
            Remark(
                "D-RANGE",
                {
                    "fr": "La note annonce du 6 au 9 décembre ; le premier rendez-vous est le 5.",
                    "en": "The note announces 6 to 9 December; the first appointment is on the 5th.",
                },
            ),
            Remark(
                "M-BOLD",
                {
                    "fr": "Huit lignes ferment un gras que rien n’ouvre.",
                    "en": "Eight lines close a bold that nothing opens.",
                },
            ),
            Remark(
                "M-LINK#",
                {"fr": "L’invitation de presse ne mène nulle part.", "en": "The press invitation leads nowhere."},
            ),
        ),
    ),
    Origin(
        "003_",
        {"fr": "Le blog d’une entreprise de la civic tech", "en": "The blog of a civic-tech company"},
        "Fluicity",
        2018,
        {
            "fr": "Le même sommet vu de l’autre côté : les achats publics qui freinent, une charte, ses signataires, un salon à Barcelone.",
            "en": "The same summit from the other side: procurement that slows, a charter, its signatories, a fair in Barcelona.",
        },
        {
            "fr": "La charte, ses principes par côté, ses signataires et ce que les sources annoncent ; un lecteur qui propose ce qu’il a reconnu et attend qu’une personne confirme.",
            "en": "The charter, its pledges by side, its signatories and what the sources announce; a reader that suggests what it recognised and waits for a person to confirm.",
        },
        (
            Target("charter", "initiative-pour-une-democratie-durable"),
            Target("event", "dejeuner-elysee-2018"),
            Target("event", "smart-city-expo-2018"),
        ),
        (
            Remark(
                "M-SHORT",
                {
                    "fr": "Un code de mise en page, « [caption] », est resté dans le texte.",
                    "en": "A layout code, “[caption]”, was left in the text.",
                },
            ),
            Remark(
                "N-ALIAS",
                {
                    "fr": "Le sommet s’écrit de plusieurs façons dans le même billet.",
                    "en": "The summit is spelt several ways in the same post.",
                },
            ),
        ),
    ),
    Origin(
        "004_",
        {"fr": "La page du mois de l’innovation, 2023", "en": "The page of the innovation month, 2023"},
        "DINUM",
        2023,
        {
            "fr": "Un programme fédéré de près de 400 événements, dont une équipe publie sa sélection.",
            "en": "A federated programme of close to 400 events, of which one team publishes its selection.",
        },
        {
            "fr": "Séries et éditions, sélections signées, plusieurs formats par session ; et le mois d’Ambrelle, de la même taille.",
            "en": "Series and editions, signed selections, several formats a session; and Ambrelle’s month, of the same size.",
        },
        (Target("event", "dinum-mois-innovation-2023"), Target("edition", "mois-innovation-publique-2023")),
        (
            Remark(
                "D-WEEKDAY",
                {
                    "fr": "Jeudi 3 et lundi 7 novembre : ces jours conviennent à 2022, pas à 2023.",
                    "en": "Thursday 3 and Monday 7 November: these weekdays fit 2022, not 2023.",
                },
            ),
            Remark(
                "D-EDITION",
                {
                    "fr": "Le titre dit 2023, le texte dit « édition 2022 ».",
                    "en": "The title says 2023, the text says “2022 edition”.",
                },
            ),
        ),
    ),
)


@dataclass(frozen=True)
class Row:
    """An origin as the page prints it, in one language."""

    number: int
    name: str
    publisher: str
    year: int
    shows: str
    became: str
    here: tuple[tuple[str, str], ...]  # title, address
    remarks: tuple[tuple[str, str], ...]  # rule, sentence


def rows(language: str) -> list[Row]:
    """The five rows, with links to what this instance really holds; six queries."""
    titles = _titles(language)
    return [
        Row(
            number,
            origin.name[language],
            origin.publisher,
            origin.year,
            origin.shows[language],
            origin.became[language],
            tuple(titles[target] for target in origin.targets if target in titles),
            tuple((remark.rule, remark.sentence[language]) for remark in origin.remarks),
        )
        for number, origin in enumerate(ORIGINS, 1)
    ]


KINDS = ("event", "edition", "series", "law", "charter")


def _titles(language: str) -> dict[Target, tuple[str, str]]:
    # A module that is off keeps its tables, but its pages are not there.
    wanted = {target for origin in ORIGINS for target in origin.targets if is_registered(target.type)}
    slugs = {kind: [target.slug for target in wanted if target.type == kind] for kind in KINDS}
    found = {}
    for slug, title in Event.objects.filter(slug__in=slugs["event"], state="published").values_list("slug", "title"):
        found[Target("event", slug)] = (title, addresses.event(slug, language))
    for edition in Edition.objects.filter(slug__in=slugs["edition"], published=True):
        found[Target("edition", edition.slug)] = (str(edition.name), addresses.edition(edition.slug, language))
    for series in Series.objects.filter(slug__in=slugs["series"]):
        found[Target("series", series.slug)] = (str(series.name), addresses.series(series.slug, language))
    wanted_here = [target.slug.split("/") for target in wanted if target.type == "commitment"]
    for plan, slug in wanted_here:
        for one in published().filter(plan__slug=plan, slug=slug).order_by("pk"):
            where = plan_addresses.commitment(plan, slug, language)
            found[Target("commitment", f"{plan}/{slug}")] = (str(one.title.localize(language)), where)
    for law in published_plans().filter(slug__in=slugs["law"]).order_by("pk"):
        found[Target("law", law.slug)] = (str(law.title.localize(language)), law_addresses.law(law.slug, language))
    for charter in charters_visible_to(AnonymousUser()).filter(slug__in=slugs["charter"]).order_by("pk"):
        where = charter_addresses.charter(charter.slug, language)
        found[Target("charter", charter.slug)] = (str(charter.title.localize(language)), where)
    return found
