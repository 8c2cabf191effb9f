"""The relay of `deploy/`, as it is: two devices reach each other through it, and nobody reaches anything else (C9)."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.services import missing
from tests.world.deployed import DEPLOY, TUTORIAL, as_unit, commands, etc_of
from tests.world.netns import HOST4, HOST6, STRANGER4, STRANGER6, Net, Street, street
from tresen.cli import doctor_relay
from tresen.cli.turn import Allocation, Peer, Place, TurnError, place_of
from tresen.config import Settings
from tresen.demo.relay import is_installed
from tresen.desk.calls.relay import credentials
from tresen.desk.calls.switchboard import Relay

SECONDS = 3.0
FORBIDDEN = 403
QUOTA_REACHED = 486
OUTER = "45.67.89.200"


@dataclass(frozen=True)
class Deployed:
    """The running relay, and what a server is set to."""

    street: Street
    settings: Settings
    config: str

    @property
    def host(self) -> Net:
        return self.street.host


def filled_in(folder: Path, *, ipv4: str = HOST4, ipv6: str | None = HOST6) -> Path:
    """turnserver.conf by the tutorial's own commands: secret, realm, addresses, and nothing else."""
    file = folder / "turnserver.conf"
    shutil.copyfile(DEPLOY / "turnserver.conf", file)
    lines = [line for line in commands("6. Calls") if line.startswith(("SECRET=", "sed -i"))]
    if ipv6 is None:
        lines = [line for line in lines if "$IPV6" not in line]
    own = f"set -eu; NAME=relay.example.net IPV4={ipv4} IPV6={ipv6 or ''}"
    script = "\n".join([own, *lines]).replace("/etc/turnserver.conf", str(file))
    subprocess.run(["sh", "-c", script], check=True)
    return file


def certificate(folder: Path) -> dict[str, Path]:
    """One for the relay's addresses, where the file says that it lies."""
    made = {"turnserver/fullchain.pem": folder / "chain.pem", "turnserver/privkey.pem": folder / "key.pem"}
    names = f"subjectAltName=IP:{HOST4},IP:{HOST6}"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=relay.example.net", "-addext", names, "-keyout", folder / "key.pem", "-out", folder / "chain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    return made


@contextmanager
def relay_on(
    place: Street, folder: Path, config: Path, urls: tuple[str, ...], *, shielded: bool = True
) -> Iterator[Deployed]:
    """The unit's commands as the unit's users, with the files where they belong. Not `shielded`: without the first one."""
    if not is_installed():
        missing("needs coturn (apt-get install coturn)")
    if shutil.which("nft") is None:
        missing("needs nftables (apt-get install nftables)")
    if shielded:
        subprocess.run(place.host.command("nft", "-f", DEPLOY / "turnserver.nft"), check=True)
    etc = etc_of(folder, {"turnserver.conf": config, **certificate(folder)})
    text = config.read_text()
    secret = text.partition("\nstatic-auth-secret=")[2].partition("\n")[0]
    listening = text.partition("\nlistening-ip=")[2].partition("\n")[0]
    settings = Settings(folder, "https://chat.example.net", relay_urls=urls, relay_secret=secret)
    with as_unit(place.host, folder, etc, ("turnserver.service",), (listening, 3478)):
        place.host.call(until_answering, place_of(urls[0]))
        yield Deployed(place, settings, text)


