"""Addresses of charters."""

from django.urls import path

from parvis.commit.charters.views import asking, desk, keeping, public, signing

app_name = "charters"
urlpatterns = [
    path("charters/", public.index, name="index"),
    path("charters/<slug:slug>/", public.charter, name="charter"),
    path("charters/<slug:slug>/versions/<int:number>/", public.version, name="version"),
    path("charters/<slug:slug>/signatories/", public.signatories, name="signatories"),
    path("charters/<slug:slug>/signatories/<uuid:uid>/", public.signatory, name="signatory"),
    path("charters/<slug:slug>/sign/", asking.ask, name="ask"),
    path("charters/<slug:slug>/sign/sent/", asking.sent, name="sent"),
    path("signatures/confirm/<str:token>/", asking.confirm, name="confirm"),
    path("organise/charters/", desk.desk, name="desk"),
    path("organise/charters/new/", keeping.new, name="new"),
    path("organise/charters/sign/<slug:slug>/", signing.sign, name="sign"),
    path("organise/charters/requests/<uuid:uid>/", desk.request, name="request"),
    path("organise/charters/<uuid:uid>/", keeping.charter, name="keep"),
    path("organise/charters/<uuid:uid>/presentation/", keeping.presentation, name="presentation"),
    path("organise/charters/<uuid:uid>/draft/", keeping.draft, name="draft"),
    path("organise/charters/<uuid:uid>/adopt/", keeping.adopt, name="adopt"),
    path("organise/charters/<uuid:uid>/invitation/", keeping.invitation, name="invitation"),
    path("organise/charters/<uuid:uid>/claims/", keeping.claims, name="claims"),
    path("organise/charters/<uuid:uid>/record/", signing.record, name="record"),
    path("organise/signatures/<uuid:uid>/", signing.signature, name="signature"),
    path("organise/signatures/<uuid:uid>/withdraw/", signing.withdraw, name="withdraw"),
    path("organise/signatures/<uuid:uid>/pledges/<uuid:pledge>/", signing.assess, name="assess"),
]
