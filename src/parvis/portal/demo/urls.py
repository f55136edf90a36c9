from django.urls import path

from parvis.portal.demo import views

urlpatterns = [
    path("roles/", views.roles, name="demo-roles"),
    path("outbox/", views.outbox, name="demo-outbox"),
    path("outbox/<uuid:uid>/", views.message, name="demo-message"),
    path("outbox/<uuid:uid>/<int:number>/", views.attachment, name="demo-attachment"),
]
