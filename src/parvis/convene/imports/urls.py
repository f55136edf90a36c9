from django.urls import path

from parvis.convene.imports import views

app_name = "imports"
urlpatterns = [
    path("import/", views.home, name="home"),
    path("import/address/", views.address, name="address"),
    path("import/text/", views.text, name="text"),
    path("import/quarantine/", views.quarantine, name="quarantine"),
    path("import/quarantine/<int:key>/", views.quarantined, name="quarantined"),
    path("import/<uuid:uid>/", views.batch, name="batch"),
    path("import/<uuid:uid>/rows/<int:number>/", views.row, name="row"),
    path("import/<uuid:uid>/picture/", views.picture, name="picture"),
]
