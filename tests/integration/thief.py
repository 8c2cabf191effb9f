"""What somebody can open who kept the keys of a revoked device and has a whole copy of the database."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tresen.client.connection.keyfile import KeyFile
from tresen.core import records
from tresen.core.model import Kind
from tresen.core.records import PublicRecord, Team, label, u64
from tresen.core.sizes import NONCE_BYTES
from tresen.errors import Refusal
from tresen.seal import box, epoch
from tresen.seal.epoch import EpochKey
from tresen.seal.keys import DeviceKeys
from tresen.seal.message import unpad
from tresen.seal.refused import Refused
from tresen.seal.team import TeamKey

_ZERO_NONCE: Final = bytes(NONCE_BYTES)
_decode = msgspec.msgpack.decode


def stolen(keys: Path) -> KeyFile:
    """A copy of a keys file, as it lies there while its program runs."""
    copy = keys.with_name(f"stolen-{keys.name}")
    for suffix in ("", "-wal"):
        there, taken = Path(f"{keys}{suffix}"), Path(f"{copy}{suffix}")
        taken.unlink(missing_ok=True)
        if there.exists():
            shutil.copy(there, taken)
    return KeyFile(copy, make=False)


@dataclass
class Thief:
    """Tries every key on everything, again and again, until nothing more opens."""

    keys: DeviceKeys
    business: bytes
    teams: dict[int, TeamKey] = field(default_factory=dict)
    epochs: set[EpochKey] = field(default_factory=set)
    said: list[dict[str, Any]] = field(default_factory=list)

    def plunder(self, database: Path) -> None:
        """Everything that opens with the device's keys and this database."""
        with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as stolen:
            bodies = stolen.execute("SELECT body FROM events WHERE kind = ?", (Kind.RECORD,)).fetchall()
            kept = [_decode(body) for (body,) in bodies]
            sealed = stolen.execute(
                "SELECT header, slot, ciphertext FROM events JOIN slots USING (business_id, seq) "
                "WHERE header IS NOT NULL"
            ).fetchall()
        held = None
        while held != (len(self.teams), len(self.epochs)):
            held = (len(self.teams), len(self.epochs))
            for body, _, wraps in kept:
                self._try_record(body, wraps or [], kept)
        for message in sealed:
            self._try_message(*message)

    def _try_record(self, body: bytes, wraps: list[tuple[bytes, bytes]], kept: list[Any]) -> None:
        with contextlib.suppress(Refusal):
            kind = records.decode(body, PublicRecord).kind
            if kind == "team":
                self._try_team(body, [wrap for _, _, wraps in kept for wrap in wraps or []])
            return
        for _, wrapped in wraps:
            holders: list[DeviceKeys | TeamKey] = [self.keys, *self.teams.values()]
            for holder in holders:
                with contextlib.suppress(Refused):
                    self.epochs.add(epoch.open_epoch(holder, body, wrapped))
        # Backwards from every open epoch; forwards there is nothing to try.
        for newer in list(self.epochs):
            for newer_body, _, _ in kept:
                if records.record_hash(newer_body) == newer.hash:
                    with contextlib.suppress(Refused, Refusal):
                        self.epochs.add(epoch.open_previous(newer, newer_body, body))

    def _try_team(self, body: bytes, wraps: list[tuple[bytes, bytes]]) -> None:
        team = records.decode(records.decode(body, PublicRecord).payload, Team)
        hash_ = records.record_hash(body)
        for _, wrapped in wraps:
            with contextlib.suppress(Refused):
                self._take(TeamKey.unwrapped(self.keys, self.business, team.n, hash_, team.x, wrapped))
        if team.sealed_prev is not None:
            place = self.business + u64(team.n)
            for held in list(self.teams.values()):
                with contextlib.suppress(Refused):
                    lock = box.hkdf(held.private, label("team-prev"))
                    self._take(TeamKey(self.business, team.n - 1, box.unlock(lock, team.sealed_prev, place)))
        if team.n in self.teams:
            key = self.teams[team.n].back_room()
            self.epochs.add(EpochKey(self.business, records.back_room_id(self.business), team.n, hash_, key))

    def _take(self, team: TeamKey) -> None:
        self.teams.setdefault(team.n, team)

    def _try_message(self, header: bytes, slot: bytes, ciphertext: bytes) -> None:
        for key in self.epochs:
            with contextlib.suppress(Refused, InvalidTag):
                lock = box.hkdf(key.key, label("slot"))
                message_key = box.unlock(lock, slot, records.header_hash(header))
                padded = AESGCM(message_key).decrypt(_ZERO_NONCE, ciphertext, header)
                self.said.append(_decode(unpad(padded)))
