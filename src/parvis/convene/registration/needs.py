"""What people may say they need to take part: what places offer, in the words of who needs it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from parvis.convene.registration.models import AccessNeed
from parvis.ground.places.models import Accessibility

ASKED = (
    Accessibility.STEP_FREE,
    Accessibility.PARKING,
    Accessibility.SIGN_LANGUAGE,
    Accessibility.SUBTITLES,
    Accessibility.INDUCTION_LOOP,
    Accessibility.TACTILE_PATH,
    Accessibility.ASSISTANCE_DOGS,
    Accessibility.QUIET_ROOM,
)
OWN_WORDS = {Accessibility.ASSISTANCE_DOGS: _("Entry with an assistance dog")}


def label_of(code: str) -> str:
    """The need in words; a code that is known no more as it stands."""
    labels = {**dict(Accessibility.choices), **OWN_WORDS}
    return str(labels.get(code, code))


def in_words(need: AccessNeed | None) -> tuple[str, ...]:
    """Each need of a party, then what it wrote itself; nothing where it said nothing."""
    if need is None:
        return ()
    return (*map(label_of, need.codes), *filter(None, (need.words,)))
