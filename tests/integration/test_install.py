"""`tresen install` and `tresen uninstall` in a bare machine: every step is real, and systemd's place is taken by a stand-in.

The machine has Debian's packages and no network. Tresen is in /opt/tresen, as a host has it, from these sources.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services import missing
from tests.world.bakery import PROFILE
from tests.world.machine import Done, Machine, machine
from tests.world.patience import INSTALLED, PATIENCE
from tests.world.printed import follow
from tresen.cli.installing.steps import Outcome

pytestmark = [pytest.mark.timeout(INSTALLED), pytest.mark.long]

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
ADDRESS = "45.67.89.7"
NAME = "chat.example.de"
PAGE = "docs/howto/install.md"
TIMERS = ("tresen-backup.timer", "tresen-backup-try.timer", "tresen-doctor.timer")
JOBS = ("tresen-backup.service", "tresen-backup-try.service", "tresen-doctor.service")
AUTHORITY = "/var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt"
SET_UP = """
import asyncio, json, ssl, sys
from tresen.client import Owner

async def main():
    link, profile, authority = sys.argv[1:]
    tls = ssl.create_default_context(cafile=authority)
    given = {"keys": "/root/anna.keys", "handle": "sonnenschein", "profile": json.loads(profile), "name": "Anna"}
    async with Owner.setup(link, tls=tls, **given):
        pass

asyncio.run(main())
"""
"""An owner's five steps, by a program."""


def lay_tresen(at: Machine) -> None:
    """Tresen in /opt/tresen: a virtual environment with the libraries and the sources that this test runs with."""
    libraries = next(each for each in sys.path if each.endswith("site-packages"))
    python = Path(sys.executable).resolve()
    if at.run(f"{python} --version").failed:
        missing("the Python of the tests, where Debian has it")
    done = at.run(
        f"{python} -m venv --without-pip /opt/tresen\n"
        "mkdir /opt/tresen-libraries /opt/tresen-source\n"
        f"mount --bind {libraries} /opt/tresen-libraries\n"
        f"mount --bind {ROOT} /opt/tresen-source\n"
        "place=$(echo /opt/tresen/lib/python3*/site-packages)\n"
        "printf '/opt/tresen-source/src\\n/opt/tresen-libraries\\n' >$place/tresen.pth\n"
        "printf '#!/opt/tresen/bin/python -B\\nfrom tresen.command import main\\nmain()\\n' >/opt/tresen/bin/tresen\n"
        "chmod 755 /opt/tresen/bin/tresen\n"
    )
    assert not done.failed, done


def lay_bare(at: Machine) -> None:
    """As Debian's packages left it: nobody has run Caddy or coturn here."""
    done = at.run(
        "rm -rf /var/lib/caddy/.local /etc/systemd/system/multi-user.target.wants/*\n"
        f"ip address add {ADDRESS}/32 dev lo; ip link set lo up\n"
        f"echo '{ADDRESS} {NAME}' >>/etc/hosts\n"
    )
    assert not done.failed, done


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    with machine(tmp_path_factory.mktemp("machine"), ROOT) as made:
        lay_tresen(made)
        lay_bare(made)
        yield made


def install(at: Machine, words: str = "", typed: str = "") -> Done:
    return at.run(f"/opt/tresen/bin/tresen install --wait 0 {words}", typed=typed)


def certified(name: str) -> str:
    """Waits in a shell until Caddy has its certificate for that name, and fails after two minutes."""
    obtained = f"grep -q 'certificate obtained.*{name}' /var/log/caddy.out"
    return f"for i in $(seq 1200); do {obtained} && break; sleep 0.1; done; {obtained} && [ -s {AUTHORITY} ]"


def steps(done: Done) -> dict[str, str]:
    """How each step stands, by what it is."""
    said = "|".join(map(re.escape, Outcome))
    found = re.findall(rf"^({said}):? +(\w+ \S+)", done.out, re.MULTILINE)
    return {what.rstrip(","): outcome for outcome, what in found}


def findings(done: Done, head: str) -> dict[str, str]:
    """What doctor found, of one of its two lists, by name."""
    section = done.out.partition(f"{head}\n")[2].partition("\n\n")[0]
    return {
        name.strip(): mark for mark, name in re.findall(r"^(ok  |warn|BAD ) (.{15})", section, re.MULTILINE)
    }


