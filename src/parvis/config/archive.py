"""A whole instance in one file: the database as its own engine saves it, and the media.

parvis-backup.tar.gz
    parvis.json            version, engine, instant
    database.sqlite3       or database.dump (pg_dump, custom format)
    media/…
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from parvis import __version__
from parvis.config.sentences import Text
from parvis.ground import clock

MANIFEST, SQLITE, DUMP, MEDIA = "parvis.json", "database.sqlite3", "database.dump", "media/"


class Impossible(Exception):
    """A backup or a restoration that cannot be made; `text` says why and what to do."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(fr, en)


def write(target: Path) -> int:
    """Write the archive; the file appears only when it is whole. Returns the number of media."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder, tarfile.open(draft, "w:gz") as archive:
            manifest = {"parvis": __version__, "engine": connection.vendor, "at": clock.now().isoformat()}
            (Path(folder) / MANIFEST).write_text(json.dumps(manifest))
            archive.add(Path(folder) / MANIFEST, MANIFEST)
            saved = save_sqlite(Path(folder)) if connection.vendor == "sqlite" else save_postgresql(Path(folder))
            archive.add(saved, saved.name)
            media = 0
            for name in stored_names():
                with default_storage.open(name) as content:
                    entry = tarfile.TarInfo(MEDIA + name)
                    entry.size = default_storage.size(name)
                    archive.addfile(entry, content)
                media += 1
        draft.chmod(0o600)  # it holds addresses and password hashes
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return media


def save_sqlite(folder: Path) -> Path:
    """A consistent copy while others write: SQLite's own backup."""
    connection.ensure_connection()
    with closing(sqlite3.connect(folder / SQLITE)) as copy:
        connection.connection.backup(copy)
    return folder / SQLITE


def save_postgresql(folder: Path) -> Path:
    run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={folder / DUMP}")
    return folder / DUMP


def run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on our database; the password goes by the environment, not by the arguments."""
    found = shutil.which(program)
    if not found:
        raise Impossible(
            f"{program} n’est pas installé ; ajoutez les outils clients de PostgreSQL (postgresql-client).",
            f"{program} is not installed; add PostgreSQL's client tools (postgresql-client).",
        )
    database = settings.DATABASES["default"]
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    given = {variable: str(database[key]) for variable, key in names.items() if database.get(key)}
    done = subprocess.run(  # noqa: S603 -- PostgreSQL's own programs, our own arguments
        [found, *arguments], env={**os.environ, **given}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = " ".join(done.stderr.split())[:500]
        raise Impossible(f"{program} a échoué : {said}", f"{program} failed: {said}")


def stored_names(folder: str = "") -> Iterator[str]:
    """Every media file, whatever keeps them."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}{name}"
    for name in sorted(folders):
        yield from stored_names(f"{folder}{name}/")


def holds_data() -> bool:
    """Whether a restoration would overwrite something."""
    tables = set(connection.introspection.table_names())
    for model in ("people_user", "people_organisation", "journal_entry"):
        if model in tables:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT 1 FROM {model} LIMIT 1")  # noqa: S608 -- three fixed names
                if cursor.fetchone():
                    return True
    return False


def manifest_of(archive: tarfile.TarFile) -> dict[str, Any]:
    """What the archive says of itself; Impossible when it is none of ours."""
    try:
        content = archive.extractfile(MANIFEST)
    except KeyError:
        content = None
    if content is None:
        raise Impossible("ce fichier n’est pas une sauvegarde de Parvis.", "this file is not a backup of Parvis.")
    found: dict[str, Any] = json.loads(content.read())
    if found["engine"] != connection.vendor:
        raise Impossible(
            f"cette sauvegarde vient de {found['engine']} ; DATABASE_URL désigne {connection.vendor}.",
            f"this backup comes from {found['engine']}; DATABASE_URL names {connection.vendor}.",
        )
    return found


def read(source: Path, *, over_data: bool) -> dict[str, Any]:
    """Put back what an archive holds; returns its manifest. Impossible when data would be overwritten unasked."""
    try:
        archive = tarfile.open(source)  # noqa: SIM115 -- closed just below
    except FileNotFoundError:
        raise Impossible(f"{source} n’existe pas.", f"{source} does not exist.") from None
    except tarfile.TarError:
        raise Impossible(f"{source} n’est pas une archive lisible.", f"{source} is not a readable archive.") from None
    with archive, tempfile.TemporaryDirectory() as folder:
        manifest = manifest_of(archive)
        if not over_data and holds_data():
            raise Impossible(
                "cette base contient déjà des données ; --force les remplacera.",
                "this database already holds data; --force will replace it.",
            )
        name = SQLITE if connection.vendor == "sqlite" else DUMP
        saved = Path(folder) / name
        take_out(archive, name, saved)
        if connection.vendor == "sqlite":
            load_sqlite(saved)
        else:
            run("pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction",
                f"--dbname={settings.DATABASES['default']['NAME']}", str(saved))  # fmt: skip
        connection.close()
        load_media(archive)
    return manifest


def take_out(archive: tarfile.TarFile, name: str, target: Path) -> None:
    """Copy one member's content alone: an archive does not choose where we write."""
    content = archive.extractfile(name)
    if content is None:
        raise Impossible(f"il manque {name} à cette sauvegarde.", f"{name} is missing from this backup.")
    with target.open("wb") as copy:
        shutil.copyfileobj(content, copy)


def load_sqlite(saved: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(saved)) as copy:
        copy.backup(connection.connection)


def load_media(archive: tarfile.TarFile) -> None:
    for entry in archive:
        if not entry.isfile() or not entry.name.startswith(MEDIA):
            continue
        name = entry.name.removeprefix(MEDIA)
        content = archive.extractfile(entry)
        if content is None:
            continue
        if default_storage.exists(name):
            default_storage.delete(name)
        default_storage.save(name, content)
