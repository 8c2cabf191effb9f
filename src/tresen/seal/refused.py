"""Why something sealed or signed was not accepted."""

from __future__ import annotations

from typing import Final

from tresen.errors import TresenError

REASONS: Final = (
    "malformed",
    "wrong_version",
    "wrong_signature",
    "wrong_sender",
    "wrong_place",
    "wrong_epoch",
    "wrong_succession",
    "wrong_commit",
    "cannot_open",
    "wrong_padding",
    "wrong_mac",
    "wrong_size",
    "wrong_hash",
    "too_large",
)
"""Every reason, as the shared vectors name them (S16)."""


class Refused(TresenError):
    """Something sealed or signed is not accepted. `detail` holds no content and no key.

    `reason` is one of `malformed`, `wrong_version`, `wrong_signature`, `wrong_sender`, `wrong_place`, `wrong_epoch`,
    `wrong_succession`, `wrong_commit`, `cannot_open`, `wrong_padding`, `wrong_mac`, `wrong_size`, `wrong_hash`, `too_large`.
    """

    reason: str
    detail: str

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
