"""A theme is a package holding `tokens.css`, `logo.svg` and `theme.toml`: the seam where a body plugs its own design.

`tokens.css` gives every colour of `COLOURS` twice, for light and for dark. It may override other tokens (sizes, faces).
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

COLOURS = (
    "paper",
    "mist",
    "rule",
    "slate",
    "ink",
    "accent",
    "accent-strong",
    "on-accent",
    "brick",
    "ochre",
)


@dataclass(frozen=True)
class Theme:
    """What a theme package holds, read once."""

    package: str
    label: str
    licence: str
    tokens: str
    logo: str

    def colours(self, mode: str) -> dict[str, str]:
        """Colour tokens (`#rrggbb`) of `light` or `dark`, by name without dashes."""
        light, _, dark = self.tokens.partition("@media (prefers-color-scheme: dark)")
        return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-fA-F]{6})\b", dark if mode == "dark" else light))


@lru_cache(maxsize=8)
def load(package: str) -> Theme:
    """Read the theme of a dotted package name; raises ModuleNotFoundError or FileNotFoundError naming what lacks."""
    folder = files(package)
    about = tomllib.loads((folder / "theme.toml").read_text("utf-8"))
    return Theme(
        package=package,
        label=about["label"],
        licence=about["licence"],
        tokens=(folder / "tokens.css").read_text("utf-8"),
        logo=(folder / "logo.svg").read_text("utf-8").strip(),
    )
