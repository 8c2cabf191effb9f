"""A rush of new conversations at a real server: beginning one takes a puzzle, and others notice nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.integration.test_client import said, some
from tests.world.bakery import bakery
from tests.world.calls import Calls, b64, calling, problem_of, signed
from tests.world.clock import NOON
from tests.world.profile import BAKERY
from tests.world.shop import Shop, found
from tresen.client.connection.http import unb64
from tresen.client.household.puzzle import solve_puzzle
from tresen.core.bounds.puzzle import PUZZLE_BYTES
from tresen.core.bounds.rush import CALM, WINDOW_MS, Count
from tresen.core.records import Profile, record_hash
from tresen.desk.rush import VALID_SECONDS, Solution
from tresen.errors import Refusal
from tresen.seal.records import sign_public

PATH = "/businesses/sonnenschein/conversations"


@pytest.fixture
async def calls(tmp_path: Path) -> AsyncIterator[Calls]:
    async with calling(tmp_path, conversations_per_hour=100_000) as made:
        yield made


def body(shop: Shop) -> dict[str, Any]:
    """What a new customer's device posts."""
    customer = shop.customer()
    message = customer.message()
    sealed = customer.epoch
    return {
        "devices": signed(customer.devices),
        "epoch": signed(sealed.signed)
        | {"wraps": [{"to": b64(to), "wrap": b64(wrap)} for to, wrap in sealed.wraps]},
        "message": {
            name: b64(getattr(message, name)) for name in ("header", "slot", "ciphertext", "signature")
        },
    }


async def due(calls: Calls, given: dict[str, Any]) -> str:
    """The challenge that the server sets."""
    problem = problem_of(await calls.post(PATH, given))
    assert (problem["code"], problem["status"], problem["retryable"]) == ("puzzle_due", 428, True)
    return str(problem["detail"]).split(" ", maxsplit=1)[0]


async def opened(calls: Calls) -> Shop:
    """A business that takes messages."""
    shop = await found(calls.app.house)
    owner = await calls.bearer(shop.owner.keys.id)
    held = (await calls.get("/records", owner)).json()["records"]
    prev = record_hash(unb64(held[-1]["body"]))
    profile = sign_public(shop.owner.keys, shop.business, len(held) + 1, prev, NOON, Profile(BAKERY))
    assert (await calls.post("/records", {"records": [signed(profile)]}, owner)).status_code == 201
    return shop


async def rush(calls: Calls) -> Shop:
    """As many new conversations as pass without a puzzle, one after the other; the next one needs one."""
    shop = await opened(calls)
    for _ in range(CALM):
        answer = await calls.post(PATH, body(shop))
        assert answer.status_code == 201, answer.text
    return shop


async def test_a_rush(calls: Calls) -> None:
    """[W10] A hundred within ten minutes are let through; then each device solves its own puzzle, once."""
    shop = await rush(calls)
    first, second = body(shop), body(shop)
    challenge = await due(calls, first)
    solved = solve_puzzle(challenge)
    answer = await calls.post(PATH, first | {"puzzle": solved})
    assert answer.status_code == 201, answer.text
    # Not a second time, not with other numbers, not with a challenge of one's own making.
    assert await due(calls, second | {"puzzle": solved}) != challenge
    fresh = await due(calls, second)
    for wrong in (
        {"challenge": fresh, "answers": solved["answers"]},
        {"challenge": fresh, "answers": ""},
        {"challenge": b64(bytes(PUZZLE_BYTES)), "answers": b64(bytes(64))},
        {"challenge": "", "answers": ""},
    ):
        await due(calls, second | {"puzzle": wrong})
    assert (
        problem_of(await calls.post(PATH, second | {"puzzle": {"challenge": "!", "answers": ""}}))["code"]
        == "bad_request"
    )
    # Nor after its time.
    late = solve_puzzle(fresh)
    calls.clock.advance((VALID_SECONDS + 1) * 1000)
    await due(calls, second | {"puzzle": late})
    # Calm again.
    calls.clock.advance(2 * WINDOW_MS)
    assert (await calls.post(PATH, second)).status_code == 201


