"""Every address of an instance. Pages carry their language (`/fr/…`, `/en/…`); machine addresses do not."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.static import serve


def pages(prefix: str, module: str) -> list[URLPattern | URLResolver]:
    """Routes of a module, none while its builder has not delivered it (for the first hour only)."""
    try:
        return [path(prefix, include(module))] if find_spec(module) else []
    except ImportError:
        return []


urlpatterns: list[URLPattern | URLResolver] = [
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}, name="media"),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("account/", include("allauth.account.urls")),
        *pages("", "parvis.people.urls"),
        *pages("", "parvis.ui.urls"),
        *pages("", "parvis.ground.follows.urls"),
        *pages("", "parvis.disclose.datasets.urls"),
        *pages("", "parvis.convene.agenda.urls"),
        *pages("", "parvis.portal.urls"),
    ),
]
