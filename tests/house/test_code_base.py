"""Tests about the code base itself: what a reviewer would otherwise have to remember."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "parvis"
LAYERS = ("ui", "ground", "people", "disclose", "convene", "commit", "portal", "config")  # from the ground up
SIBLINGS = {"convene", "commit"}  # side by side: neither uses the other
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
PYTHON = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def layer(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0]


def named(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def home_of(template: str) -> str | None:
    """The layer whose folder holds a template of that name; None for Django's and allauth's own."""
    for path in TEMPLATES:
        if str(path).endswith(f"/templates/{template}"):
            return layer(path)
    return None


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_only_uses_templates_of_its_layer_or_below(path: Path) -> None:
    for used in re.findall(r"{%\s*(?:extends|include)\s+[\"']([^\"']+)[\"']", path.read_text()):
        home = home_of(used)
        if home is None or home == layer(path):
            continue
        assert LAYERS.index(home) < LAYERS.index(layer(path)), f"{used} stands above"
        assert not {home, layer(path)} <= SIBLINGS, f"{used} stands beside"


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_holds_no_inline_script_style_or_handler(path: Path) -> None:
    text = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"\son[a-z]+=", text)
    assert not re.search(r"<style\b", text)
    for script in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in script or "application/ld+json" in script, script


def test_every_template_is_used() -> None:
    everything = "\n".join(path.read_text() for path in [*TEMPLATES, *PYTHON])
    unused = []
    for path in TEMPLATES:
        name = str(path).split("/templates/", 1)[1]
        # allauth asks for its templates by a name it builds itself, the admin by its own
        if name not in everything and not name.startswith(("account/", "mfa/", "allauth/", "django/", "admin/")):
            unused.append(name)
    # names built at run time: components and icons by their code, error pages by their status
    assert not [name for name in unused if not re.match(r"(ui/(components|parts|forms)/|\d{3}\.html)", name)]


@pytest.mark.parametrize("path", PYTHON, ids=named)
def test_a_silenced_warning_carries_its_reason(path: Path) -> None:
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if re.search(r"#\s*noqa", line):
            assert re.search(r"noqa: [A-Z0-9, ]+ -- \S", line), f"line {number}: say why, after “ -- ”"


def test_every_ignored_lint_rule_carries_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    ignored = text.split("\nignore = [", 1)[1].split("\n]", 1)[0]
    for line in ignored.strip().splitlines():
        assert "#" in line, line


def test_no_drawer_collects_what_has_no_name() -> None:
    drawers = {"utils", "common", "helpers", "misc"}
    assert not [path for path in SOURCE.rglob("*") if path.stem in drawers]


def test_the_version_is_written_once_and_told_everywhere() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f"softwareVersion: {version}" in (ROOT / "publiccode.yml").read_text()
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text()


def test_a_link_of_the_documentation_leads_somewhere() -> None:
    dead = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text())
        dead += [f"{page.relative_to(ROOT)} → {target}" for target in targets if not (page.parent / target).exists()]
    assert not dead


def test_nobody_opens_a_file_of_more_than_400_lines() -> None:
    long = {named(path): lines for path in PYTHON if (lines := len(path.read_text().splitlines())) > 400}
    assert long == {}, "make each a package of the same name, one noun a module"
