"""Routes of the instance's own pages."""

from django.urls import path

from parvis.config.views import duties

app_name = "config"

urlpatterns = [
    path("accessibility/", duties.accessibility, name="accessibility"),
    path("legal-notice/", duties.legal_notice, name="legal-notice"),
]
