"""What the form asks: categories, questions, consents."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.convene.guests.forms.asked import CategoryForm, PurposeForm, QuestionForm, lines_of
from parvis.convene.guests.views.desk import shown, to_set_up
from parvis.convene.guests.views.set_up import to_set_up_page
from parvis.convene.registration import actions
from parvis.convene.registration.models import Category, Purpose, Question, Registration
from parvis.people.entrance import organisers_page

KINDS: dict[str, type[Category] | type[Question] | type[Purpose]] = {
    "categories": Category,
    "questions": Question,
    "consents": Purpose,
}


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def category(request: HttpRequest, uid: UUID, which: UUID, row: UUID | None = None) -> HttpResponse:
    """Add a category, or change its words and rules."""
    registration = to_set_up(request, uid, which)
    known = get_object_or_404(Category, registration=registration, uid=row) if row else None
    zone = registration.event.zone
    if request.method == "POST":
        form = CategoryForm(request.POST, known=known is not None)
        form.zone = zone
        if form.is_valid():
            one = known or Category(registration=registration, order=registration.categories.count())
            one.registration = registration
            for name, value in form.values().items():
                setattr(one, name, value)
            try:
                actions.save_category(request.user, one)
            except ValidationError as error:
                form.tell(error)
            else:
                messages.success(request, _("The category is kept."))
                return to_set_up_page(registration, "#categories")
    else:
        initial = CategoryForm.initial_of(known, zone) if known else {"access": "open", "within_capacity": True}
        form = CategoryForm(initial=initial, known=known is not None)
    return answered(request, registration, "guests/category.html", form, known)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def question(request: HttpRequest, uid: UUID, which: UUID, row: UUID | None = None) -> HttpResponse:
    """Add a question, or correct it."""
    registration = to_set_up(request, uid, which)
    known = get_object_or_404(Question, registration=registration, uid=row) if row else None
    categories = list(registration.categories.order_by("order", "pk"))
    if request.method == "POST":
        form = QuestionForm(categories, request.POST)
        if form.is_valid():
            one = known or Question(registration=registration, order=registration.questions.count())
            one.registration, one.in_use = registration, True
            try:
                actions.save_question(request.user, form.fill(one), form.chosen())
            except ValidationError as error:
                form.tell(error)
            else:
                messages.success(request, _("The question is kept."))
                return to_set_up_page(registration, "#questions")
    else:
        form = QuestionForm(categories, initial=question_as_typed(known) if known else {"kind": "line"})
    return answered(request, registration, "guests/question.html", form, known)


def question_as_typed(known: Question) -> dict[str, Any]:
    asked_of = [str(one.uid) for one in known.categories.all()]
    return {**QuestionForm.initial_of(known, ""), "choices": lines_of(known.options), "categories": asked_of}


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def purpose(request: HttpRequest, uid: UUID, which: UUID, row: UUID | None = None) -> HttpResponse:
    """Add something to which people may consent, or correct its words."""
    registration = to_set_up(request, uid, which)
    known = get_object_or_404(Purpose, registration=registration, uid=row) if row else None
    if request.method == "POST":
        form = PurposeForm(request.POST)
        if form.is_valid():
            one = known or Purpose(registration=registration, order=registration.purposes.count())
            one.registration, one.in_use = registration, True
            for name, value in form.values().items():
                setattr(one, name, value)
            try:
                actions.save_purpose(request.user, one)
            except ValidationError as error:
                form.tell(error)
            else:
                messages.success(request, _("The consent is kept."))
                return to_set_up_page(registration, "#consents")
    else:
        form = PurposeForm(initial=PurposeForm.initial_of(known, "") if known else None)
    return answered(request, registration, "guests/consent.html", form, known)


def answered(request: HttpRequest, registration: Registration, template: str, form: Any, known: Any) -> HttpResponse:
    context = {**shown(request, registration), "form": form, "known": known}
    return render(request, template, context, status=422 if form.errors else 200)


@require_POST
@organisers_page
def drop(request: HttpRequest, uid: UUID, which: UUID, kind: str, row: UUID) -> HttpResponse:
    """Delete what nobody answered; take the rest out of use."""
    registration = to_set_up(request, uid, which)
    found: Any = get_object_or_404(kind_of(kind), registration=registration, uid=row)
    found.registration = registration
    verb: Any = {
        "categories": actions.drop_category,
        "questions": actions.drop_question,
        "consents": actions.drop_purpose,
    }[kind]
    try:
        gone = verb(request.user, found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, _("It is deleted.") if gone else _("It is out of use; what was said stays and can be read.")
        )
    return to_set_up_page(registration, f"#{kind}")


@require_POST
@organisers_page
def put_before(request: HttpRequest, uid: UUID, which: UUID, kind: str, row: UUID) -> HttpResponse:
    """Show a row one step earlier."""
    registration = to_set_up(request, uid, which)
    rows: list[Any] = list(kind_of(kind).objects.filter(registration=registration).order_by("order", "pk"))
    here = next((place for place, one in enumerate(rows) if one.uid == row), None)
    if here is None:
        raise Http404
    if here:
        rows[here - 1], rows[here] = rows[here], rows[here - 1]
        actions.put_in_order(request.user, registration, rows)
    return to_set_up_page(registration, f"#{kind}")


def kind_of(kind: str) -> Any:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]
