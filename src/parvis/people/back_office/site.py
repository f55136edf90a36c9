"""Django's administration, opened by staff mode alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from parvis.people import rules


class BackOffice(admin.AdminSite):
    """A staff account has no power here either until it enters staff mode."""

    def has_permission(self, request: HttpRequest) -> bool:
        return rules.in_staff_mode(request.user) and request.user.is_staff

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """To our own doors: the log-in page for a stranger, staff mode for whoever may enter it."""
        wanted = request.GET.get("next") or reverse("admin:index")
        if self.has_permission(request):
            return redirect("admin:index")
        if not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")
        if not (rules.may_enter_staff_mode(request.user) and request.user.is_staff):
            raise PermissionDenied
        return redirect(f"{reverse('people:staff-mode')}?{urlencode({'next': wanted})}")
