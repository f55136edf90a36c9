"""The summit, what is around it, and the one before."""

from __future__ import annotations

from datetime import date, time, timedelta

from parvis.portal.demo.programme.hand import event
from parvis.portal.demo.season import EventSpec, SessionSpec


@event
def summit(anchor: date) -> EventSpec:
    day = anchor + timedelta(23)
    next_day = day + timedelta(1)
    return EventSpec(
        slug="sommet-des-services-publics-ouverts",
        title="Sommet des services publics ouverts",
        lead=(
            "Deux jours pour mettre à la même table celles et ceux qui décident, qui construisent et qui se servent des "
            "services publics : plénières, ateliers, démonstrations et un concours de présentations."
        ),
        body=(
            "Le sommet réunit des villes, des services de l’État, des entreprises et des associations autour d’une question : "
            "comment un service public rend-il compte de ce qu’il fait ?\n\n"
            "### Venir\n\nLa halle est à deux pas du quai Vert. Les deux journées sont retransmises, sous-titrées et "
            "interprétées en langue des signes.\n"
        ),
        organiser="Ville d’Ambrelle",
        partners=(
            ("co-organiser", "Laboratoire d’innovation de l’Ambre"),
            ("co-organiser", "Université des Ponts"),
            ("supporter", "Département de l’Ambre"),
            ("supporter", "Réseau des villes d’eau"),
            ("participant", "Direction du numérique d’Ambrelle"),
        ),
        start_day=day,
        end_day=next_day,
        start=time(9),
        end=time(17, 30),
        place="Halle aux Grains",
        mode="mixed",
        admission="registration",
        online_url="https://direct.ambrelle.example/sommet",
        video_url="https://videos.ambrelle.example/sommet",
        formats=("plenary", "panel", "workshop", "demo", "pitch"),
        themes=("open-government", "digital", "open-data"),
        audiences=("public-agents", "elected-officials", "businesses", "associations"),
        editions=("sommet-ambrelle", "mois-innovation-ambrelle"),
        more_to_come=True,
        figures=(("60", "intervenantes et intervenants", "édition de cette année, annoncés"),),
        quote=(
            "Un service public qui explique ses refus a déjà fait la moitié du chemin.",
            "Sofia Lendl",
            "responsable de la participation",
        ),
        information=(
            ("Restauration", "Sur place, préparée par Tables communes ; menu sans viande chaque jour", ""),
            ("Accompagnement", "Personne référente à l’accueil pour toute situation de handicap", ""),
        ),
        sessions=(
            SessionSpec(
                "Ouverture",
                day,
                time(9),
                time(9, 30),
                ("plenary",),
                (("Sofia Lendl", "responsable de la participation"),),
            ),
            SessionSpec(
                "Rendre compte, mais à qui ?",
                day,
                time(9, 30),
                time(10, 45),
                ("panel",),
                (("Awa Diarrisso", "juriste"), ("Karim Hadjeras", "directeur du numérique")),
            ),
            SessionSpec(
                "Écrire un refus que l’on comprend",
                day,
                time(11),
                time(12, 30),
                ("workshop",),
                (("Élise Tournemire", "médiatrice"),),
            ),
            SessionSpec("Dix services, dix minutes chacun", day, time(14), time(15, 45), ("demo", "feedback")),
            SessionSpec(
                "Acheter à petite échelle : ce qui bloque",
                day,
                time(16),
                time(17, 30),
                ("round-table",),
                (("Tom Grandvaux", "développeur"),),
            ),
            SessionSpec(
                "Recompter un vote soi-même",
                next_day,
                time(9, 30),
                time(11),
                ("workshop", "demo"),
                (("Jonas Vidalier", "cartographe"),),
            ),
            SessionSpec("Concours : trois minutes pour un service", next_day, time(11, 15), time(12, 30), ("pitch",)),
            SessionSpec(
                "La donnée des villes moyennes",
                next_day,
                time(14),
                time(15, 30),
                ("panel",),
                (("Paul-Émile Rostier", "archiviste"),),
                place="Campus des Ponts",
            ),
            SessionSpec("Engagements et clôture", next_day, time(16), time(17, 30), ("plenary",)),
        ),
        related=("presentation-du-sommet", "algorithme-des-creches"),
    )


@event
def dike_walk(anchor: date) -> EventSpec:
    day = anchor - timedelta(12)
    return EventSpec(
        slug="marche-sur-la-digue",
        title="Marche commentée sur la digue",
        lead="Quarante personnes, deux ingénieures, une digue de 1934 : le compte rendu et les photographies sont en ligne.",
        organiser="Rives vivantes",
        start_day=day,
        end_day=day,
        start=time(10),
        end=time(12),
        place="Usine des eaux",
        admission="registration",
        formats=("visit",),
        themes=("environment",),
        audiences=("general-public",),
        editions=("la-riviere-et-nous",),
        related=("berges-de-l-ambre",),
    )


@event
def last_summit(anchor: date) -> EventSpec:
    day = anchor - timedelta(342)
    return EventSpec(
        slug="sommet-edition-precedente",
        title="Sommet des services publics ouverts, première édition",
        lead="La première édition : douze démonstrations, deux cents personnes, et quatre promesses suivies depuis.",
        organiser="Ville d’Ambrelle",
        start_day=day,
        end_day=day,
        start=time(9),
        end=time(18),
        place="Théâtre de l’Écluse",
        formats=("plenary", "demo"),
        themes=("open-government",),
        audiences=("public-agents",),
        editions=("sommet-ambrelle-precedent",),
        video_url="https://videos.ambrelle.example/sommet-1",
    )


@event
def draft(anchor: date) -> EventSpec:
    """Not published: it proves that a draft is nowhere."""
    day = anchor + timedelta(20)
    return EventSpec(
        slug="brouillon-carnaval",
        title="Carnaval du Levant (brouillon)",
        lead="Pas encore relu.",
        organiser="Les Ateliers du Quai",
        start_day=day,
        end_day=day,
        place="Pépinière du Levant",
        formats=("party",),
        themes=("culture",),
        state="draft",
    )
