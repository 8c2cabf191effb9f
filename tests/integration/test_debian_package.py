"""The Debian package in a bare Debian: installed, used, upgraded, removed, purged; and what it is made of."""

from __future__ import annotations

import asyncio
import contextlib
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from supply import deb
from tests.services import missing
from tests.world.bakery import PROFILE, free_port
from tests.world.debian import Root
from tests.world.patience import INSTALLED, PATIENCE
from tresen import __version__
from tresen.client import Customer, Owner

pytestmark = [pytest.mark.long, pytest.mark.timeout(INSTALLED)]
SITE = "usr/lib/tresen/lib/python3/site-packages"
UNIT = "usr/lib/systemd/system/tresen.service"
NEWER = "99.0-1"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    if not all(map(shutil.which, ("dpkg-deb", "lintian", "x86_64-linux-gnu-strip"))):
        missing("dpkg-deb, lintian, binutils, on amd64")
    folder = tmp_path_factory.mktemp("package")
    build: list[str | Path] = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(build, check=True, capture_output=True)
    made = deb.build(next(folder.glob("*.whl")), "amd64", folder, press=0)
    yield made
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def newer(package: Path) -> Path:
    """The same as a later version, whose settings have a line more."""
    tree = package.parent / "newer"
    subprocess.run(["dpkg-deb", "-R", package, tree], check=True)
    control = tree / "DEBIAN/control"
    control.write_text(re.sub(r"^Version: .*$", f"Version: {NEWER}", control.read_text(), flags=re.MULTILINE))
    with (tree / "etc/tresen.toml").open("a") as settings:
        settings.write("# A later version says more.\n")
    made = package.with_name("newer.deb")
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Znone", "-b", tree, made], check=True, capture_output=True
    )
    shutil.rmtree(tree)
    return made


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Root]:
    made = Root(tmp_path / "root", "python3", "adduser", "ca-certificates")
    yield made
    shutil.rmtree(made.folder)


def test_lintian_has_nothing_to_say(package: Path) -> None:
    """No error and no warning but those with a reason in the package's overrides, none of which is idle."""
    asked: list[str | Path] = ["lintian", "--allow-root", "--no-cfg", "--fail-on", "error,warning", package]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def test_each_python_has_every_compiled_module(package: Path) -> None:
    """What 3.13 loads compiled, the other Pythons that the package names load too; nothing is in it twice."""
    listed = subprocess.run(["dpkg-deb", "-c", package], capture_output=True, text=True, check=True).stdout
    found = re.findall(rf"\./{SITE}/(\S+)\.cpython-3(\d+)-x86_64-linux-gnu\.so$", listed, re.MULTILINE)
    of = {python: {name for name, minor in found if f"3.{minor}" == python} for python in deb.PYTHONS}
    assert len(of["3.13"]) > 30
    assert all(of[python] == of["3.13"] for python in deb.PYTHONS)
    assert {f"3.{minor}" for _, minor in found} == set(deb.PYTHONS)


async def test_from_the_first_message_to_the_purge(
    package: Path, newer: Path, root: Root, tmp_path: Path
) -> None:
    """Installed without a network; an upgrade and a removal keep settings and data; only a purge takes them."""
    for each in (package, newer):
        shutil.copy(each, root.folder / each.name)
    root.run("dpkg", "-i", f"/{package.name}")
    assert f"tresen {__version__} " in root.run("tresen", "version")
    assert root.run("stat", "-c", "%U %G %a", "/var/lib/tresen").split() == ["tresen", "tresen", "700"]
    assert root.run("stat", "-c", "%U %G %a", "/etc/tresen.toml").split() == ["root", "tresen", "640"]
    assert root.run("dpkg", "-V", "tresen").split()[1:] in ([], ["c", "/etc/tresen.toml"])
    assert "Debian package" in root.run("tresen", "update", "--wheel", "/x.whl", good=False)
    assert list((root.folder / SITE / "tresen/__pycache__").glob("*.cpython-313.pyc"))

    port = free_port()
    settings = root.folder / "etc/tresen.toml"
    own = (
        settings.read_text()
        .replace("8080", str(port))
        .replace("https://chat.example.org", f"http://localhost:{port}")
    )
    settings.write_text(own)
    link = await first_message(root, port, tmp_path)

    root.run("dpkg", "--force-confold", "-i", f"/{newer.name}")
    assert settings.read_text() == own
    assert (root.folder / "etc/tresen.toml.dpkg-dist").read_text().endswith("says more.\n")
    await still_there(root, port, link, tmp_path)

    root.run("dpkg", "-r", "tresen")
    assert settings.read_text() == own
    assert (root.folder / "var/lib/tresen/tresen.db").exists()
    assert not (root.folder / "usr/lib/tresen").exists()
    assert not (root.folder / "usr/bin/tresen").exists()

    root.run("dpkg", "-i", f"/{newer.name}")
    await still_there(root, port, link, tmp_path)
    root.run("dpkg", "-P", "tresen")
    left = [each for part in ("etc", "usr", "var") for each in (root.folder / part).rglob("*tresen*")]
    assert [each for each in left if "dpkg" not in each.parts] == []


async def first_message(root: Root, port: int, folder: Path) -> str:
    """By the set-up link that the server laid into its data folder. Returns the link on the sign."""
    with serving(root, port) as data:
        link = (data / "setup-link").read_text().strip()
        owner = await Owner.setup(
            link, keys=folder / "owner.keys", handle="sonnenschein", profile=PROFILE, name="Anna"
        )
        async with asyncio.timeout(PATIENCE), owner:
            async with Customer.start(owner.customer_link, keys=folder / "krause.keys") as krause:
                await krause.send("Guten Tag")
                got = await anext(aiter(owner.messages()))
                assert (got.text, got.trouble) == ("Guten Tag", None)
            return owner.customer_link


async def still_there(root: Root, port: int, link: str, folder: Path) -> None:
    """The customer's device finds the conversation as it was."""
    with serving(root, port):
        async with asyncio.timeout(PATIENCE), Customer.start(link, keys=folder / "krause.keys") as krause:
            assert [each.text for each in await krause.history()] == ["Guten Tag"]


@contextlib.contextmanager
def serving(root: Root, port: int) -> Iterator[Path]:
    """The server as its unit starts it, until it is ready, as its own user; the data folder."""
    [line] = re.findall(r"^ExecStart=(.+)$", (root.folder / UNIT).read_text(), re.MULTILINE)
    with root.start("tresen", *line.split()) as server:
        try:
            deadline = time.monotonic() + PATIENCE
            while not ready(port):
                assert server.poll() is None, server.stderr.read().decode()[-2000:] if server.stderr else ""
                assert time.monotonic() < deadline, "it did not become ready"
                time.sleep(0.1)  # another process: there is nothing to wait on
            yield root.folder / "var/lib/tresen"
        finally:
            server.terminate()
            server.wait(PATIENCE)


def ready(port: int) -> bool:
    try:
        return (
            httpx.get(f"http://127.0.0.1:{port}/readyz", trust_env=False, timeout=PATIENCE).status_code == 200
        )
    except httpx.TransportError:
        return False
