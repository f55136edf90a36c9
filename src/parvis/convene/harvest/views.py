"""Pages of the sources: their list, one of them, its rules, what it announces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from parvis.convene.harvest import actions, rules
from parvis.convene.harvest.forms import FeedForm
from parvis.convene.harvest.models import Feed, ItemState
from parvis.convene.harvest.queries import counts_of, editions_for, feed_lines, feed_page, things
from parvis.convene.harvest.selection import Rules
from parvis.convene.harvest.summary import sentences
from parvis.convene.harvest.trial import try_feed
from parvis.people.entrance import organisers_page


def managed(request: HttpRequest, pk: int) -> Feed:
    """The feed, for a person who may manage it; for another it does not exist."""
    feed = get_object_or_404(Feed.objects.select_related("edition__host", "organisation"), pk=pk)
    if not rules.may_manage_feed(request.user, feed):
        raise Http404
    return feed


@organisers_page
@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    """Every source of one's editions, those in trouble first."""
    context = {"lines": feed_lines(request.user), "may_add": rules.has_feeds(request.user)}
    return render(request, "harvest/feeds.html", context)


@organisers_page
def new(request: HttpRequest) -> HttpResponse:
    """A source to be: tried as often as one likes, saved when one is content."""
    if not rules.has_feeds(request.user):
        raise Http404
    form = FeedForm(request.user, request.POST or None, initial=proposed(request))
    trial = None
    if request.method == "POST" and form.is_valid():
        trial = try_feed(Feed(**form.values()))
        if request.POST.get("do") == "save" and not trial.error:
            feed = actions.add_feed(request.user, form.values())
            messages.success(request, _("The source was added. Its first reading begins at once."))
            return redirect("harvest:feed", pk=feed.pk)
    return render(request, "harvest/new.html", {"form": form, "trial": trial, "feed": None})


def proposed(request: HttpRequest) -> dict[str, Any]:
    """The edition asked for, or the only one there is, with its host."""
    editions = editions_for(request.user).select_related("host")
    asked = request.GET.get("edition", "")
    edition = editions.filter(slug=asked).first() if asked else None
    edition = edition or editions.first()
    return {"edition": edition, "organisation": edition.host if edition else None}


@organisers_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a source, after a look at what its new rules would do."""
    feed = managed(request, pk)
    form = FeedForm(request.user, request.POST or None, feed=feed)
    trial = None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") == "save":
            changed = actions.change_feed(request.user, feed, form.values())
            messages.success(request, _("The source was changed.") if changed else _("Nothing was to be changed."))
            return redirect("harvest:feed", pk=feed.pk)
        tried = managed(request, pk)
        for name, value in form.values().items():
            setattr(tried, name, value)
        trial = try_feed(tried)
    return render(request, "harvest/edit.html", {"form": form, "trial": trial, "feed": feed})


@organisers_page
@require_safe
def feed(request: HttpRequest, pk: int) -> HttpResponse:
    """One source: how it is, what it brings, its readings."""
    found = managed(request, pk)
    context = {"page": feed_page(found), "feed": found, "rules": sentences(Rules.of(found.rules), found)}
    return render(request, "harvest/feed.html", context)


@organisers_page
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the reading is, for a page that asks again; the whole page when it has ended."""
    found = managed(request, pk)
    page = feed_page(found)
    if "HX-Request" not in request.headers:
        return redirect("harvest:feed", pk=pk)
    if page.active is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "harvest/parts/progress.html", {"page": page, "feed": found})


@organisers_page
@require_safe
def items(request: HttpRequest, pk: int, state: str) -> HttpResponse:
    """What the source announces, in one state: held, taken, skipped, gone."""
    found = managed(request, pk)
    if state not in ItemState.values:
        raise Http404
    page, shown = things(found, state, request.GET.get("page"))
    counts = counts_of([pk])[pk]
    tabs = [
        {
            "label": label,
            "url": reverse("harvest:items", args=[pk, code]),
            "count": counts[code],
            "current": code == state,
        }
        for code, label in TABS
    ]
    context = {"feed": found, "state": state, "things": shown, "page_obj": page, "tabs": tabs, "count": counts[state]}
    return render(request, "harvest/items.html", context)


