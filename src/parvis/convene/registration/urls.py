"""Addresses of registration."""

from django.urls import path

from parvis.convene.registration.views import line, own, registering, taking

app_name = "registration"
urlpatterns = [
    path("agenda/<slug:slug>/register/", registering.register, name="register"),
    path("agenda/<slug:slug>/register/<uuid:session>/", registering.register, name="register-session"),
    path("registrations/<str:signature>/", own.own, name="own"),
    path("registrations/<str:signature>/change/", own.change, name="change"),
    path("registrations/<str:signature>/leave/", own.leave, name="leave"),
    path("registrations/<str:signature>/ticket.pdf", taking.ticket, name="ticket"),
    path("registrations/<str:signature>/data.json", taking.data, name="data"),
    path("registrations/<str:signature>/erase/", taking.erase, name="erase"),
    path("line/<str:signature>/", line.line, name="line"),
]
