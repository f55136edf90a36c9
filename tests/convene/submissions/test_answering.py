"""An answer: taken once, told, and undone by nobody."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from parvis.convene.agenda.actions import write_event
from parvis.convene.agenda.models import Event, Inclusion
from parvis.convene.submissions import actions
from parvis.convene.submissions.models import Message, RefusalReason, Stage, Submission
from parvis.convene.submissions.queries.changes import changed_since, since_accepted
from parvis.ground.journal.models import Entry
from tests.factories import OpeningFactory, draft, member, submitted

pytestmark = pytest.mark.django_db


def before_the_host(**fields):
    opening = OpeningFactory(**fields)
    one = submitted(opening)
    return one, member(opening.edition.host, "moderator")


def test_an_accepted_event_is_in_the_edition_and_public() -> None:
    one, moderator = before_the_host()

    actions.accept(moderator, one, base=0, version=one.version)

    assert one.state == Stage.ACCEPTED
    assert Event.objects.get(pk=one.event_id).state == "published"
    assert Inclusion.objects.filter(event=one.event, edition=one.edition, selected_by=None).count() == 1
    assert Entry.objects.filter(action="submission.accepted", object_uid=one.event.uid).count() == 1


def test_a_refused_event_stays_a_draft_and_its_page_says_nothing(client, reason) -> None:
    one, moderator = before_the_host()

    actions.refuse(moderator, one, base=0, reason=reason, text="Le thème est ailleurs.")

    assert one.state == Stage.REFUSED
    assert Event.objects.get(pk=one.event_id).state == "draft"
    assert client.get(f"/fr/agenda/{one.event.slug}/").status_code == 404
    assert not Entry.objects.filter(object_uid=one.event.uid, action__startswith="submission").exists()


def test_a_decision_begun_from_an_older_page_is_refused(reason) -> None:
    one, moderator = before_the_host()
    actions.ask_for_changes(moderator, one, base=0, text="Précisez l’heure.")

    with pytest.raises(actions.AlreadyAnswered) as refusal:
        actions.refuse(moderator, one, base=0, reason=reason, text="Non.")

    assert refusal.value.submission.state == Stage.CHANGES
    assert Message.objects.filter(submission=one, decision__isnull=False).count() == 1


def test_the_database_refuses_a_second_answer_of_the_same_number() -> None:
    one, moderator = before_the_host()
    actions.ask_for_changes(moderator, one, base=0, text="Précisez.")

    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(submission=one, side="host", kind="accept", decision=1)


def test_an_event_changed_since_it_was_read_is_not_accepted() -> None:
    one, moderator = before_the_host()
    write_event(one.submitted_by, one.event, {"title": "Tout autre chose"})

    with pytest.raises(actions.Changed):
        actions.accept(moderator, one, base=0, version=one.version)

    one.refresh_from_db()
    assert one.state == Stage.WAITING


def test_an_event_that_contradicts_itself_is_not_accepted_until_somebody_sets_it_aside() -> None:
    opening = OpeningFactory()
    one = submitted(opening, lead="Rendez-vous le samedi 11 mars 2027.")  # it is a Thursday
    moderator = member(opening.edition.host, "moderator")

    with pytest.raises(actions.FindingsOpen) as refusal:
        actions.accept(moderator, one, base=0, version=one.version)

    for mark in refusal.value.findings:
        actions.set_aside(moderator, one, mark.key, mark.rule, "Le samedi est le nom de la salle.")
    actions.accept(moderator, one, base=0, version=one.version)
    assert one.state == Stage.ACCEPTED


def test_two_different_people_accept_under_the_two_person_rule() -> None:
    one, first = before_the_host(two_person=True)
    second = member(one.edition.host, "administrator")

    actions.accept(first, one, base=0, version=one.version)

    assert (one.state, one.first_approval_by) == (Stage.WAITING, first)
    with pytest.raises(actions.SamePerson):
        actions.accept(first, one, base=0, version=one.version)
    actions.accept(second, one, base=0, version=one.version)
    assert one.state == Stage.ACCEPTED


def test_an_approval_of_an_earlier_version_counts_no_more() -> None:
    one, first = before_the_host(two_person=True)
    second = member(one.edition.host, "moderator")
    actions.accept(first, one, base=0, version=one.version)
    write_event(one.submitted_by, one.event, {"title": "Un autre titre"})

    actions.accept(second, one, base=0, version=one.version + 1)

    assert (one.state, one.first_approval_by) == (Stage.WAITING, second)


def test_an_answer_other_than_yes_says_why(reason) -> None:
    one, moderator = before_the_host()

    with pytest.raises(actions.WordsMissing):
        actions.ask_for_changes(moderator, one, base=0, text="  ")
    with pytest.raises(actions.WordsMissing):
        actions.refuse(moderator, one, base=0, reason=reason, text="")


def test_the_contributor_is_told_in_her_language_with_the_reason_and_a_link(
    django_capture_on_commit_callbacks, reason
) -> None:
    opening = OpeningFactory()
    body = opening.edition.host
    author = member(body, "contributor", language="en", email="jo@ambrelle.example")
    one = submitted(opening, organisation=body, author=author, title="Night of the halls")

    with django_capture_on_commit_callbacks(execute=True):
        actions.refuse(member(body, "moderator"), one, base=0, reason=reason, text="Not this year.")

    (letter,) = mail.outbox
    assert letter.to == ["jo@ambrelle.example"]
    assert letter.subject == "Not taken: “Night of the halls”"
    assert "Off topic" in letter.body
    assert "Not this year." in letter.body
    assert re.search(rf"/en/organise/submissions/yours/{one.uid}/", letter.body)


def test_an_answer_whose_mail_does_not_leave_stands_and_is_sent_later(
    django_capture_on_commit_callbacks, settings
) -> None:
    one, moderator = before_the_host()
    settings.EMAIL_BACKEND = "tests.ground.refusing_mail.Backend"
    with django_capture_on_commit_callbacks(execute=True):
        actions.ask_for_changes(moderator, one, base=0, text="Précisez.")
    assert one.state == Stage.CHANGES
    assert Message.objects.filter(submission=one, told_at=None).exists()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert actions.tell_again() == 1
    assert actions.tell_again() == 0
    assert len(mail.outbox) == 1


def test_what_is_changed_after_acceptance_is_shown_to_the_host_once() -> None:
    one, moderator = before_the_host()
    actions.accept(moderator, one, base=0, version=one.version)
    assert since_accepted(one, "fr") is None

    write_event(one.submitted_by, Event.objects.get(pk=one.event_id), {"title": "Un titre plus clair"})

    assert list(changed_since(Submission.objects.all())) == [one]
    seen = since_accepted(one, "fr")
    assert seen is not None
    assert "plus clair" in seen.differences[0].html
    assert actions.see_changes(moderator, one, seen.version)
    assert not changed_since(Submission.objects.all()).exists()


def test_a_change_by_the_host_itself_does_not_wait_for_the_host() -> None:
    one, moderator = before_the_host()
    actions.accept(moderator, one, base=0, version=one.version)

    write_event(moderator, Event.objects.get(pk=one.event_id), {"title": "Corrigé par l’hôte"})

    assert not changed_since(Submission.objects.all()).exists()


def test_a_refused_event_can_be_taken_up_again(reason) -> None:
    one, moderator = before_the_host()
    actions.refuse(moderator, one, base=0, reason=reason, text="Non.")
    actions.reply(one.submitted_by, one, "Le programme parle bien du thème.")
    assert one.replied_at is not None

    actions.ask_for_changes(moderator, one, base=1, text="Alors dites-le dans le chapeau.")

    assert (one.state, one.reason, one.replied_at) == (Stage.CHANGES, None, None)
    assert actions.resubmit(one.submitted_by, one)
    assert one.state == Stage.WAITING


def test_the_standard_reasons_are_there_in_both_languages(reason) -> None:
    for found in RefusalReason.objects.filter(host=None):
        for text in (found.label, found.explanation, found.remedy):
            assert text.localize("fr")
            assert text.localize("en")
            assert text.localize("fr") != text.localize("en")


def test_a_draft_of_nobody_else_is_seen_by_the_host() -> None:
    from parvis.convene.agenda.queries import visible_to

    one, moderator = before_the_host()
    hidden = draft(one.event.organisation)

    seen = set(visible_to(moderator).values_list("pk", flat=True))

    assert one.event_id in seen
    assert hidden.pk not in seen
