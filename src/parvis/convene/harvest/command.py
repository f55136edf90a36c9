"""`parvis harvest [--feed NAME|NUMBER] [--due]`: read sources now, in this process."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.convene.harvest.harvesting import read_feed
from parvis.convene.harvest.models import Feed, FeedState, Reading, ReadingState
from parvis.convene.harvest.reasons import in_language
from parvis.disclose.importing.terminal import complain, operator_language
from parvis.ground import clock


def main(arguments: list[str]) -> int:
    """0 when every reading succeeded, 1 when one failed or was held back, 2 when there is no such source."""
    with translation.override(operator_language()):
        options = parser().parse_args(arguments)
        feeds = chosen(options)
        if options.feed and not feeds:
            complain(_("There is no source “%(name)s”.") % {"name": ", ".join(options.feed)})
            return 2
        outcomes = [told(feed, read_feed(feed)) for feed in feeds]
        if not feeds:
            say(_("No source is to be read."))
    return 0 if all(outcomes) else 1


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="parvis harvest", description=_("Read sources now, one after another."))
    made.add_argument("--feed", action="append", metavar="NAME", help=_("this one only: its name or its number"))
    made.add_argument("--due", action="store_true", help=_("only those whose hour has come"))
    return made


def chosen(options: argparse.Namespace) -> Sequence[Feed]:
    feeds = Feed.objects.order_by("pk")
    if options.feed:
        numbers = [int(name) for name in options.feed if name.isdecimal()]
        return list(feeds.filter(Q(name__in=options.feed) | Q(pk__in=numbers)))
    feeds = feeds.filter(state=FeedState.ON)
    return list(feeds.filter(next_read_at__lte=clock.now()) if options.due else feeds)


def told(feed: Feed, reading: Reading | None) -> bool:
    """Say how it went; whether it went well."""
    if reading is None:
        say(_("%(name)s: another process is reading it.") % {"name": feed.name})
        return True
    if reading.state != ReadingState.DONE:
        complain(f"{feed.name}: {in_language(reading.error)}")
        return False
    values = {name: getattr(reading, name) for name in COUNTED} | {"name": feed.name}
    say(
        _(
            "%(name)s: %(created)d created, %(changed)d changed, %(cancelled)d cancelled, %(gone)d gone, "
            "%(returned)d back, %(held)d held, %(skipped)d left out, %(unchanged)d unchanged"
        )
        % values
    )
    return True


COUNTED = ("created", "changed", "cancelled", "gone", "returned", "held", "skipped", "unchanged")


def say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
