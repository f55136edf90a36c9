"""What a contributor with an account sees: submit, follow, reply, withdraw."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.convene.agenda.models import Event
from parvis.convene.agenda.queries.visibility import visible_to
from parvis.convene.submissions import actions, rules
from parvis.convene.submissions.forms.answering import WordsForm
from parvis.convene.submissions.models import Stage, Submission
from parvis.convene.submissions.queries import own as queries
from parvis.convene.submissions.queries.conversation import conversation
from parvis.convene.submissions.queries.marks import marks_in
from parvis.convene.submissions.queries.requirements import page_of_fields, requirements, standing
from parvis.convene.submissions.queries.rules import moment, opening_of
from parvis.ground import clock
from parvis.ground.text import localized
from parvis.people.entrance import organisers_page


def own_event(request: HttpRequest, uid: UUID) -> Event:
    event = get_object_or_404(visible_to(request.user).select_related("organisation"), uid=uid)
    if not rules.may_submit(request.user, event):
        raise PermissionDenied
    return event


@organisers_page
@require_safe
def choose(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The editions to which the event may be submitted, and what became of those it was."""
    event, now, language = own_event(request, uid), clock.now(), get_language() or "fr"
    context = {
        "event": event,
        "editions": queries.open_editions(event, language, now),
        "submissions": [
            {
                "url": queries.own_url(one),
                "edition": localized(one.edition.name, language),
                "words": queries.stands(one, language, now),
                "state": one.state,
            }
            for one in queries.submissions_of(event)
        ],
        "edit_url": page_of_fields(event),
    }
    return render(request, "submissions/choose.html", context)


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    """Submit the event to one edition: what is demanded, what is in doubt, a word to the host."""
    event, language = own_event(request, uid), get_language() or "fr"
    opening = opening_of(slug, request.user)
    if opening is None:
        raise Http404
    status, refusal = 200, ""
    if request.method == "POST":
        try:
            made = actions.submit(request.user, event, opening.edition, request.POST.get("note", ""))
        except actions.AlreadySubmitted as known:
            messages.info(request, _("It is before this host already."))
            return redirect("submissions:own", known.submission.uid)
        except actions.NotOpen:
            status = 409
        except actions.PartsMissing as lacking:
            status, refusal = 422, missing_words(len(lacking.parts))
        else:
            messages.success(request, _("Submitted. You will be told of the answer by e-mail."))
            return redirect("submissions:own", made.uid)
    _number, content = standing(event)
    now = clock.now()
    context = {
        "event": event,
        "opening": opening,
        "edition_name": localized(opening.edition.name, language),
        "host": opening.edition.host,
        "is_open": opening.is_open(now),
        "before": now < opening.opens_at,
        "opens": moment(opening.opens_at, language),
        "closes": moment(opening.closes_at, language),
        "guidelines_html": localized(opening.guidelines_html, language),
        "parts": requirements(content, opening.required_parts),
        "marks": [mark for mark in marks_in(event, content) if mark.is_open],
        "edit_url": page_of_fields(event),
        "note": request.POST.get("note", ""),
        "refusal": refusal,
    }
    return render(request, "submissions/submit.html", context, status=status)


def missing_words(number: int) -> str:
    if number == 1:
        return _("One part that the host demands is missing: write it, then submit.")
    return _("%(n)s parts that the host demands are missing: write them, then submit.") % {"n": number}


@organisers_page
@require_safe
def yours(request: HttpRequest) -> HttpResponse:
    """Everything one's bodies have submitted."""
    now, language = clock.now(), get_language() or "fr"
    context = {
        "rows": queries.own_rows(request.user, language, now),
        "editions": queries.open_editions(None, language, now),
        "reads_queue": rules.may_read_queue(request.user),
    }
    return render(request, "submissions/yours.html", context)


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One submission from the contributor's side."""
    found = Submission.objects.select_related("edition__host", "event__organisation", "reason", "submitted_by")
    submission = get_object_or_404(found, uid=uid)
    if not rules.is_contributor(request.user, submission):
        raise PermissionDenied
    form = WordsForm(request.POST if request.POST.get("what") == "reply" else None)
    refusal = ""
    if request.method == "POST":
        done, refusal = act(request.user, request.POST, submission, form)
        if done:
            messages.success(request, done)
            return redirect("submissions:own", uid)
    context = {
        **told(submission, get_language() or "fr"),
        "form": form,
        "refusal": refusal,
        "edit_url": page_of_fields(submission.event),
        "event_url": submission.event.slug,
    }
    wrong = refusal or form.errors
    return render(request, "submissions/own.html", context, status=422 if wrong else 200)


def act(actor: Any, given: Any, submission: Submission, form: WordsForm) -> tuple[str, str]:
    """Do what a button of the contributor's page says: (what was done, why not), both in words."""
    what = given.get("what")
    if what == "reply":
        if not form.is_valid():
            return "", ""
        actions.reply(actor, submission, form.cleaned_data["text"])
        return _("Your message is before the host."), ""
    if what == "again":
        try:
            done = actions.resubmit(actor, submission, given.get("note", ""))
        except actions.PartsMissing as lacking:
            return "", missing_words(len(lacking.parts))
        return (
            (_("Submitted again. A new answer is promised."), "") if done else ("", _("Nothing is asked of you now."))
        )
    if what == "withdraw":
        if actions.withdraw(actor, submission):
            return _("Withdrawn. The event is still yours, as a draft."), ""
        return "", _("It was answered already: write to the host instead.")
    raise Http404


def told(submission: Submission, language: str) -> dict[str, Any]:
    """What both contributor's pages say of a submission."""
    now = clock.now()
    reason = submission.reason if submission.state == Stage.REFUSED else None
    return {
        "submission": submission,
        "edition_name": localized(submission.edition.name, language),
        "stands": queries.stands(submission, language, now),
        "late": submission.days_late(now),
        "turns": conversation(submission, language, names=False),
        "reason": localized(reason.label, language) if reason else "",
        "explanation": localized(reason.explanation, language) if reason else "",
        "remedy": localized(reason.remedy, language) if reason else "",
        "may_withdraw": rules.may_be_withdrawn(submission),
        "changes_asked": submission.state == Stage.CHANGES,
        "shown": submission.state == Stage.ACCEPTED,
    }
