"""`staff.quick_replies`: texts that the team sends often (L8, S9)."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from tresen.client.conversation.acting import Acting
from tresen.client.conversation.participant import Participant
from tresen.client.documents import quickreply, replyusage
from tresen.client.documents.quickreply import QuickReply, distinct, written
from tresen.client.documents.replycsv import read_csv, write_csv
from tresen.client.documents.room import BackRoom
from tresen.client.errors import NotDone
from tresen.client.files.sending import Files
from tresen.client.opening import at_most
from tresen.core.sizes import ID_BYTES

_EPOCH: Final = date(1970, 1, 1)


class QuickReplies:
    """Each reply is a sealed document of the back room. The whole team shares them."""

    def __init__(self, participant: Participant, room: BackRoom) -> None:
        self._parts, self._room = participant, room
        self._connector = participant.connector
        self._files = Files(participant, Acting(participant))

    async def all(self, *, limit: int | None = None) -> list[QuickReply]:
        """All quick replies, by shortcut. `limit`: the first so many.

        Raises:
            WrongInput: a limit below 1.
            Refusal: `forbidden` for an auditor.
        """
        most = at_most(limit)
        return sorted((reply for _, reply in await self._keyed()), key=lambda reply: reply[:5])[:most]

    async def save(self, reply: QuickReply) -> None:
        """Write a reply; one with the same shortcut is changed. Durable on return.

        `reply.file` stays with it if it is the one it has; None lets go of it. `attach` gives it another.

        Raises:
            ValueError: something is missing or too long.
        """
        await self._save(reply, await self._keyed())

    async def attach(
        self, shortcut: str, path: Path | str, *, alt: str = "", as_file: bool = False
    ) -> QuickReply:
        """Give the reply with that shortcut this photo or file, in place of the one that it has. Returns the reply.

        Raises:
            NotDone: there is no such reply.
            ValueError: with its texts, it is too long for one message.
            Refusal: `too_large`, `business_full`, `storage_full`.
            OSError: the file cannot be read, or the server cannot be reached.
        """
        key, reply = await self._one(shortcut)
        room = self._parts.business.back_room
        reply = reply._replace(file=await self._files.keep(room, path, alt=alt, as_file=as_file))
        await self._room.write(quickreply, None, written(reply), key)
        return reply

    async def remove(self, shortcut: str) -> None:
        """Remove the reply with that shortcut; nothing of it stays on the server. If there is none, it changes nothing."""
        wanted = shortcut.removeprefix("/").lower()
        for key, reply in await self._keyed():
            if reply.shortcut == wanted:
                await self._room.remove(quickreply, None, key)

    async def uses(self) -> dict[date, int]:
        """How often the whole team sent one of these replies, by day in the business's time zone. Never by person.

        The last 13 weeks are kept.

        Raises:
            Refusal: `forbidden` for an auditor.
        """
        names = {replyusage.name_of(key) for key, _ in await self._keyed()}
        entries = await self._connector.ask(lambda: self._room.entries(replyusage))
        found: Counter[date] = Counter()
        for document in entries.values():
            for at, count in replyusage.counts_in(document).items():
                day, name = at.split(".")
                if name in names:
                    found[_EPOCH + timedelta(days=int(day))] += count
        return dict(sorted(found.items()))

    async def export_csv(self) -> str:
        """All quick replies for a spreadsheet, with a byte order mark. Photos and files are left out."""
        return write_csv(await self.all())

    async def import_csv(self, text: str) -> int:
        """Read what `export_csv`, WhatsApp Business or Chatwoot wrote; replies with the same shortcut are changed, and keep
        their photos and files.

        Returns how many were read. A file with a mistake changes nothing. All are put into the outbox before one is sent,
        so a lost connection divides nothing either. If the server refuses one, what it took of the others is taken back.

        Raises:
            WrongCsv: it names every line that is wrong.
            Refusal: `too_large`: there are too many documents.
        """
        replies = read_csv(text)
        keyed = await self._keyed()
        files = {reply.shortcut: reply.file for _, reply in keyed}
        outcomes = await asyncio.gather(
            *(self._save(each._replace(file=files.get(each.shortcut)), keyed) for each in replies),
            return_exceptions=True,
        )
        refused = [each for each in outcomes if isinstance(each, BaseException)]
        if refused:
            await self._take_back(replies, {reply.shortcut: reply for _, reply in keyed})
            raise refused[0]
        return len(replies)

    async def _take_back(self, read: list[QuickReply], before: dict[str, QuickReply]) -> None:
        keyed = await self._keyed()
        for reply in read:
            earlier = before.get(reply.shortcut)
            if earlier is None:
                await self.remove(reply.shortcut)
            else:
                await self._save(earlier, keyed)

    async def _save(self, reply: QuickReply, keyed: list[tuple[bytes, QuickReply]]) -> None:
        values = written(reply)
        same = [key for key, each in keyed if each.shortcut == values["shortcut"]]
        await self._room.write(quickreply, None, values, same[0] if same else os.urandom(ID_BYTES))

    async def _one(self, shortcut: str) -> tuple[bytes, QuickReply]:
        wanted = shortcut.removeprefix("/").lower()
        for key, reply in await self._keyed():
            if reply.shortcut == wanted:
                return key, reply
        raise NotDone("gone")

    async def _keyed(self) -> list[tuple[bytes, QuickReply]]:
        entries = await self._connector.ask(lambda: self._room.entries(quickreply))
        return distinct(entries.items())
