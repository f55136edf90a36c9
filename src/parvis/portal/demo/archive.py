"""The archive: what five public documents say, as facts with their source. The sentences are ours; nothing is added.

Where a document contradicts itself or another, both values stand here with their sources and the finding says so.
"""

from __future__ import annotations

from datetime import date, time
from typing import NamedTuple

from parvis.portal.demo.season import EventSpec, SessionSpec

CONSULTED = date(2026, 11, 22)


class SourceData(NamedTuple):
    title: str
    publisher: str
    url: str
    sha256: str  # of the copy that was read


class BodyData(NamedTuple):
    name: str
    acronym: str
    kind: str
    aliases: tuple[str, ...] = ()
    successor: str = ""


class PlaceFacts(NamedTuple):
    name: str
    address: str
    postcode: str
    city: str
    lines: tuple[tuple[str, str, str], ...] = ()  # mode, line, stop
    accessibility: tuple[str, ...] = ()


class EditionData(NamedTuple):
    slug: str
    series: str
    year: int
    name: dict[str, str]
    first_day: date | None
    last_day: date | None
    host: str = ""
    summary: dict[str, str] | None = None


SOURCES = {
    "agenda-2018": SourceData(
        "Sommet européen des GovTech, page d’agenda (2018)", "DINSIC", "https://www.numerique.gouv.fr/",
        "18a1f44f3e6fe25a3fd756348d914511a9d9750eb7247f52a095e2bd7dd4f663",
    ),
    "fr0043": SourceData(
        "Engagement FR0043, Sommet Govtech", "Open Government Partnership", "https://www.opengovpartnership.org/",
        "61d00b26aa2a12f598bf80aab2e68bf1224d4510b177e3c60d781d83a3e33849",
    ),
    "press-316": SourceData(
        "Note aux rédactions N°316 (2 décembre 2016)", "Ministère de l’Économie et des Finances",
        "https://www.economie.gouv.fr/", "d39358db145899a88afadcb41eaba835c0ec860cfebfba634ac8785ce803ed1a",
    ),
    "fluicity-2018": SourceData(
        "Une semaine au sommet, blog (30 novembre 2018)", "Fluicity", "", "696e6b0b432d12b4e8c7445cec3371be420a5312f288d5c69cce434bb4e7fd30"
    ),
    "month-2023": SourceData(
        "Mois de l’innovation publique, page d’agenda (2023)", "DINUM", "https://www.numerique.gouv.fr/",
        "c4dbb5b854362deb062880431471749497c8c7b418657927f55b17508b78f321",
    ),
}  # fmt: skip

BODIES = (
    BodyData(
        "Direction interministérielle du numérique", "DINUM", "state",
    ),
    BodyData(
        "Direction interministérielle du numérique et du système d’information et de communication de l’État", "DINSIC",
        "state", successor="Direction interministérielle du numérique",
    ),
    BodyData("Direction interministérielle de la transformation publique", "DITP", "state"),
    BodyData("Etalab", "", "state"),
    BodyData("beta.gouv.fr", "", "incubator", ("Beta.gouv.fr", "beta.gouv")),
    BodyData("Public.io", "", "company", ("Public",)),
    BodyData("Commission européenne", "", "international"),
    BodyData("Ville de Paris", "", "local", ("Mairie de Paris",)),
    BodyData("Présidence de la République française", "", "state"),
    BodyData(
        "Partenariat pour un gouvernement ouvert", "PGO", "international", ("Open Government Partnership", "OGP"),
    ),
    BodyData("Secrétariat d’État chargé du Numérique et de l’Innovation", "", "state"),
    BodyData("Renaissance Numérique", "", "association"),
    BodyData("Fondation Jean-Jaurès", "", "association"),
    BodyData("Démocratie ouverte", "", "association"),
    BodyData("Fluicity", "", "company"),
)  # fmt: skip

PLACES = (
    PlaceFacts(
        "Salons de l’Hôtel de Ville de Paris", "Place de l’Hôtel de Ville", "75004", "Paris",
        (
            ("metro", "1", "Hôtel de Ville"), ("metro", "11", "Hôtel de Ville"), ("rer", "A", "Châtelet-Les Halles"),
            ("rer", "B", "Châtelet-Les Halles"),
            *(("bus", line, "") for line in ("38", "47", "67", "69", "70", "72", "74", "75", "76", "85", "96", "Balabus")),
        ),
    ),
    PlaceFacts("Siège de Démocratie ouverte", "18 avenue Parmentier", "75011", "Paris"),
    PlaceFacts("Cabaret Sauvage", "Parc de la Villette", "75019", "Paris"),
    PlaceFacts("Salle Pleyel", "", "75008", "Paris"),
    PlaceFacts("Palais d’Iéna", "", "75016", "Paris"),
    PlaceFacts(
        "Lieu de la transformation publique", "77 avenue de Ségur", "75015", "Paris", (), ("step-free",),
    ),
    PlaceFacts("Palais de l’Élysée", "", "", "Paris"),
    PlaceFacts("Barcelone", "", "", "Barcelone"),
)  # fmt: skip

