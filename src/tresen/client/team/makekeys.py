"""`staff.make_keys`: another keys file for the same person, so that each program has one of its own (S4, S12)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from tresen.client.connection.keyfile import KeyFile
from tresen.client.errors import AlreadyThere, WrongKeys
from tresen.client.team.invites import Invites

S = TypeVar("S")


async def make_keys(
    keys: Path | str,
    invites: Invites,
    create: Callable[[], Awaitable[str]],
    join: Callable[[str | None], Awaitable[S]],
) -> S:
    """Invite a device and join as it: this program holds both ends of the link, so nobody has four words to compare.

    A call that was broken off goes on with the invite that the new file began with; `join` gets no link when that was
    confirmed already. Raises as `Staff.make_keys`.
    """
    begun = _begun(keys)
    link = await create() if begun is None else invites.link_of(begun)
    if link is None and begun is not None and await invites.is_confirmed(begun):
        return await join(None)
    if link is None:
        raise WrongKeys(f"{keys} began with another invite: remove it, and call again")
    joining = asyncio.ensure_future(join(link))
    confirming = asyncio.create_task(invites.confirm(link))
    try:
        await asyncio.wait({joining, confirming}, return_when=asyncio.FIRST_EXCEPTION)
        if not joining.done():  # only an error of the confirming leaves it so
            await confirming
        return await joining
    finally:
        for each in (joining, confirming):
            each.cancel()
        await asyncio.gather(joining, confirming, return_exceptions=True)


def _begun(keys: Path | str) -> bytes | None:
    """The invite with which a file that is there began; None: there is no file, or it says nothing yet."""
    path = Path(keys)
    if not (path / "tresen.keys" if path.is_dir() else path).exists():
        return None
    with closing(KeyFile(keys, make=False)) as file:
        if file.fact("joined") is not None or file.fact("kind") not in (None, b"staff"):
            raise AlreadyThere(None, "these keys belong to a device already", str(file.path))
        return file.fact("invite")
