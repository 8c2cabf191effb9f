"""Text that has no bytes, and paths that no file can have: an error of the client's own, and nothing is stored."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

import tresen.demo
from tests.world.bakery import PROFILE, Bakery, bakery
from tests.world.patience import PATIENCE
from tresen.client import Customer, Owner, Profile, QuickReply, TresenError, WrongInput
from tresen.client.documents.filters import Query

PICTURE = Path(tresen.demo.__file__).parent / "picture.png"
HALF = "a\ud800"
"""A lone surrogate: half a character, as broken programs make them."""


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    folder = tmp_path / "shop"
    folder.mkdir()
    async with asyncio.timeout(PATIENCE), bakery(folder) as made:
        yield made


@pytest.fixture
async def krause(shop: Bakery) -> AsyncIterator[Customer]:
    async with await shop.customer() as customer:
        await customer.send("Guten Tag!")
        yield customer


async def told(call: Callable[[], Awaitable[object]]) -> str:
    """The kind of error that a call ends with; empty: none."""
    try:
        await asyncio.wait_for(call(), PATIENCE)
    except (TresenError, ValueError) as error:
        return type(error).__name__
    return ""


async def test_a_customer_says_half_a_character(krause: Customer, tmp_path: Path) -> None:
    """[L4] send, edit, hand_over, react, caption, name, alternative text: refused, and nothing waits or is said."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"Brot")
    [said] = await krause.history()
    calls: list[Callable[[], Awaitable[object]]] = [
        lambda: krause.send(HALF),
        lambda: krause.edit(said, HALF),
        lambda: krause.hand_over(name=HALF),
        lambda: krause.react(said, HALF),
        lambda: krause.send_file(path, HALF),
        lambda: krause.send_file(path, name=HALF),
        lambda: krause.send_file(PICTURE, alt=HALF),
        lambda: krause.send_file(f"{tmp_path}/a\0b"),
        lambda: krause.send_file(f"{tmp_path}/{HALF}"),
        lambda: krause.data_package(f"{tmp_path}/{HALF}"),
    ]
    for n, call in enumerate(calls):
        assert await told(call) == "WrongInput", n
        assert krause.waiting.count == 0
    assert [each.text for each in await krause.history()] == ["Guten Tag!"]


async def test_a_team_says_half_a_character(shop: Bakery, krause: Customer) -> None:
    """[L8] Replies, notes, cards, labels, filters, quick replies, names and the profile as well."""
    owner: Owner = shop.owner
    [row] = await owner.conversations.list()
    calls: list[Callable[[], Awaitable[object]]] = [
        lambda: owner.conversations.send(row, HALF),
        lambda: owner.note(row, HALF),
        lambda: owner.chat.send(HALF),
        lambda: owner.cards.update(row, note=HALF),
        lambda: owner.cards.rename(row, HALF),
        lambda: owner.labels.save(HALF),
        lambda: owner.labels.save_filter(HALF, Query("all", ("paid",))),
        lambda: owner.quick_replies.save(QuickReply("b", "t", HALF)),
        lambda: owner.quick_replies.save(QuickReply("b", HALF, "x")),
        lambda: owner.schedule(row, HALF, at=owner._parts.clock.now_ms() + 86_400_000),
        lambda: owner.team.write_people({1: HALF}),
        lambda: owner.team.name_device(owner.device, HALF),
        lambda: owner.records.publish(PROFILE | {"about": HALF}),
    ]
    for n, call in enumerate(calls):
        assert await told(call) == "WrongInput", n
        assert owner.waiting.count == 0
    assert owner.profile == PROFILE
    assert await owner.quick_replies.all() == []


@pytest.mark.parametrize("what", ["folder", "fifo", "socket"])
@pytest.mark.parametrize("call", ["file", "voice", "video"])
async def test_only_a_plain_file_is_sent(krause: Customer, tmp_path: Path, what: str, call: str) -> None:
    """[F2] Anything else is refused at once, and is not opened: a pipe would never answer."""
    path = tmp_path / "odd"
    if what == "folder":
        path.mkdir()
    elif what == "fifo":
        os.mkfifo(path)
    else:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(str(path))
    calls: dict[str, Callable[[], Awaitable[object]]] = {
        "file": lambda: krause.send_file(path),
        "voice": lambda: krause.send_voice(path, 1_000),
        "video": lambda: krause.send_video(path, (1, 1), 1_000),
    }
    with pytest.raises(TresenError, match="only a plain file"):
        await asyncio.wait_for(calls[call](), PATIENCE)


@pytest.mark.parametrize(
    "name", ["A\u202eB", "A\x1b[31m", "A\u200bB", "A\u2028B", "A\x85B", "\u2067A", " A", "A\nB"]
)
async def test_a_labels_name_is_one_line(shop: Bakery, name: str) -> None:
    """[L8] As every name: no control characters, no marks of direction, no separators of lines; a filter's as well."""
    with pytest.raises(WrongInput, match="one line"):
        await shop.owner.labels.save(name)
    with pytest.raises(WrongInput, match="one line"):
        await shop.owner.labels.save_filter(name, Query("all", ("paid",)))


def test_a_profiles_names_are_one_line() -> None:
    """[S14] What others signed steers no terminal and breaks no line; the fields stay as signed."""
    odd = {
        "name": "A\u202eB\x1b[31m",
        "trade": "C\u2067D",
        "street": "E\u200bF\n1",
        "city": "G",
        "phone": 5,
        "email": "a@b",
    }
    profile = Profile(odd)
    assert profile["name"] == odd["name"]
    assert str(profile) == "AB [31m, CD, EF 1, G"
    assert (profile.phone, profile.email) == ("", "a@b")
