"""Start a WSGI application under granian, load it with wrk for a bounded time, and account for its CPU."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Load:
    """What one run of wrk saw: requests, errors, latencies in milliseconds, and the server's CPU for each request."""

    requests: int
    errors: int
    p50: float
    p99: float
    cpu_ms: float


@dataclass(frozen=True)
class Server:
    port: int
    process: subprocess.Popen[bytes]

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def cpu_seconds(self) -> float:
        """User and system time of the server and of all the processes below it."""
        return cpu_of_family(self.process.pid)

    def load(
        self,
        path: str,
        *,
        seconds: int = 8,
        connections: int = 4,
        headers: Mapping[str, str] | None = None,
        script: Path | None = None,
    ) -> Load:
        """Ask for `path` (as `script`, in Lua, varies it) for that many seconds."""
        wrk = shutil.which("wrk") or sys.exit("bench: wrk is not installed (apt-get install wrk)")
        command = [wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "20s"]
        for name, value in (headers or {}).items():
            command += ["-H", f"{name}: {value}"]
        if script:
            command += ["-s", str(script)]
        before = self.cpu_seconds()
        said = subprocess.run([*command, self.url(path)], capture_output=True, text=True, check=True).stdout
        spent = self.cpu_seconds() - before
        requests = int(re.search(r"(\d+) requests in", said)[1])
        refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
        sockets = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
        errors = (int(refused[1]) if refused else 0) + (sum(map(int, sockets.groups())) if sockets else 0)
        return Load(requests, errors, _latency(said, "50%"), _latency(said, "99%"), 1000 * spent / max(requests, 1))


def _latency(said: str, percentile: str) -> float:
    number, unit = re.search(rf"{percentile}\s+([\d.]+)(us|ms|s|m)\b", said).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit]


def cpu_of_family(pid: int) -> float:
    """User and system seconds of a process and of all those below it."""
    return sum(_cpu_of(one) for one in family(pid))


def family(pid: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rsplit(")", 1)[1].split()
            children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    family, queue = [], [pid]
    while queue:
        family.append(one := queue.pop())
        queue += children.get(one, [])
    return family


def _cpu_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


@contextlib.contextmanager
def serve(
    application: str, *, env: Mapping[str, str], workers: int = 2, folder: Path | None = None
) -> Iterator[Server]:
    """Serve `module:name` on a free loopback port until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", "2", "--log-level", "warning", application]
    process = subprocess.Popen(command, env={**os.environ, **env}, cwd=folder, start_new_session=True)
    try:
        server = Server(port, process)
        wait_for(server.url("/healthz") if "parvis" in application else server.url("/"))
        yield server
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def wait_for(url: str, seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=5).close()
            return
        time.sleep(0.2)
    sys.exit(f"bench: {url} did not answer within {seconds:.0f} s")
