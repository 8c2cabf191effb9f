"""`staff.invites`: adding a device to the team by a one-time link (S12)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final, NamedTuple

import msgspec

from tresen.client.connection.connector import Connector
from tresen.client.connection.http import Http, b64, signed, unb64
from tresen.client.connection.keyfile import KeyFile
from tresen.client.connection.unreachable import reading
from tresen.client.team.joining import Words
from tresen.client.team.programs import Right, program_of
from tresen.client.team.publisher import Publisher
from tresen.client.team.publishing import on_top
from tresen.client.trust.business import Business
from tresen.clock import Clock
from tresen.core import records, wire
from tresen.core.records import Device
from tresen.core.sizes import INVITE_MS
from tresen.errors import Refusal
from tresen.seal import links
from tresen.seal.invite import Answer, Invite, commitment, new_nonce
from tresen.seal.refused import Refused

_log: Final = logging.getLogger(__name__)


class _Made(msgspec.Struct, frozen=True, array_like=True):
    """What only the inviting device knows: the secret, for whom the invite is and until when, its nonce, and the one answer
    for which it revealed that (keys and nonce)."""

    secret: bytes
    person: int
    role: str
    until_ms: int
    nonce: bytes
    answer: tuple[bytes, bytes, bytes] | None = None
    said: dict[str, Any] | None = None
    """What the device's record is to say of a program (S23)."""


class _Listed(NamedTuple):
    """An invite as the server lists it; `answer` and `mac` once somebody has answered it, until it is confirmed."""

    id: bytes
    state: str
    answer: Answer | None
    mac: bytes

    @classmethod
    def of(cls, told: dict[str, Any]) -> _Listed:
        """Raises an error of Python's own when it is something else."""
        id_, state = unb64(told["id"]), str(told["state"])
        if state != "answered":
            return cls(id_, state, None, b"")
        return cls(
            id_, state, Answer(*(unb64(told[name]) for name in ("ed", "x", "nonce"))), unb64(told["mac"])
        )


