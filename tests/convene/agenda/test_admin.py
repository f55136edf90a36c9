"""The back office: it opens, it saves through the actions, and it remembers what a person changed."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from parvis.convene.agenda.models import Event, FormerSlug, ImportedDocument, QuarantinedDocument, Session
from parvis.ground.clock import now
from parvis.ground.journal.models import Entry
from tests.factories import EditionFactory, EventFactory, SessionFactory, UserFactory, enter_staff_mode

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    enter_staff_mode(client, UserFactory(is_staff=True, is_superuser=True))
    return client


def form_of(client: Client, event: Event) -> dict[str, object]:
    """What a browser would send back without changing anything."""
    response = client.get(reverse("admin:agenda_event_change", args=[event.pk]))
    assert response.status_code == 200
    forms = [response.context["adminform"].form]
    for formset in response.context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    data: dict[str, object] = {}
    for form in forms:
        for name, field in form.fields.items():
            key = form.add_prefix(name)
            value = form.get_initial_for_field(field, name)
            if value is True:
                data[key] = "on"
            elif isinstance(value, list):
                data[key] = [getattr(one, "pk", one) for one in value]
            elif value is not None and value is not False:
                data[key] = getattr(value, "pk", field.prepare_value(value))
    return data


def save(client: Client, event: Event, **changes: object) -> None:
    data = {**form_of(client, event), **changes}
    response = client.post(reverse("admin:agenda_event_change", args=[event.pk]), data)
    errors = response.context and response.context["errors"]
    assert response.status_code == 302, errors
    event.refresh_from_db()


def test_saving_without_a_change_leaves_no_trace(staff: Client) -> None:
    event = EventFactory(formats=["visit"])
    SessionFactory(event=event)

    save(staff, event)

    assert event.edited == []
    assert not Entry.objects.filter(object_uid=event.uid).exists()


def test_what_is_changed_is_marked_journalled_and_rendered(staff: Client) -> None:
    event = EventFactory(language="fr")
    session = SessionFactory(event=event)

    save(staff, event, title="Corrigé", body="Un *mot*.", **{"sessions-0-title": "Corrigée"})

    assert event.edited == ["body", "sessions", "title"]
    assert event.body_html == "<p>Un <em>mot</em>.</p>"
    session.refresh_from_db()
    assert session.title == "Corrigée"
    entry = Entry.objects.get(object_uid=event.uid)
    assert (entry.action, entry.public) == ("event.changed", {"parts": "body, sessions, title"})


def test_a_new_address_leaves_the_former_one_behind(staff: Client) -> None:
    event = EventFactory(slug="avant")

    save(staff, event, slug="apres")

    assert event.slug == "apres"
    assert FormerSlug.objects.get().slug == "avant"


def test_the_actions_of_the_list_publish_and_cancel(staff: Client) -> None:
    event = EventFactory(state="draft")
    address = reverse("admin:agenda_event_changelist")

    staff.post(address, {"action": "publish", "_selected_action": [event.pk]})
    staff.post(address, {"action": "cancel", "_selected_action": [event.pk]})

    event.refresh_from_db()
    assert (event.state, event.status) == ("published", "cancelled")


def test_every_page_of_the_back_office_opens(staff: Client) -> None:
    event = EventFactory()
    said = {
        "origin": "pages",
        "external_id": "x",
        "kind": "agenda-page",
        "name": "x.md",
        "text": "---\ntitle: x\n---\n",
        "digest": "0" * 64,
        "seen_at": now(),
    }
    doubts = [{"field": "event_date", "line": 3, "message": {"fr": "Douteux.", "en": "Doubtful."}}]
    objects = [
        event,
        EditionFactory(),
        EditionFactory().series,
        ImportedDocument.objects.create(event=event, doubts=doubts, **said),
        QuarantinedDocument.objects.create(reasons=doubts, **said),
    ]
    assert Session not in admin.site._registry

    for found in objects:
        name = f"admin:agenda_{found._meta.model_name}"
        assert staff.get(reverse(f"{name}_changelist")).status_code == 200
        page = staff.get(reverse(f"{name}_change", args=[found.pk]))
        assert page.status_code == 200
        if isinstance(found, ImportedDocument | QuarantinedDocument):
            assert "Douteux." in page.content.decode()
