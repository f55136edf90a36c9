from django.urls import path

from parvis.people import token_views, views

app_name = "people"

urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/export/", views.export, name="export"),
    path("account/erase/", views.erase, name="erase"),
    path("account/erased/", views.erased, name="erased"),
    path("teams/<slug:slug>/", views.team, name="team"),
    path("teams/<slug:slug>/roles/<int:pk>/withdraw/", views.withdraw_role, name="withdraw-role"),
    path("teams/<slug:slug>/invitations/<int:pk>/withdraw/", views.withdraw_invitation, name="withdraw-invitation"),
    path("invitations/<str:token>/", views.invitation, name="invitation"),
    path("organise/tokens/", token_views.tokens, name="tokens"),
    path("organise/tokens/<uuid:uid>/revoke/", token_views.revoke, name="revoke-token"),
    path("personal-data/", views.personal_data, name="personal-data"),
    path("set-up/<str:token>/", views.first_set_up, name="set-up"),
]
