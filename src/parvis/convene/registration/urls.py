"""Addresses of registration."""

from django.urls import path

from parvis.convene.registration.views import line, own, registering

app_name = "registration"
urlpatterns = [
    path("agenda/<slug:slug>/register/", registering.register, name="register"),
    path("agenda/<slug:slug>/register/<uuid:session>/", registering.register, name="register-session"),
    path("registrations/<str:signature>/", own.own, name="own"),
    path("registrations/<str:signature>/change/", own.change, name="change"),
    path("registrations/<str:signature>/leave/", own.leave, name="leave"),
    path("line/<str:signature>/", line.line, name="line"),
]
