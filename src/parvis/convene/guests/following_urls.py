"""Addresses where organisers follow who registered."""

from django.urls import path

from parvis.convene.guests.set_up_urls import ONE
from parvis.convene.guests.views import adding, bulk, exporting, guest, guests

LIST = ONE + "guests/"
urlpatterns = [
    path(LIST, guests.index, name="guests"),
    path(LIST + "numbers/", guests.numbers, name="numbers"),
    path(LIST + "many/", bulk.many, name="many"),
    path(LIST + "export/", exporting.export, name="export"),
    path(LIST + "add/", adding.add, name="add"),
    path(LIST + "bring/", adding.bring, name="bring"),
    path(LIST + "<uuid:sign_up>/", guest.guest, name="guest"),
]
