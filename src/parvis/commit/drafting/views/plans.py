"""The organiser's plans: the list, one plan, its adoption and its amendments."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from i18nfield.strings import LazyI18nString

from parvis.commit.drafting.forms.fields import LANGUAGES
from parvis.commit.drafting.forms.plan import AdoptionForm, PlanForm
from parvis.commit.drafting.queries import plans as queries
from parvis.commit.drafting.rules import sees_plans
from parvis.commit.drafting.views.finding import plan_for
from parvis.commit.plans import actions, rules
from parvis.commit.plans.content import plan_content
from parvis.commit.plans.models import Plan
from parvis.commit.plans.queries.awaiting import waiting_lines
from parvis.ground import clock
from parvis.ground.sources.models import Source
from parvis.ground.versions.actions import Overtaken
from parvis.ground.versions.queries import latest
from parvis.people.entrance import organisers_page


@require_safe
@organisers_page
def index(request: HttpRequest) -> HttpResponse:
    """The plans one answers for, and the promises one's bodies answer for."""
    if not sees_plans(request.user):
        raise PermissionDenied
    page = queries.desk(request.user, clock.today(), get_language() or "fr")
    return render(request, "drafting/plans.html", {"page": page, "may_create": rules.may_create_plan(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def new(request: HttpRequest) -> HttpResponse:
    """Open a plan, not public yet."""
    if not rules.may_create_plan(request.user):
        raise PermissionDenied
    bodies = queries.bodies_of(request.user)
    form = PlanForm(request.POST if request.method == "POST" else None, bodies=bodies, is_new=True)
    if request.method == "POST" and form.is_valid():
        body = next((one for one in bodies if str(one.uid) == form.cleaned_data["organisation"]), None)
        if body is None:
            form.add_error("organisation", _("Choose the body that answers for the plan."))
        else:
            try:
                plan = actions.create_plan(request.user, body, form.content())
                messages.success(request, _("Opened. It is not public yet."))
                return redirect("drafting:plan", uid=plan.uid)
            except ValidationError as error:
                tell(form, error)
    status = 422 if form.errors else 200
    return render(request, "drafting/plan_form.html", {"form": form, "plan": None, "title": ""}, status=status)


@require_safe
@organisers_page
def plan(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One plan: its commitments with what the checker says of each, its versions, what can be done."""
    one = plan_for(request, uid, rules.may_edit_plan)
    waiting = actions.pending(one)
    context = {
        "plan": one,
        "page": queries.plan_page(one, clock.today(), get_language() or "fr"),
        "waiting": len(waiting.commitments),
    }
    return render(request, "drafting/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What the plan says of itself."""
    one = plan_for(request, uid, rules.may_edit_plan)
    last = latest("plan", one.uid)
    initial = {**plan_content(one), "base": last.number if last else 0}
    form = PlanForm(request.POST if request.method == "POST" else None, bodies=[], is_new=False, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        base = form.cleaned_data["base"]
        try:
            actions.write_plan(request.user, one, form.content(), base=int(base) if base.isdecimal() else None)
            messages.success(request, _("Saved."))
            return redirect("drafting:plan", uid=uid)
        except Overtaken as overtaken:
            one.refresh_from_db()
            form.data = form.data.copy()
            form.data["base"] = str(overtaken.latest.number)
            form.add_error(None, _("Somebody saved while you were writing: read the form once more, then save again."))
            status = 409
        except ValidationError as error:
            tell(form, error)
    if form.errors and status == 200:
        status = 422
    context = {"form": form, "plan": one, "title": one.title.localize(get_language() or "fr")}
    return render(request, "drafting/plan_form.html", context, status=status)


def tell(form: BaseForm, error: ValidationError) -> None:
    """Put what the models refuse beside the field it is about, or above the form when it has none."""
    mistakes = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
    for part, messages_ in mistakes.items():
        for message in messages_:
            form.add_error(part if part in form.fields else None, message)


@require_POST
@organisers_page
def publish(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the plan to everybody before it is adopted, with its published commitments."""
    one = plan_for(request, uid, rules.may_edit_plan)
    actions.publish_plan(request.user, one)
    messages.success(request, _("Public. Its drafts stay hidden."))
    return redirect("drafting:plan", uid=uid)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def adopt(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Record the adoption of the plan, or of an amendment once it was adopted."""
    one = plan_for(request, uid, rules.may_adopt_plan)
    amends = one.versions.filter(adopted=True).exists()
    form = AdoptionForm(
        request.POST if request.method == "POST" else None, note_needed=amends, initial={"on": clock.today()}
    )
    status, refusal = 200, ""
    if request.method == "POST" and form.is_valid():
        refusal = adopted(request, one, form, amends)
        if not refusal and not form.errors:
            messages.success(request, _("Adopted: its texts are kept as they are from now on."))
            return redirect("drafting:plan", uid=uid)
        status = 409 if refusal else 422
    elif form.errors:
        status = 422
    pending, language = actions.pending(one), get_language() or "fr"
    lines = waiting_lines(pending.commitments, language)
    context = {
        "form": form,
        "plan": one,
        "title": one.title.localize(language),
        "amends": amends,
        "waiting": [(commitment, lines.get(commitment.pk, ())) for commitment in pending.commitments],
        "drafts": pending.drafts,
        "refusal": refusal,
    }
    return render(request, "drafting/adopt.html", context, status=status)


def adopted(request: HttpRequest, one: Plan, form: AdoptionForm, amends: bool) -> str:
    """Adopt; returns why it could not be done, in words, and nothing when it was or when the form says it."""
    given = form.cleaned_data
    verb: Any = actions.amend_plan if amends else actions.adopt_plan
    note = LazyI18nString({code: given[f"note_{code}"].strip() for code in LANGUAGES})
    try:
        verb(request.user, one, on=given["on"], note=note, source=source_of(given, one))
    except actions.NothingToAdopt:
        return _("There is nothing to adopt: publish the commitments that belong to it first.")
    except actions.AlreadyAdopted:
        return _("Somebody has just adopted a version: read the page again.")
    except ValidationError as error:
        tell(form, error)
    return ""


def source_of(given: dict[str, Any], one: Plan) -> Source | None:
    """The document that proves the adoption, None when none is named."""
    if not given.get("source_title"):
        return None
    publisher = one.organisation.name if one.organisation else ""
    source: Source = Source.objects.create(
        title=given["source_title"], url=given["source_url"], publisher=publisher, consulted_on=clock.today()
    )
    return source
