"""Addresses of messages."""

from django.urls import path

from parvis.convene.guests.mailing import views

urlpatterns = [
    path("organise/events/<uuid:uid>/registration/messages/", views.mailings, name="mailings"),
    path("organise/events/<uuid:uid>/registration/messages/new/", views.new, name="mailing-new"),
    path("organise/messages/<uuid:uid>/", views.mailing, name="mailing"),
    path("organise/messages/<uuid:uid>/edit/", views.edit, name="mailing-edit"),
    path("organise/messages/<uuid:uid>/send/", views.send, name="mailing-send"),
    path("organise/messages/<uuid:uid>/test/", views.test, name="mailing-test"),
    path("organise/messages/<uuid:uid>/discard/", views.discard, name="mailing-discard"),
    path("organise/messages/<uuid:uid>/stop/", views.stop, name="mailing-stop"),
]
