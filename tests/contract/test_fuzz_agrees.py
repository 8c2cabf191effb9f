"""Both languages read mutated bytes alike (S4, W1). `./dev bench fuzz` compares 100,000."""

from __future__ import annotations

from bench.fuzz import differences
from tests.contract.layout_ops import SHAPES

COUNT = 2_000


def test_both_languages_read_the_same() -> None:
    """[S4, S9, W1] Every mutated value, payload, event, frame, header, record and command is refused by both or reads field
    by field the same in both."""
    tally, differ = differences(COUNT, seed=2)
    assert differ == []
    kinds = ("value", "payload", "event", "frame", *SHAPES)
    assert [
        f"{kind} {how}" for kind in kinds for how in ("accepted", "refused") if not tally[f"{kind} {how}"]
    ] == []
