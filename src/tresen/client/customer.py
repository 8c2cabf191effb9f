"""A customer: one business, one conversation (S13)."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Collection
from pathlib import Path
from typing import Any, Self

from tresen.client.connection.keyfile import KeyFile
from tresen.client.connection.notifying import KEEP, Notifications, notify
from tresen.client.content import Callback, Contact, HumanWanted, Text
from tresen.client.conversation.acting import Acting
from tresen.client.conversation.client import Client
from tresen.client.conversation.handedover import handed_over
from tresen.client.conversation.logs import Scope
from tresen.client.conversation.message import Marks, Message, Sent, newest
from tresen.client.conversation.participant import Language, Options, Participant, Visit
from tresen.client.erasing.outcome import Erasure, Retained
from tresen.client.errors import Missing, WrongInput, WrongKeys
from tresen.client.files.progress import Progress
from tresen.client.files.saving import FileKind, Saved, save_files
from tresen.client.files.sending import FileRoom, Files, How
from tresen.client.household.begin import Beginning
from tresen.client.household.devices import Devices
from tresen.client.household.handing import Handing
from tresen.client.household.restore import Confirm, FollowedLink, add_device
from tresen.client.household.side import CustomerSide
from tresen.client.ids import Id, id_or_none
from tresen.client.mydata.package import Done, Package
from tresen.client.mydata.rights import Rights
from tresen.client.opening import Opening
from tresen.client.search.finding import find
from tresen.client.trust.business import Address
from tresen.client.trust.keyrings import Keyrings
from tresen.client.ways import LinkWay, read_way
from tresen.clock import Clock
from tresen.core import wire
from tresen.core.model import Party
from tresen.seal import links
from tresen.seal.keys import DeviceKeys


class Customer(Client):
    """A customer of one business. The conversation begins with the first message.

    `devices`: the customer's own devices, and the return link. `calls`: ringing the team.
    """

    devices: Devices

    def __init__(self, visit: Visit) -> None:
        """Use `start` or `restore`."""
        keyrings = Keyrings(visit.file, visit.http, visit.business, visit.device)
        scope = Scope(Party.CUSTOMER, keyrings, keyrings.empty, needs=lambda _: True)
        self._parts = Participant(visit, scope)
        self._beginning = Beginning(self._parts, self._connect)
        self._inbound = self._parts.inbound(CustomerSide(self._parts, self._beginning))
        self._acting = Acting(self._parts)
        self._files = Files(self._parts, self._acting)
        self._rights = Rights(self._parts, self.download)
        self._handing = Handing(self._parts, self._beginning)
        self.calls = self._parts.calls
        self.calls.in_one = lambda: self._id
        self.devices = Devices(self._parts, self._beginning)

    @classmethod
    def start(
        cls,
        business_url: str,
        *,
        keys: Path | str,
        clock: Clock | None = None,
        deliver: bool = True,
        tls: ssl.SSLContext | None = None,
        language: Language = "de",
    ) -> Opening[Customer]:
        """Visit a business by its link, as on the sign, or resume with the same `keys`.

        `keys` is a file that is made at the first start (0600); it holds the device's keys and what waits to be sent.
        `clock` dates messages; `deliver=False` sends no receipt by itself; `tls` trusts other authorities.
        `language`, `de` or `en`, is the one in which automatic answers are read (S14).

        Raises:
            Untrusted: the business is not the one the link names, or its records do not verify.
            WrongKeys, KeysInUse: `keys` belongs to somebody else, or a program has it open.
            Unreachable: the server cannot be reached.
            Refusal: `unknown_business`.
            Refused: `malformed` link.
        """

        async def opening() -> Customer:
            sign = links.read_sign(business_url)
            file = KeyFile(keys)
            fingerprint = sign.fingerprint or file.fact("fingerprint")
            address = Address(sign.public_url, sign.handle, fingerprint)
            visit = Visit(file, address, Options.of(clock, deliver, tls, language))
            visit.way = read_way(business_url)
            return await cls._open(visit)

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
        language: Language = "de",
        confirm: Confirm = lambda _: True,
    ) -> Opening[Customer]:
        """Continue a conversation on another device by its return link; the device is added to the conversation.

        `confirm` is told first how old the conversation is and how many devices it has; when it answers False nothing is
        changed.

        Raises: as `start`; Stopped when the link opens no conversation; Declined when `confirm` says no.
        """

        async def opening() -> Customer:
            link = links.read_return_link(return_link)
            address = Address(link.public_url, link.handle, link.fingerprint)
            visit = Visit(KeyFile(keys), address, Options.of(clock, deliver, tls, language))
            return await cls._open(visit, FollowedLink(link.secret, confirm))

        return Opening(opening())

    @classmethod
    def open(
        cls,
        *,
        keys: Path | str,
        clock: Clock | None = None,
        deliver: bool = True,
        tls: ssl.SSLContext | None = None,
        language: Language = "de",
    ) -> Opening[Customer]:
        """Go on with keys that `start` or `restore` made; no link is needed. The options are those of `start`.

        Raises:
            NoKeys: there is no such file; none is made.
            WrongKeys, KeysInUse: it belongs to somebody of a team, or to nobody yet; or a program has it open.
            Untrusted, Unreachable, Refusal: as `start`.
        """

        async def opening() -> Customer:
            file = KeyFile(keys, make=False)
            facts = [file.fact(name) for name in ("kind", "public_url", "handle")]
            if facts[0] != b"customer" or None in facts:
                file.close()
                raise WrongKeys(f"{file.path} belongs to no customer")
            _, public_url, handle = ((fact or b"").decode() for fact in facts)
            address = Address(public_url, handle, file.fact("fingerprint"))
            return await cls._open(Visit(file, address, Options.of(clock, deliver, tls, language)))

        return Opening(opening())

    @classmethod
    async def _open(cls, visit: Visit, link: FollowedLink | None = None) -> Self:
        """Believe the business, then go on from where the keys file is; with a return link, the device joins first."""
        business, file = visit.business, visit.file
        try:
            facts = business.claim("customer")
            await business.load()
            if link is not None and file.fact("conversation") is None:
                paper = DeviceKeys.from_secret("paper", link.secret)
                conversation = await add_device(visit, paper, link.confirm)
                file.learn(paper=link.secret, conversation=conversation, begun=b"1")
        except BaseException:
            await visit.abandon()
            raise
        facts["business"] = business.id
        if business.address.fingerprint is not None:
            facts["fingerprint"] = business.address.fingerprint
        file.learn(**facts)
        file.keep()
        customer = cls(visit)
        customer._beginning.go_on()
        return customer

    async def close(self) -> None:
        """As `Client.close`."""
        await self._beginning.close()
        await super().close()

    @property
    def conversation(self) -> Id | None:
        """The conversation's id; None before the first message."""
        return id_or_none(self._beginning.conversation)

    @property
    def way(self) -> LinkWay | None:
        """What the link of `start` names; the next message says id and source, not the text. None: nothing, or off."""
        return self._parts.way

    @property
    def return_link(self) -> str | None:
        """As `Devices.return_link`."""
        return self.devices.return_link

    @property
    def verified(self) -> bool:
        """The link named the business's fingerprint, and it is this one."""
        return self._parts.business.address.fingerprint is not None

    async def send(self, text: str, *, reply_to: Message | Sent | None = None) -> Sent:
        """Say something. Returns when it is durable on the server.

        `reply_to`: the message that it answers. It is quoted by its id; when it is erased, the answer stays.

        It is in the keys file before anything is sent, and from then on it goes out, once, in order: cancelling this ends
        the waiting, not the message, and when the program ends, it goes out at the next opening. `delete` takes it back.

        Raises:
            TypeError, WrongInput: not a string, or nothing but blanks; nothing was written down.
            Refused: `too_large`; nothing was written down.
            NotDone, OutboxFull: `reply_to` cannot be quoted; as much waits as may. Nothing was written down.
            Refusal: the server refused it for good, such as `conversation_blocked`.
            Stopped, Untrusted: it waits in the keys file.
        """
        quote = None if reply_to is None else await self._acting.quoted(self._id, reply_to)
        said = Text(text, quote)
        said.check()
        return await self._parts.say(self._beginning.begin(), said)

    async def send_file(
        self,
        path: Path | str,
        caption: str = "",
        *,
        alt: str = "",
        name: str | None = None,
        as_file: bool = False,
        reply_to: Message | Sent | None = None,
        progress: Progress | None = None,
    ) -> Sent:
        """Send a file: JPEG, PNG and WebP as a photo unless `as_file`, all others as a file. Durable on return.

        What a camera wrote beside a picture or a film (place, maker, times) is taken out before; `as_file` sends every byte
        as it is. `alt`: what a photo shows, in words. `name`: what the file is called there, else its own name; a photo's
        own name is not told. `progress` is called with the bytes that are carried, and with all of them.

        The file is at the server, whole, before the message is sent. When this is cancelled or the program ends, the same
        call goes on where it was.

        Raises:
            Missing: there is no conversation yet: it begins with the first message.
            WrongInput: words or name cannot be, or the file was changed meanwhile; nothing was said.
            NotCleaned: what a camera wrote cannot be taken out of it; nothing was sent.
            FileFailed, Unreachable: it cannot be read, or the server cannot be reached.
            Refusal: `too_large`, `conversation_full`, `business_full`, `storage_full`; else as `send`.
            Stopped, Untrusted: as `send`.
        """
        how = How(reply_to, progress=progress)
        return await self._files.send(
            self._id, path, caption=caption, alt=alt, name=name, as_file=as_file, how=how
        )

    async def send_voice(
        self, path: Path | str, duration_ms: int, wave: bytes = b"", *, progress: Progress | None = None
    ) -> Sent:
        """Send a voice note, 15 minutes at most. `wave`: how loud it is, up to 64 bytes. As `send_file`."""
        return await self._files.send_voice(self._id, path, duration_ms, wave, How(progress=progress))

    async def send_video(
        self,
        path: Path | str,
        sides: tuple[int, int],
        duration_ms: int,
        caption: str = "",
        *,
        progress: Progress | None = None,
    ) -> Sent:
        """Send a video of these sides in pixels. As `send_file`."""
        how = How(progress=progress)
        return await self._files.send_video(self._id, path, sides, duration_ms, caption, how)

    async def download(self, message: Message, to: Path | str, *, progress: Progress | None = None) -> Path:
        """Write the file of a message to `to`, or into that folder; returns the path. It gets its name when it is whole.

        Interrupted, the same call goes on where it was.

        Raises:
            NotDone, AlreadyThere: the message brings no file; something is there already, and is not touched.
            Refused: what the server gave is not the file that the message means; nothing of it stays.
            Refusal: `not_found` when it was erased.
            FileFailed, Unreachable: it cannot be written, or the server cannot be reached.
        """
        return await self._files.download(message, to, progress)

    def save_files(
        self, folder: Path | str, *, kinds: FileKind | Collection[FileKind] | None = None
    ) -> AsyncIterator[Saved]:
        """Write the files of the conversation into a folder, under place and name: "000012 Angebot.pdf".

        `kinds`: only those, such as `"voice"` or `{"photo", "video"}`; None: all. One after another; what is wrong with one
        is said in it, and the others go on. What is there already is not fetched again, so the same call goes on after a
        break.

        Raises:
            WrongInput: a kind that brings no file; nothing was written.
            FileFailed, Unreachable: a file cannot be written, or the server cannot be reached.
        """
        return save_files(self._parts, self.history, Path(folder), kinds)

    async def data_package(
        self, path: Path | str, *, lang: str | None = None, progress: Done | None = None
    ) -> Package:
        """Write everything there is about this customer into a ZIP: a page to read, `my-data.json`, the opened files.

        What the business keeps in its back room is in it once the business has sealed it (`ask("access")`). `lang` is `de`
        or `en`, else the client's own. `progress` is told how many of how many positions are done. Cancelled, nothing stays.
        Only the user who runs the program can read it (0600).

        Raises:
            Missing, Refusal, Unreachable: no conversation yet; the server refused, or cannot be reached.
            AlreadyThere: something is there already, also a folder or a link; it is not touched.
            FileFailed, WrongInput: it cannot be written there; nothing of it stays.
        """
        kept, card = await self.retained(), await self.handed_over()
        return await self._rights.package(self._id, kept, card, Path(path), lang, progress)

    async def ask(self, kind: str) -> dict[str, Any]:
        """Ask for what the law gives (D8): `access`, `correct`, `restrict`, `object`, `erase`, `portability`."""
        return await self._rights.call(self._id, "requests", kind=kind)

    async def restrict(self, on: bool) -> None:
        """Restrict what is done with the conversation, or take that back (D7)."""
        await self._rights.call(self._id, "restriction", on=on)

    async def file_room(self) -> FileRoom:
        """What may still be sent (F6)."""
        return await self._files.room(self._id)

    async def react(self, message: Message | Sent, emoji: str | None) -> Sent:
        """React to a message with one emoji, in place of one's former reaction; None takes it back. Durable on return.

        Raises:
            TypeError, WrongInput: not one emoji; nothing was sent.
            NotDone: there is no such message, or it is not one to react to.
            Refusal, Stopped, Untrusted: as `send`.
        """
        return await self._acting.react(self._id, message, emoji)

    async def edit(self, message: Message | Sent, text: str) -> Sent:
        """Change a text of one's own, up to fifteen minutes after it was stored. Both sides can read what it said before.

        Raises:
            TypeError, WrongInput, Refused: as `send`; nothing was sent.
            NotDone: it is too late, somebody else's, no text, or not there any more. The text is as it was.
            Refusal, Stopped, Untrusted: as `send`.
        """
        return await self._acting.edit(self._id, message, text)

    async def pin(self, message: Message | Sent, on: bool = True) -> Sent:
        """Pin a message for both sides, or take the pin off. Raises NotDone when three are pinned; else as `react`."""
        return await self._acting.pin(self._id, message, on)

    async def delete(self, message: Message | Sent) -> Erasure:
        """Delete a message for both sides: `erase`, for one message."""
        return await self.erase(message)

    async def hand_over(self, *, name: str = "", phone: str = "", email: str = "", address: str = "") -> Sent:
        """Hand over a contact card; what it does not say is not handed over any more. The cards before it are erased.

        `phone` in international form: `+` and 7 to 15 digits, with what people write between them. Whether there is
        such a number is not checked. Durable on return.

        Raises:
            WrongInput: nothing is said, or a field is too long or cannot be one; nothing was sent.
            Refusal, Stopped, Untrusted: as `send`.
        """
        card = Contact.of(name=name, phone=phone, email=email, address=address)
        if card.empty:
            raise WrongInput("a contact card says something; take_back takes it back")
        return await self._handing.replace(card)

    async def take_back(self) -> None:
        """Take back what was handed over: all contact cards are erased, for everybody (L7), and the log says that.

        A card that the law retains stays until then, and is no longer in force. Durable on return; raises as `erase`. When
        the server takes no message (blocked, no room), the cards are erased all the same, without a word in the log.
        """
        await self._handing.take_back()

    async def ask_to_call_back(self) -> Sent:
        """Ask the team to call back: where calls are not taken now, or nobody answered. As `send`."""
        return await self._parts.say(self._beginning.begin(), Callback())

    async def ask_for_a_person(self, text: str = "Ich möchte mit einem Menschen sprechen.") -> Sent:
        """Ask to talk to a person, where a program answered: the conversation waits for one. As `send`."""
        return await self._parts.say(self._beginning.begin(), HumanWanted(text))

    async def handed_over(self) -> Contact | None:
        """What the business holds of it now; None when it holds nothing."""
        return handed_over(await self.history())

    async def messages(self) -> AsyncIterator[Message]:
        """Every message from the first, then live, until the client is closed (Stopped)."""
        await self._beginning.until_begun()
        async for message in self._parts.follow(self._id):
            yield message

    async def history(
        self, *, limit: int | None = None, before: Message | Sent | None = None
    ) -> list[Message]:
        """The messages there are now, the oldest first; none before the first.

        `limit`: only the newest of them, so many. `before`: only those before that one.
        """
        messages = await self._parts.log_messages(self._id) if self._beginning.begun else []
        return newest(messages, limit, before)

    async def search(
        self, text: str, *, since_ms: int | None = None, until_ms: int | None = None, limit: int = 50
    ) -> list[Message]:
        """Messages in which every word of `text` is found, the best first. As `Conversations.search`."""
        return find(await self.history(), text, since_ms=since_ms, until_ms=until_ms, limit=limit)

    async def entries(
        self, *, limit: int | None = None, before: Message | Sent | None = None
    ) -> list[Message]:
        """As `history`, and between the messages which devices joined and left: `devices` are one's own, `team` the team's.

        Nothing is said of the devices that the conversation began with (S4).
        """
        entries = await self._parts.log_entries(self._id) if self._beginning.begun else []
        return newest(entries, limit, before)

    async def notify(
        self, *, push: str | None = KEEP, email: str | None = KEEP, language: Language = "de"
    ) -> Notifications:
        """[W12, W13] How this customer is told of answers while away.

        `push` is the address that a push service gave this device, `email` the customer's: the server asks by a mail in that
        language, `de` or `en`, whether it is right. None takes either back.

        Raises:
            Refusal: `bad_request`, `too_many`; `not_found` where the server sends no mail.
        """
        parts = self._parts
        return await notify(parts.http, parts.connector, push=push, email=email, language=language)

    async def mark_read(self, message: Message | Sent) -> None:
        """Everything up to this message was seen. Durable on return."""
        await self._parts.receipts.mark(self._id, message.pos, message.pos)

    async def mark_delivered(self, message: Message | Sent) -> None:
        """Everything up to this message arrived; needed with `deliver=False` only. Durable on return."""
        await self._parts.receipts.mark(self._id, message.pos, 0)

    async def until_delivered(self, sent: Sent | Message) -> Marks:
        """Wait until the team received it."""
        return await self._parts.receipts.until_delivered(self._id, sent)

    async def until_read(self, sent: Sent | Message) -> Marks:
        """Wait until the team read it."""
        return await self._parts.receipts.until_read(self._id, sent)

    async def state(self, sent: Sent | Message) -> str:
        """`sent`, `delivered` or `read`."""
        return await self._parts.receipts.state(self._id, sent)

    async def erase(self, message: Message | Sent | None = None) -> Erasure:
        """Erase one message, or with None the whole conversation: with everything that refers to it, for everybody (L7).

        Durable on return; what the law retains is in `retained`. Raises Missing: there is no such message; Refusal
        `conversation_erased`: somebody was faster.
        """
        conversation = self._id
        await self._beginning.until_begun()
        return await self._parts.erase(conversation, message)

    async def retained(self) -> list[Retained]:
        """What erasing would leave, or left, and until when (L9)."""
        conversation = self._id
        await self._beginning.until_begun()
        return await self._parts.eraser.retained(conversation)

    def typing(self, on: bool) -> None:
        """Show or hide "is typing"; nothing happens while offline."""
        self._parts.connector.send(wire.Typing(None, on))

    @property
    def team_types(self) -> bool:
        """Somebody of the team is typing."""
        return bool(self._inbound.typing)

    @property
    def _id(self) -> bytes:
        conversation = self._beginning.conversation
        if conversation is None:
            raise Missing("there is no conversation yet: it begins with the first message")
        return conversation

    def _connect(self) -> None:
        self._parts.connector.start(self._inbound, self._parts.outbox)
