"""The harness: strict templates, two databases, a real browser; and it says loudly what it could not use."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, settings

from tests import instances

REQUIRED = set(filter(None, os.environ.get("PARVIS_REQUIRE", "").split(",")))
CHROMIUM = os.environ.get("CHROMIUM", shutil.which("chromium") or shutil.which("chromium-browser") or "")
POSTGRES = os.environ.get("PARVIS_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/parvis")
# Playwright's event loop lives in the thread that runs the tests; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
os.environ.setdefault("PARVIS_DATA", "var/tests")


if not os.environ.get("CI"):  # where Hypothesis has a profile of its own; elsewhere, a busy machine is not a bug either
    settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("busy")


def postgres_answers() -> bool:
    address = urlsplit(POSTGRES)
    try:
        socket.create_connection((address.hostname or "127.0.0.1", address.port or 5432), timeout=2).close()
    except OSError:
        return False
    return True


HAVE = {"postgres": postgres_answers(), "browser": bool(CHROMIUM)}
RUNS_ON_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")
SERVER = os.environ["DATABASE_URL"] if RUNS_ON_POSTGRES else POSTGRES


def pytest_configure(config: pytest.Config) -> None:
    absent = [name for name in sorted(REQUIRED) if not HAVE.get(name, False)]
    if absent:
        raise pytest.UsageError(f"PARVIS_REQUIRE asks for {', '.join(absent)}, which this machine does not offer.")
    compile_messages()
    if not hasattr(config, "workerinput"):
        instances.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        instances.end(SERVER)


def compile_messages() -> None:
    """French is compiled from its sources, so that a test never sees a stale catalogue."""
    from parvis.config.messages import compile_catalogues

    compile_catalogues()


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    theirs = touches_a_database if RUNS_ON_POSTGRES else not_about_postgres
    others = [item for item in items if not theirs(item)]
    config.hook.pytest_deselected(items=others)
    config.stash[LEFT] = len(others)
    items[:] = [item for item in items if theirs(item)]
    for item in items:
        if "/e2e/" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("site"))  # one site served, whatever the number of workers
        for need in ("postgres", "browser"):
            if item.get_closest_marker(need) and not HAVE[need]:
                item.add_marker(pytest.mark.skip(reason=f"this machine has no {need}"))


LEFT = pytest.StashKey[int]()  # how many tests were left to the run on the other engine


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left"] = session.config.stash.get(LEFT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Each worker of xdist has read every test and left the same."""
    if said := getattr(node, "workeroutput", None):  # none of a worker that fell
        node.config.stash[LEFT] = said["left"]


def not_about_postgres(item: pytest.Item) -> bool:
    """What runs on SQLite; the turn of the rest comes in tests/on_postgres.py."""
    return not item.get_closest_marker("only_postgres")


def touches_a_database(item: pytest.Item) -> bool:
    """What runs once more on PostgreSQL: pytest-django lets nothing else reach the test database, on either engine."""
    marked = any(map(item.get_closest_marker, ("django_db", "postgres", "only_postgres", "either_engine")))
    given = getattr(item, "fixturenames", ())
    return marked or any(name in given for name in ("db", "transactional_db", "live_server", "django_db_setup"))


