"""`parvis check-house`: what `make check` asks of the house as a whole; each finding is a sentence."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

from parvis.config.messages import SOURCE, find_faults
from parvis.config.sentences import Text
from parvis.config.start import say, tell

ROOT = SOURCE.parents[1]
SNAPSHOT = ROOT / "tests" / "snapshots" / "openapi.json"
# A template may use what its own app, or an app below it, defines.
LAYERS = ("ui", "ground", "people", "disclose", "convene", "commit", "portal", "config")
SIBLINGS = {"convene", "commit"}  # side by side: neither knows the other


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="parvis check-house")
    parser.add_argument("--accept", action="store_true", help="keep the present API contract as the one to hold")
    options = parser.parse_args(arguments)
    if options.accept:
        SNAPSHOT.parent.mkdir(parents=True, exist_ok=True)
        SNAPSHOT.write_text(contract())
    findings = [*translations(), *migrations(), *api(), *templates(), *addresses()]
    for finding in findings:
        say(Text(finding, finding))
    if not findings:
        tell(Text("La maison est en ordre.", "The house is in order."))
    return 1 if findings else 0


def translations() -> Iterator[str]:
    yield from find_faults()


def migrations() -> Iterator[str]:
    """A model that changed without its migration."""
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
    from django.db.migrations.state import ProjectState
    from django.utils import translation

    translation.deactivate_all()  # migrations keep the words of the code
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(
        loader.project_state(),
        ProjectState.from_apps(apps),
        NonInteractiveMigrationQuestioner(specified_apps=None, dry_run=True),
    )
    for app, changes in sorted(detector.changes(graph=loader.graph).items()):
        for migration in changes:
            for operation in migration.operations:
                yield f"{app}: {operation.describe()} has no migration; run “parvis django makemigrations {app}”."


def contract() -> str:
    """The OpenAPI description of the API, as text that changes only when the contract does."""
    from parvis.portal.api import api as described

    return json.dumps(described.get_openapi_schema(), indent=1, sort_keys=True, ensure_ascii=False, default=str) + "\n"


def api() -> Iterator[str]:
    if not SNAPSHOT.exists():
        yield "tests/snapshots/openapi.json does not exist; run “parvis check-house --accept”."
    elif SNAPSHOT.read_text() != contract():
        yield "the API is not what tests/snapshots/openapi.json promises; if meant: “parvis check-house --accept”."


USES = re.compile(r"""{%\s*(?:extends|include)\s+["']([\w./-]+)["']|{%\s*url\s+["'](\w+):""")


def templates() -> Iterator[str]:
    """A template that uses another of a layer above its own, or the addresses of one."""
    for path in sorted(SOURCE.glob("**/templates/**/*.*")):
        own = layer_of(path)
        for template, namespace in USES.findall(path.read_text()):
            used = owner_of(template) if template else layer_of_namespace(namespace)
            if used and not may_use(own, used):
                name = path.relative_to(SOURCE)
                yield f"{name} (layer {own}) uses “{template or namespace + ':'}” of the layer {used}."


def may_use(own: str, used: str) -> bool:
    """Whether what stands in the layer `own` may use what stands in the layer `used`: itself, or one below."""
    if own in SIBLINGS and used in SIBLINGS:
        return own == used
    return LAYERS.index(used) <= LAYERS.index(own)


def layer_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0]


def owner_of(template: str) -> str:
    """The layer whose folder holds a template, the lowest when several do; an empty string for a library's."""
    found = [layer_of(path) for path in SOURCE.glob(f"**/templates/{template}")]
    return min(found, key=LAYERS.index) if found else ""


def layer_of_namespace(namespace: str) -> str:
    """The layer whose `urls.py` declares this `app_name`."""
    for path in SOURCE.glob("**/*.py"):
        if path.name in {"urls.py", "pages.py"} and re.search(rf'^app_name = "{namespace}"', path.read_text(), re.M):
            return layer_of(path)
    return ""


def addresses() -> Iterator[str]:
    """An entry of a menu that leads nowhere."""
    from parvis.ui.navigation import unreachable

    for name in unreachable():
        yield f"the menu entry “{name}” leads to no address."
