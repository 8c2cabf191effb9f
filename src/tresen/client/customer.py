"""A customer: one business, one conversation (S13)."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

from tresen.client.connection.connector import BACKOFF_SECONDS
from tresen.client.connection.http import SignedWraps, b64, sealed, signed, signed_wraps
from tresen.client.connection.keyfile import Item, KeyFile
from tresen.client.conversation.message import Marks, Message, Sent
from tresen.client.conversation.participant import Participant
from tresen.client.erasing.outcome import Erasure, Kept
from tresen.client.household.devices import OwnDevice, is_listed, own_devices, renewed
from tresen.client.household.restore import add_device
from tresen.client.opening import Opening
from tresen.client.trust.keyring import Keyring, Keys
from tresen.clock import Clock
from tresen.core import records, wire
from tresen.core.model import Party
from tresen.core.records import Header, Signed
from tresen.errors import Refusal
from tresen.seal import links
from tresen.seal.epoch import Recipients, make_epoch
from tresen.seal.keys import DeviceKeys, new_paper_secret
from tresen.seal.message import pad, seal_message
from tresen.seal.records import customer_device, sign_customer_devices

_RACES = {"stale_record", "epoch_taken"}
"""Another change came first: what is new decides."""


class Customer(Participant):
    """A customer of one business. The conversation begins with the first message."""

    party = Party.CUSTOMER
    kind = "customer"

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._renewing = asyncio.Lock()

    @classmethod
    def start(
        cls,
        business_url: str,
        *,
        keys: Path | str,
        clock: Clock | None = None,
        deliver: bool = True,
        tls: ssl.SSLContext | None = None,
    ) -> Opening[Customer]:
        """Visit a business by its link, as on the sign, or resume with the same `keys`.

        `keys` is a file that is made at the first start (0600); it holds the device's keys and what waits to be sent.
        `clock` dates messages; `deliver=False` sends no receipt by itself; `tls` trusts other authorities.

        Raises:
            Untrusted: the business is not the one the link names, or its records do not verify.
            WrongKeys: `keys` belongs to somebody else.
            OSError: the server cannot be reached.
            Refusal: `unknown_business`.
            Refused: `malformed` link.
        """

        async def opening() -> Customer:
            sign = links.read_sign(business_url)
            file = KeyFile(keys)
            known = file.fact("fingerprint")
            customer = cls(
                file,
                sign.public_url,
                sign.handle,
                sign.fingerprint or known,
                clock=clock,
                deliver=deliver,
                tls=tls,
            )
            return await customer._opened()

        return Opening(opening())

    @classmethod
    def restore(
        cls,
        return_link: str,
        *,
        keys: Path | str,
        clock: Clock | None = None,
        deliver: bool = True,
        tls: ssl.SSLContext | None = None,
    ) -> Opening[Customer]:
        """Continue a conversation on another device by its return link; the device is added to the conversation.

        Raises: as `start`; Stopped when the link opens no conversation.
        """

        async def opening() -> Customer:
            link = links.read_return_link(return_link)
            file = KeyFile(keys)
            customer = cls(
                file, link.public_url, link.handle, link.fingerprint, clock=clock, deliver=deliver, tls=tls
            )
            customer._own()
            try:
                await customer._load_public()
                if file.fact("conversation") is None:
                    paper = DeviceKeys.from_secret("paper", link.secret)
                    conversation = await add_device(
                        customer._http, file, customer._records, paper, customer._clock, link.public_url
                    )
                    file.learn(paper=link.secret, conversation=conversation, begun=b"1")
            except BaseException:
                await customer.close()
                raise
            return await customer._opened()

        return Opening(opening())

    @property
    def conversation(self) -> bytes | None:
        """The conversation's id; None before the first message."""
        return self._file.fact("conversation")

    @property
    def return_link(self) -> str | None:
        """The link to keep: it restores the conversation on another device.

        None before the first message, and when another device replaced it: only that one knows the new link (S13).
        """
        secret = self._file.fact("paper")
        if secret is None:
            return None
        talk = self._talks.get(self._id)
        paper = DeviceKeys.from_secret("paper", secret).id
        if talk is not None and isinstance(talk.keyring, Keyring) and not is_listed(talk.keyring, paper):
            return None
        return str(links.ReturnLink(self.public_url, self.handle, secret, self._records.chain.fingerprint))

    @property
    def verified(self) -> bool:
        """The link named the business's fingerprint, and it is this one."""
        return self._fingerprint is not None

    async def send(self, text: str) -> Sent:
        """Say something. Returns when it is durable on the server.

        It is kept in the keys file before anything is sent: when this is cancelled or the program ends, it goes out at the
        next opening, once, in order.

        Raises:
            Refused: `too_large`; nothing was kept.
            Refusal: the server refused it for good, such as `conversation_blocked`.
            Stopped, Untrusted: it waits in the keys file.
        """
        payload = {"kind": "text", "text": text}
        pad(records.encode(payload))
        if self.conversation is None:
            self._found()
        return await self._durable(self._waiting(self._id, payload))

    async def messages(self) -> AsyncIterator[Message]:
        """Every message from the first, then live, until the client is closed (Stopped)."""
        await self._begun()
        async for message in self._follow(self._id):
            yield message

    async def history(self) -> list[Message]:
        """All messages there are now; none before the first."""
        if self._file.fact("begun") is None:
            return []
        return list((await self._asked(lambda: self._talk(self._id))).messages)

    async def mark_read(self, message: Message | Sent) -> None:
        """Everything up to this message was seen. Durable on return."""
        await self._mark(self._id, message.pos, message.pos)

    async def mark_delivered(self, message: Message | Sent) -> None:
        """Everything up to this message arrived; needed with `deliver=False` only. Durable on return."""
        await self._mark(self._id, message.pos, 0)

    async def until_delivered(self, sent: Sent | Message) -> Marks:
        """Wait until the team received it."""
        return await self._until(self._id, lambda marks: marks.delivered >= sent.pos)

    async def until_read(self, sent: Sent | Message) -> Marks:
        """Wait until the team read it."""
        return await self._until(self._id, lambda marks: marks.read >= sent.pos)

    async def state(self, sent: Sent | Message) -> str:
        """`sent`, `delivered` or `read`."""
        marks = (await self._asked(lambda: self._talk(self._id))).marks[Party.TEAM]
        return "read" if marks.read >= sent.pos else "delivered" if marks.delivered >= sent.pos else "sent"

    async def erase(self, message: Message | Sent | None = None) -> Erasure:
        """Erase one message, or with None the whole conversation: with everything that refers to it, for everybody (L7).

        Durable on return. What commercial law makes the business keep is in `kept`, with its time. An erased conversation
        takes nothing more; a new one begins with new keys.

        Raises:
            LookupError: there is no conversation, or no such message.
            Refusal: `conversation_erased`: somebody was faster.
        """
        conversation = self._id
        await self._begun()
        return await self._erase(conversation, message)

    async def kept(self) -> list[Kept]:
        """What erasing would leave, or left, and until when (L9)."""
        conversation = self._id
        await self._begun()
        return await self._kept(conversation)

    async def devices(self) -> list[OwnDevice]:
        """This customer's devices, the return link among them, in the order in which they were added; none before the first
        message."""
        if self._file.fact("begun") is None:
            return []
        return own_devices(await self._household(), self._device.id)

    async def remove(self, device: bytes) -> str:
        """Take another device of this customer out; it is shut out at once and opens nothing written afterwards (S4).

        The return link, which that device knew, is replaced in the same step; the new one is returned.
        A device that is out already changes nothing.

        Raises:
            ValueError: it is this device, or the return link (`new_return_link` replaces it).
            LookupError: this conversation never had such a device.
            Stopped, Untrusted: whether it was removed is not known; calling again is harmless.
        """
        keys = await self._household()
        known = {each.id: each.paper for _, record in keys.devices for each in record.devices}
        if device not in known:
            raise LookupError("no such device in this conversation")
        if device == self._device.id or known[device]:
            raise ValueError("a device removes others, and the return link is replaced by `new_return_link`")
        return await self._renew(without=device)

    async def new_return_link(self) -> str:
        """Replace the return link: the new one is returned, the old opens nothing any more (S13).

        Raises:
            LookupError: there is no conversation yet.
            Stopped, Untrusted: whether it was replaced is not known; calling again is harmless.
        """
        return await self._renew(without=None)

    def typing(self, on: bool) -> None:
        """Show or hide "is typing"; nothing happens while offline."""
        self._session.send(wire.Typing(None, on))

    @property
    def team_types(self) -> bool:
        """Somebody of the team is typing."""
        return bool(self._typing)

    @property
    def _id(self) -> bytes:
        conversation = self.conversation
        if conversation is None:
            raise LookupError("there is no conversation yet: it begins with the first message")
        return conversation

    async def _household(self) -> Keyring:
        conversation = self._id
        await self._begun()
        keys = (await self._asked(lambda: self._talk(conversation))).keyring
        if not isinstance(keys, Keyring):
            raise TypeError("a customer's conversation has a keyring")
        return keys

    async def _renew(self, without: bytes | None) -> str:
        """Post the next record until the server has it: the secret is kept before, so that no answer can be lost (A4)."""
        async with self._renewing:
            keys = await self._household()
            if without is None or is_listed(keys, without):
                secret = self._file.fact("paper_next") or new_paper_secret()
                self._file.learn(paper_next=secret)
                await self._replace(keys, DeviceKeys.from_secret("paper", secret), without)
                self._file.learn(paper=secret)
                self._file.forget("paper_next")
        link = self.return_link
        if link is None:
            raise LookupError("the return link was replaced by another device meanwhile")
        return link

    async def _replace(self, keys: Keyring, paper: DeviceKeys, without: bytes | None) -> None:
        path = f"/conversations/{b64(self._id)}/devices"
        while not is_listed(keys, paper.id) or (without is not None and is_listed(keys, without)):
            change = renewed(self._device, keys, self._clock.now_ms(), paper, without)
            try:
                await self._asked(partial(self._http.post, path, change), patient=False)
            except Refusal as refusal:
                if refusal.code not in _RACES:
                    raise
            await self._asked(self._learn_news)

    async def _learn_news(self) -> None:
        await self._catch_up_records()
        await self._catch_up(self._talks[self._id])

    def _name(self, conversation: bytes) -> bytes | None:  # noqa: ARG002 - a customer has but one
        return None

    def _keys_for(self, conversation: bytes) -> Keys:
        return Keyring(self._file, self._records, self._device, self._records.chain.business, conversation)

    def cursor(self) -> tuple[bytes | None, int | None, int | None]:
        """From where this client has read."""
        talk = self._talks.get(self._id)
        return self._generation, talk.head if talk else None, self._records.rev

    async def on_welcome(self, welcome: wire.Welcome) -> None:
        """Read the conversation before its live events."""
        await super().on_welcome(welcome)
        talk = await self._talk(self._id)
        await self._catch_up(talk)
        self._settle_stored()

    def _settle_stored(self) -> None:
        """What the log already holds of the outbox was stored before the connection was lost."""
        talk = self._talks[self._id]
        stored = {each.counter: each for each in talk.messages if each.device == self._device.id}
        item = self._file.next_item()
        while item is not None:
            message = stored.get(item.counter)
            if message is not None:
                self._settle(item.counter, Sent(message.pos, message.at_ms))
            item = self._file.next_item(item.counter)

    async def _opened(self) -> Customer:
        try:
            self._own()
            await self._load_public()
        except BaseException:
            await self.close()
            raise
        facts = {"business": self._records.chain.business}
        if self._fingerprint is not None:
            facts["fingerprint"] = self._fingerprint
        self._file.learn(**facts)
        if self._file.fact("begun") is not None:
            self._session.start()
        elif self.conversation is not None:
            self._founding = asyncio.create_task(self._create())
        return self

    _founding: asyncio.Task[None] | None = None

    async def close(self) -> None:
        """As `Participant.close`."""
        if self._founding is not None:
            self._founding.cancel()
            await asyncio.gather(self._founding, return_exceptions=True)
        await super().close()

    async def _begun(self) -> None:
        await self._bell.until(lambda: self._file.fact("begun") is not None)

    def _found(self) -> None:
        """Make the conversation's first record; from then on its id is known."""
        paper = new_paper_secret()
        devices = [
            customer_device(self._device, False),
            customer_device(DeviceKeys.from_secret("paper", paper), True),
        ]
        business = self._records.chain.business
        first = sign_customer_devices(self._device, business, 1, None, self._clock.now_ms(), devices)
        self._file.learn(
            paper=paper,
            devices=records.encode(first),
            conversation=records.conversation_id(first.body),
        )
        self._founding = asyncio.create_task(self._create())

    async def _create(self) -> None:
        """Post first record, first epoch and first message until that succeeded or was refused for good."""
        failures = 0
        while True:
            item = self._file.next_item()
            if item is None:
                await self._bell.until(lambda: self._file.next_item() is not None)
                continue
            try:
                await self._http.post(f"/businesses/{self.handle}/conversations", self._first(item))
            except (OSError, Refusal) as error:
                if isinstance(error, Refusal) and (not error.retryable or error.code == "not_open_yet"):
                    self._file.settled(item.counter)
                    self.on_given_up(item, error)
                    continue
                await asyncio.sleep(BACKOFF_SECONDS[min(failures, len(BACKOFF_SECONDS) - 1)])
                failures += 1
                await self._reload()
                continue
            self._file.learn(begun=b"1")
            self._session.start()
            return

    async def _reload(self) -> None:
        try:
            await self._load_public()
        except OSError:
            return

    def _first(self, item: Item) -> dict[str, Any]:
        first = records.decode(self._file.fact("devices") or b"", Signed)
        listed = records.decode(first.body, records.CustomerDevices)
        business, team = listed.business, self._records.team
        to = Recipients(team.n, team.hash, team.x, 1, records.record_hash(first.body), listed.devices)
        # Signed by the return link: whoever comes back by it knows its own conversation (S13).
        link = DeviceKeys.from_secret("paper", self._file.fact("paper") or b"")
        made = make_epoch(link, business, self._id, self._clock.now_ms(), to)
        waiting = item.waiting
        header = Header(
            version=records.VERSION,
            business=business,
            conversation=self._id,
            epoch=1,
            epoch_hash=made.key.hash,
            device=self._device.id,
            counter=item.counter,
            num=1,
            prev=None,
            seen_pos=0,
            seen_hash=None,
            spoken=True,
            refers=None,
            about=None,
            doc=None,
            at_ms=waiting.at_ms,
        )
        return {
            "devices": signed(first),
            "epoch": signed_wraps(SignedWraps(made.signed, made.wraps)),
            "message": sealed(seal_message(self._device, made.key, header, waiting.payload or {})),
        }
