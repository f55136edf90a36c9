"""The page of an event."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.convene.agenda import addresses, queries
from parvis.convene.agenda.models import Role, State, Status
from parvis.convene.agenda.queries.absence import was_withdrawn
from parvis.convene.agenda.queries.event import present_slug
from parvis.convene.agenda.queries.shapes import DateBlock, EventPage
from parvis.convene.agenda.views.embeds import EVENT_HEIGHT, code
from parvis.convene.agenda.views.head import head, host
from parvis.convene.agenda.views.pictures import ready
from parvis.convene.agenda.views.places import SIGNED
from parvis.ground import clock
from parvis.ground.follows.templatetags.follows import follow_url
from parvis.people.viewer import viewer
from parvis.ui.dates import capital, days_words

# Those who make the event happen are facts of it; those who come to it have a section of their own.
HOSTS = {Role.ORGANISER, Role.CO_ORGANISER, Role.HOST, Role.SUPPORTER}
STATUS_ICONS = {
    Status.CANCELLED: "cross",
    Status.FULL: "info",
    Status.MOVED_ONLINE: "screen",
    Status.POSTPONED: "clock",
    Status.RESCHEDULED: "calendar",
}


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """The event, or the way to where it is now when it bore this address before."""
    language, today = get_language() or "fr", clock.today()
    page = queries.event_page(slug, viewer(request), language, today)
    if page is None:
        moved = present_slug(slug, viewer(request))
        if moved is None:
            return absent(request, slug, language)
        return HttpResponsePermanentRedirect(addresses.event(moved, language))
    return render(request, "agenda/event.html", {"page": page, "today": today, **shown(page, language)})


def absent(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """404, or 410 for what was withdrawn; with a search that starts from the words of the address."""
    gone = was_withdrawn(slug)
    context = {
        "gone": gone,
        "words": "" if gone else slug.replace("-", " "),
        "agenda_url": addresses.agenda("", language),
    }
    return render(request, "agenda/absent.html", context, status=410 if gone else 404)


def shown(page: EventPage, language: str) -> dict[str, Any]:
    """What the template cannot work out by itself."""
    picture = ready(page.pictures[0]) if page.pictures else None
    names = dict(settings.LANGUAGES)
    action_url = page.action.url if page.action else ""
    public = page.state == State.PUBLISHED
    return {
        "head": head(
            page.url, page.title, page.lead_html or page.body_html, picture.src if picture else "", framed=public
        ),
        "embed_code": code(addresses.event_embed(page.slug, language), page.title, EVENT_HEIGHT) if public else "",
        "embed_url": addresses.event_embed(page.slug, language),
        "json_ld": for_script(page.json_ld),
        "picture": picture,
        "agenda_url": addresses.agenda("", language),
        "date_note": date_note(page.date, language),
        "signed": SIGNED,
        "status_icon": STATUS_ICONS.get(Status(page.status), "info"),
        "several_days": len(page.programme) > 1,
        "hosts": [group for group in page.roles if group.role in HOSTS],
        "guests": [group for group in page.roles if group.role not in HOSTS],
        "action_host": host(action_url),
        "others": [link for link in page.registrations if link.url != action_url and not page.date.over],
        "joins": page.online_url not in {"", action_url} and not page.date.over,
        "website_host": host(page.website),
        "video_host": host(page.video_url),
        "language_label": names.get(page.language, page.language) if page.language != language else "",
        "follow_url": follow_address(page),
    }


def date_note(day: DateBlock, language: str) -> str:
    """`Aujourd’hui, dure 2 h 30`; `Terminé`; `En ce moment`: nothing when there is nothing to say."""
    if day.now:
        near = _("now")
    elif day.over:
        near = pgettext("an event", "over")
    else:
        near = day.near
    duration = days_words((day.last_day - day.day).days + 1, language) if day.several_days else day.duration
    length = _("lasts %(duration)s") % {"duration": duration} if duration else ""
    return capital(", ".join(filter(None, (near, length))))


def follow_address(page: EventPage) -> str:
    """Where one asks to be told: of what is missing while something is, of every change otherwise; empty when over."""
    if page.date.over and not page.more_to_come:
        return ""
    return follow_url("event", page.uid, "details" if page.more_to_come else "")


def for_script(json: str) -> str:
    """JSON that cannot end the script element it stands in, whatever a title holds."""
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
