"""An owner: sets the business up, publishes records, adds and removes people (S3–S5, S12)."""

from __future__ import annotations

import ssl
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec

from tresen.client.connection.http import Http, b64, signed, unb64
from tresen.client.connection.keyfile import KeyFile
from tresen.client.conversation.message import Message, Sent
from tresen.client.documents.cards import Which, id_of
from tresen.client.erasing.outcome import Erasure
from tresen.client.errors import Stopped
from tresen.client.opening import Opening
from tresen.client.staff import Staff
from tresen.client.team.publishing import TRIES, Made, Payload, make, make_with_next_key, on_top
from tresen.client.team.recovering import ShutOut, recover
from tresen.clock import Clock, SystemClock
from tresen.core import records, wire
from tresen.core.records import Device, Profile, Revoke, Signed, Team
from tresen.errors import Refusal
from tresen.seal import links
from tresen.seal.invite import Answer, Invite, commitment, new_nonce
from tresen.seal.keys import DeviceKeys, Identity, new_sheet_secret
from tresen.seal.records import device_payload, sign_public
from tresen.seal.refused import Refused
from tresen.seal.sheet import sheet_secret, sheet_text
from tresen.seal.team import TeamKey

RENEW_DAYS: Final = 30
INVITE_MS: Final = 24 * 60 * 60 * 1000
"""How long an invite is good, by this device's own clock too (S12)."""