def changed(at: Machine) -> str:
    """Everything below /etc, and who is known: with owners, modes, times and content."""
    return at.run(
        "find /etc /opt/tresen /usr/local /var/backups -printf '%p %u %g %m %T@ %s\\n' | sort; getent passwd"
    ).out


def test_a_dry_run_changes_nothing(bare: Machine) -> None:
    """Every step is printed, and none is taken; no secret is in what is printed."""
    before = changed(bare)
    done = install(bare, f"{NAME} --mail anna@example.de --calls --dry-run")
    assert not done.failed, done
    assert steps(done)["file /etc/tresen.toml"] == Outcome.MADE
    assert not re.search(r"[0-9a-f]{32}", done.out)
    assert changed(bare) == before
    assert not bare.path("/var/lib/tresen-install").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (f"https://{NAME}/ --mail '' --calls", "give the name alone"),
        (f"{NAME} --mail 'anna' --calls", "is not a mail address"),
        (f"{NAME} --mail '' --calls --backups /var/lib/tresen/b", "lie in one another"),
        (f"{NAME} --mail '' --calls --proxy everybody", "not the proxy's address"),
    ],
)
def test_what_cannot_be_used_changes_nothing(bare: Machine, words: str, said: str) -> None:
    """Exit status 2, with what is wrong and what would be right."""
    before = changed(bare)
    done = install(bare, words)
    assert done.failed[0][:2] == "2 "
    assert said in done.out
    assert changed(bare) == before


def test_another_system_is_left_alone(bare: Machine) -> None:
    """It says what is missing, and nothing is changed."""
    bare.run(
        "mv /etc/os-release /etc/os-release.kept; echo 'ID=fedora\nPRETTY_NAME=\"Fedora Linux 43\"' >/etc/os-release"
    )
    before = changed(bare)
    done = install(bare, f"{NAME} --mail '' --calls")
    assert changed(bare) == before
    bare.run("rm /etc/os-release; mv /etc/os-release.kept /etc/os-release")
    assert done.failed[0][:2] == "1 "
    assert "Fedora Linux 43" in done.out
    assert "nothing was changed" in done.out


@pytest.fixture(scope="module")
def first(bare: Machine) -> Done:
    """The first run: one command, three answers, of which the first is wrong once."""
    return install(bare, typed=f"https://{NAME}\n{NAME}\nanna@example.de\nyes\n")


def test_it_serves(bare: Machine, first: Done) -> None:
    """One command and three answers: the server runs as its user; everything was made, and within all is well."""
    assert set(steps(first).values()) <= {Outcome.MADE, Outcome.RIGHT}, first.out
    bare.answers("http://127.0.0.1:8080/readyz")
    process = bare.path("/run/tresen.pid").read_text()
    assert bare.run(f"ps -o user= -p {process}").out.split() == ["tresen"]
    within = findings(first, "On this machine:")
    assert {"data folder", "database", "web apps"} <= set(within), first.out
    assert set(within.values()) == {"ok  "}, first.out


def test_the_set_up_link_is_shown(bare: Machine, first: Done) -> None:
    """As text and as a code for the terminal."""
    assert re.search(rf"^  https://{NAME}/\S*setup=\S+$", first.out, re.MULTILINE), first.out
    assert len(re.findall(r"^[ ▀▄█]{25,}$", first.out, re.MULTILINE)) > 10


def test_the_secret_is_kept_secret(bare: Machine, first: Done) -> None:
    """One secret in both files, which no other user can read and nothing prints."""
    secret = tomllib.loads(bare.path("/etc/tresen.toml").read_text())["relay_secret"]
    assert f"static-auth-secret={secret}\n" in bare.path("/etc/turnserver.conf").read_text()
    assert secret not in first.out
    said = bare.run("stat -c '%U %G %a' /etc/tresen.toml /etc/turnserver.conf").out.splitlines()
    assert said == ["root tresen 640", "root turnserver 640"]
    assert secret not in bare.run("cat /var/lib/tresen-install/installed.json").out
    assert bare.run("runuser -u nobody -- cat /etc/tresen.toml").failed


