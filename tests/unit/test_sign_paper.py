"""The sign as a drawing: everything stays on the paper, and the browser draws the same (S3)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.cli.sign import initials
from tresen.cli.sign_paper import HEIGHT, WIDTH, Layout, SignTexts, drawing, layout, width_of

# Also read by web/ui/test/sign.test.ts: both sides draw the same. Written by `python -m tests.unit.test_sign_paper`.
TWIN = Path(__file__).parent / "data" / "sign_layouts.json"
NAMES = [
    "Bäckerei Sonnenschein",
    "Ö",
    "Dr. Maximiliane von Hohenstein-Bergmann, Tierärztin",
    "Donaudampfschifffahrtsgesellschaftskapitänskajütenreinigung",
    "Zahnarztpraxis am Alten Markt Dres. Müller-Lüdenscheidt, Kloebner und Kollegen in Gemeinschaft",
]
URL = "https://tresen.example/baeckerei-sonnenschein#key=T974X67S9X3MK6HGHQFQ3WTQRZ57J1AB"


def texts(name: str, address: str = "tresen.example/baeckerei-sonnenschein") -> SignTexts:
    return SignTexts(
        name,
        initials(name),
        "Schreiben Sie uns.",
        "Einfach scannen. Ohne App, ohne Nummer.",
        address,
        ["Laterne", "Zimt", "Anker", "Wiese"],
        "unsere vier Merkwörter",
    )


def plain(at: Layout) -> dict[str, Any]:
    """A layout in thousandths of a millimetre."""
    lines = [[line.text, *(round(number, 3) for number in (line.x, line.y, line.size))] for line in at.lines]
    return {
        "lines": lines,
        "code": [round(each, 3) for each in at.code],
        "square": [round(each, 3) for each in at.square],
        "panel": [round(each, 3) for each in at.panel],
    }


def twins() -> list[dict[str, Any]]:
    found = []
    for name in NAMES:
        for address in (
            "tresen.example/baeckerei-sonnenschein",
            "nachrichten.eine-sehr-lange-domain.example/" + "x" * 40,
        ):
            said = texts(name, address)
            found.append({"texts": {**vars(said), "words": list(said.words)}, "layout": plain(layout(said))})
    return found


def test_the_browser_has_the_same_layouts() -> None:
    """The layouts that web/ui/test/sign.test.ts compares with are those drawn here."""
    assert json.loads(TWIN.read_text()) == twins()


@given(st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=80))
def test_everything_stays_on_the_paper(name: str) -> None:
    """Nothing overlaps and nothing leaves the paper, however long the name; the code is at least 6 cm wide on A5."""
    at = layout(texts(name or "x"))
    x, y, size, _ = at.code
    assert size >= 60
    assert 0 < x < x + size < WIDTH
    below = [line for line in at.lines if line.y > y + size]
    above = [line for line in at.lines if line.y <= y]
    assert len(below) + len(above) == len(at.lines)
    assert max(line.y for line in at.lines) < HEIGHT
    ordered = [line.y for line in at.lines]
    assert ordered == sorted(ordered)


@pytest.mark.parametrize("name", NAMES)
def test_lines_are_no_wider_than_the_paper(name: str) -> None:
    for line in layout(texts(name)).lines:
        assert width_of(line.text, line.size) <= WIDTH - 12


def test_six_tenths_of_the_width_for_the_usual_name() -> None:
    """[interface] The code takes 60 % of the width, and at least half of it under a name of two lines."""
    assert layout(texts(NAMES[0])).code[2] == pytest.approx(0.6 * WIDTH)
    assert all(layout(texts(name)).code[2] >= WIDTH / 2 for name in NAMES)


def test_the_picture_is_in_the_drawing_and_nothing_is_fetched() -> None:
    """[S3] The shop's picture stands in the tile as a data address; without one the initials do."""
    with_picture = drawing(texts("Brot"), URL, "a5", "data:image/png;base64,AAAA")
    assert 'href="data:image/png;base64,AAAA"' in with_picture
    assert ">B</text>" not in with_picture
    assert ">B</text>" in drawing(texts("Brot"), URL, "a5")
    ET.fromstring(with_picture)


@pytest.mark.parametrize(
    ("paper", "wide", "high"),
    [("a4", "210mm", "297.973mm"), ("a5", "148mm", "210mm"), ("a6", "105mm", "148.986mm")],
)
def test_the_drawing_is_whole_xml_in_its_size(paper: str, wide: str, high: str) -> None:
    """A name with markup stays text; no style and no foreign address is in it."""
    svg = drawing(texts('Würste & <b>"Brot"</b>'), URL, paper)
    root = ET.fromstring(svg)
    assert (root.get("width"), root.get("height")) == (wide, high)
    said = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert 'Würste & <b>"Brot"</b>' in said
    assert "style" not in svg
    assert svg.count("http") == 1


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Bäckerei Sonnenschein", "BS"),
        ("Ö", "Ö"),
        ("Dr. Maximiliane von Hohenstein-Bergmann", "MH"),
        ("…", ""),
    ],
)
def test_initials(name: str, letters: str) -> None:
    """As on the business's tile in the browser."""
    assert initials(name) == letters


if __name__ == "__main__":
    TWIN.write_text(json.dumps(twins(), ensure_ascii=False, indent=1) + "\n")
