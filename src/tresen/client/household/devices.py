"""`customer.devices`: a customer's own devices, and the record that takes one out or renews the return link (S4, S13)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import Any

from tresen.client.connection.http import SignedWraps, b64, signed, signed_wraps
from tresen.client.connection.refusals import ANEW_TRIES, Then, then
from tresen.client.conversation.log import ConversationLog
from tresen.client.conversation.participant import Participant
from tresen.client.errors import Missing, WrongInput
from tresen.client.household.begin import Beginning
from tresen.client.ids import Id
from tresen.client.trust.keyring import Keyring
from tresen.core import records
from tresen.core.records import CustomerDevice
from tresen.errors import Refusal
from tresen.seal import links
from tresen.seal.epoch import Recipients, make_epoch
from tresen.seal.keys import DeviceKeys, new_paper_secret
from tresen.seal.records import customer_device, sign_customer_devices


@dataclass(frozen=True)
class OwnDevice:
    """One of a customer's devices. `paper`: the return link; `this`: the device that asks; `added_ms` as its record says."""

    id: Id
    paper: bool
    this: bool
    added_ms: int


OwnDevices = list[OwnDevice]
"""In the order in which they were added."""


class Devices:
    """The devices in the newest record of one conversation."""

    def __init__(self, participant: Participant, beginning: Beginning) -> None:
        self._participant, self._beginning = participant, beginning
        self._file = participant.file
        self._renewing = asyncio.Lock()

    @property
    def return_link(self) -> str | None:
        """The link to store safely: it restores the conversation on another device.

        None before the first message, and when another device replaced it: only that one knows the new link (S13).
        """
        secret = self._file.fact("paper")
        if secret is None:
            return None
        log = self._participant.logs.held.get(self._conversation)
        paper = DeviceKeys.from_secret("paper", secret).id
        if log is not None and not is_listed(_keyring(log), paper):
            return None
        business = self._participant.business
        address = business.address
        return str(links.ReturnLink(address.public_url, address.handle, secret, business.chain.fingerprint))

    async def list(self) -> OwnDevices:
        """The devices, the return link among them, in the order in which they were added; none before the first message."""
        if not self._beginning.begun:
            return []
        return own_devices(await self._keys(), self._participant.device.id)

    async def remove(self, device: bytes) -> str:
        """Take another device out; it is shut out at once and opens nothing written afterwards (S4).

        The return link, which that device knew, is replaced in the same step; the new one is returned.
        A device that is out already changes nothing.

        Raises:
            WrongInput: it is this device, or the return link (`new_return_link` replaces it).
            Missing: this conversation never had such a device.
            Refusal: `stale_record` when other changes kept coming first; calling again is harmless.
            Stopped, Untrusted: whether it was removed is not known; calling again is harmless.
        """
        device, keys = bytes(device), await self._keys()
        known = {each.id: each.paper for _, record in keys.devices for each in record.devices}
        if device not in known:
            raise Missing("no such device in this conversation")
        if device == self._participant.device.id or known[device]:
            raise WrongInput("a device removes others, and the return link is replaced by `new_return_link`")
        return await self._renew(without=device)

    async def new_return_link(self) -> str:
        """Replace the return link: the new one is returned, the old opens nothing any more (S13).

        Raises:
            Missing: there is no conversation yet.
            Refusal: `stale_record` when other changes kept coming first; calling again is harmless.
            Stopped, Untrusted: whether it was replaced is not known; calling again is harmless.
        """
        return await self._renew(without=None)

    @property
    def _conversation(self) -> bytes:
        conversation = self._beginning.conversation
        if conversation is None:
            raise Missing("there is no conversation yet: it begins with the first message")
        return conversation

    async def _keys(self) -> Keyring:
        conversation = self._conversation
        await self._beginning.until_begun()
        log = await self._participant.connector.ask(lambda: self._participant.logs.get(conversation))
        return _keyring(log)

    async def _renew(self, without: bytes | None) -> str:
        """Post the next record until the server has it. The secret is written down before, so that no answer can be lost
        (A4)."""
        async with self._renewing:
            keys = await self._keys()
            if without is None or is_listed(keys, without):
                secret = self._file.fact("paper_next") or new_paper_secret()
                self._file.learn(paper_next=secret)
                await self._replace(keys, DeviceKeys.from_secret("paper", secret), without)
                self._file.learn(paper=secret)
                self._file.forget("paper_next")
        link = self.return_link
        if link is None:
            raise Missing("the return link was replaced by another device meanwhile")
        return link

    async def _replace(self, keys: Keyring, paper: DeviceKeys, without: bytes | None) -> None:
        participant, path = self._participant, f"/conversations/{b64(self._conversation)}/devices"

        def done() -> bool:
            return is_listed(keys, paper.id) and (without is None or not is_listed(keys, without))

        for _ in range(ANEW_TRIES):
            if done():
                return
            change = renewed(participant.device, keys, participant.clock.now_ms(), paper, without)
            try:
                await participant.connector.ask(partial(participant.http.post, path, change))
            except Refusal as refusal:
                if then(refusal) is not Then.ANEW:
                    raise
            await participant.connector.ask(self._learn_news)
        if not done():
            raise Refusal("stale_record", "another change came first each time")

    async def _learn_news(self) -> None:
        await self._participant.business.catch_up()
        logs = self._participant.logs
        await logs.catch_up(logs.held[self._conversation])


def own_devices(keys: Keyring, this: bytes) -> list[OwnDevice]:
    """The devices of the newest record, in the order in which they were added."""
    since: dict[bytes, int] = {}
    for _, record in keys.devices:
        for each in record.devices:
            since.setdefault(each.id, record.at_ms)
    return sorted(
        (OwnDevice(Id(each.id), each.paper, each.id == this, since[each.id]) for each in _newest(keys)),
        key=lambda each: each.added_ms,
    )


def is_listed(keys: Keyring, device: bytes) -> bool:
    """Whether the newest customer-devices record lists that device."""
    return any(each.id == device for each in _newest(keys))


def renewed(
    by: DeviceKeys, keys: Keyring, at_ms: int, paper: DeviceKeys, without: bytes | None
) -> dict[str, Any]:
    """The next record and its epoch, as they are posted: a new return link in place of the old, `without` taken out."""
    before, record = keys.devices[-1]
    stay = [each for each in record.devices if not each.paper and each.id != without]
    listed = [*stay, customer_device(paper, True)]
    n = record.n + 1
    devices = sign_customer_devices(by, keys.business, n, records.record_hash(before.body), at_ms, listed)
    team, current = keys.recipients(), keys.current
    to = Recipients(team.team_n, team.team_hash, team.team_x, n, records.record_hash(devices.body), listed)
    made = make_epoch(
        paper,
        keys.business,
        keys.conversation,
        at_ms,
        to,
        before=current.key,
        superseding=None if current.key else (current.n, current.hash),
    )
    return {"devices": signed(devices), "epoch": signed_wraps(SignedWraps(made.signed, made.wraps))}


def _newest(keys: Keyring) -> list[CustomerDevice]:
    return keys.devices[-1][1].devices


def _keyring(log: ConversationLog) -> Keyring:
    if not isinstance(log.keyring, Keyring):
        raise TypeError("a customer's conversation has a keyring")
    return log.keyring
