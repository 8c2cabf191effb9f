"""Token buckets as values: what passes, what waits, and what the page says about it (W11)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_protocol_docs import BOUNDS
from tresen.config import Settings
from tresen.core.bounds.rates import (
    TYPING_SECONDS,
    WISHES_BURST,
    WISHES_SECONDS,
    Rate,
    Rates,
    draw,
    rates_of,
    too_many,
)
from tresen.core.model import Role
from tresen.core.policy import Who
from tresen.desk.rates import CUSTOMERS, TEAM, Spending
from tresen.errors import Refusal

START = 1_000_000.0


def passed(rate: Rate, moments: list[float]) -> int:
    """How many of the draws at these moments pass."""
    bucket, count = 0.0, 0
    for at in moments:
        bucket, wait = draw(bucket, rate, at)
        count += not wait
    return count


def test_the_burst_passes_and_then_one_after_each_step() -> None:
    """[W11] 30 at once, then one a second: never one more, never one fewer."""
    rate = Rate(30, 1)
    assert passed(rate, [START] * 500) == 30
    assert passed(rate, [START] * 500 + [START + 10] * 500) == 40
    assert passed(rate, [START] * 500 + [START + 1000] * 500) == 60
    assert passed(rate, [START + n for n in range(500)]) == 500


@given(
    st.integers(1, 50),
    st.sampled_from([0.2, 1, 7.3, 100]),
    st.lists(st.floats(0, 30), min_size=1, max_size=200),
)
def test_never_more_than_burst_and_rate_and_who_waits_as_told_passes(
    burst: int, per_second: float, gaps: list[float]
) -> None:
    """[W11] Over any time no more than burst + rate × time passes; after the wait that was told the next draw passes."""
    rate, now, bucket, count = Rate(burst, per_second), START, 0.0, 0
    for gap in gaps:
        now += gap / burst
        bucket, wait = draw(bucket, rate, now)
        count += not wait
        if wait:
            assert wait <= 1 / per_second + 1e-6
            assert draw(bucket, rate, now + wait)[1] == 0
    assert count <= burst + (now - START) * per_second + 1e-3


def test_the_refusal_says_how_long() -> None:
    """[W11] The detail begins with the milliseconds to wait, rounded up, and a client reads them back."""
    refusal = too_many("frame", 0.0401)
    assert (refusal.code, refusal.retryable, refusal.wait_ms) == ("too_many", True, 41)
    assert Refusal("too_many", "at most 64 commands").wait_ms is None
    assert Refusal("internal", "12 ms").wait_ms is None
    assert Refusal("too_many", f"{10**40} ms").wait_ms == 10**40


def test_connecting_again_gains_nothing_and_what_is_full_is_forgotten() -> None:
    """[W11] A device's buckets outlast its connection; memory holds only buckets that are not full again."""
    now = [START]
    spending = Spending(monotonic=lambda: now[0])
    who = Who(1, 7, Role.CUSTOMER, 0, 3)
    for _ in range(30):
        spending.command(spending.device(who), who, b"c")
    with pytest.raises(Refusal, match="too_many"):
        spending.command(spending.device(who), who, b"c")
    assert len(spending) == 2
    now[0] += 30
    spending.sweep()
    assert len(spending) == 0


def test_many_devices_of_one_conversation_share_a_bucket() -> None:
    """[W11] Fifteen devices of one customer send no more than two of them would."""
    spending = Spending(monotonic=lambda: START)
    stored = 0
    for device in range(15):
        who = Who(1, device, Role.CUSTOMER, 0, 3)
        for _ in range(30):
            try:
                spending.command(spending.device(who), who, b"c")
            except Refusal:
                continue
            stored += 1
    assert stored == 60


def test_records_are_counted_per_conversation_and_side() -> None:
    """[W11] A customer who uses up the records of a conversation does not keep the team from making an epoch."""
    spending = Spending(monotonic=lambda: START)
    customer, anna = Who(1, 7, Role.CUSTOMER, 0, 3), Who(1, 1, Role.OWNER, 1)
    for _ in range(CUSTOMERS.records.burst):
        spending.record(customer, b"c")
    with pytest.raises(Refusal, match="too_many"):
        spending.record(customer, b"c")
    spending.record(anna, b"c")
    spending.record(customer, b"d")


def test_the_page_says_the_rates_in_force() -> None:
    """[W11] The table of limits and the defaults of the settings are the table of the code."""

    def said(rates: Rates, name: str) -> tuple[int, float]:
        rate: Rate = getattr(rates, name)
        return rate.burst, rate.per_second

    rows = {
        "frames of a device, of every kind": "frames",
        "commands of a device (`send`, `act`)": "commands",
        "jobs of receipts of a device": "marks",
        "epochs and device records of a side in a conversation": "records",
        "files that a device begins": "files",
        "requests of a device for parts of files": "chunks",
        "signals of a device": "signals",
        "requests of a device for the relay": "relays",
        "rings of a side in a conversation": "rings",
    }
    for row, name in rows.items():
        numbers = [float(each) for each in re.findall(r"\d+(?:\.\d+)?", BOUNDS[row])]
        assert tuple(numbers[:2]) == said(CUSTOMERS, name), row
        assert tuple(numbers[-2:]) == said(TEAM, name), row
    conversation = BOUNDS["commands of customers in a conversation"]
    assert [float(each) for each in re.findall(r"\d+", conversation)] == [*said(CUSTOMERS, "conversation")]
    wishes = re.findall(r"\d+", BOUNDS["restrictions and objections of a customer in a conversation"])
    assert [int(each) for each in wishes] == [WISHES_BURST, WISHES_SECONDS]
    assert f"{TYPING_SECONDS:g} s" in BOUNDS["typing flags of a device in a conversation"]
    assert rates_of(*_defaults("customer"), staff=False) == CUSTOMERS
    assert rates_of(*_defaults("team"), staff=True) == TEAM


def _defaults(side: str) -> tuple[int, int]:
    given = dict(
        zip(reversed(Settings.__struct_fields__), reversed(Settings.__struct_defaults__), strict=False)
    )
    return given[f"{side}_burst"], given[f"{side}_per_minute"]
