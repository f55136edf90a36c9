"""`parvis check PATH… [--format text|json|sarif] [--today DATE] [--lang fr|en]`.

Exit code 0: no error; 1: errors found; 2: an input could not be used (the others are still checked).
"""

from __future__ import annotations

import argparse
import json
import os
import re
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
    "no path": {"fr": "Il manque un fichier ou un dossier à vérifier.", "en": "A file or folder to check is missing."},
    "bad choice": {"fr": "« {} » n’est pas dans la liste : {}.", "en": "“{}” is not in the list: {}."},
    "files": {"fr": "fichiers", "en": "files"},
    "options": {"fr": "options", "en": "options"},
    "help": {"fr": "afficher cette aide", "en": "show this help"},
    "unrecognized arguments": {"fr": "Option inconnue", "en": "Unknown option"},
    "bad day": {"fr": "« {} » n’est pas une date AAAA-MM-JJ.", "en": "“{}” is not a date, YYYY-MM-DD."},
}


FORMS = ("text", "json", "sarif")
LANGUAGES = ("fr", "en")


class _Parser(argparse.ArgumentParser):
    """Errors are one sentence on standard error, in the reader's language where argparse lets us."""

    lang = "fr"

    def error(self, message: str) -> NoReturn:
        unknown = "unrecognized arguments"
        self.exit(2, f"{self.prog}: {message.replace(unknown, _TEXTS[unknown][self.lang])}\n{self.format_usage()}")


def main(arguments: Sequence[str]) -> int:
    """Run the command; its exit code. The only place of the checks where the clock and the environment are read."""
    parser = _parser(_language(arguments, os.environ))
    options = parser.parse_args(arguments)
    problem = _refusal(options, parser.lang)
    if problem:
        sys.stderr.write(f"parvis check: {problem}\n")
        return 2
    today = date.today() if options.today is None else date.fromisoformat(options.today)  # noqa: DTZ011 -- the reader’s
    try:
        return run(options.paths, form=options.format, today=today, lang=options.lang, out=sys.stdout, err=sys.stderr)
    except BrokenPipeError:  # `parvis check … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def _refusal(options: argparse.Namespace, lang: str) -> str:
    """What is wrong with the options, in one sentence; empty when nothing is."""
    if not options.paths:
        return _TEXTS["no path"][lang]
    for value, allowed in ((options.format, FORMS), (options.lang, LANGUAGES)):
        if value not in allowed:
            return _TEXTS["bad choice"][lang].format(value, ", ".join(allowed))
    if options.today is not None and _day(options.today) is None:
        return _TEXTS["bad day"][lang].format(options.today)
    return ""


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


def _parser(lang: str) -> _Parser:
    text = {name: words[lang] for name, words in _TEXTS.items()}
    parser = _Parser(prog="parvis check", description=text["about"], epilog=text["codes"], add_help=False)
    parser.lang = lang
    files = parser.add_argument_group(text["files"])
    files.add_argument("paths", nargs="*", metavar="PATH", help=text["paths"])
    options = parser.add_argument_group(text["options"])
    options.add_argument("--format", metavar="|".join(FORMS), default="text", help=text["format"])
    options.add_argument("--today", metavar="DATE", help=text["today"])
    options.add_argument("--lang", metavar="|".join(LANGUAGES), default=lang, help=text["lang"])
    options.add_argument("-h", "--help", action="help", help=text["help"])
    return parser


def _language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language asked for, else that of the environment, else French."""
    asked = re.search(r"--lang[= ](fr|en)\b", " ".join(arguments))
    if asked:
        return asked[1]
    wanted = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "en" if wanted.lower().startswith("en") else "fr"


def _colon(lang: str) -> str:
    return "\u202f:" if lang == "fr" else ":"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
