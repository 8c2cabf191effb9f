"""Generated files are what Python would write now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.contract.generate import OUTPUTS, ROOT, camel


@pytest.mark.parametrize("path", OUTPUTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_generated_file_is_old(path: Path) -> None:
    """[W7] Constants, kinds, tags, codes and limits are written once, in Python: `./dev generate` brings them over."""
    assert path.read_text(encoding="utf-8") == OUTPUTS[path](), "old: run ./dev generate"


@pytest.mark.parametrize(
    ("name", "key"),
    [("AUTO_OFF", "autoOff"), ("TypingNow", "typingNow"), ("Send", "send"), ("owner", "owner")],
)
def test_one_word_in_both_languages(name: str, key: str) -> None:
    """The protocol's word, in the spelling of a TypeScript key."""
    assert camel(name) == key


def test_the_reference_names_what_may_be_relied_on() -> None:
    """Nothing private is on the page, and nothing of one run; that all else is there, `test_reference` says."""
    page = (ROOT / "docs/reference/python.md").read_text(encoding="utf-8")
    assert not re.search(r"^(await )?\w+(\.\w+)*\._", page, re.MULTILINE)
    assert " at 0x" not in page
