"""The agenda on other sites: in a frame, without cookie or script, and found by oEmbed."""

from __future__ import annotations

import functools
import http.server
import json
import re
import threading
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.test import Client

from parvis.convene.agenda.actions import cancel, rename, withdraw
from parvis.people.actions.memberships import grant_role
from parvis.people.models import Role
from tests.factories import EditionFactory, EventFactory, OrganisationFactory, PlaceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _here(settings: Any) -> None:
    settings.SITE_URL = "https://agenda.example"


def asked(client: Client, url: str, **more: str) -> Any:
    return client.get(f"/oembed?{urlencode({'url': url, **more})}")


def test_an_event_has_a_page_for_a_frame_that_anybody_may_set(client: Client) -> None:
    EventFactory(slug="berges", title="Les berges", place=PlaceFactory(name="Halle aux Grains"))

    page = client.get("/fr/agenda/berges/embed/")

    html = page.content.decode()
    assert "frame-ancestors *" in page["Content-Security-Policy"]
    assert "X-Frame-Options" not in page
    assert not page.cookies
    assert "<script" not in html
    assert '<base target="_top">' in html
    assert 'href="https://agenda.example/fr/agenda/berges/"' in html
    assert "Halle aux Grains" in html
    assert page["Cache-Control"].startswith("public")
    assert "frame-ancestors 'none'" in client.get("/fr/agenda/berges/")["Content-Security-Policy"]


def test_the_frame_says_that_the_event_is_cancelled(client: Client) -> None:
    event = EventFactory(slug="berges")
    before = client.get("/fr/agenda/berges/embed/").content.decode()

    cancel(None, event, "Crue")

    after = client.get("/fr/agenda/berges/embed/").content.decode()
    assert "Annulé" not in before
    assert "Annulé" in after


@pytest.mark.parametrize("path", ["/fr/agenda/embed/", "/fr/agenda/berges/embed/"])
def test_the_host_chooses_light_or_dark_and_nothing_else(client: Client, path: str) -> None:
    EventFactory(slug="berges")

    assert 'data-theme="dark"' in client.get(f"{path}?theme=dark").content.decode()
    assert "data-theme" not in client.get(f"{path}?theme=%22onload").content.decode()
    assert "data-theme" not in client.get(path).content.decode()


def test_a_frame_never_shows_what_is_not_public_whoever_looks(client: Client) -> None:
    body = OrganisationFactory()
    EventFactory(slug="cachee", state="draft", organisation=body)
    person = UserFactory()
    grant_role(None, person, body, Role.ADMINISTRATOR)
    client.force_login(person)

    assert client.get("/fr/agenda/cachee/").status_code == 200
    page = client.get("/fr/agenda/cachee/embed/")
    assert (page.status_code, "frame-ancestors *" in page["Content-Security-Policy"]) == (404, True)
    assert "application/json+oembed" not in client.get("/fr/agenda/cachee/").content.decode()


def test_what_was_withdrawn_or_renamed_says_so_in_its_frame(client: Client) -> None:
    event = EventFactory(slug="avant")
    rename(None, event, "apres")

    moved = client.get("/fr/agenda/avant/embed/?theme=dark")
    withdraw(None, event)

    assert (moved.status_code, moved["Location"]) == (301, "/fr/agenda/apres/embed/?theme=dark")
    assert client.get("/fr/agenda/apres/embed/").status_code == 410
    assert asked(client, "https://agenda.example/fr/agenda/apres/").status_code == 410


def test_oembed_gives_the_frame_of_an_event(client: Client) -> None:
    EventFactory(
        slug="berges", title="L’eau & le <reste>", organisers=[OrganisationFactory(name="Rives", slug="rives")]
    )

    found = asked(client, "https://agenda.example/fr/agenda/berges/", maxwidth="400", maxheight="200").json()

    assert (found["version"], found["type"], found["title"]) == ("1.0", "rich", "L’eau & le <reste>")
    assert (found["width"], found["height"]) == (400, 200)
    assert 'src="https://agenda.example/fr/agenda/berges/embed/"' in found["html"]
    assert 'title="L’eau &amp; le &lt;reste&gt;"' in found["html"]
    assert (found["author_name"], found["author_url"]) == (
        "Rives",
        "https://agenda.example/fr/organisations/rives/",
    )


def test_oembed_gives_lists_and_editions_with_their_filters_and_theme(client: Client) -> None:
    EditionFactory(slug="mois")

    listed = asked(client, "https://agenda.example/en/agenda/?mode=online", theme="dark").json()
    edition = asked(client, "https://agenda.example/fr/editions/mois/").json()

    assert 'src="https://agenda.example/en/agenda/embed/?mode=online&amp;theme=dark"' in listed["html"]
    assert "/fr/agenda/embed/?edition=mois" in edition["html"]


