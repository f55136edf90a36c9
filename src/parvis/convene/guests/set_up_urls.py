"""Addresses where registration is set up."""

from django.urls import path

from parvis.convene.guests.views import asked, capacity, set_up

EVENT = "organise/events/<uuid:uid>/registration/"
ONE = EVENT + "<uuid:which>/"
urlpatterns = [
    path(EVENT, set_up.hub, name="hub"),
    path(EVENT + "sessions/", set_up.sessions, name="sessions"),
    path(EVENT + "copy/", set_up.copy, name="copy"),
    path(ONE, set_up.set_up, name="set-up"),
    path(ONE + "rules/", set_up.change_rules, name="rules"),
    path(ONE + "switch/", set_up.switch, name="switch"),
    path(ONE + "seats/", capacity.capacity, name="seats"),
    path(ONE + "categories/new/", asked.category, name="category-new"),
    path(ONE + "categories/<uuid:row>/", asked.category, name="category"),
    path(ONE + "categories/<uuid:row>/seats/", capacity.capacity, name="category-seats"),
    path(ONE + "questions/new/", asked.question, name="question-new"),
    path(ONE + "questions/<uuid:row>/", asked.question, name="question"),
    path(ONE + "consents/new/", asked.purpose, name="consent-new"),
    path(ONE + "consents/<uuid:row>/", asked.purpose, name="consent"),
    path(ONE + "<slug:kind>/<uuid:row>/drop/", asked.drop, name="drop"),
    path(ONE + "<slug:kind>/<uuid:row>/before/", asked.put_before, name="before"),
]
