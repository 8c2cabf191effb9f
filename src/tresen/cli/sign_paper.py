"""The sign as one drawing (SVG), in millimetres of A5. A4 and A6 are the same drawing, scaled.

Letter widths are estimated, so that the drawing is the same wherever it is made. The browser's counterpart is
web/ui/src/sign/layout.ts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

import segno

WIDTH: Final = 148.0
HEIGHT: Final = 210.0
PAPERS: Final = {"a4": 210, "a5": 148, "a6": 105}
"""Widths in millimetres."""
_CENTRE: Final = WIDTH / 2
_MOST: Final = 136.0
_STRIP: Final = 31.0
_TILE: Final = 22.0
_TILE_Y: Final = 18.0
_NAME_Y: Final = 42.0
_CODE: Final = 88.8
"""Six tenths of the width."""
_MARGIN: Final = 1.216
"""The white square is so many times as wide as the code: four modules on each side, and a little."""
COLOUR: Final = "#6e3312"
"""The panel's colour: white letters on it have a contrast of 9:1."""
_INK, _WHITE, _WALNUT, _PAPER, _WOOD, _EDGE = (
    "#231a14",
    "#ffffff",
    "#38271c",
    "#f7efe4",
    "#ddc5a1",
    "#8c6239",
)
_FACES: Final = {
    "serif": "Georgia, 'Noto Serif', serif",
    "sans": "'Segoe UI', Roboto, 'Noto Sans', Helvetica, sans-serif",
}


@dataclass(frozen=True)
class SignTexts:
    """The texts of a sign. `address` is readable, without scheme and fragment."""

    name: str
    letters: str
    say: str
    how: str
    address: str
    words: Sequence[str]
    foot: str


@dataclass(frozen=True)
class Line:
    """A line of text, centred on `x`, with its baseline at `y`."""

    text: str
    x: float
    y: float
    size: float
    face: str
    weight: int
    colour: str


@dataclass(frozen=True)
class Layout:
    """Where everything stands. `code` and `square`, the white around it: x, y, width, height; `panel`: top and end."""

    letters: Line
    lines: list[Line]
    code: tuple[float, float, float, float]
    square: tuple[float, float, float, float]
    panel: tuple[float, float]


@dataclass(frozen=True)
class _Block:
    texts: list[str]
    size: float
    step: float

    @property
    def height(self) -> float:
        return self.step * len(self.texts)


def layout(texts: SignTexts) -> Layout:
    """Place the texts of a sign. Names and addresses of any length fit."""
    name, address = _fit(texts.name, 8.8, 2, 1.12), _fit(texts.address, 4, 2, 1.3)
    say, how = _fit(texts.say, 12, 1, 1.05), _fit(texts.how, 5.6, 1, 1.25)
    words = _fit(f"{' · '.join(texts.words)} – {texts.foot}", 3.4, 1, 1.3)
    end = HEIGHT - (1.5 + address.height + 0.6 + words.height + 2)
    top = _NAME_Y + name.height + 2.5

    lines = list(_placed(name, _NAME_Y, "serif", 600, _INK))
    y = top + 3.5
    lines += _placed(say, y, "serif", 600, _WHITE)
    y += say.height + 0.5
    lines += _placed(how, y, "sans", 400, _WHITE)
    y += how.height + 3.5
    side = min(_CODE * _MARGIN, end - 5 - y)
    code = side / _MARGIN
    square = (_CENTRE - side / 2, y, side, side)
    inside = (_CENTRE - code / 2, y + (side - code) / 2, code, code)
    lines += _placed(address, end + 1.5, "sans", 600, _INK)
    lines += _placed(words, end + 1.5 + address.height + 0.6, "sans", 400, _INK)
    letters = Line(texts.letters, _CENTRE, _TILE_Y + 14.1, 9, "serif", 600, _PAPER)
    return Layout(letters, lines, inside, square, (top, end))


def _fit(text: str, size: float, most: int, leading: float) -> _Block:
    smaller = size
    while True:
        texts = _broken(text, smaller, anywhere=smaller < size / 3)
        if len(texts) <= most or smaller < size / 4:
            return _Block(texts, smaller, smaller * leading)
        smaller *= 0.94


def _broken(text: str, size: float, *, anywhere: bool) -> list[str]:
    pieces = list(text) if anywhere else [piece for piece in re.findall(r"[^\s/-]*[/-]?\s*", text) if piece]
    lines: list[str] = []
    line = ""
    for piece in pieces:
        if line and width_of((line + piece).strip(), size) > _MOST:
            lines.append(line.strip())
            line = ""
        line += piece
    lines.append(line.strip())
    # A single word is too wide, so the caller must choose a smaller type.
    if not anywhere and any(width_of(each, size) > _MOST for each in lines):
        return [*lines, "", ""]
    return lines


