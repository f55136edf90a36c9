"""Header and footer."""

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils.translation import gettext_lazy, override

from parvis.ui import navigation
from parvis.ui.context import Site
from parvis.ui.navigation import Item


@pytest.fixture(autouse=True)
def _own_navigation(monkeypatch: pytest.MonkeyPatch):
    for place in ("HEADER", "PARTS", "FOOTER", "SEARCH"):
        monkeypatch.setattr(navigation, place, {})
    navigation.entries.cache_clear()
    yield
    navigation.entries.cache_clear()


def page(path: str, **cookies: str) -> Site:
    request: HttpRequest = RequestFactory().get(path)
    request.COOKIES.update(cookies)
    return Site(request)


def test_entries_come_in_order_and_in_the_language_of_the_page() -> None:
    navigation.register(Item(gettext_lazy("Search"), "admin:index", order=20))
    navigation.register(Item(gettext_lazy("Home"), "ui:kit", order=10))

    with override("fr"):
        assert [(entry.label, entry.url) for entry in navigation.items()] == [
            ("Accueil", "/fr/ui/"),
            ("Chercher", "/fr/admin/"),
        ]
    with override("en"):
        assert [entry.url for entry in navigation.items()] == ["/en/ui/", "/en/admin/"]


def test_an_entry_goes_with_its_module(settings) -> None:
    navigation.register(Item("Kit", "ui:kit", module="nothing"))
    assert navigation.items() == ()

    settings.MODULES = [*settings.MODULES, "nothing"]
    assert len(navigation.items()) == 1


def test_an_entry_that_leads_nowhere_is_left_out_and_named() -> None:
    navigation.register(Item("Nowhere", "nowhere:at-all"))
    assert navigation.items() == ()
    assert navigation.unreachable() == ["nowhere:at-all"]


def test_the_current_entry_is_told_from_its_ancestors() -> None:
    navigation.register(Item("Kit", "ui:kit"))
    with override("fr"):
        assert [page(path).navigation[0].current for path in ("/fr/ui/", "/fr/ui/more/", "/fr/")] == [
            "page",
            "true",
            "",
        ]


def test_the_other_language_keeps_the_page_and_its_filters() -> None:
    with override("fr"):
        assert [other.url for other in page("/fr/agenda/?q=eau").languages] == ["/en/agenda/?q=eau"]
        assert [other.url for other in page("/healthz").languages] == ["/en/"]
        assert page("/healthz").alternates == []


def test_only_a_reader_with_a_cookie_of_ours_is_asked_who_she_is() -> None:
    assert not page("/fr/").personal
    assert not page("/fr/", theirs="1").personal
    assert page("/fr/", **{settings.SESSION_COOKIE_NAME: "abc"}).personal


def test_there_is_no_search_until_one_is_registered() -> None:
    assert navigation.search_url() == ""
    navigation.register_search("ui:kit")
    with override("en"):
        assert navigation.search_url() == "/en/ui/"


def test_what_stands_below_an_entry_is_a_row_of_its_own_and_the_entry_is_current() -> None:
    navigation.register(Item("Agenda", "home", order=10))
    navigation.register(Item("Kit", "ui:kit", order=20, group="kit"))
    navigation.register_part(Item("The kit", "ui:kit", order=10, group="kit"))
    navigation.register_part(Item("Back office", "admin:index", order=20, group="kit"))

    with override("en"):
        elsewhere, below = page("/en/agenda/"), page("/en/admin/something/")

        assert elsewhere.parts == ()
        assert [(link.label, link.current) for link in below.parts] == [("The kit", ""), ("Back office", "true")]
        assert [(link.label, link.current) for link in below.navigation if link.label == "Kit"] == [("Kit", "true")]


def test_a_page_that_lies_elsewhere_belongs_to_the_entry_that_says_so(rf) -> None:
    from parvis.ui.context import Site

    navigation.register(Item("Kit", "ui:kit", also=("kept/elsewhere/",)))
    navigation.register(Item("Other", "admin:index"))

    with override("fr"):
        inside = {link.url: link.current for link in Site(rf.get("/fr/kept/elsewhere/1/")).navigation}
        outside = {link.url: link.current for link in Site(rf.get("/fr/kept/")).navigation}

    assert (inside["/fr/ui/"], inside["/fr/admin/"]) == ("true", "")
    assert set(outside.values()) == {""}
