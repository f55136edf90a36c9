from django.urls import path

from parvis.commit.exchange import views

app_name = "exchange"
urlpatterns = [
    path("tables/", views.home, name="home"),
    path("tables/<uuid:uid>/", views.table, name="table"),
    path("tables/<uuid:uid>/columns.toml", views.mapping, name="mapping"),
    path("tables/<uuid:uid>/to-correct.csv", views.refused, name="refused"),
]
