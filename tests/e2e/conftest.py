"""The demonstration, served as an operator serves it, and a real browser that looks at it."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from django.utils import translation

from tests.instances import PARVIS

ANCHOR = "2026-03-12"
DATABASE = "site.sqlite3"
STARTS = ("/fr/", "/en/")
MOST_PAGES = 900  # the demonstration has some 430 events in two languages; the sample below keeps the crawl short
EACH_VIEW = 6  # pages of one view that are opened in each language


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    cookies: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Site:
    """A running instance: ask it for pages, or crawl it from its two home pages."""

    port: int
    _answers: dict[str, Answer] = field(default_factory=dict)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, {name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, path: str, form: dict[str, str]) -> Answer:
        """Send a form as a page of the site would."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.url("")}
        return self._ask("POST", path, headers, urlencode(form))

    def _ask(self, method: str, path: str, headers: dict[str, str], body: str | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        answer = Answer(
            response.status,
            {name.lower(): value for name, value in response.getheaders()},
            response.read(),
            tuple(value for name, value in response.getheaders() if name.lower() == "set-cookie"),
        )
        connection.close()
        return answer

    def remembered(self, path: str) -> Answer:
        if path not in self._answers:
            self._answers[path] = self.get(path)
        return self._answers[path]


class Links(HTMLParser):
    """Every address a page names: links, pictures, styles, scripts, forms that only read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.identifiers: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if given.get("id"):
            self.identifiers.add(given["id"] or "")
        for name in ("href", "src"):
            if given.get(name) and tag != "use":
                self.found.append((tag, given[name] or ""))
        if tag == "form" and (given.get("method") or "get").lower() == "get" and given.get("action"):
            self.found.append((tag, given["action"] or ""))


def local_links(path: str, html: str) -> list[str]:
    """Paths (with query) of this site that a page links to."""
    paths = []
    for _, address in Links(html).found:
        parts = urlsplit(urljoin(f"http://site{path}", address))
        if parts.scheme in {"http", "https"} and (parts.netloc == "site" or parts.netloc.startswith("127.0.0.1:")):
            paths.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return paths


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("site"), ANCHOR) as running:
        yield running


@contextlib.contextmanager
def served(folder: Path, anchor: str, *beside: str) -> Iterator[Site]:
    """The demonstration of that day, written and served from a folder of its own, with other processes beside.

    `parvis demo` migrates the database first, unless the folder holds one that is.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "PARVIS_DATA": str(folder),
        "PARVIS_DEMO": "1",
        "PARVIS_URL": f"http://127.0.0.1:{port}",
    }
    subprocess.run([*PARVIS, "demo", "--anchor", anchor], env=env, cwd=folder, check=True, capture_output=True)
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [*PARVIS, "serve", "web", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"],
            env=env, cwd=folder, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        others = [
            subprocess.Popen([*PARVIS, "serve", one], env=env, cwd=folder, stdout=log, stderr=log) for one in beside
        ]
        try:
            wait_until_served(port, server, folder)
            yield Site(port)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            for other in others:
                other.terminate()
            for process in (server, *others):
                process.wait(15)


def wait_until_served(port: int, server: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if Site(port).get("/healthz").status == 200:
                return
        time.sleep(0.2)
    pytest.fail("the site did not start:\n" + (folder / "server.log").read_text()[-2000:])


def view_of(path: str) -> str:
    """Name of the view behind a path; the path itself where there is none, so that the crawl finds it dead."""
    with translation.override(path[1:3] if path[:4] in STARTS else "fr"):
        try:
            match = resolve(urlsplit(path).path)
        except Resolver404:
            return path
    return match.view_name or match._func_path


@pytest.fixture(scope="session")
def crawled(site: Site) -> dict[str, Answer]:
    """Path → answer; of each view in each language, the first `EACH_VIEW` addresses met."""
    queue, opened, counts = list(STARTS), {}, {}
    while queue and len(opened) < MOST_PAGES:
        path = queue.pop(0)
        if path in opened or path.startswith(("/fr/admin/", "/en/admin/")):
            continue
        kind = (view_of(path) if not path.startswith(("/static/", "/media/")) else path, path[:4])
        if counts.get(kind, 0) >= EACH_VIEW:
            continue
        counts[kind] = counts.get(kind, 0) + 1
        answer = site.remembered(path)
        opened[path] = answer
        if answer.status in {301, 302}:
            queue.append(answer.headers["location"])
        elif is_page(answer):
            queue += local_links(path, answer.text)
    return opened


def is_page(answer: Answer) -> bool:
    """What a browser shows; a file in HTML that it is told to keep (the template of a plan) is no page."""
    kept = answer.headers.get("content-disposition", "").startswith("attachment")
    return "text/html" in answer.headers.get("content-type", "") and not kept


def pages(crawled: dict[str, Answer]) -> dict[str, Answer]:
    return {path: answer for path, answer in crawled.items() if answer.status == 200 and is_page(answer)}
