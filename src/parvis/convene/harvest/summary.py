"""The rules of a feed in words, as its page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.convene.agenda.models import Mode
from parvis.convene.harvest.models import Feed
from parvis.convene.harvest.selection import Rules
from parvis.ground.themes.models import Term


@dataclass(frozen=True)
class Summary:
    """What is taken, what of it waits for a person, and what becomes of the rest: a few sentences each."""

    take: tuple[str, ...]
    hold: tuple[str, ...]


def sentences(rules: Rules, feed: Feed) -> Summary:
    """1 query when formats are chosen, none otherwise."""
    take = [
        _("With one of these words: %(words)s.") % {"words": ", ".join(rules.words)} if rules.words else "",
        _("Without these words: %(words)s.") % {"words": ", ".join(rules.without)} if rules.without else "",
        _("With one of these themes: %(words)s.") % {"words": ", ".join(rules.themes)} if rules.themes else "",
        _("In one of these places: %(words)s.") % {"words": ", ".join(rules.places)} if rules.places else "",
        _("Of one of these formats: %(words)s.") % {"words": ", ".join(names(rules))} if rules.formats else "",
        _("Attended this way: %(words)s.") % {"words": ", ".join(str(Mode(mode).label) for mode in rules.modes)}
        if rules.modes
        else "",
        _("Only during the days of the edition.") if rules.within and feed.edition and feed.edition.first_day else "",
    ]
    hold = [
        _("Everything new.") if rules.hold_new else "",
        _("What contradicts itself.") if rules.hold_errors else "",
        _("What names no place.") if rules.hold_placeless else "",
        _("What looks like an event that is here already.") if rules.hold_twins else "",
        _("What has no date that can be used, always."),
    ]
    taken = tuple(filter(None, take)) or (_("Everything that is not over."),)
    return Summary(taken, tuple(filter(None, hold)))


def names(rules: Rules) -> list[str]:
    language = get_language() or "fr"
    terms = Term.objects.filter(vocabulary="format", code__in=rules.formats).order_by("order", "code")
    return [str(term.name.localize(language)) for term in terms]
