"""What a refused command calls for, code by code (W7), and how long it is tried."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from tresen.errors import Refusal


class Then(Enum):
    """What to do after a refusal. The same three stand in the table of errors in protocol/wire.md."""

    AGAIN = auto()
    """The same command may succeed later, unchanged."""
    ANEW = auto()
    """The command as it is never succeeds: learn what is new, then make another."""
    TOLD = auto()
    """Neither helps: whoever asked is told."""


_AGAIN: Final = (
    "too_many",
    "slow_reader",
    "not_welcome",
    "conversation_full",
    "business_full",
    "storage_full",
    "shutting_down",
    "internal",
)
_ANEW: Final = (
    "puzzle_due",
    "header_mismatch",
    "stale_epoch",
    "epoch_taken",
    "stale_record",
    "stale_document",
    "blob_missing",
    "counter_used",
)
_TOLD: Final = (
    "bad_frame",
    "unknown_frame",
    "bad_request",
    "too_large",
    "unknown_device",
    "revoked",
    "replaced",
    "forked",
    "forbidden",
    "unknown_business",
    "unknown_conversation",
    "unknown_invite",
    "not_found",
    "not_open_yet",
    "clock_ahead",
    "bad_record",
    "bad_signature",
    "conversation_blocked",
    "conversation_erased",
    "handle_taken",
    "secret_used",
    "secret_expired",
    "invite_used",
    "invite_expired",
    "invitation_unknown",
    "invitation_over",
    "invitation_digits",
    "invitations_full",
    "passkey_refused",
    "passkey_unknown",
    "call_busy",
    "call_taken",
    "call_over",
    "calls_off",
    "outside_call_hours",
    "not_answered_yet",
)
THEN: Final = (
    dict.fromkeys(_AGAIN, Then.AGAIN) | dict.fromkeys(_ANEW, Then.ANEW) | dict.fromkeys(_TOLD, Then.TOLD)
)

BACKOFF_SECONDS: Final = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
SOON_SECONDS: Final = 2.5
"""A server that was started again has its clients back within three seconds: they wait no longer than this at first."""
PATIENT_TRIES: Final = 32
"""After so many tries to connect in a row, a minute, the waits grow."""
LONGEST_SECONDS: Final = 30.0
AGAIN_TRIES: Final = 12
"""After so many refusals in a row, about half a minute, whoever asked is told."""
ANEW_TRIES: Final = 5
"""How often a command is made anew without a pause when something else came first."""


def then(refusal: Refusal) -> Then:
    """What this refusal calls for."""
    return THEN[refusal.code]


def reconnect_pause(failures: int, random: float) -> float:
    """Seconds until the next try to connect, after so many in a row that failed, from 1 up.

    Half of it is chance (`random`, 0 to 1), so that clients do not all return to a server at once.
    """
    grown = 2.0 ** min(failures - PATIENT_TRIES, 10) if failures > PATIENT_TRIES else 1.0
    whole = min(LONGEST_SECONDS, SOON_SECONDS * grown, 0.05 * 2.0 ** min(failures, 20))
    return whole / 2 + whole / 2 * random


def pause(failures: int, refusal: Refusal | None = None) -> float:
    """Seconds to wait after so many failures in a row, from 1 up; as long as the refusal asks for, 60 s at most (W11)."""
    asked = 0 if refusal is None else refusal.wait_ms or 0
    return max(BACKOFF_SECONDS[min(failures, len(BACKOFF_SECONDS)) - 1], min(asked / 1000, 60))
