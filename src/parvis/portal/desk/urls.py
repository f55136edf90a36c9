from django.urls import path

from parvis.portal.desk import views

app_name = "desk"
urlpatterns = [path("", views.to_do, name="to-do")]
