"""What a first visit downloads, page by page, with a real browser: compressed bytes, requests, layout shift, third parties.

.venv/bin/python bench/first_view.py        # bar: ≤ 60 kB of HTML, CSS and JavaScript; no third party; CLS 0
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
from serving import wait_for

PAGES = (
    "/fr/", "/fr/agenda/", "/fr/agenda/?when=coming", "/fr/agenda/month/2026-03/", "/fr/agenda/berges-de-l-ambre/",
    "/en/agenda/sommet-des-services-publics-ouverts/", "/fr/documents/", "/fr/data/", "/fr/search/?q=eau",
)  # fmt: skip
SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value }))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 400);
})"""


@contextlib.contextmanager
def served(parvis: list[str], env: dict[str, str], folder: Path) -> Iterator[int]:
    """The site as an operator serves it, static files gathered and compressed; yields its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*parvis, "serve", "web", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(command, env={**os.environ, **env}, cwd=folder, start_new_session=True)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(15)


def main() -> int:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or sys.exit("bench: Chromium is not installed")
    failed = False
    with tempfile.TemporaryDirectory() as name:
        env = {
            "DATABASE_URL": f"sqlite:///{name}/demo.sqlite3", "PARVIS_DATA": name, "PARVIS_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "parvis.config.settings", "PARVIS_HOSTS": "127.0.0.1",
        }  # fmt: skip
        parvis = [sys.executable, "-m", "parvis.cli"]
        subprocess.run(
            [*parvis, "demo", "--anchor", "2026-03-12"], env={**os.environ, **env}, check=True, capture_output=True
        )
        with (
            served(parvis, env, Path(name)) as port,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
            )
            print(f"{'page':52} {'html':>8} {'css+js':>8} {'font':>8} {'requests':>9} {'CLS':>5}")
            for path in PAGES:
                context = browser.new_context(viewport={"width": 1280, "height": 900})
                page = context.new_page()
                sizes: dict[str, int] = {}
                elsewhere: list[str] = []

                def note(response, sizes=sizes, elsewhere=elsewhere) -> None:
                    kind = response.request.resource_type
                    if urlsplit(response.url).port != port:
                        elsewhere.append(response.url)
                    sizes[kind] = sizes.get(kind, 0) + response.request.sizes()["responseBodySize"]

                requests: list[str] = []
                page.on("request", lambda request, requests=requests: requests.append(request.url))
                page.on("requestfinished", lambda request, note=note: note(request.response()))
                page.goto(f"http://127.0.0.1:{port}{path}", wait_until="networkidle")
                shift = page.evaluate(SHIFT)
                text = sizes.get("document", 0) + sizes.get("stylesheet", 0) + sizes.get("script", 0)
                assets = sizes.get("stylesheet", 0) + sizes.get("script", 0)
                late = text > 60_000 or shift or elsewhere
                failed |= bool(late)
                print(
                    f"{path:52} {sizes.get('document', 0):8,} {assets:8,} {sizes.get('font', 0):8,} {len(requests):9} {shift:5.2f}{'  ✗' if late else ''}"
                )
                context.close()
            browser.close()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
