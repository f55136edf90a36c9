"""The style sheet of a site: its theme's tokens, then the parts of `css/`, one folder a cascade layer.

What only the organisers' space needs is a second sheet (`css/space/`), so that no resident downloads it; so are what
only the pages of commitments need (`css/commit/`) and what only a frame of another site does (`css/embed/`).
"""

import re
from functools import lru_cache
from pathlib import Path

from parvis.ui import paving, themes

CSS = Path(__file__).parent / "css"
LAYERS = ("tokens", "base", "layout", "components", "pages", "print")


def stylesheet(theme: str) -> str:
    """The style sheet of a theme (dotted package name), ready to serve.

    Parts of a layer follow one another by name; none may depend on that order, since names within a layer are apart.
    """
    layers = [f"@layer {','.join(LAYERS)};"]
    for layer in LAYERS:
        parts = [part.read_text("utf-8") for part in sorted((CSS / layer).glob("*.css"))]
        if layer == "tokens":
            parts.append(themes.load(theme).tokens)
        if layer == "components":
            parts.append(paving.rules())
        layers.append(f"@layer {layer}{{{''.join(squeeze(part) for part in parts)}}}")
    return "\n".join(layers) + "\n"


def space_sheet() -> str:
    """What the organisers' space adds to the style sheet, in a layer above all others; the same for every theme."""
    parts = [part.read_text("utf-8") for part in sorted((CSS / "space").glob("*.css"))]
    return f"@layer space{{{''.join(squeeze(part) for part in parts)}}}\n"


def commit_sheet() -> str:
    """What the pages of commitments, laws, charters and reviews add, in a layer above all others."""
    parts = [part.read_text("utf-8") for part in sorted((CSS / "commit").glob("*.css"))]
    return f"@layer commit{{{''.join(squeeze(part) for part in parts)}}}\n"


def embed_sheet(theme: str) -> str:
    """What a frame of another site adds: its own parts, and the theme's colours of the mode that the host wishes."""
    parts = [part.read_text("utf-8") for part in sorted((CSS / "embed").glob("*.css"))]
    for mode in ("light", "dark"):
        colours = "".join(f"--{name}:{value};" for name, value in themes.load(theme).colours(mode).items())
        parts.append(f':root[data-theme="{mode}"]{{color-scheme:{mode};{colours}}}')
    return f"@layer embed{{{''.join(squeeze(part) for part in parts)}}}\n"


@lru_cache(maxsize=128)
def squeeze(css: str) -> str:
    """Drop comments and layout, outside quoted strings; rules and their order stay."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    pieces = re.split(r'("[^"\n]*")', css)
    for place in range(0, len(pieces), 2):
        tight = re.sub(r"\s*\n\s*", "", pieces[place]).replace(" {", "{").replace(";}", "}")
        pieces[place] = re.sub(r":\s+(?=[^{}]*(?:[;}]|$))", ":", tight)
    return "".join(pieces)
