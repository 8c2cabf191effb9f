"""A program per keys file: another file for the same person is one call, or one command, and survives being broken off."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.world.bakery import Bakery, bakery
from tests.world.loaded import TRESEN, run
from tests.world.patience import PATIENCE
from tresen.client import AlreadyThere, KeysInUse, Refusal, Staff, WrongKeys
from tresen.client.command import main
from tresen.client.connection.keyfile import KeyFile

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with asyncio.timeout(PATIENCE), bakery(tmp_path) as opened:
        yield opened


async def names(shop: Bakery) -> list[tuple[int, str, str]]:
    """Person, role and name of the team's devices but the owner's and the sheet."""
    return sorted(
        (each.person, each.role, each.described.name)
        for each in await shop.owner.team.devices()
        if each.person > 1
    )


async def test_two_programs_of_one_person(shop: Bakery) -> None:
    """[S4, S12, W9] A member's program makes the file without an owner; both run at once, as one person, and read all."""
    async with await shop.customer() as krause, await shop.join(9, name="bot") as bot:
        await krause.send("Guten Morgen!")
        made = await bot.make_keys(shop.folder / "report.keys")
        async with Staff.open(keys=shop.folder / "report.keys") as report:
            assert (report.device, report.person, report.role) == (made, 9, "member")
            [row] = await report.conversations.list()
            assert [each.text for each in await report.conversations.history(row)] == ["Guten Morgen!"]
            await report.conversations.send(row, "Vom zweiten Programm")
            await bot.conversations.send(row, "Vom ersten")
        said = [(each.text, each.person, each.trouble) for each in await krause.history()][1:]
    assert said == [("Vom zweiten Programm", 9, None), ("Vom ersten", 9, None)]
    assert await names(shop) == [(9, "member", ""), (9, "member", "report")]


async def test_no_more_than_its_own(shop: Bakery) -> None:
    """[S4] A lower role may be asked for and a higher one is refused, which leaves no file; an auditor's reads nothing."""
    async with await shop.join(9, name="bot") as bot:
        with pytest.raises(Refusal, match="forbidden"):
            await bot.make_keys(shop.folder / "owner-bot.keys", role="owner")
        assert not (shop.folder / "owner-bot.keys").exists()
    await shop.owner.make_keys(shop.folder / "figures.keys", role="auditor", name="Zahlen")
    await shop.owner.make_keys(shop.folder / "second.keys", name="Zweites Programm")
    async with Staff.open(keys=shop.folder / "figures.keys") as figures:
        assert (figures.person, figures.role) == (1, "auditor")
        await figures.make_keys(shop.folder / "more-figures.keys")
    async with Staff.open(keys=shop.folder / "second.keys") as second:
        assert (second.person, second.role) == (1, "owner")


async def test_nobody_elses_invite_is_confirmed_by_it(shop: Bakery) -> None:
    """[S12] An invite for a colleague, answered by a device whose words nobody compared yet, stays as it is."""
    link = await shop.owner.invites.create(2)
    joining = asyncio.ensure_future(_joined(link, shop.folder / "ben.keys"))
    while (await shop.owner._parts.http.get("/invites"))["invites"][0]["state"] == "open":  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    await shop.owner.make_keys(shop.folder / "bot.keys")
    assert {each.person for each in await shop.owner.team.devices()} == {0, 1}
    assert [joined for joined, _ in await shop.owner.invites.confirm_answered()] == [2]
    assert await joining == 2


async def _joined(link: str, keys: Path) -> int:
    async with Staff.link(link, keys=keys) as staff:
        return staff.person


async def test_files_that_are_there(shop: Bakery) -> None:
    """A file of a device, one in use and one that began with another's invite are refused, and are as they were."""
    async with await shop.join(9, name="bot") as bot:
        for there, error in (("bot", KeysInUse), ("owner", KeysInUse)):
            with pytest.raises(error):
                await bot.make_keys(shop.folder / f"{there}.keys")
        async with await shop.customer() as krause:
            await krause.send("Hallo")
        with pytest.raises(AlreadyThere):
            await bot.make_keys(shop.folder / "krause.keys")
        await bot.make_keys(shop.folder / "report.keys")
        with pytest.raises(AlreadyThere):
            await bot.make_keys(shop.folder / "report.keys")
        with closing(KeyFile(shop.folder / "other.keys")) as other:
            other.device()
            other.learn(kind=b"staff", invite=bytes(16))
        with pytest.raises(WrongKeys, match="another invite"):
            await bot.make_keys(shop.folder / "other.keys")


