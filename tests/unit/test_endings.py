"""The ending under which a stranger's file lies beside the data package's page (D8)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.core.endings import HARMLESS_ENDING, HARMLESS_ENDINGS, harmless


@pytest.mark.parametrize("name", ["a.pdf", "a.JPG", "a.b.txt", "Angebot 1.Docx", ".png", "a.html.zip"])
def test_a_harmless_ending_stays(name: str) -> None:
    """[D8] A name whose last ending nothing runs is the name."""
    assert harmless(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "a.html", "a.HTM", "a.svg", "a.xhtml", "a.exe", "a.bat", "a.js", "a.lnk", "a.pdf.exe", "a.pdf ", "a.pdf.",
        "pdf", "", "a", ".", "..", "a.", "a. pdf", "a.pdf zip", "a. ", "a.pdf png", "a.rtf  txt", "a.url",
        "a.hta", "a.docm", "a.xlsm",
    ],
)  # fmt: skip
def test_any_other_is_lengthened(name: str) -> None:
    """[D8] Another ending, or none, gets the harmless one after it; a blank in it names no two endings."""
    assert harmless(name) == name + HARMLESS_ENDING


@given(st.text(st.characters(codec="utf-8")))
def test_whatever_it_is_called_it_ends_harmlessly(name: str) -> None:
    """[D8] The last ending is one of the list, the name's beginning stays, and once is enough."""
    made = harmless(name)
    assert made.rpartition(".")[2].lower() in HARMLESS_ENDINGS.split()
    assert made.startswith(name)
    assert harmless(made) == made
