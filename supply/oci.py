"""The container's file system as an OCI archive, which `podman load`, `docker load` and `skopeo` read. No engine is needed.

The tree is made by deploy/container/root.sh, the settings are the Containerfile's. The same tree makes the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import shlex
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

from supply import names, times
from tresen import __version__

ROOT = Path(__file__).resolve().parents[1]
CONTAINER: Final = ROOT / "deploy/container"
LAYER: Final = "application/vnd.oci.image.layer.v1.tar+gzip"
CONFIG: Final = "application/vnd.oci.image.config.v1+json"
MANIFEST: Final = "application/vnd.oci.image.manifest.v1+json"
INDEX: Final = "application/vnd.oci.image.index.v1+json"
NAME: Final = f"{names.IMAGE}:{__version__}"
_SECOND: Final = 1_000_000_000
_WAITS: Final = {"interval": "Interval", "timeout": "Timeout", "start-period": "StartPeriod"}


def file_name(arch: str) -> str:
    """The archive of one architecture."""
    return f"{names.PACKAGE}-{__version__}-{arch}.oci.tar"


def build(wheel: Path, arch: str, target: Path) -> Path:
    """The archive in the folder `target`. Needs root, Debian 13 and its packages: root.sh says which."""
    with tempfile.TemporaryDirectory(prefix="tresen-oci.") as held:
        tree = Path(held) / "root"
        tree.mkdir(mode=0o755)
        steps: list[str | Path] = [
            CONTAINER / "root.sh",
            tree,
            wheel,
            ROOT / "requirements-server.lock",
            arch,
        ]
        subprocess.run(steps, check=True, stdout=subprocess.DEVNULL)
        made = target / file_name(arch)
        write(tree, arch, made, times.epoch())
    return made


def write(tree: Path, arch: str, made: Path, at: int) -> None:
    """One layer, its settings, and the files that say what is what."""
    with tempfile.TemporaryFile() as layer:
        plain, packed = _layer(tree, layer, at)
        size = layer.tell()
        layer.seek(0)
        settings = _json(_config(arch, plain, at))
        manifest = _json(
            {
                "schemaVersion": 2,
                "mediaType": MANIFEST,
                "config": _named(CONFIG, settings),
                "layers": [{"mediaType": LAYER, "digest": f"sha256:{packed}", "size": size}],
            }
        )
        index = _json({"schemaVersion": 2, "mediaType": INDEX, "manifests": [_platform(arch, manifest)]})
        # What `docker load` read before it knew OCI, and still takes the name from.
        docker = _json(
            [{"Config": _blob(settings), "RepoTags": [NAME], "Layers": [f"blobs/sha256/{packed}"]}]
        )
        with tarfile.open(made, "w", format=tarfile.USTAR_FORMAT) as tar:
            _add(tar, "oci-layout", b'{"imageLayoutVersion":"1.0.0"}', at)
            for name, data in (("index.json", index), ("manifest.json", docker)):
                _add(tar, name, data, at)
            for data in sorted((settings, manifest), key=_blob):
                _add(tar, _blob(data), data, at)
            tar.addfile(_entry(f"blobs/sha256/{packed}", size, at), layer)


def _layer(tree: Path, out: IO[bytes], at: int) -> tuple[str, str]:
    """Writes the tree, sorted and at one time, owners by number; the hashes of what was packed, and of the packed file."""
    plain, packed = _Hashed(None), _Hashed(out)
    with (
        gzip.GzipFile("", "wb", 6, packed, mtime=0) as zipped,
        tarfile.open(fileobj=_Both(zipped, plain), mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        for path in _sorted(tree):
            entry = tar.gettarinfo(path, path.relative_to(tree).as_posix())
            if entry.islnk():
                entry.type, entry.linkname, entry.size = tarfile.REGTYPE, "", path.stat().st_size
            entry.mtime, entry.uname, entry.gname = at, "", ""
            if entry.isreg():
                with path.open("rb") as file:
                    tar.addfile(entry, file)
            else:
                tar.addfile(entry)
    return plain.digest(), packed.digest()


def _sorted(tree: Path) -> Iterator[Path]:
    """A folder before what is in it."""
    for folder, inner, files in os.walk(tree):
        inner.sort()
        links = [name for name in inner if Path(folder, name).is_symlink()]
        inner[:] = [name for name in inner if name not in links]
        if Path(folder) != tree:
            yield Path(folder)
        yield from (Path(folder, name) for name in sorted([*files, *links]))


class _Hashed(io.RawIOBase):
    """What is written goes on, and into a hash."""

    def __init__(self, on: IO[bytes] | None) -> None:
        self._on, self._hash = on, hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._hash.update(data)
        return len(data) if self._on is None else self._on.write(data)

    def digest(self) -> str:
        return self._hash.hexdigest()


class _Both(io.RawIOBase):
    def __init__(self, *on: Any) -> None:
        self._on = on

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        for each in self._on:
            each.write(data)
        return len(data)


def _config(arch: str, plain: str, at: int) -> dict[str, Any]:
    when = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "created": when,
        "architecture": arch,
        "os": "linux",
        "config": settings((CONTAINER / "Containerfile").read_text()),
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{plain}"]},
        "history": [{"created": when, "created_by": "deploy/container/root.sh"}],
    }


def settings(containerfile: str) -> dict[str, Any]:
    """What the last stage of the Containerfile says of the image."""
    lines = containerfile.rpartition("FROM scratch\n")[2].replace("\\\n", " ").splitlines()
    said = dict(line.split(" ", 1) for line in lines if line and not line.startswith("#"))
    waiting, _, test = said["HEALTHCHECK"].partition("CMD ")
    waits = {
        _WAITS[name]: int(seconds) * _SECOND for name, seconds in re.findall(r"--([a-z-]+)=(\d+)s", waiting)
    }
    return {
        "User": said["USER"],
        "ExposedPorts": {f"{said['EXPOSE']}/tcp": {}},
        "Env": shlex.split(said["ENV"]),
        "Entrypoint": json.loads(said["ENTRYPOINT"]),
        "Cmd": json.loads(said["CMD"]),
        "Volumes": {said["VOLUME"]: {}},
        "StopSignal": said["STOPSIGNAL"],
        "Labels": {
            "org.opencontainers.image.title": "Tresen",
            "org.opencontainers.image.version": __version__,
            "org.opencontainers.image.licenses": "Apache-2.0",
            "org.opencontainers.image.url": names.HOMEPAGE,
        },
        "Healthcheck": {"Test": ["CMD", *json.loads(test)], **waits},
    }


def _platform(arch: str, manifest: bytes) -> dict[str, Any]:
    names_ = {
        "org.opencontainers.image.ref.name": NAME,
        "io.containerd.image.name": f"docker.io/library/{NAME}",
    }
    return {
        **_named(MANIFEST, manifest),
        "platform": {"architecture": arch, "os": "linux"},
        "annotations": names_,
    }


def _named(kind: str, data: bytes) -> dict[str, Any]:
    return {"mediaType": kind, "digest": f"sha256:{hashlib.sha256(data).hexdigest()}", "size": len(data)}


def _blob(data: bytes) -> str:
    return f"blobs/sha256/{hashlib.sha256(data).hexdigest()}"


def _json(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _entry(name: str, size: int, at: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = size, at, 0o644
    return entry


def _add(tar: tarfile.TarFile, name: str, data: bytes, at: int) -> None:
    tar.addfile(_entry(name, len(data), at), io.BytesIO(data))
