"""What the search index says of charters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from parvis.commit.charters import addresses
from parvis.commit.charters.models import Charter, Pledge, State, VersionState
from parvis.commit.charters.wording import LANGUAGES, localized
from parvis.ground.search.indexing import Text, index, remove
from parvis.ground.text import plain_text


def index_charter(charter: Charter) -> None:
    """Make the index say what the charter says now, or nothing while it is not public; 3 queries."""
    if charter.state == State.PUBLISHED:
        index("charter", charter.uid, texts_of(charter))
    else:
        remove("charter", charter.uid)


def all_charters() -> Iterator[tuple[UUID, Sequence[Text]]]:
    """Every published charter with its texts, for `reindex`."""
    for charter in Charter.objects.filter(state=State.PUBLISHED).order_by("pk"):
        yield charter.uid, texts_of(charter)


def texts_of(charter: Charter) -> list[Text]:
    """Title, summary, other names and the pledges of the last version adopted, in each language."""
    version = charter.versions.filter(state=VersionState.ADOPTED).order_by("-number").first()
    pledges = list(Pledge.objects.filter(version=version).order_by("order", "pk")) if version else []
    names = list(charter.claims.exclude(name="").order_by("pk").values_list("name", flat=True))
    day = version.adopted_on_first if version else None
    return [
        Text(
            code,
            localized(charter.title, code),
            " ".join(
                (
                    localized(charter.summary, code),
                    *names,
                    plain_text(localized(version.preamble_html, code)) if version else "",
                    *(localized(pledge.title, code) for pledge in pledges),
                    *(plain_text(localized(pledge.text_html, code)) for pledge in pledges),
                )
            ),
            addresses.charter(charter.slug, code),
            day,
        )
        for code in LANGUAGES
    ]
