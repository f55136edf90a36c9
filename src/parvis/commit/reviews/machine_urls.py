"""Addresses of reviews for machines, without a language."""

from django.urls import path

from parvis.commit.reviews.views.file import file

urlpatterns = [path("reviews/<slug:slug>.review.json", file, name="review-file")]
