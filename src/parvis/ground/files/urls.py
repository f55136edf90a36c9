"""Addresses of downloads; they carry no language."""

from django.urls import path

from parvis.ground.files import views

app_name = "files"
urlpatterns = [path("files/<uuid:uid>/", views.attachment, name="attachment")]
