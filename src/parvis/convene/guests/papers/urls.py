"""Addresses of badges and sheets."""

from django.urls import path

from parvis.convene.guests.papers import views

urlpatterns = [
    path("organise/events/<uuid:uid>/registration/papers/", views.papers, name="papers"),
    path("organise/events/<uuid:uid>/registration/papers/page/", views.printable, name="papers-page"),
    path("organise/events/<uuid:uid>/registration/papers/pdf/", views.make, name="papers-pdf"),
    path("organise/papers/<uuid:uid>/", views.run, name="paper-run"),
    path("organise/papers/<uuid:uid>/<int:number>/", views.part, name="paper-part"),
]
