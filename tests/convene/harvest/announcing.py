"""A site that announces events: what it says can be changed between two readings."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.test.utils import override_settings

from tests.ground.fetching.serving import Served, serving

FIRST = date(2026, 3, 2)


@dataclass(frozen=True)
class Announced:
    """One event of the site."""

    uid: str
    title: str
    day: date = FIRST
    hour: str = "18"
    place: str = "Halle aux grains, Ambrelle"
    text: str = "Un atelier ouvert à toutes et à tous."
    status: str = ""
    sequence: int = 0
    more: str = ""

    def lines(self) -> str:
        start = f"DTSTART;TZID=Europe/Paris:{self.day:%Y%m%d}T{self.hour}0000" if self.hour else ""
        fields = [
            "BEGIN:VEVENT",
            f"UID:{self.uid}",
            "DTSTAMP:{stamp}",
            start,
            f"SUMMARY:{self.title}",
            f"DESCRIPTION:{self.text}" if self.text else "",
            f"LOCATION:{self.place}" if self.place else "",
            f"STATUS:{self.status}" if self.status else "",
            f"SEQUENCE:{self.sequence}" if self.sequence else "",
            self.more,
            "END:VEVENT",
        ]
        return "\r\n".join(filter(None, fields))


@dataclass
class Site:
    """What it announces now, how it answers, and what was asked of it."""

    events: list[Announced] = field(default_factory=list)
    status: str = "200 OK"
    stamp: int = 0
    served: Served | None = None
    validates: bool = True

    @property
    def url(self) -> str:
        if self.served is None:
            raise RuntimeError("The site is not served.")
        return self.served.url("/agenda.ics", host="127.0.0.1")

    def change(self, uid: str, **values: Any) -> None:
        self.events = [replace(event, **values) if event.uid == uid else event for event in self.events]

    def remove(self, *uids: str) -> None:
        self.events = [event for event in self.events if event.uid not in uids]

    def text(self) -> str:
        self.stamp += 1  # as many sites do, each answer says when it was written out
        events = "\r\n".join(event.lines() for event in self.events)
        stamp = f"20260301T{self.stamp % 24:02}0000Z"
        return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}\r\nEND:VCALENDAR\r\n".replace("{stamp}", stamp)

    def answer(self, path: str, asked: dict[str, str], client: socket.socket) -> None:
        etag = '"' + sha256(repr(self.events).encode()).hexdigest()[:16] + '"'
        if self.validates and self.status == "200 OK" and asked.get("if-none-match") == etag:
            client.sendall(f"HTTP/1.1 304 Not Modified\r\netag: {etag}\r\n\r\n".encode())
            return
        body = self.text().encode()
        head = f"content-type: text/calendar; charset=utf-8\r\ncontent-length: {len(body)}\r\netag: {etag}\r\n"
        client.sendall(f"HTTP/1.1 {self.status}\r\n{head}\r\n".encode() + body)


def some(number: int, first: date = FIRST) -> list[Announced]:
    """Events of different titles, a few a day."""
    return [
        Announced(f"{n}@site.example", f"Atelier {WORDS[n % len(WORDS)]} numéro {n}", first + timedelta(days=n // 7))
        for n in range(number)
    ]


WORDS = ("papier", "couture", "boussole", "verger", "horloge", "radio", "estuaire", "charpente", "lanterne")


@contextmanager
def announcing(*events: Announced, **values: Any) -> Iterator[Site]:
    """Serve a site on 127.0.0.1, which the instance may read for as long as the block lasts."""
    site = Site(list(events), **values)
    with serving(site.answer) as served:
        site.served = served
        here = [ipaddress.ip_network("127.0.0.1/32")]
        with override_settings(FETCH_PRIVATE=here, FETCH_PORTS=[served.port]):
            yield site
