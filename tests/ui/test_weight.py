"""What a first view weighs."""

import brotli
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override

from parvis.ui.context import page
from parvis.ui.stylesheet import stylesheet
from tests.ui.test_stylesheet import FONT, VERDIGRIS

LIST = """{% extends "ui/base.html" %}{% load parvis %}{% block content %}<h1>Agenda</h1>
{% for row in rows %}<article class="row">
<p class="row-when">18 h 30 – 21 h <span class="label">2 h 30</span></p>
<div class="row-what"><p class="row-kind">Atelier, sur inscription</p>
<h3><a href="/fr/agenda/{{ row }}/">Événement {{ row }}</a></h3>
<p class="row-where">Halle aux Grains, quartier Rives</p></div>
<div class="row-picture">{% paving row %}</div></article>{% endfor %}{% endblock %}"""


def listing(rows: int) -> str:
    with override("fr"):
        context = {**page(RequestFactory().get("/fr/agenda/")), "rows": [f"evenement-{n}" for n in range(rows)]}
        return engines["django"].from_string(LIST).render(context)


def test_a_hundred_rows_with_their_patterns_are_a_light_first_view() -> None:
    html = len(brotli.compress(listing(100).encode(), quality=5))
    style = len(brotli.compress(stylesheet(VERDIGRIS).encode()))
    assert html + style + FONT.stat().st_size <= 60_000


def test_a_pattern_adds_less_than_a_hundred_and_fifty_bytes_to_a_row() -> None:
    one, hundred = (len(brotli.compress(listing(n).encode(), quality=5)) for n in (1, 101))
    assert (hundred - one) / 100 < 150
