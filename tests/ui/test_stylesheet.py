"""The style sheet: whole, light, and the same in every process."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

from parvis.ui import stylesheet as sheets
from parvis.ui.static import Built, Hashed, Plain
from parvis.ui.stylesheet import stylesheet

VERDIGRIS, ARDOISE = "parvis.ui.themes.verdigris", "parvis.ui.themes.ardoise"
FONT_PATH = "ui/fonts/bricolage-grotesque.woff2"
FONT = Path(sheets.__file__).parent / "static/ui/fonts/bricolage-grotesque.woff2"


def test_every_part_is_in_its_layer() -> None:
    css = stylesheet(VERDIGRIS)
    starts = [css.index(f"@layer {layer}{{") for layer in sheets.LAYERS]
    assert starts == sorted(starts)
    assert css.index(".button{") > css.index("@layer components{")


def test_squeezing_keeps_selectors_and_strings() -> None:
    assert (
        sheets.squeeze('/* why */\na :hover {\n  content: "a: b";\n  margin: 0 1px;\n}\n')
        == 'a :hover{content:"a: b";margin:0 1px}'
    )


def test_braces_are_balanced_and_no_colour_is_written_outside_the_tokens() -> None:
    css = stylesheet(VERDIGRIS)
    assert css.count("{") == css.count("}")
    for part in sorted(sheets.CSS.glob("*/*.css")):
        if part.parent.name not in {"print", "tokens"}:
            assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![^(]*\))", part.read_text()), part.name


def test_a_theme_changes_the_tokens_and_nothing_else() -> None:
    def beyond_tokens(css: str) -> str:
        return css[css.index("@layer base{") :]

    one, other = stylesheet(VERDIGRIS), stylesheet(ARDOISE)
    assert one != other
    assert beyond_tokens(one) == beyond_tokens(other)


def test_the_style_sheet_and_the_typeface_keep_to_their_weight() -> None:
    assert len(brotli.compress(stylesheet(VERDIGRIS).encode())) <= 12_000
    assert FONT.stat().st_size <= 25_000


@pytest.mark.parametrize(
    "path",
    [
        "ui/parvis.css",
        "ui/space.css",
        "ui/commit.css",
        "ui/embed.css",
        "ui/logo.svg",
        "ui/fonts/bricolage-grotesque.woff2",
        "ui/fonts/OFL.txt",
    ],
)
def test_static_files_are_found(path: str) -> None:
    assert Path(finders.find(path)).is_file()


def test_collecting_lists_what_is_built() -> None:
    listed = {path: storage.path(path) for path, storage in Built().list(None)}
    assert set(listed) == {"ui/parvis.css", "ui/space.css", "ui/commit.css", "ui/embed.css", "ui/logo.svg"}
    assert Path(listed["ui/parvis.css"]).read_text("utf-8") == stylesheet(VERDIGRIS)


def test_outside_production_only_the_kit_is_compressed(tmp_path: Path) -> None:
    for path in ("ui/kit.css", "admin/theirs.css"):
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text("a { color: red } " * 100)
    storage = Plain(location=tmp_path, base_url="/static/")

    list(storage.post_process({path: (storage, path) for path in ("ui/kit.css", "admin/theirs.css")}))

    assert {path.name for path in tmp_path.rglob("*.br")} == {"kit.css.br"}


def test_in_production_the_style_sheet_names_the_typeface_by_its_hash(tmp_path: Path) -> None:
    storage = Hashed(location=tmp_path, base_url="/static/")
    for path in ("ui/parvis.css", FONT_PATH):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(Path(finders.find(path)).read_bytes())

    done = list(storage.post_process({path: (storage, path) for path in ("ui/parvis.css", FONT_PATH)}))

    assert not [error for _, _, error in done if isinstance(error, Exception)]
    css = next(tmp_path.glob("ui/parvis.*.css")).read_text("utf-8")
    assert re.search(r'url\("?fonts/bricolage-grotesque\.[0-9a-f]{12}\.woff2"?\)', css)
    assert '--stones:url("data:image/svg+xml,' in css
