"""A business's banner: held for the profile that is to name it, and shown once one does (S14)."""

from __future__ import annotations

from sqlalchemy import Connection

from tresen.core.contents import banner_hash, banner_in
from tresen.core.fields import FieldMistakes
from tresen.core.policy import Action, Who, require
from tresen.core.shopfront.profile import check_banner
from tresen.desk.context import Context
from tresen.desk.guards import sender
from tresen.errors import Refusal
from tresen.store import profiles, queries
from tresen.store.tx import Tx


async def keep(house: Context, who: Who, content: bytes) -> bytes:
    """[S14] Hold a banner until a profile names its hash, which is returned. One that waits takes the place of another.

    Raises:
        Refusal: `forbidden`; `bad_record` for what is no banner; `storage_full`.
    """
    require(who, Action.EDIT_PROFILE)
    house.storage.require_room(staff=True)
    try:
        check_banner(content)
    except FieldMistakes as mistakes:
        raise Refusal("bad_record", f"profile: {mistakes}") from None
    hash_ = banner_hash(content)

    def job(tx: Tx) -> None:
        sender(tx, who)
        profiles.keep_banner(tx, tx.business(who.business), hash_, content)

    await house.write(job)
    return hash_


async def published(house: Context, handle: str) -> bytes | None:
    """The banner that the published profile names; None: it names none, or it is not here."""

    def read(connection: Connection) -> bytes | None:
        found = queries.find_business(connection, handle)
        contents = None if found is None else profiles.newest_contents(connection, found[0])
        named = None if contents is None else banner_in(contents.text)
        return None if found is None or named is None else profiles.content(connection, found[0], named)

    return await house.read(read)
