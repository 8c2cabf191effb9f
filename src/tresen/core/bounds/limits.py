"""How often something may be done: a token bucket that refills slowly. Pure: the time is an argument."""

from __future__ import annotations

from typing import NamedTuple


class Allowance(NamedTuple):
    """Up to `burst` times at once, and `per_hour` times in the long run."""

    burst: int
    per_hour: float


class Bucket(NamedTuple):
    """The tokens that were left at `at` (seconds of any monotonic clock)."""

    left: float
    at: float


def full(allowance: Allowance, now: float) -> Bucket:
    """A bucket that nobody has drawn from."""
    return Bucket(float(allowance.burst), now)


def refilled(bucket: Bucket, allowance: Allowance, now: float) -> Bucket:
    """The bucket as it is at `now`."""
    gained = max(0.0, now - bucket.at) * allowance.per_hour / 3600
    return Bucket(min(float(allowance.burst), bucket.left + gained), now)


def draw(bucket: Bucket, allowance: Allowance, now: float) -> tuple[Bucket, float]:
    """Draw one token. The second value is how many seconds to wait: 0 when the token was drawn, more when there was none."""
    bucket = refilled(bucket, allowance, now)
    if bucket.left >= 1:
        return bucket._replace(left=bucket.left - 1), 0.0
    return bucket, (1 - bucket.left) * 3600 / allowance.per_hour
