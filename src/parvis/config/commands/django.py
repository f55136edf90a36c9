"""`parvis django COMMAND …`: Django's own commands, for operators who know them."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    from django.core.management import ManagementUtility
    from django.core.management.base import CommandError

    utility = ManagementUtility(["parvis django", *arguments])
    try:
        utility.execute()
    except CommandError as refusal:
        sys.stderr.write(f"parvis: {refusal}\n")
        return refusal.returncode
    return 0
