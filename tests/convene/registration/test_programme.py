"""Sessions to which people have registered, when the programme is written anew."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from parvis.convene.agenda import actions as agenda
from parvis.convene.agenda.content import content_of
from parvis.convene.agenda.importing import parts
from parvis.convene.agenda.importing.lookups import Bodies
from parvis.convene.agenda.models import Event, Session
from parvis.convene.registration import actions
from parvis.convene.registration.models import Access, Registration, SignUp
from tests.factories import RegistrationFactory, SessionFactory, demand

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop() -> Registration:
    registration = RegistrationFactory()
    agenda.publish(None, registration.event)
    return actions.open_registration(None, SessionFactory(event=registration.event, title="Atelier"), capacity=5)


def come(registration: Registration, **fields) -> SignUp:
    category = registration.categories.get()
    return actions.register(registration, category, demand(category, 1, **fields)).sign_up


def test_a_session_to_which_somebody_registered_does_not_leave_the_programme_in_silence(workshop):
    main = Registration.objects.get(event=workshop.event, session=None)
    come(main, sessions=(workshop.pk,))

    with pytest.raises(ValidationError) as wrong:
        agenda.write_event(None, workshop.event, {"sessions": []})

    assert "sessions" in wrong.value.message_dict
    assert Session.objects.filter(pk=workshop.session_id).exists()
    assert SignUp.objects.filter(registration=workshop).exists()


def test_a_session_to_which_nobody_registered_leaves_with_its_registration(workshop):
    agenda.write_event(None, workshop.event, {"sessions": []})

    assert content_of(workshop.event)["sessions"] == []
    assert not Registration.objects.filter(pk=workshop.pk).exists()


def test_a_session_for_some_people_only_is_no_choice_of_the_events_form(workshop):
    main = Registration.objects.get(event=workshop.event, session=None)
    assert [one["key"] for one in main.form["sessions"]] == [workshop.pk]
    category = workshop.categories.get()

    category.access, category.code = Access.CODE, "PRESSE-26"
    actions.save_category(None, category)

    main.refresh_from_db()
    assert main.form["sessions"] == []


def read_without_sessions(event: Event) -> bool:
    """Compare the programme with a source that names no session, and write what differs."""
    _name, differs, write = parts._sessions(event, [], Bodies(), parts.present([event]))
    if changed := differs():
        write()
    return changed


def test_a_source_that_names_a_session_no_more_leaves_it_to_a_person_where_people_have_registered(workshop):
    other = SessionFactory(event=workshop.event, title="Causerie", key="b")
    Session.objects.filter(pk=workshop.session_id).update(key="a")
    come(workshop)

    assert read_without_sessions(workshop.event)
    assert not read_without_sessions(workshop.event)

    kept = Session.objects.get()
    assert (kept.pk, kept.status, kept.doubts) == (workshop.session_id, "scheduled", [parts.LEFT])
    assert other.pk != kept.pk
