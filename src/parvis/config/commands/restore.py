"""`parvis restore FILE [--force]`: put back what a backup holds, then bring it up to date."""

from __future__ import annotations

import argparse
from pathlib import Path

from parvis.config.sentences import Text
from parvis.config.start import say, tell


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="parvis restore", description="Put back what a backup holds.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--force", action="store_true", help="replace the data that is there")
    options = parser.parse_args(arguments)
    from parvis.config import archive
    from parvis.config.commands import migrate

    migrate.make_folders()
    try:
        manifest = archive.read(options.file, over_data=options.force)
    except archive.Impossible as refusal:
        say(refusal.text)
        return 2
    migrate.apply()
    tell(Text(f"Sauvegarde du {manifest['at']} remise en place.", f"Backup of {manifest['at']} put back."))
    return 0
