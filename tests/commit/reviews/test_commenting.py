"""A draft review is commented on without an account: the mailed link shows the comment, once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from parvis.commit.plans.models import Commitment
from parvis.commit.reviews import actions, addresses
from parvis.commit.reviews.models import MailedComment, Review
from parvis.ground import clock
from parvis.ground.journal.models import Entry
from parvis.people.models import User
from tests.commit.reviews.world import coded, commented, commitment_of, drafted, reviewer_for

pytestmark = pytest.mark.django_db
SAID = actions.Said("Il manque un **fichier**.", "Ines@Example.org", "Inès")


@pytest.fixture
def commitment() -> Commitment:
    return commitment_of()


@pytest.fixture
def reviewer(commitment: Commitment) -> User:
    return reviewer_for(commitment)


@pytest.fixture
def draft(commitment: Commitment, reviewer: User) -> Review:
    """Open to comments for three days."""
    review = coded(drafted(commitment, reviewer), reviewer)
    return actions.open_comments(reviewer, review, clock.now() + timedelta(days=3))


def form_of(review: Review) -> str:
    return f"{addresses.review(review.slug, 'fr')}comment/"


def stamp(client: Client, review: Review) -> str:
    found = re.search(r'name="begun" value="([^"]+)"', client.get(form_of(review)).content.decode())
    assert found is not None
    return found[1]


def test_a_resident_without_an_account_comments_by_a_mailed_link(client, draft, django_capture_on_commit_callbacks):
    typed = {
        "body": "Il manque un fichier.",
        "name": "Inès",
        "email": "Ines@Example.org",
        "begun": stamp(client, draft),
    }
    page = addresses.review(draft.slug, "fr")

    with time_machine.travel(clock.now() + timedelta(minutes=1)), django_capture_on_commit_callbacks(execute=True):
        sent = client.post(form_of(draft), typed)
    assert (sent.status_code, client.get(sent["Location"]).status_code) == (302, 200)
    assert "Il manque un fichier." not in client.get(page).content.decode()
    link = re.search(r"https?://[^/]+(/\S+/reviews/comments/\S+)", mail.outbox[0].body)
    assert link is not None
    assert "Il manque un fichier." in client.get(link[1]).content.decode()
    assert not draft.comments.exists(), "opening the link is not pressing the button"
    answer = client.post(link[1])

    assert answer["Location"] == page + "#comments"
    one = draft.comments.get()
    assert (one.side, one.name, one.author, one.organisation) == ("public", "Inès", None, None)
    assert "Inès" in client.get(page).content.decode()
    assert Entry.objects.filter(action="review.commented", object_uid=draft.uid).count() == 1
    assert "ines@example.org" not in client.get(page).content.decode().lower()


def test_the_link_used_twice_shows_one_comment(client, draft):
    kept = actions.send_comment_link(draft, SAID)

    first, second = actions.confirm_comment(kept.token), actions.confirm_comment(kept.token)

    assert first == second == draft.comments.get()
    assert client.get(reverse("reviews:confirm", args=[kept.token])).status_code == 302


def test_a_program_that_fills_every_field_leaves_nothing(client, draft):
    sent = client.post(form_of(draft), {"body": "Achetez", "email": "a@example.org", "nickname": "bot"})

    assert sent.status_code == 302
    assert not MailedComment.objects.exists()


def test_what_comes_back_at_once_is_asked_again_and_keeps_its_words(client, draft):
    typed = {"body": "Trop vite écrit.", "email": "a@example.org", "begun": stamp(client, draft)}

    answer = client.post(form_of(draft), typed)

    assert answer.status_code == 422
    assert "Trop vite écrit." in answer.content.decode()
    assert not MailedComment.objects.exists()


def test_one_address_is_sent_six_messages_an_hour_and_the_page_does_not_tell(
    client, draft, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for n in range(6):
            actions.send_comment_link(draft, actions.Said(f"Remarque {n}", "ines@example.org"))
    typed = {"body": "Encore", "email": "INES@example.org", "begun": stamp(client, draft)}

    with time_machine.travel(clock.now() + timedelta(minutes=1)), django_capture_on_commit_callbacks(execute=True):
        answer = client.post(form_of(draft), typed)

    assert answer.status_code == 302
    assert (len(mail.outbox), MailedComment.objects.count()) == (6, 6)


def test_who_wrote_in_time_confirms_after_the_last_day_while_the_draft_is_one(draft):
    kept = actions.send_comment_link(draft, SAID)

    with time_machine.travel(clock.now() + timedelta(days=4)):
        with pytest.raises(actions.TooLate):
            actions.send_comment_link(draft, SAID)
        assert actions.confirm_comment(kept.token) is not None


def test_nothing_is_added_to_a_review_that_was_published_meanwhile(client, commitment, reviewer):
    review = coded(drafted(commitment, reviewer), reviewer)
    actions.open_comments(reviewer, review, clock.now() + timedelta(days=3))
    kept = actions.send_comment_link(Review.objects.get(pk=review.pk), SAID)
    published = actions.publish_with_one_time_key(reviewer, commented(review, reviewer))

    answer = client.post(reverse("reviews:confirm", args=[kept.token]))

    assert answer.status_code == 409
    assert published.slug in answer.content.decode()
    assert not review.comments.exists()
    assert MailedComment.objects.get().confirmed_at is None


def test_the_first_reply_of_the_reviewer_is_mailed_to_who_has_no_account(
    draft, reviewer, django_capture_on_commit_callbacks
):
    made = actions.confirm_comment(actions.send_comment_link(draft, SAID).token)

    with django_capture_on_commit_callbacks(execute=True):
        actions.reply(reviewer, made, "Le cinquième est paru hier.")
        actions.reply(reviewer, made, "Le cinquième est paru avant-hier.")

    assert [one.to for one in mail.outbox] == [["ines@example.org"]]
    assert "paru" in mail.outbox[0].body


def test_what_nobody_confirms_is_erased_after_a_week_and_addresses_after_a_year(draft):
    actions.send_comment_link(draft, SAID)
    made = actions.confirm_comment(actions.send_comment_link(draft, SAID).token)

    with time_machine.travel(clock.now() + timedelta(days=8)):
        assert (actions.forget_unconfirmed(), actions.forget_addresses()) == (1, 0)
    with time_machine.travel(clock.now() + timedelta(days=366)):
        assert actions.forget_addresses() == 1

    left = MailedComment.objects.get()
    assert (left.email, left.body, left.comment) == ("", "", made)
    assert made.name == "Inès"


def test_a_draft_that_is_nobodys_to_read_has_no_form(client, commitment, reviewer):
    review = drafted(commitment, reviewer)

    assert client.get(form_of(review)).status_code == 404
    assert client.get(reverse("reviews:confirm", args=["nobody"])).status_code == 404


def test_a_form_that_comes_back_after_the_last_day_keeps_its_words(client, draft):
    typed = {"body": "Vu trop tard.", "email": "a@example.org", "begun": stamp(client, draft)}

    with time_machine.travel(clock.now() + timedelta(days=4)):
        answer = client.post(form_of(draft), typed)

    assert answer.status_code == 409
    assert "Vu trop tard." in answer.content.decode()
    assert not MailedComment.objects.exists()
