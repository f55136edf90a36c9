"""A crowd of people with few connections, as a proxy has them: what each sent, when, what came back. No Django here.

Cheap on purpose, since it shares the machine with the server it measures: one thread, sockets, a regular expression.
"""

from __future__ import annotations

import asyncio
import html
import re
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.S)
FIELD = re.compile(r"<(?:input|select|textarea)\b[^>]*>")
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.S)
SAID = {  # heading of a page → what it tells
    "Your ticket": "confirmed",
    "You are registered": "confirmed",
    "You are on the waiting list": "waiting",
    "Look in your mailbox": "held",
}
FULL = "All seats are taken"
TYPING = 2.5  # seconds in which one writes a name and an address; sent sooner, a form is taken for a program's
UNREACHED = (OSError, EOFError)  # the server is down, or was stopped while it answered


class Wrong(Exception):
    """An answer nobody wants."""


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


@dataclass
class Person:
    """One of the crowd; instants are those of the form that decides her rank."""

    number: int
    email: str
    address: str
    sent: float = 0.0
    answered: float = 0.0
    arrived: float = 0.0
    done: float = 0.0
    requests: int = 0
    polls: int = 0
    tries: int = 0
    receipt: str = ""
    page: str = ""
    told: list[str] = field(default_factory=list)  # every receipt she was shown, in order


class Crowd:
    """Asks on at most so many connections at a time, whoever the people are."""

    def __init__(self, port: int, connections: int, *, insist: bool = False) -> None:
        self.port, self.insist = port, insist
        self.free: asyncio.Queue[list[asyncio.StreamReader | asyncio.StreamWriter]] = asyncio.Queue()
        for _ in range(connections):
            self.free.put_nowait([])
        self.milliseconds: dict[str, list[float]] = {}
        self.errors: Counter[str] = Counter()
        self.interrupted = 0
        self.parsed: dict[bytes, dict[str, str]] = {}

    async def ask(
        self, kind: str, person: Person, method: str, path: str, form: dict[str, str] | None = None
    ) -> Answer:
        """Ask once, and again while the server is down when the crowd insists."""
        while True:
            streams = await self.free.get()
            sent = time.perf_counter()
            if kind in {"form sent", "code sent"} and not person.sent:
                person.sent = sent
            try:
                answer = await self.exchange(streams, person, method, path, form)
            except UNREACHED:
                streams.clear()
                self.interrupted += 1
                if not self.insist:
                    raise
                person.tries += 1
            else:
                took = time.perf_counter() - sent
                self.milliseconds.setdefault(kind, []).append(1000 * took)
                return answer
            finally:
                self.free.put_nowait(streams)
            await asyncio.sleep(0.5)

    async def exchange(
        self,
        streams: list[asyncio.StreamReader | asyncio.StreamWriter],
        person: Person,
        method: str,
        path: str,
        form: dict[str, str] | None,
    ) -> Answer:
        if not streams or streams[0].at_eof():  # type: ignore[union-attr]
            streams[:] = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = streams
        body = urlencode(form).encode() if form is not None else b""
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"X-Forwarded-For: {person.address}"]
        if form is not None:
            lines += [f"Content-Length: {len(body)}", "Content-Type: application/x-www-form-urlencoded"]
            lines += [f"Origin: http://127.0.0.1:{self.port}"]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)  # type: ignore[union-attr]
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")  # type: ignore[union-attr]
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
        content = await reader.readexactly(int(headers.get("content-length", 0)))  # type: ignore[union-attr]
        if headers.get("connection", "").lower() == "close":
            streams.clear()
        return Answer(int(head[0].split()[1]), headers, content)

    def fields(self, answer: Answer, having: str) -> dict[str, str]:
        """Action and fields, filled as they come, of the form that has a field of that name; parsed once a page."""
        key = answer.content
        if key not in self.parsed:
            self.parsed[key] = parsed(answer.text, having)
        return dict(self.parsed[key])


def parsed(page: str, having: str) -> dict[str, str]:
    for form in FORM.findall(page):
        fields: dict[str, str] = {"": attributes(form[: form.index(">")]).get("action", "")}
        for tag in FIELD.findall(form):
            said = attributes(tag)
            name, kind = said.get("name", ""), said.get("type", "text")
            if not name or (kind in {"radio", "checkbox"} and "checked" not in said and name in fields):
                continue
            if kind == "checkbox" and "checked" not in said:
                continue
            fields[name] = said.get("value", "")
        if having in fields:
            return fields
    raise Wrong(f"no form asks for {having}")


