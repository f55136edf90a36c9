"""Addresses of the agenda for machines, without a language."""

from django.urls import path

from parvis.convene.agenda.oembed import oembed

urlpatterns = [path("oembed", oembed, name="oembed")]
