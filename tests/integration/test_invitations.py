"""Invitations over HTTP and against a server that is killed (S21)."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import httpx
import msgspec

from tests.integration.conftest import Running
from tests.integration.test_crash import process
from tests.world.calls import b64
from tests.world.house import Opened, opened
from tests.world.invitation import Invited, carried, first_parts, invited, state_of
from tests.world.patience import PATIENCE
from tests.world.shop import Customer, found
from tresen.clock import SettableClock, SystemClock
from tresen.core.records import invitation_lock
from tresen.seal.invitation import InvitationKeys
from tresen.store import profiles
from tresen.store.tx import Tx

KILLS = 8


def proof(keys: InvitationKeys) -> dict[str, str]:
    return {"id": b64(keys.id), "proof": b64(keys.proof)}


def new(one: Invited) -> dict[str, Any]:
    return {
        "id": b64(one.id), "lock": b64(invitation_lock(one.keys.proof)), "sealed": b64(one.sealed),
        "until_ms": one.until_ms, "digits": one.keys.digits != "", "reply": one.reply,
        "blobs": [b64(each) for each in one.blobs],
    }  # fmt: skip


def begin(customer: Customer, one: Invited) -> dict[str, Any]:
    """The body with which a conversation begins that answers it."""
    brings: dict[str, Any] = {"blobs": one.blobs} if one.blobs else {}
    parts = first_parts(customer.message(**brings))
    epoch = customer.epoch
    return {
        "devices": {"body": b64(customer.devices.body), "signature": b64(customer.devices.signature)},
        "epoch": {
            "body": b64(epoch.signed.body), "signature": b64(epoch.signed.signature),
            "wraps": [{"to": b64(to), "wrap": b64(wrap)} for to, wrap in epoch.wraps],
        },
        "message": {name: b64(each) for name, each in parts._asdict().items()},
        "invitation": proof(one.keys),
    }  # fmt: skip


class Door:
    """The calls of somebody who has a link, and of the team."""

    def __init__(self, http: httpx.AsyncClient, one: Invited) -> None:
        self.http, self.one = http, one

    async def ask(self, what: str, **body: Any) -> httpx.Response:
        path = f"/businesses/{self.one.shop.handle}/invitations/{what}"
        return await self.http.post(path, json=proof(self.one.keys) | body)


def calls(port: int, bearer: str = "") -> httpx.AsyncClient:
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    url = f"http://127.0.0.1:{port}/api/v1"
    return httpx.AsyncClient(base_url=url, headers=headers, trust_env=False, timeout=PATIENCE)


async def test_the_whole_way(server: Running) -> None:
    """[W8] Made, looked at, opened, a file fetched, and withdrawn: each answer as the page says, and no id in a path."""
    house = Opened(server.app.house, server.app.feed, server.clock)
    one = invited(house, server.shop, digits="042917")
    one.blobs = [await carried(house, server.shop, b"sealed")]
    line = await server.enter(server.shop.owner)
    assert line.welcome is not None
    async with calls(server.port, line.welcome.bearer) as team, calls(server.port) as anyone:
        made = await team.post("/invitations", json=new(one))
        assert (made.status_code, made.json()["today"]) == (201, 1)
        door = Door(anyone, one)
        looked = await anyone.post(
            f"/businesses/{server.shop.handle}/invitations/look", json={"id": b64(one.id)}
        )
        assert looked.json() == {"digits": True, "reply": True, "until_ms": one.until_ms, "tries_left": 5}
        opened_ = (await door.ask("open")).json()
        assert opened_["sealed"] == b64(one.sealed)
        assert [each["blob"] for each in opened_["blobs"]] == [b64(one.blobs[0])]
        file = await door.ask("file", blob=b64(one.blobs[0]))
        assert (file.status_code, file.content[:6]) == (201, b"sealed")
        assert file.headers["cache-control"] == "no-store"
        wrong = await door.ask("open", proof=b64(bytes(32)))
        assert (wrong.status_code, wrong.json()["code"], wrong.json()["detail"][:2]) == (
            403,
            "invitation_digits",
            "4 ",
        )
        page = (await team.get("/invitations")).json()
        assert (page["total"], page["rows"][0]["state"], page["rows"][0]["tries_left"]) == (1, "open", 4)
        assert (await team.post("/invitations/sealed", json={"id": b64(one.id)})).json()["sealed"] == b64(
            one.sealed
        )
        gone = await team.post("/invitations/withdraw", json={"id": b64(one.id)})
        assert gone.json() == {"state": "withdrawn"}
        over = await door.ask("open")
        assert (over.status_code, over.json()["code"], over.json()["detail"].split()[0]) == (
            410, "invitation_over", "withdrawn",
        )  # fmt: skip


async def test_an_address_that_guesses(server: Running) -> None:
    """[W11] Sixty calls at once from one address, then it waits; whoever comes from another is not kept waiting."""
    async with calls(server.port) as http:
        path, body = f"/businesses/{server.shop.handle}/invitations/open", {"proof": b64(bytes(32))}
        codes = [
            (await http.post(path, json=body | {"id": b64(os.urandom(16))})).json()["code"] for _ in range(61)
        ]
    assert codes == ["invitation_unknown"] * 60 + ["too_many"]


async def test_killed_between_opening_and_answer(tmp_path: Path) -> None:
    """[S21, A4] kill -9 at any moment of the first answer: it is taken once or not at all, and nothing is doubled. Neither
    secret, proof nor words are in any file or in what the servers wrote into their logs, which name no id (A1, A8).
    """
    random, clock = Random(21), SettableClock(SystemClock().now_ms())
    async with opened(tmp_path, clock) as house:
        shop = await found(house.house)
        await house.house.write(partial(_open_the_door, shop.key))
        some = [invited(house, shop) for _ in range(KILLS)]
        for each in some:
            each.blobs = [await carried(house, shop, b"sealed")]
            await each.make()
    logs = b""
    path, before = f"/businesses/{shop.handle}/conversations", None
    for one in [*some, None]:
        async with process(tmp_path) as (server, port), calls(port) as http:
            if before is not None:
                again = await http.post(path, json=before[1])
                assert again.status_code == 201, again.text
                late = await http.post(path, json=begin(shop.customer(), before[0]))
                assert (late.status_code, late.json()["detail"].split()[0]) == (410, "taken")
            if one is None:
                break
            assert (await Door(http, one).ask("open")).json()["sealed"] == b64(one.sealed)
            before = one, begin(shop.customer(), one)
            kill = asyncio.get_running_loop().call_later(
                random.random() * 0.02, server.send_signal, signal.SIGKILL
            )
            with suppress(httpx.TransportError):
                assert (await http.post(path, json=before[1])).status_code == 201
            kill.cancel()
            server.kill()
            assert server.stderr is not None
            logs += await asyncio.to_thread(server.stderr.read)
    async with opened(tmp_path, clock) as house:
        for each in some:
            each.house = house
            assert await state_of(each) == "taken"
        with house.house.database.snapshot() as connection:
            count = "SELECT count(*) FROM conversations WHERE NOT back_room"
            assert connection.exec_driver_sql(count).scalar_one() == KILLS
            named = "SELECT count(*), count(seq), count(invitation_id) FROM blobs"
            assert connection.exec_driver_sql(named).one() == (KILLS, KILLS, 0)
    whole = _bytes_of(tmp_path)
    for each in some:
        for secret in (each.keys.secret, each.keys.proof):
            assert secret not in whole + logs
            assert b64(secret).encode() not in whole + logs
        assert each.sealed not in whole
        assert b64(each.id).encode() not in logs
    assert b"Guten Tag" not in whole + logs


def _open_the_door(key: int, tx: Tx) -> None:
    """As published: a business is open once it says who it is."""
    text = msgspec.msgpack.encode({"imprint": "Anna Sonnenschein", "privacy": "Anna Sonnenschein"})
    business = tx.business(key)
    profiles.set_profile(tx, business, business.rev, (os.urandom(32), text), None)


def _bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