@pytest.mark.parametrize("killed", ["answered", "confirmed", "joined"])
async def test_broken_off(shop: Bakery, killed: str) -> None:
    """[A4] Broken off at any step, the same call goes on where it was: one more device, not two."""
    new = shop.folder / "report.keys"
    async with await shop.join(9, name="bot") as bot:
        link = await bot.invites.create(9)
        if killed == "answered":
            joining = asyncio.ensure_future(_joined(link, new))
            while not new.exists() or await _state(bot) == "open":  # noqa: ASYNC110
                await asyncio.sleep(0.02)
            joining.cancel()
            await asyncio.gather(joining, return_exceptions=True)
        else:
            await asyncio.gather(_joined(link, new), bot.invites.confirm(link))
            if killed == "confirmed":
                with closing(KeyFile(new, make=False)) as file:
                    file.forget("joined")
        if killed == "joined":
            with pytest.raises(AlreadyThere):
                await bot.make_keys(new)
        else:
            await bot.make_keys(new)
        assert len(await names(shop)) == 2
    async with Staff.open(keys=new) as report:
        assert report.person == 9


async def _state(bot: Staff) -> str:
    return str((await bot._parts.http.get("/invites"))["invites"][-1]["state"])


async def test_people_with_their_roles(shop: Bakery) -> None:
    """[S4, S5] Everybody who has a device, by number, with name, highest role and how many devices; who left is left out."""
    anna = shop.owner
    await anna.team.write_people({1: "Anna", 2: "Ben", 3: "Cem"})
    async with await shop.join(2, name="ben") as ben, await shop.join(3, "auditor", name="cem") as cem:
        await ben.make_keys(shop.folder / "bens-bot.keys", role="auditor")
        await anna.team.devices()
        assert [tuple(each) for each in anna.people] == [
            (1, "Anna", "owner", 1),
            (2, "Ben", "member", 2),
            (3, "Cem", "auditor", 1),
        ]
        await cem.team.devices()
        assert [(each.name, each.role) for each in cem.people] == [
            ("", "owner"),
            ("", "member"),
            ("", "auditor"),
        ]
        await anna.records.revoke(person=2)
        assert [each.number for each in anna.people] == [1, 3]
        assert anna.team.people[2] == "Ben"


async def tresen(folder: Path, *arguments: object) -> tuple[int, str, str]:
    """The command line: status, output, errors."""
    done = await asyncio.to_thread(run, TRESEN, *arguments, cwd=folder)
    return done.returncode, done.stdout, done.stderr


async def test_one_command(shop: Bakery) -> None:
    """[S12] `tresen keys` makes a file from one that is there, which must not be in use; and says who it is."""
    bot = await shop.join(9, name="bot")
    status, _, said = await tresen(shop.folder, "keys", "report.keys", "--from", "bot.keys")
    assert status == 1
    assert f"bot.keys is in use by program {os.getpid()}" in said
    await bot.close()
    done = await tresen(shop.folder, "keys", "report.keys", "--from", "bot.keys")
    assert done == (0, "report.keys: another device of person 9, role member\n", "")
    done = await tresen(shop.folder, "keys", "figures.keys", "--from", "bot.keys", "--role", "auditor")
    assert done == (0, "figures.keys: another device of person 9, role auditor\n", "")
    status, _, said = await tresen(shop.folder, "keys", "report.keys", "--from", "bot.keys")
    assert (status, said) == (1, "report.keys: these keys belong to a device already\n")
    done = await tresen(shop.folder, "keys", "bot.keys", "--from", "bot.keys")
    assert done == (1, "", "bot.keys is the keys file that another is to be made from\n")
    (shop.folder / "bots").mkdir()
    done = await tresen(shop.folder, "keys", "bots", "--from", "bot.keys")
    assert done == (0, "bots/tresen.keys: another device of person 9, role member\n", "")
    known = len(await names(shop))
    for wrong in ("ev\x1b[31mil.keys", "\u202elive.keys"):
        status, _, said = await tresen(shop.folder, "keys", wrong, "--from", "bot.keys")
        assert (status, "one line of text" in said) == (1, True)
    assert (len(await names(shop)), len(list(shop.folder.glob("*ev*")))) == (known, 0)
    status, _, said = await tresen(shop.folder, "keys", "a.keys", "--from", "no.keys")
    assert (status, said) == (1, "no.keys: there is no keys file\n")
    status, _, said = await tresen(shop.folder, "keys", "a.keys", "--from", "bot.keys", "--role", "chief")
    assert (status, said) == (1, "a role is one of owner, member, auditor\n")
    assert not (shop.folder / "a.keys").exists()


