"""The organisers' pages of registration in a browser: axe in both languages, a small phone, without JavaScript."""

from __future__ import annotations

import re

import pytest

from tests.e2e.conftest import Site
from tests.e2e.test_browser import SMALL, WIDE, violations

pytestmark = pytest.mark.browser
SUMMIT = "services publics ouverts"


def as_role(context, site: Site, code: str) -> None:
    answer = context.request.post(
        site.url("/fr/demo/roles/"), form={"role": code}, headers={"Origin": site.url("")}, max_redirects=0
    )
    assert answer.status in {302, 303}


def addresses(context, site: Site) -> dict[str, str]:
    """The pages of the summit's registration, below /organise/, found as an organiser finds them."""
    page = context.new_page()
    page.goto(site.url(f"/fr/organise/events/?q={SUMMIT}"))
    event = page.locator(".listed-row h3 a").first.get_attribute("href")
    page.goto(site.url(event))
    hub = page.locator("#registering ~ .actions a").last.get_attribute("href")
    guests = page.locator("#registering ~ .actions a").first.get_attribute("href")
    page.goto(site.url(guests))
    one = page.locator("[data-row]").first.get_attribute("href")
    page.goto(site.url(hub))
    category = page.locator("section:has(#categories) li a").first.get_attribute("href")
    page.close()
    own = re.sub(r"guests/$", "", guests)
    found = {
        "set-up": hub,
        "list": guests,
        "one": one,
        "rules": f"{own}rules/",
        "seats": f"{own}seats/",
        "category": category,
        "new category": f"{own}categories/new/",
        "new question": f"{own}questions/new/",
        "new consent": f"{own}consents/new/",
        "sessions": f"{hub}sessions/",
        "add": f"{guests}add/",
        "bring": f"{guests}bring/",
        "export": f"{guests}export/",
        "messages": f"{hub}messages/",
        "new message": f"{hub}messages/new/",
        "papers": f"{hub}papers/",
        "names": f"{hub}names/",
        "doors": f"{hub.removesuffix('registration/')}doors/",
        "passages": f"{hub.removesuffix('registration/')}doors/bring-in/",
    }
    return {name: path.replace("/fr/organise/", "/organise/") for name, path in found.items()}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_and_nothing_overflows_a_small_phone(site: Site, browser, language: str) -> None:
    for viewport, scheme in ((WIDE, "light"), (SMALL, "dark")):
        with browser.new_context(viewport=viewport, color_scheme=scheme) as context:
            as_role(context, site, "administrator")
            page = context.new_page()
            for name, path in addresses(context, site).items():
                page.goto(site.url(f"/{language}{path}"))
                page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
                assert violations(page) == [], (name, viewport, scheme)
                assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], name


@pytest.mark.parametrize("script", [True, False])
def test_filters_of_the_list_fold_on_a_phone_and_stand_in_one_line_on_a_desk(site: Site, browser, script: bool) -> None:
    tops = {}
    for viewport in (SMALL, WIDE):
        with browser.new_context(viewport=viewport, java_script_enabled=script) as context:
            as_role(context, site, "administrator")
            page = context.new_page()
            page.goto(site.url("/en" + addresses(context, site)["list"]))
            fold, fields = page.locator(".guest-more summary"), page.locator(".guest-filter .field")
            if viewport == WIDE:
                assert not fold.is_visible()
                assert len({round(one.bounding_box()["y"]) for one in fields.all()}) == 1
                continue
            assert not page.locator("#category").is_visible()
            tops["folded"] = page.locator("[data-row]").first.bounding_box()["y"]
            fold.click()
            page.locator("#needs").check()
            page.get_by_role("button", name="Show").click()
            assert fold.inner_text() == "More filters, one set"
            assert page.locator("#category").is_visible()
            tops["open"] = page.locator("[data-row]").first.bounding_box()["y"]
    assert tops["open"] - tops["folded"] > 300


def test_what_is_refused_or_asked_once_more_is_read_by_everybody(site: Site, browser) -> None:
    with browser.new_context(viewport=SMALL, color_scheme="dark") as context:
        as_role(context, site, "administrator")
        page = context.new_page()
        found = addresses(context, site)

        def looked_at(state: str) -> None:
            page.wait_for_load_state()
            assert violations(page) == [], state
            assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"], state
            assert page.locator("h1").count() == 1

        for name in ("new category", "new question", "new consent", "add", "new message"):
            page.goto(site.url("/fr" + found[name]))
            page.locator("main form.form .actions button").first.click()
            looked_at(name)
            assert page.title().startswith("Erreur\u202f: "), name
            assert page.locator(".field-error").count(), name

        page.goto(site.url("/fr" + found["list"]))
        page.locator("[name=all]").check()
        page.select_option("#verb", "remove")
        page.locator("#many button").click()
        looked_at("all of the list")
        page.locator("main form button.danger").click()
        looked_at("without a reason")

        page.goto(site.url("/fr" + found["papers"]))
        page.locator("main form").nth(1).locator("button.secondary").click()
        page.wait_for_load_state()
        assert violations(page) == []


def test_more_seats_are_previewed_and_a_list_is_tried_without_javascript(site: Site, browser) -> None:
    with browser.new_context(viewport=SMALL, java_script_enabled=False) as context:
        as_role(context, site, "administrator")
        page = context.new_page()
        found = addresses(context, site)

        page.goto(site.url("/fr" + found["seats"]))
        before = page.locator("input[name=capacity]").input_value()
        page.fill("form.form input[name=capacity]", str(int(before or "100") + 5))
        page.locator("form.form button").click()
        assert "5 places de plus" in page.locator(".guest-effect").inner_text()
        page.goto(site.url("/fr" + found["seats"]))
        assert page.locator("input[name=capacity]").input_value() == before

        page.goto(site.url("/fr" + found["bring"]))
        page.fill("textarea[name=lines]", "Inès Barthélemy;ines@ambrelle.example\nMarc;marc@\n")
        page.locator("form.form button").click()
        assert "n’est pas une adresse" in page.locator(".guest-effect").inner_text()


def test_the_numbers_are_renewed_in_place_and_keys_walk_through_the_list(site: Site, browser) -> None:
    with browser.new_context(viewport=WIDE) as context:
        as_role(context, site, "administrator")
        page = context.new_page()
        page.goto(site.url("/fr" + addresses(context, site)["list"]))
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.hasAttribute('data-row')")
        page.locator("[data-ticks]").check()
        assert (
            page.locator("tbody input[name=guest]:checked").count() == page.locator("tbody input[name=guest]").count()
        )
        with page.expect_response(re.compile("/guests/numbers/"), timeout=15_000) as renewed:
            pass
        assert renewed.value.status == 200
        assert page.locator("#numbers").count() == 1
        assert violations(page) == []