def check(what: str, answer: Answer, *statuses: int) -> None:
    if answer.status not in statuses:
        raise Wrong(f"{what}: {answer.status}")


def attributes(tag: str) -> dict[str, str]:
    return {name.lower(): html.unescape(value) for name, value in ATTRIBUTE.findall(tag)}


def local(address: str) -> str:
    parts = urlsplit(address)
    return parts._replace(scheme="", netloc="").geturl()


async def register(crowd: Crowd, person: Person, path: str) -> None:
    """The form, what one types, the receipt; while the line is long, its page again when it says so."""
    person.arrived = time.perf_counter()
    shown = await crowd.ask("form", person, "GET", path)
    person.requests += 1
    check("form", shown, 200)
    form = crowd.fields(shown, "email")
    action = local(form.pop("")) or path
    await asyncio.sleep(TYPING)
    form |= {"name": f"Personne {person.number}", "email": person.email}
    sent = await crowd.ask("form sent", person, "POST", action, form)
    person.answered = time.perf_counter()
    person.requests += 1
    check("form sent", sent, 302, 303)
    await arrive(crowd, person, local(sent.headers["location"]))


async def arrive(crowd: Crowd, person: Person, path: str) -> None:
    """Wait in line as long as it takes, then read the receipt."""
    for _ in range(600):
        in_line = "/line/" in path
        answer = await crowd.ask("line" if in_line else "receipt", person, "GET", path)
        if in_line:
            person.polls += 1
        else:
            person.requests += 1
        if answer.status in {302, 303}:
            path = local(answer.headers["location"])
            continue
        check("line" if in_line else "receipt", answer, 200)
        if not in_line:
            person.receipt, person.page, person.done = path, answer.text, time.perf_counter()
            person.told.append(told(person.page))
            if person.told[-1] not in SAID.values():
                raise Wrong(f"receipt: {person.told[-1]}")
            return
        if "refresh" not in answer.headers:
            raise Wrong(f"line: {told(answer.text)}")
        await asyncio.sleep(float(answer.headers["refresh"]))
    raise Wrong("still in line")


async def confirm(crowd: Crowd, person: Person, code: str) -> None:
    """The six digits of the letter, typed on the receipt."""
    form = parsed(person.page, "code")
    action = local(form.pop("")) or person.receipt
    sent = await crowd.ask("code sent", person, "POST", action, {**form, "code": code})
    person.requests += 1
    check("code sent", sent, 302, 303)
    await arrive(crowd, person, local(sent.headers["location"]))


def told(page: str) -> str:
    """What a page says of one's registration, by its heading."""
    found = HEADING.search(page)
    heading = html.unescape(found[1]).strip() if found else ""
    said = SAID.get(heading, heading)
    # One page for an address that is known and one that is not: it says that the room is full, the letter says the rank.
    return "waiting" if said == "held" and FULL in page else said


async def together(crowd: Crowd, acts: Iterable[Callable[[], Awaitable[None]]]) -> None:
    """Everybody at once; one who gives up is counted among the errors and stops nobody."""

    async def one(act: Callable[[], Awaitable[None]]) -> None:
        try:
            await act()
        except UNREACHED as trouble:
            crowd.errors[type(trouble).__name__] += 1
        except Wrong as trouble:
            crowd.errors[str(trouble)] += 1

    await asyncio.gather(*(one(act) for act in acts))


def percentile(values: list[float], share: float) -> float:
    ranked = sorted(values)
    return ranked[min(int(share * len(ranked)), len(ranked) - 1)] if ranked else 0.0


def overtaken(people: Iterable[Person], place: dict[int, int]) -> int:
    """How many were passed by somebody whose form left after their own answer had come.

    `place`: number of a person → her place, smaller first; 0 for all who have a seat. One sweep over the instants.
    """
    instants = []
    for person in people:
        if person.number in place and person.answered:
            instants += [(person.answered, 0, person), (person.sent, 1, person)]
    furthest, wrong = -1, 0
    for _, is_sending, person in sorted(instants, key=lambda instant: instant[:2]):
        if not is_sending:
            furthest = max(furthest, place[person.number])
        elif place[person.number] < furthest:
            wrong += 1
    return wrong
