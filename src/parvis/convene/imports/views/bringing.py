"""Bringing files or an address in, and what was brought in before."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.convene.imports import actions, queries, rules
from parvis.convene.imports.files import name_of_words
from parvis.convene.imports.forms import AddressForm, FilesForm, TextForm
from parvis.people.entrance import organisers_page


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """Bring files in; below, what was brought in before."""
    form = files_form(request, *sent(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        files = [(file.name or "import", file.read()) for file in said["files"]]
        batch = actions.bring_files(
            request.user, said["organisation"], files, edition=said["edition"], publish=said["publish"]
        )
        return redirect("imports:batch", batch.uid)
    return shown(request, form, address_form(request))


@organisers_page
@require_POST
def address(request: HttpRequest) -> HttpResponse:
    """Read an address."""
    form = address_form(request, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        batch = actions.bring_address(
            request.user, said["organisation"], said["url"], edition=said["edition"], publish=said["publish"]
        )
        return redirect("imports:batch", batch.uid)
    return shown(request, files_form(request), form)


@organisers_page
@require_POST
def text(request: HttpRequest) -> HttpResponse:
    """Read the words of a page, pasted."""
    form = text_form(request, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        files = [(name_of_words(said["text"]), said["text"].encode())]
        batch = actions.bring_files(
            request.user,
            said["organisation"],
            files,
            edition=said["edition"],
            publish=said["publish"],
            called=_("Words copied from a page"),
        )
        return redirect("imports:batch", batch.uid)
    return shown(request, files_form(request), address_form(request), form)


def sent(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def files_form(request: HttpRequest, *data: Any) -> FilesForm:
    if not rules.may_import(request.user):
        raise PermissionDenied
    return FilesForm(rules.bodies_of(request.user), queries.editions_for(request.user), *data, prefix="files")


def address_form(request: HttpRequest, *data: Any) -> AddressForm:
    if not rules.may_import(request.user):
        raise PermissionDenied
    return AddressForm(rules.bodies_of(request.user), queries.editions_for(request.user), *data, prefix="address")


def text_form(request: HttpRequest, *data: Any) -> TextForm:
    if not rules.may_import(request.user):
        raise PermissionDenied
    return TextForm(rules.bodies_of(request.user), queries.editions_for(request.user), *data, prefix="text")


def shown(request: HttpRequest, form: FilesForm, address: AddressForm, words: TextForm | None = None) -> HttpResponse:
    context = {
        "form": form,
        "address": address,
        "words": words or text_form(request),
        "history": queries.history(request.user, request.GET.get("page")),
        "waiting": rules.waiting_documents(request.user).count(),
    }
    return render(request, "imports/home.html", context)
