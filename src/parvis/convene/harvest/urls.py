"""Addresses of the sources, under /organise/."""

from django.urls import path

from parvis.convene.harvest import views

app_name = "harvest"
urlpatterns = [
    path("sources/", views.feeds, name="list"),
    path("sources/new/", views.new, name="new"),
    path("sources/<int:pk>/", views.feed, name="feed"),
    path("sources/<int:pk>/progress/", views.progress, name="progress"),
    path("sources/<int:pk>/edit/", views.edit, name="edit"),
    path("sources/<int:pk>/remove/", views.remove, name="remove"),
    path("sources/<int:pk>/do/", views.do, name="do"),
    path("sources/<int:pk>/<slug:state>/", views.items, name="items"),
]
