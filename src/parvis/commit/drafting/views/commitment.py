"""The page on which a commitment is written: opened, advised, previewed, saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.commit.drafting.forms.commitment import ROW_FORMS, CommitmentForms
from parvis.commit.drafting.layout import codes_of, margins_of, sections_of
from parvis.commit.drafting.queries.plans import body_names
from parvis.commit.drafting.rows import named, with_row, with_row_up, without_row
from parvis.commit.drafting.views.finding import commitment_for, plan_for
from parvis.commit.drafting.views.preview import preview
from parvis.commit.plans import actions, addresses, rules
from parvis.commit.plans.advice import advice_in, reasons_of
from parvis.commit.plans.content import LANGUAGES, Content, content_of
from parvis.commit.plans.models import Commitment, Plan, State
from parvis.commit.plans.queries.awaiting import waiting_lines
from parvis.ground.versions.actions import Overtaken
from parvis.ground.versions.queries import latest
from parvis.people.entrance import organisers_page
from parvis.people.setting_aside import AsideForm
from parvis.ui.findings import Noted, counts, marked
from parvis.ui.margins import Margin


@dataclass
class Desk:
    """One person writing one commitment, or a new one of a plan."""

    user: Any
    plan: Plan
    commitment: Commitment | None
    saved: Content
    base: int = 0

    def forms(self, data: Any = None, base: int | None = None) -> CommitmentForms:
        return CommitmentForms(self.plan, self.saved, data, self.base if base is None else base)

    def findings(self, forms: CommitmentForms) -> list[Noted]:
        """Advice on what is typed, what was set aside marked."""
        found = advice_in(forms.typed(), self.plan)
        if self.commitment is None:
            return found
        return marked(found, reasons_of([self.commitment.pk]).get(self.commitment.pk, {}))

    def address(self) -> str:
        if self.commitment is not None:
            return reverse("drafting:commitment", args=[self.commitment.uid])
        return reverse("drafting:commitment-new", args=[self.plan.uid])

    def check_address(self) -> str:
        if self.commitment is not None:
            return reverse("drafting:commitment-check", args=[self.commitment.uid])
        return reverse("drafting:commitment-check-new", args=[self.plan.uid])


def desk_of(request: HttpRequest, uid: UUID) -> Desk:
    commitment = commitment_for(request, uid, rules.may_write_commitment)
    last = latest("commitment", uid)
    return Desk(request.user, commitment.plan, commitment, content_of(commitment), last.number if last else 0)


def new_desk(request: HttpRequest, uid: UUID) -> Desk:
    """The form of a new one: the plan's own body leads it until somebody says otherwise."""
    plan = plan_for(request, uid, rules.may_edit_plan)
    body = plan.organisation
    lead = [{"role": "lead", "organisation": str(body.uid), "office": ""}] if body else []
    return Desk(request.user, plan, None, {"responsibilities": lead, "authority_fr": "official"})


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write a commitment that is not there yet."""
    desk = new_desk(request, uid)
    return posted(request, desk) if request.method == "POST" else page(request, desk, desk.forms())


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write a commitment."""
    desk = desk_of(request, uid)
    return posted(request, desk) if request.method == "POST" else page(request, desk, desk.forms())


