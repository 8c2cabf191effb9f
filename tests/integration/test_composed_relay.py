"""coturn as the containers' one file starts it: with an address and ports of its own, behind those that are published."""

from __future__ import annotations

import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.integration.test_deployed_relay import FORBIDDEN, SECONDS, Deployed, opened, until_answering
from tests.services import missing
from tests.world.composed import COMPOSE, read, services
from tests.world.deployed import started
from tests.world.netns import HOST4, STRANGER4, Net, street, wire
from tresen.cli import doctor_relay
from tresen.cli.turn import TurnError, place_of
from tresen.config import load
from tresen.demo.relay import is_installed

NO_TCP_RELAY = 442
SECRET = secrets.token_hex(32)
URLS = f"turn:{HOST4}:3478?transport=udp,turn:{HOST4}:3478?transport=tcp"
CALLS = {
    "TRESEN_HOST": "chat.example.net",
    "COMPOSE_PROFILES": "calls",
    "TRESEN_RELAY_PUBLIC": HOST4,
    "TRESEN_RELAY_SECRET": SECRET,
    "TRESEN_RELAY_URLS": URLS,
}
_AS_CONTAINER = """
bound=$1 program=$2
shift 2
for each in /var/lib/coturn /var/tmp; do mount -t tmpfs -o mode=1777 tmpfs "$each" 2>/dev/null || :; done
mount --bind "$program" /usr/bin/turnserver
exec setpriv --reuid nobody --regid nogroup --clear-groups --bounding-set="$bound" --inh-caps=-all -- "$@"
"""
"""The image's user, its folders in memory, its program with a capability of its own, and no more than compose leaves it."""


