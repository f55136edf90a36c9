"""What a browser sees: accessibility by axe, 320 px, dark mode, layout that does not shift, no JavaScript needed."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.conftest import Answer, Site, pages, view_of

pytestmark = pytest.mark.browser

PAGES = (
    "/fr/", "/en/", "/fr/agenda/", "/en/agenda/", "/fr/agenda/berges-de-l-ambre/",
    "/en/agenda/sommet-des-services-publics-ouverts/", "/fr/documents/", "/en/documents/",
    "/fr/data/", "/fr/search/?q=eau", "/fr/charters/initiative-pour-une-democratie-durable/",
)  # fmt: skip
SMALL = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}


def violations(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:140]} ({len(v['nodes'])})" for v in found]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(site: Site, browser, path: str, scheme: str) -> None:
    with browser.new_context(viewport=WIDE, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(site.url(path))
        assert violations(page) == []


def test_axe_finds_nothing_on_one_page_of_every_view_in_both_languages(
    site: Site, browser, crawled: dict[str, Answer]
) -> None:
    chosen: dict[tuple[str, str], str] = {}
    for path in pages(crawled):
        chosen.setdefault((view_of(path), path[:4]), path)
    found = {}
    with browser.new_context(viewport=WIDE) as context:
        page = context.new_page()
        for path in chosen.values():
            page.goto(site.url(path))
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            if wrong := violations(page):
                found[path] = wrong
    assert len(chosen) > 40
    assert found == {}


@pytest.mark.parametrize("path", PAGES)
def test_nothing_overflows_a_small_phone(site: Site, browser, path: str) -> None:
    with browser.new_context(viewport=SMALL, java_script_enabled=True) as context:
        page = context.new_page()
        page.goto(site.url(path))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert violations(page) == []


@pytest.mark.parametrize("path", PAGES[:6])
def test_the_layout_does_not_shift_and_nothing_comes_from_elsewhere(site: Site, browser, path: str) -> None:
    with browser.new_context(viewport=WIDE) as context:
        page = context.new_page()
        asked: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(site.url(path))
        page.wait_for_load_state("networkidle")
        shift = page.evaluate(
            """() => new Promise(done => {
                let sum = 0;
                new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value }))
                    .observe({type: 'layout-shift', buffered: true});
                setTimeout(() => done(sum), 300);
            })"""
        )
        assert shift == 0
        assert not [url for url in asked if not url.startswith((f"http://127.0.0.1:{site.port}/", "data:"))]
        assert not complaints  # a refused script or style would complain here


def test_the_agenda_is_filtered_without_javascript(site: Site, browser) -> None:
    with browser.new_context(viewport=SMALL, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site.url("/fr/agenda/"))
        page.select_option("select[name=mode]", "online")
        page.locator("main form button[type=submit]").first.click()
        assert "mode=online" in page.url
        assert page.locator("main h1").count() == 1


def test_a_keyboard_reaches_the_content_at_once(site: Site, browser) -> None:
    with browser.new_context(viewport=WIDE) as context:
        page = context.new_page()
        page.goto(site.url("/fr/agenda/"))
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") != ""
