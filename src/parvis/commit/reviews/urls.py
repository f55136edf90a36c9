"""Addresses of reviews."""

from django.urls import path

from parvis.commit.reviews.views import answers, commenting, drafting, held, missions, public, signing

app_name = "reviews"
urlpatterns = [
    path("reviews/", public.index, name="index"),
    path("reviews/methods/", public.methods, name="methods"),
    path("reviews/methods/<slug:code>/", public.method, name="method"),
    path("reviews/of/<uuid:commitment>/", public.comparison, name="comparison"),
    path("reviews/comments/<str:token>/", commenting.confirm, name="confirm"),
    path("reviews/<slug:slug>/", public.review, name="review"),
    path("reviews/<slug:slug>/comment/", commenting.comment, name="comment"),
    path("reviews/<slug:slug>/comment/sent/", commenting.sent, name="sent"),
    path("organise/reviews/", missions.desk, name="desk"),
    path("organise/reviews/offer/<uuid:commitment>/", missions.offer, name="offer"),
    path("organise/reviews/offer/plan/<uuid:plan>/", missions.offer_plan, name="offer-plan"),
    path("organise/reviews/held/<uuid:commitment>/<slug:digest>/", held.held, name="held"),
    path("organise/reviews/<uuid:uid>/", missions.mission, name="mission"),
    path("organise/reviews/<uuid:uid>/dossier/", missions.dossier, name="dossier"),
    path("organise/reviews/<uuid:uid>/indicators/<slug:indicator>/", drafting.code, name="code"),
    path("organise/reviews/<uuid:uid>/conclusion/", drafting.conclusion, name="conclusion"),
    path("organise/reviews/<uuid:uid>/recommend/", drafting.advise, name="recommend"),
    path("organise/reviews/<uuid:uid>/recommendations/<int:number>/take-back/", drafting.take_back, name="take-back"),
    path("organise/reviews/<uuid:uid>/window/", drafting.window, name="window"),
    path("organise/reviews/<uuid:uid>/comments/", drafting.comments, name="comments"),
    path("organise/reviews/<uuid:uid>/comments/<uuid:comment>/", drafting.reply, name="reply"),
    path("organise/reviews/<uuid:uid>/sign/", signing.sign, name="sign"),
    path("organise/reviews/<uuid:uid>/correct/", missions.correct, name="correct"),
    path("organise/recommendations/<uuid:uid>/answer/", answers.answer, name="answer"),
]
