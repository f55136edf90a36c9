"""Thursday 12 March 2026, nine in the morning in Paris, for every page of the agenda."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

NOW = "2026-03-12T08:00:00+00:00"


def day(number: int) -> date:
    """A day of March 2026."""
    return date(2026, 3, number)


@pytest.fixture(autouse=True)
def _thursday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def queries_of(client: Client) -> Callable[[str], int]:
    """How many queries a page takes, once what a process keeps for ever is warm."""

    def count(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path, headers={"x-fresh": "1", "cookie": "a=b"})
        assert response.status_code == 200, path
        return len(captured)

    return count


class Words(HTMLParser):
    """The text of a page as a reader meets it, with the tags' names."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.links: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._open.append(dict(attributes).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        words = re.sub(r"[ \n\t]+", " ", data).strip(" ")  # a narrow space is part of a word
        if words:
            self.text.append(words)
            if self._open:
                self.links.setdefault(words, self._open[-1])


@pytest.fixture
def read(client: Client) -> Callable[..., tuple[str, Words]]:
    """The page at a path: its HTML and its words."""

    def page(path: str, status: int = 200) -> tuple[str, Words]:
        response = client.get(path)
        assert response.status_code == status, path
        html = response.content.decode()
        return html, Words(html)

    return page
