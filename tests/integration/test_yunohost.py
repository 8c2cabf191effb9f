"""YunoHost's app as its scripts do it, in a bare Debian: installed, backed up, purged, restored, upgraded, removed.

Its helpers are stood in for by tests/world/yunohost.sh, and systemd by tests/world/systemctl.py; nginx, Debian's package
manager and Tresen's package are the real ones. Nobody has run it on a YunoHost.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from supply import apps, deb
from tests.services import missing
from tests.world.bakery import PROFILE
from tests.world.debian import Root
from tests.world.machine import Machine, machine
from tests.world.patience import INSTALLED, PATIENCE

pytestmark = [pytest.mark.timeout(INSTALLED), pytest.mark.long]
NAME = "chat.example.de"
HELPERS = Path(__file__).parents[1] / "world/yunohost.sh"
PYTHON = "/usr/lib/tresen/bin/python3"
SITE = f"""server {{
    listen 443 ssl;
    server_name {NAME};
    ssl_certificate /root/cert.pem;
    ssl_certificate_key /root/key.pem;
    include /etc/nginx/conf.d/{NAME}.d/*.conf;
}}
"""
"""As YunoHost has it for a domain."""
CLIENT = """
import asyncio, json, ssl, sys
from pathlib import Path
from tresen.client import Customer, Owner

async def main():
    setup, profile = sys.argv[1:]
    tls = ssl.create_default_context(cafile="/root/cert.pem")
    link = Path("/root/link")
    if setup:
        given = {"keys": "/root/anna.keys", "handle": "sonnenschein", "profile": json.loads(profile), "name": "Anna"}
        async with Owner.setup(setup, tls=tls, **given) as owner:
            link.write_text(owner.customer_link)
    async with asyncio.timeout(100), Customer.start(link.read_text(), keys="/root/krause.keys", tls=tls) as krause:
        if setup:
            await krause.send("Guten Tag")
        print(json.dumps([each.text for each in await krause.history()]))

asyncio.run(main())
"""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A Debian with nginx and a certificate of its own; the app where YunoHost unpacks it, and Tresen's package."""
    if not all(map(shutil.which, ("dpkg-deb", "x86_64-linux-gnu-strip", "openssl"))):
        missing("dpkg-deb, binutils, openssl, on amd64")
    folder = tmp_path_factory.mktemp("yunohost")
    build: list[str | Path] = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(build, check=True, capture_output=True)
    package = deb.build(next(folder.glob("*.whl")), "amd64", folder, press=0)
    root = Root(
        folder / "debian", "systemd", "ca-certificates", "python3", "adduser", "nginx-light", "libstdc++6"
    )
    try:
        with machine(folder, base=root.folder) as made:
            made.lay(package, "/root/package.deb")
            made.lay(HELPERS, "/usr/share/yunohost/helpers")
            made.lay(apps.HOME / "yunohost", "/root/app")
            ready(made)
            yield made
    finally:
        shutil.rmtree(root.folder)


def ready(at: Machine) -> None:
    with at.path("/etc/hosts").open("a") as hosts:
        hosts.write(f"127.0.0.1 localhost {NAME}\n")
    key, cert = at.path("/root/key.pem"), at.path("/root/cert.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", key, "-out", cert],
        check=True, capture_output=True,
    )  # fmt: skip
    at.path("/etc/nginx/sites-enabled/default").unlink()
    at.path("/etc/nginx/sites-enabled/default").write_text(SITE)
    assert not at.run("mkdir -p /var/log/nginx /var/lib/nginx; nginx").failed


def script(at: Machine, name: str, *, within: str = "/root/app/scripts", file: str = "", **more: str) -> str:
    """Run one of the app's scripts as YunoHost does: in its folder, with the app's settings in the environment."""
    own = {"app": "tresen", "domain": NAME, "port": "8080", "install_dir": "/opt/yunohost/tresen", **more}
    given = " ".join(f"{variable}={value}" for variable, value in own.items())
    done = at.run(f"cd {within}\nenv {given} bash {file or name}")
    assert not done.failed, f"{name}: {done.out[-3000:]}\n{at.logs()}"
    return done.out


def answers(at: Machine) -> None:
    """It serves through nginx, with its own certificate."""
    at.answers("http://127.0.0.1:8080/readyz")


def said(at: Machine, setup: str = "") -> list[str]:
    """The customer's conversation, by way of nginx: pages, WebSocket and all."""
    words = [PYTHON, "-Ic", CLIENT, setup, json.dumps(PROFILE)]
    done = subprocess.run(at.command(*words), capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr + at.logs()
    found: list[str] = json.loads(done.stdout)
    return found


def test_the_apps_life(host: Machine) -> None:
    """Messages outlive a purge by the backup, an upgrade, and a removal; a purge takes them; nothing secret is printed."""
    shown = script(host, "install")
    answers(host)
    link = host.path("/var/lib/tresen/setup-link").read_text().strip()
    assert link not in shown
    assert host.run("stat -c '%U %G %a' /etc/tresen.toml").out.split() == ["root", "tresen", "640"]
    assert said(host, link) == ["Guten Tag"]

    host.run("mkdir -p /root/archive/backup /root/broken; cp -a /root/app /root/archive/settings")
    host.path("/root/broken/tresen").write_text('#!/bin/sh\nmkdir "$5"\nexit 1\n')
    before = host.run("chmod +x /root/broken/tresen; ls /tmp").out
    failing = f"env app=tresen domain={NAME} install_dir=/opt/yunohost/tresen PATH=/root/broken:$PATH"
    assert host.run(f"cd /root/archive/backup\n{failing} bash ../settings/scripts/backup").failed
    assert host.run("ls /tmp").out == before
    script(host, "backup", within="/root/archive/backup", file="../settings/scripts/backup")
    script(host, "remove", YNH_APP_PURGE="1")
    assert not host.path("/var/lib/tresen").exists()
    assert not host.path("/etc/tresen.toml").exists()

    told = script(host, "restore", within="/root/archive/backup", file="../settings/scripts/restore")
    assert "erase them again" in told
    answers(host)
    assert said(host) == ["Guten Tag"]

    script(host, "upgrade")
    answers(host)
    assert said(host) == ["Guten Tag"]

    script(host, "remove")
    assert host.path("/var/lib/tresen/tresen.db").exists()
    assert not host.path(f"/etc/nginx/conf.d/{NAME}.d/tresen.conf").exists()
    script(host, "install")
    answers(host)
    assert said(host) == ["Guten Tag"]


def test_nginx_writes_nobody_down(host: Machine) -> None:
    """[A8] No address, no path, no browser of a customer in nginx's logs, as its settings for this app say."""
    logs = list(host.path("/var/log/nginx").iterdir())
    assert logs
    assert not re.search(r"sonnenschein|/live|127\.0\.0\.1 - ", "".join(each.read_text() for each in logs))
