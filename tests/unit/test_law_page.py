"""docs/reference/law.md lists each norm with the command that shows it, and each of these tests is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs" / "reference" / "law.md"
NORMS: Final = (
    "GDPR 5(1)(a–c)",
    "GDPR 5(1)(e)",
    "GDPR 5(2), 24",
    "GDPR 6, 7, UWG § 7",
    "GDPR 12, 15",
    "GDPR 13, DDG § 5",
    "GDPR 16",
    "GDPR 17",
    "GDPR 17(3)(b), 18, BDSG § 35",
    "GDPR 20",
    "GDPR 21, 22",
    "GDPR 25",
    "GDPR 28, 30, 32, 35",
    "GDPR 33, 34",
    "GDPR 44–49",
    "GDPR 82, 83",
    "TDDDG § 25",
    "BetrVG § 87(1) no. 6",
    "BFSG, BFSGV § 14, BITV",
    "TDDDG § 3, TKG",
    "AI Act 50",
    "CRA",
)


def rows() -> list[list[str]]:
    """The cells of each row of *Row by row*."""
    section = PAGE.read_text(encoding="utf-8").partition("## Row by row\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def test_every_norm_has_a_row() -> None:
    """Twenty-two, in this order, each with what the software does and a command."""
    assert tuple(row[0] for row in rows()) == NORMS
    assert [
        row[0] for row in rows() if not (row[1] and re.fullmatch(r"`\./dev test tests/\S.*`", row[2]))
    ] == []


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row[0]))
def test_what_a_row_names_is_there(row: list[str]) -> None:
    """Each file, and each test that is named in it."""
    named = row[2].strip("`").split()[2:]
    assert named
    for each in named:
        path, _, name = each.partition("::")
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        tests = {
            node.name
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
        }
        assert tests, each
        assert not name or name in tests, each
