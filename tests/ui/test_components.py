"""Tags of the kit."""

import re
from datetime import date, time

import pytest
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils.translation import override

THIN = "\u202f"


def render(template: str, language: str = "fr", **context: object) -> str:
    with override(language):
        return re.sub("[ \n]+", " ", Template("{% load parvis %}" + template).render(Context(context)))


def numbers(page: int, of: int, address: str = "/") -> str:
    request = RequestFactory().get(address)
    template = Template("{% load parvis %}{% pagination page %}")
    with override("fr"):
        return template.render(RequestContext(request, {"page": Paginator(range(of), 1).page(page)}))


def test_a_date_block_says_day_hours_nearness_and_duration() -> None:
    html = render(
        "{% date_block day start None end today %}",
        day=date(2026, 3, 12),
        start=time(18, 30),
        end=time(21),
        today=date(2026, 3, 12),
    )
    assert "<strong>jeudi</strong> mars 2026" in html
    assert f"18{THIN}h{THIN}30 – 21{THIN}h" in html
    assert f"Aujourd’hui, dure 2{THIN}h{THIN}30" in html


def test_a_date_block_says_that_hours_are_not_known() -> None:
    assert "Horaires à confirmer" in render("{% date_block day %}", day=date(2026, 3, 12))
    assert "Hours to be confirmed" in render("{% date_block day %}", "en", day=date(2026, 3, 12))


def test_a_date_block_shows_both_ends_of_a_range() -> None:
    html = render("{% date_block day None last %}", day=date(2026, 3, 12), last=date(2026, 4, 2))
    assert 'datetime="2026-03-12"' in html
    assert 'datetime="2026-04-02"' in html
    assert "Dure 22" in html


def test_a_date_block_without_a_day_says_so() -> None:
    assert "Date à venir" in render("{% date_block None %}")


def test_an_evening_past_midnight_gets_no_false_duration() -> None:
    html = render("{% date_block day start None end %}", day=date(2026, 3, 12), start=time(22), end=time(2))
    assert "ure " not in html


def test_pagination_shows_the_ends_and_the_neighbours() -> None:
    html = numbers(12, of=24)
    assert html.count("…") == 2
    assert 'href="?page=11"' in html
    assert 'aria-current="page"' in html


def test_pagination_fills_a_hole_of_one() -> None:
    assert "…" not in numbers(3, of=4)


def test_pagination_keeps_the_filters_and_gives_the_first_page_its_plain_address() -> None:
    html = numbers(2, of=3, address="/?q=eau&theme=a&theme=b&page=2")
    assert 'href="?q=eau&amp;theme=a&amp;theme=b&amp;page=3"' in html
    assert 'href="?q=eau&amp;theme=a&amp;theme=b"' in html


def test_one_page_needs_no_pagination() -> None:
    assert numbers(1, of=1).strip() == ""


def test_a_tracker_draws_what_was_chosen_and_what_is_left() -> None:
    html = render(
        "{% tracker left total parts 400 %}",
        left="200 €",
        total="400 €",
        parts=[("A", "100 €", 100), ("B", "100 €", 100)],
    )
    assert 'x="25.00"' in html
    assert '<rect class="rest" x="50.00" width="50.00"' in html
    assert "Il vous reste" in html


def test_an_empty_purse_draws_no_rest() -> None:
    assert "rest" not in render("{% tracker left total parts 4 'x' %}", left="0", total="4", parts=[("A", "4", 4)])


def test_lines_of_one_mode_at_one_stop_share_a_row() -> None:
    class Line:
        def __init__(self, mode: str, label: str, stop: str, distance_m: int | None) -> None:
            self.mode, self.label, self.stop, self.distance_m = mode, label, stop, distance_m

    html = render(
        "{% ways lines %}",
        lines=[Line("bus", "14", "Mesureurs", 40), Line("bus", "31", "Mesureurs", 40), Line("odd", "", "Quai", None)],
    )
    assert html.count("<li>") == 2
    assert f"à 40{THIN}m" in html
    assert "Autre" in html


def test_a_notice_has_a_word_beside_its_colour() -> None:
    html = render('{% notice "error" title %}<p>corps</p>{% endnotice %}', title="Ça <b>")
    assert f"Erreur{THIN}:" in html
    assert "Ça &lt;b&gt;" in html
    assert "<p>corps</p>" in html


def test_a_breadcrumb_ends_with_the_page() -> None:
    html = render('{% breadcrumb "Agenda" "/fr/agenda/" "Nuit" %}')
    assert '<a href="/fr/agenda/">Agenda</a>' in html
    assert '<span aria-current="page">Nuit</span>' in html


@pytest.mark.parametrize(
    ("filtered", "french", "english"),
    [
        ("{{ 1306|number }}", f"1{THIN}306", "1,306"),
        ("{{ 12.4|number }}", "12,4", "12.4"),
        ("{{ 3800000|money }}", f"38{THIN}000{THIN}€", "€38,000"),
        ("{{ 2987|money }}", f"29,87{THIN}€", "€29.87"),
        ('{{ 500|money:"CHF" }}', f"5{THIN}CHF", f"5{THIN}CHF"),
    ],
)
def test_numbers_and_money_follow_the_language(filtered: str, french: str, english: str) -> None:
    with override("fr"):
        assert Template("{% load parvis %}" + filtered).render(Context()) == french
    with override("en"):
        assert Template("{% load parvis %}" + filtered).render(Context()) == english
