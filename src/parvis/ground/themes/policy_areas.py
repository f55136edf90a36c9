"""Policy areas of open government, as the words under which commitments are found.

Codes and English names are those under which the Open Government Partnership files commitments; the French ones are
ours. The areas of its challenge are in use from 2023 to 2028; no date is known for the others.
"""

from datetime import date

AREAS = (
    ("access-to-justice", "Accès à la justice", "Access to justice"),
    ("aid", "Aide au développement", "Aid"),
    ("anti-corruption-institutions", "Institutions et stratégies anticorruption", "Anti-corruption institutions"),
    ("asset-disclosure", "Déclaration de patrimoine", "Asset disclosure"),
    ("capacity-building", "Renforcement des capacités", "Capacity building"),
    ("climate-finance", "Financement du climat", "Climate finance"),
    ("climate-mitigation", "Atténuation du changement climatique", "Climate mitigation"),
    ("conflicts-of-interest", "Conflits d’intérêts", "Conflicts of interest"),
    ("data-stewardship-and-privacy", "Gestion des données et vie privée", "Data stewardship and privacy"),
    ("health-and-nutrition", "Santé et alimentation", "Health and nutrition"),
    ("human-rights", "Droits humains", "Human rights"),
    ("infrastructure-and-transport", "Infrastructures et transports", "Infrastructure and transport"),
    ("international-environmental-agreements", "Accords environnementaux internationaux",
     "International environmental agreements"),
    ("lobbying", "Représentation d’intérêts", "Lobbying"),
    ("mainstreaming-participation", "Généralisation de la participation", "Mainstreaming participation"),
    ("media-and-telecommunications", "Médias et télécommunications", "Media and telecommunications"),
    ("online-civic-space", "Espace civique en ligne", "Online civic space"),
    ("open-contracting", "Commande publique ouverte", "Open contracting"),
    ("open-parliament", "Parlement ouvert", "Open parliament"),
    ("people-with-disabilities", "Personnes handicapées", "People with disabilities"),
    ("policing", "Police", "Policing"),
    ("political-finance", "Financement de la vie politique", "Political finance"),
    ("private-sector", "Secteur privé", "Private sector"),
    ("public-participation", "Participation du public", "Public participation"),
    ("right-to-information", "Droit à l’information", "Right to information"),
    ("science-and-technology", "Sciences et technologies", "Science and technology"),
    ("security", "Sécurité", "Security"),
    ("social-accountability", "Redevabilité sociale", "Social accountability"),
    ("stimulus-and-recovery", "Relance économique", "Stimulus and recovery"),
)  # fmt: skip
CHALLENGE = (
    ("challenge-access-to-information", "Défi : accès à l’information", "Challenge: access to information"),
    ("challenge-anti-corruption", "Défi : lutte contre la corruption", "Challenge: anti-corruption"),
    ("challenge-civic-space", "Défi : espace civique", "Challenge: civic space"),
    ("challenge-climate-and-environment", "Défi : climat et environnement", "Challenge: climate and environment"),
    ("challenge-digital-governance", "Défi : gouvernance du numérique", "Challenge: digital governance"),
    ("challenge-fiscal-openness", "Défi : ouverture budgétaire", "Challenge: fiscal openness"),
    ("challenge-gender-and-inclusion", "Défi : égalité et inclusion", "Challenge: gender and inclusion"),
    ("challenge-justice", "Défi : justice", "Challenge: justice"),
    ("challenge-media-freedom", "Défi : liberté des médias", "Challenge: media freedom"),
    ("challenge-public-participation", "Défi : participation du public", "Challenge: public participation"),
)
CHALLENGE_LASTS = (date(2023, 1, 1), date(2028, 12, 31))
