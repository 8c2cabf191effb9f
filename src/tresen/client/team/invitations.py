"""The business writes first: `bot.invite(…)`, `bot.invitations()`, `bot.withdraw(…)` (S21)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from tresen.client.connection.http import b64, unb64
from tresen.client.connection.refusals import Then, then
from tresen.client.connection.unreachable import reading
from tresen.client.content import Invited
from tresen.client.content.carried import Carried
from tresen.client.conversation.acting import Acting
from tresen.client.conversation.message import Message
from tresen.client.conversation.participant import Participant
from tresen.client.conversation.row import Which, id_of
from tresen.client.documents import invitations
from tresen.client.documents.cards import Cards
from tresen.client.documents.invitations import LINE_CHARACTERS, Remembered
from tresen.client.documents.room import BackRoom
from tresen.client.errors import Missing, WrongInput
from tresen.client.files.sending import Files
from tresen.client.ids import Id, id_or_none
from tresen.client.oneline import one_line
from tresen.client.team.people import Team
from tresen.core.records import invitation_lock
from tresen.core.sizes import BLOBS_NAMED, INVITATION_DIGITS, INVITATION_MS
from tresen.errors import Refusal
from tresen.seal.invitation import InvitationKeys
from tresen.seal.links import InvitationLink
from tresen.seal.refused import Refused

DAY_MS: Final = 24 * 60 * 60 * 1000
PAGE: Final = 100
GRACE_MS: Final = 10 * 60 * 1000
"""The server's clock is not the one by which an invitation was made."""
STRAY_MS: Final = 60 * 60 * 1000
"""What was remembered and never reached the server is forgotten after so long."""
_FULL: Final = ("business_full", "storage_full")

InvitationState = Literal["open", "taken", "withdrawn", "locked", "expired"]


class TeamInvitation(NamedTuple):
    """An invitation as the team sees it. Times are UTC milliseconds.

    `link` is what goes to whom it is for, and `digits` are told by another way; both are empty where the team does not
    remember it any more. `line`: how its words begin; `to`: to whom, as it was made. `state`: what became of it.
    `tries_left` of the digits; None: it has none. `opened_ms`: when it was first opened. `conversation`: which answered it.
    """

    id: Id
    link: str
    digits: str
    until_ms: int
    state: InvitationState
    to: str = ""
    line: str = ""
    made_ms: int = 0
    reply: bool = True
    tries_left: int | None = None
    opened_ms: int | None = None
    conversation: Id | None = None


