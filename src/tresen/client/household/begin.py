"""Beginning a conversation: first record, first epoch and first message in one request (S13)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, NamedTuple

from tresen.client.connection.background import Background
from tresen.client.connection.http import SignedWraps, b64, sealed, signed, signed_wraps
from tresen.client.connection.keyfile import Item
from tresen.client.connection.refusals import Then, pause, then
from tresen.client.content import Invited
from tresen.client.conversation.participant import Participant
from tresen.client.household.puzzle import solve_puzzle
from tresen.core import records
from tresen.core.records import Header, Signed
from tresen.errors import Refusal
from tresen.seal.epoch import EpochKey, Recipients, make_epoch
from tresen.seal.invitation import quoted
from tresen.seal.keys import DeviceKeys, new_paper_secret
from tresen.seal.message import seal_message
from tresen.seal.records import customer_device, sign_customer_devices
from tresen.seal.refused import Refused


class _Answered(NamedTuple):
    """Id and proof in JSON, and the files that come with it."""

    proof: dict[str, str]
    blobs: list[bytes]


class Beginning:
    """The conversation of one keys file: not there, being created, or begun."""

    def __init__(self, participant: Participant, on_begun: Callable[[], None]) -> None:
        """`on_begun` is called once the server has the conversation."""
        self._participant, self._file = participant, participant.file
        self._on_begun = on_begun
        self._background = Background(participant.bell)

    @property
    def conversation(self) -> bytes | None:
        """The conversation's id; None before the first message."""
        return self._file.fact("conversation")

    @property
    def begun(self) -> bool:
        """The server has the conversation."""
        return self._file.fact("begun") is not None

    async def until_begun(self) -> None:
        """Wait until the server has the conversation."""
        await self._participant.bell.until(lambda: self.begun)

    def go_on(self) -> None:
        """Go on from where the keys file is."""
        if self.begun:
            self._on_begun()
        elif self.conversation is not None:
            self._background.run(self._create())

    def begin(self) -> bytes:
        """The conversation's id; its first record is made when there is none yet."""
        known = self.conversation
        if known is not None:
            return known
        device, paper = self._participant.device, new_paper_secret()
        devices = [
            customer_device(device, False),
            customer_device(DeviceKeys.from_secret("paper", paper), True),
        ]
        business, now_ms = self._participant.business.id, self._participant.clock.now_ms()
        first = sign_customer_devices(device, business, 1, None, now_ms, devices)
        conversation = records.conversation_id(first.body)
        self._file.learn(paper=paper, devices=records.encode(first), conversation=conversation)
        self._background.run(self._create())
        return conversation

    async def close(self) -> None:
        """Stop creating. The next opening goes on with it."""
        await self._background.close()

    async def _create(self) -> None:
        """Post first record, first epoch and first message until that succeeds; one that is refused for good is given up."""
        participant, failures = self._participant, 0
        path = f"/businesses/{participant.business.address.handle}/conversations"
        while True:
            item = self._file.next_item()
            if item is None:
                await participant.bell.until(lambda: self._file.next_item() is not None)
                continue
            try:
                await self._post(path, self._first(item))
            except OSError:
                failures += 1
                await self._reload_after(pause(failures))
            except Refusal as refusal:
                if then(refusal) is Then.TOLD or not refusal.retryable:
                    participant.outbox.give_up(item.counter, refusal)
                else:
                    await self._reload_after(participant.outbox.postpone(item.counter, refusal))
            else:
                self._file.learn(begun=b"1")
                self._on_begun()
                return

    async def _post(self, path: str, body: dict[str, Any]) -> None:
        """[W10] During a rush the server asks for a puzzle first: solve it, in a thread, and post again."""
        http = self._participant.http
        try:
            await http.post(path, body)
        except Refusal as refusal:
            if refusal.code != "puzzle_due":
                raise
            challenge = refusal.detail.partition(" ")[0]
            await http.post(path, body | {"puzzle": await asyncio.to_thread(solve_puzzle, challenge)})

    async def _reload_after(self, seconds: float) -> None:
        """Wait, then read the records again: the next attempt names the newest team key."""
        await asyncio.sleep(seconds)
        try:
            await self._participant.business.load()
        except OSError:
            return  # the next attempt fails alike, and this is tried again

    def _first(self, item: Item) -> dict[str, Any]:
        participant = self._participant
        first = records.decode(self._file.fact("devices") or b"", Signed)
        listed = records.decode(first.body, records.CustomerDevices)
        conversation, team = records.conversation_id(first.body), participant.business.records.team
        to = Recipients(team.n, team.hash, team.x, 1, records.record_hash(first.body), listed.devices)
        # Signed by the return link: whoever comes back by it recognises the conversation (S13).
        link = DeviceKeys.from_secret("paper", self._file.fact("paper") or b"")
        made = make_epoch(link, listed.business, conversation, participant.clock.now_ms(), to)
        payload = item.waiting.payload or {}
        answers = self._answered(payload)
        header = self._first_header(item, made.key, [] if answers is None else answers.blobs)
        return {
            "devices": signed(first),
            "epoch": signed_wraps(SignedWraps(made.signed, made.wraps)),
            "message": sealed(seal_message(participant.device, made.key, header, payload)),
            **({} if answers is None else {"invitation": answers.proof}),
        }

    def _answered(self, payload: dict[str, Any]) -> _Answered | None:
        """[S21] The invitation that the first message answers, as the server is told of it; None: it answers none.

        Raises:
            Refusal: `invitation_over`: whoever wrote it does not speak for the business any more, so nobody would be shown
                what is answered.
        """
        if "invitation" not in payload:
            return None
        business = self._participant.business
        said = quoted(business.id, payload["invitation"])
        keys = said.keys
        try:
            invitation = keys.read(said.signed, business.records.writers())
        except Refused:
            raise Refusal("invitation_over", "withdrawn (who wrote it has left the team)") from None
        blobs = Invited.read(invitation.payload).blobs
        return _Answered({"id": b64(keys.id), "proof": b64(keys.proof)}, blobs)

    def _first_header(self, item: Item, epoch: EpochKey, blobs: list[bytes]) -> Header:
        return Header(
            version=records.VERSION,
            business=epoch.business,
            conversation=epoch.conversation,
            epoch=1,
            epoch_hash=epoch.hash,
            device=self._participant.device.id,
            counter=item.counter,
            num=1,
            prev=None,
            seen_pos=0,
            seen_hash=None,
            spoken=True,
            refers=None,
            about=None,
            doc=None,
            at_ms=min(item.waiting.at_ms, self._participant.clock.now_ms()),
            blobs=blobs or None,
        )
