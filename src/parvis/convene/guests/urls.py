"""Addresses of guests."""

from parvis.convene.guests import following_urls, set_up_urls

app_name = "guests"
urlpatterns = [*set_up_urls.urlpatterns, *following_urls.urlpatterns]
