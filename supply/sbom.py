"""`./dev sbom`: the parts of Tresen as CycloneDX 1.6 JSON, from the lock files. The wheel carries the same.

The lock files name versions and hashes; licences come from package-lock.json and, for Python, from what is installed.
It holds no address of a registry and no time: two builds of the same lock files in the same environment make the same
file.
"""

from __future__ import annotations

import base64
import json
import re
import sys
import uuid
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(.*?)(?=^[A-Za-z0-9]|\Z)", re.MULTILINE | re.DOTALL)
READ = {
    "aiofastnet": "MIT",
    "brotli": "MIT",
    "colorama": "BSD-3-Clause",
    "picows": "MIT",
    "rich-click": "MIT",
    "zstandard": "BSD-3-Clause",
}
"""Parts whose metadata names no licence, or that are not installed everywhere: what a person read in their source."""
_ALGORITHMS = {"sha512": "SHA-512", "sha384": "SHA-384", "sha256": "SHA-256", "sha1": "SHA-1"}


def sbom(root: Path = ROOT) -> dict[str, Any]:
    """The document."""
    found = re.search(r'^__version__ = "(.+)"$', (root / "src/tresen/__init__.py").read_text(), re.MULTILINE)
    version = found[1] if found else "0"
    parts = [
        *_python((root / "requirements-server.lock").read_text()),
        *_npm((root / "web/package-lock.json").read_text()),
    ]
    parts.sort(key=lambda part: str(part["bom-ref"]))
    product = {
        "type": "application",
        "bom-ref": f"pkg:pypi/tresen@{version}",
        "name": "tresen",
        "version": version,
        "purl": f"pkg:pypi/tresen@{version}",
        "licenses": [{"license": {"id": "Apache-2.0"}}],
    }
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([product, parts], sort_keys=True))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"component": product},
        "components": parts,
    }


def write(file: Path, root: Path = ROOT) -> None:
    """The document as a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(sbom(root), indent=1, ensure_ascii=False) + "\n")


def _python(lock: str) -> Iterator[dict[str, Any]]:
    for name, version, rest in _PINNED.findall(lock):
        purl = f"pkg:pypi/{name.lower().replace('_', '-')}@{version}"
        # One hash for each published file of this version; an installation has one of them.
        hashes = [{"alg": "SHA-256", "content": each} for each in re.findall(r"sha256:([0-9a-f]{64})", rest)]
        licence = READ.get(name.lower()) or _python_licence(name, version)
        yield _part(name, version, purl, hashes, licence)


def _python_licence(name: str, version: str) -> str | None:
    try:
        known = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    if known["Version"] != version:
        return None
    if "License-Expression" in known:
        return str(known["License-Expression"])
    classified = [
        each.rpartition(" :: ")[2]
        for each in known.get_all("Classifier") or ()
        if each.startswith("License ::")
    ]
    written = "".join(known.get_all("License") or ())
    return ", ".join(classified) or (written if written and "\n" not in written else None)


def _npm(lock: str) -> Iterator[dict[str, Any]]:
    for path, entry in json.loads(lock)["packages"].items():
        if (not path.startswith("node_modules/") and "/node_modules/" not in path) or entry.get("link"):
            continue
        name = path.rpartition("node_modules/")[2]
        version = entry["version"]
        purl = f"pkg:npm/{name.replace('@', '%40')}@{version}"
        hashes = [_integrity(each) for each in entry.get("integrity", "").split()]
        part = _part(name, version, purl, hashes, entry.get("license"))
        # Tools that only build and test the pages are not among them.
        yield part | {"scope": "excluded"} if entry.get("dev") else part


def _integrity(text: str) -> dict[str, str]:
    algorithm, _, digest = text.partition("-")
    return {"alg": _ALGORITHMS[algorithm], "content": base64.b64decode(digest).hex()}


def _part(
    name: str, version: str, purl: str, hashes: list[dict[str, str]], licence: str | None
) -> dict[str, Any]:
    part: dict[str, Any] = {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
    }
    if hashes:
        part["hashes"] = hashes
    if licence:
        is_expression = re.fullmatch(r"\(?[A-Za-z0-9.+-]+\)?( (AND|OR|WITH) \(?[A-Za-z0-9.+-]+\)?)*", licence)
        part["licenses"] = [{"expression": licence}] if is_expression else [{"license": {"name": licence}}]
    return part


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "tresen.cdx.json"
    write(target)
    sys.stdout.write(f"{target}: {len(sbom()['components'])} parts\n")
