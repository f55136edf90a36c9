"""Addresses of submissions."""

from django.urls import path

from parvis.convene.submissions.views import contributor, moderation, opening, public

app_name = "submissions"
urlpatterns = [
    path("editions/<slug:slug>/rules/", public.rules, name="rules"),
    path("editions/<slug:slug>/submit/", public.propose, name="propose"),
    path("editions/<slug:slug>/submit/sent/", public.sent, name="sent"),
    path("submissions/confirm/<str:token>/", public.confirm, name="confirm"),
    path("submissions/<str:signature>/", public.follow, name="follow"),
    path("submissions/<str:signature>/edit/", public.edit, name="edit"),
    path("organise/editions/<slug:slug>/opening/", opening.opening, name="opening"),
    path("organise/answers/<slug:slug>/", opening.answers, name="answers"),
    path("organise/answers/<slug:slug>/reasons/new/", opening.reason, name="new-reason"),
    path("organise/answers/<slug:slug>/reasons/<int:key>/", opening.reason, name="reason"),
    path("organise/answers/<slug:slug>/templates/new/", opening.template, name="new-template"),
    path("organise/answers/<slug:slug>/templates/<int:key>/", opening.template, name="template"),
    path("organise/submissions/", moderation.queue, name="queue"),
    path("organise/submissions/yours/", contributor.yours, name="yours"),
    path("organise/submissions/yours/<uuid:uid>/", contributor.own, name="own"),
    path("organise/submissions/new/<uuid:uid>/", contributor.choose, name="choose"),
    path("organise/submissions/new/<uuid:uid>/<slug:slug>/", contributor.submit, name="submit"),
    path("organise/submissions/<uuid:uid>/", moderation.submission, name="submission"),
    path("organise/submissions/<uuid:uid>/aside/", moderation.set_aside, name="set-aside"),
    path("organise/submissions/<uuid:uid>/seen/", moderation.seen, name="seen"),
]
