"""From the package to the first message, in a bare Debian: one command, two answers, at most three minutes of machine time.

What stands in for what: for systemd as process one tests/world/systemctl.py, which starts the same units with their limits;
for the authority for certificates Caddy's own; for the browsers of owner and customer the Python client.
Everything else is the host's own path. Processor time is counted, since a busy machine takes longer on the wall.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from supply import deb
from tests.services import missing
from tests.world.bakery import PROFILE
from tests.world.debian import Root
from tests.world.machine import Machine, machine
from tests.world.patience import INSTALLED, PATIENCE

pytestmark = [pytest.mark.timeout(INSTALLED), pytest.mark.long]
NAME = "chat.example.de"
ADDRESS = "45.67.89.7"
MOST_SECONDS = 180.0
AUTHORITY = "/var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt"
PYTHON = "/usr/lib/tresen/bin/python3"
CONVERSATION = """
import asyncio, json, ssl, sys
from tresen.client import Customer, Owner

async def main():
    link, profile, authority = sys.argv[1:]
    tls = ssl.create_default_context(cafile=authority)
    given = {"keys": "/root/anna.keys", "handle": "sonnenschein", "profile": json.loads(profile), "name": "Anna"}
    owner = await Owner.setup(link, tls=tls, **given)
    async with asyncio.timeout(100), owner:
        async with Customer.start(owner.customer_link, keys="/root/krause.keys", tls=tls) as krause:
            await krause.send("Guten Tag, haben Sie Mohnkuchen?")
            got = await anext(aiter(owner.messages()))
            await owner.reply(got, "Ja, bis 13 Uhr.")
            async for answer in krause.messages():
                if answer.text != got.text:  # her own comes first
                    break
            print(json.dumps([got.text, answer.text]))

asyncio.run(main())
"""


@dataclass
class Newcomer:
    """The steps of a newcomer, with what each took."""

    at: Machine
    taken: dict[str, tuple[float, float]] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count a step: seconds on the wall, and of processor time by all that ran meanwhile."""
        wall, spent = time.monotonic(), self.at.spent()
        yield
        self.taken[name] = (time.monotonic() - wall, self.at.spent() - spent)

    def table(self) -> str:
        """As a page has it."""
        rows = [f"| {name} | {spent:.1f} s | {wall:.1f} s |" for name, (wall, spent) in self.taken.items()]
        whole = f"| **together** | **{self.spent():.1f} s** | **{sum(each[0] for each in self.taken.values()):.1f} s** |"
        return "\n".join(["| step | processor time | on the wall |", "|---|---|---|", *rows, whole])

    def spent(self) -> float:
        return sum(each[1] for each in self.taken.values())


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not all(map(shutil.which, ("dpkg-deb", "x86_64-linux-gnu-strip"))):
        missing("dpkg-deb, binutils, on amd64")
    folder = tmp_path_factory.mktemp("package")
    build: list[str | Path] = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(build, check=True, capture_output=True)
    return deb.build(next(folder.glob("*.whl")), "amd64", folder, press=1)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory, package: Path) -> Iterator[Machine]:
    """A Debian as its installer leaves it without any choice: no Python, no web server, nothing fetched yet."""
    folder = tmp_path_factory.mktemp("bare")
    root = Root(folder / "debian", "systemd", "ca-certificates")
    try:
        with machine(folder, base=root.folder) as made:
            made.lay(package, f"/root/{package.name}")
            made.on_network("ip", "address", "add", f"{ADDRESS}/32", "dev", "lo")
            with made.path("/etc/hosts").open("a") as hosts:
                hosts.write(f"127.0.0.1 localhost\n::1 localhost\n{ADDRESS} {NAME}\n")  # as an installer does
            yield made
    finally:
        shutil.rmtree(root.folder)


def certified(at: Machine) -> None:
    """Caddy's own certificate in place of the authority's, which nobody reaches from here. It takes no part in the time."""
    done = at.run(
        f"sed -i 's/^{NAME} {{/&\\n\\ttls internal/' /etc/caddy/Caddyfile; systemctl restart caddy\n"
        f"for i in $(seq 1200); do [ -s {AUTHORITY} ] && grep -q 'certificate obtained' /var/log/caddy.out && break\n"
        f"sleep 0.1; done; [ -s {AUTHORITY} ]"
    )
    assert not done.failed, at.logs()


def test_from_the_package_to_the_first_message(bare: Machine, package: Path) -> None:
    """[newcomer] `apt-get install`, `tresen install` with two answers, the link, a message and its answer."""
    steps = Newcomer(bare)
    apt = "DEBIAN_FRONTEND=noninteractive apt-get -q -y"
    with steps.step("`apt-get update`"):
        assert not bare.run(f"{apt} update", online=True).failed
    with steps.step(f"`apt-get install ./{package.name}`"):
        done = bare.run(f"{apt} install ./{package.name}", online=True)
    assert not done.failed, done.out
    with steps.step("what `tresen install` fetches for calls"):
        done = bare.run(f"{apt} install --no-install-recommends --download-only coturn nftables", online=True)
    assert not done.failed, done.out
    with steps.step(f"`tresen install {NAME}`"):
        done = bare.run(f"tresen install {NAME} --wait 0", typed="anna@example.de\nyes\n")
    links = re.findall(rf"https://{NAME}/\S*setup=\S+", done.out)
    assert links, done.out
    certified(bare)
    with steps.step("set-up link, first message, answer"):
        words = [PYTHON, "-Ic", CONVERSATION, links[0], json.dumps(PROFILE), AUTHORITY]
        said = subprocess.run(
            bare.command(*words), capture_output=True, text=True, check=False, timeout=PATIENCE
        )
    assert said.returncode == 0, said.stderr + bare.logs()
    assert json.loads(said.stdout) == ["Guten Tag, haben Sie Mohnkuchen?", "Ja, bis 13 Uhr."]
    sys.stdout.write(f"\n{steps.table()}\n")
    assert all(spent > 0 for _, spent in steps.taken.values()), steps.table()
    assert steps.spent() <= MOST_SECONDS, steps.table()
