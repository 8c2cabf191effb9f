"""`tresen prove`: what it counts is 0 here, and would not be 0 if something were wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services import missing
from tests.world.second_user import GID, UID, give, shared_folder
from tresen.cli import proving
from tresen.cli.prove import _lacking


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "tresen.cli", "prove", *arguments]
    return subprocess.run(command, capture_output=True, check=False, timeout=300)


def test_without_a_route_everything_works_and_nothing_leaves(tmp_path: Path) -> None:
    """[Art. 44-49, TDDDG § 25] Core flows in a namespace with lo alone; every count is 0; the sheet has the figures."""
    if _lacking():
        missing(f"needs network namespaces: {_lacking()}")
    done = run("--json", "--sheet", str(tmp_path / "blatt.md"))
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    assert found["interfaces"] == ["lo"]
    assert found["an_attempt_would_be_counted"] is True
    assert len(found["flows"]) == 11
    counts = {each["name"]: each["value"] for each in found["counts"]}
    always = {"outgoing connections", "look-ups", "addresses in logs", "addresses in the data folder"}
    assert {name: counts[name] for name in always} == dict.fromkeys(always, 0)
    assert {counts["third-party requests"], counts["browser storage before the first tap"]} <= {0, None}
    sheet = (tmp_path / "blatt.md").read_text(encoding="utf-8")
    assert "| Verbindungen nach außen | 0 |" in sheet
    assert "Unterschrift" in sheet


def test_a_plain_user_proves_it_too() -> None:
    """Folders on the way that belong to root, as /tmp does, are no reason to give up."""
    if _lacking():
        missing(f"needs network namespaces: {_lacking()}")
    with shared_folder() as folder:
        give(folder)
        plain = ["setpriv", f"--reuid={UID}", f"--regid={GID}", "--clear-groups"]
        if subprocess.run([*plain, "test", "-r", proving.__file__], check=False).returncode:
            pytest.skip("another user cannot read what lies in this folder")
        done = subprocess.run(
            [*plain, sys.executable, "-m", "tresen.cli", "prove", "--json"], capture_output=True, check=False,
            timeout=240, cwd=folder, env={**os.environ, "TMPDIR": str(folder), "HOME": str(folder)},
        )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert len(json.loads(done.stdout)["flows"]) == 11


def test_bad_options_change_nothing(tmp_path: Path) -> None:
    """A sheet of another kind or language is refused before anything runs."""
    for wrong in (["--lang", "fr"], ["--sheet", str(tmp_path / "x.doc")]):
        assert run(*wrong).returncode == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "place",
    [
        "Local Storage/leveldb/000003.log",
        "IndexedDB/http_localhost_1.indexeddb/x",
        "Cookies",
        "Service Worker/a",
    ],
)
def test_what_a_browser_keeps_is_found(tmp_path: Path, place: str) -> None:
    """The count of storage can be other than 0: each place in which Chromium keeps something of an origin."""
    (tmp_path / "Default" / "GPUCache").mkdir(parents=True)
    (tmp_path / "Default" / "GPUCache" / "index").write_bytes(b"x")
    assert proving.kept_by(tmp_path) == 0
    file = tmp_path / "Default" / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"... http://localhost:1 ...")
    assert proving.kept_by(tmp_path) == 1


def test_an_address_in_a_log_is_found() -> None:
    """The count of addresses can be other than 0."""
    assert proving.ADDRESS.findall(b'{"peer": "203.0.113.7", "port": 8080, "version": "1.2.3"}') == [
        b"203.0.113.7"
    ]
