"""The commands of the pages, typed as they are printed, in a machine that has only Debian's packages.

One machine for all pages: it is installed by one of them, and the others go on with it, as a host would.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services import missing
from tests.world.bakery import PROFILE
from tests.world.machine import TESTED, Machine, machine
from tests.world.patience import INSTALLED, PATIENCE
from tests.world.printed import follow, run_blocks
from tests.world.released import relabelled, release
from tresen import __version__
from tresen.cli.installing.plan import TEMPLATES

pytestmark = pytest.mark.timeout(INSTALLED)

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
TUTORIAL = "docs/tutorial/from-a-bare-server-to-the-sign.md"
SERVER = "http://127.0.0.1:8080"

AUTHORITY = "/var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt"
AS_TESTED = {"PIP_CONSTRAINT": TESTED, "PIP_FIND_LINKS": "/root"}
"""For pages that take libraries as the index has them that day."""
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
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the sources as they lie here."""
    made = tmp_path_factory.mktemp("source") / "tresen.git"
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in filter(None, listed):
        if (ROOT / name).exists():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, made / name)
    git(made, "init", "-q")
    git(made, "add", "-A")
    git(made, "-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-q", "-m", "As it lies here")
    return made


def git(folder: Path, *words: str) -> str:
    command = ["git", "-c", "safe.directory=*", "-C", str(folder), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


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
    follow(bare, page, online=True, env=AS_TESTED, typed="y\n", part=slice(1))
    follow(bare, page, part=slice(1, 2))
    bare.answers(f"{SERVER}/readyz")
    [link] = follow(bare, page, part=slice(2, None))
    bare.lay(DEPLOY / "Caddyfile", "/etc/caddy/Caddyfile")
    proxied(bare, "127.0.0.1")
    set_up(bare, link.out.split()[-1], "baeckerei-sonnenschein")
    return bare


def proxied(at: Machine, address: str) -> None:
    """Caddy at that address, before the server, with a certificate of its own, which this machine trusts."""
    done = at.run(
        f"echo '{address} chat.example.org' >>/etc/hosts\n"
        "sed -i 's/^chat.example.org {/&\\n\\ttls internal/' /etc/caddy/Caddyfile\n"
        "systemctl restart caddy\n"
        f"until [ -s {AUTHORITY} ] && grep -q 'certificate obtained' /var/log/caddy.out; do sleep 0.1; done\n"
        f"cat {AUTHORITY} >>/etc/ssl/certs/ca-certificates.crt\n"
    )
    assert not done.failed, at.logs()


def set_up(at: Machine, link: str, handle: str) -> None:
    """A business on that machine."""
    words = ["/opt/tresen/bin/python", "-Bc", SET_UP, link, handle, json.dumps(PROFILE)]
    done = subprocess.run(at.command(*words), capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr


def shape(lines: list[str]) -> list[str]:
    """What is the same each time: no hours, no secrets, nothing that a page leaves out."""
    return [re.sub(r"setup=\w+|\d\d:\d\d", "…", line) for line in lines]


def test_the_wheel_has_what_install_lays(wheel: Path) -> None:
    """`tresen install` needs no sources: each file of `deploy/` that it lays is in the package, as it is here."""
    with zipfile.ZipFile(wheel) as packed:
        for name in TEMPLATES:
            assert packed.read(f"tresen/deploy/{name}") == (DEPLOY / name).read_bytes()


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


@pytest.fixture(scope="module")
def kept(installed: Machine) -> Machine:
    """The machine with its nightly backup."""
    [nightly] = follow(installed, "docs/howto/backup.md", part=slice(1))
    assert nightly.out.startswith("Backup of ")
    return installed


def test_backup(kept: Machine) -> None:
    """Made, tried, restored: the business is back, and served. A key for sealed ones is made."""
    tried, restored, key = follow(kept, "docs/howto/backup.md", part=slice(1, None))
    assert tried.out
    assert restored.out
    assert re.search(r"backup-key-\w+", key.out)
    kept.answers(f"{SERVER}/baeckerei-sonnenschein")
    assert kept.path("/var/lib/tresen.old/tresen.db").exists()


def test_update(kept: Machine, wheel: Path, tmp_path: Path) -> None:
    """A signed release takes the place of the one that runs, goes again, and comes back."""
    folder = tmp_path / "release-1.1.0"
    folder.mkdir()
    key = release(folder, relabelled(wheel, folder, "1.1.0"))
    kept.lay(folder, f"/root/{folder.name}")
    kept.lay(key, "/opt/tresen/release.pem")
    page = "docs/howto/update.md"
    [updated] = follow(kept, page, part=slice(1))
    kept.answers(f"{SERVER}/readyz")
    assert "tresen 1.1.0" in kept.run("tresen version").out, updated
    for part, is_new in ((slice(1, 2), False), (slice(2, None), True)):
        follow(kept, page, part=part)
        kept.answers(f"{SERVER}/readyz")
        assert ("tresen 1.1.0" in kept.run("tresen version").out) == is_new


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


def test_the_readme_in_a_checkout(tmp_path: Path) -> None:
    """A server is started from the sources, examined beside its running, and backed up."""
    with machine(tmp_path, ROOT) as checkout:
        if checkout.run(f"{ROOT}/.venv/bin/python --version").failed:
            missing("the Python of .venv, where Debian has it")
        [block] = run_blocks("README.md")
        serve, *rest = block.script.splitlines()
        with subprocess.Popen(
            checkout.command("sh", "-c", f"cd {ROOT} && exec {serve}"), stdout=subprocess.DEVNULL
        ) as server:
            checkout.answers(f"{SERVER}/readyz")
            done = checkout.run("\n".join([f"cd {ROOT}", *rest]))
            assert [each for each in done.failed if "doctor" not in each] == [], done.out
            assert list(checkout.path("/mnt/backup/content").iterdir())
            server.terminate()


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory, source: Path) -> Iterator[Machine]:
    """The machine after the first section of the tutorial: Tresen is built from its sources and installed."""
    with machine(tmp_path_factory.mktemp("hosted")) as made:
        made.lay(source, "/srv/tresen.git")
        own = {"SOURCE": "/srv/tresen.git"}
        [done] = follow(made, TUTORIAL, online=True, typed="y\n" * 3, values=own, part=slice(1))
        assert re.search(r"web: building the apps: done in \d+ s", done.out), "the build is silent"
        yield made


@pytest.mark.long
def test_the_tutorial_is_installed(hosted: Machine) -> None:
    """Sources are fetched and built, with a line now and then that says how far it is; the user `tresen` can run it."""
    assert not hosted.run("runuser -u tresen -- tresen version").failed


@pytest.mark.long
def test_the_tutorial_to_the_sign_and_the_call(hosted: Machine) -> None:
    """All later sections in order: it serves behind Caddy, the sign is drawn, and a call would pass its relay."""
    ipv4, ipv6 = "45.67.89.7", "2a0e:1:2:3::7"
    # What apt asks for beyond this machine's packages is fetched before: later sections run services, without a network.
    hosted.run("apt-get install -y --download-only coturn nftables", online=True)
    hosted.run(f"ip address add {ipv4}/32 dev lo; ip address add {ipv6}/128 dev lo nodad; ip link set lo up")
    follow(hosted, TUTORIAL, values={"NAME": "chat.example.org"}, part=slice(1, 2))
    proxied(hosted, ipv4)
    follow(hosted, TUTORIAL, part=slice(2, 3))
    hosted.answers(f"{SERVER}/readyz")
    [link] = follow(hosted, TUTORIAL, part=slice(3, 4))
    set_up(hosted, link.out.split()[-1], "sonnenschein")
    follow(hosted, TUTORIAL, part=slice(4, 5))
    assert hosted.path("/root/sign.svg").read_text().startswith("<")
    own = {"NAME": "chat.example.org", "IPV4": ipv4, "IPV6": ipv6}
    follow(hosted, TUTORIAL, typed="y\n", values=own, part=slice(5, None))
    hosted.answers(f"{SERVER}/readyz")
    examined = hosted.run("runuser -u tresen -- tresen doctor --config /etc/tresen.toml")
    assert not re.search(r"^BAD +relay", examined.out, re.MULTILINE), examined.out + hosted.logs()


@pytest.mark.long
def test_a_release_is_installed(wheel: Path, tmp_path: Path) -> None:
    """Its list and its files are verified by Debian's own programs; what is installed runs."""
    folder = tmp_path / "release"
    folder.mkdir()
    key = release(folder, wheel)
    with machine(tmp_path) as at:
        for each in folder.iterdir():
            at.lay(each, f"/root/{each.name}")
        at.lay(key, "/root/release.pem")
        done, _ = follow(at, "docs/reference/releases.md", online=True)
        assert not at.run("bots/bin/python -c 'import tresen.client'").failed
        assert done.out.splitlines()[-1].startswith(f"tresen {__version__}")
        assert at.path("/opt/tresen/release.pem").read_bytes() == key.read_bytes()


@pytest.mark.long
def test_verify_is_installed(wheel: Path, tmp_path: Path) -> None:
    """On somebody's own computer, from the release's wheel, in the version that the page names by a variable."""
    with machine(tmp_path) as at:
        at.lay(wheel, f"/root/{wheel.name}")
        own = {"VERSION": __version__}
        follow(at, "docs/howto/verify.md", online=True, env=AS_TESTED, values=own)
        assert at.run("tresen/bin/tresen --version").out.startswith(f"tresen {__version__}")
