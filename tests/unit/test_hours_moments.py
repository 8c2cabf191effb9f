"""Moments of 2026 to 2028 worked out by hand on the calendar: holidays, nights, lunch breaks, clock changes."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tresen.core.hours import answer, parse_hours

TABLE: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "hours_moments.json").read_text(encoding="utf-8")
)
FILES = {name: parse_hours(data) for name, data in TABLE["files"].items()}
MOMENTS: list[dict[str, Any]] = TABLE["moments"]


@pytest.mark.parametrize("moment", MOMENTS, ids=[f"{m['file']} {m['at']}" for m in MOMENTS])
def test_at_a_moment_worked_out_by_hand_state_next_change_and_words_are_right(moment: dict[str, Any]) -> None:
    at_ms = int(datetime.fromisoformat(moment["at"]).timestamp() * 1000)

    found = msgspec.to_builtins(answer(FILES[moment["file"]], at_ms))

    expected = {key: moment[key] for key in ("open", "next_open", "next_close")}
    assert found == {**expected, "text": {"de": moment["de"], "en": moment["en"]}}, moment["why"]


def test_the_table_holds_sixty_different_moments_of_three_years_and_all_six_clock_changes() -> None:
    assert len({(m["file"], m["at"]) for m in MOMENTS}) == len(MOMENTS) >= 60
    assert set(Counter(m["at"][:4] for m in MOMENTS)) == {"2026", "2027", "2028"}
    days = {m["at"][:10] for m in MOMENTS}
    assert days >= {"2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31", "2028-03-26", "2028-10-29"}
