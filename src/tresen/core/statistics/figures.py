"""The figures of a period, as server and clients name them."""

from __future__ import annotations

import msgspec


class Figures(msgspec.Struct, frozen=True):
    """The figures of some days, as docs/reference/statistics.md defines them. The order is that of the CSV: only append."""

    received: int
    sent: int
    delivered: int
    read: int
    delivery_median_s: int | None
    delivery_p90_s: int | None
    reading_median_s: int | None
    reading_p90_s: int | None
    new: int
    closed: int
    reopened: int
    automatic: int
    requests: int
    answered: int
    within_15min: int
    within_1h: int
    within_1d: int
    answer_median_s: int | None
    answer_p90_s: int | None
    answer_bands: tuple[int, ...]
    closed_unanswered: int
    calls: int = 0
    calls_received: int = 0
    calls_answered: int = 0
    call_median_s: int | None = None
