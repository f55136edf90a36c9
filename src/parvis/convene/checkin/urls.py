"""Addresses of check-in: the organisers' pages, and those of a device, which its token alone opens."""

from django.urls import path

from parvis.convene.checkin.views import door, doors

app_name = "checkin"
urlpatterns = [
    path("organise/events/<uuid:uid>/doors/", doors.doors, name="doors"),
    path("organise/events/<uuid:uid>/doors/passages.csv", doors.download, name="download"),
    path("organise/events/<uuid:uid>/doors/bring-in/", doors.bring_in, name="bring-in"),
    path("door/<str:token>/", door.door, name="door"),
    path("door/<str:token>/news.json", door.what_is_new, name="news"),
    path("door/<str:token>/passages.json", door.passages, name="passages"),
    path("door/<str:token>/worker.js", door.worker, name="worker"),
    path("door/<str:token>/door.webmanifest", door.manifest, name="manifest"),
]
