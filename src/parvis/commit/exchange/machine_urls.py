"""Addresses for machines, without a language: exports of a plan, JSON-LD's context, addresses that never change."""

from django.urls import path

from parvis.commit.exchange import exports

urlpatterns = [
    path("commitments/context.jsonld", exports.context, name="exchange-context"),
    path("commitments/id/<uuid:uid>", exports.stable, name="exchange-stable"),
    path("commitments/<slug:slug>/export.<plan_export:form>", exports.export, name="exchange-export"),
]
