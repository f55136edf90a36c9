"""Paving: the pattern that stands for a picture, drawn from an identifier; the same identifier gives the same stones.

A pattern has two parts. The plain stones are a mask in the style sheet, one a family, coloured by the theme and cached
with it; the coloured stones are two short paths in the page. A list of a hundred rows so weighs a few kilobytes.
"""

from functools import lru_cache
from hashlib import blake2b
from urllib.parse import quote
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT, STONE = 60, 40, 10
QUARTERS = {
    "a": "h10a10 10 0 0 1-10 10z",
    "b": "h10v10a10 10 0 0 1-10-10z",
    "c": "m10 0v10h-10a10 10 0 0 1 10-10z",
    "d": "v10h10a10 10 0 0 0-10-10z",
}
TRIANGLES = {"a": "h10l-10 10z", "b": "h10v10z", "c": "m10 0v10h-10z", "d": "v10h10z"}
LEAVES = ("m0 10a10 10 0 0 1 10-10a10 10 0 0 1-10 10", "a10 10 0 0 1 10 10a10 10 0 0 1-10-10")
SCALLOP = "a4.3 4.3 0 0 1 8.6 0h-1.5a2.8 2.8 0 0 0-5.6 0zm2.9 0a1.4 1.4 0 0 1 2.8 0z"
RING = "m.8 5a4.2 4.2 0 1 1 0 .01zm1.4 0a2.8 2.8 0 1 0 0-.01zm1.2 0a1.6 1.6 0 1 1 0 .01z"
SLATS = ("h3v9.6h-3z", "h9.6v3h-9.6z")

Stones = dict[tuple[float, float], str]  # the outline of each stone, by the point where its drawing starts


def quarters(plan: str) -> Stones:
    """Quarter circles, each turned as its letter says; a dot leaves the place empty."""
    return {place: QUARTERS[turn] for place, turn in _places(plan)}


def triangles(plan: str) -> Stones:
    """Half squares, each turned as its letter says."""
    return {place: TRIANGLES[turn] for place, turn in _places(plan)}


def leaves() -> Stones:
    """Leaves meeting by four."""
    return {(x * 10, y * 10): LEAVES[(x + y) % 2] for y in range(4) for x in range(6)}


def scallops() -> Stones:
    """Fans in staggered rows."""
    return {(x * 10 + 0.7 - 5 * (y % 2), y * 5 + 5): SCALLOP for y in range(8) for x in range(6 + y % 2)}


def rings() -> Stones:
    """Rings with a core."""
    return {(x * 10, y * 10): RING for y in range(4) for x in range(6)}


def basket() -> Stones:
    """Slats by three, upright then lying."""
    stones: Stones = {}
    for y in range(4):
        for x in range(6):
            lying = (x + y) % 2
            for slat in range(3):
                step = round(0.2 + slat * 3.3, 1)
                stones[(x * 10 + (0.2 if lying else step), y * 10 + (step if lying else 0.2))] = SLATS[lying]
    return stones


def _places(plan: str) -> list[tuple[tuple[float, float], str]]:
    cells = (((n % 6 * STONE, n // 6 * STONE), turn) for n, turn in enumerate(plan))
    return [(place, turn) for place, turn in cells if turn != "."]


FAMILIES: tuple[Stones, ...] = (
    scallops(),
    quarters("cabcdadcbdababc.cbbcdabd"),
    leaves(),
    basket(),
    triangles("cdbcadbcdbacdacdbcacbdca"),
    rings(),
    quarters("cdcabdb.dcabacdbcddbacba"),
    triangles("bdacbdcabdcadbcabcacdbad"),
)


# Path data of every stone, in reading order, family by family.
OUTLINES = tuple(
    tuple(f"M{x:g} {y:g}{outline}" for (x, y), outline in sorted(stones.items(), key=lambda stone: stone[0][::-1]))
    for stones in FAMILIES
)


@lru_cache(maxsize=8192)
def paving(identifier: UUID | str) -> SafeString:
    """The pattern of an identifier as markup, about 400 bytes; decorative, so hidden from assistive technology.

    Depends on the identifier alone, never on the process or the day.
    """
    draws = blake2b(str(identifier).encode(), digest_size=16).digest()
    family, turn = draws[0] % len(FAMILIES), draws[1] % 4
    left = list(OUTLINES[family])
    accent, slate = ("".join(left.pop(draw % len(left)) for draw in three) for three in (draws[2:5], draws[5:8]))
    return mark_safe(
        f'<span class="paving p{family} v{turn}" aria-hidden="true"><svg viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path d="{accent}"/><path d="{slate}"/></svg></span>'
    )


def rules() -> str:
    """Style rules holding the plain stones of each family."""
    lines = []
    for number, outlines in enumerate(OUTLINES):
        picture = (
            f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}' preserveAspectRatio='none'>"
            f"<path d='{''.join(outlines)}'/></svg>"
        )
        lines.append(f'.p{number}::before{{--stones:url("data:image/svg+xml,{quote(picture, safe=_SAFE)}")}}')
    return "".join(lines)


_SAFE = " ='/:,.()-;"