class Invites:
    """The invites that this device made: an owner's for anybody, others for their own person with no higher role (S4)."""

    def __init__(
        self,
        file: KeyFile,
        http: Http,
        connector: Connector,
        business: Business,
        publisher: Publisher,
        clock: Clock,
        tell: Callable[[Callable[[wire.ServerFrame | None], None]], None],
    ) -> None:
        """`tell` has a function called with every frame, and with None after each connection."""
        self._file, self._http, self._connector = file, http, connector
        self._business, self._publisher, self._clock = business, publisher, clock
        self._rung = 0
        tell(self._on_frame)

    async def create(
        self,
        person: int,
        role: str = "member",
        *,
        program: str | None = None,
        ai: bool = True,
        may: Iterable[Right] = ("read", "draft"),
    ) -> str:
        """A one-time inbox link for a new device of that person, good for 24 hours.

        `program`: it is for a program, whose name customers see beside what it says; `ai`: whether it is an AI; `may`: what
        it may do at most (`read`, `draft`, `send`, and `named`: only where the conversation is assigned to it). All that
        stands in the record that the owner's device signs (S23).

        When as many wait as the server holds, an unused one that this device made for them is given again.

        Raises:
            WrongInput: the name is empty, too long or no single line; an unknown right.
            Refusal: `too_many` when there is none such; `bad_request`.
        """
        said = None if program is None else program_of(program, ai=ai, may=may).written()
        invite = Invite.new(self._business.chain.fingerprint)
        nonce = new_nonce()
        made = _Made(invite.secret, person, role, self._clock.now_ms() + INVITE_MS, nonce, None, said)
        self._file.learn(**{_fact(invite.id): records.encode(made)})
        asked = {"id": b64(invite.id), "person": person, "role": role, "commitment": b64(commitment(nonce))}
        try:
            await self._connector.ask(lambda: self._http.post("/invites", asked), told=("too_many",))
        except Refusal as refusal:
            if refusal.code != "too_many":
                raise
            invite = await self._unused(person, role, said, refusal)
        return self._link(invite)

    def _link(self, invite: Invite) -> str:
        return str(links.InviteLink(self._business.address.public_url, invite))

    async def confirm_answered(self) -> list[tuple[int, Words]]:
        """Confirm every answered invite whose MAC verifies; the persons that joined, with the four words of each.

        An answer whose MAC does not verify is left alone: whoever answered did not have the link. Who joins as whom is what
        this device asked for when it made the invite, not what the server says, and every invite is good once.

        Raises:
            Refusal: one was refused, `too_large` when the person has 16 devices; the others were confirmed.
        """
        joined, refused = [], None
        for each in await self._listed():
            made = self._made(each.id)
            try:
                words = None if made is None else await self._admit(made, each)
            except Refusal as refusal:
                refused = refusal
                continue
            if made is not None and words is not None:
                joined.append((made.person, words))
        if refused is not None:
            raise refused
        return joined

    async def confirm(self, link: str) -> None:
        """Confirm one invite once it is answered, and no other. Its device's four words are compared by nobody.

        So it is for a link that never left this program. Confirmed already, nothing happens.

        Raises:
            Refusal: `invite_expired`, `unknown_invite`: it came to nothing.
        """
        wanted = links.read_invite_link(link).invite.id
        while True:
            rung = self._rung
            each = next((each for each in await self._listed() if each.id == wanted), None)
            made = self._made(wanted)
            state = "" if each is None else each.state
            if each is None or (made is None and state != "confirmed"):
                raise Refusal("unknown_invite")
            if state == "expired":
                raise Refusal("invite_expired")
            if made is None or state == "confirmed" or await self._admit(made, each) is not None:
                return
            await self._connector.bell.until(lambda rung=rung: self._rung != rung)  # type: ignore[misc]

    def link_of(self, invite: bytes) -> str | None:
        """The link of an invite that this device made and that is still good."""
        made = self._made(invite)
        return (
            None
            if made is None
            else self._link(Invite(invite, made.secret, self._business.chain.fingerprint))
        )

    async def is_confirmed(self, invite: bytes) -> bool:
        """Whether its device is of the team already."""
        return any((each.id, each.state) == (invite, "confirmed") for each in await self._listed())

    async def _admit(self, made: _Made, listed: _Listed) -> Words | None:
        """Confirm an answered invite; None: it is not answered, or not by somebody who had the link."""
        if listed.answer is None:
            return None
        invite, answer = Invite(listed.id, made.secret, self._business.chain.fingerprint), listed.answer
        try:
            invite.check(answer, listed.mac)
        except Refused:
            return None
        if not self._takes(invite, made, answer):
            return None
        path = f"/invites/{b64(invite.id)}/reveal"
        await self._connector.ask(partial(self._http.post, path, {"nonce": b64(made.nonce)}))
        device = records.device_id(answer.ed, answer.x)
        await self._confirm(invite, Device(device, made.role, made.person, answer.ed, answer.x, made.said))
        self._file.forget(_fact(invite.id))
        return invite.words(answer, made.nonce)

    def _takes(self, invite: Invite, made: _Made, answer: Answer) -> bool:
        """[S12] Whether this answer is the one the nonce is revealed for. Written down before: one guess per invite."""
        if made.answer is None:
            taken = msgspec.structs.replace(made, answer=(answer.ed, answer.x, answer.nonce))
            self._file.learn(**{_fact(invite.id): records.encode(taken)})
            return True
        return made.answer == (answer.ed, answer.x, answer.nonce)

    async def keep_confirming(self) -> None:
        """Confirm invites as they are answered, until the client is closed (Stopped).

        One that the server refuses is logged and tried again when the next is answered; it ends nothing.
        """
        while True:
            rung = self._rung
            try:
                await self.confirm_answered()
            except Refusal as refusal:
                _log.warning("an invite was not confirmed: %s", refusal)
            await self._connector.bell.until(lambda rung=rung: self._rung != rung)  # type: ignore[misc]

    def _on_frame(self, frame: wire.ServerFrame | None) -> None:
        """The server rings when an invite was answered; None: connected again, one may have been answered meanwhile."""
        if frame is None or (isinstance(frame, wire.Ring) and frame.topic == "invites"):
            self._rung += 1

    async def _unused(self, person: int, role: str, said: dict[str, Any] | None, refusal: Refusal) -> Invite:
        for each in await self._listed():
            made = self._made(each.id)
            wanted = ("open", person, role, said)
            if made is not None and (each.state, made.person, made.role, made.said) == wanted:
                return Invite(each.id, made.secret, self._business.chain.fingerprint)
        raise refusal

    async def _listed(self) -> list[_Listed]:
        answer = await self._connector.ask(lambda: self._http.get("/invites"))
        with reading():
            return [_Listed.of(each) for each in answer["invites"]]

    def _made(self, invite: bytes) -> _Made | None:
        """What this device knows of an invite that it made and that is still good."""
        written = self._file.fact(_fact(invite))
        made = None if written is None else records.decode(written, _Made)
        return made if made is not None and self._clock.now_ms() <= made.until_ms else None

    async def _confirm(self, invite: Invite, device: Device) -> None:
        async def attempt() -> None:
            made = self._publisher.make([device])
            body = {"record": signed(made.records[0]), "team_wraps": made.wraps}
            path = f"/invites/{b64(invite.id)}/confirm"
            await self._connector.ask(lambda: self._http.post(path, body))

        catch_up = partial(self._connector.ask, self._business.catch_up)
        await on_top(attempt, catch_up)
        await catch_up()


def _fact(invite: bytes) -> str:
    """The name under which the keys file holds it."""
    return f"invite:{invite.hex()}"
