"""What the town does all year: debates, help, works, water."""

from __future__ import annotations

from datetime import date, time, timedelta

from parvis.portal.demo.programme.hand import event
from parvis.portal.demo.season import EventSpec, SessionSpec


@event
def banks(anchor: date) -> EventSpec:
    return EventSpec(
        slug="berges-de-l-ambre",
        title="Trois scénarios pour les berges de l’Ambre",
        lead=(
            "La digue du quai Vert doit être refaite avant trois ans. Venez comparer trois façons de le faire, avec celles "
            "et ceux qui les ont dessinées, et dire ce qui vous convient."
        ),
        body=(
            "Chaque table travaille sur un scénario et rend une page, publiée le lendemain avec le compte rendu.\n\n"
            "- **Digue refaite** : la moins chère à construire, la plus chère à entretenir.\n"
            "- **Berge en pente douce** : elle rend la rive, et demande une rue de moins.\n"
            "- **Bras rouvert** : le plus long, et le seul qui abaisse la crue en amont.\n"
        ),
        organiser="Service de l’eau d’Ambrelle",
        partners=(("co-organiser", "Rives vivantes"), ("supporter", "Agence de l’eau Ambre-Amont")),
        start_day=anchor,
        end_day=anchor,
        start=time(18, 30),
        end=time(21),
        place="Halle aux Grains",
        admission="registration",
        formats=("workshop", "round-table"),
        themes=("environment", "open-government"),
        audiences=("general-public",),
        editions=("la-riviere-et-nous",),
        information=(
            ("Accueil", "Boucle magnétique, interprète en langue des signes ce soir", ""),
            ("Garde d’enfants", "Sur place, dès 3 ans", ""),
            ("Contact", "Service de l’eau", "https://ambrelle.example/eau"),
        ),
        quote=(
            "On ne choisit pas entre la rivière et la ville : on choisit comment elles se touchent.",
            "Inès Barthélemy",
            "hydrologue, agence de bassin",
        ),
        figures=(
            ("80", "places", "halle aux Grains, ce soir"),
            ("1 306", "réponses", "enquête préalable, tous quartiers"),
        ),
        sessions=(
            SessionSpec("Accueil et visite des maquettes", anchor, time(18, 30), time(18, 55), ("demo",)),
            SessionSpec(
                "Ce que dit l’étude de crue, et ce qu’elle ne dit pas",
                anchor,
                time(18, 55),
                time(19, 15),
                ("conference",),
                (("Inès Barthélemy", "hydrologue, agence de bassin"),),
            ),
            SessionSpec(
                "Trois tables, trois scénarios",
                anchor,
                time(19, 15),
                time(20, 15),
                ("workshop",),
                summary="Chaque table rend une page, publiée le lendemain.",
            ),
            SessionSpec(
                "Retour des tables et questions aux élus",
                anchor,
                time(20, 15),
                time(21),
                ("round-table", "feedback"),
                (("Marc Delaunoy", "adjoint à l’eau"),),
            ),
        ),
        related=("conseil-hauts-jardins",),
    )


@event
def council(anchor: date) -> EventSpec:
    return EventSpec(
        slug="conseil-hauts-jardins",
        title="Conseil de quartier Hauts-Jardins",
        lead="Ordre du jour : la rue scolaire, les bancs de la place haute, les suites données aux demandes de l’automne.",
        organiser="Collectif des Hauts-Jardins",
        start_day=anchor,
        end_day=anchor,
        start=time(20),
        end=time(21, 15),
        place="École Louise-Weiss",
        mode="mixed",
        online_url="https://direct.ambrelle.example/hauts-jardins",
        formats=("meetup",),
        themes=("open-government",),
        audiences=("general-public",),
    )


@event
def help_desk(anchor: date) -> EventSpec:
    return EventSpec(
        slug="aide-au-vote",
        title="Aide au vote et bulletin papier",
        lead="Deux médiatrices, une machine de démonstration, des bulletins en gros caractères. Sans rendez-vous.",
        organiser="Direction de la participation",
        start_day=anchor,
        end_day=anchor,
        start=time(9),
        end=time(12),
        place="Mairie annexe des Rives",
        formats=("support-offer",),
        themes=("inclusion",),
        audiences=("general-public",),
    )


@event
def kitchen(anchor: date) -> EventSpec:
    day = anchor + timedelta(1)
    return EventSpec(
        slug="cuisine-centrale",
        title="Visite de la cuisine centrale, avec ses cuisinières",
        lead="Six mille repas par jour, et ce qu’il en reste : visite complète, dégustation, questions sans détour.",
        organiser="Ville d’Ambrelle",
        partners=(("co-organiser", "Parents du Levant"),),
        start_day=day,
        end_day=day,
        start=time(9, 30),
        end=time(11),
        place="Cuisine centrale",
        admission="registration",
        status="full",
        formats=("visit",),
        themes=("health",),
        audiences=("general-public",),
        registration="https://inscriptions.ambrelle.example/cuisine",
    )