class Owner(Staff):
    """An owner's device."""

    sheet: str | None = None
    """The recovery sheet as it is printed, right after the set-up; it is kept nowhere."""

    @classmethod
    def setup(
        cls,
        setup_url: str,
        *,
        keys: Path | str,
        handle: str,
        profile: dict[str, Any],
        name: str,
        clock: Clock | None = None,
        deliver: bool = True,
        tls: ssl.SSLContext | None = None,
    ) -> Opening[Owner]:
        """Create a business by a one-time set-up link; `name` is the owner's own, person number 1.

        The recovery sheet is in `sheet` of what is returned: print it, it is nowhere else.

        Raises:
            Refusal: `secret_used`, `handle_taken`, `bad_request`.
            Refused: `malformed` link.
            OSError: the server cannot be reached.
        """

        async def opening() -> Owner:
            link = links.read_setup_link(setup_url)
            file = KeyFile(keys)
            secret = new_sheet_secret()
            identity = Identity.from_secret("sheet", secret)
            try:
                await _set_up(link, file, identity, handle, profile, clock or SystemClock(), tls)
            except BaseException:
                file.close()
                raise
            owner = await cls._from_file(file, clock, deliver, tls)
            owner.sheet = sheet_text(secret)
            await owner.write_people({1: name})
            return owner

        return Opening(opening())

    @classmethod
    def recover(
        cls,
        sheet: str,
        business_url: str,
        *,
        keys: Path | str,
        person: int | None = None,
        name: str | None = None,
        revoke: ShutOut = "all",
        clock: Clock | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> Opening[Owner]:
        """Come back with the recovery sheet, as it is printed, on a device that has nothing (S5).

        `business_url` is the business's address, with or without the sign's fingerprint. `person` is who comes back; None:
        somebody new, whose `name` the team then reads. `revoke`: whose older devices are signed out in the same request,
        with a new team key: `all`, those of this `person`, or `none`. Again with the same `keys` it finds itself done.

        Raises:
            WrongSheet: the sheet was replaced, or belongs to another business.
            Refused: `malformed`: the sheet's check characters differ, or it is no address.
            Refusal: `unknown_business`, `stale_record` when the records kept changing.
            Untrusted: the records do not verify, or the fingerprint is another business's.
            WrongKeys: `keys` belongs to another business.
            OSError: the server cannot be reached.
        """

        async def opening() -> Owner:
            paper = DeviceKeys.from_secret("sheet", sheet_secret(sheet))
            sign = links.read_sign(business_url)
            file = KeyFile(keys)
            try:
                await recover(paper, sign, file, person, revoke, clock or SystemClock(), tls)
            except BaseException:
                file.close()
                raise
            owner = await cls._from_file(file, clock, True, tls)
            if name is not None and owner.people.get(owner.person) != name:
                await owner.write_people(owner.people | {owner.person: name})
            return owner

        return Opening(opening())

    @property
    def customer_link(self) -> str:
        """The link on the sign, with the business's fingerprint."""
        return str(links.Sign(self.public_url, self.handle, self._records.chain.fingerprint))

    async def erase(self, conversation: Which, message: Message | Sent | None = None) -> Erasure:
        """Erase one message, or with None the whole conversation: with everything that refers to it, for everybody (L7).

        Durable on return. What is kept by its class is in `kept`.

        Raises:
            LookupError: there is no such message.
            Refusal: `conversation_erased`: somebody was faster.
        """
        return await self._erase(id_of(conversation), message)

    async def publish(self, profile: dict[str, Any]) -> None:
        """Publish the profile: the map of its fields replaces the one before. Durable on return."""
        await self._publish([Profile(profile)])

    async def renew(self) -> bool:
        """Publish the profile again when the records must be renewed within 30 days (S4); True when it was done."""
        left = self._records.chain.renew_by_ms - self._clock.now_ms()
        if left >= RENEW_DAYS * 24 * 3600 * 1000:
            return False
        await self.publish(self.profile)
        return True

    async def invite(self, person: int, role: str = "member") -> str:
        """A one-time inbox link for a new device of that person, good for 24 hours.

        When as many wait as the server keeps, one of this device's that nobody has used is given again.

        Raises:
            Refusal: `too_many` when there is none such; `bad_request`.
        """
        invite = Invite.new(self._records.chain.fingerprint)
        nonce = new_nonce()
        held = Held(invite.secret, person, role, self._clock.now_ms() + INVITE_MS, nonce)
        self._file.learn(**{_held_as(invite.id): records.encode(held)})
        asked = {"id": b64(invite.id), "person": person, "role": role, "commitment": b64(commitment(nonce))}
        try:
            await self._asked(lambda: self._http.post("/invites", asked), patient=False)
        except Refusal as refusal:
            if refusal.code != "too_many":
                raise
            invite = await self._unused(person, role, refusal)
        return str(links.InviteLink(self.public_url, invite))

    async def _unused(self, person: int, role: str, refusal: Refusal) -> Invite:
        listed = await self._asked(lambda: self._http.get("/invites"))
        for each in listed["invites"]:
            held = self._held(unb64(each["id"]))
            if held is not None and (each["state"], held.person, held.role) == ("open", person, role):
                return Invite(unb64(each["id"]), held.secret, self._records.chain.fingerprint)
        raise refusal

    def _held(self, invite: bytes) -> Held | None:
        """What this device knows of an invite that it made and that is still good."""
        kept = self._file.fact(_held_as(invite))
        held = None if kept is None else records.decode(kept, Held)
        return held if held is not None and self._clock.now_ms() <= held.until_ms else None

    async def confirm_answered(self) -> list[tuple[int, tuple[str, str, str, str]]]:
        """Confirm every answered invite whose MAC verifies; the persons that joined, with the four words of each.

        An answer whose MAC does not verify is left alone: its link did not reach who answered. Who joins as whom is what
        this device asked for when it made the invite, not what the server says, and every invite is good once.
        """
        listed = await self._asked(lambda: self._http.get("/invites"))
        joined = []
        for each in listed["invites"]:
            held = self._held(unb64(each["id"]))
            if each["state"] != "answered" or held is None:
                continue
            invite = Invite(unb64(each["id"]), held.secret, self._records.chain.fingerprint)
            answer = Answer(*(unb64(each[name]) for name in ("ed", "x", "nonce")))
            try:
                invite.check(answer, unb64(each["mac"]))
            except Refused:
                continue
            if not self._takes(invite, held, answer):
                continue
            reveal = partial(self._http.post, f"/invites/{b64(invite.id)}/reveal", {"nonce": b64(held.nonce)})
            await self._asked(reveal)
            id_ = records.device_id(answer.ed, answer.x)
            await self._confirm(invite, Device(id_, held.role, held.person, answer.ed, answer.x))
            self._file.forget(_held_as(invite.id))
            joined.append((held.person, invite.words(answer, held.nonce)))
        return joined

    def _takes(self, invite: Invite, held: Held, answer: Answer) -> bool:
        """[S12] Whether this answer is the one the nonce is revealed for. Written down before: one guess per invite."""
        if held.answer is None:
            taken = msgspec.structs.replace(held, answer=(answer.ed, answer.x, answer.nonce))
            self._file.learn(**{_held_as(invite.id): records.encode(taken)})
            return True
        return held.answer == (answer.ed, answer.x, answer.nonce)

    async def keep_confirming(self) -> None:
        """Confirm invites as they are answered, until the client is closed (Stopped)."""
        while True:
            rung = self._rung
            await self.confirm_answered()
            await self._bell.until(lambda rung=rung: self._rung != rung)  # type: ignore[misc]

    async def revoke(self, *, device: bytes | None = None, person: int | None = None) -> None:
        """Remove a device, or a person with all devices, and start a new team key in the same step (S5)."""
        await self._publish([Revoke(device, person)], new_team=True)

    async def sign_out(self, device: bytes) -> None:
        """As `revoke` of a device."""
        await self.revoke(device=device)

    async def new_sheet(self) -> str:
        """Replace the recovery sheet and start a new team key in the same step (S5); the new sheet as it is printed.

        The sign stays as it is. The old sheet recovers nothing from now on. Print the new one: it is kept nowhere.
        """
        secret = new_sheet_secret()
        paper = DeviceKeys.from_secret("sheet", secret)
        await self._publish([device_payload(paper, "sheet", 0)], new_team=True)
        return sheet_text(secret)

    # What the session calls.

    _rung = 0
    _renewing = False

    async def on_frame(self, frame: Any) -> None:
        """As `Staff.on_frame`; an invite was answered."""
        await super().on_frame(frame)
        if isinstance(frame, wire.Ring) and frame.topic == "invites":
            self._rung += 1
        self._renew_key()

    async def on_ready(self) -> None:
        """As `Staff.on_ready`; invites may have been answered meanwhile."""
        await super().on_ready()
        self._rung += 1
        self._renew_key()

    def _renew_key(self) -> None:
        """[S5] A colleague signed out a device of their own: the next owner's device that is there begins a new team key."""
        if self._records.chain.key_is_due and not self._renewing:
            self._renewing = True
            self._background(self._next_key())

    async def _next_key(self) -> None:
        try:
            for _ in range(TRIES):
                if not self._records.chain.key_is_due or self._listed() is None:
                    return
                made = self._make([], new_team=True)
                try:
                    await self._http.post("/records", made.json())
                except Refusal as refusal:
                    if refusal.code != "stale_record":
                        raise
                await self._catch_up_records()
        except OSError:
            return  # tried again when the connection is back
        finally:
            self._renewing = False

    async def _confirm(self, invite: Invite, device: Device) -> None:
        async def attempt() -> None:
            made = self._make([device])
            body = {"record": signed(made.records[0]), "team_wraps": made.wraps}
            await self._http.post(f"/invites/{b64(invite.id)}/confirm", body)

        await on_top(attempt, self._catch_up_records)
        await self._catch_up_records()

    def _make(self, payloads: list[Payload], *, new_team: bool = False) -> Made:
        if self._listed() is None:
            raise Stopped("revoked")
        current = self._team_keys.get(self._records.team.n)
        making = make_with_next_key if new_team else make
        return making(self._device, self._records.chain, current, payloads, self._clock.now_ms())

    async def _publish(self, payloads: list[Payload], *, new_team: bool = False) -> None:
        await self._publish_made(lambda: self._make(payloads, new_team=new_team))


class Held(msgspec.Struct, frozen=True, array_like=True):
    """What only the inviting device knows: the secret, for whom the invite is and until when, its nonce, and the one answer
    for which it revealed that (keys and nonce)."""

    secret: bytes
    person: int
    role: str
    until_ms: int
    nonce: bytes
    answer: tuple[bytes, bytes, bytes] | None = None


def _held_as(invite: bytes) -> str:
    """Under which name the keys file holds it."""
    return f"invite:{invite.hex()}"


async def _set_up(
    link: links.SetupLink,
    file: KeyFile,
    identity: Identity,
    handle: str,
    profile: dict[str, Any],
    clock: Clock,
    tls: ssl.SSLContext | None,
) -> None:
    device = file.device()
    team = TeamKey.first(identity.business)
    made: list[Signed] = []
    steps: list[tuple[Any, Any]] = [
        (identity, device_payload(identity, "sheet", 0)),
        (identity, device_payload(device, "owner", 1)),
        (device, Team(1, team.x, None)),
        (device, Profile(profile)),
    ]
    for signer, payload in steps:
        prev = records.record_hash(made[-1].body) if made else None
        made.append(sign_public(signer, identity.business, len(made) + 1, prev, clock.now_ms(), payload))
    digest = records.record_hash(made[2].body)
    http = Http(link.public_url, tls)
    try:
        await http.post(
            "/setup",
            {
                "secret": b64(link.secret),
                "handle": handle,
                "records": [signed(each) for each in made],
                "team_wraps": [
                    {"n": 1, "to": b64(each.id), "wrap": b64(team.wrap_to(each.id, each.x, digest))}
                    for each in (device, identity)
                ],
            },
        )
    finally:
        await http.close()
    file.learn(
        kind=b"staff",
        public_url=link.public_url.encode(),
        handle=handle.encode(),
        fingerprint=identity.fingerprint,
        business=identity.business,
        joined=b"1",
    )
