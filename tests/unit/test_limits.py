"""Limits per address: how they fill and empty, whom they count, and what they keep (A8)."""

import ipaddress
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.core.bounds.limits import Allowance, draw, full, refilled
from tresen.errors import Refusal
from tresen.transport.limits import DAY_SECONDS, Address, Limits, Peers

HOUR = 3600.0


class Watch:
    """A clock that never goes back, moved by its test."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def address(text: str) -> Address:
    return ipaddress.ip_address(text)


def tries(made: Limits, text: str, count: int) -> int:
    """How many of `count` tries pass."""
    passed = 0
    for _ in range(count):
        with suppress(Refusal):
            made.spend("conversations", address(text))
            passed += 1
    return passed


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def made(watch: Watch) -> Limits:
    return Limits({"conversations": Allowance(60, 120), "setup": Allowance(1, 1)}, watch)


def test_burst_and_rate(made: Limits, watch: Watch) -> None:
    """Sixty at once, then two a minute: a shop's Wi-Fi does not feel it, a flood does."""
    assert tries(made, "192.0.2.1", 100) == 60
    watch.now += 60
    assert tries(made, "192.0.2.1", 100) == 2
    watch.now += HOUR
    assert tries(made, "192.0.2.1", 100) == 60


def test_says_when(made: Limits) -> None:
    """A refusal says how long to wait, and is retryable."""
    tries(made, "192.0.2.1", 60)
    with pytest.raises(Refusal) as refused:
        made.spend("conversations", address("192.0.2.1"))
    assert (refused.value.code, refused.value.retryable) == ("too_many", True)
    assert refused.value.wait_ms == 30_000
    assert "192" not in refused.value.detail


def test_addresses_apart(made: Limits) -> None:
    """One address does not use up another's limit, nor one kind of call another kind's."""
    tries(made, "192.0.2.1", 100)
    assert tries(made, "192.0.2.2", 1) == 1
    made.spend("setup", address("192.0.2.1"))
    assert tries(made, "2001:db8:0:1::1", 30) == 30
    assert tries(made, "2001:db8:0:1:ffff::2", 100) == 30
    assert tries(made, "2001:db8:0:2::1", 1) == 1


def test_salt_changes_daily(made: Limits, watch: Watch) -> None:
    """[A8] After a day nothing links to what came before: everything is forgotten, and hashes differ."""
    tries(made, "192.0.2.1", 100)
    before = set(made._buckets)
    watch.now += DAY_SECONDS
    assert tries(made, "192.0.2.1", 1) == 1
    assert before.isdisjoint(made._buckets)
    assert len(made) == 1


def test_memory_is_bounded(watch: Watch) -> None:
    """[I-10] However many addresses come, memory holds a bounded number; the latest are kept."""
    made = Limits({"conversations": Allowance(5, 1)}, watch, most=100)
    for number in range(1000):
        made.spend("conversations", address(f"10.0.{number // 250}.{number % 250}"))
        assert len(made) <= 100
    assert tries(made, "10.0.3.249", 10) == 4


def test_a_flood_from_new_addresses_is_cheap(watch: Watch) -> None:
    """[I-10] Forgetting scans everything remembered, so it runs once in a while, not at every call of a flood."""
    made = Limits({"conversations": Allowance(5, 1)}, watch, most=100)
    walks = 0
    for number in range(1100):
        before = len(made)
        made.spend("conversations", address(f"10.0.{number // 250}.{number % 250}"))
        walks += len(made) <= before
    assert walks <= 100


def test_nothing_of_the_address_is_kept(made: Limits) -> None:
    """[A8] In memory there is a salted hash, no address."""
    made.spend("conversations", address("192.0.2.77"))
    ((_, hashed),) = made._buckets
    assert address("192.0.2.77").packed not in hashed
    assert len(hashed) == 12


@given(
    st.lists(st.floats(0, 10_000), max_size=60), st.integers(1, 50), st.floats(0.1, 500), st.floats(0, 1e6)
)
def test_never_more_than_allowed(waits: list[float], burst: int, per_hour: float, start: float) -> None:
    """In any window no more passes than the burst and what flowed in meanwhile; a bucket never overflows."""
    allowance = Allowance(burst, per_hour)
    bucket, now, passed = full(allowance, start), start, 0
    for wait in waits:
        now += wait
        bucket, seconds = draw(bucket, allowance, now)
        assert 0 <= bucket.left <= burst
        if seconds == 0:
            passed += 1
        else:
            assert draw(bucket, allowance, now + seconds + 1e-3)[1] == 0
    assert passed <= burst + (now - start) * per_hour / HOUR + 1e-6
    assert refilled(bucket, allowance, now - 5).left == bucket.left


def scope(peer: str | None, *headers: tuple[str, str]) -> dict[str, Any]:
    return {
        "client": None if peer is None else (peer, 1234),
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "found"),
    [
        ([], "192.0.2.1", None, "192.0.2.1"),
        ([], "127.0.0.1", "192.0.2.9", "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1", "192.0.2.9", "192.0.2.9"),
        (["127.0.0.1"], "127.0.0.1", "10.9.9.9, 192.0.2.9", "192.0.2.9"),
        (["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", "192.0.2.9, 10.0.0.7", "192.0.2.9"),
        (["127.0.0.1"], "192.0.2.1", "198.51.100.1", "192.0.2.1"),
        (["127.0.0.1"], "127.0.0.1", "nonsense", "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1", "192.0.2.9, <script>", "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1", None, "127.0.0.1"),
        (["127.0.0.1"], "::ffff:127.0.0.1", "[2001:db8::1]", "2001:db8::1"),
        (["::1"], "::1", "2001:db8::1", "2001:db8::1"),
        (["10.0.0.0/8"], "10.1.1.1", "10.2.2.2", "10.2.2.2"),
        ([], None, "192.0.2.9", None),
        ([], "a socket", None, None),
    ],
)
def test_whom_to_believe(
    trusted: list[str], peer: str | None, forwarded: str | None, found: str | None
) -> None:
    """X-Forwarded-For is believed from the configured proxies only, and only as far as they can know."""
    peers = Peers(ipaddress.ip_network(each) for each in trusted)
    headers = [] if forwarded is None else [("x-forwarded-for", forwarded)]
    assert peers.of(scope(peer, *headers)) == (None if found is None else address(found))