def pytest_report_header() -> list[str]:
    engine = "PostgreSQL" if RUNS_ON_POSTGRES else "SQLite"
    return [f"database: {engine}; postgres: {HAVE['postgres']}; browser: {CHROMIUM or 'none'}"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if left := terminalreporter.config.stash.get(LEFT, 0):
        why = "touch no database" if RUNS_ON_POSTGRES else "are about PostgreSQL"
        other = "SQLite" if RUNS_ON_POSTGRES else "PostgreSQL"
        terminalreporter.write_line(f"{left} tests {why}: left to the run on {other}.")
    for need, found in HAVE.items():
        if not found:
            terminalreporter.write_line(f"NOT TESTED: this machine has no {need}.", red=True, bold=True)


class UndefinedVariable(str):
    """Django asks `string_if_invalid` to format the name of a variable that is not there: we refuse instead."""

    def __mod__(self, missing: object) -> str:
        context = sys._getframe(1).f_locals.get("context")
        template = getattr(getattr(context, "render_context", None), "template", None)
        origin = str(getattr(getattr(template, "origin", None), "name", ""))
        if "site-packages" in origin:  # the admin's own templates count on undefined names being empty
            return ""
        raise AssertionError(f"{origin} uses {missing}, which is not defined")

    def __contains__(self, searched: object) -> bool:
        return searched == "%s"

    def __bool__(self) -> bool:
        return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """The test database of each worker is a copy of one that was migrated; Django still does all it does after that."""
    from django.db import connection
    from django.db.backends.sqlite3.creation import DatabaseCreation

    if RUNS_ON_POSTGRES:
        connection.settings_dict["TEST"]["TEMPLATE"] = instances.migrated_postgresql(SERVER)
        yield
        return

    def filled(creation: DatabaseCreation, *arguments: object, **keywords: object) -> str:
        name: str = make(creation, *arguments, **keywords)
        assert creation.is_in_memory_db(name)
        creation.connection.close()
        creation.connection.settings_dict["NAME"] = name
        creation.connection.ensure_connection()
        with closing(sqlite3.connect(instances.migrated_sqlite())) as migrated:
            migrated.backup(creation.connection.connection)
        return name

    make = DatabaseCreation._create_test_db
    DatabaseCreation._create_test_db = filled  # type: ignore[method-assign]
    yield
    DatabaseCreation._create_test_db = make  # type: ignore[method-assign]


@pytest.fixture(autouse=True, scope="session")
def _quick_passwords() -> Iterator[None]:
    """A password is as slow to check as it should be (0.2 s) everywhere but here, where thousands are made."""
    from django.contrib.auth import hashers
    from django.test import override_settings

    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        assert hashers.get_hasher().algorithm == "md5"
        yield


@pytest.fixture(autouse=True, scope="session")
def _strict_templates() -> Iterator[None]:
    from django.template import engines

    engine = engines["django"].engine
    before, engine.string_if_invalid = engine.string_if_invalid, UndefinedVariable("%s")
    yield
    engine.string_if_invalid = before


@pytest.fixture(autouse=True, scope="session")
def _emptying_passes_the_guards() -> Iterator[None]:
    """Django empties the tables between transactional tests: append-only ones let it, and standard terms come back.

    PostgreSQL truncates, which no row guard sees; SQLite deletes, so the refusals are lifted around that alone.
    """
    from django.apps import apps
    from django.db.backends.sqlite3.base import DatabaseOperations
    from django.db.models.signals import post_migrate

    from parvis.commit.reviews import models as reviews
    from parvis.commit.reviews.standard import install_standard_methods
    from parvis.ground.guards import AppendOnly, Immutable, Sealed, guards
    from parvis.ground.themes.models import Term
    from parvis.ground.themes.standard import install_standard_terms

    def fill(**_: object) -> None:
        install_standard_terms(Term.objects)
        install_standard_methods(
            *(model.objects for model in (reviews.Method, reviews.MethodVersion, reviews.Indicator, reviews.Value))
        )

    def emptied(operations: DatabaseOperations, *arguments: object, **keywords: object) -> list[str]:
        refusals = [guard for guard in guards() if isinstance(guard, AppendOnly | Immutable | Sealed)]
        connection = operations.connection
        return [
            *(statement for guard in refusals for statement in guard.lift(connection)),
            *empty(operations, *arguments, **keywords),
            *(statement for guard in refusals for statement in guard.install(connection)),
        ]

    # On the class: once Playwright runs its loop in this thread, Django hands out another connection object.
    empty = DatabaseOperations.sql_flush
    DatabaseOperations.sql_flush = emptied  # type: ignore[method-assign]
    post_migrate.connect(fill, sender=apps.get_app_config("themes"))
    yield
    post_migrate.disconnect(fill, sender=apps.get_app_config("themes"))
    DatabaseOperations.sql_flush = empty  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _french_first() -> Iterator[None]:
    """A request leaves its language active in the thread: no test may start in another's."""
    from django.utils import translation

    translation.activate("fr")
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    yield
    from django.core.cache import caches

    # Pages too: the journal starts again from nothing with each test, and its version is their key.
    for alias in ("default", "pages"):
        caches[alias].clear()


@pytest.fixture(autouse=True)
def _media_apart(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def parvis(tmp_path: Path):
    """Run `parvis …` as a user would, in a process of its own."""

    def run(*arguments: str, env: dict[str, str] | None = None, stdin: str | None = None, timeout: int = 120):
        return subprocess.run(
            [sys.executable, "-m", "parvis.cli", *arguments],
            capture_output=True,
            text=True,
            timeout=timeout,
            input=stdin,
            cwd=tmp_path,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **(env or {})},
        )

    return run


@pytest.fixture(scope="session")
def playwright():
    """The one Playwright of this process: a second beside it is refused."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright):
    chromium = playwright.chromium.launch(
        executable_path=CHROMIUM,
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    )
    yield chromium
    chromium.close()