def test_a_call_passes_the_relay(first: Done) -> None:
    """Doctor's own trial: two devices reach each other, and nobody else is reached."""
    assert findings(first, "By way of the network, as others come here:")["relay"] == "ok  ", first.out


def test_units_are_on(bare: Machine, first: Done) -> None:
    """Server, Caddy, relay and the three timers are enabled and active; coturn's own unit is not."""
    names = ("tresen.service", "caddy.service", "turnserver.service", *TIMERS)
    said = bare.run(f"systemctl show --property=Id,UnitFileState,ActiveState {' '.join(names)}").out
    assert re.findall(r"=(\w+)\nActiveState=(\w+)", said) == [("enabled", "active")] * len(names)
    assert (
        "UnitFileState=enabled"
        not in bare.run("systemctl show --property=Id,UnitFileState,ActiveState coturn.service").out
    )


def test_a_second_run_changes_nothing(bare: Machine, first: Done) -> None:
    """Without a question: all is as it should be, and no unit is started anew."""
    before, log = changed(bare), bare.path("/run/systemctl.log").read_text()
    assert set(steps(follow(bare, PAGE, part=slice(1, 2))[0]).values()) == {Outcome.RIGHT}
    done = install(bare)
    assert set(steps(done).values()) == {Outcome.RIGHT}, done.out
    assert changed(bare) == before
    later = bare.path("/run/systemctl.log").read_text().removeprefix(log)
    assert {line.split()[0] for line in later.splitlines()} == {"show"}


@pytest.fixture(scope="module")
def trusted(bare: Machine, first: Done) -> Machine:
    """The machine once its host has changed the Caddyfile by hand: Caddy's own certificate, which is trusted here."""
    done = bare.run(
        f"sed -i 's/^{NAME} {{/&\\n\\ttls internal/' /etc/caddy/Caddyfile\n"
        "systemctl restart caddy\n"
        f"{certified(NAME)}\n"
        f"cat {AUTHORITY} >>/etc/ssl/certs/ca-certificates.crt\n"
    )
    assert not done.failed, bare.logs()
    return bare


def test_what_a_person_changed_is_left_alone(trusted: Machine) -> None:
    """The Caddyfile stays as it is, what it would be lies beside it, and from outside all is well."""
    before = trusted.path("/etc/caddy/Caddyfile").read_text()
    done = install(trusted)
    assert steps(done)["file /etc/caddy/Caddyfile"] == Outcome.LEFT
    assert trusted.path("/etc/caddy/Caddyfile").read_text() == before
    assert "tls internal" not in trusted.path("/etc/caddy/Caddyfile.tresen-new").read_text()
    assert "/etc/caddy/Caddyfile.tresen-new" in done.out
    found = findings(done, "By way of the network, as others come here:")
    assert (found["public URL"], found["relay"]) == ("ok  ", "ok  "), done.out


def test_what_was_removed_is_repaired(trusted: Machine) -> None:
    """A unit, a mode and a stopped timer are repaired and named; all else is as it should be."""
    trusted.run(
        "rm /etc/systemd/system/tresen-doctor.service; chmod 644 /etc/tresen.toml\n"
        "systemctl disable --now tresen-backup.timer"
    )
    [done] = follow(trusted, PAGE, part=slice(1))
    repaired = {what for what, outcome in steps(done).items() if outcome == Outcome.REPAIRED}
    assert {
        "file /etc/systemd/system/tresen-doctor.service", "file /etc/tresen.toml", "unit tresen-backup.timer",
    } <= repaired  # fmt: skip
    assert "file /etc/turnserver.conf" not in repaired
    assert trusted.run("stat -c %a /etc/tresen.toml").out.split() == ["640"]
    assert (
        trusted.path("/etc/systemd/system/tresen-doctor.service")
        .read_text()
        .endswith((DEPLOY / "tresen-doctor.service").read_text())
    )


