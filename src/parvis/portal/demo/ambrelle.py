"""Ambrelle, a city that does not exist: its places, its organisers and what they do. No fact here is about anybody."""

from __future__ import annotations

from typing import NamedTuple


class PlaceData(NamedTuple):
    name: str
    address: str
    postcode: str
    latitude: str
    longitude: str
    lines: tuple[tuple[str, str, str, int], ...]  # mode, label, stop, metres
    accessibility: tuple[str, ...]


CITY = "Ambrelle"
INSEE = "99042"  # 99 is no French department: nothing real can be mistaken for it

PLACES = (
    PlaceData("Hôtel de ville", "1 place du Parvis", "99420", "47.2101", "5.9902",
              (("metro", "1", "Parvis", 60), ("metro", "2", "Parvis", 60), ("bus", "7", "Hôtel de Ville", 40)),
              ("step-free", "lift", "accessible-toilets", "induction-loop")),
    PlaceData("Halle aux Grains", "2 place des Mesureurs", "99420", "47.2127", "5.9931",
              (("metro", "2", "Quai Vert", 150), ("rer", "B", "Ambrelle-Centre", 600), ("bus", "14", "Mesureurs", 40),
               ("bus", "31", "Mesureurs", 40), ("bike", "24 arceaux", "cour nord", 20)),
              ("step-free", "induction-loop", "sign-language", "accessible-toilets")),
    PlaceData("Mairie annexe des Rives", "4 quai Vert", "99420", "47.2139", "5.9968",
              (("metro", "2", "Quai Vert", 220), ("bus", "14", "Rives", 30)), ("step-free", "accessible-toilets")),
    PlaceData("École Louise-Weiss", "18 rue des Hauts-Jardins", "99430", "47.2203", "5.9811",
              (("bus", "7", "Hauts-Jardins", 90), ("tram", "A", "Belvédère", 350)), ("ramp",)),
    PlaceData("Serres du Levant", "3 chemin des Serres", "99440", "47.2055", "6.0123",
              (("tram", "A", "Serres", 120), ("bike", "40 arceaux", "entrée sud", 10)), ("step-free", "parking")),
    PlaceData("Cuisine centrale", "27 rue des Maraîchers", "99440", "47.2034", "6.0071",
              (("bus", "31", "Maraîchers", 60),), ("lift",)),
    PlaceData("Médiathèque des Tanneurs", "11 rue des Tanneurs", "99420", "47.2110", "5.9944",
              (("metro", "1", "Tanneurs", 80),), ("step-free", "lift", "induction-loop", "accessible-toilets")),
    PlaceData("Le Bief", "40 quai du Bief", "99420", "47.2088", "5.9877",
              (("bus", "14", "Bief", 50), ("bike", "12 arceaux", "quai", 15)), ("step-free", "accessible-toilets")),
    PlaceData("Maison des associations", "6 rue du Pont-Neuf", "99420", "47.2095", "5.9921",
              (("metro", "1", "Pont-Neuf", 140),), ("lift", "accessible-toilets")),
    PlaceData("Gymnase Alice-Milliat", "2 allée du Stade", "99430", "47.2231", "5.9857",
              (("tram", "A", "Stade", 70),), ("step-free", "parking", "accessible-toilets")),
    PlaceData("Ferme urbaine du Clos", "55 route du Clos", "99450", "47.1989", "6.0204",
              (("bus", "42", "Le Clos", 200),), ("parking",)),
    PlaceData("Théâtre de l’Écluse", "1 rue de l’Écluse", "99420", "47.2079", "5.9899",
              (("metro", "2", "Écluse", 110), ("bus", "14", "Écluse", 60)),
              ("step-free", "induction-loop", "sign-language", "accessible-toilets")),
    PlaceData("Pépinière du Levant", "9 rue de la Filature", "99440", "47.2048", "6.0099",
              (("tram", "A", "Filature", 160),), ("step-free", "lift")),
    PlaceData("Conseil départemental de l’Ambre", "12 cours des Tilleuls", "99420", "47.2119", "5.9889",
              (("metro", "1", "Tilleuls", 90),), ("step-free", "lift", "accessible-toilets")),
    PlaceData("Campus des Ponts", "1 esplanade des Ponts", "99430", "47.2250", "5.9990",
              (("tram", "A", "Campus", 40), ("bus", "7", "Campus", 80)), ("step-free", "lift", "parking")),
    PlaceData("Bains-douches", "5 rue des Lavandières", "99420", "47.2133", "5.9957",
              (("bus", "31", "Lavandières", 25),), ()),
    PlaceData("Centre social des Trois-Tours", "14 place des Trois-Tours", "99450", "47.2011", "6.0240",
              (("bus", "42", "Trois-Tours", 40),), ("ramp", "accessible-toilets")),
    PlaceData("Hôpital Marie-Curie, salle Pasteur", "70 avenue de l’Hôpital", "99430", "47.2266", "5.9790",
              (("bus", "7", "Hôpital", 30),), ("step-free", "lift", "parking", "accessible-toilets")),
    PlaceData("Usine des eaux", "101 quai de l’Amont", "99440", "47.2160", "6.0050",
              (("bus", "14", "Usine des eaux", 100),), ("ramp",)),
    PlaceData("Archives municipales", "3 rue des Chartes", "99420", "47.2105", "5.9936",
              (("metro", "1", "Tanneurs", 200),), ("lift",)),
)

