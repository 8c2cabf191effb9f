"""The bakery behind a lying server, and those who are lied to: the Python clients."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import httpx

from tests.liar.lie import Call, Lie
from tests.liar.made_up import MadeUp
from tests.liar.proxy import Proxy
from tests.world.bakery import Bakery, bakery
from tests.world.patience import PATIENCE
from tresen.client import Customer, Message, Sent, Staff, Untrusted
from tresen.client.connection.http import SignedWraps, unpublic
from tresen.clock import Clock
from tresen.core import records, wire
from tresen.core.records import CustomerDevices, Header, Signed
from tresen.core.wire import Event
from tresen.seal.epoch import Recipients, make_epoch
from tresen.seal.keys import DeviceKeys
from tresen.seal.message import Envelope, seal_message

Kind = Literal["customer", "staff"]


@dataclass
class Street:
    """The bakery, the proxy at its address, and the keys the server makes up. The owner's device is told the truth. With
    `confirms` it confirms joiners only when a test asks it to."""

    bakery: Bakery
    proxy: Proxy
    made_up: MadeUp = field(default_factory=MadeUp)
    confirms: bool = True
    _people: int = 3

    @classmethod
    @contextlib.asynccontextmanager
    async def open(
        cls, folder: Path, clock: Clock | None = None, profile: dict[str, Any] | None = None
    ) -> AsyncIterator[Street]:
        """Start both; everybody is told the truth until a lie begins."""
        async with Proxy.open() as proxy:
            port = int(proxy.upstream.rpartition(":")[2])
            async with bakery(folder, port, clock=clock, public_url=proxy.url, profile=profile) as opened:
                proxy.honest.add(opened.owner.device)
                yield cls(opened, proxy)

    def name(self) -> str:
        """A name for somebody new."""
        self._people += 1
        return f"person-{self._people}"

    async def chain(self) -> list[Signed]:
        """The business's true public records."""
        async with httpx.AsyncClient(
            base_url=self.proxy.upstream, trust_env=False, timeout=PATIENCE
        ) as client:
            answer = (await client.get("/api/v1/businesses/sonnenschein")).json()
        return [unpublic(each) for each in answer["records"]]

    async def event(self, conversation: bytes, pos: int) -> Event:
        """The true event at that place."""
        [event], _ = await self.bakery.owner._parts.http.events(conversation, pos - 1, 1)
        return event

    async def last(self, conversation: bytes) -> int:
        """How far a conversation truly goes."""
        return (await self.bakery.owner.conversations.get(conversation)).head

    async def rotate(self) -> DeviceKeys:
        """Somebody leaves the team, so every conversation's next message begins a new epoch. Returns their keys."""
        async with await self._join() as guest:
            gone = guest._parts.device
        await self.bakery.owner.records.revoke(device=gone.id)
        return gone

    async def _join(self, role: str = "member") -> Staff:
        name = self.name()
        if self.confirms:
            return await self.bakery.join(self._people, role, name=name)
        link = await self.bakery.owner.invites.create(self._people, role)
        return await Staff.link(link, keys=self.bakery.folder / f"{name}.keys", clock=self.bakery.clock)

    @contextlib.contextmanager
    def lying(self, lie: Lie) -> Any:
        """Lie until the end; `proxy.said` holds what is said meanwhile. The lie must reach somebody."""
        self.proxy.said.clear()
        self.proxy.tell(lie)
        try:
            yield lie
            assert self.proxy.told > 0, f"nobody was told {lie.name}"
        finally:
            self.proxy.tell(Lie())

    async def asked(self) -> tuple[Customer, bytes]:
        """Frau Krause has asked (pos 3), Anna has answered (pos 4). Returns her and their conversation."""
        krause = await self.bakery.customer(self.name())
        async with _or_closed(krause):
            await krause.send("Haben Sie Schrippen?")
            conversation = krause.conversation
            assert conversation is not None
            await self.bakery.owner.conversations.send(conversation, "Ja, ganz frische.")
        return krause, conversation

    async def scene(self, kind: Kind) -> Scene:
        """They have spoken, and one of the two sides will be lied to."""
        krause, conversation = await self.asked()
        return_link = krause.return_link
        assert return_link is not None
        if kind == "customer":
            owner = self.bakery.owner
            return Scene(self, kind, conversation, owner, krause, krause, return_link)
        self.proxy.honest.add(krause.device)
        async with _or_closed(krause):
            ben = await self._join()
        return Scene(self, kind, conversation, krause, ben, krause, return_link)


@contextlib.asynccontextmanager
async def _or_closed(client: Customer | Staff) -> AsyncIterator[None]:
    """Closes a client whose opening fails, so that the next test finds no open socket."""
    try:
        yield
    except BaseException:
        await client.close()
        raise


