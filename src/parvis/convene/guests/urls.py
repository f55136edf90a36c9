"""Addresses of guests."""

from parvis.convene.guests import following_urls, set_up_urls
from parvis.convene.guests.mailing.urls import urlpatterns as mailing
from parvis.convene.guests.papers.urls import urlpatterns as papers
from parvis.convene.guests.retention.urls import urlpatterns as retention

app_name = "guests"
urlpatterns = [*set_up_urls.urlpatterns, *following_urls.urlpatterns, *mailing, *papers, *retention]
