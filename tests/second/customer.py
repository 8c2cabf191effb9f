"""A customer's client from nothing, as protocol/wire.md tells it: begin, send, read, come back, follow a new team key."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.second import seal
from tests.second.line import EVENTS, READY, SEND, STORED, Api, Live, Refused, b64, unb64
from tests.second.seal import Device, Epoch, Sealed, digest, label, record_hash, u64, unpack

DAY_MS = 86_400_000
MESSAGE, RECORD = 1, 3


@dataclass
class Team:
    """The newest team record."""

    n: int
    x: bytes
    hash: bytes


@dataclass
class Said:
    """A message that was verified and opened."""

    pos: int
    at_ms: int
    written_ms: int
    text: str
    by: str | None
    ours: bool


class Second:
    """One customer's device."""

    def __init__(self, link: str) -> None:
        parts = urlsplit(link)
        self.origin, self.handle = f"{parts.scheme}://{parts.netloc}", parts.path.strip("/")
        name, _, value = parts.fragment.partition("=")
        self.secret = os.urandom(16)
        if name == "return":
            secret, _, value = value.partition(".")
            self.secret = seal.from_crockford(secret, 16)
        self.fingerprint = seal.from_crockford(value, 20)
        self.api = Api(self.origin)
        self.live: Live | None = None
        self.device, self.paper = Device.new(), Device.paper(self.secret)
        self.team_devices: dict[bytes, bytes] = {}
        self.rev, self.head = 0, b""
        self.business = self.conversation = b""
        self.team = Team(0, b"", b"")
        self.devices: list[tuple[bytes, bytes]] = []
        self.epochs: dict[int, Epoch] = {}
        self.epoch_bodies: list[bytes] = []
        self.counter = self.num = self.pos = 0
        self.prev: bytes | None = None
        self.seen: tuple[int, bytes | None] = (0, None)
        self.said: list[Said] = []

    # Public records (S4)

    async def look(self) -> None:
        answer = await self.api.call("GET", f"/businesses/{self.handle}")
        for each in answer["records"]:
            self.fold(unb64(each["body"]), unb64(each["signature"]))

    def fold(self, body: bytes, signature: bytes) -> None:
        _, kind, business, rev, prev, signer, at_ms, renew_by_ms, payload = unpack(body)
        if rev <= self.rev:
            return
        if not self.rev:
            ed = payload[3]
            assert digest("identity", ed)[:20] == self.fingerprint
            assert digest("business", ed)[:16] == business
            self.business = business
            self.team_devices[payload[0]] = ed
        assert business == self.business
        assert 0 < renew_by_ms - at_ms <= 90 * DAY_MS
        # Only superseded profiles may be left out before a profile.
        assert rev == self.rev + 1 or kind == "profile"
        assert rev != self.rev + 1 or prev == (self.head or None)
        seal.verify(self.team_devices[signer], label("record") + body, signature)
        if kind == "device":
            self.team_devices[payload[0]] = payload[3]
        elif kind == "team":
            assert payload[0] == self.team.n + 1
            self.team = Team(payload[0], payload[1], record_hash(body))
        self.rev, self.head = rev, record_hash(body)

    # A customer's records (S4, S6)

    def _listed(self, signer: Device, listed: list[Any]) -> tuple[bytes, bytes]:
        now = _now_ms()
        prev = record_hash(self.devices[-1][0]) if self.devices else None
        n = len(self.devices) + 1
        body = [1, "customer-devices", self.business, n, prev, signer.id, now, now + 90 * DAY_MS, listed]
        return signer.signed(body)

    def _epoch(self, signer: Device, devices: bytes) -> tuple[dict[str, Any], bytes]:
        """The next epoch and its wraps, as they are posted."""
        n, key = len(self.epoch_bodies) + 1, os.urandom(32)
        place = self.business + self.conversation + u64(n)
        before = self.epochs.get(n - 1)
        prev = None if before is None else before.hash
        sealed = None
        if before is not None:
            sealed = seal.boxed(seal.hkdf(key, label("epoch-prev")), before.key, place)
        commit = seal.hkdf(key, label("commit") + place)
        listing = unpack(devices)
        body, signature = signer.signed(
            [
                *(1, "epoch", self.business, self.conversation, n, prev, signer.id, _now_ms()),
                *(self.team.n, self.team.hash, listing[3], record_hash(devices), commit, sealed),
            ]
        )
        hash_ = record_hash(body)
        to = [(digest("team-key", self.team.x)[:16], self.team.x)] + [
            (each[0], each[2]) for each in listing[8]
        ]
        info = label("epoch-wrap") + place + hash_
        wraps = [{"to": b64(id_), "wrap": b64(seal.wrap(x, info + id_, key))} for id_, x in to]
        self.epochs[n] = Epoch(n, hash_, key)
        self.epoch_bodies.append(body)
        return _signed(body, signature) | {"wraps": wraps}, body

    def take_devices(self, body: bytes, signature: bytes) -> None:
        _, _, business, n, prev, signer, *_, listed = unpack(body)
        assert (business, n) == (self.business, len(self.devices) + 1)
        assert prev == (record_hash(self.devices[-1][0]) if self.devices else None)
        before = unpack(self.devices[-1][0])[8] if self.devices else listed
        seal.verify(next(each[1] for each in before if each[0] == signer), label("record") + body, signature)
        if not self.devices:
            self.conversation = digest("conversation", body)[:16]
        self.devices.append((body, signature))

    def take_epoch(self, body: bytes, signature: bytes, wraps: dict[bytes, bytes], by: Device) -> None:
        _, _, business, conversation, n, prev, signer, _, _, _, devices_n, devices_hash, commit, _ = unpack(
            body
        )
        if n <= len(self.epoch_bodies):
            return
        assert (business, conversation, n) == (self.business, self.conversation, len(self.epoch_bodies) + 1)
        assert prev == (record_hash(self.epoch_bodies[-1]) if self.epoch_bodies else None)
        listing = self.devices[devices_n - 1][0]
        assert devices_hash == record_hash(listing)
        keys = self.team_devices | {each[0]: each[1] for each in unpack(listing)[8]}
        seal.verify(keys[signer], label("record") + body, signature)
        self.epoch_bodies.append(body)
        if by.id in wraps:
            place = business + conversation + u64(n)
            info = label("epoch-wrap") + place + record_hash(body) + by.id
            key = seal.unwrap(by, info, wraps[by.id])
            assert commit == seal.hkdf(key, label("commit") + place)
            self.epochs[n] = Epoch(n, record_hash(body), key)
        self._earlier()

    def _earlier(self) -> None:
        """What a later epoch says of the key before it."""
        for body in reversed(self.epoch_bodies):
            n, sealed = unpack(body)[4], unpack(body)[13]
            if sealed is not None and n in self.epochs and n - 1 not in self.epochs:
                bound = self.business + self.conversation + u64(n)
                key = seal.unboxed(seal.hkdf(self.epochs[n].key, label("epoch-prev")), sealed, bound)
                before = self.epoch_bodies[n - 2]
                self.epochs[n - 1] = Epoch(n - 1, record_hash(before), key)

    # What a customer does

    def _header(self, epoch: Epoch, counter: int) -> list[Any]:
        return [
            *(1, self.business, self.conversation, epoch.n, epoch.hash, self.device.id, counter),
            *(self.num + 1, self.prev, *self.seen, True, None, None, None, _now_ms()),
        ]

    def _sealed(self, text: str) -> Sealed:
        epoch = self.epochs[len(self.epoch_bodies)]
        return seal.seal(
            self.device, epoch, self._header(epoch, self.counter + 1), {"kind": "text", "text": text}
        )

    def _stored(self, sealed: Sealed) -> None:
        self.counter, self.num, self.prev = self.counter + 1, self.num + 1, sealed.hash

    async def begin(self, text: str) -> None:
        await self.look()
        listed = [[each.id, each.ed, each.x, each is self.paper] for each in (self.device, self.paper)]
        devices = self._listed(self.device, listed)
        self.take_devices(*devices)
        epoch, _ = self._epoch(self.paper, devices[0])
        message = self._sealed(text)
        parts = {name: b64(getattr(message, name)) for name in ("header", "slot", "ciphertext", "signature")}
        path = f"/businesses/{self.handle}/conversations"
        await self.api.call("POST", path, {"devices": _signed(*devices), "epoch": epoch, "message": parts})
        self._stored(message)
        await self.enter()

    async def enter(self) -> None:
        """Say hello and read everything from the beginning on."""
        self.live = await Live.enter(self.origin, self.device, None, 0, self.rev)
        self.api.bearer, self.counter = self.live.welcome[9], max(self.counter, self.live.welcome[8])
        await self.live.until(READY)
        self._take()

    async def send(self, text: str) -> int:
        """Returns the place in the conversation. A new epoch is made when one is due."""
        assert self.live is not None
        for _ in range(3):
            sealed = self._sealed(text)
            self.live.send(
                SEND, self.counter + 1, sealed.header, sealed.slot, sealed.ciphertext, sealed.signature
            )
            try:
                stored = await self.live.until(STORED)
            except Refused as refused:
                if refused.code != "stale_epoch":
                    raise
                await self._renew()
                continue
            self._take()
            self._stored(sealed)
            self.seen, self.pos = (stored[2], sealed.hash), max(self.pos, stored[2])
            return int(stored[2])
        raise Refused("stale_epoch")

    async def _renew(self) -> None:
        """Learn the newest records; make the next epoch if none was made (S6)."""
        for each in (await self.api.call("GET", "/records", after=self.rev))["records"]:
            self.fold(unb64(each["body"]), unb64(each["signature"]))
        await self._learn(self.device)
        if unpack(self.epoch_bodies[-1])[8] == self.team.n:
            return
        n = len(self.epoch_bodies)
        epoch, _ = self._epoch(self.device, self.devices[-1][0])
        try:
            await self.api.call("POST", f"/conversations/{b64(self.conversation)}/epochs", epoch)
        except Refused:
            del self.epoch_bodies[n:], self.epochs[n + 1]
            raise

    async def _learn(self, by: Device) -> None:
        answer = await self.api.call("GET", f"/conversations/{b64(self.conversation)}/keys")
        for each in answer["devices"][len(self.devices) :]:
            self.take_devices(unb64(each["body"]), unb64(each["signature"]))
        for each in answer["epochs"]:
            wraps = {unb64(one["to"]): unb64(one["wrap"]) for one in each["wraps"]}
            self.take_epoch(unb64(each["body"]), unb64(each["signature"]), wraps, by)

    async def come_back(self) -> None:
        """By the return link: the paper device signs in and adds this device (S13)."""
        await self.look()
        live = await Live.enter(self.origin, self.paper, None, None, None)
        self.conversation, self.api.bearer = live.welcome[4], live.welcome[9]
        conversation = self.conversation
        await live.close()
        await self._learn(self.paper)
        assert self.conversation == conversation
        assert any(unpack(body)[6] == self.paper.id for body in self.epoch_bodies)
        listed = [*unpack(self.devices[-1][0])[8], [self.device.id, self.device.ed, self.device.x, False]]
        devices = self._listed(self.paper, listed)
        epoch, _ = self._epoch(self.paper, devices[0])
        path = f"/conversations/{b64(conversation)}/devices"
        await self.api.call("POST", path, {"devices": _signed(*devices), "epoch": epoch})
        self.devices.append(devices)
        await self.enter()

    async def hear(self, pos: int) -> Said:
        """The message at that place."""
        assert self.live is not None
        while all(each.pos != pos for each in self.said):
            await self.live.until(EVENTS)
            self._take()
        return next(each for each in self.said if each.pos == pos)

    def _take(self) -> None:
        assert self.live is not None
        events, self.live.events = self.live.events, []
        for _, rev, _, pos, kind, at_ms, device, _, body in events:
            if rev is not None:
                self.fold(body[0], body[1])
            if pos is None or pos <= self.pos:
                continue
            self.pos = pos
            if kind == RECORD:
                self._take_record(body)
            elif kind == MESSAGE and body[0] is not None:
                self._read(pos, at_ms, device, Sealed(*body[:4]))

    def _take_record(self, body: list[Any]) -> None:
        kind, n = unpack(body[0])[1], unpack(body[0])[3]
        if kind == "epoch":
            self.take_epoch(body[0], body[1], dict(body[2] or []), self.device)
        elif n > len(self.devices):
            self.take_devices(body[0], body[1])

    def _read(self, pos: int, at_ms: int, device: bytes, sealed: Sealed) -> None:
        header = unpack(sealed.header)
        assert header[2] == self.conversation
        assert header[5] == device
        epoch = self.epochs[header[3]]
        assert header[4] == epoch.hash
        own = {each[0]: each[1] for each in unpack(self.devices[-1][0])[8]}
        payload = seal.open_((self.team_devices | own)[device], epoch, sealed)
        self.seen = (pos, sealed.hash)
        if device == self.device.id:
            self.num, self.prev = header[7], sealed.hash
        self.said.append(
            Said(pos, at_ms, header[15], payload.get("text", ""), payload.get("by"), device in own)
        )

    @property
    def return_link(self) -> str:
        words = seal.to_crockford(self.secret), seal.to_crockford(self.fingerprint)
        return f"{self.origin}/{self.handle}#return={words[0]}.{words[1]}"

    async def close(self) -> None:
        if self.live is not None:
            await self.live.close()
        await self.api.close()


def _signed(body: bytes, signature: bytes) -> dict[str, str]:
    return {"body": b64(body), "signature": b64(signature)}


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
