"""Connections to an address that was checked, bounded in bytes and in time.

httpcore speaks HTTP and asks this backend for the wire, so that the check and the connection are one act: the name is
resolved once, here, and what was checked is what is connected to. TLS still verifies the name.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import certifi
import httpcore

from parvis.ground.fetching.addresses import Reach, Resolver, reachable
from parvis.ground.fetching.reasons import FetchFailed, FetchRefused

HEADERS = 128 * 1024  # bytes of an answer besides its body
CONNECTION = 10.0  # seconds for one address, so that a second one has its chance


@dataclass
class Budget:
    """What is left of the time and of the bytes of one request, redirections included."""

    ends: float
    seconds: float
    bytes_left: int
    most: int

    @classmethod
    def of(cls, seconds: float, most: int) -> Budget:
        return cls(time.monotonic() + seconds, seconds, most + HEADERS, most)

    def time_left(self, at_most: float | None = None) -> float:
        """Seconds left, never 0; FetchFailed when there are none."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise self.late()
        return left if at_most is None else min(left, at_most)

    def late(self) -> FetchFailed:
        return FetchFailed("time", seconds=f"{self.seconds:g}")

    def spend(self, number: int) -> None:
        self.bytes_left -= number
        if self.bytes_left < 0:
            raise self.too_large()

    def too_large(self) -> FetchRefused:
        return FetchRefused("size", most=size_words(self.most))


def size_words(number: int) -> str:
    return f"{number // 1_000_000} MB" if number >= 1_000_000 else f"{max(1, number // 1000)} kB"


class Stream(httpcore.NetworkStream):
    """A connection that looks at its budget before each read."""

    def __init__(self, wire: httpcore.NetworkStream, budget: Budget) -> None:
        self.wire, self.budget = wire, budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self.wire.read(max_bytes, self.budget.time_left(timeout))
        self.budget.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.wire.write(buffer, self.budget.time_left(timeout))

    def close(self) -> None:
        self.wire.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            secured = self.wire.start_tls(ssl_context, server_hostname, self.budget.time_left(timeout))
        except httpcore.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLCertVerificationError):
                detail = error.__cause__.verify_message[:120]
                raise FetchFailed("certificate", host=server_hostname, detail=detail) from error
            raise
        return Stream(secured, self.budget)

    def get_extra_info(self, info: str) -> Any:
        return self.wire.get_extra_info(info)


class Backend(httpcore.NetworkBackend):
    """Resolves, checks every address, then connects to one of those it has checked."""

    def __init__(self, reach: Reach, resolve: Resolver, budget: Budget) -> None:
        self.reach, self.resolve, self.budget = reach, resolve, budget
        self.wires = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = reachable(host, self.reach, self.resolve, self.budget.time_left())
        for position, address in enumerate(addresses, start=1):
            try:
                wire = self.wires.connect_tcp(
                    address, port, self.budget.time_left(CONNECTION), None, socket_options or ()
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if position == len(addresses):
                    raise
            else:
                return Stream(wire, self.budget)
        raise FetchFailed("connection", host=host)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise FetchRefused("private", host=path)

    def sleep(self, seconds: float) -> None:
        time.sleep(min(seconds, self.budget.time_left()))


def trusted() -> ssl.SSLContext:
    """The authorities of this machine, and certifi's for one that has none."""
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    return context
