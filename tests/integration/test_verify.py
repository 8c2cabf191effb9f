"""`tresen verify` finds out from anywhere that a server serves other code than the release."""

from __future__ import annotations

import asyncio
import hashlib
import importlib.util
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from supply import signing
from tests.integration.test_pages import build
from tests.world.calls import calling
from tests.world.loaded import TRESEN, run
from tests.world.patience import PATIENCE
from tests.world.shop import found
from tresen import site_hashes
from tresen.cli.verify import compare
from tresen.site_hashes import BadList, Entry, Hashes

ROOT = Path(__file__).parents[2]


def listed(web: Path) -> Path:
    """The list that the web build writes for these apps."""
    spec = importlib.util.spec_from_file_location("web_build", ROOT / "web" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.DIST, module.HASHES = web, web / "hashes.json"
    module.write_hashes("0123456789ab")
    return web / "hashes.json"


@pytest.fixture
def web(tmp_path: Path) -> Path:
    made = build(tmp_path / "web")
    (made / "secret.txt").unlink()
    return made


async def verify(*arguments: object) -> tuple[int, str]:
    done = await asyncio.to_thread(run, TRESEN, "verify", *arguments)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("chat/assets/index-Ab12.js", "/assets/chat/index-Ab12.js"),
        ("inbox/assets/index-Cd34.js", "/assets/inbox/index-Cd34.js"),
        ("inbox/sw.js", "/inbox/sw.js"),
        ("chat/sw.js", "/sonnenschein/sw.js"),
        ("inbox/index.html", "/inbox"),
        ("setup/index.html", "/setup"),
        ("chat/index.html", "/sonnenschein"),
        ("inbox/manifest.webmanifest", "/inbox/manifest.webmanifest"),
    ],
)
async def test_one_altered_file_is_found(tmp_path: Path, web: Path, file: str, path: str) -> None:
    """Every listed file, also pages and service worker: other bytes, more bytes, no file."""
    hashes = site_hashes.read(listed(web).read_bytes())
    async with calling(tmp_path, web=web) as calls:
        await found(calls.app.house)

        def findings() -> dict[str, str]:
            with httpx.Client(base_url=str(calls.http.base_url), trust_env=False, timeout=PATIENCE) as http:
                return dict(compare(http, hashes, "/sonnenschein"))

        assert await asyncio.to_thread(findings) == {}
        honest = (web / file).read_bytes()
        (web / file).write_bytes(honest[:-1] + b" ")
        assert await asyncio.to_thread(findings) == {path: "is other code than in the release"}
        (web / file).write_bytes(honest + b" ")
        assert await asyncio.to_thread(findings) == {path: "is longer than in the release"}
        (web / file).unlink()
        assert set(await asyncio.to_thread(findings)) == {path}


async def test_the_command(tmp_path: Path, web: Path) -> None:
    """Exit status 0, 1, 2, 3, and one line that says it."""
    file = listed(web)
    async with calling(tmp_path, web=web) as calls:
        url = str(calls.http.base_url)
        code, said = await verify(url, "--against", file)
        assert code == 0, said
        assert "serves exactly Tresen " in said
        assert "(build 0123456789ab)" in said
        (web / "inbox" / "sw.js").write_text("evil()")
        code, said = await verify(url, "--against", file)
        assert (code, said.splitlines()[0]) == (1, "/inbox/sw.js: is other code than in the release")
        assert "1 of 12 addresses differ" in said
        for wrong in (
            [url, "--against", "/nowhere"],
            ["chat.example.org"],
            [f"{url}/a/b", "--against", file],
        ):
            code, said = await verify(*wrong)
            assert (code, said.count("\n")) == (2, 1), said
    code, said = await verify(url, "--against", file)
    assert (code, said.count("\n")) == (3, 1), said


def answering(**headers: str) -> httpx.Client:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=b"code", headers=headers))
    return httpx.Client(base_url="https://chat.example.org", transport=transport)


def test_what_makes_a_browser_load_something_else() -> None:
    """The right bytes are not enough if a header makes the browser load something else."""
    entry = Entry(4, hashlib.sha256(b"code").hexdigest())
    hashes = Hashes("1", "b", {"/inbox": entry})
    assert list(compare(answering(), hashes, None)) == []
    for name in ("Refresh", "Link", "Location"):
        (finding,) = compare(answering(**{name: "https://evil.example"}), hashes, None)
        assert "header" in finding.wrong


def test_signed_lists(tmp_path: Path) -> None:
    """A list counts under the release key: another key, another list, or no signature is refused."""
    key, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public, strange = (
        each.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        for each in (key, other)
    )
    data = json.dumps(
        {"version": "1", "build": "b", "files": {"/inbox": {"bytes": 1, "sha256": "0" * 64}}}
    ).encode()
    (tmp_path / "key").write_bytes(private)
    signature = signing.of_hashes(data, tmp_path / "key")
    site_hashes.check(data, signature, public)
    for wrong in (
        (data + b" ", signature, public),
        (data, signature, strange),
        (data, b"AAAA", public),
        (data, b"!", public),
    ):
        with pytest.raises(BadList, match="does not belong"):
            site_hashes.check(*wrong)
    for key_file in (b"no key", private):
        with pytest.raises(BadList, match="public key"):
            site_hashes.check(data, signature, key_file)
    for bad in (b"", b"{}", b'{"version":"1","build":"b","files":{}}', data.replace(b"/inbox", b"//evil/?")):
        with pytest.raises(BadList, match="no list"):
            site_hashes.read(bad)
