"""Commitments for readers of feeds and for other sites: Atom of the last changes, a view as JSON, one as JSON."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import wraps
from typing import Any
from xml.sax.saxutils import escape as escape_markup
from xml.sax.saxutils import quoteattr

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.html import escape as escape_html
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.commit.plans import addresses, rows
from parvis.commit.plans.api import detail
from parvis.commit.plans.filters import Filters, parse
from parvis.commit.plans.models import Commitment
from parvis.commit.plans.queries.narrowing import Narrowed, narrow
from parvis.commit.plans.queries.steps import date_words, declared_words
from parvis.commit.plans.queries.visibility import published
from parvis.ground import clock
from parvis.ground.journal.models import Entry
from parvis.ground.journal.queries import Line, line_of, version

ENTRIES = 100
LISTED = 200
Feed = Callable[..., HttpResponseBase]
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # one such letter, pasted, would break the feed


def escape(text: str) -> str:
    return escape_markup(NOT_XML.sub("", text))


def sent_once(feed: Feed) -> Feed:
    """Answer 304 to who has this version already: two cheap queries, whatever the feed holds.

    The day is part of the version, since a milestone becomes late with time alone.
    """

    @wraps(feed)
    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        parts = (request.get_full_path(), get_language() or "", clock.today().isoformat(), str(version()))
        etag = f'W/"{hashlib.blake2b(" ".join(parts).encode(), digest_size=16).hexdigest()}"'
        changed = rows.last_change() or EPOCH
        answer = get_conditional_response(request, etag=etag)
        response = answer if answer is not None else feed(request, *args, **kwargs)
        response["ETag"] = etag
        response["Last-Modified"] = http_date(changed.timestamp())
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return require_safe(view)


@sent_once
def atom(request: HttpRequest) -> HttpResponseBase:
    """The last changes of a view of the commitments, newest first; each entry says what the last one was."""
    language = get_language() or "fr"
    filters = parse(request.GET.dict())
    found = narrow(filters, language, clock.today())
    changed = found.commitments.select_related("plan").order_by("-changed_at", "-pk")[:ENTRIES]
    chunks = atom_chunks(list(changed), request, title(found), filters, language)
    return StreamingHttpResponse(chunks, content_type="application/atom+xml; charset=utf-8")


@sent_once
def listing(request: HttpRequest) -> HttpResponseBase:
    """A view of the commitments as data; the datasets hold them all."""
    language = get_language() or "fr"
    filters = parse(request.GET.dict())
    found = narrow(filters, language, clock.today())
    shown = list(rows.commitments(found.commitments)[:LISTED])
    return as_json(
        {
            "title": title(found),
            "url": rows.whole(addresses.commitments(filters.query_string(), language)),
            "commitments": rows.commitment_rows(shown, language),
        }
    )


@sent_once
def commitment(request: HttpRequest, plan: str, commitment: str) -> HttpResponseBase:
    """One commitment with its texts, milestones, reports and evidence; the same data as the API gives."""
    uid = published().filter(plan__slug=plan, slug=commitment).order_by().values_list("uid", flat=True).first()
    found = detail(uid, get_language() or "fr") if uid else None
    if found is None:
        raise Http404
    return as_json(found)


def as_json(found: dict[str, Any]) -> HttpResponse:
    text = json.dumps(found, ensure_ascii=False, cls=DjangoJSONEncoder)
    return HttpResponse(text, content_type="application/json; charset=utf-8")


def title(found: Narrowed) -> str:
    """“Parvis d’Ambrelle, commitments”, and what the view is narrowed to."""
    name = _("%(site)s, commitments") % {"site": settings.SITE_NAME}
    return f"{name} ({', '.join(found.names.values())})" if found.names else name


def atom_chunks(
    changed: list[Commitment], request: HttpRequest, name: str, filters: Filters, language: str
) -> Iterator[str]:
    """The feed piece by piece: head, one piece a commitment, foot."""
    here = rows.whole(request.get_full_path())
    page = rows.whole(addresses.commitments(filters.query_string(), language))
    updated = (changed[0].changed_at if changed else EPOCH).isoformat()
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">'
        f"<id>{escape(here)}</id><title>{escape(name)}</title><updated>{updated}</updated>"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(here)}/>'
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>'
        f"<author><name>{escape(settings.SITE_NAME)}</name></author>"
    )
    said = last_lines(changed)
    for row, one in zip(rows.commitment_rows(declared(changed), language), changed, strict=True):
        yield entry(one, row, said.get(str(one.uid)), language)
    yield "</feed>\n"


def declared(changed: list[Commitment]) -> list[Any]:
    """The same commitments, in the same order, with what is declared of each."""
    found = {
        one.pk: one
        for one in rows.commitments(Commitment.objects.filter(pk__in=[one.pk for one in changed])).order_by("pk")
    }
    return [found[one.pk] for one in changed]


def last_lines(changed: list[Commitment]) -> dict[str, Line]:
    """The last entry of the journal about each; one query."""
    uids = [one.uid for one in changed]
    entries = (
        Entry.objects.filter(object_type="commitment", object_uid__in=uids).select_related("actor").order_by("-at")
    )
    found: dict[str, Line] = {}
    for one in entries[: 20 * ENTRIES]:
        if str(one.object_uid) not in found:
            found[str(one.object_uid)] = line_of(one)
    return found


def entry(one: Commitment, row: dict[str, Any], line: Line | None, language: str) -> str:
    heading = f"{one.number}. {row['title']}" if one.number else row["title"]
    facts = [
        line.sentence[:1].upper() + line.sentence[1:] if line else "",
        _("Declared: %(words)s") % {"words": declared_words(row["declared_completion"] or "")},
        _("Due: %(date)s") % {"date": date_words(one.ends, language)} if one.ends else "",
    ]
    html = "".join(f"<p>{escape_html(fact)}</p>" for fact in facts if fact)
    return (
        f"<entry><id>urn:uuid:{one.uid}</id><title>{escape(heading)}</title>"
        f'<link rel="alternate" type="text/html" href={quoteattr(row["url"])}/>'
        f"<published>{(one.published_at or one.created_at).isoformat()}</published>"
        f"<updated>{one.changed_at.isoformat()}</updated>"
        f'<summary type="html">{escape(html)}</summary></entry>'
    )
