"""`tresen business list|show|rename|export|remove`: what a host does with single businesses of a server."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest_asyncio

from tests.integration.test_serve import tresen
from tests.world.bakery import PROFILE, Bakery, bakery
from tests.world.patience import PATIENCE
from tresen.client import Customer, Owner
from tresen.desk.team.setup import new_setup
from tresen.seal.links import SetupLink
from tresen.store.backup.reading import being_read
from tresen.store.database import FILE
from tresen.store.lock import lock
from tresen.store.schema import metadata


@dataclass
class Street:
    """The bakery and a florist on one server, each with a customer and a photo."""

    bakery: Bakery
    florist: Owner
    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    async def run(self, *words: object, code: int = 0) -> str:
        done = await asyncio.to_thread(tresen, *words, "--data", self.data)
        assert done.returncode == code, (done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        return done.stdout if code == 0 else done.stderr


async def furnish(shop: Bakery) -> Owner:
    """A florist moves in; both businesses are written to."""
    link = str(SetupLink(shop.app.settings.public_url, await new_setup(shop.app.house)))
    florist = await Owner.setup(
        link,
        keys=shop.folder / "flora.keys",
        handle="blumen-flora",
        profile={**PROFILE, "name": "Flora"},
        name="Flora",
    )
    photo = shop.folder / "photo.txt"
    photo.write_bytes(b"p" * 70_000)
    for owner, name in ((shop.owner, "krause"), (florist, "yilmaz")):
        async with Customer.start(owner.customer_link, keys=shop.folder / f"{name}.keys") as customer:
            await customer.send("Guten Tag")
            await customer.send_file(photo)
    return florist


@pytest_asyncio.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    async with contextlib.AsyncExitStack() as stack:
        shop = await stack.enter_async_context(bakery(tmp_path))
        florist = await furnish(shop)
        stack.push_async_callback(florist.close)
        yield Street(shop, florist, tmp_path)


async def test_listed_and_shown(street: Street) -> None:
    """The server may run; numbers and sizes of each business, no names of people."""
    said = await street.run("business", "list")
    assert [line.split()[0] for line in said.splitlines()] == ["business", "blumen-flora", "sonnenschein"]
    found = json.loads(await street.run("business", "list", "--json"))
    assert [(each["conversations"], each["messages"] >= 2, each["files"]) for each in found] == [
        (1, True, 1)
    ] * 2
    shown = await street.run("business", "show", "blumen-flora")
    assert "1 people, 1 devices" in shown
    assert "1, 72" not in shown
    assert "Flora" not in shown
    assert "no business has the address" in await street.run("business", "show", "nobody", code=1)


async def test_renamed_while_it_runs(street: Street) -> None:
    """The new address works at once, the old one for good; nobody else gets either, and bad ones change nothing."""
    for bad, why in (
        ("api", "the server itself"),
        ("Ä", "lowercase letters"),
        ("sonnenschein", "another business"),
    ):
        assert why in await street.run("business", "rename", "blumen-flora", bad, code=1)
    assert "is flora now" in await street.run("business", "rename", "blumen-flora", "flora")
    async with httpx.AsyncClient(
        base_url=street.bakery.app.settings.public_url, trust_env=False, timeout=PATIENCE
    ) as http:
        answers = [
            (await http.get(f"/api/v1/businesses/{each}")).json() for each in ("flora", "blumen-flora")
        ]
    assert answers[0]["business"] == answers[1]["business"]
    async with Customer.start(street.florist.customer_link, keys=street.folder / "yilmaz.keys") as again:
        await again.send("Noch da?")
    assert "had this address" in await street.run(
        "business", "rename", "sonnenschein", "blumen-flora", code=1
    )
    assert "formerly" in await street.run("business", "show", "flora")
    await street.run("business", "rename", "flora", "blumen-flora")
    found = json.loads(await street.run("business", "list", "--json"))
    assert found[0]["former"] == ["flora"]


async def test_exported_while_it_runs(street: Street, tmp_path: Path) -> None:
    """All rows of this business and of no other, with its files as the server has them."""
    out = tmp_path / "export"
    said = await street.run("business", "export", "blumen-flora", "--to", out)
    assert "1 files" in said
    lines = [json.loads(line) for line in (out / "rows.jsonl").read_text().splitlines()]
    assert lines[0]["business"] == "blumen-flora"
    rows = lines[1:]
    with contextlib.closing(sqlite3.connect(street.data / "tresen.db")) as tables:
        key, count = tables.execute(
            "SELECT id, (SELECT count(*) FROM events WHERE business_id = b.id) FROM businesses b"
            " WHERE handle = 'blumen-flora'"
        ).fetchone()
    assert {each["business_id"] for each in rows if "business_id" in each} == {key}
    assert sum(each["table"] == "events" for each in rows) == count
    assert sum(each["table"] == "slots" for each in rows) >= 2
    [file] = (out / "files").iterdir()
    [blob] = [each for each in rows if each["table"] == "blobs"]
    assert (file.name, file.stat().st_size) == (blob["name"], blob["bytes"])
    assert out.stat().st_mode & 0o077 == 0
    assert "is there already" in await street.run("business", "export", "blumen-flora", "--to", out, code=1)
    gone = tmp_path / "nobody"
    await street.run("business", "export", "nobody", "--to", gone, code=1)
    assert not gone.exists()


def marks_of(data: Path, handle: str) -> list[bytes]:
    """Byte strings that only this business's rows hold: ids, keys, sealed texts."""
    with contextlib.closing(sqlite3.connect(data / "tresen.db")) as tables:
        [key] = tables.execute("SELECT id FROM businesses WHERE handle = ?", (handle,)).fetchone()
        return [
            value
            for query in (
                "SELECT public_id FROM conversations WHERE business_id = ?",
                "SELECT public_id FROM devices WHERE business_id = ?",
                "SELECT substr(ciphertext, 1, 24) FROM events WHERE business_id = ? AND ciphertext IS NOT NULL",
                "SELECT slot FROM slots WHERE business_id = ? AND slot IS NOT NULL",
            )
            for (value,) in tables.execute(query, (key,))
        ]


