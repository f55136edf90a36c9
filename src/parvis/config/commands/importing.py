"""`parvis import PATH… [--dry-run] [--publish] [--edition SLUG] [--format text|json]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from parvis.disclose.importing.children import counted
from parvis.disclose.importing.records import Outcome, Record
from parvis.disclose.importing.registry import Asked
from parvis.disclose.importing.running import import_files, refusal
from parvis.disclose.importing.terminal import Progress, complain, operator_language

MARKS = {"create": "+", "update": "~", "unchanged": "=", "quarantine": "?"}


def main(arguments: list[str]) -> int:
    """0 even when documents were quarantined; 2 when a path or an edition cannot be found."""
    with translation.override(operator_language()):
        options = parser().parse_args(arguments)
        return import_documents(options)


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="parvis import", description=_("Read pages, press notes, calendars, exports and commitments.")
    )
    made.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=_("files, or folders of files"))
    made.add_argument("--dry-run", action="store_true", help=_("say what would be done, change nothing"))
    made.add_argument("--publish", action="store_true", help=_("show the new events at once"))
    made.add_argument("--edition", metavar="SLUG", help=_("put the events in this edition"))
    made.add_argument("--format", choices=["text", "json"], default="text")
    return made


def import_documents(options: argparse.Namespace) -> int:
    asked = Asked(options.publish, options.edition or "", translation.get_language() or "en")
    if sentence := refusal(asked):
        complain(sentence)
        return 2
    files, missing = found_in(options.paths)
    for path in missing:
        complain(_("%(path)s: there is no such file or folder.") % {"path": path})
    if not files and not missing:
        complain(_("There is no file to import in %(path)s.") % {"path": ", ".join(map(str, options.paths))})
        return 2
    bar = Progress(len(files))
    outcome = import_files(files, asked, dry=options.dry_run, progress=bar.show)
    bar.clear()
    for path, reason in outcome.unreadable:
        complain(f"{path}: {reason}")
    if options.format == "json":
        sys.stdout.writelines(outcome.json_lines())
    else:
        sys.stdout.writelines(f"{line}\n" for line in told(outcome, options.dry_run))
    return 2 if missing or outcome.unreadable else 0


def found_in(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Files to read, those of a folder in the order of their names, and paths that are not there."""
    files: dict[Path, None] = {}
    missing = []
    for path in paths:
        if path.is_dir():
            inside = (one for one in path.rglob("*") if one.is_file())
            files.update(dict.fromkeys(sorted(one for one in inside if not hidden(one.relative_to(path)))))
        elif path.exists():
            files[path] = None
        else:
            missing.append(path)
    return list(files), missing


def hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def told(outcome: Outcome, dry: bool) -> Iterator[str]:
    """The outcome for a person: a line a document, its reasons below, the numbers at the end."""
    for record in outcome.records:
        yield line_of(record)
        yield from (f"    {reason}" for reason in record.reasons)
    yield (
        _("%(created)d created, %(updated)d updated, %(unchanged)d unchanged, %(quarantined)d quarantined")
        % outcome.counts
    )
    if dry:
        yield _("Dry run: nothing was written.")


def line_of(record: Record) -> str:
    when = (
        ""
        if record.start is None
        else record.start
        if record.end in {None, record.start}
        else f"{record.start} → {record.end}"
    )
    sessions = _("%(number)d sessions") % {"number": record.sessions} if record.sessions else ""
    details = ", ".join(
        filter(None, (when, record.place, sessions, *counted(record, translation.get_language() or "en")))
    )
    name = Path(record.path).name
    return f"{MARKS[record.action]} {name}: {record.title}" + (f" ({details})" if details else "")
