"""The page on which an event is written: opened, checked, kept, previewed, saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.convene.agenda import addresses, rules
from parvis.convene.agenda.content import Content, content_of
from parvis.convene.agenda.models import Event, State
from parvis.convene.agenda.queries.visibility import visible_to
from parvis.convene.editing import verbs
from parvis.convene.editing.actions import Written, forget_typed, keep_typed, save, save_new, typed_again
from parvis.convene.editing.findings import findings_in, reasons_of
from parvis.convene.editing.forms.event import EventForms
from parvis.convene.editing.layout import ROW_MARGINS, Margin, margins_of, sections_of
from parvis.convene.editing.models import WorkingCopy
from parvis.convene.editing.overtaken import Meeting, meet
from parvis.convene.editing.panels import panels_for
from parvis.convene.editing.queries.bodies import written_for
from parvis.convene.editing.queries.names import body_names, place_names
from parvis.convene.editing.rows import with_row, with_row_up, without_row
from parvis.convene.editing.views.preview import preview
from parvis.ground import clock
from parvis.ground.versions.actions import Overtaken
from parvis.ground.versions.queries import first_saved_by, latest, saved_since
from parvis.people.entrance import organisers_page
from parvis.people.models import Organisation
from parvis.ui import dates
from parvis.ui.findings import Noted, counts, marked

FORM = "event"


@dataclass
class Desk:
    """One person writing one event, or a new one; `uid` names the working copy in both cases."""

    user: Any
    event: Event | None
    uid: UUID
    bodies: list[Organisation]
    saved: Content = field(default_factory=dict)
    base: int = 0

    def forms(self, **given: Any) -> EventForms:
        return EventForms(bodies=self.bodies, viewer=self.user, **given)

    def opened(self, content: Content | None = None, base: int | None = None) -> EventForms:
        """The form of what is saved, or of `content` when it was merged."""
        initial = {"base": self.base if base is None else base, "copy": str(self.uid), "organisation": self.body_uid()}
        given = content if content is not None else self.saved
        if self.event is None and content is None:
            given = new_content(self.bodies)
        return self.forms(content=given, initial=initial)

    def body_uid(self) -> str:
        if self.event is not None:
            return str(self.event.organisation.uid) if self.event.organisation else ""
        return str(self.bodies[0].uid) if len(self.bodies) == 1 else ""

    def findings(self, forms: EventForms) -> list[Noted]:
        found = findings_in(forms.typed())
        return marked(found, reasons_of([self.event.pk]).get(self.event.pk, {})) if self.event else found

    def kept(self) -> WorkingCopy | None:
        return WorkingCopy.objects.filter(user=self.user, form=FORM, object_uid=self.uid).first()

    def keep(self, typed: QueryDict) -> WorkingCopy | None:
        body = next((one for one in self.bodies if str(one.uid) == typed.get("organisation")), None)
        return keep_typed(self.user, FORM, self.uid, typed, is_new=self.event is None, organisation=body)

    def keep_while_typing(self, typed: QueryDict) -> WorkingCopy | None:
        """Keep it unless they have saved this form: its last check may be answered beside the save, or after it.

        Looked at on both sides of the keeping, since the save forgets what was kept once it is done.
        """
        if self.has_saved_since(typed):
            return None
        kept = self.keep(typed)
        if self.has_saved_since(typed):
            forget_typed(self.user, FORM, self.uid)
            return None
        return kept

    def has_made_it(self) -> bool:
        return first_saved_by("event", self.uid, self.user)

    def has_saved_since(self, typed: QueryDict) -> bool:
        return saved_since("event", self.uid, self.user, base_of(typed))

    def address(self) -> str:
        if self.event is not None:
            return reverse("editing:event", args=[self.event.uid])
        return f"{reverse('editing:event-new')}?copy={self.uid}"

    def check_address(self) -> str:
        if self.event is not None:
            return reverse("editing:event-check", args=[self.event.uid])
        return reverse("editing:event-check-new")


def new_content(bodies: list[Organisation]) -> Content:
    """What a new event begins with: the body organises it."""
    if len(bodies) != 1:
        return {}
    return {"participations": [{"role": "organiser", "organisation": str(bodies[0].uid), "person": None, "label": ""}]}


def desk_of(request: HttpRequest, uid: UUID) -> Desk:
    """The desk of an event that the person may write; 404 when she may not see it, 403 when she may only read it."""
    event = visible_to(request.user).filter(uid=uid).select_related("organisation", "place").first()
    if event is None:
        raise Http404
    if not rules.may_edit_event(request.user, event):
        raise PermissionDenied
    last = latest("event", uid)
    return Desk(
        user=request.user,
        event=event,
        uid=uid,
        bodies=written_for(request.user, and_also=event.organisation),
        saved=content_of(event),
        base=last.number if last else 0,
    )


def new_desk(request: HttpRequest, uid: UUID) -> Desk:
    if not rules.may_write_for(request.user, None):
        raise PermissionDenied
    return Desk(user=request.user, event=None, uid=uid, bodies=written_for(request.user))


def uid_of_new(request: HttpRequest) -> UUID:
    """The identifier that the form of a new event carries, and that the event will have."""
    try:
        return UUID(request.POST.get("copy") or request.GET.get("copy") or "")
    except ValueError:
        return uuid4()


# --- Pages ------------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def new(request: HttpRequest) -> HttpResponse:
    """Write an event that is not there yet; a form saved already that is sent or opened again is its event's."""
    uid = uid_of_new(request)
    if Event.objects.filter(uid=uid).exists():
        desk = desk_of(request, uid)
        return posted(request, desk) if request.method == "POST" else redirect("editing:event", uid=uid)
    desk = new_desk(request, uid)
    return posted(request, desk) if request.method == "POST" else opened(request, desk)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write an event."""
    desk = desk_of(request, uid)
    return posted(request, desk) if request.method == "POST" else opened(request, desk)


def opened(request: HttpRequest, desk: Desk) -> HttpResponse:
    """As it was left when it was left unfinished, otherwise as it is saved."""
    kept = desk.kept()
    if kept is None:
        return page(request, desk, desk.opened())
    forms = desk.forms(data=typed_again(kept), content=desk.saved, checked=False)
    return page(request, desk, forms, kept=kept)


def posted(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One of the buttons of the form."""
    typed = request.POST
    if part := typed.get("add"):
        return shown_as_typed(request, desk, with_row(typed, part), focus=part)
    if row := typed.get("remove"):
        return shown_as_typed(request, desk, without_row(typed, row))
    if row := typed.get("up"):
        return shown_as_typed(request, desk, with_row_up(typed, row))
    if key := typed.get("aside"):
        desk.keep(typed)
        return redirect("editing:event-aside", uid=desk.uid, key=key)
    match typed.get("do"):
        case "keep":
            desk.keep(desk.forms(data=typed, files=request.FILES, content=desk.saved, checked=False).posted())
            messages.success(request, _("Kept as you typed it: you will find it among what is unfinished."))
            return redirect("editing:events")
        case "preview":
            return previewed(request, desk)
    return saved(request, desk)


