"""Every call that one address may make only so often says so, whichever of them used the allowance up (limits.py)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.world.calls import Calls, b64, calling, problem_of
from tests.world.mailserver import HOST, SENDER
from tests.world.shop import Customer, Shop, found


@dataclass
class Place:
    """A server that sends mail, an owner and a customer."""

    calls: Calls
    shop: Shop
    customer: Customer
    bearers: dict[str, str | None]

    async def ask(self, call: str) -> httpx.Response:
        """A call such as `POST /setup owner`, with an empty body: the limit comes before that is read."""
        method, path, who = call.split()
        where = path.replace("{id}", b64(self.customer.conversation)).replace("{handle}", self.shop.handle)
        what: dict[str, Any] = {} if method == "GET" else {"json": {}}
        return await self.calls.call(method, where, self.bearers[who], **what)


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    mail: dict[str, Any] = {"mail_host": HOST, "mail_from": SENDER, "mail_port": 9, "mail_security": "none"}
    async with calling(tmp_path, **mail) as calls:
        shop = await found(calls.app.house)
        customer = shop.customer()
        await customer.begin(calls.app.house)
        owner = await calls.bearer(shop.owner.keys.id)
        theirs = await calls.bearer(customer.device.keys.id)
        yield Place(calls, shop, customer, {"owner": owner, "customer": theirs, "anyone": None})


@pytest.mark.parametrize(
    ("burst", "asked"),
    [
        (20, ["POST /notifications/push customer", "POST /notifications/push/try customer"]),
        (10, ["POST /notifications/mail customer", "POST /notifications/mail/try customer"]),
        (40, ["POST /passkeys/challenge anyone", "POST /passkeys/open anyone", "POST /passkeys customer"]),
        (10, ["POST /setup anyone"]),
        (60, ["POST /setup/look anyone"]),
        (60, ["POST /invitations owner"]),
        (60, [f"POST /businesses/{{handle}}/invitations/{what} anyone" for what in ("look", "open", "file")]),
        (30, ["POST /invites/AAAAAAAAAAAAAAAAAAAAAA/answer anyone"]),
        (60, ["POST /conversations/{id}/erase customer"]),
        (60, ["POST /businesses/{handle}/conversations anyone"]),
        (
            120,
            [
                "POST /conversations/{id}/requests customer", "GET /conversations/{id}/mydata customer",
                "POST /conversations/{id}/exported owner", "POST /conversations/{id}/requests/1/withdraw customer",
                "POST /conversations/{id}/restriction customer", "POST /conversations/{id}/objection customer",
                "GET /law/facts owner", "GET /businesses/{handle}/notice anyone",
            ],
        ),
    ],
    ids=lambda each: None if isinstance(each, int) else each[0].split()[1],
)  # fmt: skip
async def test_used_up_by_one_for_all(place: Place, burst: int, asked: list[str]) -> None:
    """[W11] So many pass, and no more, of whichever call of the same allowance; the refusal says how long to wait."""
    passed = [(await place.ask(asked[0])).status_code for _ in range(burst)]
    assert 429 not in passed
    for each in asked:
        problem = problem_of(await place.ask(each))
        assert problem["code"] == "too_many", each
        assert int(problem["detail"].split()[0]) > 0


async def test_who_opens_invitations_keeps_nobody_from_writing_first(place: Place) -> None:
    """[W11, S21] A guest in the shop's own network has used up what opens them: the team still makes some."""
    opened = [await place.ask("POST /businesses/{handle}/invitations/open anyone") for _ in range(61)]
    assert opened[-1].status_code == 429
    assert (await place.ask("POST /invitations owner")).status_code == 400
