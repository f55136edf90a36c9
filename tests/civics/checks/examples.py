"""For every rule, a text it must speak of and a text it must leave alone."""

from typing import NamedTuple


class Example(NamedTuple):
    """`wrong` triggers the rule with that quote; `right` is the same page put right."""

    wrong: str
    quote: str
    right: str


def page(front: str, body: str = "") -> str:
    """An agenda page."""
    return f"---\ntitle: Fête des jardins\n{front.strip()}\n---\n\n{body}\n"


ON_THE_DAY = "event_start_date: 2025-05-17 10:00:00 +02:00"  # a Saturday
TWO_DAYS = "event_start_date: 2025-05-17 10:00:00 +02:00\nevent_end_date: 2025-05-18 18:00:00 +02:00"
ALL_MONTH = "event_start_date: 2025-05-01 10:00:00 +02:00\nevent_end_date: 2025-05-30 18:00:00 +02:00"
REGISTER = "champs_informations:\n- intitule: Inscription\n  contenu: {}\n  lien: {}"


def commitment(
    *,
    values: str = "Transparence",
    status: str = "actif",
    road: str = "Ouvrir le registre au S2 2024",
    milestone: str = "Ouvrir le registre au S2 2024",
    end: str = "2025",
    more: str = "",
    completion: str = "limité",
    lead: str = "Ville de Villeneuve",
    head: str = "Registre ouvert (VN0007), engagement 7",
    heading: str = "7. Registre ouvert",
) -> str:
    """A commitment page."""
    return f"""{head}

Statut : {status}

Institution chef de file : Ville de Villeneuve

Achèvement : {completion}

Institution responsable : {lead}

Principes OGP auxquels l’engagement est associé :
{values}

Revue IRM

Feuille de route

{road}

{heading}

7.1 {milestone}

Date de fin : {end}

{more}
"""


PRESS = "Note aux rédactions\n\nVilleneuve, le 2 mai 2025\n\nDu mardi 6 au jeudi 8 mai\n\n"
BLOG = "Le blog de l’équipe\n\nvendredi 23 mai 2025\n\n"

