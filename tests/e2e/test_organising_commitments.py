"""The organisers' pages of commitments, reviews, charters, laws and drafting, walked by axe in both languages."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from tests.e2e.conftest import Site, local_links, view_of
from tests.e2e.test_browser import SMALL, WIDE, violations

pytestmark = pytest.mark.browser
ROOMS = ("drafting", "reviews", "charters", "law", "exchange")
DESKS = ("plans/", "contributions/", "reviews/", "charters/", "laws/", "plan-tables/")
ROLES = ("host", "reviewer")  # who answers for plans, laws and charters; who judges them
MOST = 34  # views of these rooms that links of the desks lead to; the walk stays about a minute


def walked(site: Site, context, language: str) -> list[str]:
    """One address of each view of these rooms, in that language, from the desks downwards."""
    start = f"/{language}/organise/"
    queue, found, seen = [start, *(f"{start}{desk}" for desk in DESKS)], {}, set()
    while queue and len(found) < MOST:
        path = queue.pop(0)
        view = view_of(path)
        if path in seen or view in found or not path.startswith(start):
            continue
        seen.add(path)
        answer = context.request.get(site.url(path))
        if answer.status != 200 or "text/html" not in answer.headers.get("content-type", ""):
            continue
        if view.partition(":")[0] in ROOMS:
            found[view] = path
        queue += [urlsplit(link).path for link in local_links(path, answer.text())]
    return list(found.values())


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("role", ROLES)
def test_axe_finds_nothing_on_the_organisers_pages_of_commitments(
    site: Site, browser, role: str, language: str
) -> None:
    with browser.new_context(viewport=WIDE) as context:
        headers = {"Origin": site.url("")}
        assert context.request.post(site.url("/fr/demo/roles/"), form={"role": role}, headers=headers).status == 200
        paths = walked(site, context, language)
        assert len(paths) >= (15 if role == "host" else 5), paths
        page, wrong = context.new_page(), []
        for path in paths:
            page.set_viewport_size(WIDE)
            page.goto(site.url(path))
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            wrong += [(path, "1280", one) for one in violations(page)]
            page.set_viewport_size(SMALL)
            wrong += [(path, "320", one) for one in violations(page)]
            if page.evaluate("document.documentElement.scrollWidth") > SMALL["width"]:
                wrong.append((path, "320", "wider than the screen"))

    assert wrong == []


def test_the_editor_of_a_commitment_is_found_in_its_menu(site: Site, browser) -> None:
    with browser.new_context(viewport=WIDE) as context:
        context.request.post(site.url("/fr/demo/roles/"), form={"role": "host"}, headers={"Origin": site.url("")})
        paths = walked(site, context, "fr")
        editor = next(path for path in paths if re.search(r"/organise/commitments/[0-9a-f-]+/$", path))
        page = context.new_page()
        page.goto(site.url(editor))
        marked = page.locator("header a[aria-current]").all_text_contents()  # the same menu folded and unfolded

    assert {words.strip() for words in marked} == {"Plans"}


def test_a_button_pressed_twice_sends_its_form_once(site: Site, browser) -> None:
    with browser.new_context(viewport=WIDE) as context:
        context.request.post(site.url("/fr/demo/roles/"), form={"role": "host"}, headers={"Origin": site.url("")})
        paths = walked(site, context, "fr")
        page, held = context.new_page(), []

        def hold(post) -> None:
            held.append(post)

        page.goto(site.url(next(path for path in paths if view_of(path) == "drafting:commitment-new")))
        page.route(page.url, hold)  # a server that takes its time
        page.locator('#write button.button[name="do"][value="save"]').evaluate(
            "one => new Promise(done => { one.click(); setTimeout(() => { one.click(); setTimeout(done, 200) }, 200) })"
        )
        sent = len(held)
        held[0].abort()

    assert sent == 1
