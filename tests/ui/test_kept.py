"""Parts of a page that are made once for each set of their values."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import mark_safe
from django.utils.translation import override

from parvis.ui.templatetags import kept

LOADED = "{% load i18n kept %}"


class Said:
    """A word that counts how often it was printed."""

    def __init__(self) -> None:
        self.times = 0

    def __str__(self) -> str:
        self.times += 1
        return "Ambrelle"


def test_a_part_is_made_once_for_the_same_values_and_again_for_others() -> None:
    page = Template(LOADED + "{% kept word=word number=number %}{{ word }} {{ number }}{% endkept %}")
    word = Said()

    printed = [page.render(Context({"word": word, "number": number})) for number in (1, 1, 2, 1)]

    assert printed == ["Ambrelle 1", "Ambrelle 1", "Ambrelle 2", "Ambrelle 1"]
    assert word.times == 2


def test_a_part_is_made_for_each_language() -> None:
    page = Template(LOADED + '{% kept %}{% translate "Search" %}{% endkept %}')

    with override("fr"):
        french = page.render(Context())
    with override("en"):
        english = page.render(Context())

    assert (french, english) == ("Chercher", "Search")


def test_a_part_does_not_see_what_it_does_not_name() -> None:
    page = Template(LOADED + "{% kept seen=seen %}{% if unseen %}leak{% endif %}{{ seen }}{% endkept %}")

    assert page.render(Context({"seen": "kept", "unseen": "of one reader"})) == "kept"


def test_a_word_and_the_same_word_as_safe_html_are_told_apart() -> None:
    page = Template(LOADED + "{% kept text=text %}{{ text }}{% endkept %}")

    printed = [page.render(Context({"text": text})) for text in ("<b>", mark_safe("<b>"), "<b>")]

    assert printed == ["&lt;b&gt;", "<b>", "&lt;b&gt;"]


def test_a_part_keeps_a_bounded_number_of_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    page = Template(LOADED + "{% kept n=n %}{{ n }}{% endkept %}")

    printed = "".join(page.render(Context({"n": n})) for n in range(10))

    assert printed == "0123456789"
    assert len(page.nodelist.get_nodes_by_type(kept.Kept)[0].made) <= 3


def test_a_value_without_a_name_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="values with their names"):
        Template(LOADED + "{% kept site.name %}{% endkept %}")
