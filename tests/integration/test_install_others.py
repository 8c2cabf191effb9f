"""`tresen install` where others were before, where there is no room, and where a run was killed: in a machine."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from tests.integration.test_install import NAME, ROOT, changed, install, lay_bare, lay_tresen, steps
from tests.world.machine import Machine, machine
from tests.world.patience import INSTALLED
from tresen.cli.installing.steps import Outcome

pytestmark = [pytest.mark.timeout(INSTALLED), pytest.mark.long]

WORDS = f"{NAME} --mail '' --no-calls"
CADDYFILE = "/etc/caddy/Caddyfile"
STATE = "/var/lib/tresen-install"
NO_ROOM = "mount -t tmpfs -o size=4k,nr_inodes=0 tmpfs {0}; head -c 8192 /dev/zero >{0}/full 2>/dev/null"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    with machine(tmp_path_factory.mktemp("machine"), ROOT) as made:
        lay_tresen(made)
        lay_bare(made)
        yield made


def test_a_persons_account_is_not_taken(bare: Machine) -> None:
    """Somebody is called so: nothing is changed, and the person's files are theirs."""
    bare.run("useradd --create-home --shell /bin/bash tresen; echo private >/home/tresen/letter")
    before = changed(bare)
    done = install(bare, WORDS)
    assert done.failed[0][:2] == "1 "
    assert re.search(r"account tresen \(number 1\d{3}, home /home/tresen\).*\nnothing was changed", done.out)
    assert changed(bare) == before
    bare.run("userdel --remove tresen")


def test_a_folder_with_others_files_is_not_taken(bare: Machine) -> None:
    """It keeps owner and mode, whether named for backups or where the data would be."""
    bare.run(
        "mkdir -p /srv/copies/office /var/lib/tresen; touch /srv/copies/office/book /var/lib/tresen/diary"
    )
    before = changed(bare)
    done = install(bare, f"{WORDS} --backups /srv/copies/office")
    assert done.failed[0][:2] == "1 "
    assert "/srv/copies/office belongs to root and is not empty" in done.out
    assert "/var/lib/tresen belongs to root and is not empty" in done.out
    assert changed(bare) == before
    assert (
        bare.run("stat -c '%U %a' /srv/copies/office /var/lib/tresen").out.split("\n")[:2] == ["root 755"] * 2
    )
    bare.run("rm -r /var/lib/tresen")


def test_no_room_for_the_notes(bare: Machine) -> None:
    """It is named in one line, before anything is changed."""
    bare.run(f"mkdir -m 700 {STATE}; {NO_ROOM.format(STATE)}")
    before = changed(bare)
    done = install(bare, WORDS)
    bare.run(f"umount {STATE}; rmdir {STATE}")
    assert done.failed[0][:2] == "1 "
    assert "is full: make room there" in done.out
    assert "Traceback" not in done.out
    assert changed(bare) == before


def test_no_room_for_a_file(bare: Machine) -> None:
    """What stood there is whole, nothing lies beside it, and the same command goes on once there is room."""
    bare.run(
        f"cp -a /etc/caddy /root/caddy; {NO_ROOM.format('/etc/caddy')}; cp /root/caddy/Caddyfile /etc/caddy/"
    )
    left = bare.run("ls -A /etc/caddy").out
    done = install(bare, WORDS)
    assert done.failed[0][:2] == "1 "
    assert re.search(rf"file {CADDYFILE} .*: the disk with {CADDYFILE} is full: make room there", done.out), (
        done.out
    )
    assert bare.run("ls -A /etc/caddy").out == left
    bare.run("umount /etc/caddy")
    again = install(bare)
    assert steps(again)[f"file {CADDYFILE}"] == Outcome.MADE, again.out
    assert "tresen install" in bare.path(CADDYFILE).read_text()


def test_a_run_that_was_killed(bare: Machine) -> None:
    """Between a file and its note: the next run notes it, and a removal brings back what Debian had laid there."""
    notes = bare.path(f"{STATE}/installed.json")
    known = json.loads(notes.read_text())
    del known["files"][CADDYFILE]
    notes.write_text(json.dumps(known))
    again = install(bare)
    assert steps(again)[f"file {CADDYFILE}"] == Outcome.REPAIRED, again.out
    assert CADDYFILE in json.loads(notes.read_text())["files"]
    removed = bare.run("/opt/tresen/bin/tresen uninstall")
    assert not removed.failed, removed.out
    assert not bare.run("cmp /etc/caddy/Caddyfile /root/caddy/Caddyfile").failed


def test_a_relay_of_somebody_elses_goes_on(bare: Machine) -> None:
    """Its settings, its unit and its secret are as they were, after an installation with calls and after a removal."""
    secret = "9" * 40
    bare.path("/etc/turnserver.conf").write_text(f"realm=other.example\nstatic-auth-secret={secret}\n")
    asked = (
        "systemctl show --property=Id,UnitFileState,ActiveState coturn.service; md5sum /etc/turnserver.conf"
    )
    bare.run("systemctl enable coturn.service; systemctl start coturn.service")
    before = bare.run(asked).out
    done = install(bare, f"{NAME} --mail '' --calls")
    assert steps(done)["file /etc/turnserver.conf"] == Outcome.LEFT, done.out
    assert "which was left as it is, so calls are not set up" in done.out
    assert secret not in bare.path("/etc/tresen.toml").read_text()
    assert not bare.path("/etc/systemd/system/turnserver.service").exists()
    assert bare.run("stat -c '%U %G %a' /etc/turnserver.conf.tresen-new").out.split() == [
        "root",
        "turnserver",
        "640",
    ]
    assert bare.run(asked).out == before
    removed = bare.run("/opt/tresen/bin/tresen uninstall")
    assert not removed.failed, removed.out
    assert bare.run(asked).out == before
    assert not bare.path("/etc/turnserver.conf.tresen-new").exists()


def test_two_at_once(bare: Machine) -> None:
    """The second ends with a sentence, and changes nothing."""
    before = changed(bare)
    held = f"mkdir -p {STATE}; flock --nonblock {STATE} /opt/tresen/bin/tresen install {WORDS}; rmdir {STATE}"
    done = bare.run(held)
    assert "another tresen install or uninstall runs" in done.out
    assert changed(bare) == before
