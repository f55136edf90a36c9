from django.urls import path

from parvis.ui import views

app_name = "ui"
urlpatterns = [path("", views.kit, name="kit")]
