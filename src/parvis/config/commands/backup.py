"""`parvis backup FILE`: the database and the media in one archive."""

from __future__ import annotations

import argparse
from pathlib import Path

from parvis.config.sentences import Text
from parvis.config.start import say, tell


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="parvis backup", description="Write the instance into one archive.")
    parser.add_argument("file", type=Path, help="for example parvis-2026-11-22.tar.gz")
    target = parser.parse_args(arguments).file.absolute()
    from parvis.config import archive

    try:
        media = archive.write(target)
    except archive.Impossible as refusal:
        say(refusal.text)
        return 2
    size = target.stat().st_size / 1_000_000
    tell(
        Text(
            f"Sauvegarde écrite : {target} ({size:.1f} Mo, {media} fichier(s) joint(s)).",
            f"Backup written: {target} ({size:.1f} MB, {media} media file(s)).",
        )
    )
    return 0
