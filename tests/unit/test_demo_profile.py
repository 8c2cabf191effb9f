"""The demo bakery publishes what any business could: no mistake, no warning."""

from __future__ import annotations

from tests.world.clock import at
from tresen.core.shopfront.preview import preview
from tresen.demo import bakery


def test_the_demo_bakery_is_a_good_profile() -> None:
    found = preview(bakery.profile() | bakery.answers(), at("2026-11-23 13:10"))
    assert (found.mistakes, found.warnings, found.public) == ((), (), True)
    assert [each.name for each in found.first] == ["greeting", "away.lunch"]
    assert found.known[0].text.de == "Wir machen gerade Mittagspause und sind heute um 14:00 wieder da."
