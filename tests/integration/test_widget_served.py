"""The files that snippets on websites name: served for years, to any website, under a hash of their bytes (W14)."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.world.calls import Calls, calling

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "web/widget/kept"
INDEX: list[dict[str, Any]] = json.loads((KEPT / "index.json").read_text())
FILES = sorted(each.name for each in KEPT.glob("*.js"))
ORIGIN = {"Origin": "https://www.sonnenschein.example"}


@pytest.fixture
async def calls(tmp_path: Path) -> AsyncIterator[Calls]:
    """With the files as `web/build.py` copies them."""
    web = tmp_path / "web"
    (web / "widget").mkdir(parents=True)
    for file in KEPT.iterdir():
        (web / "widget" / file.name).write_bytes(file.read_bytes())
    async with calling(tmp_path, web=web) as made:
        yield made


async def test_every_file_that_is_kept(calls: Calls) -> None:
    """[W14] Loaders and panels, of this version and of earlier ones, byte for byte as their names and hashes say."""
    assert {name for each in INDEX for name in (each["file"], each["panel"])} == set(FILES)
    hashes = {each["file"]: each["integrity"] for each in INDEX}
    for name in FILES:
        answer = await calls.http.get(f"/widget/{name}", headers=ORIGIN)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert answer.headers["content-type"].startswith("text/javascript")
        assert "set-cookie" not in answer.headers
        assert hashlib.sha256(answer.content).hexdigest().startswith(name.removesuffix(".js"))
        digest = base64.b64encode(hashlib.sha384(answer.content).digest()).decode()
        assert hashes.get(name, f"sha384-{digest}") == f"sha384-{digest}"


@pytest.mark.parametrize(
    "path",
    [
        "/widget/0123456789abcdef.js",
        "/widget/index.json",
        "/widget/0123456789ABCDEF.js",
        "/widget/../widget/index.json",
        "/widget/%2e%2e/hashes.json",
        f"/widget/{FILES[0]}/",
        f"/widget/{FILES[0]}x",
    ],
)
async def test_nothing_else(calls: Calls, path: str) -> None:
    """[W14] What no version made is not there, and neither is anything beside it."""
    answer = await calls.http.get(path, headers=ORIGIN)
    assert answer.status_code in {404, 503}
    assert b"integrity" not in answer.content


async def test_a_missing_one_says_so_to_any_website(calls: Calls) -> None:
    """[W14] After going back to an older version the script fails cleanly, and is asked for again another day."""
    answer = await calls.http.get("/widget/0123456789abcdef.js", headers=ORIGIN)
    assert answer.status_code == 404
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "no-store"
