"""What the lower layers may ask of laws: their pages, their dated points, and those of the decrees."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from parvis.commit.law import addresses, finding
from parvis.commit.law.models import Decree, LegalText
from parvis.commit.law.queries.lines import decree_words
from parvis.commit.law.queries.visibility import decrees_visible_to, laws_visible_to
from parvis.commit.law.ties import bodies_of_decree, bodies_of_law, ties
from parvis.disclose.links.ties import register_ties
from parvis.ground.identifiers import PublicType, Stop, register
from parvis.ground.search.indexing import register_indexer


def law_title(law: LegalText, language: str) -> str:
    return str(law.plan.title.localize(language))


def law_url(law: LegalText) -> str:
    return addresses.law(law.plan.slug)


def law_stops(law: LegalText) -> Sequence[Stop]:
    """Signed, published, in force, repealed: the days that are known; a law without any shows the gap."""
    title, url = str(law.plan.title), law_url(law)
    points = (
        (law.signed_on, pgettext("a law", "signed")),
        (law.published_on, pgettext("a law", "published")),
        (law.in_force_on, pgettext("a law", "in force")),
        (law.repealed_on, pgettext("a law", "repealed")),
    )
    stops = tuple(
        Stop(day, "day", title, _("law, %(what)s") % {"what": what}, url) for day, what in points if day is not None
    )
    return stops or (Stop(None, "unknown", title, pgettext("legal text", "law"), url),)


def decree_url(decree: Decree) -> str:
    measure = decree.measure
    return addresses.decree(measure.plan.slug, measure.slug, decree.uid.hex)


def decree_stops(decree: Decree) -> Sequence[Stop]:
    day = decree.published_on or decree.signed_on
    return (Stop(day, "day" if day else "unknown", decree_words(decree), _("decree published"), decree_url(decree)),)


LAW = PublicType(
    code="law",
    label=pgettext_lazy("legal text", "law"),
    plural=pgettext_lazy("legal texts", "laws"),
    load=lambda uids: {
        law.uid: law for law in LegalText.objects.filter(uid__in=uids).select_related("plan").order_by("pk")
    },
    visible_to=lambda viewer: laws_visible_to(viewer).select_related("plan"),
    title=law_title,
    url=law_url,
    stops=law_stops,
    bodies=bodies_of_law,
)
DECREE = PublicType(
    code="decree",
    label=pgettext_lazy("legal text", "decree"),
    plural=pgettext_lazy("legal texts", "decrees"),
    load=lambda uids: {
        one.uid: one
        for one in Decree.objects.filter(uid__in=uids).select_related("measure__plan__legal_text").order_by("pk")
    },
    visible_to=lambda viewer: decrees_visible_to(viewer).filter(standing="published").select_related("measure__plan"),
    title=lambda decree, language: decree_words(decree),
    url=decree_url,
    stops=decree_stops,
    bodies=bodies_of_decree,
)


def register_all() -> None:
    register(LAW)
    register(DECREE)
    register_indexer("law", finding.all_laws)
    register_ties("law", ties)
