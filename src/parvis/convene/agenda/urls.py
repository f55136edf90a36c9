from django.urls import path

from parvis.convene.agenda import feeds_urls, views

app_name = "agenda"
urlpatterns = [
    *feeds_urls.urlpatterns,
    path("agenda/", views.agenda, name="list"),
    path("agenda/month/", views.month, name="this-month"),
    path("agenda/month/<slug:when>/", views.month, name="month"),
    path("agenda/subscribe/", views.subscribe, name="subscribe"),
    path("agenda/embed/", views.embed, name="embed"),
    path("agenda/<slug:slug>/", views.event, name="event"),
    path("agenda/<slug:slug>/embed/", views.event_embed, name="event-embed"),
    path("series/", views.series_index, name="series-index"),
    path("series/<slug:slug>/", views.series, name="series"),
    path("editions/<slug:slug>/", views.edition, name="edition"),
    path("organisations/", views.directory, name="directory"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
    path("places/<slug:slug>/", views.place, name="place"),
]
