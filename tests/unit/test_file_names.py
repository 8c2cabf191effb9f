"""What a file is called where it is stored, and which names carry a warning: one rule for Python and the web (S9)."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tresen.client import FileRef
from tresen.core import filenames
from tresen.core.filenames import FILE_NAME_BYTES, is_risky, safe_name
from tresen.core.sizes import FILE_NAME_CHARACTERS

ROOT = Path(__file__).parents[2]
CASES: list[dict[str, Any]] = json.loads((ROOT / "tests/unit/data/file_names.json").read_text())
"""Read by the web's `names.test.ts` as well."""
ODD = st.sampled_from(
    [
        *" ._:/\\\u00a0\u200b\u202e\u2066\ufe0f\u115f\U000e0020\u3000\t\0ÄİKſ",
        "con",
        "nul",
        "com1",
        ".exe",
        "::$DATA",
    ]
)
NAMES = st.one_of(
    st.text(max_size=20), st.lists(st.one_of(ODD, st.text(max_size=60)), max_size=9).map("".join)
)


def ref(name: str) -> FileRef:
    return FileRef(b"b" * 16, b"k" * 32, 1, b"h" * 32, "text/plain", name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case["name"])[:30])
def test_cases_of_both_languages(case: dict[str, Any]) -> None:
    """[S9] Python says the same as the web, and what a program is given of a file goes by it."""
    assert safe_name(case["name"]) == case["safe"]
    assert is_risky(case["name"]) == case["risky"]
    assert (ref(case["name"]).safe_name, ref(case["name"]).risky) == (case["safe"], case["risky"])


@given(NAMES)
@example("con\u200b.txt")
@example("a" * 119 + " .b")
@example("😀" * 130 + ".ok")
def test_every_system_stores_it(name: str) -> None:
    """[S9] Never a path, a device, a hidden file or a stream, never turned round; short enough; and it stays as it is."""
    safe = safe_name(name)
    assert safe_name(safe) == safe
    assert 1 <= len(safe) <= FILE_NAME_CHARACTERS
    assert len(safe.encode()) <= FILE_NAME_BYTES
    assert not set(safe) & set('/\\\\:*?"<>|')
    assert not any(unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for each in safe)
    assert safe[0] != "."
    assert safe[-1] not in ". "
    assert safe.split(".")[0].rstrip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}


@given(NAMES, st.sampled_from([".exe", ".PDF.Js", ".xht", ".lnk"]), st.lists(ODD, max_size=4).map("".join))
def test_no_mark_hides_an_ending(name: str, ending: str, marks: str) -> None:
    """[S9] Stops, blanks and what has no shape behind an ending, or a stream's name, take no warning away."""
    behind = "".join(each for each in marks if not re.match(r"[\w/\\\\$]", each))
    assert is_risky(f"{name}{ending}{behind}")
    assert is_risky(f"{name}{ending}::$DATA")


@given(NAMES)
def test_what_is_stored_carries_the_warning_of_what_was_said(name: str) -> None:
    """[S9] A name that is safe to store is risky only when the name that was said is."""
    assert is_risky(name) or not is_risky(safe_name(name))


def test_both_languages_have_one_list_of_what_could_run() -> None:
    """[S9] The browser's is written beside what uses it, because generated constants are in every first load."""
    source = ROOT / "web/ui/src/media/prepare/names.ts"
    found = re.search(r"const RUNS.*?\((.*?)\)\.split", source.read_text(), re.DOTALL)
    assert found is not None
    assert "".join(re.findall(r'"([^"]*)"', found[1])).split() == filenames.RISKY_ENDINGS.split()
