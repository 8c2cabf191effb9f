"""The container's archive: written by the rules of OCI's image layout, the same bytes each time, whatever tree it is."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from supply import oci, times

AT = 1_700_000_000
NAMES = st.text("abcXYZ019._-", min_size=1, max_size=120).filter(lambda name: name not in {".", ".."})
FILES = st.dictionaries(
    NAMES, st.tuples(st.binary(max_size=2000), st.sampled_from([0o644, 0o755, 0o600])), max_size=6
)


def tree(folder: Path, files: dict[str, tuple[bytes, int]]) -> Path:
    """Files in a folder within, a link to it, and a second name of the first file."""
    inner = folder / "usr/lib"
    inner.mkdir(parents=True)
    for name, (data, mode) in files.items():
        (inner / name).write_bytes(data)
        (inner / name).chmod(mode)
    (folder / "lib").symlink_to("usr/lib")
    for name in sorted(files)[:1]:
        os.link(inner / name, folder / "again")
    return folder


def read(archive: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        return {each.name: (tar.extractfile(each) or io.BytesIO()).read() for each in tar}


def blob(held: dict[str, bytes], named: dict[str, Any]) -> bytes:
    """What a descriptor names: it is there, as long and with the hash that it says."""
    kind, _, digest = named["digest"].partition(":")
    data = held[f"blobs/{kind}/{digest}"]
    assert (kind, len(data), hashlib.sha256(data).hexdigest()) == ("sha256", named["size"], digest)
    return data


@given(files=FILES)
def test_every_descriptor_is_true(files: dict[str, tuple[bytes, int]], tmp_path_factory: Any) -> None:
    """[OCI image layout 1.0] From the index to the layer all is there; unpacked, the layer is the tree."""
    folder = tmp_path_factory.mktemp("oci")
    oci.write(tree(folder / "tree", files), "arm64", folder / "a.tar", AT)
    held = read((folder / "a.tar").read_bytes())
    assert json.loads(held["oci-layout"]) == {"imageLayoutVersion": "1.0.0"}
    index = json.loads(held["index.json"])
    [of_it] = index["manifests"]
    assert (index["schemaVersion"], of_it["mediaType"]) == (2, oci.MANIFEST)
    assert of_it["platform"] == {"architecture": "arm64", "os": "linux"}
    manifest = json.loads(blob(held, of_it))
    config = json.loads(blob(held, manifest["config"]))
    assert (manifest["schemaVersion"], manifest["config"]["mediaType"]) == (2, oci.CONFIG)
    assert (config["architecture"], config["os"]) == ("arm64", "linux")
    [layer] = manifest["layers"]
    plain = gzip.decompress(blob(held, layer))
    assert config["rootfs"] == {"type": "layers", "diff_ids": [f"sha256:{hashlib.sha256(plain).hexdigest()}"]}
    assert len(held) == 6
    [docker] = json.loads(held["manifest.json"])
    assert {docker["Config"], *docker["Layers"]} <= set(held)
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
        entries = {each.name: each for each in tar}
        assert list(entries) == [*sorted(each for each in entries if "/" not in each and each != "usr"), "usr", "usr/lib",
                                 *sorted(f"usr/lib/{name}" for name in files)]  # fmt: skip
        for name, (data, mode) in files.items():
            entry = entries[f"usr/lib/{name}"]
            opened = tar.extractfile(entry)
            assert opened is not None
            assert (opened.read(), entry.mode, entry.mtime, entry.uname) == (data, mode, AT, "")
        assert entries["lib"].linkname == "usr/lib"
        assert all(each.isreg() or each.isdir() or each.issym() for each in entries.values())


def test_the_same_tree_is_the_same_archive(tmp_path: Path) -> None:
    """Neither the folder's name, nor the order in which files were made, nor their times are in it."""
    files = {name: (name.encode() * 100, 0o644) for name in ("b", "a", "c" * 110)}
    for name, order in (("one", sorted(files)), ("another", sorted(files, reverse=True))):
        oci.write(
            tree(tmp_path / name, {each: files[each] for each in order}),
            "amd64",
            tmp_path / f"{name}.tar",
            AT,
        )
        os.utime(tmp_path / name / "usr/lib/a", (1, 1))
    assert (tmp_path / "one.tar").read_bytes() == (tmp_path / "another.tar").read_bytes()


def test_the_image_is_what_the_containerfile_says() -> None:
    """One text decides: user, port, volume, command and health check are read from it."""
    said = oci.settings((oci.CONTAINER / "Containerfile").read_text())
    assert (said["User"], said["Volumes"], said["ExposedPorts"]) == (
        "65532:65532",
        {"/data": {}},
        {"8080/tcp": {}},
    )
    assert (said["Entrypoint"], said["Cmd"][0]) == (["/usr/bin/tresen"], "serve")
    assert "PYTHONPATH=/opt/tresen" in said["Env"]
    health = said["Healthcheck"]
    assert (health["Interval"], health["Timeout"], health["StartPeriod"]) == (
        30 * 10**9,
        5 * 10**9,
        60 * 10**9,
    )
    assert health["Test"][:2] == ["CMD", "/usr/bin/python3.13"]
    assert "/readyz" in health["Test"][-1]


def test_modes_and_times_are_the_packages(tmp_path: Path) -> None:
    """A umask decides nothing, and a shared library is no program."""
    made = tree(
        tmp_path / "tree", {"run": (b"#!", 0o700), "read": (b"", 0o600), "lib.so.6": (b"\x7fELF", 0o775)}
    )
    times.settle(made, AT)
    modes = {each.name: each.stat().st_mode & 0o777 for each in (made / "usr/lib").iterdir()}
    assert modes == {"run": 0o755, "read": 0o644, "lib.so.6": 0o644}
    assert {each.lstat().st_mtime for each in made.rglob("*")} == {AT}
