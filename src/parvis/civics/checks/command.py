"""`parvis check PATH… [--format text|json|sarif] [--today DATE] [--lang fr|en]`.

Exit code 0: no error; 1: errors found; 2: an input could not be used (the others are still checked).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from importlib import metadata
from typing import NoReturn, TextIO

from parvis.civics.checks import Finding, Page, Report, Severity, cross_check, report
from parvis.civics.checks.finding import typeset
from parvis.civics.checks.inputs import Input, read_inputs
from parvis.civics.checks.listing import listing, summary
from parvis.civics.checks.sarif import sarif

TOGETHER = 2_000  # documents compared with one another; beyond, each is checked alone, to keep memory flat

_TEXTS = {
    "about": {
        "fr": "Trouver ce qu’une page, une note de presse ou un engagement contredit en lui-même.",
        "en": "Find what a page, a press note or a commitment contradicts in itself.",
    },
    "paths": {"fr": "fichiers, ou dossiers dont on lit les pages", "en": "files, or folders whose pages are read"},
    "format": {"fr": "forme de la sortie (text par défaut)", "en": "form of the output (text by default)"},
    "today": {"fr": "jour de la vérification, AAAA-MM-JJ (aujourd’hui)", "en": "day of the check, YYYY-MM-DD (today)"},
    "lang": {
        "fr": "langue des messages (celle de LANG, sinon fr)",
        "en": "language of messages (that of LANG, else fr)",
    },
    "codes": {
        "fr": "Code de sortie : 0 aucune erreur, 1 erreurs trouvées, 2 entrée inutilisable.",
        "en": "Exit code: 0 no error, 1 errors found, 2 unusable input.",
    },
    "bad day": {"fr": "« {} » n’est pas une date AAAA-MM-JJ.", "en": "“{}” is not a date, YYYY-MM-DD."},
}


class _Parser(argparse.ArgumentParser):
    """Errors are one sentence on standard error."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n{self.format_usage()}")


def main(arguments: Sequence[str]) -> int:
    """Run the command; its exit code. The only place of the checks where the clock and the environment are read."""
    lang = _environment_language(os.environ)
    if "--lang" in arguments[:-1]:
        wanted = arguments[list(arguments).index("--lang") + 1]
        lang = wanted if wanted in {"fr", "en"} else lang
    options = _parser(lang).parse_args(arguments)
    today = date.today() if options.today is None else _day(options.today)  # noqa: DTZ011 -- the reader's own day
    if today is None:
        sys.stderr.write(f"parvis check: {_TEXTS['bad day'][options.lang].format(options.today)}\n")
        return 2
    try:
        return run(options.paths, form=options.format, today=today, lang=options.lang, out=sys.stdout, err=sys.stderr)
    except BrokenPipeError:  # `parvis check … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def run(paths: Sequence[str], *, form: str, today: date, lang: str, out: TextIO, err: TextIO) -> int:
    """Check the files and folders named and print the findings; returns the exit code."""
    unusable: list[Input] = []
    reports: list[Report] = []
    pages: list[Page] = []
    lines: list[list[str]] = []
    for item in read_inputs(paths):
        if item.problem:
            unusable.append(item)
            err.write(f"{item.path}{_colon(lang)} {typeset(item.problem[lang])}\n")
            continue
        page = Page(item.text, item.path, today)
        reports.append(report(page))
        lines.append(page.lines if form == "text" else [])
        if len(pages) <= TOGETHER:
            pages.append(page)
    if 1 < len(pages) <= TOGETHER:
        reports = [_with_others(one, more) for one, more in _across(reports, cross_check(pages))]
    _write(reports, lines, unusable, form, lang, out)
    errors = sum(one.count(Severity.ERROR) for one in reports)
    return 2 if unusable else 1 if errors else 0


def _across(
    reports: Sequence[Report], found: Mapping[str, tuple[Finding, ...]]
) -> list[tuple[Report, tuple[Finding, ...]]]:
    return [(one, found.get(one.name, ())) for one in reports]


def _with_others(one: Report, more: Sequence[Finding]) -> Report:
    together = sorted((*one.findings, *more), key=lambda finding: (finding.line, finding.column, finding.rule))
    return replace(one, findings=tuple(together))


def _write(
    reports: Sequence[Report],
    lines: Sequence[Sequence[str]],
    unusable: Sequence[Input],
    form: str,
    lang: str,
    out: TextIO,
) -> None:
    if form == "json":
        json.dump(as_json(reports, lang), out, ensure_ascii=False, indent=2)
        out.write("\n")
    elif form == "sarif":
        json.dump(sarif(reports, unusable, lang, metadata.version("parvis")), out, ensure_ascii=False, indent=2)
        out.write("\n")
    else:
        colour = out.isatty() and "NO_COLOR" not in os.environ
        for one, source in zip(reports, lines, strict=True):
            out.writelines(f"{line}\n" for line in listing(one, source, lang, colour=colour))
        counts = {severity: sum(one.count(severity) for one in reports) for severity in Severity}
        if reports:
            out.write(summary(len(reports), counts, lang) + "\n")
    out.flush()


def as_json(reports: Sequence[Report], lang: str) -> Mapping[str, object]:
    """The findings as the documented JSON object."""
    return {
        "files": [
            {
                "path": one.name,
                "kind": one.kind,
                "findings": [
                    {
                        "rule": finding.rule,
                        "severity": str(finding.severity),
                        "line": finding.line,
                        "field": finding.field,
                        "quote": finding.quote,
                        "message": finding.message[lang],
                        "suggestion": finding.suggestion[lang],
                    }
                    for finding in one.findings
                ],
            }
            for one in reports
        ],
        "errors": sum(one.count(Severity.ERROR) for one in reports),
        "warnings": sum(one.count(Severity.WARNING) for one in reports),
        "infos": sum(one.count(Severity.INFO) for one in reports),
    }


def _parser(lang: str) -> argparse.ArgumentParser:
    text = {name: words[lang] for name, words in _TEXTS.items()}
    parser = _Parser(prog="parvis check", description=text["about"], epilog=text["codes"])
    parser.add_argument("paths", nargs="+", metavar="PATH", help=text["paths"])
    parser.add_argument("--format", choices=("text", "json", "sarif"), default="text", help=text["format"])
    parser.add_argument("--today", metavar="DATE", help=text["today"])
    parser.add_argument("--lang", choices=("fr", "en"), default=lang, help=text["lang"])
    return parser


def _environment_language(environment: Mapping[str, str]) -> str:
    wanted = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "en" if wanted.lower().startswith("en") else "fr"


def _colon(lang: str) -> str:
    return "\u202f:" if lang == "fr" else ":"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
