"""What the relay calls a device: a name for a day, under a key that is overwritten when the day is over (C9)."""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

FILE: Final = "relay-day.key"
"""In the data folder, and in no backup: the day, a space, the day's key in hexadecimal digits."""
_DAY_MS: Final = 24 * 60 * 60 * 1000
_KEY_BYTES: Final = 32
_NAME_BYTES: Final = 12


class Names:
    """The names of today. Without a folder the key is in memory alone; `failed` hears why it is.

    The key is kept so that a restart gives no device a second name, and a second share of the relay. It is a random one for
    each day, so that nobody can tell later whose the names were; and not the relay's secret: the relay has that one, and
    devices are small numbers, quickly tried out.
    """

    def __init__(
        self, folder: Path | None = None, failed: Callable[[OSError], None] = lambda _: None
    ) -> None:
        self._file = None if folder is None else folder / FILE
        self._failed = failed
        self._day = -1
        self._key = b""

    def of(self, device: int, now_ms: int) -> str:
        """[C9] What the relay calls a device today, so that it can count what one device takes."""
        today = now_ms // _DAY_MS
        if today != self._day:
            self._day, self._key = today, self._key_of(today)
        said = b"relay\0%d\0%d" % (today, device)
        return base64.urlsafe_b64encode(hmac.digest(self._key, said, "sha256")[:_NAME_BYTES]).decode("ascii")

    def _key_of(self, today: int) -> bytes:
        if self._file is None:
            return secrets.token_bytes(_KEY_BYTES)
        try:
            kept = _read(self._file, today)
            if kept is None:
                kept = secrets.token_bytes(_KEY_BYTES)
                _write(self._file, today, kept)
        except OSError as error:
            # Calls go on: a restart today then gives a device one more name.
            self._failed(error)
            return secrets.token_bytes(_KEY_BYTES)
        return kept


def _read(file: Path, today: int) -> bytes | None:
    """The key of that day; None if another day's or nothing good is there."""
    try:
        day, _, key = file.read_bytes().partition(b" ")
        found = binascii.unhexlify(key.strip())
    except (FileNotFoundError, binascii.Error):
        return None
    return found if day == b"%d" % today and len(found) == _KEY_BYTES else None


def _write(file: Path, today: int, key: bytes) -> None:
    part = file.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(b"%d %s\n" % (today, binascii.hexlify(key)))
        out.flush()
        os.fsync(out.fileno())
    part.rename(file)
