"""Addresses of laws."""

from django.urls import path

from parvis.commit.law import feeds
from parvis.commit.law.views import organise, public

app_name = "law"
urlpatterns = [
    path("laws/", public.index, name="index"),
    path("laws/<slug:slug>.atom", feeds.atom, name="feed"),
    path("laws/<slug:slug>/", public.law, name="law"),
    path("organise/laws/", organise.index, name="laws"),
    path("organise/laws/new/", organise.new, name="new"),
    path("organise/laws/<uuid:uid>/", organise.text, name="text"),
    path("organise/laws/<uuid:uid>/publish/", organise.publish, name="publish"),
    path("organise/laws/<uuid:uid>/measures/new/", organise.new_measure, name="new-measure"),
    path("organise/measures/<uuid:uid>/", organise.measure, name="measure"),
    path("organise/measures/<uuid:uid>/articles/new/", organise.article, name="new-article"),
    path("organise/measures/<uuid:uid>/articles/<uuid:row>/", organise.article, name="article"),
    path("organise/measures/<uuid:uid>/decrees/new/", organise.decree, name="new-decree"),
    path("organise/measures/<uuid:uid>/decrees/<uuid:row>/", organise.decree, name="decree"),
]
