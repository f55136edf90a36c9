"""The words of a promise: which text is shown first, the tabs to the others, and what a later one says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from parvis.commit.plans.models import Text, TextAuthority, TextPart, Wording
from parvis.commit.plans.queries.shapes import Passage, Tab
from parvis.commit.plans.queries.sources import Footnotes
from parvis.ground.versions.differences import words_html
from parvis.ui import dates

PARTS = [str(part) for part in TextPart]
# The part that is quoted at the head of the page: the first that exists.
PROMISE = (TextPart.SOLUTION, TextPart.TITLE, TextPart.AMBITION, TextPart.PUBLIC_CHANGE)
AUTHORITIES = [str(one) for one in (TextAuthority.OFFICIAL, TextAuthority.HUMAN, TextAuthority.MACHINE)]
WORDINGS = [str(one) for one in (Wording.ADOPTED, Wording.LATER, Wording.SUMMARISED)]


class Kind(NamedTuple):
    """What sets texts apart besides the part they are: a tab of the page."""

    wording: str
    language: str
    authority: str

    def __str__(self) -> str:
        return f"{self.wording}.{self.language}.{self.authority}"


def kind_of(text: Text) -> Kind:
    return Kind(text.wording, text.language, text.authority)


def in_order(kinds: Iterable[Kind], language: str) -> list[Kind]:
    """The reader's language first; in it, as adopted before later or shorter; official before translated."""
    return sorted(
        set(kinds),
        key=lambda kind: (
            kind.language != language,
            WORDINGS.index(kind.wording),
            AUTHORITIES.index(kind.authority),
            kind.language,
        ),
    )


def chosen(kinds: Sequence[Kind], asked: str) -> Kind | None:
    """The kind that the address asks for, else the first; an unknown one is the first too."""
    return next((kind for kind in kinds if str(kind) == asked), kinds[0] if kinds else None)


def tabs(kinds: Sequence[Kind], current: Kind | None, url: str, language: str) -> tuple[Tab, ...]:
    """Links to the other texts; nothing to choose when there is one alone."""
    if len(kinds) < 2:
        return ()
    return tuple(
        Tab(
            kind_words(kind, language),
            f"{url}?text={kind}#text" if kind != kinds[0] else f"{url}#text",
            kind == current,
        )
        for kind in kinds
    )


def kind_words(kind: Kind, language: str) -> str:
    """`As adopted`, `As adopted, English, translated by a machine`."""
    return dates.capital(", ".join(marks(kind, language)))


def marks(kind: Kind, language: str) -> tuple[str, ...]:
    """What a text is: its wording, its language when it is not the page's, and who wrote it in that language."""
    said = [str(Wording(kind.wording).label)]
    if kind.language != language:
        said.append(language_name(kind.language))
    summary = kind.wording == Wording.SUMMARISED and kind.authority == TextAuthority.HUMAN
    if kind.authority != TextAuthority.OFFICIAL and not summary:  # a person who sums up does not translate
        said.append(str(TextAuthority(kind.authority).label))
    return tuple(said)


def language_name(code: str) -> str:
    return dict(settings.LANGUAGES).get(code, code)


class Texts:
    """The texts of one commitment and of its milestones, as one page shows them."""

    def __init__(self, texts: Sequence[Text], language: str, asked: str, footnotes: Footnotes) -> None:
        self.all = texts
        self.language = language
        self.footnotes = footnotes
        own = [text for text in texts if text.milestone_id is None]
        self.kinds = in_order(map(kind_of, own or texts), language)
        self.current = chosen(self.kinds, asked)
        self.own = self.passages(own)

    def promise(self) -> Passage | None:
        return next((found for part in PROMISE for found in self.own if found.part == part), None)

    def others(self) -> tuple[Passage, ...]:
        """Every part but the promise, in the order of a plan."""
        quoted = self.promise()
        return tuple(passage for passage in self.own if passage is not quoted)

    def of_milestone(self, milestone: int) -> tuple[Passage, ...]:
        return self.passages([text for text in self.all if text.milestone_id == milestone])

    def passages(self, texts: Sequence[Text]) -> tuple[Passage, ...]:
        """Each part once: in the kind that was chosen, or else in the nearest one that has it."""
        found = []
        for part in PARTS:
            of_part = [text for text in texts if text.part == part]
            if of_part and (text := self.nearest(of_part)):
                found.append(self.passage(text, of_part))
        return tuple(found)

    def nearest(self, texts: Sequence[Text]) -> Text | None:
        order = in_order(map(kind_of, texts), self.language)
        if self.current is not None:
            # Of a part that the chosen kind lacks: the same language first, then the usual order.
            order.sort(key=lambda kind: (kind != self.current, kind.language != self.current.language))  # type: ignore[union-attr]
        return max((text for text in texts if kind_of(text) == order[0]), key=lambda text: text.number, default=None)

    def passage(self, text: Text, others: Sequence[Text]) -> Passage:
        kind = kind_of(text)
        version = text.version
        return Passage(
            part=text.part,
            label=dates.capital(str(TextPart(text.part).label)),
            language=text.language,
            html=mark_safe(text.html),
            marks=marks(kind, self.language),
            changes=changes(text, before(text, others)),
            note=self.footnotes.note(text.source),
            version=version_words(version) if version else "",
        )


def version_words(version: Any) -> str:
    return _("version %(number)s of the plan") % {"number": version.number}


def before(text: Text, others: Sequence[Text]) -> Text | None:
    """The text that this one replaced, in the same language: the number below, else the text as adopted."""
    same = [one for one in others if one.language == text.language and one.authority == text.authority]
    earlier = [one for one in same if one.wording == text.wording and one.number < text.number]
    if earlier:
        return max(earlier, key=lambda one: one.number)
    if text.wording == Wording.LATER:
        adopted = [one for one in same if one.wording == Wording.ADOPTED]
        return max(adopted, key=lambda one: one.number, default=None)
    return None


def changes(text: Text, earlier: Text | None) -> SafeString:
    """What the text says otherwise than an earlier one, word by word; empty when there is none, or nothing changed."""
    if earlier is None or earlier.body == text.body:
        return mark_safe("")
    return words_html(earlier.body, text.body)
