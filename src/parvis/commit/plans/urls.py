from django.urls import path

from parvis.commit.plans import feeds, views

app_name = "plans"
urlpatterns = [
    path("commitments.atom", feeds.atom, name="atom"),
    path("commitments.json", feeds.listing, name="listing"),
    path("commitments/<slug:plan>/<slug:commitment>.json", feeds.commitment, name="commitment-file"),
    path("commitments/", views.listing, name="list"),
    path("commitments/<slug:plan>/", views.plan, name="plan"),
    path("commitments/<slug:plan>/<slug:commitment>/", views.commitment, name="commitment"),
    path("commitments/<slug:plan>/<slug:commitment>/read/<slug:digest>/", views.read_page, name="read-page"),
]
