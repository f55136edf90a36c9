"""French typography: what it sets, what it never touches."""

import re
from html import unescape

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.ui.typography import french

THIN = "\u202f"
ANY_SPACE = re.compile(r"[\s\u00a0\u2009\u202f]+")

WORDS = [
    "l'eau",
    "Quoi",
    " ",
    "\u00a0",
    THIN,
    "?",
    "!",
    ":",
    ";",
    "«",
    "»",
    "18:30",
    "400 000",
    "€",
    "12",
    "5 %",
    "18 h 30",
    ".",
]
MARKUP = ["<b title='a : b'>", "</b>", "&amp;", "&#x27;", "<code>a ? b</code>", "https://ambrelle.example/a?b=c;d"]
pieces = st.lists(
    st.sampled_from(WORDS + MARKUP) | st.text(alphabet="abcé '?!;:«»0123 \u202f<>&", max_size=6),
).map("".join)


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Qui vient ?", f"Qui vient{THIN}?"),
        ("Qui vient?", f"Qui vient{THIN}?"),
        ("Le vote : demain ; ou après !", f"Le vote{THIN}: demain{THIN}; ou après{THIN}!"),
        ("« Terminé »", f"«{THIN}Terminé{THIN}»"),
        ("«Terminé»", f"«{THIN}Terminé{THIN}»"),
        ("l'eau d'Ambrelle", "l’eau d’Ambrelle"),
        ("l&#x27;eau", "l’eau"),
        ("400 000 € sur 2 000 000 €", f"400{THIN}000{THIN}€ sur 2{THIN}000{THIN}000{THIN}€"),
        ("de 18 h 30 à 21 h", f"de 18{THIN}h{THIN}30 à 21{THIN}h"),
        ("12,4 %", f"12,4{THIN}%"),
        ("En 2018 250 personnes", "En 2018 250 personnes"),
        ("05 36 49 41 20", "05 36 49 41 20"),
        ("à 18:30", "à 18:30"),
        ("https://ambrelle.example/a?b=l'eau", "https://ambrelle.example/a?b=l'eau"),
        ("ines@ambrelle.example", "ines@ambrelle.example"),
        ("<a title='Qui ?' href='/a?b'>Qui ?</a>", f"<a title='Qui ?' href='/a?b'>Qui{THIN}?</a>"),
        ("<code>a ? b : c</code> ?", f"<code>a ? b : c</code>{THIN}?"),
        ("Recherche &amp; vote", "Recherche &amp; vote"),
        ("Rien à changer ici.", "Rien à changer ici."),
    ],
)
def test_a_text_is_set_as_french_asks(typed: str, set_: str) -> None:
    assert french(typed) == set_


@given(pieces)
@settings(max_examples=400)
def test_setting_a_text_twice_changes_nothing_more(text: str) -> None:
    once = french(text)
    assert french(once) == once


@given(pieces)
def test_no_visible_letter_is_ever_changed(text: str) -> None:
    def letters(html: str) -> str:
        return ANY_SPACE.sub("", unescape(html)).replace("’", "'")

    assert letters(french(text)) == letters(text)


@given(pieces)
def test_tags_and_addresses_stay_byte_for_byte(text: str) -> None:
    kept = re.compile(r"<(?:b title='a : b'|/b)>|<code>a \? b</code>")
    assert kept.findall(french(text)) == kept.findall(text)


def test_the_filter_escapes_what_is_not_markup_and_leaves_english_alone() -> None:
    template = Template("{% load parvis %}{{ text|typo }} {{ html|typo }}")
    context = Context({"text": "<b>Qui ?</b>", "html": mark_safe("<b>Qui ?</b>")})

    with override("fr"):
        assert template.render(context) == f"&lt;b&gt;Qui{THIN}?&lt;/b&gt; <b>Qui{THIN}?</b>"
    with override("en"):
        assert template.render(context) == "&lt;b&gt;Qui ?&lt;/b&gt; <b>Qui ?</b>"


def test_english_pages_set_a_french_text_when_told_so() -> None:
    with override("en"):
        assert Template('{% load parvis %}{{ "Qui ?"|typo:"fr" }}').render(Context()) == f"Qui{THIN}?"
