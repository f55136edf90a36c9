from django.urls import path

from parvis.people import token_views
from parvis.people.views import accounts, journal, set_up, staff_mode, teams

app_name = "people"

urlpatterns = [
    path("account/", accounts.account, name="account"),
    path("account/export/", accounts.export, name="export"),
    path("account/erase/", accounts.erase, name="erase"),
    path("account/erased/", accounts.erased, name="erased"),
    path("teams/<slug:slug>/", teams.former_address, name="former-team"),
    path("organise/team/", teams.teams, name="teams"),
    path("organise/team/<slug:slug>/", teams.team, name="team"),
    path("organise/team/<slug:slug>/roles/<int:pk>/change/", teams.change_role, name="change-role"),
    path("organise/team/<slug:slug>/roles/<int:pk>/withdraw/", teams.withdraw_role, name="withdraw-role"),
    path("organise/team/<slug:slug>/invitations/<int:pk>/resend/", teams.resend_invitation, name="resend-invitation"),
    path(
        "organise/team/<slug:slug>/invitations/<int:pk>/withdraw/",
        teams.withdraw_invitation,
        name="withdraw-invitation",
    ),
    path("organise/journal/", journal.who_did_what, name="journal"),
    path("organise/journal.csv", journal.journal_file, name="journal-file"),
    path("invitations/<str:token>/", teams.invitation, name="invitation"),
    path("organise/tokens/", token_views.tokens, name="tokens"),
    path("organise/tokens/<uuid:uid>/revoke/", token_views.revoke, name="revoke-token"),
    path("staff-mode/", staff_mode.enter, name="staff-mode"),
    path("staff-mode/leave/", staff_mode.leave, name="leave-staff-mode"),
    path("staff-mode/register/", staff_mode.sessions, name="staff-sessions"),
    path("staff-mode/register/<uuid:uid>/", staff_mode.session, name="staff-session"),
    path("personal-data/", accounts.personal_data, name="personal-data"),
    path("set-up/<str:token>/", set_up.first_set_up, name="set-up"),
]
