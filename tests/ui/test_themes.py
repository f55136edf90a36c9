"""Themes: complete, and readable in both modes."""

import pytest

from parvis.ui import themes

PACKAGES = ["parvis.ui.themes.verdigris", "parvis.ui.themes.ardoise"]
MODES = ["light", "dark"]
TEXT = ["ink", "slate", "accent", "accent-strong", "brick", "ochre"]


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2)."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("mode", MODES)
def test_a_theme_names_every_colour(package: str, mode: str) -> None:
    assert set(themes.load(package).colours(mode)) == set(themes.COLOURS)


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["paper", "mist"])
@pytest.mark.parametrize("text", TEXT)
def test_text_is_read_on_paper_and_on_mist(package: str, mode: str, ground: str, text: str) -> None:
    colours = themes.load(package).colours(mode)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("on-accent", "accent"),
        ("on-accent", "accent-strong"),
        ("paper", "ink"),
        ("paper", "slate"),
        ("paper", "brick"),
    ],
)
def test_text_is_read_on_filled_things(package: str, mode: str, text: str, ground: str) -> None:
    colours = themes.load(package).colours(mode)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("edge", ["ink", "accent", "brick", "slate", "ochre"])
def test_edges_and_marks_stand_out(package: str, mode: str, edge: str) -> None:
    colours = themes.load(package).colours(mode)
    assert contrast(colours[edge], colours["paper"]) >= 3


@pytest.mark.parametrize("package", PACKAGES)
def test_a_logo_takes_the_colour_of_the_text(package: str) -> None:
    logo = themes.load(package).logo
    assert logo.startswith("<svg viewBox=")
    assert "currentColor" in logo
    assert "style" not in logo


def test_a_theme_that_does_not_exist_is_named() -> None:
    with pytest.raises(ModuleNotFoundError, match="nowhere"):
        themes.load("nowhere.theme")
