"""A release is complete, says what changed, and its list of hashes is one that `sha256sum` reads and the key signed."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from supply import deb, oci, release, wordpress
from supply import names as known
from tresen import __version__, site_hashes

ROOT = Path(__file__).parents[2]


SIGNING = ROOT / "supply/signing.py"


def pem(folder: Path) -> tuple[Path, Ed25519PublicKey]:
    key = Ed25519PrivateKey.generate()
    shape = serialization.PrivateFormat.PKCS8
    file = folder / "key.pem"
    file.write_bytes(key.private_bytes(serialization.Encoding.PEM, shape, serialization.NoEncryption()))
    return file, key.public_key()


def sign(key: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """As `./dev sign` does it: another process, with nothing that was installed."""
    words: list[str | Path] = [sys.executable, "-I", "-S", SIGNING, key, folder]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def made(folder: Path, **more: bytes) -> Path:
    """A small release, with the list of it."""
    target = folder / "release"
    target.mkdir()
    for name, content in {f"hashes-{__version__}.json": site_list(), "UPGRADE.md": b"x", **more}.items():
        (target / name).write_bytes(content)
    (target / "SHA256SUMS").write_text(release.sums(target))
    return target


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
    packages = [deb.file_name(arch) for arch in known.ARCHITECTURES]
    for each in packages:
        (target / each).write_bytes(b"!<arch>")
    release.collect(target)
    unsigned = (target / "SHA256SUMS").read_text()
    assert not list(target.glob("*.sig"))
    key, public = pem(tmp_path)
    for _ in range(2):  # a second key signs the same files anew
        done = sign(key, target)
        assert done.returncode == 0, done.stderr
    names = {each.name for each in target.iterdir()}
    assert names == {
        wheel,
        "requirements-server.lock",
        "container.tar.gz",
        "compose.yaml",
        "apps.tar.gz",
        "tresen-wordpress.zip",
        *packages,
        f"tresen-{__version__}.cdx.json",
        f"tresen-{__version__}.vex.cdx.json",
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
    assert set(unsigned.splitlines()) < set(listed.decode().splitlines())
    listed_hashes = target / f"hashes-{__version__}.json"
    shape = serialization.PublicFormat.SubjectPublicKeyInfo
    site_hashes.check(
        listed_hashes.read_bytes(),
        listed_hashes.with_name(listed_hashes.name + site_hashes.SIGNATURE_SUFFIX).read_bytes(),
        public.public_bytes(serialization.Encoding.PEM, shape),
    )
    with tarfile.open(fileobj=io.BytesIO((target / "container.tar.gz").read_bytes())) as packed:
        inside = set(packed.getnames())
    assert {"deploy/container/Containerfile", "deploy/container/compose.yaml", "deploy/Caddyfile"} <= inside
    assert "requirements-server.lock" in inside
    composed = yaml.safe_load((target / "compose.yaml").read_text())
    assert composed["services"]["tresen"]["image"] == oci.NAME
    page = (ROOT / "docs/reference/releases.md").read_text()
    assert all(
        name.replace(__version__, "VERSION").removesuffix(".sig") in page for name in names - set(packages)
    )


def test_notes() -> None:
    """What the changelog says of the version; of one that it does not name, what is not released yet."""
    changelog = "# Changelog\n\n## Unreleased\n\n- New.\n\n## 0.1.0 (2026-11-01)\n\n- Old.\n"
    assert "- Old." in release.upgrade_notes(changelog, "0.1.0")
    assert "- New." not in release.upgrade_notes(changelog, "0.1.0")
    notes = release.upgrade_notes(changelog, "0.2.0")
    assert "- New." in notes
    assert "tresen backup" in notes


def test_without_a_key(tmp_path: Path) -> None:
    """A key that is none is an error, and nothing is signed."""
    target = made(tmp_path)
    (tmp_path / "key").write_text("no key")
    words = ["openssl", "genpkey", "-algorithm", "rsa", "-out", str(tmp_path / "rsa")]
    subprocess.run(words, check=True, capture_output=True)
    words = [
        "openssl",
        "genpkey",
        "-algorithm",
        "ed25519",
        "-aes256",
        "-pass",
        "pass:x",
        "-out",
        str(tmp_path / "locked"),
    ]
    subprocess.run(words, check=True, capture_output=True)
    for name in ("key", "nowhere", "rsa", "locked"):
        done = sign(tmp_path / name, target)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
        assert "an Ed25519 private key in PEM, without a passphrase" in done.stderr
    assert not list(target.glob("*.sig"))


def changed(target: Path) -> None:
    (target / "UPGRADE.md").write_bytes(b"y")


def came(target: Path) -> None:
    (target / "extra.deb").touch()


def signed_by_others(target: Path) -> None:
    (target / "UPGRADE.md.sig").touch()


def went(target: Path) -> None:
    (target / "UPGRADE.md").unlink()


def linked(target: Path) -> None:
    (target / "UPGRADE.md").rename(target.parent / "away")
    (target / "UPGRADE.md").symlink_to(target.parent / "away")


def named_twice(target: Path) -> None:
    listed = target / "SHA256SUMS"
    listed.write_text(listed.read_text() * 2)


@pytest.mark.parametrize("spoil", [changed, came, signed_by_others, went, linked, named_twice])
def test_only_what_was_made_is_signed(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    """A file that changed, came, went, or is a link after the list was made: nothing is signed."""
    target, (key, _) = made(tmp_path), pem(tmp_path)
    spoil(target)
    done = sign(key, target)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert {each.name for each in target.glob("*.sig")} <= {"UPGRADE.md.sig"}


def test_nobody_elses_code_runs_where_the_key_is() -> None:
    """What makes a release is told no key; what signs is a process of its own, which loads Python's own library alone."""
    script = (ROOT / "dev").read_text()
    assert re.search(r"^    \"\$py\" -m supply\.release$", script, re.MULTILINE)
    imported = re.findall(r"^(?:from|import) (\w+)", SIGNING.read_text(), re.MULTILINE)
    assert set(imported) <= sys.stdlib_module_names
    command = re.search(r"^sign\(\) \(\n(.*?)^\)$", script, re.MULTILINE | re.DOTALL)
    assert command is not None
    assert "-I -S" in command[1]
    assert not re.search(r"^\s*(env|uv|web)\b", command[1], re.MULTILINE)


def test_a_key_is_looked_at_before_anything_is_made(tmp_path: Path) -> None:
    """`./dev release KEY` signs at its end, minutes later; what is no key is refused at once, and nothing is made."""
    key = tmp_path / "key.pem"
    key.write_text("not a key")
    asked = subprocess.run([ROOT / "dev", "release", key], capture_output=True, text=True, check=False)
    assert (asked.returncode, asked.stderr.count("\n")) == (1, 1), asked.stderr
    assert asked.stderr.startswith("sign: the key must be")


def test_the_plug_in_for_wordpress_is_a_folder_with_one_file() -> None:
    """As WordPress takes it, with the file as it stands, and the same bytes each time."""
    made = wordpress.plugin()
    assert made == wordpress.plugin()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == ["tresen-button/tresen-button.php"]
        assert archive.read("tresen-button/tresen-button.php") == wordpress.PLUGIN.read_bytes()
