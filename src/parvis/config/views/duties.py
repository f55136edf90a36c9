"""Pages that the law asks for, made from what the code and the settings declare."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.ui.accessibility import Reason, limits


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, in the order of the RGAA's model."""
    declared = settings.ACCESSIBILITY
    context = {
        "publisher": settings.SITE_PUBLISHER or settings.SITE_NAME,
        "status": declared["status"],
        "auditor": declared["auditor"],
        "audited": date.fromisoformat(declared["audited"]) if declared["audited"] else None,
        "scheme": declared["scheme"],
        "not_conform": limits(Reason.NOT_CONFORM),
        "disproportionate": limits(Reason.DISPROPORTIONATE),
        "exempt": limits(Reason.EXEMPT),
        "contact": settings.SITE_CONTACT,
        "address": settings.SITE_ADDRESS,
    }
    return render(request, "config/accessibility.html", context)


@require_safe
def legal_notice(request: HttpRequest) -> HttpResponse:
    """Who publishes, who directs, who hosts; the licences of the software and of its data."""
    context = {
        "publisher": settings.SITE_PUBLISHER or settings.SITE_NAME,
        "address": settings.SITE_ADDRESS,
        "director": settings.SITE_DIRECTOR,
        "hosting": settings.SITE_HOSTING,
        "contact": settings.SITE_CONTACT,
        "source": settings.SOURCE_URL,
    }
    return render(request, "config/legal_notice.html", context)