EXAMPLES: dict[str, Example] = {
    "D-WEEKDAY": Example(
        page(ON_THE_DAY, "Rendez-vous le vendredi 17 mai."),
        "vendredi 17 mai",
        page(ON_THE_DAY, "Rendez-vous le samedi 17 mai."),
    ),
    "D-INVALID": Example(
        page(ON_THE_DAY, "Réponse le 31 avril."), "31 avril", page(ON_THE_DAY, "Réponse le 30 avril.")
    ),
    "D-KEYS": Example(
        page(f"{ON_THE_DAY}\nevent_date: 2025-05-27 10:00:00 +02:00"),
        "event_date: 2025-05-27 10:00:00 +02:00",
        page(f"{ON_THE_DAY}\nevent_date: 2025-05-17 10:00:00 +02:00"),
    ),
    "D-EDITION": Example(
        page(ON_THE_DAY, "Voici l’édition 2024 de la fête."),
        "édition 2024",
        page(ON_THE_DAY, "Voici l’édition 2025 de la fête, après le bilan de l’édition 2024."),
    ),
    "D-BODY": Example(
        page(ON_THE_DAY, "La fête se tiendra le 18 mai 2025."),
        "18 mai 2025",
        page(ON_THE_DAY, "La fête se tiendra le 17 mai 2025. Inscriptions avant le 2 mai 2025."),
    ),
    "D-MIDNIGHT": Example(
        page("event_start_date: 2025-05-17 00:00:00 +02:00"),
        "event_start_date: 2025-05-17 00:00:00 +02:00",
        page("event_start_date: 2025-05-17"),
    ),
    "D-DTEND": Example(
        page(f"{ON_THE_DAY}\nevent_end_date: 2025-05-18 00:00:00 +02:00"),
        "event_end_date: 2025-05-18 00:00:00 +02:00",
        page(TWO_DAYS),
    ),
    "D-ORDER": Example(
        page(f"{ON_THE_DAY}\nevent_end_date: 2025-05-16 18:00:00 +02:00"),
        "event_end_date: 2025-05-16 18:00:00 +02:00",
        page(TWO_DAYS),
    ),
    "D-ZONE": Example(
        page("event_start_date: 2025-05-17 10:00:00 +01:00"),
        "event_start_date: 2025-05-17 10:00:00 +01:00",
        page(ON_THE_DAY),
    ),
    "D-AGO": Example(
        BLOG + "Il y a deux semaines, le 5 mai, nous étions à la fête.",
        "Il y a deux semaines",
        BLOG + "Il y a deux semaines, le 9 mai, nous étions à la fête.",
    ),
    "D-STALE": Example(
        page(ON_THE_DAY, "Plus de précisions à venir !"),
        "Plus de précisions à venir",
        page("event_start_date: 2031-05-17 10:00:00 +02:00", "Plus de précisions à venir !"),
    ),
    "D-RANGE": Example(
        PRESS + "Lundi 5 mai\n\n- 10h-11h : Accueil\n",
        "Lundi 5 mai",
        PRESS + "Mardi 6 mai\n\n- 10h-11h : Accueil\n",
    ),
    "D-OVERLAP": Example(
        PRESS + "Mardi 6 mai\n\n- 10h-12h : Accueil, salle Lilas\n- 11h-13h : Atelier, salle Lilas\n",
        "11h-13h",
        PRESS + "Mardi 6 mai\n\n- 10h-12h : Accueil, salle Lilas\n- 12h-13h : Atelier, salle Lilas\n",
    ),
    "D-HOURS": Example(
        page(f"{ON_THE_DAY}\nchamps_informations:\n- intitule: Horaires\n  contenu: 11h - 16h"),
        "11h - 16h",
        page(f"{ON_THE_DAY}\nchamps_informations:\n- intitule: Horaires\n  contenu: 10h - 16h"),
    ),
    "D-NIGHT": Example(page(ON_THE_DAY, "De 18h à 17h."), "De 18h à 17h", page(ON_THE_DAY, "De 20h à 2h.")),
    "D-SPARSE": Example(
        page(ALL_MONTH, "Le calendrier\n\nLe samedi 17/05 de 10h à 12h\n"),
        "Le calendrier",
        page(TWO_DAYS, "Le calendrier\n\nLe samedi 17/05 de 10h à 12h\n"),
    ),
    "D-NOYEAR": Example(
        PRESS + "Mardi 6 mai\n\n- 10h : Accueil\n\nMercredi 7 mai\n\n- 10h : Atelier\n",
        "Mardi 6 mai",
        PRESS + "Mardi 6 mai 2025\n\n- 10h : Accueil\n\nMercredi 7 mai 2025\n\n- 10h : Atelier\n",
    ),
    "D-OPEN": Example(
        commitment(milestone="Ouvrir le registre en 2024 et au-delà"),
        "2024 et au-delà",
        commitment(),
    ),
    "D-SIGN": Example(
        BLOG + "La charte fut signée lors de la fête. Bravo.\n\nEn marge du marché, nous avons mis notre signature.",
        "signature",
        BLOG + "La charte fut signée lors de la fête. Nous étions là.\n\nNous avons mis notre signature.",
    ),
    "M-LIST": Example(
        PRESS + "9h-10h : Accueil\n- 10h-11h : Un\n- 11h-12h : Deux\n- 14h-15h : Trois\n- 15h-16h : Quatre\n",
        "9h-10h : Accueil",
        PRESS + "- 9h-10h : Accueil\n- 10h-11h : Un\n- 11h-12h : Deux\n- 14h-15h : Trois\n- 15h-16h : Quatre\n",
    ),
    "F-ADDRESS": Example(
        PRESS
        + "- 10h : Un, salle A, 44000\n- 11h : Deux, salle B, 44000\n- 12h : Trois, salle C, 44100\n- 13h : Quatre\n",
        "- 13h : Quatre",
        PRESS + "- 10h : Un, salle A, 44000\n- 11h : Deux, salle B, 44000\n- 12h : Trois, salle C, 44100\n",
    ),
    "F-PLACE": Example(
        page(f"{ON_THE_DAY}\nlieu: En ligne et en présentiel"),
        "En ligne et en présentiel",
        page(f"{ON_THE_DAY}\nlieu: Maison des associations et en ligne"),
    ),
    "F-EMPTY": Example(commitment(status=""), "Statut :", commitment()),
    "F-NARR": Example(
        commitment(completion="", more="Achèvement : terminé"),
        "Achèvement :",
        commitment(completion="limité"),
    ),
    "F-CONFLICT": Example(commitment(lead="Région"), "Institution responsable : Région", commitment()),
    "F-GLUE": Example(
        commitment(road="Ouvrir le registre dès le 2024 S2 2024"),
        "dès le 2024 S2 2024",
        commitment(more="Plan 2023-2025, rapport 2023-2025"),
    ),
    "F-SYN": Example(
        page(f"{ON_THE_DAY}\ncategories:\n- Fête\ncategorie: Fête"),
        "categorie: Fête",
        page(f"{ON_THE_DAY}\ncategories:\n- Fête"),
    ),
    "F-DUPKEY": Example(
        page(f"{ON_THE_DAY}\nlieu: Ici\nlieu: Là"),
        "lieu: Là",
        page(f"{ON_THE_DAY}\nlieu: Ici\nadresse: Là"),
    ),
    "F-YAML": Example(
        "---\ntitle: Fête\nlieu: [Ici\n---\n\nUn texte.\n",
        "---",
        "---\ntitle: Fête\nlieu: Ici\n---\n\nUn texte.\n",
    ),
    "F-KEY": Example(
        page(f"{ON_THE_DAY}\nchamps_informations:\n- intitule: Inscription\n  Key: gratuite"),
        "Key: gratuite",
        page(f"{ON_THE_DAY}\nchamps_informations:\n- intitule: Inscription\n  contenu: gratuite"),
    ),
    "F-SPACE": Example(
        page(f"{ON_THE_DAY}\nlieu: 'Ici '"),
        "'Ici '",
        page(f"{ON_THE_DAY}\nlieu: 'Ici'"),
    ),
    "F-CRAM": Example(
        page("acces:\n- type: Bus\n  lignes:\n  - nom: 2, 4, 6, 8 et 10"),
        "2, 4, 6, 8 et 10",
        page("acces:\n- type: Bus\n  lignes:\n  - nom: 2\n  - nom: 4"),
    ),
    "F-MODE": Example(
        page(ON_THE_DAY, "Une série de rencontres en ligne et en présentiel.\n\nDes rencontres en ligne pour tous."),
        "rencontres en ligne",
        page(ON_THE_DAY, "Une série de rencontres en ligne et en présentiel.\n\nDes rencontres pour tous."),
    ),
    "F-ADMISSION": Example(
        page(ON_THE_DAY, "* Entrée gratuite sur inscription\n\n* Entrée libre\n"),
        "Entrée libre",
        page(ON_THE_DAY, "* Entrée gratuite sur inscription\n\n* Entrée gratuite sur inscription\n"),
    ),
    "F-REG": Example(
        page(ON_THE_DAY, "Inscription obligatoire."),
        "Inscription obligatoire",
        page(ON_THE_DAY, "Inscription obligatoire : [par ici](https://ville.example/fete)."),
    ),
    "F-CONTACT": Example(
        PRESS + "Contact presse : 02 40 00 00 00 presse@ville.example",
        "02 40 00 00 00 presse@ville.example",
        PRESS + "Contact presse : 02 40 00 00 00, presse@ville.example",
    ),
    "F-BARE": Example(
        commitment(more="Nouvel engagement"), "Nouvel engagement", commitment(more="Nouvel engagement : oui")
    ),
    "F-FIGURE": Example(
        page(ON_THE_DAY, "La fête réunit 12 000 visiteurs et 300 bénévoles."),
        "12 000 visiteurs",
        page(ON_THE_DAY, "La fête réunit 12 000 visiteurs et 300 bénévoles ([comptage](https://ville.example/n))."),
    ),
    "M-BOLD": Example(
        page(ON_THE_DAY, "- 10h :** Accueil"), "- 10h :** Accueil", page(ON_THE_DAY, "- **10h :** Accueil")
    ),
    "M-LINK#": Example(
        page(ON_THE_DAY, "[Invitation](#)"), "[Invitation](#)", page(ON_THE_DAY, "[Invitation](/invitation/)")
    ),
    "M-SHORT": Example(
        BLOG + '[caption id="7"]La place[/caption]', '[caption id="7"]', BLOG + "[caption](https://ville.example)"
    ),
    "M-IAL": Example(page(ON_THE_DAY, "Un texte.\n{: .citation}"), "{: .citation}", page(ON_THE_DAY, "Un {texte}.")),
    "M-STYLE": Example(page(ON_THE_DAY, "<b>Accueil</b>"), "<b>", page(ON_THE_DAY, "**Accueil**<br>ici")),
    "M-ALT": Example(
        page('une-ou-diaporama:\n- image: "/uploads/a.png"'),
        'image: "/uploads/a.png"',
        page('une-ou-diaporama:\n- image: "/uploads/a.png"\n  alternative-textuelle: La place'),
    ),
    "M-LANG": Example(
        page(ON_THE_DAY, 'Un <span lang="en">meetup</span>, puis un autre meetup.'),
        "meetup",
        page(ON_THE_DAY, 'Un <span lang="en">meetup</span>, puis un autre <span lang="en">meetup</span>.'),
    ),
    "M-DUP": Example(
        page(
            ON_THE_DAY,
            "Les habitants présentent leurs propositions pour les jardins, puis chacun choisit un groupe.\n\n" * 2,
        ),
        "Les habitants présentent leurs propositions pour les jardins, puis chacun choisi",
        page(
            ON_THE_DAY, "Les habitants présentent leurs propositions pour les jardins, puis chacun choisit un groupe."
        ),
    ),
    "M-REPEAT": Example(
        "Note aux rédactions\n\nNote aux rédactions\n\nUn texte.",
        "Note aux rédactions",
        "Note aux rédactions\n\nUn texte.",
    ),
    "M-NOTE": Example(
        page(ON_THE_DAY, "Un fait. [xii]\n\n[xii] Une source."),
        "[xii]",
        page(ON_THE_DAY, "Un fait. [1]\n\n[1] Une source."),
    ),
    "M-NAV": Example(BLOG + "Demander une démo", "Demander une démo", BLOG + "Nous avons demandé une démo."),
    "M-DECOR": Example(PRESS + "-à l’Hôtel de Ville-", "-à l’Hôtel de Ville-", PRESS + "- à l’Hôtel de Ville"),
    "M-QUOTE": Example(
        page(ON_THE_DAY, "> La fête sera belle, et chacun y viendra.\n> Ada Martin, maire"),
        "Ada Martin, maire",
        page(ON_THE_DAY, "> La fête sera belle, et chacun y viendra.\n> Ada Martin, maire, conseil du 4 mars 2025"),
    ),
    "M-SPACE": Example(page(ON_THE_DAY, "Un texte. "), "Un texte. ", page(ON_THE_DAY, "Un texte.  \nsuite")),
    "L-TARGET": Example(
        page(ON_THE_DAY, "Pendant la Semaine du jardin urbain, [Le Forum des écoles](/agenda/semaine-jardin-urbain/)."),
        "[Le Forum des écoles](/agenda/semaine-jardin-urbain/)",
        page(ON_THE_DAY, "Pendant la [Semaine du jardin urbain](/agenda/semaine-jardin-urbain/), un forum."),
    ),
    "L-DEAD": Example(
        page(f"{ON_THE_DAY}\n" + REGISTER.format("gratuite", "ville.example")),
        "ville.example",
        page(f"{ON_THE_DAY}\n" + REGISTER.format("gratuite", "https://ville.example")),
    ),
    "L-ARCHIVE": Example(
        page(f"{ON_THE_DAY}\n" + REGISTER.format("gratuite", "https://www.eventbrite.fr/e/fete-1")),
        "https://www.eventbrite.fr/e/fete-1",
        page(f"{ON_THE_DAY}\n" + REGISTER.format("gratuite", "https://ville.example/fete")),
    ),
    "L-MISSING": Example(
        page(ON_THE_DAY, "Les vidéos sont disponibles sur YouTube."),
        "vidéos sont disponibles sur YouTube",
        page(ON_THE_DAY, "Les vidéos sont disponibles sur [YouTube](https://ville.example/v)."),
    ),
    "N-ALIAS": Example(
        page(ON_THE_DAY, "GovLab ouvre. Le GovLab reçoit. Govlab ferme."),
        "Govlab",
        page(ON_THE_DAY, "GovLab ouvre. Le GovLab reçoit. [GovLab](https://govlab.example/) ferme."),
    ),
    "N-INSTRUMENT": Example(
        BLOG + "Le pacte pour une ville sobre, puis la charte pour une ville sobre.",
        "charte pour une ville sobre",
        BLOG + "Le pacte pour une ville sobre, puis le pacte pour une ville sobre.",
    ),
    "N-ROLE": Example(
        BLOG + "Ada Martin, cofondatrice de Jardins, et Luc Petit, cofondateur.\n\nLuc Petit, notre fondateur, sourit.",
        "Luc Petit, notre fondateur",
        BLOG + "Luc Petit, cofondateur.\n\nLuc Petit, notre cofondateur, sourit.",
    ),
    "N-SCOPE": Example(
        page(ON_THE_DAY, "Un sommet européen, dit-on ; un sommet mondial, dit-on aussi."),
        "sommet mondial",
        page(ON_THE_DAY, "Un sommet européen, dit-on ; un sommet européen, oui."),
    ),
    "N-FORMER": Example(
        page(ON_THE_DAY, "La DINSIC participe."),
        "DINSIC",
        page("event_start_date: 2018-05-17 10:00:00 +02:00", "La DINSIC participe."),
    ),
    "N-TERM": Example(
        page(ON_THE_DAY, "Des villes nordiques et des villes scandinaves."),
        "scandinaves",
        page(ON_THE_DAY, "Des villes nordiques et des villes nordiques."),
    ),
    "N-SUM": Example(
        page(ON_THE_DAY, "Le plan tient 10 promesses : 4 tenues, 3 en cours et 2 rompues."),
        "10 promesses : 4 tenues, 3 en cours et 2 rompues",
        page(ON_THE_DAY, "Le plan tient 10 promesses : 4 tenues, 3 en cours et 3 rompues."),
    ),
    "E-TYPE": Example(
        PRESS + "La ministre participera du 6 au 8 mai 2025 au Partenariat pour les jardins.",
        "Partenariat pour les jardins",
        PRESS + "La ministre participera du 6 au 8 mai 2025 au sommet des jardins.",
    ),
    "T-QUOTES": Example(page(ON_THE_DAY, "L'eau et l’air."), "L'eau", page(ON_THE_DAY, "L’eau et l’air.")),
    "T-NBSP": Example(
        page(ON_THE_DAY, "Un\u00a0: deux. Trois : quatre."), "Trois :", page(ON_THE_DAY, "Un : deux. Trois : quatre.")
    ),
    "T-ACCENT": Example(
        page(ON_THE_DAY, "L’État et l’Etat."), "Etat", page(ON_THE_DAY, "L’État et l’État, en Estonie.")
    ),
    "T-CAPS": Example(
        "MINISTÈRE DE LA VILLE\nSECRETAIRE GÉNÉRALE\n\nNote aux rédactions",
        "SECRETAIRE",
        "MINISTÈRE DE LA VILLE\nSECRÉTAIRE GÉNÉRALE\n\nNote aux rédactions",
    ),
    "T-VARIANT": Example(
        page(ON_THE_DAY, "Un événement, deux événements, un évènement."),
        "évènement",
        page(ON_THE_DAY, "Un événement, deux événements."),
    ),
    "T-STOP": Example(
        page(
            ON_THE_DAY,
            "Les habitants, les services et les associations se retrouvent sur la place, " * 3 + "et voilà tout",
        ),
        "habitants, les services et les associations se retrouvent sur la place, et voilà tout"[-40:],
        page(
            ON_THE_DAY,
            "Les habitants, les services et les associations se retrouvent sur la place, " * 3 + "voilà tout.",
        ),
    ),
    "T-LANG": Example(commitment(more="Milestones"), "Milestones", commitment(more="Jalons")),
    "T-TERM": Example(
        commitment(more="Revue de fin de session"), "fin de session", commitment(more="Revue de fin de mandat")
    ),
    "T-AGREE": Example(
        page(ON_THE_DAY, "Les outils de concertation proposées par la ville."),
        "proposées",
        page(ON_THE_DAY, "Les outils et les idées proposées par la ville."),
    ),
    "T-WORD": Example(page(ON_THE_DAY, "Ada prends la parole."), "prends", page(ON_THE_DAY, "Ada prend la parole.")),
    "T-PREP": Example(
        page(ON_THE_DAY, "Un sommet à 2025, dit-on."), "à 2025", page(ON_THE_DAY, "Un sommet en 2025, dit-on.")
    ),
    "T-MOOD": Example(
        commitment(road="Ouvrir le registre au S2 2024\nPubliez le registre au S2 2024"),
        "Publiez",
        commitment(road="Ouvrir le registre au S2 2024\nPublier le registre au S2 2024"),
    ),
    "C-MILE": Example(
        commitment(milestone="Fermer le registre au S2 2024"),
        "Fermer le registre au S2 2024",
        commitment(),
    ),
    "C-DUE": Example(commitment(milestone="Ouvrir le registre au S1 2025"), "S1 2025", commitment()),
    "C-REL": Example(
        commitment(values="Innovation et technologie"), "Innovation et technologie", commitment(values="Participation")
    ),
    "C-EVID": Example(
        commitment(completion="terminé"),
        "Achèvement : terminé",
        commitment(completion="terminé\n\nCompte rendu : https://ville.example/compte-rendu/7"),
    ),
    "C-JUDGED": Example(
        commitment(more="Pertinent pour les valeurs OGP : non"),
        "Pertinent pour les valeurs OGP : non",
        commitment(more="Pertinent pour les valeurs OGP : oui"),
    ),
    "C-SOLE": Example(
        commitment(
            more="Trois fêtes ont eu lieu en 2022, 2023 et 2024. [1]\n\n[1] La fête 2024, https://fete.example/a"
        ),
        "[1]",
        commitment(
            more="Trois fêtes ont eu lieu en 2022, 2023 et 2024. [1]\n\n"
            "[1] Bilans 2022, 2023 et 2024, https://fete.example/a (consulté le 3 mars 2025)"
        ),
    ),
    "C-ID": Example(commitment(head="Registre ouvert (VN0007)"), "7. Registre ouvert", commitment()),
    "C-TITLE": Example(
        commitment(head="Registre (VN0007)", heading="7. Ouvrir les données"),
        "7. Ouvrir les données",
        commitment(head="Registre (VN0007)", heading="7. Le registre ouvert"),
    ),
    "C-PHASE": Example(
        commitment(more="France Design Report\n\nRésumé du statut à mi-parcours"),
        "Résumé du statut à mi-parcours",
        commitment(more="Rapport de mi-parcours\n\nRésumé du statut à mi-parcours"),
    ),
}
