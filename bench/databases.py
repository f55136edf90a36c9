"""An empty database of either engine for one run of a bench, gone afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

POSTGRES = os.environ.get("PARVIS_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/parvis")


@contextmanager
def database(engine: str, name: str, copy_of: str = "") -> Iterator[str | None]:
    """Its address; None when no server answers. PostgreSQL is looked for where PARVIS_TEST_POSTGRES says.

    With `copy_of` (a SQLite file that nobody has open, or a database of that server) it starts as that one is.
    """
    with tempfile.TemporaryDirectory() as folder:
        if engine == "sqlite":
            file = Path(folder) / f"{name}.sqlite3"
            if copy_of:
                shutil.copyfile(copy_of, file)
            yield f"sqlite:///{file}"
            return
        import psycopg

        template = copy_of or "template1"
        full, where = f"parvis_bench_{name}_{os.getpid()}", urlsplit(POSTGRES)
        server = where._replace(path="/postgres").geturl()
        try:
            with psycopg.connect(server, autocommit=True, connect_timeout=5) as connection:
                connection.execute(f'CREATE DATABASE "{full}" TEMPLATE "{template}"')
        except psycopg.OperationalError:
            yield None
            return
        try:
            yield where._replace(path=f"/{full}").geturl()
        finally:
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE "{full}" WITH (FORCE)')
