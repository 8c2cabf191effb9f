"""What customers decided after a backup was made counts in the copy as well, and removed businesses stay removed (L10)."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from tresen.core.model import NEVER
from tresen.desk.house import House
from tresen.store import businesses as hosted
from tresen.store import mail, statistics
from tresen.store.backup.wishes import OBJECTED, Wish
from tresen.store.schema import businesses
from tresen.store.tx import Tx
from tresen.store.writer import Job


async def keep_wishes(house: House, decided: Mapping[Wish, int]) -> None:
    """[L14, W13] Objections are as they were last; an address that was taken back or replaced since is forgotten."""

    def job(tx: Tx) -> None:
        for (kind, _, conversation), value in decided.items():
            held = tx.find_conversation(conversation)
            if held is None or held.erased_ms is not None:
                continue
            if kind == OBJECTED:
                if bool(value) != (statistics.objected_upto(tx, held.id) == NEVER):
                    upto = NEVER if value else tx.business(held.business_id).seq
                    statistics.object_(tx, held.business_id, held.id, upto)
                continue
            kept = mail.find(tx, held.id)
            if kept is not None and kept.mailbox and kept.since_ms != value:
                tx.forget_mailbox(held.id)

    await house.write(job)


def removing(public_id: bytes) -> Job[None]:
    """Deletes whatever the copy holds of a business. Nothing was read into memory yet."""

    def job(tx: Tx) -> None:
        key = tx.execute(select(businesses.c.id).where(businesses.c.public_id == public_id)).scalar()
        if key is not None:
            hosted.remove(tx, key)

    return job
