"""Anonymous pages are made once, and never shown when they should not be."""

from __future__ import annotations

import gzip
from datetime import timedelta
from uuid import uuid4

import brotli
import pytest
import time_machine
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from parvis.config import page_cache
from parvis.ground.journal.actions import record
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/fr/legal-notice/"


@pytest.fixture(autouse=True)
def _empty_page_cache():
    caches["pages"].clear()


@pytest.fixture
def still():
    """A moment that does not pass, so that no bucket of time ends in the middle of a test."""
    with time_machine.travel("2026-03-12T10:00:00+01:00", tick=False) as traveller:
        yield traveller


class Counter:
    """A view behind the middleware alone: it tells how often it was asked."""

    def __init__(self, **headers: str) -> None:
        self.asked, self.headers = 0, headers

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.asked += 1
        return HttpResponse(f"<p>page {self.asked}</p>" + "x" * 500, headers=self.headers)


def ask(view: Counter, path: str = PAGE, *, method: str = "get", **headers: str) -> HttpResponse:
    return page_cache.PageCache(view)(getattr(RequestFactory(headers=headers), method)(path))


def test_a_page_is_made_once(still):
    view = Counter()
    first, second = ask(view), ask(view)
    assert view.asked == 1
    assert first.content == second.content
    assert dict(first.items()) == dict(second.items())


def test_a_stored_page_costs_one_query(still, client, django_assert_num_queries):
    client.get(PAGE)
    with django_assert_num_queries(1):
        assert client.get(PAGE).status_code == 200


def test_a_stored_page_keeps_every_header_of_security(still, client):
    fresh, stored = client.get(PAGE), client.get(PAGE)
    for name in ("Content-Security-Policy", "X-Frame-Options", "Referrer-Policy", "X-Content-Type-Options"):
        assert stored[name] == fresh[name]
    assert "default-src 'none'" in stored["Content-Security-Policy"]


def test_a_change_is_seen_by_the_next_reader(still):
    view = Counter()
    ask(view)
    record(None, "account.changed", "account", uuid4())
    assert b"page 2" in ask(view).content


def test_a_page_lasts_a_minute_at_most(still):
    view = Counter()
    ask(view)
    still.shift(timedelta(seconds=61))
    ask(view)
    assert view.asked == 2


def test_a_new_day_makes_new_pages(still):
    still.move_to("2026-03-12T22:59:59Z")
    view = Counter()
    ask(view)
    still.move_to("2026-03-12T23:00:00Z")
    ask(view)
    assert view.asked == 2


@pytest.mark.parametrize("cookie", ["session=abc", "messages=hello", "csrf=abc"])
def test_who_brings_a_cookie_of_ours_gets_a_page_of_their_own(still, cookie):
    view = Counter()
    ask(view)
    answered = ask(view, Cookie=cookie)
    assert view.asked == 2
    assert answered["Cache-Control"] == "private, no-cache"
    ask(view)
    assert view.asked == 2, "what was made for a person must not have been stored"


def test_a_signed_in_person_is_never_served_to_another(still, client):
    person = UserFactory(name="Solène Quéré")
    signed_in = Client()
    signed_in.force_login(person)
    assert b"Sol" in signed_in.get("/fr/account/").content
    mine = signed_in.get(PAGE)
    assert mine["Cache-Control"].startswith("private")
    assert signed_in.get(PAGE).content == mine.content
    assert client.get(PAGE)["Cache-Control"].startswith("public")


def test_credentials_in_a_header_bypass_the_cache(still):
    view = Counter()
    ask(view)
    ask(view, Authorization="Bearer abc")
    assert view.asked == 2


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_what_may_change_something_bypasses_the_cache(still, method):
    view = Counter()
    ask(view)
    ask(view, method=method)
    assert view.asked == 2