def relay(env: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = services(env, COMPOSE)["coturn"]
    return found


def command(service: dict[str, Any], folder: Path) -> list[str]:
    """As an engine starts it. The image's turnserver bears CAP_NET_BIND_SERVICE (its Dockerfile), Debian's does not."""
    if shutil.which("setcap") is None:
        missing("setcap (apt-get install libcap2-bin)")
    program = folder / "turnserver"
    shutil.copyfile(shutil.which("turnserver") or "", program)
    program.chmod(0o755)
    subprocess.run(["setcap", "cap_net_bind_service=+ep", program], check=True)
    bound = ",".join(["-all", *(f"+{each.lower()}" for each in service.get("cap_add", ()))])
    words = [*service["entrypoint"], *service["command"]]
    return ["sh", "-euc", _AS_CONTAINER, "sh", bound, str(program), *words]


def publish(host: Net, inner: Net, gateway: str, service: dict[str, Any]) -> None:
    """What an engine does for `ports`: packets to the host go on to the container, and it answers by way of the host."""
    address = service["networks"]["inside"]["ipv4_address"]
    rules = [
        f"ip daddr {HOST4} {each['protocol']} dport {each['published']} dnat to {address}"
        for each in service["ports"]
    ]
    table = (
        "table ip published {\n chain into { type nat hook prerouting priority dstnat; "
        + "; ".join(rules)
        + "; }\n chain out { type nat hook postrouting priority srcnat; ip saddr 172.31.83.0/24 "
        "ip daddr != 172.31.83.0/24 masquerade; }\n}\n"
    )
    subprocess.run(host.command("nft", "-f", "-"), input=table, text=True, check=True)
    subprocess.run(host.command("sysctl", "-qw", "net.ipv4.ip_forward=1"), check=True)
    subprocess.run(inner.command("ip", "route", "add", "default", "via", gateway), check=True)


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    if not is_installed() or shutil.which("nft") is None:
        missing("coturn and nftables")
    folder = tmp_path_factory.mktemp("composed")
    service = relay(CALLS)
    address = service["networks"]["inside"]["ipv4_address"]
    settings = load({"data": str(folder)}, services(CALLS, COMPOSE)["tresen"]["environment"])
    with ExitStack() as stack:
        place = stack.enter_context(street())
        inner = stack.enter_context(wire(place.host, "inside", "172.31.83.1", address))
        publish(place.host, inner, "172.31.83.1", service)
        words = command(service, folder)
        env = service["environment"]
        stack.enter_context(started(inner, folder / "coturn.out", words, (address, 3478), env))
        place.stranger.call(until_answering, place_of(settings.relay_urls[0]))
        yield Deployed(place, settings, service["environment"]["TURNSERVER"])


def test_two_devices_reach_each_other(deployed: Deployed) -> None:
    """[C9] From outside, by the published ports: a packet passes from one relayed address to the other, and back."""

    def passed() -> list[bytes | None]:
        with ExitStack() as stack:
            anna = opened(deployed, stack, name="anna")
            ben = opened(deployed, stack, name="ben")
            assert anna.address.host == ben.address.host == HOST4
            anna.permit(ben.address.host)
            ben.permit(anna.address.host)
            anna.send(ben.address, b"from anna")
            there = ben.receive(SECONDS)
            ben.send(anna.address, b"from ben")
            back = anna.receive(SECONDS)
            return [each[1] if each else None for each in (there, back)]

    assert deployed.street.stranger.call(passed) == [b"from anna", b"from ben"]


def test_it_is_reached_by_tcp_and_relays_none(deployed: Deployed) -> None:
    """[C9] Networks without UDP reach it by TCP; nobody gets a TCP connection out of it."""

    def tried() -> int | None:
        with ExitStack() as stack:
            with pytest.raises(TurnError) as caught:
                opened(deployed, stack, tcp=True)
            return caught.value.code

    assert deployed.street.stranger.call(tried) == NO_TCP_RELAY


@pytest.mark.parametrize("peer", ["172.31.83.1", "172.31.83.2", "172.31.83.3", "127.0.0.1", STRANGER4])
def test_nobody_else_is_reached(deployed: Deployed, peer: str) -> None:
    """[C9] Neither Tresen and Caddy on the inner network, nor the host, nor a stranger."""

    def refused() -> int | None:
        with ExitStack() as stack:
            held = opened(deployed, stack)
            with pytest.raises(TurnError) as caught:
                held.permit(peer)
            return caught.value.code

    assert deployed.street.stranger.call(refused) == FORBIDDEN


def test_doctor_finds_it_good(deployed: Deployed) -> None:
    """With the settings that the same .env gives Tresen."""
    found = deployed.street.stranger.call(doctor_relay.relay, deployed.settings)
    assert found.good, found


def test_its_ports_are_those_that_it_uses(deployed: Deployed) -> None:
    """Every port of a relayed address is published, and as many calls fit as it allows."""
    said = dict(line.split("=", 1) for line in deployed.config.splitlines() if "=" in line)
    used = range(int(said["min-port"]), int(said["max-port"]) + 1)
    published = {(int(each["published"]), each["protocol"]) for each in relay(CALLS)["ports"]}
    assert {(port, "udp") for port in used} | {(3478, "udp"), (3478, "tcp")} == published
    assert int(said["total-quota"]) == len(used)


@pytest.mark.parametrize("lacking", ["TRESEN_RELAY_SECRET", "TRESEN_RELAY_PUBLIC"])
def test_it_says_what_is_missing(tmp_path: Path, lacking: str) -> None:
    """Without a secret or an address nothing is started, and the log names the line that .env lacks."""
    env = {name: value for name, value in CALLS.items() if name != lacking}
    service = relay(env)
    words = [*service["entrypoint"], *service["command"]]
    plain = {"PATH": str(tmp_path), **service["environment"]}
    done = subprocess.run(words, env=plain, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert f"set {lacking} in .env" in done.stderr


def test_without_calls_there_is_no_relay() -> None:
    """One line in .env starts Tresen and Caddy alone, and Tresen knows no relay."""
    found = services({"TRESEN_HOST": "chat.example.net"}, COMPOSE)
    assert set(found) == {"tresen", "caddy"}
    assert not any(found["tresen"]["environment"].values())


def test_without_a_name_nothing_starts() -> None:
    """Compose refuses, and says which line .env lacks."""
    done = read({}, COMPOSE)
    assert done.returncode != 0
    assert "set TRESEN_HOST in .env" in done.stderr
