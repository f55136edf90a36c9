"""Pages of people without an account: the rules, submitting, following by a signed link."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.convene.agenda import addresses
from parvis.convene.agenda.actions import write_event
from parvis.convene.submissions import actions, links
from parvis.convene.submissions.actions.proposing import Contact
from parvis.convene.submissions.forms.answering import WordsForm
from parvis.convene.submissions.forms.proposal import EventAgainForm, ProposalForm, suggested_places
from parvis.convene.submissions.models import OPEN, Opening, Proposal, Submission
from parvis.convene.submissions.queries.requirements import standing
from parvis.convene.submissions.queries.rules import moment, opening_of, rules_page
from parvis.convene.submissions.views.contributor import act, told
from parvis.ground import clock
from parvis.ground.text import localized
from parvis.ground.versions.actions import Overtaken
from parvis.people.viewer import viewer


@require_safe
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """Under which rules an edition takes events, and how it answers."""
    page = rules_page(slug, viewer(request), get_language() or "fr", clock.now())
    if page is None:
        raise Http404
    return render(request, "submissions/rules.html", {"page": page, "slug": slug})


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Describe an event on one page; a mailed link then submits it."""
    opening = opening_of(slug, AnonymousUser())
    if opening is None or not opening.public:
        raise Http404
    language, status = get_language() or "fr", 200
    form = ProposalForm(opening.required_parts, request.POST if request.method == "POST" else None)
    if request.method == "POST" and opening.is_open(clock.now()):
        if form.is_a_trap():
            return redirect("submissions:sent", slug)  # a program learns nothing
        status = 422
        if form.is_valid():
            if form.too_soon():
                form.add_error(None, _("This came faster than one can write. Read it once more, then send it again."))
            elif refused := proposed(opening, form, language):
                for mistake in refused:
                    form.add_error(None, mistake)
            else:
                return redirect("submissions:sent", slug)
    elif request.method == "POST":
        status = 409
    now = clock.now()
    context = {
        "form": form,
        "edition_name": localized(opening.edition.name, language),
        "edition_url": addresses.edition(slug, language),
        "slug": slug,
        "host": opening.edition.host,
        "is_open": opening.is_open(now),
        "before": now < opening.opens_at,
        "opens": moment(opening.opens_at, language),
        "closes": moment(opening.closes_at, language),
        "answer_within": opening.answer_within,
        "places": suggested_places(),
        "about_event": [form[name] for name in form.ABOUT_THE_EVENT if name in form.fields],
        "about_you": [form[name] for name in form.ABOUT_YOU],
    }
    return render(request, "submissions/propose.html", context, status=status)


def proposed(opening: Opening, form: ProposalForm, language: str) -> list[str]:
    """Keep the proposal and send its link; what no page could hold is said now, not after the mail."""
    given = form.cleaned_data
    contact = Contact(given["name"].strip(), given["email"].strip().lower(), given["organisation"].strip(), language)
    try:
        actions.propose(opening, contact, form.content(language), given["note"])
    except ValidationError as wrong:
        return list(wrong.messages)
    except actions.NotOpen:
        return [_("The deadline has just passed.")]
    return []


@require_safe
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a message has left, whether or not one did."""
    opening = opening_of(slug, AnonymousUser())
    if opening is None:
        raise Http404
    language = get_language() or "fr"
    context = {
        "edition_name": localized(opening.edition.name, language),
        "edition_url": addresses.edition(slug, language),
    }
    return render(request, "submissions/sent.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Submit by a button: programs that read mail open links before their owners do."""
    known = Proposal.objects.select_related("edition", "submission").filter(token=token).first()
    if known is None:
        return render(request, "submissions/gone.html", status=404)
    if request.method == "POST" or known.submission is not None:
        submission = actions.confirm(token)
        if submission is None:
            return render(request, "submissions/gone.html", status=404)
        return redirect("submissions:follow", links.signed(submission))
    context = {
        "title": known.content.get("title", ""),
        "edition_name": localized(known.edition.name, get_language() or "fr"),
        "email": known.email,
    }
    return render(request, "submissions/confirm.html", context)


def named(signature: str) -> Submission:
    uid = links.named_by(signature)
    found = Submission.objects.select_related("edition__host", "edition__opening", "event", "reason", "submitted_by")
    submission = found.filter(uid=uid).exclude(contact_email="").first() if uid else None
    if submission is None:
        raise Http404
    return submission


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, signature: str) -> HttpResponse:
    """What became of it, for whoever holds the signed link: read, reply, submit again, withdraw."""
    submission = named(signature)
    form = WordsForm(request.POST if request.POST.get("what") == "reply" else None)
    refusal, done = "", ""
    if request.method == "POST":
        done, refusal = act(None, request.POST, submission, form)
        if done:
            return redirect(reverse("submissions:follow", args=[signature]) + "?done=" + request.POST["what"])
    context = {
        **told(submission, get_language() or "fr"),
        "form": form,
        "refusal": refusal,
        "done": DONE.get(request.GET.get("done", ""), ""),
        "signature": signature,
        "may_edit": submission.state in OPEN,
        "event_url": addresses.event(submission.event.slug),
    }
    return render(request, "submissions/follow.html", context, status=422 if refusal or form.errors else 200)


DONE = {"reply": "reply", "again": "again", "withdraw": "withdraw", "edit": "edit"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, signature: str) -> HttpResponse:
    """Change the event that one proposed; the host sees what changed."""
    submission = named(signature)
    if submission.state not in OPEN:
        return redirect("submissions:follow", signature)
    parts = submission.edition.opening.required_parts
    version, content = standing(submission.event)
    status = 200
    if request.method == "POST":
        form = EventAgainForm(parts, request.POST)
        status = 422
        if form.is_valid() and written(submission, form, content, request.POST.get("base", "")):
            return redirect(reverse("submissions:follow", args=[signature]) + "?done=edit")
    else:
        form = EventAgainForm(parts, initial=EventAgainForm.initial_of(content))
    context: dict[str, Any] = {
        "form": form,
        "submission": submission,
        "signature": signature,
        "version": version,
        "places": suggested_places(),
        "about_event": [form[name] for name in form.ABOUT_THE_EVENT if name in form.fields],
    }
    return render(request, "submissions/edit.html", context, status=status)


def written(submission: Submission, form: EventAgainForm, content: Any, base: str) -> bool:
    """Write the event; what is wrong is said on the form, which keeps what was typed."""
    number = int(base) if base.isascii() and base.isdigit() and len(base) < 10 else None
    try:
        write_event(None, submission.event, form.again(content), base=number)
    except Overtaken:
        form.add_error(None, _("The host has changed the event meanwhile: read it again before you change it."))
        return False
    except ValidationError as wrong:
        for mistake in wrong.messages:
            form.add_error(None, mistake)
        return False
    return True
