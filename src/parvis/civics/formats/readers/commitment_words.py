"""The words of commitment pages in their two languages: headings, labels, values; one notion a line."""

from __future__ import annotations

import re

from parvis.civics.formats.detect import plain

# Headings stand alone on their line; French, then English.
_HEADINGS: dict[str, tuple[str, str]] = {
    "overview": (r"vue d'ensemble", r"overview"),
    "glance": (r"d'un coup d'(?:œ|oe)il", r"at a glance"),
    "institutions": (r"(?:les )?institutions", r"institutions"),
    "policy-areas": (r"domaines (?:politiques|d'action(?: publique)?)|politiques publiques", r"policy areas?"),
    "irm": (r"(?:revue|examen|évaluation) (?:de l')?irm", r"irm review"),
    "design": (r"conception", r"design"),
    "implementation": (r"implémentation|mise en (?:œ|oe)uvre", r"implementation"),
    "description": (r"description(?: de l'engagement)?", r"description"),
    "problem": (
        r"défis?|enjeux|problème(?: public)?(?: à résoudre| traité)?",
        r"challenges?|public problem(?: addressed)?",
    ),
    "ambition": (r"ambitions?|objectifs", r"ambitions|objectives?|main objective"),
    "road-map": (
        r"(?:la )?(?:carte routière|feuille de route)(?: en détail| détaillée)?",
        r"(?:the )?(?:detailed )?road ?map(?: in detail)?",
    ),
    "mid-term": (
        r"résumé (?:du statut|de l'état) (?:à|de) mi-parcours(?: (?:de l')?irm)?",
        r"(?:irm )?mid-?term status summary",
    ),
    "end-of-term": (
        r"résumé (?:du statut|de l'état) (?:de|en) fin de (?:session|terme|mandat|cycle|plan)(?: (?:de l')?irm)?",
        r"(?:irm )?end[- ]of[- ]term status summary",
    ),
    "adopted": (
        r"(?:langue|texte|libellé) de l'engagement,? tel(?:le)? qu'(?:elle|il) (?:apparaît|figure) dans le plan .*",
        r"(?:language of the commitment|commitment (?:language|text))(?:,? as it appears in the .*plan)?",
    ),
    "milestones": (r"jalons?|étapes", r"milestones?"),
    "context": (r"contexte et objectifs", r"context and objectives?"),
    "next-steps": (r"prochaines étapes|recommandations", r"next steps|recommendations"),
    "references": (r"références|notes(?: de bas de page)?", r"references|endnotes|footnotes"),
}  # fmt: skip

# Labels stand before a colon.
_LABELS: dict[str, tuple[str, str]] = {
    "plan": (r"plan d'action", r"action plan"),
    "cycle": (r"cycle du plan d'action", r"action plan cycle"),
    "status": (r"statut|état", r"status"),
    "starred": (r"étoilé|engagement étoilé", r"starred"),
    "lead": (
        r"institution ?\(?s?\)? (?:chef de file|principale ?\(?s?\)?|responsable ?\(?s?\)?)",
        r"lead (?:institution|implementing agency|agency)(?:\(s\)|s)?",
    ),
    "supporting": (r"institution ?\(?s?\)? ?de soutien", r"support(?:ing)? institution ?\(?s?\)?"),
    "policy-areas": (r"domaines politiques", r"policy areas?"),
    "report": (r"rapports? irm", r"irm reports?"),
    "early-results": (r"premiers résultats", r"early results?"),
    "verifiable": (r"vérifiable", r"verifiable"),
    "relevant": (r"pertinent(?: pour les valeurs ogp)?", r"relevant(?: to ogp values)?"),
    "potential-impact": (r"impact potentiel", r"potential impact"),
    "ambition": (r"ambition(?: \(voir définition\))?", r"ambition(?: \(see definition\))?"),
    "completion": (r"achèvement|niveau d'achèvement", r"(?:level of )?completion"),
    "values": (
        r"(?:principes|valeurs) ogp(?: auxquel(?:le)?s l'engagement est associé)?",
        r"ogp (?:principles|values)(?:(?: (?:with|to) which)? the commitment is (?:associated|related).{0,5})?",
    ),
    "start": (r"date de début", r"start date"),
    "end": (r"date de fin", r"end date"),
    "novelty": (r"nouvel engagement", r"new commitment"),
}  # fmt: skip

_NEW = re.compile(r"(?:nouvel engagement|new commitment)")
_CARRIED = re.compile(r"(?:engagement (?:reconduit|poursuivi)|(?:carried over|carried forward)(?: commitment)?)")
_RESIDUE = re.compile(
    r"ignorer la navigation|skip navigation|aller au contenu(?: principal)?|skip to (?:main )?content|engagements"
    r"|commitments|open government partnership|partager sur \w+|share on \w+"
)

# What stands instead of a value; the rest of the line may be anything.
_ABSENCES: tuple[tuple[str, str], ...] = (
    ("no-reviewer-data", r"(?:pas de|aucune) données? (?:de l')?irm|no irm data"),
    (
        "pending-review",
        r"(?:revue|examen) (?:de l')?irm en (?:attente|cours)|en attente d.*irm|pending(?: irm review)?",
    ),
    ("not-assessed", r"non évaluée?|not (?:assessed|reviewed|coded)"),
    ("not-applicable", r"na|n/a|n\.a\.|sans objet|non applicable|néant|aucune?|not applicable|none"),
)