def _placed(block: _Block, top: float, face: str, weight: int, colour: str) -> Iterator[Line]:
    for at, text in enumerate(block.texts):
        y = top + at * block.step + block.step / 2 + block.size * 0.34
        yield Line(text, _CENTRE, y, block.size, face, weight, colour)


def width_of(text: str, size: float) -> float:
    """The estimated width of a text, in millimetres."""
    return sum(size * _share(letter) for letter in text)


def _share(letter: str) -> float:
    if letter in " .,:;'’!|iljI()/":
        return 0.32
    if letter in "ftr-":
        return 0.42
    if letter in "mwMW@%–—":
        return 0.9
    return 0.7 if letter.isupper() else 0.57


def drawing(texts: SignTexts, url: str, paper: str, picture: str | None = None) -> str:
    """The sign as an SVG file. `url` is the content of the code, with the fingerprint; `picture`: a data address."""
    at = layout(texts)
    wide = PAPERS[paper]
    size = f'width="{wide}mm" height="{_n(wide * HEIGHT / WIDTH)}mm" viewBox="0 0 {_n(WIDTH)} {_n(HEIGHT)}"'
    top, end = at.panel
    x, y, side, _ = at.square
    left = _CENTRE - _TILE / 2
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>',
        f"<title>{escape(texts.name)}</title>",
        _rect(0, 0, WIDTH, HEIGHT, _WHITE),
        _rect(0, 0, WIDTH, _STRIP, _WOOD),
        _rect(0, _STRIP - 1, WIDTH, 1, _EDGE),
        _rect(left - 1.3, _TILE_Y - 1.3, _TILE + 2.6, _TILE + 2.6, _WHITE, 'rx="5"'),
        *_tile(at.letters, left, picture),
        _rect(0, top, WIDTH, end - top, COLOUR),
        _rect(0, end - 1, WIDTH, 1, _EDGE),
        _rect(x, y, side, side, _WHITE, 'rx="3"'),
        _code(url, at.code),
        *map(_text, at.lines),
        "</svg>\n",
    ]
    return "\n".join(parts)


def _tile(letters: Line, left: float, picture: str | None) -> list[str]:
    if picture is None:
        return [_rect(left, _TILE_Y, _TILE, _TILE, _WALNUT, 'rx="4"'), _text(letters)]
    place = f'x="{_n(left)}" y="{_n(_TILE_Y)}" width="{_n(_TILE)}" height="{_n(_TILE)}"'
    return [
        f'<clipPath id="tile"><rect {place} rx="4"/></clipPath>',
        f'<image {place} preserveAspectRatio="xMidYMid slice" clip-path="url(#tile)" href="{picture}"/>',
    ]


def _rect(x: float, y: float, width: float, height: float, fill: str, more: str = "") -> str:
    place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
    return f'<rect {place} fill="{fill}" {more}/>'


def _code(url: str, place: tuple[float, float, float, float]) -> str:
    rows = segno.make_qr(url, error="m", boost_error=False).matrix
    path = "".join(_row_path([bool(module) for module in row], y) for y, row in enumerate(rows))
    x, y, size, _ = place
    grid = f"translate({_n(x)} {_n(y)}) scale({_n(size / len(rows))})"
    return f'<path transform="{grid}" d="{path}" fill="{_INK}" shape-rendering="crispEdges"/>'


def _text(line: Line) -> str:
    font = f'font-size="{_n(line.size)}" font-family="{_FACES[line.face]}" font-weight="{line.weight}"'
    place = f'x="{_n(line.x)}" y="{_n(line.y)}" text-anchor="middle"'
    return f'<text {place} {font} fill="{line.colour}">{escape(line.text)}</text>'


def _n(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")


def _row_path(row: Sequence[bool], y: int) -> str:
    # Adjacent modules form one rectangle, so that no hairlines appear between them in print.
    return "".join(f"M{start} {y}h{end - start}v1h-{end - start}z" for start, end in _runs(row))


def _runs(row: Iterable[bool]) -> Iterator[tuple[int, int]]:
    start, end = None, 0
    for end, dark in enumerate(row):
        if dark and start is None:
            start = end
        elif not dark and start is not None:
            yield start, end
            start = None
    if start is not None:
        yield start, end + 1