async def test_one_command_with_a_link(shop: Bakery) -> None:
    """[S12] For a program that runs once: the link from the page Team makes its keys file, and the four words are shown."""
    link = await shop.owner.invites.create(9)
    confirming = asyncio.create_task(shop.owner.invites.keep_confirming())
    status, said, _ = await tresen(shop.folder, "keys", "export.keys", "--from", link)
    confirming.cancel()
    await asyncio.gather(confirming, return_exceptions=True)
    assert status == 0
    _, words, made = said.splitlines()
    assert len(words.removeprefix("the four words there must be: ").split()) == 4
    assert made == "export.keys: a device of person 9, role member"
    assert await names(shop) == [(9, "member", "export")]
    status, _, said = await tresen(shop.folder, "keys", "b.keys", "--from", link, "--role", "member")
    assert (status, said) == (1, "the link says the role: who invites chooses it\n")


@pytest.mark.parametrize(
    ("typed", "why"),
    [("https://chat.example/inbox#invite=a.b.c\n", "the link says the role"), ("\n", "nothing was typed")],
)
def test_a_link_that_no_list_of_processes_shows(tmp_path: Path, typed: str, why: str) -> None:
    """[S12] `--from -` reads the link, which is a secret, from standard input."""
    done = subprocess.run(
        [sys.executable, "-m", TRESEN, "keys", "b.keys", "--from", "-", "--role", "member"],
        input=typed,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert (done.returncode, done.stderr[: len(why)]) == (1, why)


async def test_one_command_for_a_customer(shop: Bakery) -> None:
    """[S13] A customer's second program is another device of that customer, by the return link in the file."""
    async with await shop.customer() as krause:
        pass
    status, _, said = await tresen(shop.folder, "keys", "second.keys", "--from", "krause.keys")
    assert status == 1
    assert "no return link" in said
    async with await shop.customer() as krause:
        await krause.send("Guten Morgen!")
    status, _, said = await tresen(
        shop.folder, "keys", "a.keys", "--from", "krause.keys", "--role", "auditor"
    )
    assert (status, said) == (1, "a customer's keys file has no role\n")
    for expected in ((0, "second.keys: another device of the same customer\n"), (1, "")):
        status, out, said = await tresen(shop.folder, "keys", "second.keys", "--from", "krause.keys")
        assert (status, out) == expected
    assert said == "second.keys: there is a file already\n"
    async with await shop.customer() as krause, await shop.customer("second") as second:
        await second.send("Vom zweiten")
        assert [each.text for each in await krause.history()] == ["Guten Morgen!", "Vom zweiten"]


def test_the_command_of_the_client_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the server's libraries it is the same command: one line says what is wrong, and no file is made."""
    assert main([str(tmp_path / "new.keys"), "--from", str(tmp_path / "no.keys")]) == 1
    assert capsys.readouterr().err == f"tresen: {tmp_path / 'no.keys'}: there is no keys file\n"
    with pytest.raises(SystemExit) as wrong:
        main([str(tmp_path / "new.keys")])
    assert wrong.value.code == 2
    assert list(tmp_path.iterdir()) == []


ALONE = """\
import sys
for name in ("typer", "litestar", "uvicorn", "sqlalchemy", "structlog", "rich"):
    sys.modules[name] = None
from tresen.command import main
main()
"""


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["keys", "new.keys", "--from", "no.keys"], 1, "tresen: no.keys: there is no keys file\n"),
        (["serve"], 2, "tresen: this is the Python client alone"),
    ],
)
def test_the_command_without_the_servers_libraries(
    tmp_path: Path, arguments: list[str], status: int, said: str
) -> None:
    """Where none of the server's libraries is installed `tresen keys` works, and the others say what is missing."""
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", ALONE, *arguments],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr[: len(said)]) == (status, said)
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