def test_the_timers_jobs_run(trusted: Machine) -> None:
    """A business is set up by the link. In their units a backup is made and restored for a trial; doctor finds it."""
    link = re.findall(rf"https://{NAME}/\S*setup=\S+", install(trusted).out)[0]
    words = ["/opt/tresen/bin/python", "-Bc", SET_UP, link, json.dumps(PROFILE), AUTHORITY]
    owner = subprocess.run(
        trusted.command(*words), capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert owner.returncode == 0, owner.stderr
    for job in JOBS[:2]:
        done = trusted.run(f"systemctl start {job}")
        assert not done.failed, trusted.logs()
    assert "restores:" in trusted.path("/var/log/tresen-backup-try.out").read_text()
    trusted.run(f"systemctl start {JOBS[2]}")
    said = trusted.path("/var/log/tresen-doctor.out").read_text()
    assert re.search(r"^ok   backups", said, re.MULTILINE), said
    again = install(trusted)
    assert "setup=" not in again.out


def test_uninstall_keeps_what_is_not_named(trusted: Machine) -> None:
    """Units, settings and links go, Debian's Caddyfile would come back but for the change; data, backups and user stay."""
    [done] = follow(trusted, PAGE, part=slice(3, 4))
    assert "/etc/caddy/Caddyfile was changed by you and stays" in done.out
    left = trusted.run(
        "ls /etc/systemd/system/tresen* /etc/tresen.toml /etc/turnserver.nft /usr/local/bin/tresen 2>/dev/null"
    ).out
    assert left == ""
    assert (
        trusted.run("systemctl show --property=Id,UnitFileState,ActiveState tresen turnserver").out.count(
            "=inactive"
        )
        == 2
    )
    assert trusted.path("/var/lib/tresen/tresen.db").exists()
    assert list(trusted.path("/var/backups/tresen").iterdir())
    assert not trusted.run("getent passwd tresen").failed
    assert (
        trusted.run("md5sum /etc/turnserver.conf").out.split()[0]
        in trusted.run("dpkg-query -W -f '${Conffiles}' coturn").out
    )


def test_what_broke_off_is_gone_on_with(trusted: Machine) -> None:
    """Debian's own systemctl refuses without a running systemd. The cause is named; the next run asks nothing and ends it.

    The business that was kept is there: no set-up link is made.
    """
    trusted.run("systemctl stop caddy; mv /usr/local/sbin/systemctl /root/systemctl")
    broken = install(trusted, f"{NAME} --mail '' --no-calls")
    trusted.run("mv /root/systemctl /usr/local/sbin/systemctl")
    assert broken.failed[0][:2] == "1 "
    assert re.search(r"systemctl daemon-reload ended with 1:\n.+", broken.out), broken.out
    done = install(trusted)
    assert steps(done)["systemd reads"] == Outcome.MADE
    assert "setup=" not in done.out
    trusted.answers("http://127.0.0.1:8080/sonnenschein")
    assert not trusted.path("/etc/turnserver.nft").exists()


def test_uninstall_with_data_asks_first(trusted: Machine) -> None:
    """Another answer than the server's name changes nothing; the name removes the data folder and the user."""
    before = changed(trusted)
    refused = trusted.run("/opt/tresen/bin/tresen uninstall --data", typed="yes\n")
    assert refused.failed[0][:2] == "1 "
    assert changed(trusted) == before
    done = trusted.run("/opt/tresen/bin/tresen uninstall --data", typed=f"{NAME}\n")
    assert not done.failed, done.out
    assert not trusted.path("/var/lib/tresen").exists()
    assert trusted.run("getent passwd tresen").failed
    assert list(trusted.path("/var/backups/tresen").iterdir())
    assert not trusted.path("/var/lib/tresen-install").exists()


def test_behind_a_hosts_wildcard(trusted: Machine) -> None:
    """A proxy with the certificate for all names below its own hands one to Tresen, as the printed site says."""
    trusted.run(f"sed -i 's/{NAME}/anna.host.example/' /etc/hosts")
    done = install(trusted, "anna.host.example --no-calls --proxy 127.0.0.1")
    site = done.out.partition("as a site of Caddy's:\n\n")[2].partition("\n}")[0] + "\n}\n"
    trusted.path("/etc/caddy/Caddyfile").write_text(site.replace("{\n", "{\n\ttls internal\n", 1))
    begun = trusted.run(f"systemctl restart caddy\n{certified('anna.host.example')}")
    assert not begun.failed, trusted.logs()
    [again] = follow(trusted, PAGE, part=slice(2, 3))
    found = findings(again, "By way of the network, as others come here:")
    assert found["public URL"] == "ok  ", again.out
    assert "file /etc/caddy/Caddyfile" not in steps(again)
