"""`./dev release KEY`: all that is published with a release, under `dist/release-VERSION/`, with a signed list of hashes.

KEY is an Ed25519 private key in PEM (`openssl genpkey -algorithm ed25519 -out KEY`), kept off the machines that serve.
docs/reference/releases.md says what each file is.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from supply import changes, sbom
from tresen import __version__, site_hashes

ROOT = Path(__file__).resolve().parents[1]


def main(key: Path) -> int:
    """Writes the folder. Nothing of it stays when the key is none."""
    target = ROOT / "dist" / f"release-{__version__}"
    try:
        secret = key.read_bytes()
        signed(b"", secret)
    except (site_hashes.BadList, OSError) as wrong:
        sys.stderr.write(f"release: {wrong}\n")
        return 1
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    build_wheel(target)
    collect(target, secret)
    sys.stdout.write(f"{target}\n")
    return 0


def build_wheel(target: Path) -> None:
    """The package, with the web apps built anew."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    (target / "tresen.cdx.json").unlink(missing_ok=True)


def collect(target: Path, secret: bytes) -> None:
    """What stands beside the wheel, and the list of all of it."""
    hashes = site_hashes.installed().read_bytes()
    suffix = site_hashes.SIGNATURE_SUFFIX
    (target / f"hashes-{__version__}.json").write_bytes(hashes)
    (target / f"hashes-{__version__}.json{suffix}").write_bytes(site_hashes.sign(hashes, secret))
    sbom.write(target / f"tresen-{__version__}.cdx.json")
    shutil.copy(ROOT / "requirements-server.lock", target)
    (target / "UPGRADE.md").write_text(upgrade_notes(changes.with_fragments(), __version__))
    (target / "container.tar.gz").write_bytes(packed(ROOT))
    listed = sums(target).encode()
    (target / "SHA256SUMS").write_bytes(listed)
    (target / f"SHA256SUMS{suffix}").write_bytes(signed(listed, secret))


def signed(data: bytes, secret: bytes) -> bytes:
    """The bare Ed25519 signature, which `openssl pkeyutl -verify` checks. Raises `BadList` for another kind of key."""
    try:
        private = load_pem_private_key(secret, None)
    except (ValueError, TypeError):
        private = None
    if not isinstance(private, Ed25519PrivateKey):
        raise site_hashes.BadList("the key must be an Ed25519 private key in PEM, without a passphrase")
    return private.sign(data)


def sums(folder: Path) -> str:
    """As `sha256sum` writes and reads it."""
    files = sorted(each for each in folder.iterdir() if not each.name.startswith("SHA256SUMS"))
    return "".join(f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n" for each in files)


def upgrade_notes(changelog: str, version: str) -> str:
    """What the changelog says of this version, or of what is not released yet, and what an operator does first."""
    parts = re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]
    named = {
        part.partition("\n")[0].strip().strip("[]").split(" ")[0]: part.partition("\n")[2] for part in parts
    }
    said = named.get(version) or named.get("Unreleased") or ""
    migrations = sorted(each.stem.partition("_")[0] for each in _migrations())
    return (
        f"# Tresen {version}\n\n"
        "Before: make a backup (`tresen backup`) and try it (`--test`). The database is migrated at the first start,\n"
        f"up to migration {migrations[-1]}; a copy of it is laid beside it before. `/readyz` says when that is done.\n\n"
        f"## What changed\n\n{said.strip()}\n"
    )


def packed(root: Path) -> bytes:
    """`deploy/` and the lock file, the same bytes each time."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as tar:
        for file in [*sorted((root / "deploy").rglob("*")), root / "requirements-server.lock"]:
            if file.is_file():
                entry = tar.gettarinfo(file, str(file.relative_to(root)))
                entry.uid = entry.gid = entry.mtime = 0
                entry.uname = entry.gname = ""
                entry.mode = 0o755 if entry.mode & 0o100 else 0o644
                tar.addfile(entry, io.BytesIO(file.read_bytes()))
    return gzip.compress(plain.getvalue(), mtime=0)


def _migrations() -> list[Path]:
    return list((ROOT / "src/tresen/store/migrations/versions").glob("[0-9]*.py"))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
