"""`parvis verify FILE`: what holds of the file of a published review, without a server, a database or an account.

Exit codes: 0 the contents are unchanged and signed (or have the expected hash); 1 something does not hold, or nobody
signed and no hash was given to compare with; 2 the file or an option cannot be read.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from .refusals import Unreadable
from .review_file import Verdict, verify
from .words import LANGUAGES, sentences

TOO_LARGE = 20_000_000  # bytes; a review is a few dozen thousand


def main(arguments: Sequence[str]) -> int:
    """Run `parvis verify`."""
    try:
        options = parser().parse_args(list(arguments))
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 2
    language: str = options.language or environment_language()
    try:
        verdict = verify(read(options.file), key=options.key, expected_digest=options.digest)
    except Unreadable as refusal:
        colon = "\u202f: " if language == "fr" else ": "
        sys.stderr.write(f"parvis verify: {options.file}{colon}{refusal.message[language]}\n")
        return 2
    if options.format == "json":
        sys.stdout.write(json.dumps(as_json(verdict), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(sentences(verdict, language)) + "\n")
    return 0 if verdict.holds() else 1


def as_json(verdict: Verdict) -> dict[str, object]:
    return {
        "holds": verdict.holds(),
        "unchanged": verdict.unchanged,
        "signed": verdict.signed,
        "expected": verdict.expected,
        "digest": verdict.digest,
        "signer": verdict.signer,
        "signed_at": verdict.signed_at,
        "kind": verdict.kind,
        "key": verdict.key,
    }


def read(path: str) -> bytes:
    """The bytes of the file, `-` for the standard input."""
    try:
        data = sys.stdin.buffer.read(TOO_LARGE + 1) if path == "-" else Path(path).read_bytes()
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise Unreadable(
            f"impossible d’ouvrir ce fichier ({reason}).", f"this file cannot be opened ({reason})."
        ) from None
    if len(data) > TOO_LARGE:
        raise Unreadable("ce fichier est trop gros pour une revue.", "this file is too large for a review.")
    return data


def environment_language() -> str:
    """French when the terminal speaks French, English otherwise."""
    speaking = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "fr" if speaking.lower().startswith("fr") else "en"


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(
        prog="parvis verify",
        description="Verify the file of a published review: contents, signature, key.",
        allow_abbrev=False,
    )
    add = found.add_argument
    add("file", metavar="FILE", help="the file exported from the page of the review; - for the standard input")
    add("--key", default="", metavar="THUMBPRINT", help="the key that the site or the reviewer publishes")
    add("--digest", default="", metavar="sha256:…", help="the hash that the site publishes")
    add("--format", default="text", choices=["text", "json"])
    add("--language", "--lang", choices=LANGUAGES, help="fr or en (the terminal's)")
    return found
