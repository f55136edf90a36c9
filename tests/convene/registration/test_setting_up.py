"""Setting registration up: what the form shows, what the journal says, what may no longer be changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from parvis.convene.registration import actions
from parvis.convene.registration.actions.setting_up import settle_sessions
from parvis.convene.registration.models import Access, Category, Kind, Purpose, Question, Registration, State
from parvis.ground import clock
from parvis.ground.journal.models import Entry
from tests.factories import (
    CategoryFactory,
    EventFactory,
    RegistrationFactory,
    SessionFactory,
    UserFactory,
    both,
    demand,
)

pytestmark = pytest.mark.django_db


def upcoming():
    return EventFactory(start_day=clock.today() + timedelta(days=20))


def told(registration: Registration) -> list[str]:
    found = Entry.objects.filter(object_uid=registration.event.uid, action__startswith="registration.")
    return list(found.order_by("pk").values_list("action", flat=True))


def form(registration: Registration) -> dict:
    registration.refresh_from_db()
    return registration.form


def test_registration_opens_with_one_category_that_the_form_shows():
    event = upcoming()

    registration = actions.open_registration(UserFactory(), event, capacity=40)

    assert registration.is_open(clock.now())
    assert registration.last_instant == event.starts_at
    assert [one["name"] for one in form(registration)["categories"]] == [{"fr": "Public", "en": "Public"}]
    assert (registration.capacity, registration.version) == (40, 1)
    assert told(registration) == ["registration.opened"]


def test_registration_is_opened_once():
    event = upcoming()
    actions.open_registration(None, event)

    with pytest.raises(ValidationError, match="déjà"):
        actions.open_registration(None, event)


def test_a_session_may_take_registrations_of_its_own_and_the_form_of_the_event_lists_it():
    registration = actions.open_registration(None, upcoming())
    session = SessionFactory(event=registration.event, start_day=registration.event.start_day, title="Atelier")

    workshop = actions.open_registration(None, session, capacity=12)

    assert [(one["key"], one["title"]) for one in form(registration)["sessions"]] == [(workshop.pk, "Atelier")]
    actions.stop(None, workshop)
    assert form(registration)["sessions"] == []
    assert workshop.form["sessions"] == []


def test_a_session_that_was_renamed_is_renamed_on_the_form():
    registration = actions.open_registration(None, upcoming())
    session = SessionFactory(event=registration.event, start_day=registration.event.start_day, title="Atelier")
    actions.open_registration(None, session)
    session.title = "Atelier de couture"
    session.save()

    assert settle_sessions() == 1

    assert form(registration)["sessions"][0]["title"] == "Atelier de couture"
    assert settle_sessions() == 0


def test_rules_change_once_and_are_told_once():
    registration = actions.open_registration(None, upcoming())

    assert actions.save_rules(None, registration, largest_party=4, words=both("Bonjour *à tous*", ""))
    assert not actions.save_rules(None, registration, largest_party=4)

    assert "<em>" in str(registration.words_html)
    assert told(registration) == ["registration.opened", "registration.changed"]
    assert registration.version == 2


def test_an_impossible_rule_is_refused_by_name():
    registration = actions.open_registration(None, upcoming())

    with pytest.raises(ValidationError, match="ferment avant"):
        actions.save_rules(None, registration, closes_at=registration.opens_at - timedelta(days=1))
    with pytest.raises(ValidationError) as wrong:
        actions.save_rules(None, registration, contact="nobody")

    assert "contact" in wrong.value.message_dict
    assert told(registration) == ["registration.opened"]


def test_saving_the_rules_never_touches_the_seats():
    registration = RegistrationFactory(capacity=5)
    stale = Registration.objects.get(pk=registration.pk)
    category = registration.categories.get()
    actions.register(registration, category, demand(category, 1))

    actions.save_rules(None, stale, reminder=False)
    stale_category = category
    stale_category.explanation = both("Toutes et tous", "Everybody")
    actions.save_category(None, stale_category)

    registration.refresh_from_db()
    category = Category.objects.get(pk=category.pk)
    assert (registration.confirmed, category.confirmed) == (1, 1)


def test_the_line_moves_when_a_rule_lets_it():
    registration = RegistrationFactory(capacity=2, largest_party=2)
    category = registration.categories.get()
    actions.register(registration, category, demand(category, 1))
    actions.register(registration, category, demand(category, 2, people=2))
    alone = actions.register(registration, category, demand(category, 3)).sign_up

    actions.save_rules(None, registration, smaller_parties_pass=True)

    alone.refresh_from_db()
    assert alone.state == State.OFFERED


def test_stopped_registration_takes_nobody_and_its_line_goes_on_when_it_resumes():
    registration = RegistrationFactory(capacity=1)
    category = registration.categories.get()
    first = actions.register(registration, category, demand(category, 1)).sign_up
    second = actions.register(registration, category, demand(category, 2)).sign_up

    assert actions.stop(None, registration)
    assert not actions.stop(None, registration)
    actions.cancel(first)
    with pytest.raises(actions.Refused, match="not-open"):
        actions.register(registration, category, demand(category, 3))
    second.refresh_from_db()
    assert second.state == State.WAITING

    assert actions.resume(None, registration)
    second.refresh_from_db()
    assert second.state == State.OFFERED
    assert told(registration) == ["registration.stopped", "registration.resumed"]


def test_a_category_for_invited_people_is_not_on_the_form():
    registration = actions.open_registration(None, upcoming())

    actions.save_category(
        None, Category(registration=registration, name=both("Presse", "Press"), access=Access.ORGANISERS)
    )

    assert len(form(registration)["categories"]) == 1


def test_a_category_with_a_code_needs_one():
    registration = actions.open_registration(None, upcoming())

    with pytest.raises(ValidationError):
        actions.save_category(None, Category(registration=registration, name=both("Amis", "Friends"), access="code"))


def test_seats_of_a_category_do_not_change_sides_once_somebody_has_one():
    registration = RegistrationFactory(capacity=2)
    category = registration.categories.get()
    actions.register(registration, category, demand(category, 1))
    category.within_capacity = False

    with pytest.raises(ValidationError) as wrong:
        actions.save_category(None, category)

    assert "within_capacity" in wrong.value.message_dict


def test_a_category_goes_unless_somebody_was_in_it_and_never_the_last_one():
    registration = RegistrationFactory()
    public = registration.categories.get()
    press, unused = (CategoryFactory(registration=registration, order=order) for order in (1, 2))
    actions.register(registration, press, demand(press, 1))

    assert actions.drop_category(None, unused)
    assert not actions.drop_category(None, press)
    with pytest.raises(ValidationError):
        actions.drop_category(None, public)

    press.refresh_from_db()
    assert press.access == Access.ORGANISERS
    assert [one["key"] for one in form(registration)["categories"]] == [public.pk]


def test_a_question_that_was_answered_stays_with_its_answers():
    registration = RegistrationFactory()
    category = registration.categories.get()
    options = [{"code": "a", "label": {"fr": "A", "en": "A"}}, {"code": "b", "label": {"fr": "B", "en": "B"}}]
    answered, other = (
        actions.save_question(
            None,
            Question(registration=registration, label=both("Repas", "Meal"), kind=Kind.CHOICE, options=options),
            [category],
        )
        for _number in range(2)
    )
    actions.register(registration, category, demand(category, 1, answers={str(answered.uid): "b"}))

    answered.options = options[:1]
    actions.save_question(None, answered)
    assert [one["code"] for one in form(registration)["questions"][0]["options"]] == ["a"]
    assert answered.options[1] == {**options[1], "gone": True}

    answered.kind = Kind.LINE
    with pytest.raises(ValidationError) as wrong:
        actions.save_question(None, answered)
    assert "kind" in wrong.value.message_dict

    assert not actions.drop_question(None, answered)
    assert actions.drop_question(None, other)
    assert form(registration)["questions"] == []
    assert Question.objects.get().in_use is False


def test_words_to_which_somebody_agreed_are_not_rewritten():
    registration = RegistrationFactory()
    category = registration.categories.get()
    purpose = actions.save_purpose(None, Purpose(registration=registration, label=both("Être filmé", "Be filmed")))
    actions.register(registration, category, demand(category, 1, consents=(purpose.pk,)))
    purpose.label = both("Tout", "Anything")

    with pytest.raises(ValidationError):
        actions.save_purpose(None, purpose)
    assert not actions.drop_purpose(None, purpose)

    assert form(registration)["purposes"] == []
    assert Purpose.objects.get().consents.count() == 1


def test_questions_are_shown_in_the_order_that_was_set():
    registration = RegistrationFactory()
    first, second = (
        actions.save_question(None, Question(registration=registration, label=both(words, words)))
        for words in ("Un", "Deux")
    )

    actions.put_in_order(None, registration, [second, first])

    assert [one["uid"] for one in form(registration)["questions"]] == [str(second.uid), str(first.uid)]


def test_who_had_the_form_open_when_her_category_was_taken_away_is_told_so():
    registration = RegistrationFactory()
    CategoryFactory(registration=registration)
    category = registration.categories.first()
    actions.drop_category(None, Category.objects.get(pk=category.pk))

    with pytest.raises(actions.Refused, match="category"):
        actions.register(registration, category, demand(category, 1))


def test_who_takes_a_session_along_is_in_a_category_that_anybody_may_choose():
    registration = RegistrationFactory()
    workshop = RegistrationFactory(event=registration.event, session=SessionFactory(event=registration.event))
    press = workshop.categories.get()
    public = CategoryFactory(registration=workshop, order=1)
    Category.objects.filter(pk=press.pk).update(access=Access.ORGANISERS)

    category = registration.categories.get()
    sign_up = actions.register(registration, category, demand(category, sessions=(workshop.pk,))).sign_up

    assert sign_up.children.get().category == public


@pytest.mark.parametrize("at", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)])
def test_an_instant_of_no_calendar_is_refused_by_name(at):
    registration = RegistrationFactory()

    with pytest.raises(ValidationError) as wrong:
        actions.save_rules(None, registration, closes_at=at)

    assert list(wrong.value.message_dict) == ["closes_at"]