def test_oembed_speaks_xml_too(client: Client) -> None:
    EventFactory(slug="berges", title="A & B")

    response = asked(client, "https://agenda.example/fr/agenda/berges/", format="xml")

    root = ElementTree.fromstring(response.content)  # noqa: S314 -- our own answer
    assert response["Content-Type"].startswith("text/xml")
    assert root.tag == "oembed"
    assert (root.findtext("title"), root.findtext("type")) == ("A & B", "rich")
    assert root.findtext("html", "").startswith("<iframe ")


@pytest.mark.parametrize(
    ("url", "more", "status"),
    [
        ("", {}, 400),
        ("https://agenda.example/fr/agenda/berges/", {"maxwidth": "wide"}, 400),
        ("https://agenda.example/fr/agenda/berges/", {"maxwidth": "0"}, 400),
        ("https://agenda.example/fr/agenda/berges/", {"format": "yaml"}, 501),
        ("https://ailleurs.example/fr/agenda/berges/", {}, 404),
        ("https://agenda.example@ailleurs.example/fr/agenda/berges/", {}, 404),
        ("//agenda.example/fr/agenda/berges/", {}, 404),
        ("javascript://agenda.example/fr/agenda/berges/", {}, 404),
        ("https://[agenda.example/", {}, 400),
        ("https://agenda.example/fr/agenda/nulle-part/", {}, 404),
        ("https://agenda.example/fr/agenda/cachee/", {}, 404),
        ("https://agenda.example/fr/editions/cachee/", {}, 404),
        ("https://agenda.example/fr/search/", {}, 404),
        ("https://agenda.example/de/agenda/", {}, 404),
        ("https://agenda.example/fr/organise/", {}, 401),
        ("https://agenda.example/fr/account/", {}, 401),
    ],
)
def test_oembed_answers_for_this_site_and_for_what_is_public(
    client: Client, url: str, more: dict[str, str], status: int
) -> None:
    EventFactory(slug="berges")
    EventFactory(slug="cachee", state="draft")
    EditionFactory(slug="cachee", published=False)

    response = asked(client, url, **more)

    assert response.status_code == status
    assert not response.cookies


@pytest.mark.parametrize("path", ["/fr/agenda/?mode=online", "/fr/agenda/berges/", "/fr/editions/mois/"])
def test_pages_say_where_to_ask_and_the_answer_is_there(client: Client, path: str) -> None:
    EventFactory(slug="berges")
    EditionFactory(slug="mois")

    html = client.get(path).content.decode()

    found = re.search(
        r'<link rel="alternate" type="application/json\+oembed" href="https://agenda\.example(.+?)"', html
    )
    assert found is not None
    answer = client.get(unescape(found[1]))
    assert json.loads(answer.content)["type"] == "rich"
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_the_page_of_an_event_gives_the_code_to_paste(client: Client) -> None:
    EventFactory(slug="berges", title="Les berges")

    html = client.get("/fr/agenda/berges/").content.decode()

    assert escape('<iframe src="https://agenda.example/fr/agenda/berges/embed/"') in html


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def another_site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address at which another origin serves it."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield tmp_path, f"http://localhost:{server.server_port}/"
        server.shutdown()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/fr/agenda/berges/embed/", "/fr/agenda/embed/?when=2026-03-12"])
def test_the_page_of_another_origin_shows_it_without_script_or_cookie(
    live_server: Any, browser: Any, another_site: tuple[Path, str], path: str, settings: Any
) -> None:
    settings.SITE_URL = live_server.url
    EventFactory(slug="berges", title="Les berges", lead="Venez nombreux.")
    folder, address = another_site
    frame = f'<iframe src="{live_server.url}{path}" title="Agenda" width="320" height="400"></iframe>'
    (folder / "index.html").write_text(f"<!doctype html><title>Ailleurs</title>{frame}")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    control = {"enableThirdPartyCookieRestriction": True, "disableThirdPartyCookieMetadata": True,
               "disableThirdPartyCookieHeuristics": True}  # fmt: skip
    context.new_cdp_session(page).send("Network.setCookieControls", control)
    sent: list[dict[str, str]] = []
    page.on("response", lambda response: sent.append(response.headers))

    page.goto(address)
    link = page.frame_locator("iframe").get_by_role("link", name="Les berges").first
    link.wait_for()

    inner = page.frames[1]
    # Scripts are off in the page, not for the test that looks at it.
    assert inner.locator("html").evaluate("element => element.scrollWidth <= element.clientWidth")
    assert not any("set-cookie" in headers for headers in sent)
    assert context.cookies() == []
    link.click()
    page.wait_for_url(f"{live_server.url}/fr/agenda/berges/")
    context.close()