@event
def pavements(anchor: date) -> EventSpec:
    day = anchor + timedelta(1)
    return EventSpec(
        slug="trottoirs",
        title="Cartographier les trottoirs trop étroits",
        lead="Départ place du Parvis, parcours de 2 km accessible en fauteuil. Chaque mesure rejoint la carte ouverte.",
        organiser="Les Trottoirs libres",
        partners=(("co-organiser", "Cartes ouvertes de l’Ambre"),),
        start_day=day,
        end_day=day,
        start=time(14),
        end=time(17),
        place="Hôtel de ville",
        admission="registration",
        formats=("workshop", "feedback"),
        themes=("mobility", "open-data"),
        audiences=("general-public", "associations"),
    )


@event
def water_bill(anchor: date) -> EventSpec:
    day = anchor + timedelta(2)
    return EventSpec(
        slug="facture-d-eau",
        title="Lire sa facture d’eau en vingt minutes",
        lead="Ligne par ligne, avec la vôtre sous les yeux si vous le voulez. Sous-titré en direct.",
        organiser="Service de l’eau d’Ambrelle",
        start_day=day,
        end_day=day,
        hours_to_confirm=True,
        more_to_come=True,
        mode="online",
        online_url="https://direct.ambrelle.example/facture",
        formats=("demo",),
        themes=("environment", "inclusion"),
        audiences=("general-public",),
        editions=("la-riviere-et-nous",),
    )


@event
def greenhouses(anchor: date) -> EventSpec:
    day = anchor + timedelta(2)
    return EventSpec(
        slug="fete-des-serres",
        title="Fête des serres municipales",
        lead="Deux jours entre les plants, les outils et les jardiniers : trocs, ateliers, visites commentées.",
        organiser="Jardins partagés du Clos",
        partners=(("supporter", "Ville d’Ambrelle"),),
        start_day=day,
        end_day=day + timedelta(1),
        start=time(10),
        end=time(18),
        place="Serres du Levant",
        admission="registration",
        formats=("exhibition", "visit"),
        themes=("environment",),
        audiences=("general-public", "young-people"),
    )


@event
def night_bus(anchor: date) -> EventSpec:
    day = anchor + timedelta(6)
    return EventSpec(
        slug="bus-de-nuit",
        title="Le bus de nuit, un an après",
        lead="Les chiffres de fréquentation, ce qu’ils cachent, et la convention qui se rediscute à l’été.",
        organiser="Régie des transports d’Ambrelle",
        start_day=day,
        end_day=day,
        start=time(18),
        end=time(19, 30),
        status="moved-online",
        mode="online",
        online_url="https://direct.ambrelle.example/bus",
        formats=("feedback",),
        themes=("mobility",),
        audiences=("general-public",),
    )


@event
def algorithm(anchor: date) -> EventSpec:
    day = anchor + timedelta(9)
    return EventSpec(
        slug="algorithme-des-creches",
        title="L’algorithme des crèches, ouvert et expliqué",
        lead="Comment une place est attribuée, quels critères pèsent, et comment demander l’explication de son dossier.",
        organiser="Direction du numérique d’Ambrelle",
        start_day=day,
        end_day=day,
        start=time(18),
        end=time(20),
        status="rescheduled",
        previous_start_day=anchor - timedelta(5),
        place="Médiathèque des Tanneurs",
        admission="registration",
        formats=("conference", "demo"),
        themes=("open-government", "digital"),
        audiences=("general-public",),
        editions=("sommet-ambrelle",),
    )


@event
def archive_night(anchor: date) -> EventSpec:
    day = anchor + timedelta(12)
    return EventSpec(
        slug="nuit-des-archives",
        title="La nuit des archives",
        lead="Les registres de 1911, la crue vue des fenêtres, et les lettres jamais ouvertes du conseil.",
        organiser="Archives municipales d’Ambrelle",
        start_day=day,
        end_day=day,
        start=time(19),
        end=time(23),
        status="cancelled",
        place="Archives municipales",
        formats=("visit",),
        themes=("culture",),
        audiences=("general-public",),
    )


@event
def solar(anchor: date) -> EventSpec:
    day = anchor + timedelta(15)
    return EventSpec(
        slug="toits-solaires",
        title="Toits solaires : la carte des possibles",
        lead="Reportée : l’étude des charpentes n’est pas rendue. La nouvelle date sera annoncée ici.",
        organiser="Voisins solaires",
        start_day=day,
        end_day=day,
        hours_to_confirm=True,
        more_to_come=True,
        status="postponed",
        place="Maison des associations",
        formats=("conference",),
        themes=("environment", "economy"),
        audiences=("general-public",),
    )


@event
def press(anchor: date) -> EventSpec:
    day = anchor + timedelta(16)
    return EventSpec(
        slug="presentation-du-sommet",
        title="Présentation du sommet à la presse",
        lead="Le programme, les chiffres, les questions. Accréditation par le service de presse.",
        organiser="Ville d’Ambrelle",
        start_day=day,
        end_day=day,
        start=time(11),
        end=time(12),
        place="Hôtel de ville",
        room="Salon des Échevins",
        admission="press",
        formats=("press-conference",),
        themes=("open-government",),
        audiences=("journalists",),
        editions=("sommet-ambrelle",),
    )
