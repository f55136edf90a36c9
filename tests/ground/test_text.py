"""What people write becomes HTML that cannot harm, and keeps a page's headings in order."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.ground.text import plain_text, render_inline, render_markdown, without_attribute_lists


def test_markdown_with_tables_becomes_html():
    html = render_markdown("Un *mot*, ~~deux~~.\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n")

    assert "<em>mot</em>" in html
    assert "<li>a</li>" in html
    assert "<th>x</th>" in html
    assert "<s>deux</s>" in html


@pytest.mark.parametrize(
    ("written", "levels"),
    [
        ("# A", "3"),
        ("### A", "3"),
        ("# A\n## B\n# C", "343"),
        ("# A\n#### B\n###### C\n## D", "3454"),
        ("#### A\n# B\n## C", "334"),
        ("Title\n=====\nSub\n---", "34"),
    ],
)
def test_headings_fit_the_page_without_a_level_skipped(written, levels):
    assert "".join(re.findall(r"<h(\d)>", render_markdown(written))) == levels
    assert "".join(re.findall(r"</h(\d)>", render_markdown(written))) == levels


def test_headings_start_where_the_page_asks():
    assert render_markdown("# A\n## B", top_level=2) == "<h2>A</h2>\n<h3>B</h3>"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<a href="javascript:alert(1)">x</a>',
        "<img src=x onerror=alert(1)>",
        '<p style="position:fixed" onclick="x()" class="button">x</p>',
        '<iframe src="https://example.org"></iframe>',
        "<svg><script>1</script></svg>",
        "![x](https://tracker.example/pixel.png)",
        "![x](//tracker.example/pixel.png)",
        '<form action="https://example.org"><input name="password"></form>',
        "<style>body{display:none}</style>",
        "![x](data:image/svg+xml;base64,AAAA)",
        '<base href="https://example.org/">',
    ],
)
def test_nothing_acts_tracks_or_dresses_the_page(attack):
    html = render_markdown(f"Avant\n\n{attack}\n\nAprès")

    tags = " ".join(re.findall(r"<[^>]*>", html))
    assert not re.search(r"script|onerror|onclick|style|class|iframe|svg|tracker|form|input|data:|base|onerror", tags)
    assert "Avant" in html
    assert "Après" in html


def test_links_that_leave_say_so_and_ours_do_not(settings):
    settings.SITE_URL = "https://ambrelle.example"

    html = render_markdown("[a](https://example.org/?a=1&b=2) [b](/fr/agenda/) [c](https://ambrelle.example/fr/) [d](mailto:x@y.example)")  # fmt: skip # noqa: E501 -- one line of Markdown

    assert re.findall(r"<a [^>]*>", html) == [
        '<a href="https://example.org/?a=1&amp;b=2" rel="external nofollow noopener">',
        '<a href="/fr/agenda/">',
        '<a href="https://ambrelle.example/fr/">',
        '<a href="mailto:x@y.example">',
    ]


def test_a_picture_from_elsewhere_leaves_its_words():
    assert render_markdown('![Un **"plan"**](https://elsewhere.example/a.png)') == '<p>Un "plan"</p>'
    assert render_markdown('<img alt="x><a onclick=1>" src="https://e.example/">') == "x&gt;&lt;a onclick=1&gt;"


def test_pictures_of_this_site_stay():
    assert render_markdown("![Une halle](/media/halle.webp)") == '<p><img src="/media/halle.webp" alt="Une halle"></p>'


def test_one_line_has_no_paragraph():
    assert render_inline("Le **vote** & la suite") == "Le <strong>vote</strong> &amp; la suite"


def test_attribute_lists_are_removed_at_import_only():
    source = '# Titre\n{: .no_toc #x}\n\n[lien](/a){:target="_blank"} et *mot*{: .big}.\n\nUn ensemble {1, 2}.\n'

    cleaned = without_attribute_lists(source)

    assert cleaned == "# Titre\n\n[lien](/a) et *mot*.\n\nUn ensemble {1, 2}.\n"
    assert "{:" in render_markdown("Un {: littéral}")


def test_plain_words_are_apart_and_unescaped():
    assert (
        plain_text("<h3>Titre</h3><p>Un &amp; deux<br>trois</p><ul><li>a</li><li>b</li></ul>")
        == "Titre Un & deux trois a b"
    )


@given(st.text(max_size=300))
def test_any_text_gives_html_without_danger_and_always_the_same(source):
    html = render_markdown(source)

    assert html == render_markdown(source)
    assert not re.search(r"<(script|style|iframe|form|object)", html)
    plain_text(html)
