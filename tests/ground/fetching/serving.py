"""A server on 127.0.0.1 that answers what a test tells it to, byte for byte, in threads of this process."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Answer = Callable[[str, dict[str, str], socket.socket], None]


@dataclass
class Served:
    """Where it listens, and what was asked of it: (path, headers)."""

    port: int
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


@contextmanager
def serving(answer: Answer, context: ssl.SSLContext | None = None) -> Iterator[Served]:
    """Serve until the block ends."""
    listening = socket.create_server(("127.0.0.1", 0))
    served = Served(listening.getsockname()[1])
    open_sockets: list[socket.socket] = []

    def talk(client: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError):
            if context is not None:
                client = context.wrap_socket(client, server_side=True)
                open_sockets.append(client)
            request = b""
            while b"\r\n\r\n" not in request:
                part = client.recv(65536)
                if not part:
                    return
                request += part
            first, *lines = request.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
            path = first.split()[1]
            served.asked.append((path, headers))
            answer(path, headers, client)
        with contextlib.suppress(OSError):
            client.close()

    def listen() -> None:
        while True:
            try:
                client, _ = listening.accept()
            except OSError:
                return
            open_sockets.append(client)
            threading.Thread(target=talk, args=(client,), daemon=True).start()

    waiting = threading.Thread(target=listen, daemon=True)
    waiting.start()
    try:
        yield served
    finally:
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        for client in open_sockets:
            with contextlib.suppress(OSError):
                client.close()
        waiting.join(5)


def page(
    body: bytes = b"BEGIN:VCALENDAR", kind: str = "text/calendar", status: str = "200 OK", **headers: str
) -> Answer:
    """The same answer whatever is asked; headers as `content_encoding="gzip"`."""

    def answer(path: str, asked: dict[str, str], client: socket.socket) -> None:
        fields = {"content-length": str(len(body)), "content-type": kind}
        fields |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
        client.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)

    return answer


def moved(location: str) -> Answer:
    return page(b"", status="302 Found", location=location)
