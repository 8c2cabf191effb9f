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
_MOST: Final = 124.0
_EDGE_TOP: Final = HEIGHT - 10.4
_CODE: Final = 76.0
_INK, _SOFT, _PLUM, _WALNUT, _PAPER = "#231a14", "#54463b", "#64244f", "#38271c", "#f7efe4"
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
    address: str
    words: Sequence[str]
    how: str
    edge: str


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
    """The position of everything. `code` and `box` are x, y, width, height."""

    letters: Line
    lines: list[Line]
    code: tuple[float, float, float, float]
    box: tuple[float, float, float, float]


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
    name, address = _fit(texts.name, 10.4, 2, 1.12), _fit(texts.address, 4.5, 2, 1.3)
    how, say = _fit(texts.how, 4.4, 2, 1.4), _fit(texts.say, 5, 1, 1.3)
    wide, high, four = _four_words(texts.words)
    fixed = 30 + 4.5 + name.height + 2 + 6.5 + 7 + 5 + address.height + 5 + high + 4 + how.height + 3
    code = min(_CODE, _EDGE_TOP - fixed)

    lines = list(_placed(name, 34.5, "serif", 600, _INK))
    y = 34.5 + name.height
    lines += _placed(say, y + 2, "serif", 500, _SOFT)
    y += 2 + say.height + 7
    square = (_CENTRE - code / 2, y, code, code)
    y += code
    lines += _placed(address, y + 5, "sans", 600, _INK)
    y += 5 + address.height + 5
    box = (_CENTRE - wide / 2, y, wide, high)
    lines += [
        Line(line.text, line.x, y + high / 2 + line.size * 0.34, line.size, "serif", 600, _PLUM)
        for line in four
    ]
    y += high
    lines += _placed(how, y + 4, "sans", 400, _INK)
    lines.append(Line(texts.edge, _CENTRE, _EDGE_TOP + 6.7, 3.1, "sans", 400, _WALNUT))
    return Layout(Line(texts.letters, _CENTRE, 23.9, 7, "serif", 600, _PAPER), lines, square, box)


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


def _four_words(words: Sequence[str]) -> tuple[float, float, list[Line]]:
    natural = sum(width_of(word, 6) for word in words) + 6 * (len(words) - 1) + 12
    scale = min(1.0, _MOST / natural)
    size, wide = 6 * scale, natural * scale
    x = _CENTRE - wide / 2 + 6 * scale
    lines = []
    for word in words:
        width = width_of(word, size)
        lines.append(Line(word, x + width / 2, 0, size, "serif", 600, _PLUM))
        x += width + 6 * scale
    return wide, 13.2, lines


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


def drawing(texts: SignTexts, url: str, paper: str) -> str:
    """The sign as an SVG file. `url` is the content of the code, with the fingerprint; `paper` is a4, a5 or a6."""
    at = layout(texts)
    wide = PAPERS[paper]
    size = f'width="{wide}mm" height="{_n(wide * HEIGHT / WIDTH)}mm" viewBox="0 0 {_n(WIDTH)} {_n(HEIGHT)}"'
    x, y, width, height = at.box
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>',
        f"<title>{escape(texts.name)}</title>",
        _rect(0, 0, WIDTH, HEIGHT, "#ffffff"),
        _rect(_CENTRE - 8.5, 13, 17, 17, _WALNUT, 'rx="3"'),
        _text(at.letters),
        _code(url, at.code),
        _rect(x, y, width, height, "none", 'rx="2" stroke="#8c6239" stroke-width="0.4"'),
        _rect(0, _EDGE_TOP, WIDTH, HEIGHT - _EDGE_TOP, "#ddc5a1"),
        _rect(0, _EDGE_TOP, WIDTH, 1.4, "#8c6239"),
        *map(_text, at.lines),
        "</svg>\n",
    ]
    return "\n".join(parts)


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