def holding(folder: Path, wanted: list[bytes]) -> set[str]:
    """The files in which one of these stands."""
    return {
        file.name
        for file in folder.rglob("*")
        if file.is_file() and any(each in file.read_bytes() for each in wanted)
    }


async def test_removed(tmp_path: Path) -> None:
    """[A10, L10] Nothing of it is left in any file, also after a restore of an older backup; the other goes on."""
    async with bakery(tmp_path) as shop:
        florist = await furnish(shop)
        street = Street(shop, florist, tmp_path)
        marks = marks_of(street.data, "blumen-flora")
        await street.run("backup", "--to", tmp_path / "backups")
        with lock(street.data):  # as the process of a server holds it
            assert "stop it first" in await street.run(
                "business", "remove", "blumen-flora", "--yes-remove", "blumen-flora", code=1
            )
        await florist.close()
    with being_read(street.data):  # as a backup does
        assert "wait until it has ended" in await street.run(
            "business", "remove", "blumen-flora", "--yes-remove", "blumen-flora", code=1
        )
    with closing(sqlite3.connect(street.data / FILE)) as reading:
        reading.execute("SELECT count(*) FROM events").fetchone()
        assert "wait until it has ended" in await street.run("compact", code=1)
    assert holding(street.data, marks)
    assert "another address" in await street.run(
        "business", "remove", "blumen-flora", "--yes-remove", "flora", code=1
    )
    assert holding(street.data, marks)
    receipt = tmp_path / "receipt.json"
    said = await street.run(
        "business", "remove", "Blumen-Flora", "--yes-remove", "blumen-flora", "--receipt", receipt
    )
    assert "blumen-flora is removed" in said
    told = json.loads(receipt.read_text())
    assert (told["business"], told["conversations"], told["files"]) == ("blumen-flora", 1, 1)
    assert holding(street.data, marks) == set()
    assert len([each for each in (street.data / "files").rglob("*") if each.is_file()]) == 1
    assert [each["handle"] for each in json.loads(await street.run("business", "list", "--json"))] == [
        "sonnenschein"
    ]
    await street.run("business", "remove", "blumen-flora", "--yes-remove", "blumen-flora", code=1)

    restored = tmp_path / "restored"
    done = await asyncio.to_thread(
        tresen,
        "restore",
        tmp_path / "backups",
        "--data",
        restored,
        "--erasures",
        street.data / "tresen.erasures",
    )
    assert done.returncode == 0, done.stderr
    assert holding(restored, marks) == set()
    listed = await asyncio.to_thread(tresen, "business", "list", "--json", "--data", restored)
    assert [each["handle"] for each in json.loads(listed.stdout)] == ["sonnenschein"]
    tried = await asyncio.to_thread(
        tresen, "backup", "--data", street.data, "--to", tmp_path / "backups", "--test"
    )
    assert tried.returncode == 0, tried.stderr


def test_every_table_says_whose_rows_it_holds() -> None:
    """A new table belongs to a business, or is named as one that belongs to none."""
    from tresen.store.businesses import OF_NO_BUSINESS, _belongs

    assert {each.name for each in metadata.sorted_tables if _belongs(each) is None} == OF_NO_BUSINESS


def test_bytes_in_an_export_are_base64() -> None:
    """As `rows.jsonl` writes them."""
    from tresen.cli.business_export import _plain

    assert base64.b64decode(_plain(b"\x00\xff")) == b"\x00\xff"
    assert _plain(None) is None


async def test_an_export_goes_into_a_new_folder_alone(street: Street, tmp_path: Path) -> None:
    """A folder, a file, a link and a link to nothing in the target's place are refused; what they lead to stays."""
    aim = tmp_path / "aim"
    aim.mkdir()
    (aim / "rows.jsonl").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(aim)
    (tmp_path / "nowhere").symlink_to(tmp_path / "not-there")
    for name in ("aim", "file", "link", "nowhere"):
        said = await street.run("business", "export", "blumen-flora", "--to", tmp_path / name, code=1)
        assert "is there already: name a new folder" in said
    assert [each.name for each in aim.iterdir()] == ["rows.jsonl"]
    assert (aim / "rows.jsonl").read_text() == "mine"
    assert not (tmp_path / "not-there").exists()


async def test_an_export_holds_no_row_and_no_file_of_another_business(street: Street, tmp_path: Path) -> None:
    """Every row is the business's or hangs on one that is; the other's ids, keys and files are nowhere in it."""
    out = tmp_path / "out"
    await street.run("business", "export", "blumen-flora", "--to", out)
    with closing(sqlite3.connect(street.data / FILE)) as raw:
        (other,) = raw.execute("SELECT id FROM businesses WHERE handle = 'sonnenschein'").fetchone()
        theirs = {
            bytes(value)
            for table, column in (("conversations", "public_id"), ("devices", "public_id"), ("blobs", "name"))
            for (value,) in raw.execute(f"SELECT {column} FROM {table} WHERE business_id = ?", (other,))
            if isinstance(value, bytes)
        } | {
            str(name).encode()
            for (name,) in raw.execute("SELECT name FROM blobs WHERE business_id = ?", (other,))
        }
    held = (out / "rows.jsonl").read_bytes()
    assert theirs
    assert not [each for each in theirs if each in held or base64.b64encode(each) in held]
    assert not {each.name for each in (out / "files").iterdir()} & {
        each.decode(errors="replace") for each in theirs
    }
