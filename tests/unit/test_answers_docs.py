"""The how-to for greeting and away message is true: customers read what its table says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.world.clock import at
from tests.world.profile import bakery_with
from tresen.core.shopfront.profile import parse_profile
from tresen.core.shopfront.replies import Facts, decide, phase_at, render

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "howto" / "greeting-and-away.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d{4}-\d\d-\d\d \d\d:\d\d) \| (.+) \| (.+) \|$", PAGE, re.MULTILINE)
TEXTS = re.search(r'"(Wir öffnen \{öffnung\}\.)"[\s\S]*?"(We open \{opening\}\.)"', PAGE)
"""As they are typed: the editor knows the placeholders by their German names, and a profile by the English ones."""


@pytest.mark.parametrize(("when", "de", "en"), ROWS)
def test_the_table_says_what_customers_read(when: str, de: str, en: str) -> None:
    assert TEXTS is not None
    text = {"de": TEXTS[1].replace("{öffnung}", "{opening}"), "en": TEXTS[2]}
    fields = bakery_with(
        away={"when": "outside", "text": dict.fromkeys(("lunch", "evening", "holiday"), text)}
    )
    profile, now = parse_profile(fields), at(when)
    [reply] = decide(profile, phase_at(profile, now), Facts(customer_ms=now - 1), now)
    found = [render(fields, reply.name, each, now, reply.next_open_ms) for each in ("de", "en")]
    assert found == [de, en]


def test_the_table_is_read_at_all() -> None:
    assert len(ROWS) == 4
