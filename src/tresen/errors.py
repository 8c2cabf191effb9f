"""The errors that cross a boundary. Each situation has one code, the same on the wire, over HTTP and in the clients (W7)."""

from __future__ import annotations

from typing import Final, NamedTuple


class Code(NamedTuple):
    """Whether the same command may succeed later, and the HTTP status of the code."""

    retryable: bool
    status: int


# The one list. `./dev generate` writes protocol/errors.json and the TypeScript table from it.
CODES: Final[dict[str, Code]] = {
    "bad_frame": Code(False, 400),
    "unknown_frame": Code(False, 400),
    "bad_request": Code(False, 400),
    "too_large": Code(False, 413),
    "too_many": Code(True, 429),
    "slow_reader": Code(True, 429),
    "puzzle_due": Code(True, 428),
    "not_welcome": Code(False, 401),
    "unknown_device": Code(False, 401),
    "revoked": Code(False, 401),
    "replaced": Code(True, 409),
    "forked": Code(False, 409),
    "forbidden": Code(False, 403),
    "unknown_business": Code(False, 404),
    "unknown_conversation": Code(False, 404),
    "unknown_invite": Code(False, 404),
    "not_found": Code(False, 404),
    "not_open_yet": Code(True, 409),
    "header_mismatch": Code(False, 400),
    "clock_ahead": Code(False, 409),
    "stale_epoch": Code(True, 409),
    "epoch_taken": Code(True, 409),
    "stale_record": Code(True, 409),
    "stale_document": Code(False, 409),
    "blob_missing": Code(False, 409),
    "bad_record": Code(False, 400),
    "bad_signature": Code(False, 400),
    "counter_used": Code(False, 409),
    "conversation_blocked": Code(False, 403),
    "conversation_erased": Code(False, 410),
    "conversation_full": Code(True, 507),
    "business_full": Code(True, 507),
    "handle_taken": Code(False, 409),
    "secret_used": Code(False, 409),
    "secret_expired": Code(False, 410),
    "invite_used": Code(False, 409),
    "invite_expired": Code(False, 410),
    "invitation_unknown": Code(False, 404),
    "invitation_over": Code(False, 410),
    "invitation_digits": Code(False, 403),
    "invitations_full": Code(False, 409),
    "passkey_refused": Code(False, 400),
    "passkey_unknown": Code(False, 404),
    "call_busy": Code(True, 409),
    "call_taken": Code(False, 409),
    "call_over": Code(False, 409),
    "calls_off": Code(False, 409),
    "outside_call_hours": Code(True, 409),
    "not_answered_yet": Code(True, 409),
    "storage_full": Code(True, 507),
    "shutting_down": Code(True, 503),
    "internal": Code(True, 500),
}


class TresenError(Exception):
    """Everything that Tresen raises about what happened stands under this: `except TresenError` catches it all.

    Outside stand only mistakes of the program itself, such as a `TypeError` for a text that is no `str`.
    """


class Refusal(TresenError):
    """The server refused a command, which changed nothing. `detail` says what would be right.

    `code` is one of protocol/errors.json; protocol/wire.md says for each when it comes and what to do then.
    `detail` never contains content, names, keys or addresses: it may be shown and logged.
    """

    code: str
    detail: str

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail

    @property
    def retryable(self) -> bool:
        """True when the same command may succeed later without being changed by a person."""
        return CODES[self.code].retryable

    @property
    def wait_ms(self) -> int | None:
        """How many milliseconds to wait before the same command, when the server said so (W11)."""
        first = self.detail.partition(" ")[0] if self.code == "too_many" else ""
        return int(first) if first.isascii() and first.isdigit() else None

    @property
    def status(self) -> int:
        """The HTTP status that carries this code."""
        return CODES[self.code].status