# name, acronym, kind (an organisation's kind in parvis.people)
ORGANISATIONS = (
    ("Ville d’Ambrelle", "", "local"), ("Service de l’eau d’Ambrelle", "", "local"),
    ("Direction de la participation", "", "local"), ("Direction du numérique d’Ambrelle", "DNA", "local"),
    ("Bibliothèques d’Ambrelle", "", "local"), ("Archives municipales d’Ambrelle", "", "local"),
    ("Régie des transports d’Ambrelle", "RTA", "agency"), ("Ambre Habitat", "", "agency"),
    ("Département de l’Ambre", "", "local"), ("Préfecture de l’Ambre", "", "state"),
    ("Agence de l’eau Ambre-Amont", "", "agency"), ("Caisse d’entraide de l’Ambre", "", "agency"),
    ("Académie de l’Ambre", "", "state"), ("Université des Ponts", "UdP", "agency"),
    ("Hôpital Marie-Curie d’Ambrelle", "", "agency"), ("Office du tourisme d’Ambrelle", "", "agency"),
    ("Incubateur du Levant", "", "incubator"), ("Laboratoire d’innovation de l’Ambre", "LIA", "incubator"),
    ("Rives vivantes", "", "association"), ("Les Trottoirs libres", "", "association"),
    ("Collectif des Hauts-Jardins", "", "association"), ("Ambrelle à vélo", "", "association"),
    ("Voisins solaires", "", "association"), ("La Fabrique des Trois-Tours", "", "association"),
    ("Code et Quartiers", "", "association"), ("Données d’ici", "", "association"),
    ("Mémoire de l’Écluse", "", "association"), ("Le Repair de l’Ambre", "", "association"),
    ("Signes en ville", "", "association"), ("Parents du Levant", "", "association"),
    ("Jardins partagés du Clos", "", "association"), ("Maraude de l’Ambre", "", "association"),
    ("Club des aînés d’Ambrelle", "", "association"), ("Conseil des jeunes d’Ambrelle", "", "association"),
    ("Amicale des commerçants du Pont-Neuf", "", "association"), ("Cinéma de l’Écluse", "", "association"),
    ("Médiateurs du numérique", "", "association"), ("Santé pour voisins", "", "association"),
    ("Cartes ouvertes de l’Ambre", "", "association"), ("Atelier des langues", "", "association"),
    ("Tables communes", "", "association"), ("Observatoire des services publics locaux", "", "association"),
    ("Ligue des marcheurs", "", "association"), ("Radio Parvis", "", "association"),
    ("Coopérative du Bief", "", "company"), ("Filature numérique", "", "company"), ("Ambrécolo", "", "company"),
    ("Papier & Pixels", "", "company"), ("Les Ateliers du Quai", "", "company"), ("Cartogramme", "", "company"),
    ("Sonnaille", "", "company"), ("Voirie douce", "", "company"), ("Hydrologie conseil", "", "company"),
    ("Trame verte", "", "company"), ("Lucarne", "", "company"), ("Bureau des usages", "", "company"),
    ("Communauté de communes du Bas-Ambre", "", "local"), ("Ville de Saint-Aubier", "", "local"),
    ("Ville de Port-Ambre", "", "local"), ("Réseau des villes d’eau", "", "international"),
    ("Chambre des métiers de l’Ambre", "", "agency"), ("Musée des Ponts", "", "agency"),
)

