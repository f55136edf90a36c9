"""From the two home pages, every address the site names is asked for once, as a stranger without JavaScript."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.e2e.conftest import STARTS, Answer, Links, Site, local_links, pages, view_of

# Views a stranger's GET cannot reach by a link: what they need is said on the line.
NOT_LINKED = {
    "portal:demo-attachment": "a letter with a ticket, once the registrar has sent it",
    "set-up": "an empty database and its printed link",
    "people:invitation": "an invitation's link, sent by mail",
    "follows:confirm": "a link sent by mail",
    "follows:sent": "the answer to a form; see the follower's path below",
    "follows:stop": "a link sent by mail; see the follower's path below",
    "agenda:event-page": "an event to come; those of the demonstration of March are over",
    "charters:ask": "a charter open today; that of the demonstration of March is closed",
    "charters:confirm": "a link sent by mail",
    "charters:sent": "the answer to a form",
    "drafting:confirm": "a link sent by mail",
    "drafting:follow": "a signed link sent by mail",
    "drafting:sent": "the answer to a form",
    "drafting:propose": "a plan that takes proposals today; those of the demonstration of March are closed",
    "reviews:confirm": "a link sent by mail",
    "reviews:sent": "the answer to a form",
    "plans:read-page": "one commitment among sixty leads to it; tests/e2e/test_commitments.py follows the link",
    "registration:change": "a signed link sent by mail; see tests/e2e/test_registration.py",
    "registration:leave": "a signed link sent by mail; see tests/e2e/test_registration.py",
    "registration:data": "a signed link sent by mail; see tests/convene/guests/test_retention.py",
    "registration:erase": "a signed link sent by mail; see tests/convene/guests/test_retention.py",
    "registration:ticket": "a signed link sent by mail; see tests/convene/guests/test_retention.py",
    "registration:line": "a signed link, given in the opening minute",
    "registration:own": "a signed link sent by mail; see tests/e2e/test_registration.py",
    "registration:register": "an event to come; those of the demonstration of March are over",
    "registration:register-session": "a session of an event to come",
    "submissions:confirm": "a link sent by mail",
    "submissions:edit": "a signed link sent by mail",
    "submissions:follow": "a signed link sent by mail",
    "submissions:propose": "an edition that takes submissions today; the demonstration of March is closed",
    "submissions:sent": "the answer to a form",
    "portal:demo-message": "a mail that was sent; see the follower's path below",
}


def test_no_link_is_dead(crawled: dict[str, Answer]) -> None:
    assert len(pages(crawled)) > 60
    assert {path: answer.status for path, answer in crawled.items() if answer.status >= 400} == {}


def test_every_public_page_is_reached_in_both_languages(crawled: dict[str, Answer]) -> None:
    seen = {(view_of(path), path[1:3]) for path in crawled if path[:4] in STARTS}
    missing = [
        (name, language)
        for name in sorted(named_pages())
        for language in ("fr", "en")
        if (name, language) not in seen and name not in NOT_LINKED
    ]
    assert not missing


def named_pages() -> set[str]:
    """The named views under /fr/ and /en/ that a stranger may open: all but the admin, accounts and what posts."""

    def below(patterns, prefix: str) -> set[str]:
        found: set[str] = set()
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                namespace = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                if pattern.app_name != "admin":
                    found |= below(pattern.url_patterns, namespace)
            elif isinstance(pattern, URLPattern) and pattern.name and getattr(pattern.callback, "public_page", True):
                found.add(prefix + pattern.name)
        return found

    from django.urls.resolvers import LocalePrefixPattern

    localised = [p for p in get_resolver().url_patterns if isinstance(getattr(p, "pattern", None), LocalePrefixPattern)]
    names = set().union(*(below(p.url_patterns, "") for p in localised))
    return {name for name in names if not name.startswith(("account_", "mfa_", "socialaccount", "people:", "ui:"))}


def test_no_page_sets_a_cookie_on_a_stranger(crawled: dict[str, Answer]) -> None:
    # forms that post need one token; they say so with Cache-Control
    setting = [
        p for p, a in pages(crawled).items() if a.cookies and "private" not in a.headers.get("cache-control", "")
    ]
    assert not setting


def test_no_page_prints_its_own_markup(crawled: dict[str, Answer]) -> None:
    printing = [
        path for path, answer in pages(crawled).items() if re.search(r"&lt;/?(p|a|em|strong|li)\b", answer.text)
    ]
    assert not printing


def test_no_page_names_a_third_party(crawled: dict[str, Answer]) -> None:
    for path, answer in pages(crawled).items():
        for tag, address in Links(answer.text).found:
            if tag in {"script", "img", "link", "source", "iframe"} and "canonical" not in answer.text[:0]:
                host = urlsplit(address).netloc
                assert host in {"", f"127.0.0.1:{urlsplit(address).port}"}, f"{path}: {tag} {address}"


def test_every_page_carries_the_security_headers(crawled: dict[str, Answer]) -> None:
    for path, answer in pages(crawled).items():
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy, path
        assert answer.headers["x-content-type-options"] == "nosniff", path


def test_every_page_has_one_title_one_main_heading_and_its_language(crawled: dict[str, Answer]) -> None:
    titles: dict[str, str] = {}
    for path, answer in pages(crawled).items():
        html = answer.text
        assert f'<html lang="{path[1:3]}"' in html, path
        assert html.count("<h1") == 1, path
        title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
        assert title, path
        titles[path] = title[1].strip()
    assert len({t for p, t in titles.items() if "?" not in p and p.startswith("/fr/")}) > 20


def test_links_inside_a_page_lead_to_a_place_of_the_page(crawled: dict[str, Answer]) -> None:
    for path, answer in pages(crawled).items():
        links = Links(answer.text)
        for tag, address in links.found:
            if tag == "a" and address.startswith("#") and len(address) > 1:
                assert address[1:] in links.identifiers, f"{path}: {address}"


@pytest.mark.parametrize("path", ["/fr/", "/fr/agenda/", "/fr/agenda/berges-de-l-ambre/", "/en/agenda/"])
def test_a_first_view_weighs_at_most_sixty_kilobytes(site: Site, path: str) -> None:
    answer = site.get(path, accept_encoding="br, gzip")
    assert answer.headers.get("content-encoding") in {"br", "gzip"}
    total = len(answer.body)
    html = site.get(path).text
    for tag, address in dict.fromkeys(Links(html).found):
        if (tag == "link" and address.endswith(".css")) or tag == "script":
            asset = site.get(urlsplit(address).path, accept_encoding="br, gzip")
            assert asset.status == 200, address
            total += len(asset.body)
    assert total <= 60_000


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_resident_follows_an_event_confirms_and_stops_by_links_in_mail(site: Site, language: str) -> None:
    event = site.get(f"/{language}/agenda/facture-d-eau/").text
    form = next(path for path in local_links("/", event) if f"/{language}/follow/event/" in path)

    sent = site.post(form, {"email": f"resident-{language}@ambrelle.example", "topic": "details"})
    assert sent.status in {200, 302, 303}
    if sent.status != 200:
        assert site.get(sent.headers["location"]).status == 200

    outbox = site.get(f"/{language}/demo/outbox/").text
    message = next(path for path in local_links("/", outbox) if "/demo/outbox/" in path and path.count("/") == 5)
    mail = site.get(message).text
    confirm = next(path for path in local_links("/", mail) if "/follow/confirm/" in path)
    assert site.get(confirm).status == 200
    done = site.post(confirm, {})
    assert done.status in {200, 302, 303}
    page = done if done.status == 200 else site.get(done.headers["location"])
    assert page.status == 200
    stop = next((path for path in local_links("/", page.text + mail) if "/follow/stop/" in path), "")
    if stop:
        assert site.get(stop).status == 200
        assert site.post(stop, {}).status in {200, 302, 303}
