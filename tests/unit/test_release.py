"""A release is complete, says what changed, and its list of hashes is one that `sha256sum` reads and the key signed."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from supply import release
from tresen import __version__, site_hashes

ROOT = Path(__file__).parents[2]


def pem() -> tuple[bytes, Ed25519PublicKey]:
    key = Ed25519PrivateKey.generate()
    shape = serialization.PrivateFormat.PKCS8
    plain = key.private_bytes(serialization.Encoding.PEM, shape, serialization.NoEncryption())
    return plain, key.public_key()


def site_list() -> bytes:
    """A list of hashes as the build writes it, of one page."""
    entry = {"bytes": 1, "sha256": "0" * 64}
    return json.dumps({"version": __version__, "build": "x", "files": {"/setup": entry}}).encode()


def test_all_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the wheel: lock, container, parts, hashes, notes, and the signed list of them."""
    built = tmp_path / "hashes.json"
    built.write_bytes(site_list())
    monkeypatch.setattr(site_hashes, "installed", lambda: built)
    target = tmp_path / "release"
    target.mkdir()
    wheel = f"tresen-{__version__}-py3-none-any.whl"
    (target / wheel).write_bytes(b"PK")
    secret, public = pem()
    release.collect(target, secret)
    names = {each.name for each in target.iterdir()}
    assert names == {
        wheel,
        "requirements-server.lock",
        "container.tar.gz",
        f"tresen-{__version__}.cdx.json",
        f"hashes-{__version__}.json",
        f"hashes-{__version__}.json.sig",
        "UPGRADE.md",
        "SHA256SUMS",
        "SHA256SUMS.sig",
    }
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=target, capture_output=True, check=False)
    assert checked.returncode == 0
    signature, listed = (target / "SHA256SUMS.sig").read_bytes(), (target / "SHA256SUMS").read_bytes()
    public.verify(signature, listed)
    with tarfile.open(fileobj=io.BytesIO((target / "container.tar.gz").read_bytes())) as packed:
        inside = set(packed.getnames())
    assert {"deploy/container/Containerfile", "deploy/container/compose.yaml", "deploy/Caddyfile"} <= inside
    assert "requirements-server.lock" in inside
    page = (ROOT / "docs/reference/releases.md").read_text()
    assert all(name.replace(__version__, "VERSION").removesuffix(".sig") in page for name in names)


def test_notes() -> None:
    """What the changelog says of the version; of one that it does not name, what is not released yet."""
    changelog = "# Changelog\n\n## Unreleased\n\n- New.\n\n## 0.1.0 (2026-11-01)\n\n- Old.\n"
    assert "- Old." in release.upgrade_notes(changelog, "0.1.0")
    assert "- New." not in release.upgrade_notes(changelog, "0.1.0")
    notes = release.upgrade_notes(changelog, "0.2.0")
    assert "- New." in notes
    assert "tresen backup" in notes


def test_without_a_key(tmp_path: Path) -> None:
    """A key that is none is an error, and nothing is made."""
    (tmp_path / "key").write_text("no key")
    assert release.main(tmp_path / "key") == 1
    assert release.main(tmp_path / "nowhere") == 1