def until_answering(place: Place) -> None:
    """Return once the relay answers by UDP too, which it takes up after TCP."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(0.1)
        asking.connect((place.host, place.port))
        for _ in range(100):
            try:
                asking.send(b"\0\1\0\0\x21\x12\xa4\x42" + os.urandom(12))
                if asking.recv(2048):
                    return
            except TimeoutError:
                continue
            except ConnectionRefusedError:
                time.sleep(0.1)
    raise AssertionError("it does not answer by UDP")


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    folder = tmp_path_factory.mktemp("deployed")
    urls = (f"turn:{HOST4}:3478?transport=udp", f"turn:{HOST4}:3478?transport=tcp", f"turns:{HOST4}:5349",
            f"turn:[{HOST6}]:3478?transport=udp")  # fmt: skip
    with street() as place, relay_on(place, folder, filled_in(folder), urls) as running:
        yield running


def opened(
    deployed: Deployed,
    stack: ExitStack,
    *,
    name: str | None = None,
    family: int | None = 4,
    tcp: bool = False,
) -> Allocation:
    """An allocation of its own, as the device called `name` gets one, or a device of its own."""
    shared = Relay(deployed.settings.relay_urls, deployed.settings.relay_secret or "")
    made = credentials(shared, time.time_ns() // 1_000_000, name or secrets.token_urlsafe(12))
    url = shared.urls[1 if tcp else 0]
    return stack.enter_context(Allocation(url, made.username, made.credential, family=family, tcp=tcp))


@pytest.mark.parametrize("family", [4, 6])
def test_two_devices_reach_each_other(deployed: Deployed, family: int) -> None:
    """[C9] A packet passes from one relayed address to the other, and one comes back, over IPv4 and IPv6."""

    def passed() -> list[bytes]:
        with ExitStack() as stack:
            anna = opened(deployed, stack, name="anna", family=family)
            ben = opened(deployed, stack, name="ben", family=family)
            assert anna.address.host == ben.address.host == {4: HOST4, 6: HOST6}[family]
            anna.permit(ben.address.host)
            ben.permit(anna.address.host)
            anna.send(ben.address, b"from anna")
            there = ben.receive(SECONDS)
            ben.send(anna.address, b"from ben")
            back = anna.receive(SECONDS)
            assert there is not None
            assert back is not None
            assert (there[0], back[0]) == (anna.address, ben.address)
            return [there[1], back[1]]

    assert deployed.host.call(passed) == [b"from anna", b"from ben"]


@pytest.mark.parametrize(
    ("family", "peer"),
    [(4, "127.0.0.1"), (4, "127.9.9.9"), (4, "0.0.0.0"), (4, "10.0.0.5"), (4, "169.254.169.254"), (4, STRANGER4),
     (4, "9.9.9.9"), (4, "192.88.99.1"), (4, "224.0.0.1"), (4, "255.255.255.255"), (6, "::1"), (6, "::"),
     (6, "::ffff:127.0.0.1"), (6, f"::ffff:{HOST4}"), (6, "64:ff9b::a00:5"), (6, "fe80::1"), (6, "fd00::1"), (6, STRANGER6),
     (6, "2620:fe::fe"), (6, "3fff::1"), (6, "ff02::1")],
)  # fmt: skip
def test_nobody_else_is_reached(deployed: Deployed, family: int, peer: str) -> None:
    """[C9] The relay forbids every address but its own: this machine, networks within, and strangers."""

    def refused() -> int | None:
        with ExitStack() as stack:
            held = opened(deployed, stack, family=family)
            with pytest.raises(TurnError) as caught:
                held.permit(peer)
            return caught.value.code

    assert deployed.host.call(refused) == FORBIDDEN


@pytest.mark.parametrize("peer", [STRANGER4, STRANGER6])
def test_no_tcp_to_a_stranger(deployed: Deployed, peer: str) -> None:
    """[C9] A stranger's mail server hears nothing: the relay speaks UDP alone."""

    def listening() -> socket.socket:
        return socket.create_server((peer, 25), family=socket.AF_INET6 if ":" in peer else socket.AF_INET)

    def tried() -> None:
        with ExitStack() as stack:
            opened(deployed, stack, family=6 if ":" in peer else 4, tcp=True).connect(Peer(peer, 25))

    with deployed.street.stranger.call(listening) as mail:
        with pytest.raises(TurnError):
            deployed.host.call(tried)
        mail.settimeout(1)
        with pytest.raises(TimeoutError):
            mail.accept()


