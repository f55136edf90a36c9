"""One address read, whoever typed it: within bounds of bytes and time, on public machines, every redirection anew."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import httpcore
from django.conf import settings

from parvis import __version__
from parvis.ground.fetching.addresses import Reach, Resolver, configured, system_resolver
from parvis.ground.fetching.connecting import Backend, Budget, trusted
from parvis.ground.fetching.reasons import FetchFailed, FetchRefused
from parvis.ground.fetching.targets import Target, next_target, target_of

REDIRECTIONS = 5
MOVED = frozenset({301, 302, 303, 307, 308})
COMPRESSED = frozenset({"gzip", "x-gzip", "deflate"})
GZIP_OR_ZLIB = 47  # zlib's window bits: whichever of the two it finds
STEP = 64 * 1024


@dataclass(frozen=True)
class Fetched:
    """An answer: 200 with its body, or 304 when nothing changed since the validators that were given.

    url       where it was found after redirections
    headers   names in lower case; one that comes twice keeps its first value
    """

    status: int
    url: str
    headers: dict[str, str]
    body: bytes
    not_modified: bool = False

    @property
    def content_type(self) -> str:
        return media_type(self.headers.get("content-type", ""))

    @property
    def etag(self) -> str:
        return self.headers.get("etag", "")[:500]

    @property
    def last_modified(self) -> str:
        return self.headers.get("last-modified", "")[:100]


def fetch(
    url: str,
    *,
    accept: Collection[str],
    most_bytes: int,
    seconds: float,
    etag: str = "",
    last_modified: str = "",
    resolve: Resolver = system_resolver,
    reach: Reach | None = None,
    trust: ssl.SSLContext | None = None,
) -> Fetched:
    """Read a web address.

    accept        media types that are read ("text/calendar"); no type counts as application/octet-stream
    most_bytes    of the body, before and after decompression
    seconds       for everything: names, connections, redirections, the last byte
    etag          with last_modified, what the previous answer gave: the next may then be a 304 without a body
    resolve       gives the addresses of a host
    reach         what may be reached besides public machines; the operator's settings by default
    trust         the authorities that certificates are checked against

    Raises FetchRefused (we do not read that) or FetchFailed (it did not work), each one sentence. No proxy of the
    environment is used: it would resolve names itself, and nothing would be checked.
    """
    reach = configured() if reach is None else reach
    budget = Budget.of(seconds, most_bytes)
    target = target_of(url, reach)
    validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers = asked(accept) | {name: value for name, value in validators.items() if value}
    context = trust
    for _hop in range(REDIRECTIONS + 1):
        if context is None and target.scheme == "https":
            context = trusted()
        answer = ask(target, headers, Backend(reach, resolve, budget), context, budget, accept)
        if isinstance(answer, Fetched):
            return answer
        target = next_target(target, answer, reach)
    raise FetchRefused("redirects", most=REDIRECTIONS)


def ask(
    target: Target,
    headers: dict[str, str],
    backend: Backend,
    context: ssl.SSLContext | None,
    budget: Budget,
    accept: Collection[str],
) -> Fetched | str:
    """One request on a connection of its own: an answer, or the address that it leads to."""
    try:
        with (
            httpcore.ConnectionPool(ssl_context=context, max_connections=1, network_backend=backend) as pool,
            pool.stream("GET", target.url, headers=headers, extensions=waits(budget)) as response,
        ):
            found = headers_of(response.headers)
            if response.status in MOVED and found.get("location"):
                return found["location"]
            return taken(target, response, found, headers, budget, accept)
    except (TimeoutError, httpcore.TimeoutException):
        raise budget.late() from None
    except httpcore.ConnectError as error:
        raise FetchFailed("connection", host=target.host) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise FetchFailed("answer", host=target.host) from error


def taken(
    target: Target,
    response: httpcore.Response,
    found: dict[str, str],
    sent: dict[str, str],
    budget: Budget,
    accept: Collection[str],
) -> Fetched:
    """The body of an answer that is what was asked for."""
    if response.status == 304 and {"If-None-Match", "If-Modified-Since"} & sent.keys():
        return Fetched(304, target.url, found, b"", not_modified=True)
    if response.status != 200:
        raise FetchFailed("status", status=response.status)
    kind = media_type(found.get("content-type", "")) or "application/octet-stream"
    if kind not in accept:
        raise FetchRefused("type", type=kind[:80])
    if found.get("content-length", "").isdigit() and int(found["content-length"]) > budget.most:
        raise budget.too_large()
    encoding = found.get("content-encoding", "").strip().lower()
    return Fetched(200, target.url, found, bounded(unpacked(response.iter_stream(), encoding, target), budget))


def bounded(parts: Iterable[bytes], budget: Budget) -> bytes:
    body = bytearray()
    for part in parts:
        body += part
        if len(body) > budget.most:
            raise budget.too_large()
        budget.time_left()  # a small answer can take long to unpack
    return bytes(body)


def unpacked(parts: Iterable[bytes], encoding: str, target: Target) -> Iterator[bytes]:
    """The body as it was before compression, a piece at a time: a bomb is noticed long before it is whole."""
    if encoding in {"", "identity"}:
        yield from parts
        return
    if encoding not in COMPRESSED:
        raise FetchRefused("encoding", encoding=encoding[:40])
    reader = zlib.decompressobj(GZIP_OR_ZLIB)
    waiting = b""
    try:
        for part in parts:
            waiting += part
            while waiting:
                if reader.eof:  # gzip allows several members in a row
                    reader = zlib.decompressobj(GZIP_OR_ZLIB)
                yield reader.decompress(waiting, STEP)
                waiting = reader.unused_data if reader.eof else reader.unconsumed_tail
        yield reader.decompress(b"", STEP)
    except zlib.error as error:
        raise FetchFailed("answer", host=target.host) from error
    if not reader.eof:
        raise FetchFailed("answer", host=target.host)


def asked(accept: Collection[str]) -> dict[str, str]:
    return {
        "Accept": ", ".join(accept),
        "Accept-Encoding": "gzip",
        "User-Agent": f"Parvis/{__version__} (+{settings.SITE_URL})",
        "Connection": "close",
    }


def waits(budget: Budget) -> dict[str, dict[str, float]]:
    left = budget.time_left()
    return {"timeout": {"connect": left, "read": left, "write": left, "pool": left}}


def headers_of(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in pairs:
        found.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    return found


def media_type(value: str) -> str:
    return value.split(";", 1)[0].strip().lower()
