"""Catalogues of translations: where they are, how they are compiled. Needs neither Django nor a database."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

SOURCE = Path(__file__).resolve().parents[1]
LANGUAGE = "fr"
HEADER = {
    "Project-Id-Version": "Parvis",
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n > 1);",
}
SPEAKS = re.compile(r"gettext|{% (?:translate|blocktranslate|trans|blocktrans) ")
NARROW = re.compile(r"(?<=\S) (?=[;:!?»](?!\S*=))|(?<=«) ")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def catalogues() -> Iterator[Path]:
    """The French catalogue of each app, in a stable order."""
    yield from sorted(SOURCE.glob(f"**/locale/{LANGUAGE}/LC_MESSAGES/django.po"))


def compile_catalogues() -> list[Path]:
    """Write the `.mo` beside each `.po` that is newer than it; returns those written."""
    written = []
    for source in catalogues():
        target = source.with_suffix(".mo")
        newest = max(source.stat().st_mtime_ns, Path(__file__).stat().st_mtime_ns)
        if target.exists() and target.stat().st_mtime_ns >= newest:
            continue
        # Several processes may compile at once (workers, tests): each writes apart, then swaps.
        draft = target.with_suffix(f".{os.getpid()}")
        typeset(polib.pofile(str(source))).save_as_mofile(str(draft))
        draft.replace(target)
        written.append(target)
    return written


def typeset(catalogue: polib.POFile) -> polib.POFile:
    """Set the spaces of French as it is printed: translators type ordinary ones, and not every string is filtered."""
    for entry in catalogue:
        entry.msgstr = NARROW.sub("\u202f", entry.msgstr)
        entry.msgstr_plural = {number: NARROW.sub("\u202f", text) for number, text in entry.msgstr_plural.items()}
    return catalogue


def update_catalogues() -> list[Path]:
    """Bring every `.po` up to date with the sources; needs gettext. Returns the catalogues."""
    for app in speaking_apps(SOURCE):
        (app / "locale").mkdir(exist_ok=True)
    extract(SOURCE)
    return [tidy(path) for path in catalogues()]


def tidy(path: Path) -> Path:
    """Put a catalogue in an order of its own, without dates, guesses or what is out of use, so that branches merge."""
    found = polib.pofile(str(path), wrapwidth=110)
    kept = polib.POFile(wrapwidth=110)
    kept.metadata = dict(HEADER)
    for entry in sorted(found, key=lambda one: (one.msgid, one.msgctxt or "")):
        if entry.obsolete:
            continue
        if entry.fuzzy:
            entry.flags.remove("fuzzy")
            entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")
        entry.previous_msgid = entry.previous_msgctxt = entry.previous_msgid_plural = None
        kept.append(entry)
    text = str(kept).rstrip("\n") + "\n"
    if path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")
    return path


def speaking_apps(root: Path) -> Iterator[Path]:
    """Folders of the apps that show strings to people."""
    for module in sorted(root.glob("**/apps.py")):
        files = (file for kind in ("py", "html", "txt") for file in module.parent.rglob(f"*.{kind}"))
        if any(SPEAKS.search(file.read_text()) for file in files):
            yield module.parent


def extract(root: Path) -> None:
    """Run Django's own collection over a tree; RuntimeError with its message when it fails."""
    command = [sys.executable, "-m", "django", "makemessages", "-l", LANGUAGE, "--no-location", "-v", "0"]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(  # noqa: S603 -- our own interpreter, fixed arguments
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip() or done.stdout.strip())


def find_faults() -> list[str]:
    """What is missing before French can be shown: a sentence for each string, empty when all is well."""
    faults = [fault for catalogue in catalogues() for fault in faults_of(catalogue)]
    if shutil.which("xgettext"):
        faults += uncollected()
    return faults


def faults_of(catalogue: Path) -> list[str]:
    name = catalogue.relative_to(SOURCE).parts[:-4]
    where = "/".join(name)
    faults = []
    for entry in polib.pofile(str(catalogue)):
        if entry.obsolete or not entry.msgid:
            continue
        quoted = entry.msgid if len(entry.msgid) <= 70 else entry.msgid[:69] + "…"
        if entry.fuzzy:
            faults.append(f"{where}: “{quoted}” is only guessed (fuzzy).")
        if not entry.translated():
            faults.append(f"{where}: “{quoted}” has no French translation.")
            continue
        for translation in entry.msgstr_plural.values() or [entry.msgstr]:
            if set(PLACEHOLDER.findall(translation)) - set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural)):
                faults.append(f"{where}: the French of “{quoted}” names a value that is not there.")
            if re.search(r"\w'\w", translation):
                faults.append(f"{where}: the French of “{quoted}” has a straight apostrophe; write ’.")
    return faults


def uncollected() -> list[str]:
    """Strings of the sources that no catalogue holds, found on a copy of the tree."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "parvis"
        shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("static", "__pycache__", "*.mo", "migrations"))
        for app in speaking_apps(copy):
            (app / "locale").mkdir(exist_ok=True)
        try:
            extract(copy)
        except RuntimeError as failure:
            return [f"the strings cannot be collected: {failure}"]
        faults = []
        for found in sorted(copy.glob(f"**/locale/{LANGUAGE}/LC_MESSAGES/django.po")):
            relative = found.relative_to(copy)
            kept = SOURCE / relative
            known = (
                {(e.msgctxt, e.msgid) for e in polib.pofile(str(kept)) if not e.obsolete} if kept.exists() else set()
            )
            where = "/".join(relative.parts[:-4])
            faults += [
                f"{where}: “{entry.msgid[:70]}” is not in the catalogue; run “parvis messages update”."
                for entry in polib.pofile(str(found))
                if not entry.obsolete and (entry.msgctxt, entry.msgid) not in known
            ]
        return faults
