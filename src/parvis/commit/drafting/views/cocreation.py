"""Making a plan with others, the organiser's side: timeline and criteria, meetings, contributions and their answers."""

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

from parvis.commit.drafting import actions, rules
from parvis.commit.drafting.forms.cocreation import (
    ROW_FORMS,
    AnswerForm,
    CoCreationForms,
    MeetingForm,
    ReasonForm,
    WriteDownForm,
)
from parvis.commit.drafting.models import CoCreation, Contribution, Criterion
from parvis.commit.drafting.objects import object_at
from parvis.commit.drafting.queries.cocreation import contribution_page, counts_of, with_answers
from parvis.commit.drafting.queries.plans import body_names
from parvis.commit.drafting.queries.queue import queue_page
from parvis.commit.drafting.queries.requirements import meetings_of
from parvis.commit.drafting.rows import named, with_row, without_row
from parvis.commit.drafting.views.finding import plan_for
from parvis.commit.drafting.views.plans import tell
from parvis.commit.plans.models import Commitment, Plan
from parvis.disclose.links.models import Link, Relation
from parvis.ground import clock
from parvis.people.entrance import organisers_page
from parvis.people.queries.organisations import find_organisation


def cocreation_of(plan: Plan) -> CoCreation | None:
    return CoCreation.objects.filter(plan=plan).first()


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The days, the timeline and the criteria; then the announcement, which shows them to everybody."""
    plan = plan_for(request, uid, rules.may_run_cocreation)
    one, typed, status = cocreation_of(plan), request.POST, 200
    forms, unjudged = CoCreationForms(one, typed if request.method == "POST" else None), False
    if request.method == "POST":
        if (part := typed.get("add")) in ROW_FORMS:
            forms, unjudged = CoCreationForms(one, with_row(typed, str(part))), True
        elif named(row := typed.get("remove", ""))[0] in ROW_FORMS:
            forms, unjudged = CoCreationForms(one, without_row(typed, row)), True
        elif forms.is_valid() and written(request, plan, forms):
            return redirect("drafting:cocreation", uid=uid)
        else:
            status = 422
    language = get_language() or "fr"
    context = {
        "forms": forms,
        "unjudged": unjudged,
        "plan": plan,
        "plan_title": plan.title.localize(language),
        "cocreation": one,
        "meetings": meetings_of(plan, language),
        "meeting_form": MeetingForm(),
        "counts": counts_of(one) if one else None,
        "lists": [("steps", forms.rows["steps"]), ("criteria", forms.rows["criteria"])],
    }
    return render(request, "drafting/cocreation.html", context, status=status)


def written(request: HttpRequest, plan: Plan, forms: CoCreationForms) -> bool:
    try:
        one = actions.write_cocreation(request.user, plan, forms.main.given(), forms.steps(), forms.criteria())
        if request.POST.get("do") == "announce":
            actions.announce(request.user, one)
            messages.success(request, _("Announced: everybody reads the timeline and the criteria."))
        else:
            messages.success(request, _("Saved."))
    except ValidationError as error:
        tell(forms.main, error)
        return False
    return True


@require_POST
@organisers_page
def link_meeting(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Tie an event of this site to the plan, as one of its meetings."""
    plan = plan_for(request, uid, rules.may_run_cocreation)
    form = MeetingForm(request.POST)
    here = object_at(form.cleaned_data["url"]) if form.is_valid() else None
    if here is None:
        messages.error(request, _("No public page of this site is at this address."))
    else:
        try:
            actions.link_meeting(request.user, plan, here, form.cleaned_data["note"])
            messages.success(request, _("Linked."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return redirect(reverse("drafting:cocreation", args=[uid]) + "#meetings")


@require_POST
@organisers_page
def unlink_meeting(request: HttpRequest, uid: UUID, link: UUID) -> HttpResponse:
    plan = plan_for(request, uid, rules.may_run_cocreation)
    found = get_object_or_404(Link, uid=link, relation=Relation.PART_OF, to_type="plan", to_uid=plan.uid)
    try:
        actions.unlink_meeting(request.user, plan, found)
        messages.success(request, _("The link was taken away."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(reverse("drafting:cocreation", args=[uid]) + "#meetings")


@require_safe
@organisers_page
def queue(request: HttpRequest) -> HttpResponse:
    """Contributions to the plans one answers for: those to read first, then those to answer."""
    if not rules.answers_somewhere(request.user):
        raise PermissionDenied
    page = queue_page(request.user, request.GET, clock.now(), get_language() or "fr")
    return render(request, "drafting/queue.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def write_down(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Receive what was said in a meeting or sent by a body."""
    plan = plan_for(request, uid, rules.may_answer_for)
    one = cocreation_of(plan)
    if one is None:
        raise Http404
    form = WriteDownForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        body = find_organisation(given["body_name"]) if given["body_name"].strip() else None
        if given["body_name"].strip() and body is None:
            form.add_error("body_name", _("No body of the register has this name."))
        else:
            try:
                made = actions.write_down(
                    request.user,
                    one,
                    actions.Proposed(
                        given["title"], given["body"], signature=given["signature"], language=get_language() or "fr"
                    ),
                    heard_on=given["heard_on"],
                    organisation=body,
                )
                return redirect("drafting:answer", uid=made.uid)
            except ValidationError as error:
                tell(form, error)
    context = {
        "form": form,
        "plan": plan,
        "plan_title": plan.title.localize(get_language() or "fr"),
        "body_names": body_names(),
    }
    return render(request, "drafting/write_down.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def answer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One contribution: read it, show it or not, answer it with a reason."""
    one = readable(request, uid)
    if not rules.may_answer(request.user, one):
        raise PermissionDenied
    what = request.POST.get("what", "")
    form = AnswerForm(request.POST if what == "answer" else None, cocreation=one.cocreation)
    reason = ReasonForm(request.POST if what == "aside" else None)
    refusal = ""
    if request.method == "POST":
        done, refusal = acted(request, one, what, form, reason)
        if done:
            return redirect("drafting:answer", uid=uid)
    context = {
        "contribution": one,
        "page": contribution_page(one, clock.now(), get_language() or "fr", own=True),
        "form": form,
        "reason": reason,
        "refusal": refusal,
        "base": len(one.answers.all()),
    }
    status = 409 if refusal else 422 if form.errors or reason.errors else 200
    return render(request, "drafting/answer.html", context, status=status)


def readable(request: HttpRequest, uid: UUID) -> Contribution:
    found = with_answers(rules.contributions_visible_to(request.user)).filter(uid=uid).first()
    if found is None:
        raise Http404
    return found  # type: ignore[no-any-return]


def acted(request: HttpRequest, one: Contribution, what: str, form: AnswerForm, reason: ReasonForm) -> tuple[bool, str]:
    """Do what was asked: (whether it was done, why it could not be)."""
    if what == "show":
        actions.show(request.user, one)
        messages.success(request, _("Shown to everybody."))
        return True, ""
    if what == "show-reply":
        actions.show_reply(request.user, one)
        messages.success(request, _("The reply is shown."))
        return True, ""
    if what == "aside":
        if not reason.is_valid():
            return False, ""
        actions.set_aside(request.user, one, reason.cleaned_data["reason"])
        messages.success(request, _("Not shown; its author was told why."))
        return True, ""
    if what != "answer":
        raise Http404
    if not form.is_valid():
        return False, ""
    return answered(request, one, form)


def answered(request: HttpRequest, one: Contribution, form: AnswerForm) -> tuple[bool, str]:
    given: dict[str, Any] = form.cleaned_data
    base = request.POST.get("base", "")
    try:
        actions.answer(
            request.user,
            one,
            base=int(base) if base.isdecimal() and len(base) < 5 else 0,
            outcome=given["outcome"],
            reason=given["reason"],
            commitment=Commitment.objects.filter(uid=given["commitment"]).first() if given["commitment"] else None,
            criterion=Criterion.objects.filter(pk=given["criterion"]).first() if given["criterion"] else None,
            remedy=given["remedy"],
        )
    except actions.AlreadyAnswered:
        return False, _("Somebody has answered since you opened this page: read it again.")
    except ValidationError as error:
        tell(form, error)
        return False, ""
    messages.success(request, _("Answered: the author was told, and everybody reads it."))
    return True, ""
