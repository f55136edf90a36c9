"""Addresses of open data."""

from django.urls import path

from parvis.disclose.datasets import views

app_name = "datasets"
urlpatterns = [
    path("data/", views.catalogue, name="catalogue"),
    path("data/catalogue.jsonld", views.dcat_catalogue, name="dcat"),
    path("data/<slug:code>/", views.dataset, name="dataset"),
    path("data/<slug:code>/schema.json", views.schema, name="schema"),
    path("data/<slug:code>.csv", views.as_csv, name="csv"),
    path("data/<slug:code>.json", views.as_json, name="json"),
]