class Invitations:
    """What one device of the team does with them."""

    def __init__(self, participant: Participant, room: BackRoom, team: Team, cards: Cards) -> None:
        self._parts, self._room, self._team, self._cards = participant, room, team, cards
        self._connector, self._http = participant.connector, participant.http
        self._files = Files(participant, Acting(participant))

    async def make(
        self,
        text: str,
        files: Iterable[Path | str],
        *,
        digits: bool,
        reply: bool,
        days: int,
        to: str,
        card: Which | None,
    ) -> TeamInvitation:
        """As `Staff.invite`."""
        paths = list(files)
        if len(paths) > BLOBS_NAMED or not 1 <= days <= INVITATION_MS // DAY_MS:
            raise WrongInput(f"an invitation brings {BLOBS_NAMED} files at most, and lies for 1 to 30 days")
        if not paths:
            Invited(text).check()
        room, by = self._parts.business.back_room, self._team.people.get(self._team.me.person, "")
        carried = [await self._files.keep(room, each) for each in paths]
        said = Invited(text, tuple(carried), by)
        said.check()
        told = "".join(secrets.choice("0123456789") for _ in range(INVITATION_DIGITS)) if digits else ""
        keys, now = InvitationKeys.new(self._parts.business.id, told), self._parts.clock.now_ms()
        until_ms = now + days * DAY_MS
        sealed = keys.seal(self._parts.device, now, until_ms, reply, said.payload())
        remembered = Remembered(
            keys.secret, told, one_line(said.text, LINE_CHARACTERS), _names(carried), by, now, until_ms, reply, to,
            None if card is None else id_of(card),
        )  # fmt: skip
        await self._remember(keys.id, invitations.written(remembered))
        body = {
            "id": b64(keys.id), "lock": b64(invitation_lock(keys.proof)), "sealed": b64(sealed), "until_ms": until_ms,
            "digits": digits, "reply": reply, "blobs": [b64(each) for each in said.blobs],
        }  # fmt: skip
        try:
            await self._connector.ask(lambda: self._http.post("/invitations", body), told=_FULL)
        except Refusal:
            await self._remember(keys.id, None)
            raise
        return self._shown(keys.id, remembered, {})

    async def all(self) -> list[TeamInvitation]:
        """As `Staff.invitations`."""
        remembered, found = await self._remembered(), dict[bytes, TeamInvitation]()
        rows = await self._rows()
        with reading():
            for row in rows:
                id_ = unb64(row["id"])
                found[id_] = self._shown(id_, remembered.get(id_), row)
        await self._forget_old(remembered, found)
        return list(found.values())

    async def _rows(self) -> list[dict[str, Any]]:
        """What became of each, as the server lists them."""
        found = list[dict[str, Any]]()
        while True:
            query = {"from": len(found), "limit": PAGE}
            page = await self._connector.ask(partial(self._http.get, "/invitations", query))
            with reading():
                rows, total = list(page["rows"]), int(page["total"])
            found += rows
            if not rows or len(found) >= total:
                return found

    async def read(self, invitation: bytes) -> Invited:
        """As `Staff.read_invitation`."""
        said = (await self._remembered()).get(invitation)
        if said is None or said.taken is not None:
            raise Missing("the team does not remember the link of this invitation")
        answer = await self._connector.ask(
            lambda: self._http.post("/invitations/sealed", {"id": b64(invitation)})
        )
        with reading():
            sealed = unb64(answer["sealed"])
        keys = InvitationKeys(self._parts.business.id, said.secret, said.digits)
        opened = keys.read(keys.open(sealed), self._parts.business.records.writers())
        try:
            return Invited.read(opened.payload)
        except ValueError:
            raise Refused("malformed", "the invitation says nothing that can be shown") from None

    async def withdraw(self, invitation: bytes) -> InvitationState:
        """As `Staff.withdraw`."""
        answer = await self._connector.ask(
            lambda: self._http.post("/invitations/withdraw", {"id": b64(invitation)})
        )
        with reading():
            state: InvitationState = answer["state"]
        if state == "withdrawn":
            await self._remembered()
            await self._remember(invitation, None)
        return state

    async def link_card(self, message: Message) -> None:
        """A conversation begins with an answer: what the team remembers goes onto the new card, where that says nothing yet.

        Once, and for the one conversation that took the invitation: nothing but its name is remembered then.
        """
        conversation = message.conversation
        invitation = b"" if message.invitation is None else message.invitation.id
        said = (await self._remembered()).get(invitation)
        if said is None or said.taken is not None or message.at_ms > said.until_ms + GRACE_MS:
            return
        quoted = (message.payload or {}).get("invitation")
        if not isinstance(quoted, dict) or quoted.get("d") != said.digits:
            return
        row = next((each for each in await self._rows() if unb64(each["id"]) == invitation), None)
        if row is None or row["state"] != "taken" or unb64(row["conversation"] or "") != conversation:
            return
        await self._fill(conversation, said)
        await self._remember(invitation, invitations.written(said.taken_by(conversation)))

    async def _fill(self, conversation: bytes, said: Remembered) -> None:
        if said.card is not None and said.card != conversation:
            try:
                await self._cards.link_earlier(conversation, said.card)
            except Refusal as refusal:
                if then(refusal) is not Then.TOLD:
                    raise
                # That conversation was erased meanwhile.
        card = await self._cards.get(conversation)
        fresh = {
            name: value
            for name, value in (("name", said.to), ("phone", said.phone), ("email", said.email))
            if value and not getattr(card, name)
        }
        if fresh:
            await self._cards.update(conversation, **fresh)  # type: ignore[arg-type]

    async def _remembered(self) -> dict[bytes, Remembered]:
        documents = await self._connector.ask(lambda: self._room.entries(invitations))
        found: dict[bytes, Remembered] = {}
        for document in documents.values():
            found |= invitations.remembered_in(document)
        return found

    async def _remember(self, invitation: bytes, value: str | None) -> None:
        key = invitations.key_of(invitation)
        await self._room.write(invitations, None, {invitations.field_of(invitation): value}, key)

    async def _forget_old(
        self, remembered: dict[bytes, Remembered], listed: dict[bytes, TeamInvitation]
    ) -> None:
        """Nobody remembers what ended long ago, was withdrawn, or was answered by a conversation that is gone."""
        now_ms = self._parts.clock.now_ms()
        for id_, said in remembered.items():
            row = listed.get(id_)
            stray = row is None and now_ms > said.at_ms + STRAY_MS
            gone = row is not None and (
                row.state == "withdrawn" or (row.state == "taken" and row.conversation is None)
            )
            if stray or gone or now_ms > said.until_ms + INVITATION_MS:
                await self._remember(id_, None)

    def _shown(self, id_: bytes, said: Remembered | None, row: dict[str, Any]) -> TeamInvitation:
        address, link = self._parts.business.address, ""
        if said is not None and said.taken is None:
            fingerprint = self._parts.business.chain.fingerprint
            link = str(InvitationLink(address.public_url, address.handle, said.secret, fingerprint))
        conversation = row.get("conversation")
        return TeamInvitation(
            Id(id_),
            link,
            "" if said is None else said.digits,
            row.get("until_ms", 0 if said is None else said.until_ms),
            row.get("state", "open"),
            "" if said is None else said.to,
            "" if said is None else said.line,
            row.get("made_ms", 0 if said is None else said.at_ms),
            row.get("reply", True if said is None else said.reply),
            row.get("tries_left"),
            row.get("opened_ms"),
            None if conversation is None else id_or_none(unb64(conversation)),
        )


def _names(files: Iterable[Carried]) -> tuple[tuple[str, int], ...]:
    return tuple((each.file.name, each.file.size) for each in files)


def invitation_id(which: TeamInvitation | bytes) -> bytes:
    """The id of an invitation, however it is named. Raises Missing for bytes that are none."""
    id_ = which.id if isinstance(which, TeamInvitation) else which
    if len(id_) != 16:
        raise Missing("no invitation has such an id")
    return bytes(id_)
