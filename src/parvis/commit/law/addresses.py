"""Where each page of the laws lives; made by hand rather than by `reverse()`, a test holds them equal to `urls.py`."""

from __future__ import annotations

from urllib.parse import urlencode

from parvis.commit.plans.addresses import base, commitment


def laws(language: str = "") -> str:
    return f"{base(language)}laws/"


def law(slug: str, language: str = "", **narrowed: str) -> str:
    """The page of a law, narrowed to some of its measures: `state`, `binds`."""
    asked = {name: value for name, value in narrowed.items() if value}
    return f"{laws(language)}{slug}/" + (f"?{urlencode(asked)}" if asked else "")


def feed(slug: str, language: str = "") -> str:
    return f"{laws(language)}{slug}.atom"


def measure(plan_slug: str, slug: str, language: str = "") -> str:
    """The page of a measure is that of its commitment."""
    return commitment(plan_slug, slug, language)


def decree(plan_slug: str, measure_slug: str, uid_hex: str, language: str = "") -> str:
    """Where a decree is read: its line on the page of the measure that calls for it."""
    return f"{measure(plan_slug, measure_slug, language)}#d-{uid_hex[:8]}"