async def test_a_repetition_does_not_make_a_rush(calls: Calls) -> None:
    """[W10, A4] One conversation that is begun again and again, one after the other or all at once, counts as one."""
    shop = await opened(calls)
    first = body(shop)
    answers = [await calls.post(PATH, first) for _ in range(CALM)]
    second = body(shop)
    answers += await asyncio.gather(*(calls.post(PATH, second) for _ in range(CALM)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 2
    assert (await calls.post(PATH, body(shop))).status_code == 201


async def test_a_repetition_needs_no_puzzle(calls: Calls) -> None:
    """[W10, A4] Whose conversation is there and whose answer got lost gets the first outcome, in a rush too."""
    shop = await opened(calls)
    mine = body(shop)
    first = (await calls.post(PATH, mine)).json()
    for _ in range(CALM - 1):
        assert (await calls.post(PATH, body(shop))).status_code == 201
    await due(calls, body(shop))
    assert (await calls.post(PATH, mine)).json() == first
    # Another's signature under the same record is no repetition.
    forged = mine | {"devices": mine["devices"] | {"signature": body(shop)["devices"]["signature"]}}
    assert problem_of(await calls.post(PATH, forged))["code"] == "bad_signature"


async def test_what_is_refused_does_not_make_a_rush(calls: Calls) -> None:
    """[W10] Only conversations that really begin count: invalid attempts cost nobody else a puzzle."""
    shop = await opened(calls)
    wrong = body(shop)
    wrong["message"] = wrong["message"] | {"header": "AA"}
    for _ in range(CALM + 20):
        assert (await calls.post(PATH, wrong)).status_code == 400
    assert (await calls.post(PATH, body(shop))).status_code == 201


async def test_asking_costs_the_server_nothing(calls: Calls) -> None:
    """[I-10] Challenges are not stored: a thousand unsolved ones leave nothing behind."""
    await rush(calls)
    rubbish = {"body": "AA", "signature": b64(bytes(64))}
    parts = dict.fromkeys(("header", "slot", "ciphertext", "signature"), "AA")
    asked = {"devices": rubbish, "epoch": rubbish | {"wraps": []}, "message": parts}
    begun = time.process_time()
    for _ in range(200):
        await due(calls, asked)
    assert len(calls.app.house.rush._used) == 0
    assert time.process_time() - begun < 5


async def test_another_business_has_its_own_calm(tmp_path: Path) -> None:
    """[W10] A rush at the bakery does not affect the shop next door, and its challenges are valid at the bakery only."""
    async with calling(tmp_path, conversations_per_hour=100_000) as calls:
        house = calls.app.house
        challenges = []
        for business in (1, 2):
            house.rush._counts[business] = Count(calls.clock.now_ms() // WINDOW_MS, CALM, 0)
            with pytest.raises(Refusal) as refused:
                await house.rush.admit(house, business, calls.clock.now_ms(), None)
            challenges.append(refused.value.detail)
        await house.rush.admit(house, 3, calls.clock.now_ms(), None)
        solution = solution_of(challenges[0])
        with pytest.raises(Refusal, match="not valid"):
            await house.rush.admit(house, 2, calls.clock.now_ms(), solution)
        await house.rush.admit(house, 1, calls.clock.now_ms(), solution)


def solution_of(challenge: str) -> Any:
    solved = solve_puzzle(challenge)
    return Solution(unb64(solved["challenge"]), unb64(solved["answers"]))


async def test_the_python_client_solves_it(tmp_path: Path) -> None:
    """[W10] `Customer.start` and the first message work as ever, a moment slower."""
    async with bakery(tmp_path) as shop:
        rush_now(shop.app.house)
        async with await shop.customer() as krause:
            await krause.send("Ist noch Kuchen da?")
            assert said(await some(krause.messages(), 1)) == [(3, "Ist noch Kuchen da?", True)]
        assert len(shop.app.house.rush._used) == 1


def rush_now(house: Any) -> None:
    """As if a hundred conversations had begun within the last ten minutes at every business."""
    window = house.clock.now_ms() // WINDOW_MS
    house.rush._counts.update({business: Count(window, CALM + 50, CALM + 50) for business in range(1, 4)})


@pytest.mark.parametrize("text", ["", "AAAA", "!", b64(bytes(12) + bytes([17]) + bytes(16))])
def test_a_puzzle_that_is_too_hard_is_refused(text: str) -> None:
    """[W10] A server cannot make a client compute for minutes."""
    with pytest.raises(Refusal):
        solve_puzzle(text)


async def test_thirty_pupils(calls: Calls) -> None:
    """[W10] Thirty new conversations from one address at the same moment: none needs a puzzle."""
    shop = await opened(calls)
    bodies = [body(shop) for _ in range(30)]
    answers: list[httpx.Response] = await asyncio.gather(*(calls.post(PATH, each) for each in bodies))
    assert {each.status_code for each in answers} == {201}
