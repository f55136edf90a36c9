"""Mail is plain, in the reader's language, and kept when the instance is a demonstration."""

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import override_settings

from parvis.ground.mail.models import OutboxMessage
from parvis.ground.mail.outbox import forget_messages
from parvis.ground.mail.sending import Attachment, TemplateWithoutSubjectError, send, written

CONTEXT = {"title": "L’eau & nous", "url": "https://a.example/", "link": "https://a.example/x", "days": 7}


@pytest.fixture
def templates(settings, tmp_path):
    """Write mail templates for the time of a test."""
    folder = tmp_path / "mail"
    folder.mkdir()
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    return folder


def test_a_mail_has_a_subject_and_a_body_in_the_language_of_its_reader(templates):
    (templates / "hello.txt").write_text(
        "{% load i18n %}Subject: {% translate 'Yes' %}: {{ title }}\n\n\n\n\n"
        "It's {{ title }}.  \n\n\n\n{{ site_name }}\n"
    )

    send("hello", "ada@example.org", CONTEXT, "fr")

    (message,) = mail.outbox
    assert message.subject == "Oui: L’eau & nous"
    assert message.body == "It's L’eau & nous.\n\nParvis\n"
    assert message.to == ["ada@example.org"]


def test_a_template_of_the_language_comes_first(templates):
    (templates / "hello.txt").write_text("Subject: Hello\n\nHello")
    (templates / "hello.fr.txt").write_text("Subject: Bonjour\n\nBonjour")

    assert written("hello", {}, "fr")[0] == "Bonjour"
    assert written("hello", {}, "en")[0] == "Hello"


def test_a_value_never_becomes_a_header(templates):
    (templates / "hello.txt").write_text("Subject: {{ title }}\n\nBody")

    subject, body = written("hello", {"title": "A\nBcc: everyone@example.org"}, "en")

    assert subject == "A"
    assert body.startswith("Bcc:")


def test_a_template_that_is_not_there_or_has_no_subject_is_named(templates):
    (templates / "hello.txt").write_text("Hello")

    with pytest.raises(LookupError, match="unheard-of"):
        written("unheard-of", {}, "en")
    with pytest.raises(TemplateWithoutSubjectError, match="hello"):
        written("hello", {}, "en")


@pytest.mark.django_db
@override_settings(EMAIL_BACKEND="parvis.ground.mail.outbox.OutboxBackend")
def test_the_demonstration_keeps_what_it_would_have_sent():
    message = EmailMultiAlternatives("Subject", "Body", "a@example.org", ["b@example.org", "c@example.org"])
    message.extra_headers["List-Unsubscribe"] = "<https://a.example/>"
    message.attach("ticket.png", b"\x89PNG", "image/png")
    message.attach("words.txt", "Été", "text/plain")

    assert message.send() == 1

    kept = OutboxMessage.objects.get()
    assert (kept.to, kept.subject, kept.body) == ("b@example.org, c@example.org", "Subject", "Body")
    assert kept.headers == {"List-Unsubscribe": "<https://a.example/>"}
    assert kept.attached() == [
        Attachment("ticket.png", b"\x89PNG", "image/png"),
        Attachment("words.txt", "Été".encode(), "text/plain"),
    ]
    assert forget_messages() == 1
