"""`./dev sign KEY FOLDER`: signs a release that `./dev release` made, where nobody else's code runs.

Only Python's own library, `openssl` and this one file: started with `-I -S`, no library that was installed is read, and
nothing of the release is run. KEY is an Ed25519 private key in PEM (`openssl genpkey -algorithm ed25519 -out KEY`).
"""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

SUMS: Final = "SHA256SUMS"
SUFFIX: Final = ".sig"
LABEL: Final = b"tresen/v1/hashes\0"
"""What a list of the web apps' hashes is signed under, as `site_hashes` checks it."""
_LISTED: Final = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9._+~-]*)")
_HASHES: Final = re.compile(r"hashes-[A-Za-z0-9.+~-]+\.json")


class CannotSign(Exception):
    """The key is none, or the folder is not what was made. The text says which."""


def main(key: Path, folder: Path | None = None) -> int:
    """Write the signatures, and the list that names the one of the web apps. Nothing is written when something is wrong.

    Without a folder the key alone is looked at: making a release takes minutes.
    """
    try:
        require_key(key)
        if folder is None:
            return 0
        listed = checked(folder)
        hashes = _hashes_in(listed)
        line = of_hashes((folder / hashes).read_bytes(), key)
        listed[hashes + SUFFIX] = hashlib.sha256(line).hexdigest()
        sums = "".join(f"{digest}  {name}\n" for name, digest in sorted(listed.items())).encode()
        of_sums = signed(sums, key)
    except (CannotSign, OSError) as wrong:
        sys.stderr.write(f"sign: {wrong}\n")
        return 1
    (folder / (hashes + SUFFIX)).write_bytes(line)
    (folder / SUMS).write_bytes(sums)
    (folder / (SUMS + SUFFIX)).write_bytes(of_sums)
    return 0


def _hashes_in(listed: dict[str, str]) -> str:
    found = [name for name in listed if _HASHES.fullmatch(name)]
    if len(found) != 1:
        raise CannotSign(f"the list names {len(found)} lists of hashes of the web apps, and should name one")
    return found[0]


def checked(folder: Path) -> dict[str, str]:
    """What the list names, without signatures of before. Raises `CannotSign` unless exactly that lies there."""
    listed = {}
    for line in (folder / SUMS).read_text(encoding="ascii", errors="replace").splitlines():
        found = _LISTED.fullmatch(line)
        if found is None or found[2] in listed:
            raise CannotSign(f"{folder / SUMS} is no list of hashes, or names a file twice")
        listed[found[2]] = found[1]
    listed = {name: digest for name, digest in listed.items() if not _is_written(name)}
    there = {each for each in folder.iterdir() if not _is_written(each.name)}
    if {each.name for each in there} != set(listed):
        raise CannotSign(f"{folder} holds other files than its {SUMS} names")
    for each in there:
        if each.is_symlink() or not each.is_file() or _digest(each) != listed[each.name]:
            raise CannotSign(f"{each} is not what was made")
    return listed


def _is_written(name: str) -> bool:
    """Whether a file is one that is written here, maybe by an earlier key."""
    signed_one = name.removesuffix(SUFFIX)
    return name == SUMS or (
        signed_one != name and (signed_one == SUMS or bool(_HASHES.fullmatch(signed_one)))
    )


def require_key(key: Path) -> None:
    """Raises `CannotSign` for anything but a private Ed25519 key without a passphrase."""
    said = _openssl("pkey", "-in", str(key), "-noout", "-text", "-passin", "pass:")
    if said is None or not said.startswith(b"ED25519 Private-Key:"):
        raise CannotSign("the key must be an Ed25519 private key in PEM, without a passphrase")


def of_hashes(data: bytes, key: Path) -> bytes:
    """The signature of a list of the web apps' hashes, as one line of base64."""
    return base64.b64encode(signed(LABEL + data, key)) + b"\n"


def signed(data: bytes, key: Path) -> bytes:
    """The bare signature, which `openssl pkeyutl -verify` checks."""
    with tempfile.NamedTemporaryFile(prefix="tresen-sign.") as held:
        held.write(data)
        held.flush()
        made = _openssl("pkeyutl", "-sign", "-rawin", "-inkey", str(key), "-in", held.name)
    if made is None or len(made) != 64:
        raise CannotSign("openssl made no signature: it takes OpenSSL 3")
    return made


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _openssl(*words: str) -> bytes | None:
    """What it prints; None if it failed."""
    done = subprocess.run(["openssl", *words], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return None if done.returncode else done.stdout


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    sys.exit(main(*map(Path, sys.argv[1:])))
