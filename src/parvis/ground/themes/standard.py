"""The words an instance starts with; an operator adds, renames and retires as it likes, codes stay."""

from __future__ import annotations

import json
from typing import Any

from parvis.ground.themes.policy_areas import AREAS, CHALLENGE, CHALLENGE_LASTS

FORMATS = (
    ("plenary", "Séance plénière", "Plenary session"),
    ("panel", "Table d’experts", "Panel"),
    ("round-table", "Table ronde", "Round table"),
    ("workshop", "Atelier", "Workshop"),
    ("demo", "Démonstration", "Demonstration"),
    ("feedback", "Retour d’expérience", "Feedback session"),
    ("webinar", "Webinaire", "Webinar"),
    ("meetup", "Rencontre", "Meetup"),
    ("training", "Formation", "Training"),
    ("conference", "Conférence", "Conference"),
    ("meeting", "Réunion publique", "Public meeting"),
    ("call-for-projects", "Appel à projets", "Call for projects"),
    ("support-offer", "Offre d’accompagnement", "Offer of support"),
    ("pitch", "Présentation éclair", "Pitch"),
    ("press-conference", "Conférence de presse", "Press conference"),
    ("party", "Moment festif", "Party"),
    ("exhibition", "Exposition", "Exhibition"),
    ("visit", "Visite", "Visit"),
    ("hackathon", "Hackathon", "Hackathon"),
    ("forum", "Forum", "Forum"),
    ("job-fair", "Forum des métiers", "Job fair"),
    ("summit", "Sommet", "Summit"),
    ("study-day", "Journée d’échanges", "Study day"),
    ("screening", "Projection", "Screening"),
    ("debate", "Débat", "Debate"),
    ("broadcast", "Émission en direct", "Live broadcast"),
    ("other", "Autre", "Other"),
)
AUDIENCES = (
    ("general-public", "Grand public", "General public"),
    ("public-agents", "Agents publics", "Public servants"),
    ("elected-officials", "Élus", "Elected representatives"),
    ("associations", "Associations", "Associations"),
    ("businesses", "Entreprises", "Businesses"),
    ("researchers", "Chercheurs", "Researchers"),
    ("students", "Étudiants", "Students"),
    ("young-people", "Jeunes", "Young people"),
    ("journalists", "Journalistes", "Journalists"),
    ("jobseekers", "Personnes en recherche d’emploi", "Jobseekers"),
)
THEMES = (
    ("open-government", "Gouvernement ouvert", "Open government"),
    ("participation", "Participation citoyenne", "Citizen participation"),
    ("open-data", "Données ouvertes", "Open data"),
    ("digital", "Numérique", "Digital"),
    ("innovation", "Innovation publique", "Public innovation"),
    ("procurement", "Achats publics", "Public procurement"),
    ("inclusion", "Inclusion", "Inclusion"),
    ("accessibility", "Accessibilité", "Accessibility"),
    ("environment", "Environnement et climat", "Environment and climate"),
    ("mobility", "Mobilités", "Mobility"),
    ("health", "Santé", "Health"),
    ("education", "Éducation", "Education"),
    ("culture", "Culture", "Culture"),
    ("economy", "Économie et emploi", "Economy and jobs"),
    ("housing", "Logement et urbanisme", "Housing and planning"),
    ("security", "Sécurité", "Security"),
    ("justice", "Justice", "Justice"),
    ("budget", "Budget et finances", "Budget and finance"),
)
STANDARD = {"format": FORMATS, "audience": AUDIENCES, "theme": THEMES, "policy-area": (*AREAS, *CHALLENGE)}
VALIDITY = {("policy-area", code): CHALLENGE_LASTS for code, _, _ in CHALLENGE}  # first and last day of use


def install_standard_terms(terms: Any) -> None:
    """Add the standard terms that are not there yet; those an operator has renamed are left alone.

    terms   the manager of `Term`, live or as a migration sees it
    """
    known = set(terms.values_list("vocabulary", "code"))
    terms.bulk_create(
        [
            terms.model(
                vocabulary=vocabulary,
                code=code,
                name=json.dumps({"fr": fr, "en": en}, ensure_ascii=False),
                order=10 * position,
                valid_from=first,
                valid_to=last,
            )
            for vocabulary, words in STANDARD.items()
            for position, (code, fr, en) in enumerate(words, start=1)
            for first, last in [VALIDITY.get((vocabulary, code), (None, None))]
            if (vocabulary, code) not in known
        ]
    )
