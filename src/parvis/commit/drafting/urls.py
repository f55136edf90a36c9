"""Addresses of the institution's lane, and of the making of a plan with others."""

from django.urls import path

from parvis.commit.drafting.views import cocreation, commitment, history, plans, progress, public, verbs

app_name = "drafting"
urlpatterns = [
    path("organise/plans/", plans.index, name="plans"),
    path("organise/plans/new/", plans.new, name="plan-new"),
    path("organise/plans/<uuid:uid>/", plans.plan, name="plan"),
    path("organise/plans/<uuid:uid>/edit/", plans.edit, name="plan-edit"),
    path("organise/plans/<uuid:uid>/publish/", plans.publish, name="plan-publish"),
    path("organise/plans/<uuid:uid>/adopt/", plans.adopt, name="adopt"),
    path("organise/plans/<uuid:uid>/commitments/new/", commitment.new, name="commitment-new"),
    path("organise/plans/<uuid:uid>/commitments/new/check/", commitment.check_new, name="commitment-check-new"),
    path("organise/commitments/<uuid:uid>/", commitment.edit, name="commitment"),
    path("organise/commitments/<uuid:uid>/check/", commitment.check, name="commitment-check"),
    path("organise/commitments/<uuid:uid>/findings/<slug:key>/", commitment.aside, name="commitment-aside"),
    path("organise/commitments/<uuid:uid>/history/", history.history, name="history"),
    path("organise/commitments/<uuid:uid>/history/<int:number>/", history.restore, name="restore"),
    path("organise/commitments/<uuid:uid>/progress/", progress.progress, name="progress"),
    path("organise/commitments/<uuid:uid>/evidence/<uuid:piece>/aside/", progress.set_aside, name="evidence-aside"),
    path("organise/commitments/<uuid:uid>/do/<slug:code>/", verbs.verb, name="verb"),
    path("organise/plans/<uuid:uid>/cocreation/", cocreation.edit, name="cocreation"),
    path("organise/plans/<uuid:uid>/meetings/", cocreation.link_meeting, name="meeting-link"),
    path("organise/plans/<uuid:uid>/meetings/<uuid:link>/remove/", cocreation.unlink_meeting, name="meeting-unlink"),
    path("organise/plans/<uuid:uid>/contributions/new/", cocreation.write_down, name="write-down"),
    path("organise/contributions/", cocreation.queue, name="queue"),
    path("organise/contributions/<uuid:uid>/", cocreation.answer, name="answer"),
    path("cocreation/confirm/<str:token>/", public.confirm, name="confirm"),
    path("cocreation/yours/<str:signature>/", public.follow, name="follow"),
    path("cocreation/<slug:slug>/", public.cocreation, name="cocreation-page"),
    path("cocreation/<slug:slug>/requirements/", public.requirements, name="requirements"),
    path("cocreation/<slug:slug>/propose/", public.propose, name="propose"),
    path("cocreation/<slug:slug>/propose/sent/", public.sent, name="sent"),
    path("cocreation/<slug:slug>/<int:number>/", public.contribution, name="contribution"),
]
