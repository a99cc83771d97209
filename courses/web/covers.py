"""Patchwork covers drawn from a slug: the same slug gives the same cloth on every machine."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from math import ceil

from markupsafe import Markup

Point = tuple[float, float]
Piece = tuple[Point, ...]

PALETTES = (
    ("#1f5196", "#12305a", "#8ab1e0", "#a6d4d0", "#f4f1e6", "#25807b", "#dbe7f6", "#f6bd38"),
    ("#25807b", "#a6d4d0", "#d2eae8", "#f4f1e6", "#183f76", "#8ac083", "#ffd976"),
    ("#e58d82", "#f4bdb5", "#f4f1e6", "#1f5196", "#ffd976", "#fdefed", "#7c261b"),
    ("#8ac083", "#b5d8b0", "#f4f1e6", "#2d6735", "#a6d4d0", "#ffd976"),
    ("#f6bd38", "#ffebb3", "#f4f1e6", "#183f76", "#8ab1e0", "#e58d82"),
    ("#588cca", "#b6cfec", "#f4f1e6", "#12305a", "#e58d82", "#d2eae8"),
)
MAIN_COLOURS = 4
"""The first colours of a palette are its main ones and are taken twice as often."""

SMALL = 100
CUTS_AT_MOST = 6
TILE_WIDTH, TILE_HEIGHT, COLUMNS_AT_MOST = 100, 92, 3

COVER = Markup(
    '<svg class="jogak" viewBox="0 0 {} {}" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">'
    '<g stroke="#fff" stroke-width="{}" stroke-opacity=".85">{}</g></svg>'
)
QUILT = Markup('<svg class="quilt" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>')
TILE = Markup('<g stroke="#fff" stroke-width="1.5">{}</g>')
PATCH = Markup('<path fill="{}" d="{}"/>')
GAP = Markup('<path class="gap" d="{}"/>')


def cover(slug: str, width: int, height: int) -> Markup:
    """The cover of one module as decorative inline SVG, `width` × `height` units, without style attributes or ids."""
    field: Piece = ((0, 0), (width, 0), (width, height), (0, height))
    parts = 7 if min(width, height) < SMALL else 24
    patches = _patches(slug, field, parts)
    stroke = max(1.2, min(width, height) / 110)
    return COVER.format(width, height, f"{stroke:.1f}", patches)


def quilt(done_slugs: Sequence[str], total: int) -> Markup:
    """The cloth of finished modules: one patched tile for each slug done, one dashed outline for each still open.

    Decorative: the page says the same in words beside it. Empty when there is nothing to join; a `total` smaller than
    the number done is read as that number.
    """
    tiles = max(total, len(done_slugs))
    if not tiles:
        return Markup()
    columns = min(COLUMNS_AT_MOST, tiles)
    rows = ceil(tiles / columns)
    drawn: list[Markup] = []
    for place in range(tiles):
        corners = _tile(place % columns, place // columns, columns, rows)
        if place < len(done_slugs):
            drawn.append(TILE.format(_patches(done_slugs[place], corners, 8)))
        else:
            drawn.append(GAP.format(_path(_shrunk(corners))))
    return QUILT.format(columns * TILE_WIDTH, rows * TILE_HEIGHT, Markup().join(drawn))


def _dice(slug: str) -> Iterator[float]:
    """Numbers from 0 up to 1, endless, decided by the slug alone (`random` promises no sequence across versions)."""
    turn = 0
    while True:
        digest = blake2b(f"{slug}/{turn}".encode(), digest_size=32).digest()
        yield from (int.from_bytes(digest[at : at + 4]) / 2**32 for at in range(0, 32, 4))
        turn += 1


@lru_cache(maxsize=2048)
def _patches(slug: str, field: Piece, parts: int) -> Markup:
    dice = _dice(slug)
    palette = PALETTES[int(next(dice) * len(PALETTES))]
    bag = palette + palette[:MAIN_COLOURS]
    drawn: list[Markup] = []
    last = ""
    for piece in _cut(field, _area(field) / parts, dice, CUTS_AT_MOST):
        left = [colour for colour in bag if colour != last]
        last = left[int(next(dice) * len(left))]
        drawn.append(PATCH.format(last, _path(piece)))
    return Markup().join(drawn)


def _cut(piece: Piece, smallest: float, dice: Iterator[float], cuts_left: int) -> Iterator[Piece]:
    """Cut a convex piece across its longer side, a little askew, until the parts are small."""
    area = _area(piece)
    if not cuts_left or area < smallest or (area < 2 * smallest and next(dice) < 0.5):
        yield piece
        return
    across, down = _extent(piece, 0), _extent(piece, 1)
    upright = across[1] - across[0] > (down[1] - down[0]) * (0.85 + 0.3 * next(dice))
    along, over = (across, down) if upright else (down, across)
    place = along[0] + (along[1] - along[0]) * (0.33 + 0.34 * next(dice))
    skew = (over[1] - over[0]) * (0.2 * next(dice) - 0.1)
    start, end = (place - skew, over[0]), (place + skew, over[1])
    if not upright:
        start, end = start[::-1], end[::-1]
    for half in _halves(piece, start, end):
        yield from _cut(half, smallest, dice, cuts_left - 1)


def _halves(piece: Piece, start: Point, end: Point) -> tuple[Piece, Piece]:
    """The two parts of a convex piece on either side of the line from start to end."""

    def side(at: Point) -> float:
        return (end[0] - start[0]) * (at[1] - start[1]) - (end[1] - start[1]) * (at[0] - start[0])

    left: list[Point] = []
    right: list[Point] = []
    for here, there in zip(piece, piece[1:] + piece[:1], strict=True):
        one, two = side(here), side(there)
        (left if one >= 0 else right).append(here)
        if (one >= 0) != (two >= 0):
            share = one / (one - two)
            crossing = (here[0] + (there[0] - here[0]) * share, here[1] + (there[1] - here[1]) * share)
            left.append(crossing)
            right.append(crossing)
    return tuple(left), tuple(right)


def _tile(column: int, row: int, columns: int, rows: int) -> Piece:
    """The corners of one tile; inner seams lean, outer edges are straight, neighbours share their corners."""

    def corner(x: int, y: int) -> Point:
        lean = 0 if x in {0, columns} else 7 - 5 * y
        drop = 0 if y in {0, rows} else 6 - 5 * x
        return (x * TILE_WIDTH + lean, y * TILE_HEIGHT + drop)

    return (corner(column, row), corner(column + 1, row), corner(column + 1, row + 1), corner(column, row + 1))


def _shrunk(piece: Piece) -> Piece:
    middle = (sum(x for x, _ in piece) / len(piece), sum(y for _, y in piece) / len(piece))
    return tuple((middle[0] + (x - middle[0]) * 0.92, middle[1] + (y - middle[1]) * 0.92) for x, y in piece)


def _extent(piece: Piece, axis: int) -> tuple[float, float]:
    values = [corner[axis] for corner in piece]
    return min(values), max(values)


def _area(piece: Piece) -> float:
    pairs = zip(piece, piece[1:] + piece[:1], strict=True)
    return abs(sum(here[0] * there[1] - there[0] * here[1] for here, there in pairs)) / 2


def _path(piece: Piece) -> str:
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in piece) + "z"
