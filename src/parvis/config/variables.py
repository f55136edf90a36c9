"""The environment variables Parvis reads: what each is for and what it accepts."""

from __future__ import annotations

from pathlib import Path

from parvis.config.readings import (
    ACCESSIBILITY,
    ENVIRONMENTS,
    LOG_LEVELS,
    MODULES,
    ROLES,
    between,
    boolean,
    cache_address,
    database,
    day,
    folder,
    mail_address,
    mail_server,
    networks,
    one_of,
    optional_web_address,
    ports,
    some_of,
    text,
    time_zone,
    web_address,
    words,
)
from parvis.config.sentences import Text, Variable

YES_NO = Text("“1” (oui) ou “0” (non)", "“1” (yes) or “0” (no)")
ANY_TEXT = Text("un texte", "a text")
ADDRESS = Text(
    "une adresse web complète, comme https://agenda.ville.example",
    "a full web address, like https://agenda.city.example",
)
MAIL = Text("une adresse électronique", "an e-mail address")

VARIABLES: tuple[Variable, ...] = (
    Variable(
        "PARVIS_ENV",
        one_of(*ENVIRONMENTS),
        "development",
        Text(
            "usage de l’instance ; `production` exige le reste",
            "what the instance is for; `production` demands the rest",
        ),
        Text("“development” ou “production”", "“development” or “production”"),
    ),
    Variable(
        "SECRET_KEY",
        text,
        "",
        secret=True,
        meaning=Text("clé de signature des sessions et des liens", "key that signs sessions and links"),
        expected=Text("au moins 32 caractères tirés au hasard", "at least 32 random characters"),
    ),
    Variable(
        "PARVIS_HOSTS",
        words,
        [],
        Text("noms de domaine servis, séparés par des virgules", "domain names served, separated by commas"),
        Text("une liste de noms de domaine", "a list of domain names"),
    ),
    Variable(
        "PARVIS_URL",
        web_address,
        "http://127.0.0.1:8000",
        Text(
            "adresse publique de l’instance, pour les liens des courriels",
            "public address of the instance, for the links in mails",
        ),
        ADDRESS,
    ),
    Variable(
        "PARVIS_DATA",
        folder,
        Path("var").absolute(),
        Text("dossier des données (base SQLite, fichiers)", "folder of the data (SQLite database, files)"),
        Text("un dossier où l’on peut écrire", "a folder that can be written to"),
    ),
    Variable(
        "DATABASE_URL",
        database,
        None,
        secret=True,
        meaning=Text("base de données", "database"),
        expected=Text(
            "“sqlite:////chemin/fichier.sqlite3” ou “postgresql://compte:secret@serveur/base”",
            "“sqlite:////path/file.sqlite3” or “postgresql://user:secret@server/database”",
        ),
    ),
    Variable(
        "PARVIS_PGBOUNCER",
        boolean,
        False,
        Text("PostgreSQL derrière PgBouncer en mode transaction", "PostgreSQL behind PgBouncer in transaction mode"),
        YES_NO,
    ),
    Variable(
        "REDIS_URL",
        cache_address,
        "",
        secret=True,
        meaning=Text("cache partagé entre machines", "cache shared by several machines"),
        expected=Text("“redis://serveur:6379/0”", "“redis://server:6379/0”"),
    ),
    Variable(
        "EMAIL_URL",
        mail_server,
        None,
        secret=True,
        meaning=Text("serveur d’envoi des courriels", "server that sends the mail"),
        expected=Text("“submission://compte:secret@serveur:587”", "“submission://user:secret@server:587”"),
    ),
    Variable(
        "PARVIS_MAIL_FROM",
        mail_address,
        None,
        Text("expéditeur des courriels (à défaut, PARVIS_CONTACT)", "sender of the mail (PARVIS_CONTACT if absent)"),
        MAIL,
    ),
    Variable(
        "PARVIS_BEHIND_PROXY",
        boolean,
        False,
        Text(
            "un mandataire inverse termine HTTPS et pose X-Forwarded-Proto",
            "a reverse proxy ends HTTPS and sets X-Forwarded-Proto",
        ),
        YES_NO,
    ),
    Variable("PARVIS_NAME", text, "Parvis", Text("nom du site", "name of the site"), ANY_TEXT),
    Variable(
        "PARVIS_ADDRESS",
        text,
        "",
        Text("adresse postale affichée au pied des pages", "postal address shown at the foot of pages"),
        ANY_TEXT,
    ),
    Variable(
        "PARVIS_PUBLISHER",
        text,
        "",
        Text("organisme qui publie", "body that publishes"),
        ANY_TEXT,
    ),
    Variable(
        "PARVIS_DIRECTOR",
        text,
        "",
        Text("nom de la directrice ou du directeur de la publication", "name of the director of publication"),
        ANY_TEXT,
    ),
    Variable(
        "PARVIS_HOSTING",
        text,
        "",
        Text("hébergeur : nom, adresse, téléphone", "hosting provider: name, address, telephone"),
        ANY_TEXT,
    ),
    Variable(
        "PARVIS_CONTACT",
        mail_address,
        "contact@parvis.example",
        Text("adresse où écrire à l’équipe", "where to write to the team"),
        MAIL,
    ),
    Variable(
        "PARVIS_DPO",
        mail_address,
        None,
        Text(
            "adresse de la personne déléguée à la protection des données (à défaut, PARVIS_CONTACT)",
            "address of the data protection officer (PARVIS_CONTACT if absent)",
        ),
        MAIL,
    ),
    Variable(
        "PARVIS_ACCESSIBILITY",
        one_of(*ACCESSIBILITY),
        "none",
        Text(
            "conformité au RGAA constatée par audit : none, partial (≥ 50 %) ou total",
            "RGAA conformity found by an audit: none, partial (≥ 50%) or total",
        ),
        Text("“none”, “partial” ou “total”", "“none”, “partial” or “total”"),
    ),
    Variable(
        "PARVIS_ACCESSIBILITY_AUDITOR",
        text,
        "",
        Text("qui a mené l’audit d’accessibilité", "who made the accessibility audit"),
        ANY_TEXT,
    ),
    Variable(
        "PARVIS_ACCESSIBILITY_AUDITED",
        day,
        "",
        Text("jour de l’audit d’accessibilité", "day of the accessibility audit"),
        Text("un jour, comme 2026-11-22", "a day, like 2026-11-22"),
    ),
    Variable(
        "PARVIS_ACCESSIBILITY_SCHEME",
        optional_web_address,
        "",
        Text(
            "adresse du schéma pluriannuel d’accessibilité et de son plan annuel",
            "address of the multi-year accessibility scheme and its annual plan",
        ),
        ADDRESS,
    ),
    Variable(
        "PARVIS_SOURCE_URL",
        web_address,
        "https://parvis.example/source",
        Text("adresse du code source de cette instance", "address of the source code of this instance"),
        ADDRESS,
    ),
    Variable(
        "PARVIS_THEME",
        text,
        "parvis.ui.themes.verdigris",
        Text("thème graphique", "visual theme"),
        Text("le nom d’un paquet Python", "the name of a Python package"),
    ),
    Variable(
        "PARVIS_MODULES",
        some_of(*MODULES),
        list(MODULES),
        Text("modules ouverts, séparés par des virgules", "modules that are on, separated by commas"),
        Text("une liste parmi : " + ", ".join(MODULES), "a list out of: " + ", ".join(MODULES)),
    ),
    Variable(
        "PARVIS_DEMO",
        boolean,
        False,
        Text(
            "démonstration : barre des rôles, courriels gardés dans l’instance",
            "demonstration: role bar, mail kept in the instance",
        ),
        YES_NO,
    ),
    Variable(
        "PARVIS_FETCH_PRIVATE",
        networks,
        [],
        Text(
            "adresses privées que les sources et les imports peuvent lire, séparées par des virgules",
            "private addresses that sources and imports may read, separated by commas",
        ),
        Text(
            "des adresses ou des réseaux, comme 10.1.2.3, fd00:1::/64",
            "addresses or networks, like 10.1.2.3, fd00:1::/64",
        ),
    ),
    Variable(
        "PARVIS_FETCH_PORTS",
        ports,
        [],
        Text(
            "ports que les sources et les imports peuvent lire en plus de 80 et 443",
            "ports that sources and imports may read besides 80 and 443",
        ),
        Text("des numéros de port, comme 8080, 8443", "port numbers, like 8080, 8443"),
    ),
    Variable(
        "PARVIS_STAFF_MINUTES",
        between(5, 480),
        30,
        Text("durée du mode d’administration, en minutes", "how long staff mode lasts, in minutes"),
        Text("un nombre de 5 à 480", "a number from 5 to 480"),
    ),
    Variable(
        "PARVIS_REQUIRE_MFA",
        some_of(*ROLES),
        [],
        Text(
            "rôles qui exigent une seconde étape à la connexion, séparés par des virgules",
            "roles that require a second step at log-in, separated by commas",
        ),
        Text("une liste parmi : " + ", ".join(ROLES), "a list out of: " + ", ".join(ROLES)),
    ),
    Variable(
        "PARVIS_TIME_ZONE",
        time_zone,
        "Europe/Paris",
        Text("fuseau horaire de l’instance", "time zone of the instance"),
        Text("un nom de fuseau, comme Europe/Paris", "the name of a zone, like Europe/Paris"),
    ),
    Variable(
        "PARVIS_LOG_LEVEL",
        one_of(*LOG_LEVELS),
        None,
        Text("niveau des journaux techniques", "level of the technical logs"),
        Text("un niveau parmi : " + ", ".join(LOG_LEVELS), "a level out of: " + ", ".join(LOG_LEVELS)),
    ),
)
