"""The Debian package's scripts where others were before: no person becomes the server, no other's files are purged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from supply import deb
from tests.world.machine import ROOT, Done, Machine, machine
from tests.world.patience import INSTALLED

pytestmark = pytest.mark.timeout(INSTALLED)

DATA = "/var/lib/tresen"
WANTED = "/etc/systemd/system/multi-user.target.wants/tresen.service"


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Machine]:
    with machine(tmp_path, ROOT) as made:
        yield made


def script(at: Machine, name: str, *words: str) -> Done:
    """As dpkg runs it."""
    return at.run(f"sh {deb.PARTS / name} {' '.join(words)}")


def test_no_person_becomes_the_server(bare: Machine) -> None:
    """An account of a person's ends the installation before a file is unpacked; one of the system's is taken."""
    assert not script(bare, "preinst", "install").failed
    bare.run("useradd --create-home tresen")
    for words in (("install",), ("install", "1.0.0-1")):
        done = script(bare, "preinst", *words)
        assert done.failed[0][:2] == "1 "
        assert (
            "tresen: the account tresen (number 1000, home /home/tresen) is no account of the system's"
            in done.out
        )
        assert done.out.count("\n") == 1
    assert not script(bare, "preinst", "upgrade", "1.0.0-1").failed
    bare.run("userdel --remove tresen; useradd --system tresen")
    assert not script(bare, "preinst", "install").failed


def test_no_folder_of_somebody_elses_becomes_the_servers(bare: Machine) -> None:
    """systemd would give it to the server, with all that is in it. Tresen's own, and an empty one, are taken."""
    bare.run(f"mkdir {DATA}")
    assert not script(bare, "preinst", "install").failed
    bare.run(f"touch {DATA}/diary")
    done = script(bare, "preinst", "install")
    assert done.failed[0][:2] == "1 "
    assert f"tresen: {DATA} belongs to root and is not empty, with nothing of Tresen's in it" in done.out
    bare.run(f"touch {DATA}/tresen.db")
    assert not script(bare, "preinst", "install").failed


def test_a_purge_takes_the_servers_folder(bare: Machine) -> None:
    """And the link that started it, which leads nowhere by now."""
    bare.run(
        f"useradd --system tresen; mkdir -p {DATA}/files; touch {DATA}/tresen.db; chown -R tresen {DATA}\n"
        f"mkdir -p $(dirname {WANTED}); ln -sf /usr/lib/systemd/system/tresen.service {WANTED}"
    )
    done = script(bare, "postrm", "purge")
    assert (done.failed, done.out) == ([], "")
    assert bare.run(f"ls -d {DATA} {WANTED}").out.count("No such file") == 2


def test_a_purge_takes_nothing_of_others(bare: Machine) -> None:
    """A folder of another user's stays, and what a link leads to; it is said. So does a unit that is not the package's."""
    bare.run(
        f"useradd --system tresen; useradd anna; mkdir {DATA}; touch {DATA}/diary; chown -R anna {DATA}\n"
        f"echo '[Service]' >/etc/systemd/system/tresen.service; mkdir -p $(dirname {WANTED})\n"
        f"ln -sf /etc/systemd/system/tresen.service {WANTED}"
    )
    done = script(bare, "postrm", "purge")
    assert done.failed == []
    assert f"{DATA} belongs to anna and stays" in done.out
    assert not bare.run(f"stat {DATA}/diary {WANTED}").failed
    bare.run(
        f"rm -r {DATA}; mkdir /srv/data; touch /srv/data/tresen.db; chown -R tresen /srv/data; ln -s /srv/data {DATA}"
    )
    done = script(bare, "postrm", "purge")
    assert done.failed == []
    assert f"{DATA} leads to /srv/data, which stays" in done.out
    assert not bare.run(f"stat /srv/data/tresen.db; readlink {DATA}").failed


def test_a_purge_ends_where_a_disk_is_mounted(bare: Machine) -> None:
    """What is on it goes; the folder itself cannot, and the package is purged all the same."""
    bare.run(
        f"useradd --system tresen; mkdir {DATA}; mount -t tmpfs tmpfs {DATA}; touch {DATA}/tresen.db; chown -R tresen {DATA}"
    )
    done = script(bare, "postrm", "purge")
    assert done.failed == []
    assert bare.run(f"ls -A {DATA}").out == ""


def test_settings_that_are_a_link_keep_their_owner(bare: Machine) -> None:
    """What an administrator linked lies elsewhere, and may be read by others there."""
    bare.run(
        "useradd --system tresen; mkdir /srv/kept; touch /srv/kept/tresen.toml\n"
        "ln -s /srv/kept/tresen.toml /etc/tresen.toml\n"
        "printf '#!/bin/sh\\n' >/usr/local/sbin/py3compile; chmod 755 /usr/local/sbin/py3compile"
    )
    assert not script(bare, "postinst", "configure").failed
    assert bare.run("stat -c '%U %G %a' /srv/kept/tresen.toml").out.split() == ["root", "root", "644"]
    bare.run("rm /etc/tresen.toml; touch /etc/tresen.toml")
    assert not script(bare, "postinst", "configure").failed
    assert bare.run("stat -c '%U %G %a' /etc/tresen.toml").out.split() == ["root", "tresen", "640"]
