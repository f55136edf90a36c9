"""Words of the partnership's template, in both languages."""

WORDS: dict[str, dict[str, str]] = {
    "fr": {
        "framework": "Cadre", "member": "Membre", "body": "Institution responsable du plan", "number": "Numéro",
        "cycle": "Cycle", "span": "Période", "adopted": "Adopté le", "page": "Page du plan",
        "identifier": "Identifiant", "starts": "Début", "ends": "Fin", "lead": "Institution chef de file",
        "supporting": "Autres acteurs (État, société civile, secteur privé)",
        "values": "Valeurs du gouvernement ouvert",
        "policy_areas": "Domaines", "budget": "Budget", "novelty": "Nouveau ou repris", "source": "Source",
        "new": "nouvel engagement", "carried": "repris d’un plan précédent",
        "full_title": "Intitulé complet", "problem": "À quel problème public l’engagement répond-il ?",
        "solution": "En quoi consiste l’engagement ?", "ambition": "Que veut-il obtenir ?",
        "public_change": "Comment contribue-t-il à résoudre le problème, et qu’est-ce qui change pour le public ?",
        "roadmap": "La feuille de route en détail", "context": "Contexte", "milestones": "Jalons",
        "step_number": "N°", "step": "Activité", "due": "Échéance", "responsible": "Responsable",
        "level": "Niveau d’achèvement déclaré", "declared": "Autoévaluation",
        "declared_on": "{level}, déclaré le {day}", "withdrawn": "Retrait",
        "withdrawn_on": "retiré le {day} : {reason}", "silent": "non renseigné",
        "between": "\u00a0; ", "colon": "\u00a0: ",
    },
    "en": {
        "framework": "Framework", "member": "Member", "body": "Institution answering for the plan", "number": "Number",
        "cycle": "Cycle", "span": "Period", "adopted": "Adopted on", "page": "Page of the plan",
        "identifier": "Identifier", "starts": "Start", "ends": "End", "lead": "Lead implementing institution",
        "supporting": "Other actors (State, civil society, private sector)", "values": "Open government values",
        "policy_areas": "Policy areas", "budget": "Budget", "novelty": "New or carried over", "source": "Source",
        "new": "new commitment", "carried": "carried over from an earlier plan",
        "full_title": "Full title", "problem": "What public problem does the commitment address?",
        "solution": "What is the commitment?", "ambition": "What does it want to achieve?",
        "public_change": "How does it help to solve the problem, and what changes for the public?",
        "roadmap": "The road map in detail", "context": "Context", "milestones": "Milestones",
        "step_number": "No.", "step": "Activity", "due": "Due", "responsible": "Responsible",
        "level": "Declared level of completion", "declared": "Self-assessment",
        "declared_on": "{level}, declared on {day}", "withdrawn": "Withdrawal",
        "withdrawn_on": "withdrawn on {day}: {reason}", "silent": "not stated", "between": "; ", "colon": ": ",
    },
}  # fmt: skip
VALUES = {
    "fr": {
        "access-to-information": "accès à l’information", "civic-participation": "participation citoyenne",
        "public-accountability": "redevabilité publique", "inclusion": "inclusion",
        "technology-and-innovation": "technologie et innovation au service de l’ouverture",
    },
    "en": {
        "access-to-information": "access to information", "civic-participation": "civic participation",
        "public-accountability": "public accountability", "inclusion": "inclusion",
        "technology-and-innovation": "technology and innovation for openness",
    },
}  # fmt: skip
COMPLETIONS = {
    "fr": {"not-started": "non commencé", "limited": "limité", "substantial": "substantiel", "complete": "terminé"},
    "en": {"not-started": "not started", "limited": "limited", "substantial": "substantial", "complete": "completed"},
}
ABSENCES = {
    "fr": {
        "not-published": "non publié", "not-applicable": "sans objet", "no-reviewer-data": "pas de données du réviseur",
        "pending-review": "revue en attente", "not-assessed": "non évalué selon cette méthode",
        "not-looked-up": "non recherché",
    },
    "en": {
        "not-published": "not published", "not-applicable": "not applicable",
        "no-reviewer-data": "no data from the reviewer", "pending-review": "review pending",
        "not-assessed": "not assessed under this method", "not-looked-up": "not looked up",
    },
}  # fmt: skip
CURRENCY_SIGNS = {"EUR": "€", "GBP": "£"}
