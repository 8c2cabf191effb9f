"""`./dev release`: all that is published with a release, under `dist/release-VERSION/`, with the list of its hashes.

It needs root on Debian 13, for the images. Others' code runs here, such as npm's packages and pip's, so no key is near:
`./dev sign` signs, elsewhere. Made twice of the same commit, on the same Debian packages, all files are the same bytes.
docs/reference/releases.md says what each file is.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path

from supply import apps, changes, deb, names, oci, sbom, signing, times, versions, vex, wheels, wordpress
from tresen import __version__, site_hashes

ROOT = Path(__file__).resolve().parents[1]
_TOOLS = ("dpkg-deb", "apt-get", "python3.13", *wheels.STRIP.values())
_PACKAGES = "python3-pip binutils-x86-64-linux-gnu binutils-aarch64-linux-gnu"


def main() -> int:
    """Writes the folder. Nothing is made when the machine cannot make all of it."""
    target = ROOT / "dist" / f"release-{__version__}"
    try:
        require_tools()
    except CannotMake as wrong:
        sys.stderr.write(f"release: {wrong}\n")
        return 1
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    wheel = build_python(target)
    for arch in names.ARCHITECTURES:
        deb.build(wheel, arch, target)
        oci.build(wheel, arch, target)
    collect(target)
    sys.stdout.write(f"{target}\n")
    return 0


class CannotMake(Exception):
    """The machine lacks what a part of the release is made with."""


def require_tools() -> None:
    """Raises `CannotMake`, with all that is missing."""
    lacking = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if os.geteuid() != 0:
        lacking.insert(0, "root")
    if lacking:
        raise CannotMake(f"needs {', '.join(lacking)} (Debian 13: apt-get install {_PACKAGES})")


def build_python(target: Path) -> Path:
    """Wheel and source, as every machine makes them at any hour. Returns the wheel."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist", "-d", str(target)]
    at = {**os.environ, "SOURCE_DATE_EPOCH": str(times.epoch())}
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env=at)
    (target / "tresen.cdx.json").unlink(missing_ok=True)
    return next(target.glob("*.whl"))


def collect(target: Path) -> None:
    """What stands beside the wheel, and the list of all of it."""
    hashes = site_hashes.installed().read_bytes()
    site_hashes.read(hashes)
    (target / f"hashes-{__version__}.json").write_bytes(hashes)
    sbom.write(target / f"tresen-{__version__}.cdx.json")
    vex.write(target / f"tresen-{__version__}.vex.cdx.json")
    shutil.copy(ROOT / "requirements-server.lock", target)
    (target / "UPGRADE.md").write_text(upgrade_notes(changes.with_fragments(), __version__))
    (target / "container.tar.gz").write_bytes(packed(container_files(ROOT)))
    (target / "compose.yaml").write_text(versions.named((oci.CONTAINER / "compose.yaml").read_text()))
    (target / "apps.tar.gz").write_bytes(packed(apps.files(target)))
    (target / wordpress.NAME).write_bytes(wordpress.plugin())
    (target / signing.SUMS).write_text(sums(target))


def sums(folder: Path) -> str:
    """As `sha256sum` writes and reads it."""
    files = sorted(each for each in folder.iterdir() if not each.name.startswith(signing.SUMS))
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
        f"# Tresen {names.shown(version)}\n\n"
        "Before: make a backup (`tresen backup`) and try it (`--test`). The database is migrated at the first start,\n"
        f"up to migration {migrations[-1]}; a copy of it is laid beside it before. `/readyz` says when that is done.\n\n"
        f"## What changed\n\n{said.strip()}\n"
    )


def container_files(root: Path) -> dict[str, bytes]:
    """What builds the image from the source: `deploy/` and the lock file; no settings, nothing for stores and websites."""
    found = [*sorted((root / "deploy").rglob("*")), root / "requirements-server.lock"]
    files = [each for each in found if each.is_file() and each.name != ".env"]
    others = {apps.HOME.relative_to(ROOT), wordpress.PLUGIN.parent.relative_to(ROOT)}
    files = [each for each in files if others.isdisjoint(each.relative_to(root).parents)]
    return {each.relative_to(root).as_posix(): each.read_bytes() for each in files}


def packed(files: Mapping[str, bytes]) -> bytes:
    """Files by their names in the archive, the same bytes each time. A script can be started."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as tar:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(data), 0o755 if data.startswith(b"#!") else 0o644
            tar.addfile(entry, io.BytesIO(data))
    return gzip.compress(plain.getvalue(), mtime=0)


def _migrations() -> list[Path]:
    return list((ROOT / "src/tresen/store/migrations/versions").glob("[0-9]*.py"))


if __name__ == "__main__":
    sys.exit(main())
