"""Reads the environment and finds every mistake in it at once.

Needs neither Django nor a database: `parvis doctor` must work when nothing else does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from parvis.config.sentences import Mistake, Text, Variable
from parvis.config.variables import VARIABLES


@dataclass(frozen=True)
class Environment:
    """The values read and the mistakes found; a variable at fault keeps its default so that reading goes on."""

    values: Mapping[str, Any]
    mistakes: tuple[Mistake, ...] = field(default=())

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


def read(environ: Mapping[str, str]) -> Environment:
    """Read every variable, collecting all mistakes instead of stopping at the first."""
    values: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for variable in VARIABLES:
        values[variable.name] = variable.default
        given = environ.get(variable.name)
        if given is None:
            continue
        try:
            values[variable.name] = variable.parse(given)
        except (ValueError, KeyError):
            mistakes.append(refused(variable, given))
    if unknown := sorted(name for name in environ if name.startswith("PARVIS_") and name not in KNOWN):
        mistakes += [not_read(name) for name in unknown]
    if values["PARVIS_ENV"] == "production":
        mistakes += missing_in_production(values, environ)
    return Environment(values, tuple(mistakes))


# Read by the tests, or said by `parvis serve` to its children.
KNOWN = {variable.name for variable in VARIABLES} | {"PARVIS_REQUIRE", "PARVIS_TEST_POSTGRES", "PARVIS_STATIC_GATHERED"}


def refused(variable: Variable, given: str) -> Mistake:
    fr = en = ""
    if not variable.secret:
        fr, en = f"“{given}” n’est pas compris ; ", f"“{given}” is not understood; "
    return Mistake(
        variable.name,
        Text(f"{fr}il faut {variable.expected.fr}.", f"{en}it must be {variable.expected.en}."),
    )


def not_read(name: str) -> Mistake:
    close = [known for known in KNOWN if known.replace("_", "") == name.replace("_", "") or known.startswith(name[:11])]
    hint = f" ({', '.join(sorted(close)[:3])} ?)" if close else ""
    return Mistake(
        name,
        Text(f"aucun réglage ne porte ce nom{hint}.", f"no setting has this name{hint.replace(' ?', '?')}."),
        blocking=False,
    )


def missing_in_production(values: Mapping[str, Any], environ: Mapping[str, str]) -> list[Mistake]:
    """What only production demands."""
    found: list[Mistake] = []

    def mistake(variable: str, fr: str, en: str, *, blocking: bool = True) -> None:
        found.append(Mistake(variable, Text(fr, en), blocking))

    if len(values["SECRET_KEY"]) < 32:
        mistake(
            "SECRET_KEY",
            f"il faut au moins 32 caractères tirés au hasard ; il y en a {len(values['SECRET_KEY'])}.",
            f"at least 32 random characters are needed; there are {len(values['SECRET_KEY'])}.",
        )
    if not values["PARVIS_HOSTS"]:
        mistake("PARVIS_HOSTS", "donnez les noms de domaine servis.", "give the domain names that are served.")
    if "*" in values["PARVIS_HOSTS"]:
        mistake(
            "PARVIS_HOSTS", "“*” laisserait forger les liens des courriels.", "“*” would let links in mails be forged."
        )
    host = urlsplit(values["PARVIS_URL"]).hostname or ""
    if not values["PARVIS_URL"].startswith("https://"):
        mistake(
            "PARVIS_URL",
            "en production l’adresse commence par https://.",
            "in production the address starts with https://.",
        )
    elif values["PARVIS_HOSTS"] and not any(serves(known, host) for known in values["PARVIS_HOSTS"]):
        mistake("PARVIS_URL", f"“{host}” manque dans PARVIS_HOSTS.", f"“{host}” is missing from PARVIS_HOSTS.")
    if values["PARVIS_DEMO"]:
        mistake(
            "PARVIS_DEMO",
            "la démonstration laisse entrer sans mot de passe ; elle est exclue en production.",
            "a demonstration lets people in without a password; production excludes it.",
        )
    elif not environ.get("EMAIL_URL"):
        mistake(
            "EMAIL_URL",
            "sans serveur d’envoi, personne ne peut confirmer son adresse.",
            "without a mail server nobody can confirm an address.",
        )
    if "PARVIS_CONTACT" not in environ:
        mistake(
            "PARVIS_CONTACT",
            "donnez l’adresse où écrire à l’équipe.",
            "give the address where people write to the team.",
        )
    if values["PARVIS_FETCH_PRIVATE"]:
        opened = ", ".join(str(network) for network in values["PARVIS_FETCH_PRIVATE"])
        mistake(
            "PARVIS_FETCH_PRIVATE",
            f"les sources et les imports peuvent lire des adresses privées ({opened}) : est-ce voulu en production ?",
            f"sources and imports may read private addresses ({opened}): is that meant in production?",
            blocking=False,
        )
    for name, fr, en in (
        (
            "PARVIS_PUBLISHER",
            "les mentions légales doivent nommer l’organisme.",
            "the legal notice must name the body.",
        ),
        (
            "PARVIS_DIRECTOR",
            "les mentions légales doivent nommer la direction de la publication.",
            "the legal notice must name the director of publication.",
        ),
        ("PARVIS_HOSTING", "les mentions légales doivent nommer l’hébergeur.", "the legal notice must name the host."),
    ):
        if not values[name]:
            mistake(name, fr, en, blocking=False)
    return found


def serves(pattern: str, host: str) -> bool:
    return host == pattern or (pattern.startswith(".") and (host.endswith(pattern) or host == pattern[1:]))
