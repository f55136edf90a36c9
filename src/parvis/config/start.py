"""Starting Django for a command, and telling what stops it in a sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from parvis.config.sentences import Text, operator_language

SETTINGS = "parvis.config.settings"


def start() -> None:
    """Set Django up; exits with every configuration mistake listed when there is any."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as mistakes:
        say(NOT_STARTED)
        sys.stderr.write(f"{mistakes}\n")
        raise SystemExit(2) from None


NOT_STARTED = Text(
    "Parvis ne démarre pas : sa configuration est à corriger.", "Parvis does not start: its configuration has mistakes."
)


def say(text: Text) -> None:
    """One sentence on the error output, in the operator's language."""
    sys.stderr.write(f"parvis: {text[operator_language(os.environ)]}\n")


def tell(text: Text) -> None:
    """One sentence on the output, in the operator's language."""
    sys.stdout.write(f"{text[operator_language(os.environ)]}\n")
    sys.stdout.flush()


def told(command: Callable[[list[str]], int], arguments: list[str]) -> int:
    """Run a command; what goes wrong outside its own code is told in a sentence, never as a traceback."""
    try:
        return command(arguments)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `parvis … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it exits
        return 0
    except Exception as error:
        text = explained(error)
        if text is None or os.environ.get("PARVIS_LOG_LEVEL") == "DEBUG":
            raise
        say(text)
        return 2


def explained(error: Exception) -> Text | None:
    """What went wrong and what to do, for the failures an operator can meet; None for a fault of ours."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management.base import CommandError
    from django.db import DatabaseError
    from django.db.migrations.exceptions import InconsistentMigrationHistory

    detail = " ".join(str(error).split())
    if isinstance(error, CommandError | ImproperlyConfigured):
        return Text(detail, detail)
    if isinstance(error, InconsistentMigrationHistory):
        return Text(
            f"la base vient d’une version qui ne mène pas à celle-ci ({detail})",
            f"the database comes from a version that does not lead to this one ({detail})",
        )
    if isinstance(error, DatabaseError):
        return database_trouble(detail)
    if isinstance(error, PermissionError):
        return Text(
            f"impossible d’écrire dans {error.filename} ; donnez ce droit au compte qui lance Parvis.",
            f"cannot write to {error.filename}; let the account that runs Parvis do so.",
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError | FileExistsError):
        return Text(
            f"{error.filename} ne peut être ni ouvert ni créé.", f"{error.filename} cannot be opened nor created."
        )
    if isinstance(error, OSError):
        return Text(f"le système refuse : {detail}.", f"the system refuses: {detail}.")
    return None


def database_trouble(detail: str) -> Text:
    low = detail.lower()
    if "no such table" in low or ("does not exist" in low and "relation" in low) or "no such column" in low:
        return Text(
            "la base n’a pas toutes ses tables ; lancez « parvis migrate ».",
            "the database lacks some of its tables; run “parvis migrate”.",
        )
    if "unable to open database file" in low or "readonly database" in low:
        return Text(
            "le fichier de la base ne s’ouvre pas en écriture ; vérifiez DATABASE_URL, PARVIS_DATA et les droits.",
            "the database file cannot be opened for writing; check DATABASE_URL, PARVIS_DATA and the permissions.",
        )
    if "file is not a database" in low:
        return Text(
            "DATABASE_URL désigne un fichier qui n’est pas une base SQLite.",
            "DATABASE_URL names a file that is no SQLite database.",
        )
    if "password authentication failed" in low or ("role" in low and "does not exist" in low):
        return Text(
            "PostgreSQL refuse le compte ou le mot de passe de DATABASE_URL.",
            "PostgreSQL refuses the account or the password of DATABASE_URL.",
        )
    if "database" in low and "does not exist" in low:
        return Text(
            "la base nommée par DATABASE_URL n’existe pas ; créez-la (createdb).",
            "the database named by DATABASE_URL does not exist; create it (createdb).",
        )
    if "connection" in low or "could not translate host name" in low or "resolve host" in low:
        return Text(
            "le serveur de base de données de DATABASE_URL ne répond pas.",
            "the database server of DATABASE_URL does not answer.",
        )
    if "locked" in low:
        return Text(
            "la base est occupée depuis trop longtemps ; réessayez.",
            "the database has been busy for too long; try again.",
        )
    return Text(f"la base de données refuse : {detail}", f"the database refuses: {detail}")
