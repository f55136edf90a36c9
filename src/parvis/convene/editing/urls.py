from django.urls import path, re_path

from parvis.convene.editing import season_urls
from parvis.convene.editing.views import event, events, verbs

app_name = "editing"
VERBS = "publish|reschedule|full|online|postpone|cancel|rename|withdraw"
urlpatterns = [
    path("events/", events.index, name="events"),
    path("events.<export:form>", events.export, name="events-export"),
    path("events/names/", events.names, name="names"),
    path("events/new/", event.new, name="event-new"),
    path("events/new/check/", event.check_new, name="event-check-new"),
    path("events/<uuid:uid>/", event.edit, name="event"),
    path("events/<uuid:uid>/check/", event.check, name="event-check"),
    path("events/<uuid:uid>/forget/", event.forget, name="event-forget"),
    path("events/<uuid:uid>/findings/<slug:key>/", verbs.aside, name="event-aside"),
    re_path(rf"^events/(?P<uid>[0-9a-f-]{{36}})/(?P<code>{VERBS})/$", verbs.verb, name="event-verb"),
    *season_urls.urlpatterns,
]
