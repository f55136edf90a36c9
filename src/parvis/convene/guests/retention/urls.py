"""Address of the erasure of names."""

from django.urls import path

from parvis.convene.guests.retention import views

urlpatterns = [path("organise/events/<uuid:uid>/registration/names/", views.names, name="names")]
