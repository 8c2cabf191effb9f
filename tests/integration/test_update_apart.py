"""`tresen update` obeys its release alone, not what the environment says to Python and pip."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.integration.test_update import Installed, release, wheel

DRY = "[install]\ndry-run = true\n"


def strange(folder: Path, mark: Path) -> Path:
    """A wheel that runs code whenever Python starts beside it; the code writes `mark`."""
    file, info = folder / "strange-1.0-py3-none-any.whl", "strange-1.0.dist-info"
    held = {
        "strange.pth": f"import pathlib; pathlib.Path({str(mark)!r}).touch()\n",
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: strange\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": f"strange.pth,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n",
    }
    with zipfile.ZipFile(file, "w") as out:
        for name, text in held.items():
            out.writestr(name, text)
    return file


def settings(folder: Path, mark: Path) -> dict[str, str]:
    """Every way that the environment has to talk pip into something else: each of them alone would."""
    home, conf, listed = folder / "home", folder / "pip.conf", folder / "requirements.txt"
    (home / ".config" / "pip").mkdir(parents=True)
    (home / ".config" / "pip" / "pip.conf").write_text(DRY)
    conf.write_text(DRY)
    listed.write_text(f"{strange(folder, mark)}\n")
    return {
        "HOME": str(home),
        "PIP_CONFIG_FILE": str(conf),
        "PIP_DRY_RUN": "1",
        "PIP_REQUIREMENT": str(listed),
        "PIP_TARGET": str(folder / "elsewhere"),
    }


@pytest.fixture
def at(tmp_path: Path) -> Installed:
    """Tresen 1.0.0, which does not run yet."""
    return Installed(tmp_path)


def test_what_pip_is_told_elsewhere_does_not_count(at: Installed, tmp_path: Path) -> None:
    """The release is installed and serves; nothing else runs, and another user's TMPDIR stays empty."""
    mark, other = tmp_path / "ran", tmp_path / "other"
    other.mkdir()
    before = other.stat().st_mtime_ns
    try:
        at.start()
        good, key = release(tmp_path, "1.1.0")
        shutil.copy(key, at.venv / "release.pem")
        at.env = settings(tmp_path, mark) | {"TMPDIR": str(other)}
        done = at.update(good, 60, "--service=tresen")
        at.env = {}
        assert done.returncode == 0, (done.stdout, done.stderr, (tmp_path / "log").read_text())
        assert (at.version, at.serves(), mark.exists()) == ("1.1.0", "1.1.0", False)
        assert other.stat().st_mtime_ns == before
        assert [each.name for each in tmp_path.iterdir() if ".update." in each.name] == []
    finally:
        at.kill()


def test_what_was_not_installed_is_not_said_to_be(at: Installed, tmp_path: Path) -> None:
    """A wheel that installs as another version is refused; the version that is there already is nothing to do."""
    try:
        at.start()
        other = wheel(tmp_path, "2.0.0", {}, {"tresen/__init__.py": '"""Tresen."""\n__version__ = "1.0.0"\n'})
        done = at.update(other)
        assert (done.returncode, at.version, at.serves()) == (1, "1.0.0", "1.0.0"), done.stdout
        assert "nothing was changed: pip was to install Tresen 2.0.0" in done.stderr
        assert not at.venv.with_name("opt.next").exists()

        pid = at.pid.read_text()
        done = at.update(wheel(tmp_path, "1.0.0", {}, {}))
        assert (done.returncode, at.serves(), at.pid.read_text()) == (0, "1.0.0", pid), done.stderr
        assert "Tresen 1.0.0 is installed already: nothing to do" in done.stdout
        assert not at.venv.with_name("opt.before").exists()

        if os.geteuid() == 0:
            shared = tmp_path / "shared"
            shared.mkdir()
            shared.chmod(0o777)
            done = at.update(wheel(shared, "2.0.0", {}, {}))
            assert (done.returncode, at.version) == (1, "1.0.0")
            assert f"nothing was changed: {shared} belongs to root, and others may write to it" in done.stderr
    finally:
        at.kill()
