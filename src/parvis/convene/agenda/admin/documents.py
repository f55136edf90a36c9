"""Documents as they were read, and those that wait."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.civics.checks import check
from parvis.convene.agenda.models import (
    ImportedDocument,
    QuarantinedDocument,
)
from parvis.ground import clock


class ReadOnly(admin.ModelAdmin):
    """A document is what it is: it is read here, and changed where it comes from."""

    list_filter = ["kind", "origin"]
    search_fields = ["title", "external_id", "name"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("findings of the checker"))
    def findings(self, document: Any) -> SafeString | str:
        return findings_list(document)


@admin.register(ImportedDocument)
class ImportedDocumentAdmin(ReadOnly):
    list_display = ["title", "origin", "external_id", "kind", "seen_at"]
    fields = readonly_fields = [
        "origin",
        "external_id",
        "kind",
        "name",
        "url",
        "title",
        "event",
        "edition",
        "seen_at",
        "why",
        "findings",
        "text",
    ]

    @admin.display(description=_("doubts"))
    def why(self, document: ImportedDocument) -> SafeString | str:
        return reasons_list(document.doubts)


@admin.register(QuarantinedDocument)
class QuarantinedDocumentAdmin(ReadOnly):
    list_display = ["title", "origin", "external_id", "kind", "seen_at", "settled_at"]
    list_filter = ["kind", "origin", ("settled_at", admin.EmptyFieldListFilter)]
    readonly_fields = [
        "origin",
        "external_id",
        "kind",
        "name",
        "url",
        "title",
        "seen_at",
        "why",
        "suggested",
        "findings",
        "text",
    ]
    fields = [*readonly_fields, "note", "settled_at"]

    @admin.display(description=_("reasons"))
    def why(self, document: QuarantinedDocument) -> SafeString | str:
        return reasons_list(document.reasons)

    @admin.display(description=_("to be confirmed by a person"))
    def suggested(self, document: QuarantinedDocument) -> SafeString | str:
        said = ((item.get("kind", ""), item.get("text", "")) for item in document.suggestions)
        return format_html("<ul>{}</ul>", format_html_join("", "<li><b>{}</b> {}</li>", said)) or "—"


def reasons_list(doubts: Iterable[dict[str, Any]]) -> SafeString | str:
    """Doubts in the reader's language, each with its field and its line."""
    language = (get_language() or "fr")[:2]
    rows = [
        (
            ":".join(str(part) for part in (doubt.get("field"), doubt.get("line")) if part),
            in_language(doubt.get("message", {}), language),
        )
        for doubt in doubts
    ]
    return format_html("<ul>{}</ul>", format_html_join("", "<li><b>{}</b> {}</li>", rows)) if rows else "—"


def findings_list(document: Any) -> SafeString | str:
    """What `parvis check` says of the document today."""
    language = (get_language() or "fr")[:2]
    report = check(document.text, document.name, today=clock.today())
    rows = [
        (found.rule, str(found.severity), found.line, in_language(found.message, language)) for found in report.findings
    ]
    if not rows:
        return "—"
    return format_html("<ul>{}</ul>", format_html_join("", "<li><b>{}</b> ({}, {}) {}</li>", rows))


def in_language(words: Any, language: str) -> str:
    return str(words.get(language) or next(iter(words.values()), ""))
