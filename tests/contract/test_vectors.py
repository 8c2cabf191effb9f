"""The shared vectors, also run by TypeScript in Node and Chromium (S16)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.contract.vector_ops import OPERATIONS, reason_of
from tresen.errors import Refusal
from tresen.seal.refused import REASONS, Refused
from tresen.seal.words import WORDS

PROTOCOL = Path(__file__).parents[2] / "protocol"
FILES = sorted((PROTOCOL / "vectors").rglob("*.json"))
CASES: dict[str, dict[str, Any]] = {
    f"{file.relative_to(PROTOCOL / 'vectors').with_suffix('')}: {case['name']}": case
    for file in FILES
    for case in json.loads(file.read_text())["cases"]
}


@pytest.mark.parametrize("name", CASES)
def test_vector(name: str) -> None:
    """[S16] every scenario gives the written result, and every refusal the written reason."""
    case = CASES[name]
    run = OPERATIONS[case["op"]]
    if "refused" in case:
        with pytest.raises((Refused, Refusal)) as caught:
            run(case["in"])
        assert reason_of(caught.value) == case["refused"]
    else:
        assert run(case["in"]) == case["out"]


def test_every_operation_is_shown_and_every_refusal_happens() -> None:
    """[S16] no operation is without a success, and no reason of refusal without a case."""
    assert {case["op"] for case in CASES.values()} == set(OPERATIONS)
    assert set(REASONS) <= {case.get("refused") for case in CASES.values()}


def test_words_are_the_shared_words() -> None:
    """[S12] both sides show the same four words: one list of 1024, in one order."""
    assert list(WORDS) == json.loads((PROTOCOL / "words.json").read_text())["words"]
    assert len(set(WORDS)) == 1024
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 8 for word in WORDS)
