"""Several real processes on the test's own data, for what must hold when they all want the same thing."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from django.db import connection


def database_url(folder: Path) -> str:
    """Where child processes find what the test has committed: the same PostgreSQL, or a copy of the SQLite database."""
    if connection.vendor == "postgresql":
        own = connection.settings_dict
        secret = f":{own['PASSWORD']}" if own["PASSWORD"] else ""
        return f"postgresql://{own['USER']}{secret}@{own['HOST']}:{own['PORT'] or 5432}/{own['NAME']}"
    file = folder / "shared.sqlite3"
    connection.ensure_connection()
    copy = sqlite3.connect(file)
    connection.connection.backup(copy)
    copy.close()
    return f"sqlite:///{file}"


def run_together(script: str, number: int, url: str) -> list[str]:
    """Run the same Python program in `number` processes that begin at the same instant; returns what each printed."""
    begin = time.time() + 3.0
    program = (
        "import django, sys, time\ndjango.setup()\n"
        f"time.sleep(max(0, {begin} - time.time()))\n"
        "number = int(sys.argv[1])\n" + script
    )
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "parvis.config.settings"}
    children = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(position)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for position in range(number)
    ]
    printed = []
    for child in children:
        output, errors = child.communicate(timeout=120)
        assert child.returncode == 0, errors
        printed.append(output)
    return printed
