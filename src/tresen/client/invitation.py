"""What a business wrote first, for whoever has the link: looked at, opened, answered (S21)."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, cast

from tresen.client.connection.http import Http, b64, unb64, unpublic
from tresen.client.connection.keyfile import KeyFile
from tresen.client.connection.unreachable import reading
from tresen.client.content import Carried, Invited, Text
from tresen.client.conversation.participant import Language, Options, Visit
from tresen.client.customer import Customer
from tresen.client.errors import NotDone, Untrusted
from tresen.client.files.writing import new_file
from tresen.client.opening import Opening
from tresen.client.trust.business import Address
from tresen.client.trust.public import PublicRecords
from tresen.clock import Clock
from tresen.core import records
from tresen.core.files import sealed_bytes
from tresen.core.records import Signed
from tresen.core.sizes import BLOB_SEALED_BYTES
from tresen.seal import links
from tresen.seal.files import FileReader
from tresen.seal.invitation import InvitationKeys, Quoted
from tresen.seal.links import InvitationLink
from tresen.seal.refused import Refused


class InvitationGlance(NamedTuple):
    """What can be known before it is opened: whether to ask for six digits, and how many tries are left (None: any)."""

    digits: bool
    reply: bool
    until_ms: int
    tries_left: int | None


class Invitation:
    """An invitation that was opened and verified: a device of the business's team signed it, for this link.

    Nothing of it is stored, and nobody is made known to the business. `text`, `by` (who of the team wrote it, or empty),
    `files`, `at_ms` and `until_ms` (UTC milliseconds) and `reply` (it may be answered) are what it says.
    """

    def __init__(self, opened: _Opened, said: Invited, at_ms: int, until_ms: int, reply: bool) -> None:
        """Use `open`."""
        self._opened, self._said = opened, said
        self.at_ms, self.until_ms, self.reply = at_ms, until_ms, reply

    @property
    def text(self) -> str:
        """The words; empty only where there are files."""
        return self._said.text

    @property
    def by(self) -> str:
        """Who of the team wrote it; empty: nobody is named."""
        return self._said.by

    @property
    def files(self) -> tuple[Carried, ...]:
        """The files that came with it."""
        return self._said.files

    @classmethod
    async def look(cls, link: str, *, tls: ssl.SSLContext | None = None) -> InvitationGlance:
        """What there is to know before it is opened. It does not count as opened.

        Raises:
            Refusal: `invitation_unknown`, `invitation_over` (the first word of `detail` says why), `too_many`.
            Untrusted: the business is not the one that the link names.
            Unreachable: the server cannot be reached.
            Refused: `malformed` link.
        """
        async with _visiting(link, tls) as visited:
            answer = await visited.post("look", {"id": b64(visited.keys("").id)})
            with reading():
                tries = answer["tries_left"]
                return InvitationGlance(
                    bool(answer["digits"]), bool(answer["reply"]), int(answer["until_ms"]), tries
                )

    @classmethod
    async def open(cls, link: str, digits: str = "", *, tls: ssl.SSLContext | None = None) -> Invitation:
        """Open it; `digits`: the six that were told. The team sees when that was done first. It may be opened again.

        Raises:
            Refusal: as `look`; `invitation_digits`: these are not the digits, and a try is gone.
            Refused: what the server gave is not what the business wrote for this link; or as `look`.
            Untrusted, Unreachable: as `look`.
        """
        async with _visiting(link, tls) as visited:
            keys = visited.keys(digits)
            answer = await visited.post("open", {"id": b64(keys.id), "proof": b64(keys.proof)})
            with reading():
                sealed = unb64(answer["sealed"])
            signed = keys.open(sealed)
            invitation = keys.read(signed, visited.public.writers())
            try:
                said = Invited.read(invitation.payload)
            except ValueError:
                raise Refused("malformed", "the invitation says nothing that can be shown") from None
            opened = _Opened(visited.link, keys, signed, tls)
            return cls(opened, said, invitation.at_ms, invitation.until_ms, invitation.reply)

    async def download(self, file: Carried, to: Path | str) -> Path:
        """Write one of its files to `to`, or into that folder; returns the path. It is there whole, or not at all.

        Raises:
            NotDone: it is none of its files.
            AlreadyThere, FileFailed: something is there already; it cannot be written.
            Refused: what the server gave is not the file that was meant.
            Refusal, Unreachable: as `open`.
        """
        if file not in self.files:
            raise NotDone("kind")
        place = Path(to)
        path = place / file.file.safe_name if await asyncio.to_thread(place.is_dir) else place
        ref, keys = file.file, self._opened.keys
        reader, left = FileReader(ref.key, ref.size, ref.hash), sealed_bytes(ref.size)
        body = {"id": b64(keys.id), "proof": b64(keys.proof), "blob": b64(ref.blob)}
        with new_file(path) as out:
            async with self._opened.http() as http:
                held = bytearray()
                asked = f"/businesses/{self._opened.link.handle}/invitations/file"
                async with contextlib.aclosing(http.posted(asked, body)) as pieces:
                    async for piece in pieces:
                        left -= len(piece)
                        held += piece
                        while len(held) >= BLOB_SEALED_BYTES or (held and left <= 0):
                            out.write(reader.take(bytes(held[:BLOB_SEALED_BYTES])))
                            del held[:BLOB_SEALED_BYTES]
            reader.finish()
        return path

    def answer(
        self,
        text: str,
        *,
        keys: Path | str,
        clock: Clock | None = None,
        deliver: bool = True,
        language: Language = "de",
    ) -> Opening[Customer]:
        """Begin a conversation with the business by answering; the invitation is used up by that. Returns the customer.

        `keys` is a file that is made here, as for `Customer.start`, whose options the others are. The answer is in it before
        anything is sent: broken off, the same call with the same `keys` goes on, and nothing is said twice.

        Raises:
            NotDone: it is not to be answered.
            Refusal: `invitation_over`: somebody else answered, or it was withdrawn meanwhile.
            WrongInput, Refused, WrongKeys, KeysInUse, Untrusted, Unreachable: as `Customer.start` and `send`.
        """

        async def opening() -> Customer:
            if not self.reply:
                raise NotDone("kind")
            opened = self._opened
            address = Address(opened.link.public_url, opened.link.handle, opened.link.fingerprint)
            said = Answer(text, quoted=Quoted(opened.keys, opened.signed, b""))
            said.check()
            visit = Visit(KeyFile(keys), address, Options.of(clock, deliver, opened.tls, language))
            return await _Answering.begin(visit, said)

        return Opening(opening())


@dataclass(frozen=True)
class Answer(Text):
    """The first message of a conversation that answers an invitation: a text, which repeats what it answers."""

    quoted: Quoted | None = None

    def payload(self) -> dict[str, Any]:
        """What is sealed."""
        said = super().payload()
        return said if self.quoted is None else said | {"invitation": self.quoted.payload()}


class _Answering(Customer):
    """A customer whose conversation begins with an answer to an invitation."""

    @classmethod
    async def begin(cls, visit: Visit, said: Answer) -> Customer:
        """The customer, once it is said."""
        customer = await cls._open(visit)
        try:
            await customer.say_first(said)
        except BaseException:
            await customer.close()
            raise
        return customer

    async def say_first(self, said: Answer) -> None:
        """Say it unless it is said, or waits to be: with the same keys once more, nothing is said twice."""
        begun = self._beginning.begun or self._parts.file.next_item() is not None
        if begun or said.quoted is None:
            return
        conversation = self._beginning.begin()
        quoted = said.quoted
        take = quoted.keys.take(conversation)
        await self._parts.say(
            conversation, Answer(said.text, quoted=Quoted(quoted.keys, quoted.signed, take))
        )


class _Opened(NamedTuple):
    """What it takes to answer it, or to fetch its files."""

    link: InvitationLink
    keys: InvitationKeys
    signed: Signed
    tls: ssl.SSLContext | None

    @contextlib.asynccontextmanager
    async def http(self) -> AsyncGenerator[Http, None]:
        http = Http(self.link.public_url, self.tls)
        try:
            yield http
        finally:
            await http.close()


class _Visited:
    """The business as its records say, verified against the link's fingerprint; nothing of it is written down."""

    def __init__(self, link: InvitationLink, http: Http, public: PublicRecords) -> None:
        self.link, self.public, self._http = link, public, http

    def keys(self, digits: str) -> InvitationKeys:
        return InvitationKeys(self.public.chain.business, self.link.secret, digits)

    async def post(self, what: str, body: dict[str, Any]) -> Any:
        return await self._http.post(f"/businesses/{self.link.handle}/invitations/{what}", body)


@contextlib.asynccontextmanager
async def _visiting(url: str, tls: ssl.SSLContext | None) -> AsyncIterator[_Visited]:
    link = links.read_invitation_link(url)
    http = Http(link.public_url, tls)
    try:
        answer = await http.get(f"/businesses/{link.handle}")
        with reading():
            given = [unpublic(each) for each in answer["records"]]
        if not given:
            raise Untrusted("broken", "the business has published no records")
        business = records.decode(given[0].body, records.PublicRecord).business
        # Nothing was seen before and nothing is kept: no keys file is read or written.
        public = PublicRecords(cast("KeyFile", None), business, link.fingerprint, rebuilt=True)
        public.take(given)
        yield _Visited(link, http, public)
    finally:
        await http.close()