@pytest.mark.parametrize(("family", "host", "source"), [(4, HOST4, STRANGER4), (6, HOST6, STRANGER6)])
@pytest.mark.parametrize("port", [53, 5353, 3478 + 1, 49159, 49601])
def test_what_listens_beside_the_relay_is_not_reached(
    deployed: Deployed, family: int, host: str, source: str, port: int
) -> None:
    """[C9] Whoever may call sends nothing to another UDP port of the relay's machine; a stranger outside still can."""
    kind = socket.AF_INET if family == 4 else socket.AF_INET6

    def listening() -> socket.socket:
        made = socket.socket(kind, socket.SOCK_DGRAM)
        made.bind((host, port))
        made.settimeout(5)
        return made

    def relayed() -> None:
        with ExitStack() as stack:
            held, other, third = (opened(deployed, stack, family=family) for _ in range(3))
            for each in (held, other, third):
                each.permit(host)
            held.send(Peer(host, port), b"through the relay")
            third.send(other.address, b"and behind it")
            got = other.receive(SECONDS)
            assert got is not None
            assert got[1] == b"and behind it"

    def outside() -> None:
        with socket.socket(kind, socket.SOCK_DGRAM) as sending:
            sending.bind((source, 0))
            sending.sendto(b"from outside", (host, port))

    with deployed.host.call(listening) as beside:
        deployed.host.call(relayed)
        deployed.street.stranger.call(outside)
        assert beside.recv(100) == b"from outside"


def test_the_rule_has_the_ports_of_the_configuration(deployed: Deployed) -> None:
    """[C9] turnserver.nft speaks of the ports that turnserver.conf relays; unit and tutorial have it."""
    low, high = (
        re.findall(rf"^{name}=(\d+)$", deployed.config, re.MULTILINE)[0] for name in ("min-port", "max-port")
    )
    rules = (DEPLOY / "turnserver.nft").read_text()
    line = next(each.strip() for each in rules.splitlines() if each.strip().endswith(" drop"))
    assert re.findall(r"\d+-\d+", line) == [f"{low}-{high}"] * 2
    assert (
        "ExecStartPre=+/usr/sbin/nft -f /etc/turnserver.nft\n" in (DEPLOY / "turnserver.service").read_text()
    )
    assert f"`{line}`" in TUTORIAL.read_text()
    again = deployed.host.command("nft", "-f", DEPLOY / "turnserver.nft")
    assert subprocess.run(again, check=False).returncode == 0
    listed = subprocess.run(
        deployed.host.command("nft", "list", "ruleset"), check=True, capture_output=True, text=True
    )
    assert listed.stdout.count("drop") == 1


def test_other_rules_stay_and_a_flush_is_mended(deployed: Deployed) -> None:
    """[C9] The file touches its own table alone; what a flush of all rules took, the unit's reload brings back."""

    def nft(*words: str | Path) -> str:
        done = subprocess.run(
            deployed.host.command("nft", *words), check=True, capture_output=True, text=True
        )
        return done.stdout

    unit = (DEPLOY / "turnserver.service").read_text()
    for line in (
        "PartOf=nftables.service",
        "ReloadPropagatedFrom=nftables.service",
        "After=nftables.service",
    ):
        assert f"\n{line}\n" in unit
    reload = re.findall(r"^ExecReload=\+/usr/sbin/nft (.+)$", unit, re.MULTILINE)
    assert reload == ["-f /etc/turnserver.nft"]
    ours = nft("list", "table", "inet", "tresen_relay")
    for family, name in (("inet", "filter"), ("ip", "nat"), ("inet", "firewalld")):
        nft("add", "table", family, name)
        nft("add", "chain", family, name, "mine", "{ type filter hook input priority 0; policy accept; }")
        nft("add", "rule", family, name, "mine", "udp", "dport", "9", "drop")
    try:
        theirs = nft("list", "ruleset").replace(ours, "")
        for _ in range(2):
            nft("-f", DEPLOY / "turnserver.nft")
            assert nft("list", "ruleset").replace(ours, "").split() == theirs.split()
            assert nft("list", "table", "inet", "tresen_relay") == ours
        nft("flush", "ruleset")
        assert nft("list", "ruleset") == ""
        nft("-f", DEPLOY / "turnserver.nft")
        assert nft("list", "ruleset") == ours
    finally:
        nft("flush", "ruleset")
        nft("-f", DEPLOY / "turnserver.nft")


