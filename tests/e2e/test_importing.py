"""A page about a commitment, brought in by who answers for the plan; its reviews, by who judges it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Site
from tests.e2e.test_browser import SMALL, WIDE, violations

pytestmark = pytest.mark.browser
PAGE = (Path(__file__).parents[1] / "civics" / "formats" / "pages" / "XQ0012.fr.txt").read_text(encoding="utf-8")
OUTSIDE = {"fr": "XQ0071", "en": "XQ0072"}  # a commitment of its own for each language: the site is one
HELD = re.compile(r"/organise/reviews/held/[0-9a-f-]+/[0-9a-f]+/")


def acting_as(site: Site, browser: Any, role: str) -> Any:
    context = browser.new_context(viewport=WIDE)
    headers = {"Origin": site.url("")}
    assert context.request.post(site.url("/fr/demo/roles/"), form={"role": role}, headers=headers).status == 200
    return context.new_page()


def faults(page: Any, state: str) -> list[tuple[str, str, str]]:
    """What axe finds and what is wider than the screen, everything unfolded, wide and small."""
    page.evaluate("document.querySelectorAll('#content details').forEach(one => { one.open = true })")
    found = []
    for name, size in (("1280", WIDE), ("320", SMALL)):
        page.set_viewport_size(size)
        found += [(state, name, one) for one in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            found.append((state, name, "wider than the screen"))
    page.set_viewport_size(WIDE)
    return found


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_is_pasted_looked_at_written_and_its_reviews_brought_in(site: Site, browser: Any, language: str) -> None:
    page = acting_as(site, browser, "host")
    page.goto(site.url(f"/{language}/organise/import/"))
    wrong = faults(page, "home")
    page.fill("#id_text-text", " ")
    page.click("section[aria-labelledby=words] button")
    wrong += faults(page, "empty paste")
    page.fill("#id_text-text", PAGE.replace("XQ0012", OUTSIDE[language]))
    page.click("section[aria-labelledby=words] button")
    wrong += faults(page, "table")
    table = page.inner_text(".import-table")
    page.click("button[value=write]")
    wrong += faults(page, "written")
    page.click(".import-event a")
    shown = page.inner_text("h1")
    page.context.close()

    page = acting_as(site, browser, "reviewer")
    page.goto(site.url(f"/{language}/organise/reviews/"))
    wrong += faults(page, "desk")
    address = HELD.search(page.content())
    assert address is not None
    page.goto(site.url(f"/{language}{address[0]}"))
    wrong += faults(page, "held")
    page.click("#content form button")
    wrong += faults(page, "brought in")
    assert HELD.search(page.content()) is None
    page.goto(site.url(f"/{language}{address[0]}"))
    wrong += faults(page, "here already")
    page.context.close()

    assert OUTSIDE[language] in table
    assert "Fête des Datajardins" in shown
    assert wrong == []
