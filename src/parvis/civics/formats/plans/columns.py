"""The columns that a table of commitments may have: names, types, titles, and the headers by which others call them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from parvis.civics.formats.vocabulary import key

TEXT, LIST, DATE, DAY, BOOLEAN, CODE = "text", "list", "date", "day", "boolean", "code"
VALUES = (
    "access-to-information", "civic-participation", "public-accountability", "technology-and-innovation", "inclusion",
)  # fmt: skip
COMPLETIONS = ("not-started", "limited", "substantial", "complete")
PARTS = ("full_title", "problem", "solution", "ambition", "public_change", "roadmap", "context")
AUTHORITIES = ("official", "human", "machine")
WORDINGS = ("adopted", "later", "summarised")


@dataclass(frozen=True)
class Column:
    """One column: `type` is text, list (items separated by bars), date (of any precision), day, boolean or code.

    headers   what others call it, separated by commas
    written   False for columns that are only read: other tables' ways to say what another column says
    """

    name: str
    type: str
    fr: str
    en: str
    about_fr: str = ""
    about_en: str = ""
    headers: str = ""
    written: bool = True


COLUMNS = (
    Column("id", TEXT, "Identifiant", "Identifier", "donné par qui publie le plan : FR0043",
           "given by the publisher of the plan: FR0043",
           "identifiant, identifier, caseno, case no, case number, external id, commitment id, ref, reference, code"),
    Column("number", TEXT, "Numéro", "Number", "dans le plan : 14", "within the plan: 14",
           "numero, no, n°, num, commitment number, commitment no, numero d'engagement, engagement n°"),
    Column("title", TEXT, "Intitulé court", "Short title", "une ligne", "one line",
           "titre, intitule, nom, name, commitment title, engagement, intitule de l'engagement, titre de l'engagement, "
           "short title, commitment name, libelle, commitment short title, titre court"),
    Column("language", CODE, "Langue", "Language", "des textes : fr, en…", "of the texts: fr, en…", "langue, lang"),
    Column("authority", CODE, "Autorité du texte", "Authority of the text", "official, human (traduction), machine",
           "official, human (translation), machine", "autorite"),
    Column("wording", CODE, "Rédaction", "Wording", "adopted (adopté), later (modifié), summarised (résumé)",
           "adopted, later, summarised", "redaction"),
    Column("full_title", TEXT, "Intitulé complet", "Full title", "tel qu’adopté", "as adopted",
           "intitule complet, titre complet, titre long, long title, commitment long title"),
    Column("problem", TEXT, "Problème", "Problem", "à quoi l’engagement répond", "what the commitment addresses",
           "probleme, public problem, probleme public, defis, defi, challenge, challenges, enjeux, problem definition, "
           "what is the public problem that the commitment will address"),
    Column("solution", TEXT, "Engagement", "Commitment", "ce qui est promis", "what is promised",
           "description, what is the commitment, texte, text, objectif, objectifs, objective, commitment text, "
           "commitment description, description de l'engagement, contenu, commitment"),
    Column("ambition", TEXT, "Ambition", "Ambition", "ce que l’engagement veut obtenir", "what it wants to achieve",
           "ambitions, resultat attendu, resultats attendus, expected results, overall objective"),
    Column("public_change", TEXT, "Ce qui change pour le public", "What changes for the public", "", "",
           "how it contributes, comment il contribue, pertinence, contribution, how is it relevant, "
           "how will the commitment contribute to solve the public problem"),
    Column("roadmap", TEXT, "Feuille de route", "Road map", "en prose ; les jalons ont leurs lignes",
           "in prose; milestones have rows of their own", "la feuille de route en detail, plan de travail, work plan"),
    Column("context", TEXT, "Contexte", "Context", "", "", "contexte"),
    Column("values", LIST, "Valeurs", "Values", ", ".join(VALUES), ", ".join(VALUES),
           "valeurs, ogp values, valeurs ogp, valeurs du pgo, relevance to ogp values, principes, principles"),
    Column("access_to_information", BOOLEAN, "Accès à l’information", "Access to information", "oui ou non",
           "yes or no", "transparence, transparency", written=False),
    Column("civic_participation", BOOLEAN, "Participation citoyenne", "Civic participation", "oui ou non",
           "yes or no", "participation, public participation, participation civique", written=False),
    Column("public_accountability", BOOLEAN, "Redevabilité", "Public accountability", "oui ou non", "yes or no",
           "accountability, responsabilite publique", written=False),
    Column("technology_and_innovation", BOOLEAN, "Technologie et innovation", "Technology and innovation",
           "oui ou non", "yes or no",
           "technology & innovation, technology and innovation for openness, tech and innovation, innovation et "
           "technologie, technology and innovation for transparency and accountability", written=False),
    Column("inclusion", BOOLEAN, "Inclusion", "Inclusion", "oui ou non", "yes or no", written=False),
    Column("lead", LIST, "Institution chef de file", "Lead institution", "comme le plan la nomme",
           "as the plan names it",
           "chef de file, institution responsable, responsible institution, lead agency, lead implementing agency, "
           "responsable, pilote, administration pilote, porteur, ministere, institution(s) responsable(s), "
           "lead implementing agency/actor, responsible institutions"),
    Column("supporting", LIST, "Institutions associées", "Supporting institutions", "comme le plan les nomme",
           "as the plan names them",
           "supporting institution, supporting institution(s), institution de soutien, institutions de soutien, "
           "institution(s) de soutien, partenaires, partners, acteurs associes, other actors, other actors involved, "
           "co pilotes"),
    Column("policy_areas", LIST, "Domaines", "Policy areas", "", "",
           "domaine, policy area, domaines politiques, themes, thematiques, tags, theme, thematique, secteurs"),
    Column("budget", TEXT, "Budget", "Budget", "montant ; un texte devient une note", "amount; a text becomes a note",
           "cout, cost, financement, commitment budget"),
    Column("currency", CODE, "Devise", "Currency", "EUR…", "EUR…", "monnaie"),
    Column("budget_note", TEXT, "Note sur le budget", "Note on the budget", "", "", ""),
    Column("starts", DATE, "Début", "Start", "toute précision : S2 2018, 2018-41", "any precision: H2 2018, 2018-41",
           "date de debut, start date, commitment start date"),
    Column("ends", DATE, "Fin", "End", "toute précision", "any precision",
           "date de fin, end date, echeance, commitment end date, date limite, deadline"),
    Column("carried_over", BOOLEAN, "Repris d’un plan précédent", "Carried over", "oui ou non", "yes or no",
           "repris, new or pre existing, new/pre existing, new vs pre existing, nouveau ou repris, "
           "new or ongoing commitment"),
    Column("new", BOOLEAN, "Nouvel engagement", "New commitment", "oui ou non", "yes or no", "nouveau, is new",
           written=False),
    Column("predecessor", TEXT, "Fait suite à", "Follows", "identifiant d’un engagement précédent",
           "identifier of an earlier commitment", "predecesseur, previous commitment, carried over from"),
    Column("absences", LIST, "Absences", "Absences", "partie=raison : budget=not-published", "part=reason", ""),
    Column("url", TEXT, "Page", "Page", "adresse de la source", "address of the source",
           "lien, site, link, adresse, source"),
    Column("milestone", TEXT, "Numéro du jalon", "Milestone number", "14.1", "14.1",
           "numero de jalon, milestone no, jalon n°, n° jalon"),
    Column("milestone_title", TEXT, "Jalon", "Milestone", "ce qui doit être fait, en une ligne",
           "what is to be done, in one line",
           "intitule du jalon, titre du jalon, milestone title, milestone activity, action, activite, activity"),
    Column("milestone_text", TEXT, "Texte du jalon", "Text of the milestone", "", "",
           "milestone description, description du jalon"),
    Column("milestone_starts", DATE, "Début du jalon", "Milestone start", "", "", "milestone start date"),
    Column("milestone_due", DATE, "Échéance du jalon", "Milestone due", "toute précision", "any precision",
           "date du jalon, milestone end date, milestone due date, milestone deadline, due, due date"),
    Column("milestone_responsible", LIST, "Responsable du jalon", "Responsible for the milestone", "", "",
           "milestone responsible, milestone owner"),
    Column("declared_completion", CODE, "Avancement déclaré", "Declared completion", ", ".join(COMPLETIONS),
           ", ".join(COMPLETIONS),
           "avancement, declared status, completion level, etat d'avancement, self assessment, auto evaluation, "
           "completion (self assessment), completion (declared)"),
    Column("declared_on", DAY, "Déclaré le", "Declared on", "un jour", "a day",
           "date de l'avancement, date du point d'avancement, reported on, mise a jour"),
    Column("declared_results", TEXT, "Résultats déclarés", "Declared results", "", "",
           "progress, resultats, results so far, commentaire, description of the results"),
    Column("withdrawn_on", DAY, "Retiré le", "Withdrawn on", "l’engagement, ou le jalon de la ligne",
           "the commitment, or the milestone of the row", "date de retrait"),
    Column("withdrawal_reason", TEXT, "Raison du retrait", "Reason of the withdrawal", "", "", "motif du retrait"),
    Column("evidence", LIST, "Preuves", "Evidence", "adresses", "addresses", "preuve, proof, proofs"),
)  # fmt: skip
NAMES = tuple(column.name for column in COLUMNS)
WRITTEN = tuple(column.name for column in COLUMNS if column.written)
BY_NAME = {column.name: column for column in COLUMNS}

# What a reviewer judged never enters the lane of what an institution declares, whatever the header.
REVIEWERS = {
    key(word)
    for word in (
        "specificity", "specificite", "verifiable", "verifiability", "potential impact", "impact potentiel",
        "potential for results", "completion", "completion at midterm", "completion at end of term", "irm completion",
        "achevement", "on time", "relevant", "relevance (irm)", "starred", "starred commitment", "noteworthy",
        "did it open government", "did it open government?", "early results", "ambition (irm)",
        "open government lens", "has an open government lens", "promising",
    )
}  # fmt: skip

_BY_HEADER = {
    key(word): column.name
    for column in COLUMNS
    for word in (*column.headers.split(","), column.fr, column.en)
    if word.strip()
} | {key(name.replace("_", " ")): name for name in NAMES}  # our own names mean what they say


def column_of(header: str) -> str:
    """The name of the column that a header usually means; "" when it means none that we know."""
    return _BY_HEADER.get(key(header.replace("_", " ")), "")


def is_a_reviewers(header: str) -> bool:
    """Whether a column so called holds an independent judgement."""
    return key(header.replace("_", " ")) in REVIEWERS


def table_schema() -> dict[str, Any]:
    """The Table Schema (Frictionless) of the table that we write; lists and dates of any precision are strings."""
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": "parvis-commitments",
        "fields": [
            {
                "name": column.name,
                "type": "boolean" if column.type == BOOLEAN else "string",
                "title": column.fr,
                "description": f"{column.en}. {column.about_en}".strip(". ") + ".",
            }
            for column in COLUMNS
            if column.written
        ],
        "missingValues": [""],
    }