SERIES = {  # slug → (kind, names)
    "govtech-summit": ("summit", {"fr": "GovTech Summit", "en": "GovTech Summit"}),
    "paris-digital-week": ("week", {"fr": "Paris Digital Week", "en": "Paris Digital Week"}),
    "sommet-pgo": (
        "summit",
        {"fr": "Sommet du Partenariat pour un gouvernement ouvert", "en": "Open Government Partnership summit"},
    ),
    "mois-innovation-publique": ("month", {"fr": "Mois de l’innovation publique", "en": "Public innovation month"}),
    "jeudigital": ("meetings", {"fr": "Jeudigital", "en": "Jeudigital"}),
}

EDITIONS = (
    EditionData(
        "govtech-summit-2018", "govtech-summit", 2018, {"fr": "GovTech Summit 2018", "en": "GovTech Summit 2018"},
        date(2018, 11, 12), date(2018, 11, 12), "Public.io",
        {
            "fr": "Première édition, à l’Hôtel de Ville de Paris. Les documents en donnent deux dates et deux organisateurs : les deux sont dits, avec leur source.",
            "en": "First edition, at the Paris city hall. The documents give two dates and two organisers: both are told, with their source.",
        },
    ),
    EditionData(
        "govtech-summit-2019", "govtech-summit", 2019, {"fr": "GovTech Summit 2019", "en": "GovTech Summit 2019"},
        None, None, "",
        {
            "fr": "Tenue à Paris selon la revue de l’engagement FR0043. Ni jour ni programme dans les documents réunis ici.",
            "en": "Held in Paris according to the review of commitment FR0043. Neither day nor programme in the documents gathered here.",
        },
    ),
    EditionData(
        "govtech-summit-2020", "govtech-summit", 2020, {"fr": "GovTech Summit 2020", "en": "GovTech Summit 2020"},
        None, None, "",
        {
            "fr": "Citée par la même revue, d’après le site de l’organisateur consulté en janvier 2021 ; le lieu n’est pas prouvé.",
            "en": "Named by the same review, after the organiser’s site as read in January 2021; the venue is not proven.",
        },
    ),
    EditionData(
        "paris-digital-week-2018", "paris-digital-week", 2018,
        {"fr": "Paris Digital Week 2018", "en": "Paris Digital Week 2018"}, None, None, "",
        {
            "fr": "La séquence de grands événements dans laquelle la page d’agenda de 2018 place le sommet, avec le Forum de Paris sur la paix et un forum sur la gouvernance de l’Internet, sans date celui-là.",
            "en": "The sequence of large events in which the 2018 agenda page sets the summit, with the Paris Peace Forum and a forum on Internet governance, the latter without a date.",
        },
    ),
    EditionData(
        "sommet-pgo-2016", "sommet-pgo", 2016,
        {"fr": "Sommet du PGO, Paris 2016", "en": "OGP summit, Paris 2016"}, date(2016, 12, 6), date(2016, 12, 9),
        "Partenariat pour un gouvernement ouvert",
    ),
    EditionData(
        "mois-innovation-publique-2023", "mois-innovation-publique", 2023,
        {"fr": "Mois de l’innovation publique 2023", "en": "Public innovation month 2023"},
        date(2023, 11, 2), date(2023, 11, 30), "Direction interministérielle de la transformation publique",
        {
            "fr": "Près de 400 événements dans toute la France, selon la page ; deux sont connus ici, et leurs jours conviennent à 2022.",
            "en": "Close to 400 events all over France, says the page; two are known here, and their weekdays fit 2022.",
        },
    ),
)  # fmt: skip