@dataclass
class Place:
    """A conversation in which the side `kind` is lied to while the other, who is told the truth, speaks."""

    street: Street
    kind: Kind
    conversation: bytes
    speaker: Customer | Staff

    async def speak(self, text: str) -> int:
        """The speaker says something; returns its true place."""
        sent = await say(self.speaker, self.conversation, text)
        return sent.pos

    async def rival_epoch(self, signer: DeviceKeys | None = None) -> tuple[int, SignedWraps]:
        """The newest epoch once more for the same recipients: signed by that device, which tells the server the key, or by
        the owner's, which came too late."""
        owner = self.street.bakery.owner
        keys: Any = (await owner._parts.logs.get(self.conversation)).keyring
        signed, team = keys.devices[-1][0], owner._parts.business.records.team
        listed = records.decode(signed.body, CustomerDevices)
        hash_ = records.record_hash(signed.body)
        to = Recipients(team.n, team.hash, team.x, listed.n, hash_, listed.devices)
        before = keys.epochs[-2].key
        made = make_epoch(
            signer or owner._parts.device, keys.business, self.conversation, listed.at_ms, to, before
        )
        if signer is not None:
            self.street.made_up.betrayed.append(made.key)
        return made.key.n, SignedWraps(made.signed, made.wraps)

    def refused(self, text: str) -> Envelope:
        """What the speaker seals next under epoch 1: the server refused it as stale and kept it."""
        log = self.speaker._parts.logs.held[self.conversation]
        epoch, place = log.keyring.epochs[0], log.place(self.speaker.device)
        assert epoch.key is not None
        seen, counter = log.seen, self.speaker._parts.file._counter() + 1
        header = Header(
            1, epoch.key.business, self.conversation, epoch.n, epoch.hash, self.speaker.device, counter,
            place.num + 1, place.hash, *seen, True, None, None, None, self.speaker._parts.clock.now_ms(),
        )  # fmt: skip
        return seal_message(self.speaker._parts.device, epoch.key, header, {"kind": "text", "text": text})


@dataclass
class Scene(Place):
    """The same with a victim who runs the Python client."""

    victim: Customer | Staff
    krause: Customer
    return_link: str

    async def hear(self, until: int) -> list[Message]:
        """What the victim reads up to that place."""
        heard = []
        async with asyncio.timeout(PATIENCE):
            async for message in messages(self.victim, self.conversation):
                heard.append(message)
                if message.pos >= until:
                    break
        return heard

    async def leave(self) -> None:
        """The victim closes the program."""
        await self.victim.close()

    async def come_back(self, **options: Any) -> None:
        """The victim opens it again, with the same keys."""
        path = self.victim._parts.file.path
        if self.kind == "customer":
            self.victim = await Customer.start(self.street.bakery.url, keys=path, **options)
        else:
            self.victim = await Staff.open(keys=path, **options)

    async def replace(self) -> None:
        """The same person takes another device: through the return link, or an invitation by the owner."""
        if self.kind == "customer":
            keys = self.street.bakery.folder / f"{self.street.name()}.keys"
            self.victim = await Customer.restore(self.return_link, keys=keys)
        else:
            self.victim = await self.street._join()

    async def close(self) -> None:
        """Closes everything."""
        await self.victim.close()
        if self.krause is not self.victim:
            await self.krause.close()

    async def tablet(self) -> None:
        """Frau Krause adds a tablet: customer-devices 2 and epoch 2, at the next two places."""
        keys = self.street.bakery.folder / f"{self.street.name()}.keys"
        self.street.proxy.honest.add(await _restored(self.return_link, keys))

    async def answer(self, text: str) -> None:
        """The victim answers, and the other side reads it."""
        async with asyncio.timeout(PATIENCE):
            await say(self.victim, self.conversation, text)
            async for message in messages(self.speaker, self.conversation):
                if message.text == text:
                    return

    async def answers_nothing(self, text: str) -> None:
        """The victim is asked to answer and seals nothing: no message and no epoch leaves it or waits."""
        task = asyncio.create_task(say(self.victim, self.conversation, text))
        done, _ = await asyncio.wait({task}, timeout=1)
        task.cancel()
        result = (await asyncio.gather(task, return_exceptions=True))[0]
        assert not done or isinstance(result, Untrusted), result
        assert self.sealed() == []

    def sealed(self) -> list[Call | wire.Send]:
        """Messages and records that the victim sent during this lie."""
        return [
            each
            for each in self.street.proxy.said
            if (
                isinstance(each, wire.Send)
                and records.decode(each.header, Header).device == self.victim.device
            )
            or (isinstance(each, Call) and each.device == self.victim.device)
        ]


async def _restored(return_link: str, keys: Path) -> bytes:
    async with Customer.restore(return_link, keys=keys) as tablet:
        return tablet.device


async def say(client: Customer | Staff, conversation: bytes, text: str) -> Sent:
    """Either side says something."""
    if isinstance(client, Staff):
        return await client.conversations.send(conversation, text)
    assert isinstance(client, Customer)
    return await client.send(text)


def messages(client: Customer | Staff, conversation: bytes) -> AsyncIterator[Message]:
    """Either side reads."""
    if isinstance(client, Staff):
        return client.conversations.messages(conversation)
    assert isinstance(client, Customer)
    return client.messages()
