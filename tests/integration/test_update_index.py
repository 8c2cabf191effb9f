"""`tresen update` and libraries that are new: beside the wheel, or else from the package index, by their hashes."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.integration.test_update import Installed, release
from tests.world.index import package_index


def library(folder: Path, name: str, text: str) -> Path:
    """A wheel that nobody has installed yet."""
    file, info = folder / f"{name}-1.0-py3-none-any.whl", f"{name}-1.0.dist-info"
    held = {
        f"{name}.py": text,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": f"{name}.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n",
    }
    with zipfile.ZipFile(file, "w") as out:
        for each, words in held.items():
            out.writestr(each, words)
    return file


def locked(file: Path) -> str:
    """Its lines in a lock file."""
    return f"{file.name.partition('-')[0]}==1.0 \\\n    --hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}\n"


@pytest.fixture
def at(tmp_path: Path) -> Installed:
    """Tresen 1.0.0, which does not run yet."""
    return Installed(tmp_path)


@pytest.mark.long
def test_a_new_library_is_fetched_by_its_hash(at: Installed, tmp_path: Path) -> None:
    """The index gives what is neither installed nor beside the wheel, and is believed as far as the lock file goes.

    Other bytes under the right name: nothing is changed.
    """
    good, other = tmp_path / "good", tmp_path / "other"
    for folder in (good, other):
        folder.mkdir()
    beside, far = library(good, "tresenbeside", "WORD = 1\n"), library(good, "tresenfar", "WORD = 2\n")
    wheel, key = release(tmp_path, "1.1.0", locked(beside) + locked(far))
    shutil.copy(beside, wheel.parent)
    shutil.copy(key, at.venv / "release.pem")
    try:
        at.start()
        with package_index(tmp_path) as index:
            at.env = index.env
            index.files = {far.name: library(other, "tresenfar", "WORD = 3\n").read_bytes()}
            done = at.update(wheel, 60, "--service=tresen")
            assert (done.returncode, at.serves()) == (1, "1.0.0"), done.stdout
            assert "nothing was changed: pip: " in done.stderr
            assert not at.venv.with_name("opt.next").exists()
            index.files, index.asked = {far.name: far.read_bytes()}, []
            done = at.update(wheel, 60, "--service=tresen")
            assert (done.returncode, at.version, at.serves()) == (0, "1.1.0", "1.1.0"), done.stderr
            pages = {each for each in index.asked if each.startswith("/simple/")}
            assert pages <= {"/simple/tresenbeside/", "/simple/tresenfar/"}, "what is installed is asked for"
            assert [each for each in index.asked if each not in pages] == [f"/files/{far.name}"]
        at.env = {}
        for name, word in (("tresenbeside", 1), ("tresenfar", 2)):
            [held_file] = at.venv.glob(f"lib/python*/site-packages/{name}.py")
            assert held_file.read_text() == f"WORD = {word}\n"
    finally:
        at.kill()