def test_doctor_warns_of_a_relay_that_reaches_its_machine(tmp_path: Path) -> None:
    """[C9] Without the rule a packet arrives at a port that doctor opens: a warning, with what to do."""
    urls = (f"turn:{HOST4}:3478?transport=udp",)
    with (
        street() as place,
        relay_on(place, tmp_path, filled_in(tmp_path), urls, shielded=False) as running,
    ):
        checked = running.host.call(doctor_relay.relay, running.settings)
    assert (checked.good, checked.warning, "turnserver.nft" in checked.todo) == (False, True, True), checked


def test_one_device_has_its_share(deployed: Deployed) -> None:
    """[C9] Credentials made later, with another expiry, are the same device's: its allocations stay under `user-quota`."""
    quota = int(deployed.config.partition("\nuser-quota=")[2].partition("\n")[0])

    def taken() -> tuple[int, int | None]:
        with ExitStack() as stack:
            for count in range(quota + 5):
                try:
                    opened(deployed, stack, name="greedy")
                except TurnError as error:
                    opened(deployed, stack, name="another")
                    return count, error.code
            return quota + 5, None

    assert deployed.host.call(taken) == (quota, QUOTA_REACHED)


def test_doctor_is_content(deployed: Deployed, monkeypatch: pytest.MonkeyPatch) -> None:
    """[C9] Doctor finds nothing wrong with the deployed relay: UDP, TCP, TLS, IPv4, IPv6."""
    monkeypatch.setenv("SSL_CERT_FILE", str(deployed.settings.data / "chain.pem"))
    checked = deployed.host.call(doctor_relay.relay, deployed.settings)
    assert checked.good, checked
    assert checked.found.count(" gave ") == 4


V4 = "denied-peer-ip=0.0.0.0-255.255.255.255"
V6 = "denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
OWN = f"allowed-peer-ip={HOST4}"


@pytest.mark.parametrize(
    ("changes", "said"),
    [({OWN: ""}, "no call"),
     # coturn 4.6 takes a range from `::` on for IPv4 too.
     ({V4: "", V6: V6.replace("=::-", "=::1-")}, "9.9.9.9"),
     ({"no-tcp-relay": ""}, "TCP"),
     ({OWN: f"allow-loopback-peers\n{OWN}\nallowed-peer-ip=127.0.0.1"}, "127.0.0.1"),
     ({V6: ""}, "2620:fe::fe")],
)  # fmt: skip
def test_doctor_names_a_relay_that_is_open_or_shut(
    tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    """[C9] A relay through which no call goes is bad, and so is one that leads to others; what to do stands beside it."""
    config = filled_in(tmp_path)
    text = config.read_text()
    for line, instead in changes.items():
        assert f"\n{line}\n" in text
        text = text.replace(f"\n{line}\n", f"\n{instead}\n")
    config.write_text(text)
    urls = (f"turn:{HOST4}:3478?transport=udp",)
    with street() as place, relay_on(place, tmp_path, config, urls) as running:
        checked = running.host.call(doctor_relay.relay, running.settings)
    assert (checked.good, said in checked.found, "turnserver.conf" in checked.todo) == (False, True, True), (
        checked
    )


def test_behind_an_inner_address(tmp_path: Path) -> None:
    """[C9] As in most clouds: the machine has 10.0.0.5, others see the public one: a call passes, nothing else does."""
    config = filled_in(tmp_path, ipv4="10.0.0.5", ipv6=None)
    text = config.read_text().replace("#external-ip=198.51.100.7/10.0.0.5", f"external-ip={OUTER}/10.0.0.5")
    assert f"\nexternal-ip={OUTER}" in text
    config.write_text(text)
    with street(host4="10.0.0.5", stranger4="10.0.0.99") as place:
        urls = ("turn:10.0.0.5:3478?transport=udp",)
        with relay_on(place, tmp_path, config, urls) as running:
            checked = running.host.call(doctor_relay.relay, running.settings)

            def refused(peer: str) -> int | None:
                with ExitStack() as stack:
                    held = opened(running, stack)
                    assert held.address.host == OUTER
                    with pytest.raises(TurnError) as caught:
                        held.permit(peer)
                    return caught.value.code

            codes = [running.host.call(refused, each) for each in ("10.0.0.99", "127.0.0.1", STRANGER4)]
    assert (checked.good, OUTER in checked.found, codes) == (True, True, [FORBIDDEN] * 3), checked
