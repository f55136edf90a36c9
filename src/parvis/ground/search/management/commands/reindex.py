"""`reindex [TYPE…]`: build the search index again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.ground.search.indexing import reindex


class Command(BaseCommand):
    help = "Build the search index again, for all types or for those named."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("types", nargs="*", metavar="TYPE")

    def handle(self, *args: Any, types: list[str], **options: Any) -> None:
        try:
            counts = reindex(types or None)
        except LookupError as error:
            raise CommandError(str(error)) from None
        for code, number in counts.items():
            self.stdout.write(f"{code}: {number}")
