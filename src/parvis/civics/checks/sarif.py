"""Findings in SARIF 2.1.0, for code hosts and editors (OASIS standard, 27 March 2020)."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from parvis.civics.checks.finding import CATALOGUE, Finding, Report, Severity
from parvis.civics.checks.inputs import Input

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(reports: Sequence[Report], unusable: Sequence[Input], lang: str, version: str) -> Mapping[str, object]:
    """One run: the rules of the catalogue, a result a finding, a notification for each input that could not be read."""
    index = {id_: number for number, id_ in enumerate(CATALOGUE)}
    run: dict[str, object] = {
        "tool": {
            "driver": {
                "name": "parvis",
                "version": version,
                "rules": [
                    {
                        "id": rule.id,
                        "shortDescription": {"text": rule.title[lang]},
                        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
                    }
                    for rule in CATALOGUE.values()
                ],
            }
        },
        "language": lang,
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not unusable,
                "toolExecutionNotifications": [
                    {
                        "level": "error",
                        "message": {"text": f"{item.path}: {item.problem[lang] if item.problem else ''}"},
                        "locations": [_place(item.path)],
                    }
                    for item in unusable
                ],
            }
        ],
        "results": [
            _result(report, finding, index[finding.rule], lang) for report in reports for finding in report.findings
        ],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(report: Report, finding: Finding, index: int, lang: str) -> Mapping[str, object]:
    first = finding.quote.split("\n")[0]
    region: dict[str, object] = {"startLine": finding.line, "startColumn": finding.column + 1}
    if first:
        region["endColumn"] = finding.column + 1 + len(first)
        region["snippet"] = {"text": finding.quote}
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVEL[finding.severity],
        "message": {"text": f"{finding.message[lang]} {finding.suggestion[lang]}"},
        "locations": [_place(report.name, region)],
    }


def _place(path: str, region: Mapping[str, object] | None = None) -> Mapping[str, object]:
    slashed = path.replace(os.sep, "/")
    uri = ("file://" if slashed.startswith("/") else "") + quote(slashed)
    place: dict[str, object] = {"artifactLocation": {"uri": uri}}
    if region:
        place["region"] = region
    return {"physicalLocation": place}
