"""What the host sees: the queue, one submission, the answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.convene.submissions import actions, rules
from parvis.convene.submissions.forms.answering import AcceptForm, AskForm, RefuseForm, WordsForm
from parvis.convene.submissions.models import OPEN, Stage, Submission
from parvis.convene.submissions.queries.judging import judging_page, prefilled
from parvis.convene.submissions.queries.queue import Asked, next_to_answer, queue_page
from parvis.convene.submissions.queries.rules import reasons_of
from parvis.ground import clock
from parvis.people.entrance import organisers_page


@organisers_page
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What was submitted to one's editions; a contributor is led to her own."""
    if not rules.may_read_queue(request.user):
        return redirect("submissions:yours")
    page = queue_page(request.user, Asked.of(request.GET), clock.now())
    kept = request.GET.copy()
    kept.pop("page", None)
    others = {name: value for name, value in kept.items() if name != "state" and value}
    return render(
        request,
        "submissions/queue.html",
        {
            "page": page,
            "address": kept.urlencode(),
            "others": others,
            "filtered": any(others.values()),
            "writes": rules.may_follow_own(request.user),
        },
    )


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One submission: the event as the public would see it, what is in doubt, its likely twins, and the answer."""
    one = readable(request, uid)
    forms = empty_forms(request, one)
    status, refusal = 200, ""
    if request.method == "POST":
        if not rules.may_answer(request.user, one):
            raise PermissionDenied
        what = request.POST.get("what", "")
        if what not in forms:
            raise Http404
        form = forms[what] = bound(what, one, request.POST)
        if form.is_valid():
            refusal = answered(request, one, what, form)
            if not refusal:
                return onward(request, one, what)
        status = 409 if refusal else 422
    page = judging_page(request.user, one, get_language() or "fr", clock.now())
    return render(
        request,
        "submissions/submission.html",
        {
            "desk": page,
            "submission": one,
            "forms": forms,
            "refusal": refusal,
            "wrong": [form for form in forms.values() if form.errors],
            "opened": request.POST.get("what", "") or request.GET.get("answer", ""),
            "may_answer": rules.may_answer(request.user, one),
            "template_key": request.GET.get("template", ""),
            **page.shown,
        },
        status=status,
    )


def readable(request: HttpRequest, uid: UUID) -> Submission:
    found = Submission.objects.select_related(
        "edition__host", "edition__opening", "event__organisation", "reason", "submitted_by", "first_approval_by"
    )
    one = get_object_or_404(found, uid=uid)
    if not rules.may_read(request.user, one):
        raise PermissionDenied
    return one


def empty_forms(request: HttpRequest, one: Submission) -> dict[str, Any]:
    """The four forms; the one a template was chosen for holds its words, in the contributor's language."""
    kind, text = prefilled(one, request.GET.get("template", ""))
    return {
        "accept": AcceptForm(prefix="accept", initial={"text": text if kind == "accept" else ""}),
        "changes": AskForm(prefix="changes", initial={"text": text if kind == "changes" else ""}),
        "refuse": RefuseForm(
            reasons_of(one.edition), prefix="refuse", initial={"text": text if kind == "refuse" else ""}
        ),
        "note": WordsForm(prefix="note"),
    }


def bound(what: str, one: Submission, given: Any) -> Any:
    if what == "refuse":
        return RefuseForm(reasons_of(one.edition), given, prefix="refuse")
    return {"accept": AcceptForm, "changes": AskForm, "note": WordsForm}[what](given, prefix=what)


def number(given: Any, name: str) -> int:
    value = given.get(name, "")
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise Http404
    return int(value)


def answered(request: HttpRequest, one: Submission, what: str, form: Any) -> str:
    """Give the answer; returns why it could not be given, in words, and nothing when it was."""
    text, actor = form.cleaned_data["text"], request.user
    try:
        if what == "accept":
            base, version = number(request.POST, "base"), number(request.POST, "version")
            actions.accept(actor, one, base=base, version=version, text=text)
        elif what == "changes":
            actions.ask_for_changes(actor, one, base=number(request.POST, "base"), text=text)
        elif what == "refuse":
            reason = form.cleaned_data["reason"]
            actions.refuse(actor, one, base=number(request.POST, "base"), reason=reason, text=text)
        else:
            actions.note(actor, one, text)
    except actions.AlreadyAnswered as other:
        one.refresh_from_db()
        return _("Somebody has answered since you opened this page: it is now “%(state)s”.") % {
            "state": other.submission.get_state_display()
        }
    except actions.SamePerson:
        return _("You have approved it already: a second, different person accepts it.")
    except actions.Changed:
        return _("The event was changed since you opened this page: read it again, then answer.")
    except actions.FindingsOpen as doubt:
        return _("%(n)s errors are still open: have them put right, or set them aside with a reason.") % {
            "n": len(doubt.findings)
        }
    except actions.WordsMissing:
        return _("Write a few words: the contributor reads nothing else.")
    return ""


def onward(request: HttpRequest, one: Submission, what: str) -> HttpResponse:
    """After an answer, the next submission; after words that decide nothing, the same one."""
    if what == "note":
        messages.success(request, _("Your message has left."))
        return redirect(reverse("submissions:submission", args=[one.uid]) + "#conversation")
    done = {
        Stage.ACCEPTED: _("Accepted and published: “%(title)s”."),
        Stage.CHANGES: _("Changes asked for: “%(title)s”."),
        Stage.REFUSED: _("Refused, with its reason: “%(title)s”."),
    }.get(Stage(one.state), _("Approved once: “%(title)s” waits for a second person."))
    following = next_to_answer(request.user, one)
    messages.success(request, done % {"title": one.title})
    if following is None:
        return redirect("submissions:queue")
    return redirect("submissions:submission", following.uid)


@organisers_page
@require_POST
def set_aside(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A finding that the host has read and leaves as it is."""
    one, given = readable(request, uid), request.POST
    try:
        actions.set_aside(request.user, one, given.get("key", ""), given.get("rule", ""), given.get("reason", ""))
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    return redirect(reverse("submissions:submission", args=[uid]) + "#marks")


@organisers_page
@require_POST
def seen(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The host has read what was changed after the event was accepted."""
    one = readable(request, uid)
    if not rules.may_answer(request.user, one):
        raise PermissionDenied
    if one.state in OPEN:
        actions.see_changes(request.user, one, number(request.POST, "version"))
    messages.success(request, _("Noted: you have read the changes."))
    return redirect("submissions:submission", uid)
