"""The web server: granian, with as many processes as asked for."""

from __future__ import annotations


def run(host: str, port: int, workers: int) -> int:
    """Serve until told to stop."""
    from granian.constants import HTTPModes, Interfaces, Loops
    from granian.log import LogLevels
    from granian.server import Server

    server = Server(
        "parvis.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=2048,
        http=HTTPModes.http1,  # HTTP/2 is the reverse proxy's work
        loop=Loops.asyncio,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    server.serve()
    return 0


# Requests of one process wait on the database as much as they compute; more threads only share one interpreter lock.
THREADS = 4
