"""The commands of the pages, typed as they are printed, in a machine that has only Debian's packages.

One machine for all pages: it is installed by one of them, and the others go on with it, as a host would.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world.bakery import PROFILE
from tests.world.machine import Machine, machine
from tests.world.printed import follow, run_blocks
from tests.world.released import relabelled, release

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SERVER = "http://127.0.0.1:8080"
BACKUP = "/mnt/backup/tresen"

AUTHORITY = "/var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt"
SET_UP = f"""
import asyncio, json, ssl, sys
from tresen.client import Owner

async def main():
    link, handle, profile = sys.argv[1:]
    tls = ssl.create_default_context(cafile="{AUTHORITY}")
    keys = f"/root/{{handle}}.keys"
    async with Owner.setup(link, keys=keys, handle=handle, profile=json.loads(profile), name="Anna", tls=tls):
        pass

asyncio.run(main())
"""
"""An owner's five steps, by a program."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as a release has it."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    with machine(tmp_path_factory.mktemp("machine")) as made:
        yield made


@pytest.fixture(scope="module")
def installed(bare: Machine, wheel: Path) -> Machine:
    """The machine after the five minutes: the server runs as its user, in its unit."""
    for each in (wheel, DEPLOY / "tresen.toml", DEPLOY / "tresen.service"):
        bare.lay(each, f"/root/{each.name}")
    page = "docs/howto/five-minutes.md"
    follow(bare, page, online=True, typed="y\n", part=slice(1))
    follow(bare, page, part=slice(1, 2))
    bare.answers(f"{SERVER}/readyz")
    [link] = follow(bare, page, part=slice(2, None))
    proxied(bare)
    set_up(bare, link.out.split()[-1], "baeckerei-sonnenschein")
    return bare


def proxied(at: Machine) -> None:
    """Caddy before the server, with `deploy/Caddyfile` and a certificate of its own, which this machine trusts."""
    at.lay(DEPLOY / "Caddyfile", "/etc/caddy/Caddyfile")
    done = at.run(
        "echo '127.0.0.1 chat.example.org' >>/etc/hosts\n"
        "sed -i 's/^chat.example.org {/&\\n\\ttls internal/' /etc/caddy/Caddyfile\n"
        "systemctl start caddy\n"
        f"until [ -s {AUTHORITY} ] && grep -q 'certificate obtained' /var/log/caddy.out; do sleep 0.1; done\n"
        f"cat {AUTHORITY} >>/etc/ssl/certs/ca-certificates.crt\n",
        seconds=60,
    )
    assert not done.failed, at.logs()


def set_up(at: Machine, link: str, handle: str) -> None:
    """A business on that machine."""
    words = ["/opt/tresen/bin/python", "-Bc", SET_UP, link, handle, json.dumps(PROFILE)]
    done = subprocess.run(at.command(*words), capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr


def shape(lines: list[str]) -> list[str]:
    """What is the same each time: no hours, no secrets, nothing that a page leaves out."""
    return [re.sub(r"setup=\w+|\d\d:\d\d", "…", line) for line in lines]


def test_five_minutes(installed: Machine) -> None:
    """It serves, as its own user, the version that was installed."""
    process = installed.path("/run/tresen.pid").read_text()
    status = installed.run(f"ps -o user= -p {process}; tresen version")
    assert status.out.split()[:2] == ["tresen", "tresen"], status


def test_set_up(installed: Machine) -> None:
    """A further link is made and printed in the form that the page shows; the sign is drawn."""
    page = "docs/howto/set-up.md"
    [more, sign] = follow(installed, page)
    assert shape(more.out.splitlines()) == shape(run_blocks(page)[0].shown)
    assert "https://chat.example.org/baeckerei-sonnenschein" in sign.out
    assert installed.path("/root/sign.svg").read_text().startswith("<")


def test_businesses(installed: Machine) -> None:
    """A second business is exported and removed; the first one is served on."""
    made = installed.run("tresen business add --config /etc/tresen.toml")
    set_up(installed, made.out.split()[-1], "blumen-flora")
    [done] = follow(installed, "docs/howto/businesses.md", typed="blumen-flora\n")
    assert list(installed.path("/srv/export/blumen-flora").iterdir()), done.out
    assert json.loads(installed.path("/var/lib/tresen/receipt.json").read_text())
    installed.answers(f"{SERVER}/baeckerei-sonnenschein")
    listed = installed.run("tresen business list --config /etc/tresen.toml")
    assert "baeckerei-sonnenschein" in listed.out
    assert "blumen-flora" not in listed.out


def test_backup(installed: Machine) -> None:
    """Made, tried, restored: the business is back, and served. A key for sealed ones is made."""
    nightly, tried, restored, key = follow(installed, "docs/howto/backup.md")
    assert nightly.out and tried.out and restored.out
    assert re.search(r"backup-key-\w+", key.out)
    installed.answers(f"{SERVER}/baeckerei-sonnenschein")
    assert installed.path("/var/lib/tresen.old/tresen.db").exists()


def test_update(installed: Machine, wheel: Path, tmp_path: Path) -> None:
    """A signed release takes the place of the one that runs, and goes again."""
    folder = tmp_path / "release-1.1.0"
    folder.mkdir()
    key = release(folder, relabelled(wheel, folder, "1.1.0"))
    installed.lay(folder, f"/root/{folder.name}")
    installed.lay(key, "/opt/tresen/release.pem")
    page = "docs/howto/update.md"
    [updated] = follow(installed, page, part=slice(1))
    installed.answers(f"{SERVER}/readyz")
    assert "tresen 1.1.0" in installed.run("tresen version").out, updated
    follow(installed, page, part=slice(1, None))
    installed.answers(f"{SERVER}/readyz")
    assert "tresen 1.1.0" not in installed.run("tresen version").out


def test_hours(installed: Machine) -> None:
    """What the reference of the hours file shows is what is printed, to the letter."""
    page = "docs/reference/hours-file.md"
    text = (ROOT / page).read_text()
    good = json.loads(next(found for found in re.findall(r"```json\n(.*?)```", text, re.DOTALL)))
    wrong = good | {
        "time_zone": "Europe/Berln",
        "weekly": {"mon": [["06:00", "13:00"], ["12:00", "18:00"]]},
        "exceptions": [{"from": "2027-01-03", "to": "2027-01-02", "intervals": []}],
    }
    installed.path("/root/bakery.json").write_text(json.dumps(good))
    installed.path("/root/wrong.json").write_text(json.dumps(wrong))
    for block in run_blocks(page):
        done = installed.run(block.script)
        assert done.out.splitlines() == block.shown
        assert [each[:2] for each in done.failed] == (["2 "] if "wrong" in block.script else [])