def shown_as_typed(request: HttpRequest, desk: Desk, typed: QueryDict, focus: str = "") -> HttpResponse:
    """The form again with everything typed, and without judging it."""
    forms = desk.forms(data=typed, files=request.FILES, content=desk.saved, checked=False)
    if focus and forms.rows.get(focus) and forms.rows[focus].forms:
        row = forms.rows[focus].forms[-1]
        visible = row.visible_fields()[0]
        visible.field.widget.attrs["autofocus"] = True
    return page(request, desk, forms)


def previewed(request: HttpRequest, desk: Desk) -> HttpResponse:
    forms = desk.forms(data=request.POST, files=request.FILES, content=desk.saved)
    if not forms.is_valid():
        return page(request, desk, forms, status=422)
    try:
        return preview(request, desk.event, forms.body(), written(forms, desk.saved))
    except ValidationError as error:
        forms.tell(error)
        return page(request, desk, forms, status=422)


def saved(request: HttpRequest, desk: Desk) -> HttpResponse:
    forms = desk.forms(data=request.POST, files=request.FILES, content=desk.saved)
    if not forms.is_valid():
        desk.keep(forms.posted())
        return page(request, desk, forms, status=422)
    what = written(forms, desk.saved, chosen_theirs(request.POST))
    try:
        if desk.event is None:
            event = save_new(request.user, forms.body(), what, uid=desk.uid)
        else:
            event = desk.event
            save(request.user, event, what, base=began_from(request.POST, desk), organisation=forms.body())
    except IntegrityError:
        if desk.event is not None or not Event.objects.filter(uid=desk.uid).exists():
            raise
        return saved(request, desk_of(request, desk.uid))  # two presses of the button, answered at the same time
    except ValidationError as error:
        forms.tell(error)
        return page(request, desk, forms, status=422)
    except Overtaken as overtaken:
        return met(request, desk, forms, overtaken)
    forget_typed(request.user, FORM, desk.uid)
    messages.success(request, _("Saved.") if event.state == State.PUBLISHED else _("Saved. It is not public yet."))
    if request.POST.get("do") == "publish":
        return redirect("editing:event-verb", uid=event.uid, code="publish")
    return redirect("editing:event", uid=event.uid)


def met(request: HttpRequest, desk: Desk, forms: EventForms, overtaken: Overtaken) -> HttpResponse:
    """Somebody saved meanwhile: both versions of what both touched, to choose from."""
    full = forms.content(desk.saved)
    meeting = meet(desk.uid, began_from(request.POST, desk), overtaken.latest, full, get_language() or "fr")
    again = desk.opened(content=meeting.merged, base=meeting.base)
    # What the registers do not hold yet stays typed.
    for name in ("new_place_name", "new_place_address", "new_place_postcode", "new_place_city"):
        again.main.initial[name] = request.POST.get(name, "")
    again.main.initial["organisation"] = request.POST.get("organisation", "")
    desk.keep(forms.posted())
    return page(request, desk, again, status=409, meeting=meeting)


