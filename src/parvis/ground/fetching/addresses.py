"""Which machines may be reached: public ones, and those an operator has named."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings

from parvis.ground.fetching.reasons import FetchFailed, FetchRefused

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolver = Callable[[str], Sequence[str]]

# Written out beside what `ipaddress` knows, whose answers have changed from one Python to the next.
CLOSED: tuple[Network, ...] = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # behind a provider's translation
        "127.0.0.0/8",  # this machine
        "169.254.0.0/16",  # link-local
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/3",  # multicast, reserved, broadcast
        "::/8",  # unspecified, this machine, IPv4 inside IPv6 (compatible, mapped, translated)
        "64:ff9b::/96",  # NAT64: an IPv4 address inside
        "64:ff9b:1::/48",  # NAT64, local use
        "100::/64",  # discarded
        "2001::/23",  # protocol assignments, with Teredo (IPv4 inside)
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address inside
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fc00::/7",  # private
        "fe80::/9",  # link-local, and site-local of old
        "ff00::/8",  # multicast
    )
)
# Where clouds tell a machine its own secrets: closed even to an operator who names the network around it.
METADATA = frozenset(
    ipaddress.ip_address(address)
    for address in (
        "169.254.169.254",
        "169.254.170.2",
        "168.63.129.16",
        "100.100.100.200",
        "192.0.0.192",
        "fd00:ec2::254",
    )
)
PORTS = frozenset({80, 443})


@dataclass(frozen=True)
class Reach:
    """What an operator opens besides public machines on the ports of the web."""

    private: tuple[Network, ...] = ()
    ports: frozenset[int] = PORTS

    def allows(self, address: Address) -> bool:
        if address in METADATA:
            return False
        if any(address in network for network in self.private):
            return True
        return public(address)


def configured() -> Reach:
    """What PARVIS_FETCH_PRIVATE and PARVIS_FETCH_PORTS open."""
    return Reach(tuple(settings.FETCH_PRIVATE), PORTS | frozenset(settings.FETCH_PORTS))


def public(address: Address) -> bool:
    """Whether anybody on the internet could reach it; an IPv6 address with a scope could only be local."""
    if getattr(address, "scope_id", None) or any(address in network for network in CLOSED):
        return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    )


def system_resolver(host: str) -> Sequence[str]:
    """Every address of a host, as the machine's own resolver gives them, in its order."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def reachable(host: str, reach: Reach, resolve: Resolver, seconds: float) -> list[str]:
    """The addresses of a host, all checked: one that is not public refuses the others with it.

    A name that has a public and a private address is a trick or a mistake; which one is connected to must not be luck.
    """
    literal = as_address(host)
    found = [literal] if literal else [as_address(text) for text in resolved(host, resolve, seconds)]
    if not found:
        raise FetchFailed("name", host=host)
    if any(address is None or not reach.allows(address) for address in found):
        raise FetchRefused("private", host=host)
    return [str(address) for address in found]


def resolved(host: str, resolve: Resolver, seconds: float) -> Sequence[str]:
    """Ask the resolver, which knows no time limit of its own, for as long as there is time."""
    answer: list[Sequence[str]] = []

    def ask() -> None:
        try:
            answer.append(resolve(host))
        except (OSError, UnicodeError):
            answer.append(())

    asking = threading.Thread(target=ask, daemon=True, name="fetching-resolver")
    asking.start()
    asking.join(max(seconds, 0.001))
    if not answer:
        raise TimeoutError
    return answer[0]


def as_address(text: str) -> Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
