"""`parvis messages update|check|compile`: collect, check and compile the translations."""

from __future__ import annotations

import argparse

from parvis.config.messages import SOURCE, compile_catalogues, find_faults, update_catalogues
from parvis.config.sentences import Text
from parvis.config.start import say, tell


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="parvis messages", description="Translations of the interface.")
    parser.add_argument("verb", choices=["update", "check", "compile"])
    verb = parser.parse_args(arguments).verb
    if verb == "compile":
        written = compile_catalogues()
        tell(Text(f"{len(written)} catalogue(s) compilé(s).", f"{len(written)} catalogue(s) compiled."))
        return 0
    if verb == "update":
        for catalogue in update_catalogues():
            tell(Text(str(catalogue.relative_to(SOURCE)), str(catalogue.relative_to(SOURCE))))
        return 0
    faults = find_faults()
    for fault in faults:
        say(Text(fault, fault))
    if not faults:
        tell(Text("Toutes les chaînes sont traduites.", "Every string is translated."))
    return 1 if faults else 0
