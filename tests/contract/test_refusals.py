"""What clients do after each refusal (W7): a table in each language, and the one in protocol/wire.md."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tresen.client.connection.refusals import AGAIN_TRIES, THEN, Then, pause
from tresen.errors import Refusal

PROTOCOL = Path(__file__).parents[2] / "protocol"
CODES: dict[str, dict[str, int | bool]] = json.loads((PROTOCOL / "errors.json").read_text())
WRITTEN = dict(
    re.findall(
        r"^\| `(\w+)` \|.+ \| \*(again|anew|told)\*[^|]* \|$",
        (PROTOCOL / "wire.md").read_text(),
        re.MULTILINE,
    )
)
NOT_RETRYABLE_BUT_MENDED = {
    "not_welcome",
    "header_mismatch",
    "stale_document",
    "blob_missing",
    "counter_used",
}
RETRYABLE_BY_A_PERSON = {"replaced", "not_open_yet", "call_busy", "outside_call_hours", "not_answered_yet"}


def test_no_code_is_left_out() -> None:
    """[W7] Every code is in each table, and every entry is a code."""
    assert set(THEN) == set(WRITTEN) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_code_by_code(code: str) -> None:
    """[W7] The client does what wire.md says. Beyond `retryable` codes it also retries those that it can mend itself."""
    assert WRITTEN[code] == THEN[code].name.lower()
    tried = THEN[code] is not Then.TOLD
    retryable = CODES[code]["retryable"]
    assert tried == ((retryable and code not in RETRYABLE_BY_A_PERSON) or code in NOT_RETRYABLE_BUT_MENDED)


def test_the_pauses_grow_and_end() -> None:
    """[W7] From a moment to 5 s; all tries of a call together take about half a minute."""
    pauses = [pause(failures) for failures in range(1, AGAIN_TRIES)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (0.05, 5.0)
    assert 25 < sum(pauses) < 35


def test_the_server_may_ask_for_more() -> None:
    """[W11] A pause is as long as `too_many` says, within reason."""
    assert pause(1, Refusal("too_many", "2500 ms")) == 2.5
    assert pause(9, Refusal("too_many", "2500 ms")) == 5.0
    assert pause(1, Refusal("too_many", "86400000 ms")) == 60
    assert pause(1, Refusal("internal", "2500 ms")) == 0.05