def test_head_answers_with_the_headers_of_get_and_no_body(still):
    view = Counter()
    full, head = ask(view), ask(view, method="head")
    assert view.asked == 1
    assert head.content == b""
    assert head["Content-Length"] == full["Content-Length"]
    assert head["ETag"] == full["ETag"]


def test_head_alone_stores_nothing(still):
    view = Counter()
    ask(view, method="head")
    ask(view)
    assert view.asked == 2


def test_a_reader_who_has_the_page_is_told_so(still):
    view = Counter()
    tag = ask(view)["ETag"]
    again = ask(view, **{"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == tag
    assert "Accept-Encoding" in again["Vary"]
    assert ask(view, **{"If-None-Match": '"another"'}).status_code == 200


def test_the_first_asker_too_is_told_that_nothing_changed(still):
    view = Counter()
    tag = ask(view)["ETag"]
    caches["pages"].clear()
    view.asked = 0
    assert ask(view, **{"If-None-Match": tag}).status_code == 304


def test_each_compression_has_its_copy_and_its_tag(still):
    view = Counter()
    plain = ask(view)
    view.asked = 0
    packed = ask(view, **{"Accept-Encoding": "gzip, deflate, br"})
    view.asked = 0
    zipped = ask(view, **{"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "br"
    assert brotli.decompress(packed.content) == plain.content
    assert gzip.decompress(zipped.content) == plain.content
    assert len({plain["ETag"], packed["ETag"], zipped["ETag"]}) == 3
    assert all("Accept-Encoding" in answered["Vary"] for answered in (plain, packed, zipped))


def test_a_refused_compression_is_not_used(still):
    assert "Content-Encoding" not in ask(Counter(), **{"Accept-Encoding": "br;q=0, gzip;q=0"})


def test_pages_differ_by_address_query_and_host(still, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    view = Counter()
    for path in (PAGE, PAGE + "?page=2", "/en/legal-notice/"):
        ask(view, path, Host="one.example")
    ask(view, Host="two.example")
    assert view.asked == 4


def test_an_address_without_a_language_follows_the_reader(still):
    view = Counter()
    ask(view, "/api/v1/events", **{"Accept-Language": "fr"})
    ask(view, "/api/v1/events", **{"Accept-Language": "en"})
    assert view.asked == 2


@pytest.mark.parametrize("headers", [{"Cache-Control": "private"}, {"Cache-Control": "no-store"}, {"Vary": "X-Other"}])
def test_a_page_that_says_no_is_not_stored(still, headers):
    view = Counter(**headers)
    ask(view)
    ask(view)
    assert view.asked == 2


def test_a_page_that_sets_a_cookie_is_not_stored(still):
    def view(request: HttpRequest) -> HttpResponse:
        response = HttpResponse("x")
        response.set_cookie("session", uuid4().hex)
        return response

    first, second = ask(view), ask(view)
    assert first.cookies["session"].value != second.cookies["session"].value
    assert first["Cache-Control"] == "private, no-cache"


def test_an_error_is_not_stored(still, client):
    assert client.get("/fr/nothing-here/").status_code == 404
    assert client.get("/fr/nothing-here/")["Cache-Control"] == "private, no-cache"


def test_a_stream_passes_untouched(still):
    def view(request: HttpRequest) -> StreamingHttpResponse:
        return StreamingHttpResponse(iter([b"a", b"b"]), content_type="text/csv")

    answered = ask(view, **{"Accept-Encoding": "br"})
    assert answered.streaming
    assert b"".join(answered.streaming_content) == b"ab"


def test_a_message_is_shown_once_to_the_person_it_is_for(still, client):
    person = UserFactory()
    client.force_login(person)
    client.post("/fr/account/", {"name": "Autre nom", "language": "fr"})
    assert "votre compte est à jour" in client.get("/fr/account/").content.decode().lower()
    assert "votre compte est à jour" not in client.get("/fr/account/").content.decode().lower()
    assert "votre compte est à jour" not in Client().get(PAGE).content.decode().lower()
