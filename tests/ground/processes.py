"""Several real processes on the test's own data, for what must hold when they all want the same thing."""

from __future__ import annotations

import atexit
import json
import os
import sqlite3
import subprocess
import sys
from functools import cache
from pathlib import Path

from django.db import connection

# Django is started once; each run is then forked from it, with connections of its own to the database it is told of.
NURSERY = """
import json, os, sys, tempfile, time, traceback
import django
django.setup()
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.urls import get_resolver
get_resolver().url_patterns
WSGIHandler()  # its middleware and what they import

def born(number, begin, name, program, out, err):
    os.dup2(out.fileno(), 1); os.dup2(err.fileno(), 2)
    connections.databases["default"]["NAME"] = name
    connections["default"].close()
    del connections["default"]
    time.sleep(max(0, begin - time.time()))
    code = 0
    try:
        exec(compile(program, "<program>", "exec"), {"number": number, "__name__": "__main__"})
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush(); sys.stderr.flush()
    os._exit(code)

for line in sys.stdin:
    asked = json.loads(line)
    begin = time.time() + 0.2
    children = []
    for number in range(asked["number"]):
        out, err = tempfile.TemporaryFile("w+"), tempfile.TemporaryFile("w+")
        pid = os.fork()
        if pid == 0:
            born(number, begin, asked["name"], asked["program"], out, err)
        children.append((pid, out, err))
    said = []
    for pid, out, err in children:
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        for file in (out, err):
            file.seek(0)
        said.append([code, out.read(), err.read()])
    print(json.dumps(said), flush=True)
"""


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
    copy.execute("PRAGMA journal_mode=WAL")  # as every database of ours: two who turn it on at once lock each other out
    copy.close()
    return f"sqlite:///{file}"


@cache
def nursery() -> subprocess.Popen[str]:
    """The process from which the others are forked; one for the whole session of tests."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", NURSERY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "parvis.config.settings"},
    )
    atexit.register(process.kill)
    return process


def run_together(script: str, number: int, url: str) -> list[str]:
    """Run the same Python program in `number` processes that begin at the same instant; returns what each printed.

    The program finds its own number, from 0, in `number`.
    """
    name = url.rpartition("/")[2] if connection.vendor == "postgresql" else url.removeprefix("sqlite:///")
    process = nursery()
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps({"program": script, "number": number, "name": name}) + "\n")
    process.stdin.flush()
    printed = []
    for code, output, errors in json.loads(process.stdout.readline()):
        assert code == 0, errors
        printed.append(output)
    return printed
