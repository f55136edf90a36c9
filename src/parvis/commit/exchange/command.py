"""`parvis commitments import|columns|export …`: tables of commitments in and out, by command."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.civics.formats import FormatError
from parvis.civics.formats.plans import Mapping, guessed, mapping_of, read_mapping, write_mapping
from parvis.commit.exchange.exports import FORMS
from parvis.commit.exchange.importing.foreseeing import Foresight, foresee
from parvis.commit.exchange.importing.reading import is_decidims, opened, tabled
from parvis.commit.exchange.importing.writing import NotWritten, bring
from parvis.commit.plans.models import Plan
from parvis.disclose.importing.terminal import complain, operator_language

MARKS = {"create": "+", "update": "~", "unchanged": "=", "refused": "!", "left-out": "·"}
GUESSED = "guessed"


def main(arguments: list[str]) -> int:
    """0 when every row is good; 1 when some cannot be taken; 2 when the file, the mapping or the plan is at fault."""
    with translation.override(operator_language()):
        options = parser().parse_args(arguments)
        try:
            found: int = options.run(options)
        except FormatError as error:
            complain(error.message[language()])
            return 2
        except OSError as error:
            complain(f"{error.filename}: {error.strerror}")
            return 2
        return found


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="parvis commitments", description=_("Tables of commitments, in and out."))
    verbs = made.add_subparsers(required=True, metavar=_("VERB"))
    bringing = verbs.add_parser("import", help=_("bring a table into a plan; says what would happen unless --write"))
    bringing.add_argument("file", type=Path, metavar="FILE", help=_("CSV, or the results of a Decidim"))
    bringing.add_argument("--plan", required=True, metavar="SLUG", help=_("the plan that the table is for"))
    bringing.add_argument(
        "--mapping",
        metavar="M",
        help=_("a mapping file (see “columns”), or “guessed” once you have seen the guesses and agree"),
    )
    bringing.add_argument(
        "--write",
        choices=["all", "good"],
        help=_("all: every row or nothing; good: the rows that can be taken. Without it, nothing is written"),
    )
    bringing.add_argument("--publish", action="store_true", help=_("show the new commitments at once"))
    bringing.add_argument("--language", choices=["fr", "en"], default="fr", help=_("of rows that do not say it"))
    bringing.add_argument("--format", choices=["text", "json"], default="text")
    bringing.set_defaults(run=bring_in)
    columns = verbs.add_parser("columns", help=_("write what the columns of a file probably hold, to be corrected"))
    columns.add_argument("file", type=Path, metavar="FILE")
    columns.set_defaults(run=name_columns)
    taking = verbs.add_parser("export", help=_("write a published plan in one of the formats"))
    taking.add_argument("plan", metavar="SLUG")
    taking.add_argument("--format", choices=sorted(FORMS), default="csv")
    taking.add_argument("--language", choices=["fr", "en"], default="fr")
    taking.set_defaults(run=take_out)
    return made


def bring_in(options: argparse.Namespace) -> int:
    plan = Plan.objects.select_related("organisation").filter(slug=options.plan).first()
    if plan is None:
        complain(_("There is no plan “%(slug)s”.") % {"slug": options.plan})
        return 2
    data = options.file.read_bytes()
    if options.mapping is None and not is_decidims(data):
        say_guesses(data)
        return 2
    given = tabled(data, mapping_named(options.mapping, data), options.language)
    try:
        if options.write:
            done = bring(given, plan, None, good_rows=options.write == "good", publish=options.publish)
        else:
            done = foresee(given, plan, None)
    except NotWritten as error:
        for reason in error.reasons:
            complain(reason)
        complain(_("Nothing was written. “--write good” leaves these rows out and writes the others."))
        return 1
    if options.format == "json":
        written = {"written": bool(options.write), "counts": dict(done.counts), "notes": list(done.notes)}
        print_line(json.dumps({**written, "rows": [line.as_json() for line in done.lines]}, ensure_ascii=False))
    else:
        for line in told(done, dry=not options.write):
            print_line(line)
    return 1 if done.counts["refused"] else 0


def mapping_named(name: str | None, data: bytes) -> Mapping | None:
    if name is None:
        return None
    if name == GUESSED:
        return mapping_of(guessed(opened(data)))
    return read_mapping(Path(name).read_text(encoding="utf-8"))


def say_guesses(data: bytes) -> None:
    table = opened(data)
    complain(table.said[language()])
    complain(_("Say what each column holds with --mapping. Their names suggest:"))
    for guess in guessed(table):
        complain(f"  {guess.header} → {guess.column or '—'}")
    complain(_("“--mapping guessed” takes these; “parvis commitments columns FILE > M” writes them to be corrected."))


def name_columns(options: argparse.Namespace) -> int:
    sys.stdout.write(write_mapping(mapping_of(guessed(opened(options.file.read_bytes())))))
    return 0


def take_out(options: argparse.Namespace) -> int:
    plan = Plan.objects.select_related("organisation", "framework").filter(slug=options.plan, published=True).first()
    if plan is None:
        complain(_("There is no published plan “%(slug)s”.") % {"slug": options.plan})
        return 2
    sys.stdout.writelines(FORMS[options.format].chunks(plan, options.language))
    return 0


def told(done: Foresight, *, dry: bool) -> Iterator[str]:
    """A line a row that changes something or cannot, its reasons below, the numbers at the end."""
    yield from done.notes
    for line in done.lines:
        if line.action == "unchanged" and not line.reasons:
            continue
        names = " ".join(filter(None, (line.id, line.number)))
        parts = f" ({', '.join(line.parts)})" if line.parts else ""
        yield f"{MARKS[line.action]} {line.row}: {names} {line.title}{parts}".replace("  ", " ")
        yield from (f"    {reason}" for reason in line.reasons)
        if line.with_it:
            rows = ", ".join(map(str, line.with_it))
            yield "    " + _("Rows left out with it: %(rows)s.") % {"rows": rows}
    counts = done.counts
    yield _("%(create)d new, %(update)d to change, %(unchanged)d unchanged, %(refused)d that cannot be taken") % {
        action: counts[action] for action in ("create", "update", "unchanged", "refused")
    }
    if dry:
        yield _("Dry run: nothing was written.")


def print_line(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"
