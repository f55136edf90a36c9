"""Addresses of follows."""

from django.urls import path

from parvis.ground.follows import views

app_name = "follows"
urlpatterns = [
    path("follow/confirm/<str:token>/<slug:topic>/", views.confirm, name="confirm"),
    path("follow/stop/<str:signature>/", views.stop, name="stop"),
    path("follow/<slug:object_type>/<uuid:object_uid>/", views.follow, name="follow"),
    path("follow/<slug:object_type>/<uuid:object_uid>/sent/", views.sent, name="sent"),
]
