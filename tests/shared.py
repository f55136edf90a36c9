"""Real input beside the repository: used when it is there, skipped loudly when it is not."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "shared"


def path(relative: str) -> Path:
    """The file or folder below `../shared`, or a skip that names what is missing."""
    found = ROOT / relative
    if not found.exists():
        pytest.skip(f"needs ../shared/{relative}")
    return found
