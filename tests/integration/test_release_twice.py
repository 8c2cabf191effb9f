"""A release made twice is the same, byte by byte: in another folder and hour, with another umask, language and zone."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.test_first_start import checkout
from tests.services import missing
from tests.world.machine import ROOT
from tests.world.patience import INSTALLED

pytestmark = [pytest.mark.long, pytest.mark.timeout(INSTALLED)]
HERE = {"LC_ALL": "C.UTF-8", "TZ": "UTC"}
THERE = {"LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Tokyo"}
MAKE = """
import sys
from pathlib import Path
from supply import deb, oci, release
target = Path(sys.argv[1])
wheel = release.build_python(target)
deb.build(wheel, "amd64", target, press=0)
oci.build(wheel, "amd64", target)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """What two folders of the same sources make: one built here, and one that builds its web apps itself."""
    tools = ("dpkg-deb", "python3.13", "skopeo", "x86_64-linux-gnu-strip")
    if os.geteuid() != 0 or not all(map(shutil.which, tools)):
        missing("root on Debian 13 with python3-pip, binutils and skopeo, on amd64")
    if not list(Path("/var/lib/apt/lists").glob("*_Packages*")):
        subprocess.run(["apt-get", "update", "-q"], check=True, capture_output=True)
    folder = tmp_path_factory.mktemp("twice")
    other = checkout(folder / "copy")
    (other / ".uv").symlink_to(ROOT / ".uv")
    results = {}
    for name, root, around, mask in (("here", ROOT, HERE, 0o022), ("there", other, THERE, 0o077)):
        results[name] = folder / name
        results[name].mkdir()
        env = {
            **os.environ,
            **around,
            "PYTHONPATH": f"{root / 'src'}:{root}",
            "SOURCE_DATE_EPOCH": "1700000000",
        }
        done = subprocess.run(
            [sys.executable, "-c", MAKE, results[name]], cwd=root, env=env, umask=mask,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
    yield results
    shutil.rmtree(folder)


def test_byte_by_byte(made: dict[str, Path]) -> None:
    """Wheel, source, Debian package and image."""
    hashes = {
        name: {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in folder.iterdir()}
        for name, folder in made.items()
    }
    assert hashes["here"] == hashes["there"]
    kinds = {name.partition("-")[0].partition("_")[0] + Path(name).suffix for name in hashes["here"]}
    assert kinds == {"tresen.whl", "tresen.gz", "tresen.deb", "tresen.tar"}


def test_an_engines_reader_takes_the_image(made: dict[str, Path], tmp_path: Path) -> None:
    """skopeo checks each hash on its way, by the name that OCI's index has and by the one that Docker's list has."""
    [archive] = made["here"].glob("*.oci.tar")
    for kind in ("oci-archive", "docker-archive"):
        done = subprocess.run(
            ["skopeo", "copy", "-q", "--insecure-policy", f"{kind}:{archive}", f"dir:{tmp_path / kind}"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
