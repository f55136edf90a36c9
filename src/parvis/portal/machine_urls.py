"""Addresses for machines, without a language: the API and the sitemap."""

from django.contrib.sitemaps import views as sitemaps
from django.http import HttpRequest, HttpResponse
from django.urls import path

from parvis.portal.api import api
from parvis.portal.sitemap import sections


def index(request: HttpRequest) -> HttpResponse:
    return sitemaps.index(request, sections(), sitemap_url_name="sitemap-section")


def section(request: HttpRequest, section: str) -> HttpResponse:
    return sitemaps.sitemap(request, sections(), section=section)


urlpatterns = [
    path("api/v1/", api.urls),
    path("sitemap.xml", index, name="sitemap"),
    path("sitemap-<slug:section>.xml", section, name="sitemap-section"),
]