def posted(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One of the buttons of the form; what changes the rows judges nothing."""
    typed = request.POST
    if (part := typed.get("add")) in ROW_FORMS:
        return page(request, desk, desk.forms(with_row(typed, str(part))), unjudged=True, focus=str(part))
    if named(row := typed.get("remove", ""))[0] in ROW_FORMS:
        return page(request, desk, desk.forms(without_row(typed, row)), unjudged=True)
    if named(row := typed.get("up", ""))[0] in ROW_FORMS:
        return page(request, desk, desk.forms(with_row_up(typed, row)), unjudged=True)
    if (key := typed.get("aside")) and desk.commitment is not None:
        return aside_page(request, desk, key)
    forms = desk.forms(typed)
    if not forms.is_valid():
        return page(request, desk, forms, status=422)
    try:
        if typed.get("do") == "preview":
            return preview(request, desk.plan, desk.commitment, forms.content())
        commitment = save(desk, forms, typed)
    except ValidationError as error:
        forms.tell(error)
        return page(request, desk, forms, status=422)
    except Overtaken as overtaken:
        return met(request, desk, overtaken)
    shown = commitment.state == State.PUBLISHED
    messages.success(request, _("Saved.") if shown else _("Saved. It is a draft: nobody else reads it yet."))
    if typed.get("do") == "publish":
        return redirect("drafting:verb", uid=commitment.uid, code="publish")
    return redirect("drafting:commitment", uid=commitment.uid)


NOT_TYPED = ("aside", "do", "reason")


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def aside(request: HttpRequest, uid: UUID, key: str) -> HttpResponse:
    """Leave a finding as it is, with a reason; or take it up again. What was being typed comes back as it was."""
    desk = desk_of(request, uid)
    if request.method != "POST":
        return aside_page(request, desk, key)
    commitment, do = desk.commitment, request.POST.get("do")
    form = AsideForm(request.POST)
    note = finding_named(request, desk, key)
    if commitment is None or note is None:
        messages.info(request, _("This finding is no longer there."))
    elif do == "take-up":
        actions.take_advice_up(request.user, commitment, key)
        messages.success(request, _("The finding is open again."))
    elif do != "back":
        if not form.is_valid():
            return aside_page(request, desk, key, form)
        actions.set_advice_aside(request.user, commitment, key, form.cleaned_data["reason"], rule=note.rule)
        messages.success(request, _("The finding is set aside."))
    if not was_typed(request):
        return redirect("drafting:commitment", uid=uid)
    return page(request, desk, desk.forms(request.POST), unjudged=True)


def aside_page(request: HttpRequest, desk: Desk, key: str, form: AsideForm | None = None) -> HttpResponse:
    note, commitment = finding_named(request, desk, key), desk.commitment
    if note is None or commitment is None:
        messages.info(request, _("This finding is no longer there."))
        if was_typed(request):
            return page(request, desk, desk.forms(request.POST), unjudged=True)
        return redirect(desk.address())
    context = {
        "note": note,
        "form": form or AsideForm(initial={"reason": note.set_aside}),
        "title": numbered(commitment, get_language() or "fr"),
        "here": reverse("drafting:commitment-aside", args=[commitment.uid, key]),
        "back_url": desk.address(),
        "list_label": _("Plans"),
        "list_url": reverse("drafting:plans"),
        "typed": [(name, value) for name, values in request.POST.lists() if name not in NOT_TYPED for value in values],
    }
    return render(request, "people/write/aside.html", context, status=422 if form else 200)


def finding_named(request: HttpRequest, desk: Desk, key: str) -> Noted | None:
    """The finding in what is typed, or in what is saved."""
    forms = desk.forms(request.POST) if was_typed(request) else desk.forms()
    return next((one for one in desk.findings(forms) if one.key == key), None)


def was_typed(request: HttpRequest) -> bool:
    """Whether the whole form came with the request."""
    return "base" in request.POST


def save(desk: Desk, forms: CommitmentForms, typed: QueryDict) -> Commitment:
    if desk.commitment is None:
        return actions.create_commitment(desk.user, desk.plan, forms.content())
    base = typed.get("base", "")
    actions.write_commitment(
        desk.user, desk.commitment, forms.content(), base=int(base) if base.isdecimal() else desk.base
    )
    return desk.commitment


def met(request: HttpRequest, desk: Desk, overtaken: Overtaken) -> HttpResponse:
    """Somebody saved meanwhile: nothing typed is lost, and saving again is a choice."""
    typed = request.POST.copy()
    typed["base"] = str(overtaken.latest.number)
    who = str(getattr(overtaken.latest.actor, "name", "") or "")
    return page(request, desk, desk.forms(typed), status=409, unjudged=True, overtaken=who or _("Somebody"))


def page(
    request: HttpRequest,
    desk: Desk,
    forms: CommitmentForms,
    *,
    status: int = 200,
    unjudged: bool = False,
    focus: str = "",
    overtaken: str = "",
) -> HttpResponse:
    notes = desk.findings(forms)
    if unjudged:
        forget_errors(forms)
    if focus and forms.rows[focus].forms:
        forms.rows[focus].forms[-1].visible_fields()[0].field.widget.attrs["autofocus"] = True
    commitment, language = desk.commitment, get_language() or "fr"
    is_public = commitment is not None and commitment.state == State.PUBLISHED and desk.plan.published
    context = {
        "forms": forms,
        "sections": sections_of(forms, notes),
        "loose": Margin("loose", margins_of(forms, notes).get("loose", ())),
        "summary": counts(notes),
        "commitment": commitment,
        "plan": desk.plan,
        "plan_title": desk.plan.title.localize(language),
        "title": numbered(commitment, language) if commitment else "",
        "public_url": addresses.commitment(desk.plan.slug, commitment.slug) if commitment and is_public else "",
        "check_url": desk.check_address(),
        "here": desk.address(),
        "verbs": verbs_for(request.user, commitment) if commitment else [],
        "body_names": body_names(),
        "may_publish": commitment is not None
        and commitment.state == State.DRAFT
        and rules.may_publish_commitment(request.user, commitment),
        "may_aside": commitment is not None,
        "may_report": commitment is not None and rules.may_bring_evidence(request.user, commitment),
        "overtaken": overtaken,
        "waiting": waiting_lines([commitment], language).get(commitment.pk, ()) if commitment else (),
        "unjudged": unjudged,
    }
    return render(request, "drafting/commitment.html", context, status=status)


def forget_errors(forms: CommitmentForms) -> None:
    """A form to which a row was added is shown as typed, without being judged."""
    for one in (forms.main, *(row for rows in forms.rows.values() for row in rows.forms)):
        one._errors = {}
    for rows in forms.rows.values():
        rows._errors, rows._non_form_errors = [{} for _form in rows.forms], rows.error_class()


def numbered(commitment: Commitment, language: str) -> str:
    title = next(
        filter(None, (commitment.title.localize(language), *(commitment.title.data.get(c) for c in LANGUAGES)))
    )
    return f"{commitment.number}. {title}" if commitment.number else title


def verbs_for(user: Any, commitment: Commitment) -> list[str]:
    """What else can be done with it: codes of `views.verbs`."""
    found = []
    if commitment.withdrawn_on is not None:
        return found
    if commitment.state == State.DRAFT and rules.may_publish_commitment(user, commitment):
        found.append("publish")
    if commitment.state == State.PUBLISHED and rules.may_withdraw_commitment(user, commitment):
        found += ["hand-over", "withdraw"]
    return found


# --- As one types -----------------------------------------------------------------------------------------------------


@require_POST
@organisers_page
def check(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Fill the margins again from what is typed; nothing else of the page changes."""
    return margins(request, desk_of(request, uid))


@require_POST
@organisers_page
def check_new(request: HttpRequest, uid: UUID) -> HttpResponse:
    return margins(request, new_desk(request, uid))


def margins(request: HttpRequest, desk: Desk) -> HttpResponse:
    forms = desk.forms(request.POST)
    notes = desk.findings(forms)
    found = margins_of(forms, notes)
    context = {
        "margins": [Margin(code, found.get(code, ())) for code in codes_of(forms)],
        "summary": counts(notes),
        "may_aside": desk.commitment is not None,
    }
    return render(request, "drafting/margins.html", context)
