"""Both languages read mutated bytes alike (S4, W1). `./dev bench fuzz` compares 100,000."""

from __future__ import annotations

from bench.fuzz import differences

COUNT = 2_000


def test_both_languages_read_the_same() -> None:
    """[S4, W1] Every mutated value, event and frame is refused by both or reads the same in both."""
    tally, differ = differences(COUNT, seed=2)
    assert differ == []
    assert all(
        tally[f"{kind} {how}"] for kind in ("value", "event", "frame") for how in ("accepted", "refused")
    )