# Formats with the titles their events take; {} is one of SUBJECTS. Each pair is used once.
TITLES: dict[str, tuple[str, ...]] = {
    "workshop": ("Dessiner ensemble {}", "Atelier : {}", "À vos outils : {}"),
    "webinar": ("En une heure, {}", "{} expliqué simplement"),
    "round-table": ("{} : qui décide de quoi ?", "Regards croisés sur {}"),
    "demo": ("Voir marcher {}", "Démonstration : {}"),
    "feedback": ("Ce que nous avons appris sur {}", "{} : retour d’un an d’essais"),
    "training": ("Apprendre {} en une matinée", "Premiers pas avec {}"),
    "meetup": ("Rencontre autour de {}", "Un café pour parler de {}"),
    "visit": ("Visite : {}", "Dans les coulisses de {}"),
    "conference": ("{} : état des lieux", "Conférence : {}"),
    "call-for-projects": ("Appel à projets : {}",),
    "support-offer": ("Permanence d’aide : {}",),
    "exhibition": ("Exposition : {}",),
    "hackathon": ("Un jour pour améliorer {}",),
    "pitch": ("Dix équipes, trois minutes : {}",),
}

# subject (with its article, so that every title reads well), theme
SUBJECTS = (
    ("les berges de l’Ambre", "environment"), ("le budget de la ville", "open-government"),
    ("la facture d’eau", "environment"), ("les données de la ville", "open-data"),
    ("l’accès aux droits", "inclusion"), ("le premier emploi", "inclusion"), ("la rue scolaire", "mobility"),
    ("les trottoirs trop étroits", "mobility"), ("le vélo en hiver", "mobility"), ("le bus de nuit", "mobility"),
    ("la cantine de demain", "health"), ("la santé de proximité", "health"), ("le bruit la nuit", "health"),
    ("la sieste urbaine", "health"), ("le formulaire qui se comprend", "digital"),
    ("le mot de passe sans larmes", "digital"), ("la démarche en ligne", "digital"),
    ("l’intelligence artificielle au guichet", "digital"), ("les logiciels libres", "digital"),
    ("l’algorithme des crèches", "open-government"), ("le langage clair", "inclusion"),
    ("la langue des signes à l’accueil", "inclusion"), ("l’école ouverte le soir", "education"),
    ("le cahier de doléances", "open-government"), ("la carte des arbres", "open-data"),
    ("la carte des bancs publics", "open-data"), ("les comptes rendus du conseil", "open-government"),
    ("le vote du quartier", "open-government"), ("les marchés publics", "economy"),
    ("l’atelier partagé", "economy"), ("les commerces du Pont-Neuf", "economy"),
    ("la deuxième vie des objets", "environment"), ("les toits solaires", "environment"),
    ("les îlots de fraîcheur", "environment"), ("la crue de référence", "security"),
    ("l’alerte aux habitants", "security"), ("la rue éclairée juste assez", "security"),
    ("la mémoire du quartier", "culture"), ("la médiathèque de minuit", "culture"),
    ("les archives de l’Écluse", "culture"), ("le théâtre chez soi", "culture"),
    ("l’accueil des nouveaux habitants", "inclusion"), ("le parrainage entre voisins", "inclusion"),
    ("le conseil des jeunes", "education"), ("les devoirs sans écran", "education"),
    ("les métiers de la ville", "economy"),
)

ADVERBS = ("aux Rives", "au Levant", "aux Hauts-Jardins", "au Clos", "aux Trois-Tours", "au Pont-Neuf")

LEADS = (
    "Une séance courte et concrète, pour comprendre, essayer et repartir avec une réponse.",
    "Venez avec vos questions : les équipes répondent, et les réponses sont publiées le lendemain.",
    "Aucune connaissance préalable n’est demandée ; chaque étape est montrée, puis refaite ensemble.",
    "Ce qui sera dit ici nourrit la décision du conseil : le compte rendu y est joint.",
    "On regarde ce qui a marché, ce qui n’a pas marché, et ce que cela a coûté.",
    "Pour les agents, les associations et les habitants qui veulent travailler à la même table.",
    "Places limitées par la salle ; une retransmission sous-titrée est prévue.",
    "Un rendez-vous ouvert, sans estrade : dix minutes de présentation, puis la discussion.",
)

PEOPLE = (
    ("Inès Barthélemy", "hydrologue, agence de bassin"), ("Marc Delaunoy", "adjoint à l’eau"),
    ("Sofia Lendl", "responsable de la participation"), ("Karim Hadjeras", "directeur du numérique"),
    ("Élise Tournemire", "médiatrice"), ("Jonas Vidalier", "cartographe"), ("Awa Diarrisso", "juriste"),
    ("Perrine Chastaing", "enseignante"), ("Tom Grandvaux", "développeur"),
    ("Yuna Le Maréchec", "designer de services"),
    ("Paul-Émile Rostier", "archiviste"), ("Nora Belhassan", "médecin de santé publique"),
)
