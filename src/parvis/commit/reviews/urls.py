"""Addresses of reviews."""

from django.urls import path

from parvis.commit.reviews.views import public

app_name = "reviews"
urlpatterns = [
    path("reviews/", public.index, name="index"),
    path("reviews/methods/", public.methods, name="methods"),
    path("reviews/methods/<slug:code>/", public.method, name="method"),
    path("reviews/of/<uuid:commitment>/", public.comparison, name="comparison"),
    path("reviews/<slug:slug>/", public.review, name="review"),
    path("reviews/<slug:slug>/comment/", public.comment, name="comment"),
]
