"""Addresses of stories, and of the pages where organisers tie objects to one another."""

from django.urls import path

from parvis.disclose.links.views import editing, story

app_name = "links"
urlpatterns = [
    path("story/<slug:object_type>/<uuid:uid>/", story.page, name="story"),
    path("story/<slug:object_type>/<uuid:uid>/story.json", story.as_json, name="story-json"),
    path("story/<slug:object_type>/<uuid:uid>/story.atom", story.as_atom, name="story-atom"),
    path("organise/links/", editing.index, name="index"),
    path("organise/links/<slug:object_type>/<uuid:uid>/", editing.edit, name="edit"),
    path("organise/links/<uuid:link>/remove/", editing.remove, name="remove"),
]
