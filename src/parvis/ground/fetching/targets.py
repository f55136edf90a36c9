"""What an address says, read strictly: where two programs could understand two things, it is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from parvis.ground.fetching.addresses import Reach, as_address
from parvis.ground.fetching.reasons import FetchRefused

STANDARD = {"http": 80, "https": 443}
MOST = 2000  # characters of an address
MISLEADING = re.compile(r"[\x00-\x20\x7f\\]")
CALENDAR = re.compile(r"^webcals?:", re.IGNORECASE)  # what calendars call the address of a feed
NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)
NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
KEPT = "/:@!$&'()*+,;=~-._%"


@dataclass(frozen=True)
class Target:
    """A request's address: the host as it is resolved, the path as it is sent."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == STANDARD[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"


def target_of(url: str, reach: Reach) -> Target:
    """Read an address; FetchRefused says what is wrong with it."""
    url = CALENDAR.sub("https:", url.strip())
    shown = url[:80]
    if not url or len(url) > MOST or MISLEADING.search(url):
        raise FetchRefused("address", url=shown)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise FetchRefused("address", url=shown) from None
    if parts.scheme not in STANDARD:
        if parts.scheme and "." not in parts.scheme and parts.scheme != "localhost":
            raise FetchRefused("scheme", scheme=parts.scheme[:20])
        raise FetchRefused("address", url=shown)
    if "@" in parts.netloc:
        raise FetchRefused("credentials")
    host = host_of(parts.hostname or "", shown)
    port = STANDARD[parts.scheme] if port is None else port
    if port not in reach.ports:
        raise FetchRefused("port", port=port)
    path = quote(parts.path or "/", safe=KEPT)
    query = f"?{quote(parts.query, safe=KEPT + '?')}" if parts.query else ""
    return Target(parts.scheme, host, port, path + query)


def host_of(host: str, shown: str) -> str:
    """The host in ASCII; a number is an address only as everybody writes addresses (not 2130706433, 0177.1, 0x7f.1)."""
    if address := as_address(host):
        return str(address)
    try:
        plain = host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise FetchRefused("address", url=shown) from None
    labels = plain.split(".")
    if not all(NAME.fullmatch(label) for label in labels) or len(plain) > 253:
        raise FetchRefused("address", url=shown)
    if NUMBER.fullmatch(labels[-1]):
        raise FetchRefused("private", host=host[:80])
    if as_address(plain):  # full-width digits become plain ones: ask the same question of what they became
        raise FetchRefused("private", host=host[:80])
    return plain


def next_target(target: Target, location: str, reach: Reach) -> Target:
    """Where a redirection leads, read with the same rules."""
    try:
        url = urljoin(target.url, location.strip())
    except ValueError:
        raise FetchRefused("address", url=location[:80]) from None
    following = target_of(url, reach)
    if target.scheme == "https" and following.scheme == "http":
        raise FetchRefused("downgrade")
    return following
