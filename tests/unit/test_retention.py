"""Until when letters and vouchers are kept (L9; HGB § 257, AO § 147)."""

from datetime import UTC, datetime

import pytest

from tresen.core.model import Retention
from tresen.core.retention import kept_until


def ms(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> int:
    return int(datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("class_", "written", "zone", "until"),
    [
        (Retention.LETTER, ms(2026, 1, 1), "Europe/Berlin", ms(2032, 12, 31, 23)),
        (Retention.LETTER, ms(2026, 12, 31, 22, 59), "Europe/Berlin", ms(2032, 12, 31, 23)),
        (Retention.LETTER, ms(2026, 12, 31, 23), "Europe/Berlin", ms(2033, 12, 31, 23)),
        (Retention.VOUCHER, ms(2026, 6, 1), "Europe/Berlin", ms(2034, 12, 31, 23)),
        (Retention.VOUCHER, ms(2027, 1, 1, 4), "America/New_York", ms(2035, 1, 1, 5)),
        (Retention.VOUCHER, ms(2027, 1, 1, 5), "America/New_York", ms(2036, 1, 1, 5)),
        (Retention.LETTER, ms(2026, 12, 31, 11), "Pacific/Kiritimati", ms(2033, 12, 31, 10)),
    ],
)
def test_until_the_end_of_the_year(class_: Retention, written: int, zone: str, until: int) -> None:
    """[L9] The sixth (eighth) calendar year after the one it was written in, by the business's clock."""
    assert kept_until(class_, written, zone) == until
