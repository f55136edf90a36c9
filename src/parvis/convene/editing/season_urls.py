"""Addresses of series, editions, places, histories and of what is done to many events at once."""

from django.urls import path

from parvis.convene.editing.views import bulk, duplicate, editions, history, places, recurrence, series

urlpatterns = [
    path("series/", series.index, name="series-list"),
    path("series/new/", series.new, name="series-new"),
    path("series/<uuid:uid>/", series.edit, name="series"),
    path("editions/", editions.index, name="editions"),
    path("editions/new/", editions.new, name="edition-new"),
    path("editions/<uuid:uid>/", editions.edit, name="edition"),
    path("places/", places.index, name="places"),
    path("places/new/", places.new, name="place-new"),
    path("places/<uuid:uid>/", places.edit, name="place"),
    path("places/<uuid:uid>/merge/", places.merge, name="place-merge"),
    path("editions/<uuid:uid>/next/", duplicate.edition, name="edition-next"),
    path("events/bulk/", bulk.bulk, name="bulk"),
    path("events/bulk/<uuid:uid>/", bulk.bulk_run, name="bulk-run"),
    path("events/<uuid:uid>/duplicate/", duplicate.event, name="duplicate"),
    path("events/<uuid:uid>/repeat/", recurrence.repeat, name="repeat"),
    path("events/<uuid:uid>/repeat/leave/", recurrence.leave, name="repeat-leave"),
    path("events/<uuid:uid>/repeat/hold/", recurrence.hold, name="repeat-hold"),
    path("events/<uuid:uid>/repeat/spread/", recurrence.spread, name="repeat-spread"),
    path("<slug:kind>/<uuid:uid>/history/", history.history, name="history"),
    path("<slug:kind>/<uuid:uid>/history/<int:number>/restore/", history.restore, name="restore"),
]
