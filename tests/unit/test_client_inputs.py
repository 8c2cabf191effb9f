"""Broken links and damaged keys files: named errors, whatever the bytes (S3, L4)."""

from __future__ import annotations

import os
import random
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.client import KeysUnavailable, Refusal, Refused, WrongKeys
from tresen.client.connection.http import Http
from tresen.client.connection.keyfile import KeyFile, Waiting
from tresen.config import Mistakes, load
from tresen.seal import links
from tresen.site_hashes import BadList, read

BROKEN_HOSTS = [
    "[",
    "[::1",
    "[chat.example]",
    "chat.example:port",
    "chat.example:99999",
    "chat.example:-1",
    "anna@chat.example",
    "chat example",
    "chat.example\\evil",
    "exa\u2100mple.test",
    ":8080",
    "",
]
READERS = [links.read_sign, links.read_return_link, links.read_invite_link, links.read_setup_link]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("host", BROKEN_HOSTS)
def test_a_broken_host(host: str, read: Callable[[str], object]) -> None:
    """[S3] Every kind of link is refused as malformed."""
    with pytest.raises(Refused, match="malformed"):
        read(f"https://{host}/bakery#key=0&return=0.0&invite=0.0.0&setup=0")


@given(st.text(max_size=60))
def test_any_text_as_a_sign(text: str) -> None:
    """[S3] What is read as an address can be called; anything else is malformed."""
    for url in (text, f"https://{text}", f"https://{text}/bakery", f"https://chat.example/{text}"):
        try:
            Http(links.read_sign(url).public_url)
        except Refused as refused:
            assert refused.reason == "malformed"  # noqa: PT017 - either outcome is right, another error is not


def filled(path: Path) -> bytes:
    """A keys file with a device and a waiting message."""
    file = KeyFile(path)
    file.device()
    file.enqueue(Waiting(b"c" * 16, 1, {"kind": "text", "text": "Brot " * 300}))
    file.close()
    return path.read_bytes()


def use(path: Path) -> None:
    """What every client does first."""
    with closing(KeyFile(path)) as file:
        file.device()
        file.next_item()
        file.pins(b"c" * 16)


def test_what_is_no_keys_file(tmp_path: Path) -> None:
    """[L4] A text, another program's database, and keys of another length."""
    text = tmp_path / "text"
    text.write_text("no database at all " * 100)
    other = tmp_path / "other"
    with closing(sqlite3.connect(other)) as database:
        database.execute("CREATE TABLE facts (id INTEGER)")
    short = tmp_path / "short"
    with closing(KeyFile(short)) as file:
        file.learn(device=b"short")
    stranger = tmp_path / "stranger"
    with closing(sqlite3.connect(stranger)) as database:
        database.execute("CREATE TABLE orders (id INTEGER)")
    before = {path: path.read_bytes() for path in (text, other, short, stranger)}
    for path in before:
        path.chmod(0o644)
        with pytest.raises(WrongKeys, match=path.name):
            use(path)
    assert {path: path.read_bytes() for path in (text, stranger)} == {
        each: before[each] for each in (text, stranger)
    }
    assert stranger.stat().st_mode & 0o777 == 0o644
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(KeysUnavailable, match="leads nowhere"):
        use(link)
    assert not (tmp_path / "nowhere").exists()


def test_what_is_no_file(tmp_path: Path) -> None:
    """[L4] A pipe, a device or a socket is named at once, is not waited for, and stays as it is."""
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe, 0o644)
    link.symlink_to("/dev/null")
    with closing(socket.socket(socket.AF_UNIX)) as listening:
        listening.bind(str(tmp_path / "socket"))
        for path in (pipe, link, Path("/dev/zero"), tmp_path / "socket"):
            with pytest.raises(WrongKeys, match=f"{path} is not a file"):
                use(path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link", "pipe", "socket"]
    assert pipe.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_keys_file(tmp_path: Path, seed: int) -> None:
    """[L4] Bytes changed, cut off or overwritten: the file opens, or a named error says that it is damaged."""
    path, chance = tmp_path / "keys", random.Random(seed)
    data = bytearray(filled(path))
    for _ in range(chance.choice([1, 10, 200])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if seed % 3 == 0:
        del data[chance.randrange(len(data)) :]
    if seed % 5 == 0:
        start = chance.randrange(len(data) or 1)
        data[start : start + 4096] = bytes(len(data[start : start + 4096]))
    path.write_bytes(data)
    try:
        use(path)
    except WrongKeys as damaged:
        assert str(path) in str(damaged)  # noqa: PT017 - either outcome is right, another error is not


@pytest.mark.parametrize("body", [b"[" * 50_000, b"[" * 50_000 + b"]" * 50_000, b"<html>", b"\xff"])
@pytest.mark.parametrize("status", [200, 502])
async def test_an_answer_that_is_no_json(body: bytes, status: int) -> None:
    """[W8] A proxy's page or endlessly nested brackets count as no answer or as the server's mistake."""

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": body})

    http = Http("http://chat.example")
    http._http = httpx.AsyncClient(base_url="http://chat.example", transport=httpx.ASGITransport(answer))
    with pytest.raises(ConnectionError if status == 200 else Refusal):
        await http.get("/records")


def test_files_nested_without_end(tmp_path: Path) -> None:
    """[I-12] Settings and lists of hashes are refused in words."""
    file = tmp_path / "tresen.toml"
    file.write_text("port = " + "[" * 50_000)
    with pytest.raises(Mistakes, match="readable TOML file"):
        load({"config": str(file)}, {})
    with pytest.raises(BadList, match="no list of hashes"):
        read(b'{"x": ' + b"[" * 50_000)
