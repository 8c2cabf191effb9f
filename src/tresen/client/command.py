"""`tresen keys`: a keys file for another program, from a keys file that is there or from an inbox link.

It is here, and plain, because it also runs where the client is installed alone. The server's command line calls it too.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from tresen.client.connection.keyfile import KeyFile
from tresen.client.customer import Customer
from tresen.client.documents import device
from tresen.client.errors import AlreadyThere, Missing, WrongInput
from tresen.client.staff import Staff
from tresen.client.team.joining import Words
from tresen.client.team.people import ROLES, StaffRole
from tresen.core.sizes import DEVICE_NAME_CHARACTERS
from tresen.errors import TresenError
from tresen.seal.links import read_invite_link

HELP = "Make a keys file for another program: each needs one of its own."
NEW_HELP = "The file to make."
FROM_HELP = (
    "The keys file of a program that is not running, for the same person; or an inbox link: `-` asks for it, "
    "so that nobody sees it who lists this machine's processes."
)
ROLE_HELP = "What the program may do: owner, member or auditor. Default: what the other keys file may."


def keys(new: Path, source: str, role: str | None, say: Callable[[str], object]) -> None:
    """Make the file. `say` is called with each line that a person is to read; `-` as source is read from standard input.

    Raises:
        TresenError: it cannot be made; the message says why.
    """
    file = new / "tresen.keys" if new.is_dir() else new
    asyncio.run(_keys(file, _typed() if source == "-" else source, _role(role), say))


def _typed() -> str:
    """The source from standard input. On a terminal a word says what is waited for."""
    if sys.stdin.isatty():
        sys.stderr.write("inbox link: ")
        sys.stderr.flush()
    typed = sys.stdin.readline().strip()
    if not typed:
        raise WrongInput("nothing was typed: an inbox link, or the name of a keys file")
    return typed


def _role(role: str | None) -> StaffRole | None:
    found = next((each for each in ROLES if each == role), None)
    if role is not None and found is None:
        raise WrongInput(f"a role is one of {', '.join(ROLES)}")
    return found


async def _keys(new: Path, source: str, role: StaffRole | None, say: Callable[[str], object]) -> None:
    name = new.stem[:DEVICE_NAME_CHARACTERS]
    device.named(name)
    if "://" in source:
        if role is not None:
            raise WrongInput("the link says the role: who invites chooses it")
        read_invite_link(source)
        say("waiting until the device that made the link confirms (page Team of the inbox)")
        async with Staff.link(source, keys=new, deliver=False, words=partial(_show, say)) as added:
            if added.role != "auditor":
                await added.team.name_device(added.device, name)
            say(f"{new}: a device of person {added.person}, role {added.role}")
        return
    with closing(KeyFile(source, make=False)) as file:
        kind = file.fact("kind")
        if await asyncio.to_thread(_are_same, new, file.path):
            raise WrongInput(f"{new} is the keys file that another is to be made from")
    if kind == b"customer":
        if role is not None:
            raise WrongInput("a customer's keys file has no role")
        await _of_a_customer(new, source)
        say(f"{new}: another device of the same customer")
        return
    async with Staff.open(keys=source, deliver=False) as staff:
        await staff.make_keys(new, role=role)
        say(f"{new}: another device of person {staff.person}, role {role or staff.role}")


def _are_same(new: Path, source: Path) -> bool:
    return new.exists() and new.samefile(source)


def _show(say: Callable[[str], object], words: Words) -> None:
    say(f"the four words there must be: {' '.join(words)}")


async def _of_a_customer(new: Path, source: str) -> None:
    """By the return link, which the other file holds."""
    if await asyncio.to_thread(new.exists):
        raise AlreadyThere(None, "there is a file already", str(new))
    async with Customer.open(keys=source, deliver=False) as customer:
        link = customer.return_link
    if link is None:
        raise Missing(
            f"{source} has no return link: nothing was said yet, or another device replaced the link"
        )
    async with Customer.restore(link, keys=new, deliver=False):
        pass


def main(arguments: Sequence[str]) -> int:
    """The command where the client is installed alone; its exit status."""
    parser = argparse.ArgumentParser("tresen keys", description=HELP, allow_abbrev=False)
    parser.add_argument("new", type=Path, help=NEW_HELP)
    parser.add_argument("--from", dest="source", required=True, help=FROM_HELP)
    parser.add_argument("--role", choices=ROLES, help=ROLE_HELP)
    given = parser.parse_args(arguments)
    try:
        keys(given.new, given.source, given.role, print)
    except TresenError as error:
        sys.stderr.write(f"tresen: {error}\n")
        return 1
    return 0