def written(forms: EventForms, before: Content, theirs: frozenset[str] = frozenset()) -> Written:
    """What the form sends; parts for which the writer prefers what the other wrote are left out."""
    content = {part: value for part, value in forms.content(before).items() if part not in theirs}
    return Written(content, forms.new_place(), forms.sources(), forms.captions())


def chosen_theirs(typed: QueryDict) -> frozenset[str]:
    return frozenset(
        name.removeprefix("choice-") for name in typed if name.startswith("choice-") and typed[name] == "theirs"
    )


def base_of(typed: QueryDict) -> int:
    return int(typed["base"]) if typed.get("base", "").isdecimal() else 0


def began_from(typed: QueryDict, desk: Desk) -> int:
    """Number of the version that the writer began from: the first, for the form by which they made the event."""
    base = base_of(typed)
    return 1 if base == 0 and desk.has_made_it() else base


def page(
    request: HttpRequest,
    desk: Desk,
    forms: EventForms,
    *,
    status: int = 200,
    kept: WorkingCopy | None = None,
    meeting: Meeting | None = None,
) -> HttpResponse:
    notes = desk.findings(forms)
    event = desk.event
    context = {
        "forms": forms,
        "all_forms": forms.all(),
        "sections": sections_of(forms, notes),
        "loose": Margin("loose", loose(forms, notes)),
        "summary": counts(notes),
        "event": event,
        "public_url": addresses.event(event.slug) if event and event.state == State.PUBLISHED else "",
        "kept_at": moment(kept) if kept else "",
        "forget_url": reverse("editing:event-forget", args=[desk.uid]),
        "meeting": meeting,
        "check_url": desk.check_address(),
        "here": desk.address(),
        "verbs": verbs.offered(request.user, event) if event else [],
        "panels": panels_for(request.user, event) if event else [],
        "may_aside": event is not None,
        "places": place_names(),
        "body_names": body_names(),
        "may_publish": event is not None
        and event.state != State.PUBLISHED
        and rules.may_publish_event(request.user, event),
        "state": State(event.state).label if event else "",
    }
    return render(request, "editing/event.html", context, status=status)


def loose(forms: EventForms, notes: list[Noted]) -> tuple[Noted, ...]:
    """Findings that stand beside no line of the form."""
    margins = margins_of(forms, notes)
    lines = {line.margin.code for section in sections_of(forms, []) for line in section.lines}
    return tuple(
        note for code, those in margins.items() if code not in lines and not ROW_MARGINS.match(code) for note in those
    )


def moment(kept: WorkingCopy) -> str:
    """`mercredi 25 novembre à 14 h 32`"""
    at = localtime(kept.saved_at)
    language = get_language() or "fr"
    day = dates.day_words(at.date(), language)
    return _("%(day)s at %(hour)s") % {"day": day, "hour": dates.time_words(at.time().replace(second=0), language)}


# --- As one types -----------------------------------------------------------------------------------------------------


@require_POST
@organisers_page
def check(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Fill the margins again from what is typed, and keep it; nothing else of the page changes."""
    return margins(request, desk_of(request, uid))


@require_POST
@organisers_page
def check_new(request: HttpRequest) -> HttpResponse:
    return margins(request, new_desk(request, uid_of_new(request)))


def margins(request: HttpRequest, desk: Desk) -> HttpResponse:
    kept = desk.keep_while_typing(request.POST)
    forms = desk.forms(data=request.POST, content=desk.saved)
    notes = desk.findings(forms)
    found = margins_of(forms, notes)
    codes = [line.margin.code for section in sections_of(forms, []) for line in section.lines]
    codes += [f"{part}-{place}" for part in ("sessions", "information") for place in range(len(forms.rows[part].forms))]
    context = {
        "margins": [Margin(code, found.get(code, ())) for code in codes],
        "summary": counts(notes),
        "kept_hour": dates.time_words(localtime(clock.now()).time(), get_language() or "fr") if kept else "",
        "may_aside": desk.event is not None,
    }
    return render(request, "editing/margins.html", context)


@require_POST
@organisers_page
def forget(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Start again from what is saved, or give up what was begun."""
    was_new = WorkingCopy.objects.filter(user=request.user, form=FORM, object_uid=uid, is_new=True).exists()
    forget_typed(request.user, FORM, uid)
    messages.success(request, _("What you had typed is forgotten."))
    if was_new or not visible_to(request.user).filter(uid=uid).exists():
        return redirect("editing:events")
    return redirect("editing:event", uid=uid)
