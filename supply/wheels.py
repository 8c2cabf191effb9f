"""Installs the wheel and the locked libraries, as binaries of another machine or another Python, into a folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parents[1]
PLATFORMS: Final = {"amd64": "x86_64-manylinux_2_28", "arm64": "aarch64-manylinux_2_28"}
STRIP: Final = {"amd64": "x86_64-linux-gnu-strip", "arm64": "aarch64-linux-gnu-strip"}
_OF_AN_INSTALLATION: Final = ("RECORD", "REQUESTED", "INSTALLER", "direct_url.json", "uv_cache.json")
"""What an installer notes of itself: where a wheel lay, and what was true before libraries were lightened."""
_PER_PYTHON: Final = (".dist-info/WHEEL", ".dist-info/sboms/")
"""Where wheels of one version for several Pythons differ beside their compiled modules, which bear the Python's name."""


class Differs(Exception):
    """Wheels of the same version for two Pythons have a file in common whose content differs."""


def install(folder: Path, wheel: Path, arch: str, pythons: tuple[str, ...]) -> None:
    """One folder for several Pythons: pure modules are shared, compiled ones lie side by side. Raises `Differs`."""
    for python in pythons:
        one = folder.with_name(f"{folder.name}.{python}")
        shutil.rmtree(one, ignore_errors=True)
        _install(one, wheel, arch, python)
        for file in sorted(one.rglob("*")):
            if file.is_file() and file.name not in _OF_AN_INSTALLATION:
                _lay(file, folder / file.relative_to(one))
        shutil.rmtree(one)
    subprocess.run([ROOT / "deploy/container/lighten.sh", folder], check=True)
    modules = sorted(file for file in folder.rglob("*.so*") if file.read_bytes()[:4] == b"\x7fELF")
    subprocess.run([STRIP[arch], "--strip-unneeded", *modules], check=True)


def _lay(file: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        file.rename(target)
    elif target.read_bytes() != file.read_bytes() and not any(
        part in target.as_posix() for part in _PER_PYTHON
    ):
        raise Differs(f"{target.name} differs between Pythons: {target}")


def _install(folder: Path, wheel: Path, arch: str, python: str) -> None:
    uv: list[str | Path] = [
        ROOT / ".uv/bin/uv",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--link-mode",
        "copy",
    ]
    platform = ["--python", sys.executable, "--python-platform", PLATFORMS[arch], "--python-version", python]
    env = {**os.environ, "UV_NO_CONFIG": "1", "UV_PYTHON_DOWNLOADS": "never"}
    wanted: tuple[list[str | Path], ...] = (
        ["--require-hashes", "-r", ROOT / "requirements-server.lock"],
        [wheel],
    )
    for what in wanted:
        subprocess.run([*uv, *platform, "--target", folder, *what], check=True, env=env)
