"""What the back room holds about a customer, sealed to them by an owner's device after looking (Art. 15, ADR 50)."""

from __future__ import annotations

import json
import mimetypes
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tests.integration.test_canary import Canary, everything, fill, note
from tests.world.bakery import Bakery, bakery
from tresen.client.mydata.backroom import BACK_ROOM
from tresen.client.mydata.package import schema

SUFFIX = ".back-room"


@pytest.fixture
async def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bakery]:
    mimetypes.init()
    monkeypatch.setitem(mimetypes.types_map, SUFFIX, BACK_ROOM)
    async with bakery(tmp_path) as made:
        yield made


def looked(texts: list[str], at_ms: int) -> dict[str, Any]:
    """The file as an owner's device makes it: a note, a field of the card, a label, what is written for later."""
    said, card, label, later = texts
    return {
        "format": "tresen-back-room",
        "version": 1,
        "looked_ms": at_ms,
        "card": [{"field": "note", "value": card}],
        "labels": [label],
        "notes": [{"at_ms": at_ms, "text": said}],
        "later": [{"at_ms": at_ms, "text": later}],
        "struck": 1,
    }


async def seal(shop: Bakery, canary: Canary, content: str) -> None:
    file = shop.folder / f"Notizen{SUFFIX}"
    file.write_text(content, encoding="utf-8")
    await shop.owner.conversations.send_file(canary.customer.conversation or b"", file, as_file=True)


def data_of(package: Path) -> dict[str, Any]:
    with zipfile.ZipFile(package) as opened:
        assert opened.testzip() is None
        found: dict[str, Any] = json.loads(opened.read("my-data.json"))
        return found


async def test_the_answer_is_in_the_package_of_its_customer_alone(shop: Bakery, tmp_path: Path) -> None:
    """[Art. 15, A1] After release note, card, label and what waits are in the customer's package as JSON, on the page and as
    the file. Before it, on the server and in another's package none of it is."""
    canary, other = await fill(shop, "a"), await fill(shop, "b")
    kept = await note(shop, canary)
    before = await canary.customer.data_package(tmp_path / "before.zip")
    assert [each for each in kept if each in everything(before.path)] == []
    answer = looked(kept, shop.clock.now_ms())
    await seal(shop, canary, json.dumps(answer))
    made = await canary.customer.data_package(tmp_path / "after.zip")
    data = data_of(made.path)
    assert data["back_room"] == [answer]
    jsonschema_rs.validate(json.loads(schema()), data)
    with zipfile.ZipFile(made.path) as package:
        page = package.read("index.html").decode()
        [name] = [each for each in package.namelist() if each.endswith(f"{SUFFIX}.txt")]
        assert json.loads(package.read(name)) == answer
    assert [each for each in kept if each not in page] == []
    others = await other.customer.data_package(tmp_path / "other.zip")
    assert data_of(others.path)["back_room"] == []
    assert [each for each in kept + canary.tokens if each in everything(others.path)] == []
    stored = b"".join(each.read_bytes() for each in (tmp_path / "data").rglob("*") if each.is_file())
    assert [each for each in kept if each.encode() in stored] == []
    for each in (canary, other):
        await each.customer.close()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        json.dumps({"format": "tresen-back-room"}),
        json.dumps(looked(["a", "b", "c", "d"], 1) | {"card": [{"field": 1}]}),
        json.dumps(looked(["a", "b", "c", "d"], 1) | {"notes": ["x"]}),
        json.dumps(looked(["a", "b", "c", "d"], 1) | {"version": 2}),
    ],
    ids=["empty", "list", "cut", "deep", "bare", "card", "notes", "version"],
)
async def test_what_is_no_such_answer_spoils_nothing(shop: Bakery, tmp_path: Path, content: str) -> None:
    """A business that seals something else keeps nobody from the data: the package is whole, with the file alone."""
    canary = await fill(shop, "d")
    await seal(shop, canary, content)
    made = await canary.customer.data_package(tmp_path / "d.zip")
    data = data_of(made.path)
    assert data["back_room"] == []
    assert made.missing == 0
    jsonschema_rs.validate(json.loads(schema()), data)
    await canary.customer.close()


async def test_a_customers_own_file_is_none(shop: Bakery, tmp_path: Path) -> None:
    """Only what the team signed counts as the business's answer."""
    canary = await fill(shop, "e")
    file = tmp_path / f"meins{SUFFIX}"
    file.write_text(json.dumps(looked(["a", "b", "c", "d"], 1)))
    await canary.customer.send_file(file, as_file=True)
    assert data_of((await canary.customer.data_package(tmp_path / "e.zip")).path)["back_room"] == []
    await canary.customer.close()
