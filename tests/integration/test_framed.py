"""[S22] Where the customer page may stand in a frame: on the websites of the signed profile, and nothing else anywhere."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.integration.test_pages import build, directives
from tests.world.bakery import Bakery, bakery
from tests.world.calls import calling
from tests.world.patience import PATIENCE
from tests.world.profile import bakery_with

SHOP = "https://www.baeckerei.example"
NEAR = "http://localhost:4000"


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    profile = bakery_with(websites=[SHOP, NEAR])
    async with bakery(tmp_path, profile=profile, web=build(tmp_path / "web")) as opened:
        yield opened


def client(shop: Bakery) -> httpx.AsyncClient:
    origin = shop.url.partition("/sonnenschein")[0]
    return httpx.AsyncClient(base_url=origin, trust_env=False, timeout=PATIENCE)


async def test_only_the_named_websites_may_show_it(shop: Bakery) -> None:
    """[S22] The frame names them all, is never kept, and has nothing of the business in its first HTML."""
    async with client(shop) as http:
        answer = await http.get("/sonnenschein?frame")
        assert answer.status_code == 200
        assert directives(answer)["frame-ancestors"] == f"{SHOP} {NEAR}"
        assert "x-frame-options" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
        assert "Sonnenschein" not in answer.text
        plain = directives(await http.get("/sonnenschein"))
        assert directives(answer) | {"frame-ancestors": "'none'"} == plain


@pytest.mark.parametrize(
    "path",
    [
        "/sonnenschein", "/sonnenschein?frame=1", "/sonnenschein?frame&", "/sonnenschein?x&frame",
        "/sonnenschein?Frame", "/sonnenschein?", "/Sonnenschein?frame", "/sonnenschein/?frame",
        "/sonnenschein/sw.js?frame", "/sonnenschein/hours.json?frame", "/chat/icon.svg?frame",
        "/inbox?frame", "/setup?frame", "/?frame", "/nobody-here?frame", "/a/b?frame",
        "/live?frame", "/healthz?frame", "/api/v1/businesses/sonnenschein?frame",
    ],
)  # fmt: skip
async def test_nothing_else_stands_in_a_frame(shop: Bakery, path: str) -> None:
    """[S22] Whatever is no frame of a business that names websites says so twice."""
    async with client(shop) as http:
        answer = await http.get(path)
        assert directives(answer)["frame-ancestors"] == "'none'"
        assert answer.headers["x-frame-options"] == "DENY"


async def test_the_owner_decides_at_once(shop: Bakery) -> None:
    """[S22] What the newest profile does not name may not show it any more, and without any nobody may."""
    async with client(shop) as http:
        await shop.owner.records.publish(bakery_with(websites=[NEAR]))
        assert directives(await http.get("/sonnenschein?frame"))["frame-ancestors"] == NEAR
        nobody: tuple[dict[str, list[str]], ...] = ({"websites": []}, {})
        for none in nobody:
            await shop.owner.records.publish(bakery_with(**none))
            answer = await http.get("/sonnenschein?frame")
            assert directives(answer)["frame-ancestors"] == "'none'"
            assert answer.headers["x-frame-options"] == "DENY"


async def test_beside_tls_only_tls_counts(tmp_path: Path) -> None:
    """[S22] A page without TLS shows no frame of a server with it, whatever the profile says."""
    data = tmp_path / "data"
    data.mkdir()
    async with calling(data, web=build(tmp_path / "web"), public_url="https://chat.example.org") as calls:
        await calls.business("one", "sonnenschein", **bakery_with(websites=[SHOP, NEAR]))
        answer = await calls.http.get("/sonnenschein?frame")
        assert directives(answer)["frame-ancestors"] == SHOP