EVENTS = (
    EventSpec(
        slug="sommet-des-govtech-2018", title="Sommet européen des GovTech",
        lead="Des décideurs publics, des innovateurs et des chercheurs se retrouvent à Paris autour d’une question : ce que les technologies changent aux services publics et à la démocratie.",
        body="La direction du numérique de l’État y prend part par trois de ses programmes. Six thèmes sont annoncés : mobilité, santé, sécurité, développement international, administration électronique, engagement civique.\n\nLa page promettait des précisions à venir ; elle n’a pas été complétée.",
        organiser="Public.io",
        partners=(
            ("supporter", "Commission européenne"), ("supporter", "Ville de Paris"),
            ("supporter", "Présidence de la République française"),
            ("participant", "Direction interministérielle du numérique et du système d’information et de communication de l’État",
             "Entrepreneurs d’intérêt général", "beta.gouv.fr", "outils de consultation d’Etalab"),
            ("participant", "Fluicity"),
        ),
        start_day=date(2018, 11, 12), end_day=date(2018, 11, 12), hours_to_confirm=True,
        place="Salons de l’Hôtel de Ville de Paris", admission="registration",
        registration="https://www.weezevent.com/the-govtech-summit",
        formats=("panel", "workshop", "pitch"), themes=("mobility", "health", "security", "digital", "open-government"),
        audiences=("elected-officials", "public-agents", "businesses", "researchers"),
        editions=("govtech-summit-2018", "paris-digital-week-2018"),
        video_url="https://www.youtube.com/channel/UCMg-JO_xHSMkmjrDJ6QYp0Q/videos",
        figures=(
            ("plus de 90", "conférencières et conférenciers", "édition 2018, annoncés", "agenda-2018"),
            ("plus de 60", "intervenants de haut niveau", "éditions 2018, 2019 et 2020 ensemble", "fr0043"),
        ),
        information=(
            ("Une date en double", "La page porte le 12 novembre et, sous une seconde clé, le 22 ; le texte et le blog de Fluicity disent le 12.", ""),
            ("Qui organise", "L’engagement FR0043 l’attribue au gouvernement, le blog de Fluicity au fonds Public.io.", ""),
        ),
        standing="documented", sources=("agenda-2018", "fluicity-2018", "fr0043"),
        related=("forum-de-paris-sur-la-paix-2018", "dejeuner-elysee-2018"),
    ),
    EventSpec(
        slug="forum-de-paris-sur-la-paix-2018", title="Forum de Paris sur la paix",
        lead="Trois jours à Paris, la même semaine que le sommet ; une charte entre des civic techs, des villes et des États y est lancée selon la presse, signée la veille selon le blog de Fluicity.",
        organiser="", start_day=date(2018, 11, 11), end_day=date(2018, 11, 13), hours_to_confirm=True,
        formats=("forum",), themes=("open-government",), editions=("paris-digital-week-2018",),
        admission="unknown", standing="documented", sources=("agenda-2018", "fluicity-2018"),
    ),
    EventSpec(
        slug="dejeuner-elysee-2018", title="Déjeuner à l’Élysée sur le futur de la démocratie",
        lead="Pendant le sommet, des responsables politiques, des chercheurs et des entrepreneurs sont reçus. Trois messages en sont rapportés : inclusion, confiance, coopération.",
        organiser="Présidence de la République française",
        partners=(("participant", "Fluicity"),),
        start_day=date(2018, 11, 12), end_day=date(2018, 11, 12), hours_to_confirm=True, place="Palais de l’Élysée",
        admission="invitation", formats=("other",), themes=("open-government", "inclusion"),
        audiences=("elected-officials", "businesses"), standing="documented", sources=("fluicity-2018",),
    ),
    EventSpec(
        slug="smart-city-expo-2018", title="Smart City Expo World Congress",
        lead="À Barcelone, les trois jours suivants. Le blog annonce 20 000 visiteurs, 800 exposants et 700 villes, sans source.",
        organiser="", partners=(("participant", "Fluicity"),),
        start_day=date(2018, 11, 13), end_day=date(2018, 11, 15), hours_to_confirm=True, place="Barcelone",
        formats=("exhibition", "conference"), themes=("digital",), audiences=("businesses",),
        figures=(("20 000", "visiteurs", "édition 2018, selon un exposant", "fluicity-2018"),),
        admission="unknown", standing="documented", sources=("fluicity-2018",),
    ),
    EventSpec(
        slug="programme-ministeriel-pgo-2016", title="La secrétaire d’État au Numérique au sommet du PGO",
        lead="Programme prévisionnel de la note N°316 : neuf rendez-vous chez plusieurs hôtes, du 5 au 9 décembre 2016. La note annonce du 6 au 9 ; le premier tombe la veille.",
        body="La note rappelle aussi ce que la loi pour une République numérique, promulguée en octobre 2016, met en place : ouverture par défaut des données publiques, service public de la donnée, accès aux données de la recherche, explication des algorithmes, logiciel libre, protection de qui signale une faille de bonne foi.",
        organiser="Secrétariat d’État chargé du Numérique et de l’Innovation",
        partners=(("host", "Partenariat pour un gouvernement ouvert"), ("participant", "Démocratie ouverte")),
        start_day=date(2016, 12, 6), end_day=date(2016, 12, 9), place="Palais d’Iéna",
        formats=("plenary", "conference", "workshop", "press-conference"), themes=("open-government", "open-data"),
        audiences=("journalists",), editions=("sommet-pgo-2016",),
        figures=(
            ("8", "pays fondateurs", "septembre 2011", "press-316"), ("70", "pays membres", "décembre 2016", "press-316"),
        ),
        admission="unknown", standing="documented", sources=("press-316",),
        sessions=(
            SessionSpec("Émission en ligne sur la démocratie et le numérique", date(2016, 12, 5), time(19), time(20, 30), ("webinar",),
                        mode="online", off=True, organisers=("Renaissance Numérique", "Fondation Jean-Jaurès"),
                        summary="La veille de la période annoncée."),
            SessionSpec("Lancement de l’incubateur Civic Tech, devant la presse", date(2016, 12, 6), time(10), time(11), ("press-conference",),
                        place="Siège de Démocratie ouverte", press_only=True, admission="press", organisers=("Démocratie ouverte",)),
            SessionSpec("Soirée en marge du sommet", date(2016, 12, 6), time(18, 30), time(22, 30), ("party",), place="Cabaret Sauvage"),
            SessionSpec("Plénière institutionnelle", date(2016, 12, 7), time(14), time(18), ("plenary",), place="Salle Pleyel"),
            SessionSpec("Ce que la loi pour une République numérique ouvre", date(2016, 12, 8), time(10, 15), time(11, 15), ("plenary",), place="Palais d’Iéna"),
            SessionSpec("Jeudigital international de la civic tech", date(2016, 12, 8), time(16, 15), time(17), ("meetup",), place="Palais d’Iéna"),
            SessionSpec("Économie de la donnée : le groupe franco-britannique", date(2016, 12, 8), time(17, 15), time(18, 15), ("workshop",), place="Palais d’Iéna"),
            SessionSpec("Données ouvertes des collectivités", date(2016, 12, 9), time(12, 15), time(13, 15), ("conference",), place="Palais d’Iéna"),
            SessionSpec("Soirée de clôture", date(2016, 12, 9), time(18), time(19, 15), ("party",), place="Salons de l’Hôtel de Ville de Paris"),
        ),
    ),
    EventSpec(
        slug="dinum-mois-innovation-2023", title="La DINUM au Mois de l’innovation publique 2023",
        lead="Une page de 2023 qui porte le calendrier de 2022 : ses deux rendez-vous connus sont montrés tels qu’elle les imprime, avec ce que le vérificateur en dit.",
        organiser="Direction interministérielle du numérique",
        partners=(("host", "Direction interministérielle de la transformation publique"), ("participant", "beta.gouv.fr"), ("participant", "Etalab")),
        start_day=date(2023, 11, 2), end_day=date(2023, 11, 30), mode="mixed", hours_to_confirm=True,
        place="Lieu de la transformation publique",
        formats=("workshop", "round-table", "feedback", "call-for-projects", "support-offer", "webinar"),
        themes=("digital", "open-data"), audiences=("public-agents", "general-public"),
        editions=("mois-innovation-publique-2023",),
        figures=(("près de 400", "événements", "le mois entier, toute la France", "month-2023"),),
        information=(
            ("Constat du vérificateur", "La page annonce un jeudi 3 et un lundi 7 novembre : en 2023, ce sont un vendredi et un mardi ; les deux conviennent à 2022.", ""),
            ("Constat du vérificateur", "Le titre et les dates disent 2023, le texte dit « édition 2022 ».", ""),
        ),
        admission="unknown", standing="documented", sources=("month-2023",),
        sessions=(
            SessionSpec("Quiz géant sur l’innovation publique", date(2023, 11, 3), time(16, 15), time(18, 15), ("meetup",),
                        place="Lieu de la transformation publique", mode="onsite", admission="registration", organisers=("beta.gouv.fr",),
                        summary="Jour à confirmer : la page dit jeudi, le 3 novembre 2023 est un vendredi."),
            SessionSpec("Données à voir : une journée sur la donnée au service des usagers", date(2023, 11, 7), time(9, 30), time(16),
                        ("round-table", "demo", "feedback"), place="Lieu de la transformation publique", mode="onsite",
                        admission="free", organisers=("Etalab",),
                        summary="Jour à confirmer : la page dit lundi, le 7 novembre 2023 est un mardi."),
        ),
    ),
)  # fmt: skip

# from (event), relation, to (type, slug), source
LINKS = (
    ("sommet-des-govtech-2018", "same-week", ("event", "forum-de-paris-sur-la-paix-2018"), "agenda-2018"),
    ("sommet-des-govtech-2018", "related", ("event", "dejeuner-elysee-2018"), "fluicity-2018"),
    ("smart-city-expo-2018", "same-week", ("event", "sommet-des-govtech-2018"), "fluicity-2018"),
)
