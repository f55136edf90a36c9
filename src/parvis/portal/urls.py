from django.urls import include, path

from parvis.portal import views
from parvis.portal.promised import views as promised

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("promised/", promised.page, name="promised"),
    path("promised.atom", promised.feed, name="promised-feed"),
    path("documents/", views.origins, name="documents"),
    path("api/", views.api_description, name="api"),
    path("organise/", include("parvis.portal.desk.urls")),
    path("demo/", include("parvis.portal.demo.urls")),
]
