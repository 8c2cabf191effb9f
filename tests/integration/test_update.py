"""`tresen update`: a second version takes the first one's place; one that does not start goes again by itself."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import sysconfig
import time
import urllib.request
import zipfile
from contextlib import closing, suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import tresen
from supply.release import sums
from tests.integration.test_pages import build
from tests.world.bakery import free_port
from tresen.cli.release_list import LIST, LOCK, SIGNATURE

ROOT = Path(__file__).parents[2]
SOURCE = Path(tresen.__file__).parent
MIGRATES = '''"""A later step."""
from alembic import op
import sqlalchemy as sa
revision = "0999"
down_revision = {head!r}
def upgrade():
    op.create_table("later", sa.Column("id", sa.Integer, primary_key=True))
'''


def wheel(folder: Path, version: str, changes: dict[str, tuple[str, str]], more: dict[str, str]) -> Path:
    """A real wheel of this tree as another version: with texts replaced in its files, and with more files."""
    file = folder / f"tresen-{version}-py3-none-any.whl"
    info = f"tresen-{version}.dist-info"
    held = {
        f"tresen/{each.relative_to(SOURCE).as_posix()}": each.read_bytes()
        for each in SOURCE.rglob("*")
        if each.is_file() and "web_dist" not in each.parts and each.suffix != ".pyc"
    }
    held["tresen/__init__.py"] = f'"""Tresen."""\n__version__ = "{version}"\n'.encode()
    for name, (old, new) in changes.items():
        text = held[name].decode()
        assert old in text
        held[name] = text.replace(old, new).encode()
    held |= {name: text.encode() for name, text in more.items()}
    held[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: tresen\nVersion: {version}\n".encode()
    held[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    held[f"{info}/entry_points.txt"] = b"[console_scripts]\ntresen = tresen.cli:main\n"
    record = "".join(f"{name},sha256={_hash(data)},{len(data)}\n" for name, data in held.items())
    held[f"{info}/RECORD"] = (record + f"{info}/RECORD,,\n").encode()
    with zipfile.ZipFile(file, "w") as out:
        for name, data in held.items():
            out.writestr(name, data)
    return file


def _hash(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


class Installed:
    """A virtual environment with the first version, whose server is started and stopped by two scripts."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data, self.venv = folder, folder / "data", folder / "opt"
        self.port = free_port()
        self.env: dict[str, str] = {}
        command = [sys.executable, "-m", "venv", "--without-pip", str(self.venv)]
        subprocess.run(command, check=True, capture_output=True)
        site = (
            self.venv / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
        )
        # What Tresen needs, and pip, come from the environment of the tests, behind this one's own packages.
        (site / "needs.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
        self.pip("install", "--no-index", "--no-deps", str(wheel(folder, "1.0.0", {}, {})))
        config = folder / "tresen.toml"
        config.write_text(
            f'data = "{self.data}"\nport = {self.port}\npublic_url = "http://localhost:{self.port}"\n'
            f'web = "{build(folder / "web")}"\n'
        )
        self.config = config
        self.pid = folder / "pid"
        self.start_ = self._script(
            "start",
            f"nohup {self.venv}/bin/tresen serve --config {config} >>{folder}/log 2>&1 </dev/null &\necho $! >{self.pid}\n",
        )
        self.stop_ = self._script(
            "stop",
            f"pid=$(cat {self.pid} 2>/dev/null) || exit 0\nkill $pid 2>/dev/null || exit 0\n"
            "while kill -0 $pid 2>/dev/null; do sleep 0.05; done\n",
        )

    def _script(self, name: str, text: str) -> Path:
        file = self.folder / name
        file.write_text("#!/bin/sh\n" + text)
        file.chmod(0o700)
        return file

    def start(self) -> None:
        """The installed version, even where PYTHONPATH names another."""
        subprocess.run([str(self.start_)], check=True, env=clean())

    def stop(self) -> None:
        subprocess.run([str(self.stop_)], check=True, env=clean())

    def typed(self, command: str) -> None:
        """A line of a how-to, with this folder in place of /opt/tresen, and the two scripts in place of systemd."""
        script = {"systemctl stop tresen": self.stop_, "systemctl start tresen": self.start_}.get(command)
        line = str(script) if script else command.replace("/opt/tresen", str(self.venv))
        assert script or command.startswith("mv /opt/tresen"), command
        subprocess.run(["/bin/sh", "-ec", line], check=True, env=clean())

    def pip(self, *words: str) -> None:
        done = subprocess.run(
            [str(self.venv / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", *words],
            capture_output=True, text=True, check=False, env=clean(),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    def tresen(self, *words: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.venv / "bin" / "tresen"), *map(str, words)],
            capture_output=True, text=True, check=False, env=clean() | self.env, timeout=180,
        )  # fmt: skip

    def update(self, to: Path, wait: int = 60, *more: object) -> subprocess.CompletedProcess[str]:
        """A wheel without a release around it, unless options say otherwise."""
        commands = ("--start", self.start_, "--stop", self.stop_)
        options = more or ("--unsigned",)
        return self.tresen(
            "update", "--wheel", to, "--config", self.config, "--wait", wait, *commands, *options
        )

    @property
    def version(self) -> str:
        return str(json.loads(self.tresen("version", "--json").stdout)["version"])

    def serves(self) -> str:
        """The version that answers. A start is waited for: on busy cores it takes longer than what came before it."""
        until = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=30) as answer:
                    return str(answer.read().decode().splitlines()[1].split()[1])
            except urllib.error.URLError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)

    def tables(self) -> str:
        with closing(sqlite3.connect(self.data / "tresen.db")) as raw:
            return str(raw.execute("SELECT version_num FROM alembic_version").fetchone()[0])

    def kill(self) -> None:
        with suppress(OSError, ValueError):
            os.kill(int(self.pid.read_text()), signal.SIGKILL)


def clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("TRESEN_", "PYTHON"))}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: a virtual environment is slow to make. Copies are not: its scripts name its place."""
    return tmp_path_factory.mktemp("update")


def test_updated_and_gone_back(first: Path) -> None:
    """A good version serves; one that does not start, or is not ready, leaves program and database as they were."""
    at = Installed(first)
    try:
        at.start()
        good, key = release(first, "1.1.0")
        for wrong, known in refused(first, good, key):
            (at.venv / "release.pem").unlink(missing_ok=True)
            if known is not None:
                shutil.copy(known, at.venv / "release.pem")
            done = at.update(wrong, 60, "--service=tresen")
            assert (done.returncode, at.version, at.serves()) == (1, "1.0.0", "1.0.0"), done.stdout
            assert "nothing was changed" in done.stderr
        shutil.copy(key, at.venv / "release.pem")
        done = at.update(good, 60, "--service=tresen")
        assert done.returncode == 0, (done.stdout, done.stderr, (first / "log").read_text())
        assert (at.version, at.serves()) == ("1.1.0", "1.1.0")
        assert "Tresen 1.1.0 serves in place of Tresen 1.0.0" in done.stdout
        assert (at.venv / "release.pem").read_bytes() == key.read_bytes()
        go_back_by_hand(at)

        head, step = tables_head(), "tresen/store/migrations/versions/0999_later.py"
        newer = {"tresen/store/migrations/__init__.py": (f'HEAD: Final = "{head}"', 'HEAD: Final = "0999"')}
        broken = {"tresen/app.py": ("def serve(", "raise SystemExit(7)\n\n\ndef serve(")}
        more = {step: MIGRATES.format(head=head)}
        for changes in (broken | newer, broken):
            before = at.tables()
            done = at.update(wheel(first, "2.0.0", changes, more if changes is not broken else {}), wait=4)
            assert done.returncode == 1, done.stdout
            assert "Tresen 2.0.0 was not ready" in done.stderr
            assert "Tresen 1.1.0 serves again" in done.stderr
            assert (at.version, at.serves(), at.tables()) == ("1.1.0", "1.1.0", before)

        garbage = first / "tresen-3.0.0-py3-none-any.whl"
        garbage.write_bytes(b"no wheel")
        done = at.update(garbage)
        assert (done.returncode, at.serves()) == (1, "1.1.0")
        assert "nothing was changed" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 2  # the first: that nobody vouches for the wheel

        done = at.update(wheel(first, "4.0.0", newer, more))
        assert done.returncode == 0, (done.stdout, done.stderr, (first / "log").read_text())
        assert (at.serves(), at.tables()) == ("4.0.0", "0999")
        at.stop()
        old = at.venv.with_name("opt.before") / "bin" / "python"
        for words in (("serve", "--port", "0"), ("doctor",), ("business", "list")):
            said = subprocess.run(
                [str(old), "-m", "tresen.cli", *words, "--config", str(at.config)],
                capture_output=True, text=True, check=False, env=clean(),
            )  # fmt: skip
            assert said.returncode == 1
            assert "changed by a newer version of Tresen (tables 0999" in said.stdout + said.stderr
            assert "Traceback" not in said.stderr
        old_wheel = wheel(first, "1.5.0", {}, {})
        done = at.update(old_wheel)
        assert "Tresen 1.5.0 is older than Tresen 4.0.0, which runs: --older installs it" in done.stderr
        done = at.update(old_wheel, 60, "--unsigned", "--older")
        assert "is older than the database" in done.stderr
    finally:
        at.kill()
        shutil.rmtree(first, ignore_errors=True)


def go_back_by_hand(at: Installed) -> None:
    """docs/howto/update.md, "Go back by hand", as printed: what was serves again, and the folder of the later one may go."""
    for command in printed("## Go back by hand"):
        at.typed(command)
    assert (at.version, at.serves()) == ("1.0.0", "1.0.0")
    for command in printed("**Forward:**"):
        at.typed(command)
    assert (at.version, at.serves()) == ("1.1.0", "1.1.0")


def printed(behind: str) -> list[str]:
    """The lines of the first fenced block behind these words."""
    page = (ROOT / "docs/howto/update.md").read_text(encoding="utf-8").split(behind, 1)[1]
    return page.split("```sh\n", 1)[1].split("```", 1)[0].strip().splitlines()


def a_key(file: Path) -> tuple[Path, Ed25519PrivateKey]:
    """A release key: its public half in a file, and the secret one."""
    private = Ed25519PrivateKey.generate()
    file.write_bytes(private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return file, private


def release(folder: Path, version: str, more: str = "") -> tuple[Path, Path]:
    """A signed release with the real lock file, and what is added to it; its wheel and its key."""
    key, secret = a_key(folder / "release.pem")
    made = folder / f"release-{version}"
    made.mkdir()
    file = wheel(made, version, {}, {})
    (made / LOCK).write_text((ROOT / LOCK).read_text() + more)
    listed = sums(made).encode()
    (made / LIST).write_bytes(listed)
    (made / SIGNATURE).write_bytes(secret.sign(listed))
    return file, key


def refused(folder: Path, good: Path, key: Path) -> list[tuple[Path, Path | None]]:
    """What is no release, or not under the key that is known: a wheel and that key."""
    altered = folder / "altered"
    shutil.copytree(good.parent, altered)
    wheel(altered, "1.1.0", {}, {"tresen/evil.py": "import os"})
    bare = wheel(folder, "1.1.0", {}, {})
    strange = a_key(folder / "strange.pem")[0]
    return [(good, None), (good, strange), (altered / good.name, key), (bare, key)]


def tables_head() -> str:
    from tresen.store.migrations import HEAD

    return HEAD
