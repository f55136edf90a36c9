"""What the page of FR0043 contradicts in itself: rule, line, the few words at fault, and what they contradict.

Written down as facts, because the page is not in the repository; a test runs the checker over a copy where there is one
and holds each of these to what it finds there. Long passages are not quoted: the line says where they are.
"""

Words = dict[str, str]

FINDINGS: tuple[tuple[str, int, str, Words | None], ...] = (
    ("M-NAV", 1, "Ignorer la navigation", None),
    ("N-ALIAS", 4, "Govtech", {"fr": "« GovTech » treize fois, « Govtech » deux fois.", "en": "“GovTech” thirteen times, “Govtech” twice."}),
    ("T-QUOTES", 10, "", None),
    ("T-NBSP", 12, "", None),
    ("F-EMPTY", 14, "Statut:", {"fr": "Le statut est vide.", "en": "The status is blank."}),
    ("T-ACCENT", 18, "Etat", None),
    ("X-SUPPORT", 20, "Institution(s) de soutien : NA", {
        "fr": "Aucun soutien n’est nommé ; un blog nomme la Commission européenne, la Mairie de Paris et la Présidence, une page d’agenda dit que la DINSIC prend part.",
        "en": "No supporting body is named; a blog names the European Commission, the City of Paris and the Presidency, an agenda page says that DINSIC takes part.",
    }),
    ("T-TERM", 24, "Formations", {"fr": "Pour « Capacity Building » : renforcement des capacités.", "en": "For “Capacity Building”."}),
    ("T-TERM", 24, "Technologie scientifique", {"fr": "Pour « Science & Technology » : sciences et technologies.", "en": "For “Science & Technology”."}),
    ("T-TERM", 28, "résultats de la transition", {"fr": "Pour « Transitional Results Report ».", "en": "For “Transitional Results Report”."}),
    ("T-LANG", 28, "France Design Report", None),
    ("M-NAV", 32, "Conception i", None),
    ("C-JUDGED", 36, "Pertinent pour les valeurs OGP : non", {
        "fr": "Jugé non pertinent ; l’engagement revendique l’innovation et la technologie (ligne 51).",
        "en": "Judged not relevant; the commitment claims innovation and technology (line 51).",
    }),
    ("M-NAV", 40, "Implémentation i", None),
    ("F-NARR", 42, "Achèvement:", {
        "fr": "L’achèvement est vide ici ; le texte dit « terminé », ligne 102.",
        "en": "Completion is blank here; the text says “completed”, line 102.",
    }),
    ("F-CONFLICT", 48, "Ministre délégué chargé du secteur numérique, adjoint au Premier ministre", {
        "fr": "La ligne 18 nomme autrement l’institution chef de file : un secrétaire d’État. C’est sans doute la traduction.",
        "en": "Line 18 names the lead institution otherwise: a secretary of State. Most likely the translation.",
    }),
    ("F-BARE", 49, "Nouvel engagement", None),
    ("C-REL", 51, "Innovation et technologie pour l'ouverture", {
        "fr": "Ni transparence, ni participation, ni redevabilité : la revue devait juger l’engagement non pertinent.",
        "en": "Neither transparency, nor participation, nor accountability: the review was bound to find it not relevant.",
    }),
    ("T-TERM", 56, "carte routière", {"fr": "Pour « road map » : feuille de route.", "en": "For “road map”."}),
    ("F-GLUE", 58, "dès le 2018 Semester 2 2018", {
        "fr": "Le libellé et l’échéance se sont collés : le second semestre 2018.",
        "en": "The label and its deadline were glued: the second half of 2018.",
    }),
    ("T-LANG", 58, "Semester 2", None),
    ("F-GLUE", 59, "dans 2019 et au-delà de 2019 et au-delà", {"fr": "L’échéance se lit deux fois.", "en": "The deadline reads twice."}),
    ("T-MOOD", 59, "Tenez", {"fr": "Un impératif, quand l’autre jalon est à l’infinitif.", "en": "An imperative, where the other milestone is an infinitive."}),
    ("T-PREP", 59, "dans 2019", None),
    ("C-PHASE", 61, "Résumé du statut à mi-parcours de l'IRM", {
        "fr": "Sous ce titre se trouve le rapport de conception.",
        "en": "What stands under this heading is the design report.",
    }),
    ("C-ID", 63, "", {"fr": "FR0043, 14, 14.1 et 14.2 ne sont jamais reliés.", "en": "FR0043, 14, 14.1 and 14.2 are never related."}),
    ("C-TITLE", 63, "", {"fr": "Un titre court en tête de page, un autre ici.", "en": "A short title at the top of the page, another one here."}),
    ("M-DUP", 67, "", {"fr": "Le paragraphe de la ligne 53, répété.", "en": "The paragraph of line 53, repeated."}),
    ("M-DUP", 69, "", {"fr": "Le paragraphe de la ligne 55, répété.", "en": "The paragraph of line 55, repeated."}),
    ("T-LANG", 71, "Milestones", None),
    ("C-MILE", 73, "", {
        "fr": "Ici, soutenir les startups est une seconde action ; dans la feuille de route (ligne 58), un thème du sommet.",
        "en": "Here supporting start-ups is a second action; in the road map (line 58), a theme of the summit.",
    }),
    ("C-DUE", 73, "dès 2018", {"fr": "La feuille de route disait : second semestre 2018 (ligne 58).", "en": "The road map said: second half of 2018 (line 58)."}),
    ("D-OPEN", 73, "dès 2018", {"fr": "Le jalon 14.1 n’a pas de fin ; l’engagement finit en 2020.", "en": "Milestone 14.1 has no end; the commitment ends in 2020."}),
    ("D-OPEN", 75, "2019 et au-delà", {"fr": "Le jalon 14.2 n’a pas de fin ; l’engagement finit en 2020.", "en": "Milestone 14.2 has no end; the commitment ends in 2020."}),
    ("T-MOOD", 75, "Tenez", None),
    ("T-PREP", 75, "dans 2019", None),
    ("N-SCOPE", 83, "sommet mondial", {"fr": "« International » à la ligne 46, « mondial » ici.", "en": "“International” on line 46, “world” here."}),
    ("T-PREP", 83, "à 2018", None),
    ("L-MISSING", 83, "", {"fr": "Des vidéos sont citées au fil du texte, sans lien et hors des preuves.", "en": "Videos are cited in passing, without a link and apart from the evidence."}),
    ("F-CONFLICT", 87, "aucun impact potentiel", {
        "fr": "L’ambition est dite « Faible » en tête de page (ligne 38), nulle ici, puis impossible à évaluer.",
        "en": "The ambition is “Low” at the top (line 38), none here, then impossible to assess.",
    }),
    ("T-TERM", 91, "ne pas tenir cet engagement", {
        "fr": "Se lit « rompre la promesse » ; il fallait « ne pas reconduire ».",
        "en": "Reads as “break the promise”; “not carry it over” was meant.",
    }),
    ("M-NOTE", 95, "", None),
    ("T-TERM", 95, "Pour un gouvernement transparent et collaboratif", {
        "fr": "Le titre officiel du plan est « Pour une action publique transparente et collaborative ».",
        "en": "The official French title of the plan is another one.",
    }),
    ("T-WORD", 95, "consulté sur", None),
    ("M-NOTE", 96, "", None),
    ("T-WORD", 96, "consulté sur", None),
    ("T-TERM", 98, "fin de session", {"fr": "Pour « end of term » : fin de période.", "en": "For “end of term”."}),
    ("C-EVID", 102, "Achèvement : terminé", {
        "fr": "La seule source est une page d’accueil.",
        "en": "The only source is a home page.",
    }),
    ("N-COUNT", 104, "plus de 60 intervenants", {
        "fr": "Pour trois éditions ; la page d’agenda de 2018 en annonçait plus de 90 pour une seule.",
        "en": "For three editions; the agenda page of 2018 announced more than 90 for a single one.",
    }),
    ("C-SOLE", 104, "[xlviii]", {
        "fr": "Une seule source pour 2018, 2019 et 2020 ; elle ne cite que 2020.",
        "en": "One source for 2018, 2019 and 2020; it names 2020 alone.",
    }),
    ("M-NOTE", 104, "[xlviii]", {"fr": "La numérotation est celle d’un autre document.", "en": "The numbering is that of another document."}),
    ("X-ORGANISER", 20, "", {
        "fr": "Le gouvernement s’engage à organiser ; le blog de Fluicity dit que le fonds Public.io l’a fait.",
        "en": "The government commits itself to organise; Fluicity’s blog says that the fund Public.io did.",
    }),
    ("M-NAV", 108, "Engagements", None),
    ("M-NAV", 110, "Open Government Partnership", None),
)  # fmt: skip
