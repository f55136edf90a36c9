"""Every address of an instance. Pages carry their language (`/fr/…`, `/en/…`); machine addresses do not."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.static import serve

from parvis.config.modules import close_back_office, is_on
from parvis.config.views import state


def pages(prefix: str, module: str) -> list[URLPattern | URLResolver]:
    """Routes of an app, none when its module is switched off."""
    app = module.rpartition(".")[0]
    return [path(prefix, include(module))] if is_on(app, settings.MODULES) else []


close_back_office(settings.MODULES)

handler400 = "parvis.config.views.errors.bad_request"
handler403 = "parvis.config.views.errors.forbidden"
handler404 = "parvis.config.views.errors.not_found"
handler500 = "parvis.config.views.errors.broken"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", state.healthz, name="healthz"),
    path("robots.txt", state.robots_txt, name="robots"),
    path(".well-known/security.txt", state.security_txt, name="security"),
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}, name="media"),
    *pages("", "parvis.ground.files.urls"),
    *pages("", "parvis.portal.machine_urls"),
    *pages("", "parvis.convene.agenda.machine_urls"),
    *pages("", "parvis.commit.exchange.machine_urls"),
    *pages("", "parvis.commit.reviews.machine_urls"),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("account/", include("allauth.account.urls")),
        path("account/second-step/", include("allauth.mfa.urls")),
        # Addresses are tried one after the other: those that most readers open come first.
        *pages("", "parvis.convene.agenda.urls"),
        *pages("", "parvis.commit.plans.urls"),
        *pages("", "parvis.people.urls"),
        *pages("", "parvis.config.pages"),
        *pages("ui/", "parvis.ui.urls"),
        *pages("", "parvis.ground.follows.urls"),
        *pages("", "parvis.disclose.datasets.urls"),
        *pages("", "parvis.disclose.links.urls"),
        *pages("", "parvis.commit.drafting.urls"),
        *pages("organise/", "parvis.convene.harvest.urls"),
        *pages("organise/", "parvis.convene.imports.urls"),
        *pages("", "parvis.commit.charters.urls"),
        *pages("", "parvis.convene.submissions.urls"),
        *pages("organise/", "parvis.commit.exchange.urls"),
        *pages("", "parvis.convene.checkin.urls"),
        *pages("", "parvis.convene.guests.urls"),
        *pages("", "parvis.convene.registration.urls"),
        *pages("organise/", "parvis.convene.editing.urls"),
        *pages("", "parvis.commit.law.urls"),
        *pages("", "parvis.commit.reviews.urls"),
        *pages("", "parvis.portal.urls"),
    ),
]
