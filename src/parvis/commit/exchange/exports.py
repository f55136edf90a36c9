"""A plan in the formats of others: CSV, JSON-LD, the partnership's template, Popolo; streamed, what is public only."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import register_converter, reverse
from django.utils.cache import get_conditional_response
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from parvis.civics.formats.plans import to_csv, to_json_ld, to_popolo, to_template
from parvis.commit.exchange.exporting import bodies, plan_text, texts, whole
from parvis.commit.plans import addresses
from parvis.commit.plans.models import Plan
from parvis.commit.plans.queries import milestones_visible_to, published, published_plans
from parvis.ground.journal.queries import version
from parvis.ground.text import render_markdown

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
Chunks = Callable[[Plan, str], Iterable[str]]


@dataclass(frozen=True)
class Form:
    """A format: its suffix in addresses, its media type, what it is called and good for, and how it is written."""

    suffix: str
    media_type: str
    label: Promise | str
    note: Promise | str
    chunks: Chunks


def commitments(plan: Plan) -> Any:
    return published().filter(plan=plan).order_by("order", "pk")


def table(plan: Plan, language: str) -> Iterator[str]:
    return to_csv.chunks(texts(commitments(plan), language))


def linked(plan: Plan, language: str) -> Iterator[str]:
    said = plan_text(plan, language)
    return to_json_ld.chunks(said, texts(commitments(plan), language), context_url=context_url())


def page(plan: Plan, language: str) -> Iterator[str]:
    said = plan_text(plan, language)
    return to_template.html_chunks(said, texts(commitments(plan), language), language=language, render=render_markdown)


def markdown(plan: Plan, language: str) -> Iterator[str]:
    return to_template.markdown_chunks(plan_text(plan, language), texts(commitments(plan), language), language=language)


def popolo(plan: Plan, language: str) -> list[str]:
    return [to_popolo.write_popolo(bodies(published().filter(plan=plan)))]


FORMS = {
    form.suffix: form
    for form in (
        Form("csv", to_csv.MEDIA_TYPE, _("CSV"), _("for a spreadsheet; it can be brought in again"), table),
        Form("html", to_template.HTML_TYPE, _("OGP template"), _("to print, or to open in a word processor"), page),
        Form("md", to_template.MARKDOWN_TYPE, _("OGP template, Markdown"), _("for a shared pad"), markdown),
        Form("jsonld", to_json_ld.MEDIA_TYPE, _("JSON-LD"), _("for linked data"), linked),
        Form("popolo.json", to_popolo.MEDIA_TYPE, _("Popolo JSON"), _("its bodies, their names and offices"), popolo),
    )
}


class FormConverter:
    """A format in an address: `export.<plan_export:form>`."""

    regex = "|".join(suffix.replace(".", r"\.") for suffix in FORMS)

    def to_python(self, value: str) -> Form:
        return FORMS[value]

    def to_url(self, value: Form | str) -> str:
        return value if isinstance(value, str) else value.suffix


register_converter(FormConverter, "plan_export")


@dataclass(frozen=True)
class ExportLink:
    label: str
    note: str
    url: str


@lru_cache(maxsize=1024)
def links(slug: str, language: str, prefix: str) -> tuple[ExportLink, ...]:
    """Every format of a plan, in the active language; `prefix` is that of every address of the site."""
    return tuple(ExportLink(str(form.label), str(form.note), address(slug, form, language)) for form in FORMS.values())


def address(slug: str, form: Form, language: str) -> str:
    asked = "" if language == LANGUAGES[0] else f"?lang={language}"
    return reverse("exchange-export", args=[slug, form]) + asked


def context_url() -> str:
    return whole(reverse("exchange-context"))


def once(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answer 304 to who has this version already; open to pages of any site."""

    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        parts = f"{request.get_full_path()} {version()}"
        etag = f'W/"{hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()}"'
        answer = get_conditional_response(request, etag=etag)
        response = answer if answer is not None else view(request, *args, **kwargs)
        response["ETag"] = etag
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answered


@once
def export(request: HttpRequest, slug: str, form: Form) -> HttpResponseBase:
    """One published plan in one format."""
    plan = published_plans().select_related("framework", "organisation").filter(slug=slug).first()
    if plan is None:
        raise Http404
    asked = request.GET.get("lang", "")
    language = asked if asked in LANGUAGES else LANGUAGES[0]
    response = StreamingHttpResponse(form.chunks(plan, language), content_type=form.media_type)
    response["Content-Disposition"] = f'attachment; filename="{plan.slug}.{form.suffix}"'
    return response


@once
def context(request: HttpRequest) -> HttpResponseBase:
    """What the words of our JSON-LD mean."""
    return JsonResponse(
        to_json_ld.context(f"{context_url()}#"),
        content_type=to_json_ld.MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


@require_safe
def stable(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The address that never changes leads to the page of the day."""
    found = page_of(uid)
    if found is None:
        raise Http404
    response = HttpResponseRedirect(found)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def page_of(uid: UUID) -> str | None:
    """The public page of a plan, a commitment or a milestone; 1 to 3 queries."""
    language = LANGUAGES[0]
    if plan := published_plans().filter(uid=uid).first():
        return addresses.plan(plan.slug, language)
    if one := published().filter(uid=uid).select_related("plan").first():
        return addresses.commitment(one.plan.slug, one.slug, language)
    if step := milestones_visible_to(None).filter(uid=uid).select_related("commitment__plan").first():
        parent = step.commitment
        return addresses.milestone(parent.plan.slug, parent.slug, step.number, step.uid, language)
    return None
