"""`tresen sign`: the sign of a business, from the server's data folder, beside a running server."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.world.bakery import PROFILE, Bakery, bakery
from tests.world.loaded import TRESEN, run
from tresen.seal.links import read_sign, sign_words


@pytest_asyncio.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with bakery(tmp_path) as opened:
        yield opened


async def sign(shop: Bakery, *args: str) -> subprocess.CompletedProcess[str]:
    """`tresen sign …` on the shop's data."""
    data = ["--data", str(shop.folder / "data"), "--public-url", shop.app.settings.public_url]
    return await asyncio.to_thread(run, TRESEN, "sign", *args, *data)


async def test_it_is_the_owners_own_sign(shop: Bakery) -> None:
    """[S3] Address, fingerprint and words are those that the owner's device shows."""
    done = await sign(shop, "sonnenschein", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    fingerprint = read_sign(shop.url).fingerprint
    assert fingerprint is not None
    assert told["url"] == shop.url
    assert told["name"] == PROFILE["name"]
    assert told["words"] == list(sign_words(fingerprint))
    assert told["url"].endswith(told["fingerprint"])


async def test_in_the_terminal(shop: Bakery) -> None:
    """A code to scan from the screen, and below it what it holds."""
    done = await sign(shop, "Sonnenschein")
    assert done.returncode == 0, done.stderr
    assert "█" in done.stdout
    assert shop.url in done.stdout
    assert "they verify nothing" in done.stdout


async def test_as_a_drawing(shop: Bakery, tmp_path: Path) -> None:
    """In the chosen size and language; the terminal then shows no code."""
    file = tmp_path / "schild.svg"
    done = await sign(shop, "sonnenschein", "--svg", str(file), "--size", "a6", "--lang", "en")
    assert done.returncode == 0, done.stderr
    svg = file.read_text()
    assert 'width="105mm"' in svg
    assert "Write to us" in svg
    assert "█" not in done.stdout
    piped = await sign(shop, "sonnenschein", "--svg", "-", "--size", "a6", "--lang", "en")
    assert piped.stdout == svg


async def test_what_cannot_be_shown_says_why(shop: Bakery, tmp_path: Path) -> None:
    """An unknown address, a foreign folder, a file that cannot be written: status 1 and one line."""
    for args, told in [
        (["mond"], "no business has the address 'mond' here"),
        (["sonnenschein", "--svg", str(tmp_path / "no" / "x.svg")], "cannot be written"),
    ]:
        done = await sign(shop, *args)
        assert (done.returncode, done.stdout) == (1, "")
        assert told in done.stderr
    done = await asyncio.to_thread(run, TRESEN, "sign", "x", "--data", tmp_path / "elsewhere")
    assert done.returncode != 0
    assert not (tmp_path / "elsewhere").exists()