TABS = [
    (ItemState.HELD, ItemState.HELD.label),
    (ItemState.TAKEN, ItemState.TAKEN.label),
    (ItemState.SKIPPED, ItemState.SKIPPED.label),
    (ItemState.GONE, ItemState.GONE.label),
]


@organisers_page
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget the source, after a question."""
    found = managed(request, pk)
    if request.method == "POST":
        actions.remove_feed(request.user, found)
        messages.success(request, _("The source was removed. The events it brought stay."))
        return redirect("harvest:list")
    return render(request, "harvest/remove.html", {"feed": found, "counts": counts_of([pk])[pk]})


@organisers_page
@require_POST
def do(request: HttpRequest, pk: int) -> HttpResponse:
    """One verb on a source or on things it announces."""
    found = managed(request, pk)
    verb = VERBS.get(request.POST.get("do", ""))
    if verb is None:
        raise Http404
    return verb(request, found)


def read_now(request: HttpRequest, feed: Feed) -> HttpResponse:
    if actions.ask_reading(request.user, feed):
        messages.success(request, _("The source is being read; this page says how far it is."))
    else:
        messages.info(request, _("A reading is under way already."))
    return redirect("harvest:feed", pk=feed.pk)


def pause(request: HttpRequest, feed: Feed) -> HttpResponse:
    actions.pause(request.user, feed)
    messages.success(request, _("The source is paused: nothing is read until you resume it."))
    return redirect("harvest:feed", pk=feed.pk)


def resume(request: HttpRequest, feed: Feed) -> HttpResponse:
    actions.resume(request.user, feed)
    messages.success(request, _("The source is read on schedule again."))
    return redirect("harvest:feed", pk=feed.pk)


def accept(request: HttpRequest, feed: Feed) -> HttpResponse:
    actions.accept_loss(request.user, feed)
    messages.success(request, _("The loss is accepted: the source is being read."))
    return redirect("harvest:feed", pk=feed.pk)


def chosen(request: HttpRequest) -> list[int]:
    return [int(key) for key in request.POST.getlist("item") if key.isdecimal()]


def take(request: HttpRequest, feed: Feed) -> HttpResponse:
    """The things chosen, or all that are held when the button says so."""
    keys = None if request.POST.get("all") else chosen(request)
    done = actions.take_items(request.user, feed, keys)
    if done.taken:
        said = ngettext("One event was taken.", "%(number)d events were taken.", done.taken)
        messages.success(request, said % {"number": done.taken})
    if done.unreadable:
        said = ngettext(
            "One cannot be taken: it has no date that can be used.",
            "%(number)d cannot be taken: they have no date that can be used.",
            done.unreadable,
        )
        messages.warning(request, said % {"number": done.unreadable})
    if not done.taken and not done.unreadable:
        messages.info(request, _("Choose at least one thing."))
    return redirect("harvest:items", pk=feed.pk, state=ItemState.HELD)


def skip(request: HttpRequest, feed: Feed) -> HttpResponse:
    keys = None if request.POST.get("all") else chosen(request)
    number = actions.skip_items(request.user, feed, keys)
    if number:
        said = ngettext("One thing was left out.", "%(number)d things were left out.", number)
        messages.success(request, said % {"number": number})
    else:
        messages.info(request, _("Choose at least one thing."))
    return redirect("harvest:items", pk=feed.pk, state=ItemState.HELD)


def reconsider(request: HttpRequest, feed: Feed) -> HttpResponse:
    number = actions.reconsider_items(request.user, feed, chosen(request))
    if number:
        messages.success(request, _("The rules decide on them again at the next reading."))
    else:
        messages.info(request, _("Choose at least one thing that a person left out."))
    return redirect("harvest:items", pk=feed.pk, state=ItemState.SKIPPED)


VERBS: dict[str, Callable[[HttpRequest, Feed], HttpResponse]] = {
    "read": read_now,
    "pause": pause,
    "resume": resume,
    "accept": accept,
    "take": take,
    "skip": skip,
    "reconsider": reconsider,
}