# indicator → code of the value → words; the codes are those of the scales in which the pages were written.
VALUES: dict[str, dict[str, str]] = {
    "verifiable": {"yes": r"oui|yes", "no": r"non|no"},
    "relevant": {"yes": r"oui|yes", "no": r"non|no"},
    "starred": {"yes": r"oui|yes", "no": r"non|no"},
    "ambition": {"low": r"faible|basse|low", "high": r"élevée?|haute|forte|high"},
    "potential-impact": {
        "worsens": r"aggrave|worsens?", "none": r"aucun|nul|none", "minor": r"mineur|minor",
        "moderate": r"modéré|moderate", "transformative": r"transformateur|transformative",
    },
    "completion": {
        "no-evidence": r"aucune preuve disponible|no evidence available",
        "not-started": r"non (?:commencé|entamé)e?|not started",
        "limited": r"limitée?|limited", "substantial": r"substantiel(?:le)?|substantial",
        "complete": r"terminée?|achevée?|compl(?:et|ète)|completed?", "withdrawn": r"retirée?|withdrawn",
    },
    "early-results": {
        "worsened": r"dégradé|aggravé|worsened", "did-not-change": r"(?:n'a )?pas changé|inchangé|did not change",
        "marginal": r"marginal(?:e|ux)?", "major": r"majeure?s?|major",
        "outstanding": r"exceptionnel(?:le)?s?|outstanding",
    },
    "status": {"active": r"actif|active|en cours", "inactive": r"inactif|inactive|clos|closed"},
}  # fmt: skip

# What a phase's section is really taken from: words of the report's name, the product.
PRODUCT_WORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "mid-term": (
        ("design", r"design|conception"),
        ("action-plan-review", r"action plan review|revue du plan"),
        ("progress", r"progress|mid-?term|mi-parcours|avancement"),
    ),
    "end-of-term": (
        ("transitional-results", r"transition"),
        ("end-of-term", r"end[- ]of[- ]term|fin de (?:terme|mandat|cycle)"),
        ("results", r"results|résultats"),
    ),
}

# The indicators of each phase's review, where the box does not group them.
PHASE_INDICATORS = {
    "mid-term": ("verifiable", "relevant", "ambition", "potential-impact"),
    "end-of-term": ("completion", "early-results"),
}

# Words by which a sentence speaks of an indicator.
SPEAKS_OF = {
    "verifiable": re.compile(r"\bv[ée]rifiab", re.IGNORECASE),
    "relevant": re.compile(r"\bpertinen|\brelevan", re.IGNORECASE),
    "ambition": re.compile(r"\bimpact potentiel|\bpotential impact|\bambiti(?:eux|on)", re.IGNORECASE),
    "potential-impact": re.compile(r"\bimpact potentiel|\bpotential impact", re.IGNORECASE),
    "early-results": re.compile(r"\bpremiers résultats|\bearly results", re.IGNORECASE),
}

_COMPILED = {
    table: {code: tuple(re.compile(words) for words in pair) for code, pair in source.items()}
    for table, source in (("heading", _HEADINGS), ("label", _LABELS))
}
_ABSENT = tuple((code, re.compile(words)) for code, words in _ABSENCES)
_VALUED = {indicator: {code: re.compile(words) for code, words in scale.items()} for indicator, scale in VALUES.items()}
_TOOLTIP = re.compile(r"(?<=\w) i$")
_UNTRANSLATED = re.compile(
    r"\b(?:Semester|Quarter|Half) [1-4]\b"
    r"|\b(?:\w+ )?(?:Design|Transitional Results|Results|Progress|End-of-Term) Report\b"
)
_LANGUAGES = ("fr", "en")


def bare(text: str) -> str:
    """Words to compare: plain spaces and apostrophes, small letters, no colon nor tooltip after, no markup around."""
    return _TOOLTIP.sub("", plain(text).strip(" #*:\t").lower()).strip(" :")


def heading_of(text: str) -> tuple[str, str] | None:
    """The heading a line is and its language, None when it is none."""
    return _find("heading", bare(text))


def label_of(text: str) -> tuple[str, str] | None:
    """The label some words are and its language, None when they are none."""
    return _find("label", bare(text))


def _find(table: str, words: str) -> tuple[str, str] | None:
    for code, patterns in _COMPILED[table].items():
        for language, pattern in zip(_LANGUAGES, patterns, strict=True):
            if pattern.fullmatch(words):
                return code, language
    return None


def absence_of(text: str) -> str:
    """Why a value is no value, empty when it is one."""
    if not text.strip():
        return "not-published"
    words = plain(text).strip(" .").lower()
    return next((code for code, pattern in _ABSENT if pattern.fullmatch(words)), "")


def value_of(indicator: str, text: str) -> str:
    """The code of an indicator's value, empty when the words are not of its scale."""
    words = plain(text).strip(" .").lower()
    return next((code for code, pattern in _VALUED.get(indicator, {}).items() if pattern.fullmatch(words)), "")


def novelty_of(text: str) -> bool | None:
    """True for "new commitment" alone on its line, False for "carried over", None for anything else."""
    words = bare(text)
    return True if _NEW.fullmatch(words) else False if _CARRIED.fullmatch(words) else None


def is_residue(text: str) -> bool:
    """Whether a line is the navigation of the site the page was copied from."""
    return bool(_RESIDUE.fullmatch(bare(text)))


def left_in_english(text: str) -> str:
    """The words that a translation into French left in English, empty when there are none."""
    found = heading_of(text)
    if found and found[1] == "en":
        return text.strip()
    match = _UNTRANSLATED.search(text)
    return match[0] if match else ""


# Policy areas that translations without a proofreader made unrecognisable → the area that was meant.
_MEANT_AREAS = {"formations": "capacity building", "technologie scientifique": "science and technology"}


def area_meant(text: str) -> str:
    """The English name of the policy area that some words stand for; the words themselves when they are the name."""
    words = plain(text).strip(" .").lower().replace("&", "and")
    return _MEANT_AREAS.get(words, words)
