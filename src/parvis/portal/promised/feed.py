"""The feed of promises whose day has passed without an answer."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.disclose.links.feed import EPOCH, escape
from parvis.disclose.promises import Unanswered

ENTRIES = 60


def atom(rows: Iterable[tuple[str, Unanswered]], page: str, here: str, language: str) -> str:
    """Atom (RFC 4287); an entry is dated of the promised day, at midnight UTC."""
    entries = list(rows)
    updated = f"{max(row.due for _kind, row in entries)}T00:00:00+00:00" if entries else EPOCH.isoformat()
    title = _("%(site)s, promised and not answered") % {"site": settings.SITE_NAME}
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}"><id>{escape(here)}</id>'
        f"<title>{escape(title)}</title><updated>{updated}</updated>"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(here)}/>'
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>'
        f"<author><name>{escape(settings.SITE_NAME)}</name></author>"
        f"{''.join(entry(kind, row) for kind, row in entries)}</feed>\n"
    )


def entry(kind: str, row: Unanswered) -> str:
    heading = f"{row.title} ({row.body})" if row.body else row.title
    return (
        f"<entry><id>tag:unanswered,{row.due}:{kind}:{row.ref}</id><title>{escape(heading)}</title>"
        f'<link rel="alternate" type="text/html" href={quoteattr(settings.SITE_URL + row.url)}/>'
        f"<updated>{row.due}T00:00:00+00:00</updated><summary>{escape(row.promise)}</summary></entry>"
    )
