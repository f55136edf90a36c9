"""Atom of a law: what changed in it and in its measures, newest first; the journal's own sentences."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape as escape_markup
from xml.sax.saxutils import quoteattr

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from parvis.commit.law import addresses
from parvis.commit.law.queries.visibility import published_laws, published_measures
from parvis.ground.journal.models import Entry
from parvis.ground.journal.queries import line_of, version

ENTRIES = 100
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # one such letter, pasted, would break the feed


def escape(text: str) -> str:
    return escape_markup(NOT_XML.sub("", text))


@require_safe
def atom(request: HttpRequest, slug: str) -> HttpResponse:
    """The last changes of a law; 304 to who has this version already. 4 queries."""
    language = get_language() or "fr"
    etag = f'W/"law-{slug}-{language}-{version()}"'
    same = get_conditional_response(request, etag=etag)
    if same is not None:
        return opened(same, etag)
    law = published_laws().filter(plan__slug=slug).select_related("plan").order_by("pk").first()
    if law is None:
        raise Http404
    measures = {
        one.uid: one for one in published_measures().filter(plan=law.plan_id).select_related("plan").order_by("pk")
    }
    about = (
        Q(object_type="law", object_uid=law.uid)
        | Q(object_type="plan", object_uid=law.plan.uid)
        | Q(object_type="commitment", object_uid__in=list(measures))
    )
    title = str(law.plan.title.localize(language))
    page = settings.SITE_URL + addresses.law(slug, language)
    here = settings.SITE_URL + addresses.feed(slug, language)
    parts = []
    newest = law.plan.published_at or law.plan.created_at
    entries = list(Entry.objects.filter(about).select_related("actor").order_by("-id")[:ENTRIES])
    for found in entries:
        line = line_of(found)
        measure = measures.get(found.object_uid)
        name = str(measure.title.localize(language)) if measure else title
        url = settings.SITE_URL + addresses.measure(slug, measure.slug, language) if measure else page
        parts.append(
            f"<entry><id>urn:uuid:{line.uid}</id><title>{escape(f'{name} – {line.sentence}')}</title>"
            f'<link rel="alternate" type="text/html" href={quoteattr(url)}/>'
            f"<updated>{line.at.isoformat()}</updated><summary>{escape(line.sentence)}</summary></entry>"
        )
    updated = entries[0].at if entries else newest
    feed = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">'
        f"<id>{escape(here)}</id><title>{escape(title)}</title><updated>{updated.isoformat()}</updated>"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(here)}/>'
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>'
        f"<author><name>{escape(settings.SITE_NAME)}</name></author>{''.join(parts)}</feed>\n"
    )
    return opened(HttpResponse(feed, content_type="application/atom+xml; charset=utf-8"), etag)


def opened(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Access-Control-Allow-Origin"] = "*"
    return response
