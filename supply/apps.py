"""The manifests of others' stores, as the release packs them: with its version, and with the hashes of its packages."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

from supply import deb, names, versions
from tresen import __version__

ROOT = Path(__file__).resolve().parents[1]
HOME: Final = ROOT / "deploy/apps"
VERSION: Final = "version"
"""The folder that 1Panel wants named by the version."""
LOGO: Final = "1panel/tresen/logo.png"
_UNKNOWN: Final = "0" * 64


def files(target: Path) -> dict[str, bytes]:
    """Each file by its name in the archive. `target` holds the release's Debian packages, whose hashes are filled in."""
    made = {}
    for each in sorted(each for each in HOME.rglob("*") if each.is_file()):
        name = each.relative_to(HOME).as_posix().replace(f"/{VERSION}/", f"/{names.shown(__version__)}/")
        text = versions.named(each.read_text(encoding="utf-8"))
        made[name] = (hashed(text, target) if each.name == "manifest.toml" else text).encode()
    made[LOGO] = (ROOT / "web/inbox/public/icon-192.png").read_bytes()
    return dict(sorted(made.items()))


def hashed(manifest: str, target: Path) -> str:
    """YunoHost's manifest with the addresses and hashes of the packages. Raises `OSError` if one is missing."""
    for arch in names.ARCHITECTURES:
        package = target / deb.file_name(arch)
        digest = hashlib.sha256(package.read_bytes()).hexdigest()
        manifest = manifest.replace(f'{arch}.sha256 = "{_UNKNOWN}"', f'{arch}.sha256 = "{digest}"')
        url = rf'(?<={arch}\.url = ")([^"]*/)[^"/]+(?=")'
        manifest = re.sub(url, rf"\g<1>{package.name}", manifest)
    return manifest
