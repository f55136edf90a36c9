"""`parvis doctor`: every mistake of the configuration at once, then of what the configuration leads to."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator

from parvis.config.environment import read
from parvis.config.sentences import Mistake, Text, listed, operator_language
from parvis.config.start import SETTINGS, database_trouble, tell


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="parvis doctor", description="List every mistake of the configuration.")
    parser.add_argument("--lang", choices=["fr", "en"], default=operator_language(os.environ))
    language = parser.parse_args(arguments).lang
    os.environ["LC_ALL"] = language
    environment = read(os.environ)
    mistakes = list(environment.mistakes)
    if not any(mistake.blocking for mistake in mistakes):
        mistakes += surroundings()
    if not mistakes:
        tell(Text("Tout va bien.", "All is well."))
        return 0
    blocking = sum(mistake.blocking for mistake in mistakes)
    tell(
        Text(
            f"{blocking} erreur(s), {len(mistakes) - blocking} remarque(s) :",
            f"{blocking} mistake(s), {len(mistakes) - blocking} remark(s):",
        )
    )
    tell(Text(listed(mistakes, "fr"), listed(mistakes, "en")))
    return 1 if blocking else 0


def surroundings() -> Iterator[Mistake]:
    """What the variables lead to: theme, folder, database, cache, worker, Django's own checks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.conf import settings

    yield from theme(read(os.environ)["PARVIS_THEME"])
    django.setup()
    yield from second_step()
    yield from folder(settings.DATA_DIR)
    yield from database()
    yield from cache()
    yield from django_checks()


def theme(name: str) -> Iterator[Mistake]:
    from importlib.util import find_spec

    try:
        found = find_spec(name) is not None
    except (ImportError, ValueError):
        found = False
    if not found:
        yield Mistake(
            "PARVIS_THEME", Text(f"le paquet “{name}” n’est pas installé.", f"the package “{name}” is not installed.")
        )


def second_step() -> Iterator[Mistake]:
    """In production, whoever runs the instance should prove more than a password."""
    from django.conf import settings

    if settings.PRODUCTION and "staff" not in settings.REQUIRE_MFA:
        yield Mistake(
            "PARVIS_REQUIRE_MFA",
            Text(
                "un mot de passe seul ouvre le mode d’administration ; « staff,administrator,moderator » demande plus.",
                "a password alone opens staff mode; “staff,administrator,moderator” asks for more.",
            ),
            blocking=False,
        )


def folder(path: os.PathLike[str]) -> Iterator[Mistake]:
    from pathlib import Path

    nearest = Path(path)
    while not nearest.exists():
        nearest = nearest.parent
    if not os.access(nearest, os.W_OK):
        yield Mistake(
            "PARVIS_DATA", Text(f"{nearest} n’est pas accessible en écriture.", f"{nearest} cannot be written to.")
        )


def database() -> Iterator[Mistake]:
    from django.db import DatabaseError

    from parvis.config.health import PROCESSES, state

    try:
        found = state()
    except DatabaseError as trouble:
        yield Mistake("DATABASE_URL", database_trouble(" ".join(str(trouble).split())))
        return
    if found.get("database") != "ok":
        yield Mistake("DATABASE_URL", reachable())
        return
    if found["migrations"] != "ok":
        yield Mistake("DATABASE_URL", Text("la base n’est pas à jour ; lancez « parvis migrate ».",
                                           "the database is not up to date; run “parvis migrate”."))  # fmt: skip
        return
    if found["guards"] != "ok":
        yield Mistake(
            "DATABASE_URL",
            Text(
                "il manque à la base des règles qui gardent ce qui est publié ; lancez « parvis migrate ».",
                "the database lacks rules that keep what is published as it is; run “parvis migrate”.",
            ),
        )
    for process in PROCESSES:
        if found[process]["status"] != "ok":
            yield Mistake(
                "parvis serve",
                Text(f"aucun signe de vie du processus « {process} ».", f"no sign of life of the “{process}” process."),
                blocking=False,
            )


def reachable() -> Text:
    """Why the database does not answer."""
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
    except DatabaseError as trouble:
        return database_trouble(" ".join(str(trouble).split()))
    return Text("la base ne répond pas.", "the database does not answer.")


def cache() -> Iterator[Mistake]:
    from django.core.cache import caches

    for alias in ("default", "pages"):
        try:
            caches[alias].set("doctor", "1", 1)
        except Exception as trouble:  # every cache library has its own
            detail = " ".join(str(trouble).split())
            yield Mistake(
                "REDIS_URL", Text(f"le cache ne répond pas : {detail}", f"the cache does not answer: {detail}")
            )
            return


def django_checks() -> Iterator[Mistake]:
    from django.conf import settings
    from django.core.checks import WARNING, run_checks

    for message in run_checks(include_deployment_checks=settings.PRODUCTION):
        if message.is_serious(WARNING) and not message.is_silenced():
            sentence = " ".join(f"{message.msg} {message.hint or ''}".split())
            yield Mistake(message.id or "django", Text(sentence, sentence), blocking=message.is_serious())
