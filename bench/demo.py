"""`make demo` on a fresh clone: seconds until it serves, with empty caches, then a second time (bars: 60 s and 10 s).

    python3 bench/demo.py            # needs nothing installed; clones this checkout's last commit

The network is in the first figure: the packages come from the index that pip and uv are set up to use.
"""

import contextlib
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 180


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def seconds_until_served(clone: Path, home: Path) -> float:
    """Run `make demo` and stop the clock when the home page answers 200."""
    port = free_port()
    kept = (
        "PATH",
        "LANG",
        "PIP_INDEX_URL",
        "PIP_CONFIG_FILE",
        "SSL_CERT_FILE",
        "REQUESTS_CA_BUNDLE",
        "HTTPS_PROXY",
        "NO_PROXY",
    )
    env = {name: value for name, value in os.environ.items() if name in kept or name.startswith("UV_")}
    env |= {
        "HOME": str(home),
        "UV_CACHE_DIR": str(home / "uv"),
        "PIP_CACHE_DIR": str(home / "pip"),
        "PIP_NO_CACHE_DIR": "1",
    }
    started = time.monotonic()
    with (home / "make.log").open("ab") as log:
        make = subprocess.Popen(
            ["make", "demo", f"PORT={port}"], cwd=clone, env=env, stdout=log, stderr=log, start_new_session=True
        )
        try:
            while time.monotonic() - started < LONGEST and make.poll() is None:
                with (
                    contextlib.suppress(OSError),
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/fr/", timeout=5) as answer,
                ):
                    if answer.status == 200:
                        return time.monotonic() - started
                time.sleep(0.1)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(make.pid, signal.SIGTERM)
            make.wait(20)
    sys.exit("bench/demo.py: the demonstration was not served:\n" + (home / "make.log").read_text()[-3000:])


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        home, clone = Path(name) / "home", Path(name) / "parvis"
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", "--depth", "1", f"file://{ROOT}", str(clone)], check=True)
        first = seconds_until_served(clone, home)
        cpu = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(
            f"make demo, fresh clone, empty caches   served after {first:5.1f} s   (bar ≤ 60; {cpu.ru_utime + cpu.ru_stime:.1f} CPU-s)"
        )
        second = seconds_until_served(clone, home)
        print(f"make demo, second time                 served after {second:5.1f} s   (bar ≤ 10)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
