"""Pages to follow an object, confirm and leave: nothing happens on a GET, no account is needed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from parvis.ground.follows import actions
from parvis.ground.follows.forms import FollowForm
from parvis.ground.follows.models import Follow, Topic
from parvis.ground.identifiers import Ref, Resolved, resolve


def followable(request: HttpRequest, ref: Ref) -> Resolved:
    found = resolve([ref], request.user, get_language() or "fr").get(ref)
    if found is None:
        raise Http404(_("There is nothing to follow here."))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, object_type: str, object_uid: UUID) -> HttpResponse:
    """Ask to be told about an object; the answer is the same whether the address already follows it or not."""
    found = followable(request, Ref(object_type, object_uid))
    if request.method == "POST":
        form = FollowForm(request.POST)
        if form.is_valid():
            actions.ask(
                object_type,
                object_uid,
                form.cleaned_data["email"],
                topic=form.cleaned_data["topic"],
                language=get_language() or "fr",
                user=request.user,
            )
            return redirect("follows:sent", object_type, object_uid)
    else:
        form = FollowForm(initial=initial(request))
    return render(request, "follows/follow.html", {"object": found, "form": form})


def initial(request: HttpRequest) -> dict[str, Any]:
    asked = request.GET.get("topic", "")
    return {
        "email": getattr(request.user, "email", ""),
        "topic": asked if asked in Topic.values else Topic.ALL,
    }


@require_safe
def sent(request: HttpRequest, object_type: str, object_uid: UUID) -> HttpResponse:
    """Say that a message has left, and what to do when it does not come."""
    return render(request, "follows/sent.html", {"object": followable(request, Ref(object_type, object_uid))})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str, topic: str) -> HttpResponse:
    """Confirm by a button: programs that read mail open links before their owners do."""
    known = Follow.objects.filter(token=token).first() if topic in Topic.values else None
    if known is None:
        return render(request, "follows/gone.html", status=404)
    if request.method == "POST":
        confirmed = actions.confirm(token, topic)
        if confirmed is None:
            return render(request, "follows/gone.html", status=404)
        return render(request, "follows/confirmed.html", described(request, confirmed))
    return render(request, "follows/confirm.html", described(request, known))


@never_cache
@csrf_exempt  # mail programs leave with one click (RFC 8058), from their own site; the signature is the authority
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, signature: str) -> HttpResponse:
    """Leave one object, or everything; a mail program's one click leaves everything."""
    known = actions.followed_by(signature)
    if request.method != "POST":
        if known is None:
            return render(request, "follows/stopped.html", {"everything": False})
        context = described(request, known)
        context["others"] = Follow.objects.filter(email=known.email).exclude(pk=known.pk).count()
        return render(request, "follows/stop.html", context)
    everything = "List-Unsubscribe" in request.POST or request.POST.get("what") == "everything"
    if known is not None and everything:
        actions.stop_all(known.email)
    elif known is not None:
        actions.stop(known)
    return render(request, "follows/stopped.html", {"everything": everything})


def described(request: HttpRequest, known: Follow) -> dict[str, Any]:
    ref = Ref(known.object_type, known.object_uid)
    return {"object": resolve([ref], request.user, get_language() or "fr").get(ref), "email": known.email}
