"""A signed release of another version, made of a built wheel: for tests of what a host does with one."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import zipfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from supply.release import sums
from tresen import __version__
from tresen.cli.release_list import LIST, LOCK, SIGNATURE

ROOT = Path(__file__).parents[2]


def relabelled(wheel: Path, folder: Path, version: str) -> Path:
    """The same wheel, as that version: web apps, metadata and list of files included."""
    made = folder / wheel.name.replace(__version__, version)
    record = f"tresen-{version}.dist-info/RECORD"
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        held = {
            name.replace(f"tresen-{__version__}.dist-info", f"tresen-{version}.dist-info"): old.read(name)
            for name in old.namelist()
        }
        own = held["tresen/__init__.py"].decode()
        held["tresen/__init__.py"] = own.replace(f'"{__version__}"', f'"{version}"').encode()
        about = f"tresen-{version}.dist-info/METADATA"
        held[about] = re.sub(
            rb"^Version: .*$", b"Version: " + version.encode(), held[about], flags=re.MULTILINE
        )
        del held[record]
        lines = "".join(f"{name},sha256={_digest(data)},{len(data)}\n" for name, data in held.items())
        for name, data in {**held, record: f"{lines}{record},,\n".encode()}.items():
            new.writestr(name, data)
    return made


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def release(folder: Path, wheel: Path) -> Path:
    """The release of a wheel, in `folder`: wheel, lock file, list and signature. Returns the key's public half."""
    private = Ed25519PrivateKey.generate()
    key = folder.with_suffix(".pem")
    key.write_bytes(private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    if wheel.parent != folder:
        shutil.copy(wheel, folder)
    shutil.copy(ROOT / LOCK, folder)
    listed = sums(folder).encode()
    (folder / LIST).write_bytes(listed)
    (folder / SIGNATURE).write_bytes(private.sign(listed))
    return key
