"""What a browser sees of the commitments: on paper, on a small phone, without JavaScript, by axe in both languages."""

from __future__ import annotations

import re

import pytest

from tests.e2e.conftest import Links, Site
from tests.e2e.test_browser import SMALL, WIDE, violations

pytestmark = pytest.mark.browser

PLAN = "commitments/ambrelle-2025-2027/"
PROMISE = f"{PLAN}rendre-lisible-ce-qui-se-decide-avec-les-habitants/"
ARCHIVED = "commitments/france-2018-2020/sommet-govtech/"
REVIEW = "reviews/rendre-lisible-ce-qui-se-decide-avec-les-habitants-bilan-a-mi-parcours/"
PATHS = ("commitments/", "commitments/?state=late", PLAN, PROMISE, ARCHIVED, "reviews/", REVIEW)
SHEETS = re.compile(rb"/Type\s*/Page[^s]")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_and_nothing_overflows_a_small_phone(site: Site, browser, path: str, language: str) -> None:
    for viewport, scheme in ((WIDE, "light"), (WIDE, "dark"), (SMALL, "light")):
        with browser.new_context(viewport=viewport, color_scheme=scheme) as context:
            page = context.new_page()
            page.goto(site.url(f"/{language}/{path}"))
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            assert violations(page) == [], (path, viewport, scheme)
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_archived_commitment_prints_on_two_pages(site: Site, browser, language: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(site.url(f"/{language}/{ARCHIVED}"))
        sheets = len(SHEETS.findall(page.pdf(format="A4", prefer_css_page_size=True)))

    assert sheets == 2


def test_the_commitments_are_filtered_without_javascript(site: Site, browser) -> None:
    with browser.new_context(viewport=SMALL, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site.url("/fr/commitments/"))
        page.select_option("select[name=state]", "withdrawn")
        page.locator(".promise-filter button[type=submit]").click()
        assert "state=withdrawn" in page.url
        assert page.locator(".promise").count() == 1
        page.locator(".promise h3 a").click()
        assert page.locator(".promise-became").count() == 1


def test_the_page_that_was_read_stands_beside_its_findings(site: Site, browser) -> None:
    with browser.new_context(viewport=SMALL) as context:
        page = context.new_page()
        page.goto(site.url(f"/fr/{ARCHIVED}"))
        page.locator("#findings .action").click()
        assert "/read/" in page.url
        assert page.locator(".finding").count() > 20
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", ["/fr/commitments/", f"/fr/{PLAN}", f"/fr/{ARCHIVED}"])
def test_a_first_view_of_commitments_weighs_at_most_sixty_kilobytes(site: Site, path: str) -> None:
    answer = site.get(path, accept_encoding="br, gzip")
    total = len(answer.body)
    for tag, address in dict.fromkeys(Links(site.get(path).text).found):
        if (tag == "link" and address.endswith(".css")) or tag == "script":
            total += len(site.get(address, accept_encoding="br, gzip").body)

    assert total <= 60_000
