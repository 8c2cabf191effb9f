"""The plan of an installation, by values: what is made, repaired, left alone, and when nothing is changed at all."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tresen.cli.installing.answers import DATA, Answers
from tresen.cli.installing.facts import STATE, Facts, Found, Here, Relay, System, Unit, Written
from tresen.cli.installing.look import templates
from tresen.cli.installing.others import BESIDE, RELAY_FILE
from tresen.cli.installing.plan import (
    CADDYFILE,
    JOBS,
    LINK,
    OUTSIDE,
    RELAY_RULES,
    UNITS,
    Plan,
    Unfit,
    digest,
    plan,
)
from tresen.cli.installing.removal import plan_removal
from tresen.cli.installing.steps import (
    Emptied,
    File,
    Folder,
    Gone,
    Link,
    NoUser,
    Outcome,
    Packages,
    Planned,
    Reload,
    Running,
    Stopped,
    User,
)

DEPLOYED = templates()
SECRET = "5" * 64
DEBIAN = System("debian", "13", "Debian GNU/Linux 13 (trixie)")
HERE = Here(DEBIAN, True, True, "/opt/tresen/bin/tresen")
BARE = Facts(
    here=HERE,
    packages=frozenset(),
    users=frozenset(),
    files={},
    units={},
    supplied={},
    relay=Relay("45.67.89.7"),
    listen_at="127.0.0.1",
    taken={},
    firewall="",
    fresh_secret=SECRET,
    written=Written(),
    set_aside=frozenset(),
)
ANSWERS = Answers("chat.example.de", "anna@example.de")


def files(found: Plan) -> dict[str, File]:
    return {each.step.path: each.step for each in found.steps if isinstance(each.step, File)}


def after(found: Plan, facts: Facts = BARE, answers: Answers = ANSWERS) -> Facts:
    """The facts once a plan was carried out."""
    there = dict(facts.files)
    aside = {
        each.step.path for each in found.steps if isinstance(each.step, File) and each.outcome == Outcome.MADE
    }
    wrote = dict(facts.written.files)
    units, users, packages = dict(facts.units), set(facts.users), set(facts.packages)
    for step, outcome in found.steps:
        match step:
            case File(path, content, owner, group, mode):
                place = path if outcome != Outcome.LEFT else path + BESIDE
                there[place] = Found("file", content, owner, group, mode)
                wrote[place] = digest(content)
            case Folder(path, owner, group, mode):
                there[path] = Found("folder", b"", owner, group, mode)
            case Link(path, target):
                there[path] = Found("link", target.encode())
                wrote[path] = digest(target.encode())
            case Gone(path) if outcome == Outcome.REMOVED:
                there.pop(path)
                wrote.pop(path)
            case Running(unit):
                units[unit] = Unit(True, True)
            case Stopped(unit):
                units[unit] = Unit()
            case User(name):
                users.add(name)
            case Packages(names):
                packages.update(names)
    return facts._replace(
        files=there,
        units=units,
        users=frozenset(users),
        packages=frozenset(packages),
        written=Written(answers, wrote),
        set_aside=facts.set_aside | (aside & set(facts.files)),
    )


DONE = after(plan(ANSWERS, BARE, DEPLOYED))


def outcomes(found: Plan) -> dict[str, Outcome]:
    return {str(each.step): each.outcome for each in found.steps}


def changed(facts: Facts, path: str, content: bytes) -> Facts:
    return facts._replace(files={**facts.files, path: Found("file", content)})


def without(there: Mapping[str, Found], path: str) -> dict[str, Found]:
    return {each: found for each, found in there.items() if each != path}


def test_all_of_it_is_made_on_a_bare_machine() -> None:
    """Packages first, then the user, the folder, the files, and last the units, each of them made."""
    found = plan(ANSWERS, BARE, DEPLOYED)
    assert {each.outcome for each in found.steps} == {Outcome.MADE}
    kinds = [type(each.step) for each in found.steps]
    assert kinds == sorted(kinds, key=[Packages, User, Link, Folder, File, Reload, Stopped, Running].index)
    assert found.steps[0].step == Packages(("caddy", "coturn", "nftables"))
    running = [each.step.unit for each in found.steps if isinstance(each.step, Running)]
    assert running == [
        "tresen.service",
        "caddy.service",
        "turnserver.service",
        *(f"{job}.timer" for job in JOBS),
    ]


def test_a_second_run_finds_all_as_it_should_be() -> None:
    """Whatever was answered: what a plan makes is what the next plan wants."""
    for answers in (
        ANSWERS,
        Answers("chat.example.de", calls=False),
        Answers("chat.example.de", calls=False, proxy="10.0.0.2", port=9000, backups="/mnt/backup/tresen"),
        Answers("chat.example.de", proxy="127.0.0.1"),
    ):
        facts = after(plan(answers, BARE, DEPLOYED), answers=answers)
        again = plan(answers, facts, DEPLOYED)
        assert set(outcomes(again).values()) == {Outcome.RIGHT}, answers


def test_secrets_are_for_their_service_alone() -> None:
    """Both files that hold the secret can be read by root and one service; no other file has it."""
    found = plan(ANSWERS, BARE, DEPLOYED)
    holds = {path: file for path, file in files(found).items() if SECRET.encode() in file.content}
    assert {path: (file.owner, file.group, file.mode) for path, file in holds.items()} == {
        "/etc/tresen.toml": ("root", "tresen", 0o640),
        RELAY_FILE: ("root", "turnserver", 0o640),
    }
    assert SECRET not in "".join(map(str, found.steps)) + repr(found)


def test_the_secret_is_made_once() -> None:
    """A later run keeps the one that is there, also where a person wrote the settings by hand."""
    later = plan(ANSWERS, DONE._replace(fresh_secret="6" * 64), DEPLOYED)
    assert set(outcomes(later).values()) == {Outcome.RIGHT}
    by_hand = changed(
        BARE, "/etc/tresen.toml", b'data = "/var/lib/tresen"\nrelay_secret = "' + b"7" * 40 + b'"\n'
    )
    assert (
        b"static-auth-secret=" + b"7" * 40 + b"\n"
        in files(plan(ANSWERS, by_hand, DEPLOYED))[RELAY_FILE].content
    )


@pytest.mark.parametrize("secret", ['x"\nallowed-peer-ip=0.0.0.0', "short", "with space " * 4])
def test_a_secret_that_would_be_more_than_a_word_is_not_taken_over(secret: str) -> None:
    """What a person wrote into one file becomes no line of another."""
    text = "relay_secret = " + repr(secret).replace("'", '"').replace('"', '"', 1)
    found = plan(ANSWERS, changed(BARE, "/etc/tresen.toml", text.encode()), DEPLOYED)
    assert b"\nstatic-auth-secret=" + SECRET.encode() + b"\n" in files(found)[RELAY_FILE].content


@pytest.mark.parametrize("path", sorted(files(plan(ANSWERS, BARE, DEPLOYED))))
class TestEveryFile:
    """What holds for each file of an installation."""

    def test_is_repaired_when_it_was_removed(self, path: str) -> None:
        """It was there after an earlier run."""
        found = plan(ANSWERS, DONE._replace(files=without(DONE.files, path)), DEPLOYED)
        assert {str(each.step) for each in found.steps if each.outcome == Outcome.REPAIRED} >= {
            str(files(found)[path])
        }

    def test_is_left_alone_when_a_person_changed_it(self, path: str) -> None:
        """And a note says where the other one lies. No unit is started anew for it."""
        facts = changed(DONE, path, b"# mine\n" + DONE.files[path].content)
        found = plan(ANSWERS, facts, DEPLOYED)
        assert [each.step for each in found.steps if each.outcome == Outcome.LEFT] == [files(found)[path]]
        assert any(path + BESIDE in each for each in found.notes)
        assert not any(each.step.anew for each in found.steps if isinstance(each.step, Running))

    def test_is_left_alone_when_it_was_there_before(self, path: str) -> None:
        """A file that no earlier run wrote and no package laid is a person's."""
        found = plan(ANSWERS, changed(BARE, path, b"# mine\n"), DEPLOYED)
        assert [each.step for each in found.steps if each.outcome == Outcome.LEFT] == [files(found)[path]]

    def test_is_brought_up_to_date_when_an_earlier_version_wrote_it(self, path: str) -> None:
        """Its content is what that version wrote, so nobody changed it."""
        old = b"# of an earlier version\n"
        facts = changed(DONE, path, old)._replace(
            written=Written(ANSWERS, {**DONE.written.files, path: digest(old)})
        )
        found = plan(ANSWERS, facts, DEPLOYED)
        assert outcomes(found)[str(files(found)[path])] == Outcome.REPAIRED
        assert not any(each.outcome == Outcome.LEFT for each in found.steps)

    @pytest.mark.parametrize("kind", ["link", "folder", "other"])
    def test_is_not_written_through_what_is_no_file(self, path: str, kind: str) -> None:
        """A link leads elsewhere: it stays."""
        facts = DONE._replace(files={**DONE.files, path: Found(kind)})
        assert (
            outcomes(plan(ANSWERS, facts, DEPLOYED))[str(files(plan(ANSWERS, BARE, DEPLOYED))[path])]
            == Outcome.LEFT
        )


@pytest.mark.parametrize("path", [CADDYFILE, RELAY_FILE, "/etc/tresen.toml"])
def test_what_a_package_laid_is_nobodys(path: str) -> None:
    """It is replaced, and comes back when Tresen goes."""
    facts = BARE._replace(files={path: Found("file", b"# Debian's\n", packaged=True)})
    found = plan(ANSWERS, facts, DEPLOYED)
    assert outcomes(found)[str(files(found)[path])] == Outcome.MADE
    removal = plan_removal(after(found, facts), data=False, backups=False)
    assert Planned(Gone(path, before=True), Outcome.REMOVED) in removal.steps


def test_a_changed_unit_is_started_anew() -> None:
    """After systemd has read it; only that unit."""
    path = f"{UNITS}/turnserver.service"
    old = b"# of an earlier version\n"
    facts = changed(DONE, path, old)._replace(
        written=Written(ANSWERS, {**DONE.written.files, path: digest(old)})
    )
    found = [each.step for each in plan(ANSWERS, facts, DEPLOYED).steps]
    assert found.index(Reload()) < found.index(Running("turnserver.service", anew=True))
    assert Running("tresen.service") in found


def test_what_a_broken_run_wrote_is_still_read() -> None:
    """The files are right, but no service has read them: systemd does, and each service whose file it is."""
    broken = Written(ANSWERS, dict(DONE.written.files), [CADDYFILE, f"{UNITS}/tresen.service"])
    found = [each.step for each in plan(ANSWERS, DONE._replace(written=broken), DEPLOYED).steps]
    assert Running("caddy.service", anew=True, reload=True) in found
    assert found.index(Reload()) < found.index(Running("tresen.service", anew=True))
    assert Running("turnserver.service") in found


def test_a_unit_that_stopped_is_repaired() -> None:
    """It runs again, and nothing else is touched."""
    facts = DONE._replace(units={**DONE.units, "turnserver.service": Unit(True, False)})
    repaired = [each.step for each in plan(ANSWERS, facts, DEPLOYED).steps if each.outcome != Outcome.RIGHT]
    assert repaired == [Running("turnserver.service")]


def test_debians_coturn_gives_way() -> None:
    """Both would listen on the same port."""
    facts = BARE._replace(units={"coturn.service": Unit(True, True)})
    found = [each.step for each in plan(ANSWERS, facts, DEPLOYED).steps]
    assert found.index(Stopped("coturn.service")) < found.index(Running("turnserver.service"))


def test_calls_can_be_given_up() -> None:
    """The relay stops, its files go, the server forgets it; all else stays."""
    answers = Answers("chat.example.de", "anna@example.de", calls=False)
    found = plan(answers, DONE, DEPLOYED)
    assert Planned(Stopped("turnserver.service"), Outcome.REMOVED) in found.steps
    gone = {each.step.path for each in found.steps if isinstance(each.step, Gone)}
    assert gone == {RELAY_FILE, RELAY_RULES, f"{UNITS}/turnserver.service"}
    assert b"relay" not in files(found)["/etc/tresen.toml"].content
    again = plan(answers, after(found, DONE, answers), DEPLOYED)
    assert set(outcomes(again).values()) == {Outcome.RIGHT}


def test_without_an_address_for_the_relay_the_rest_is_made() -> None:
    """Calls wait for the DNS, and a note says so; a relay that is there already stays as it is."""
    nowhere = Relay()
    found = plan(ANSWERS, BARE._replace(relay=nowhere), DEPLOYED)
    assert RELAY_FILE not in files(found)
    assert b"relay" not in files(found)["/etc/tresen.toml"].content
    assert any(each.startswith("calls: ") for each in found.notes)
    later = plan(ANSWERS, DONE._replace(relay=nowhere), DEPLOYED)
    assert {each.outcome for each in later.steps} == {Outcome.RIGHT}


def test_an_inner_address_is_named_with_its_public_one() -> None:
    """As in most clouds: coturn tells devices the public one."""
    facts = BARE._replace(relay=Relay("10.0.0.5", "45.67.89.7", "2a0e:1:2:3::7"))
    lines = files(plan(ANSWERS, facts, DEPLOYED))[RELAY_FILE].content.decode().splitlines()
    assert {"external-ip=45.67.89.7/10.0.0.5", "relay-ip=10.0.0.5", "allowed-peer-ip=10.0.0.5"} <= set(lines)
    assert {"listening-ip=2a0e:1:2:3::7", "relay-ip=2a0e:1:2:3::7"} <= set(lines)


def test_no_example_is_left_in_a_file() -> None:
    """Of addresses, names and secrets that `deploy/` has for the reader, none stays in a line that counts."""
    for path, file in files(plan(ANSWERS, BARE, DEPLOYED)).items():
        counting = [line for line in file.content.decode().splitlines() if not line.startswith("#")]
        for example in ("example.org", "203.0.113.7", "198.51.100.7", "2001:db8", "REPLACE", "5349"):
            assert not any(example in line for line in counting), (path, example)


def test_behind_a_hosts_proxy_there_is_no_caddy() -> None:
    """The server listens where the proxy reaches it, and believes it alone. Who else reaches it is the firewall's matter."""
    answers = Answers("anna.host.example", calls=False, proxy="10.0.0.2")
    found = plan(answers, BARE._replace(listen_at="10.0.0.5"), DEPLOYED)
    assert CADDYFILE not in files(found)
    assert not any(
        isinstance(each.step, Running) and each.step.unit == "caddy.service" for each in found.steps
    )
    text = files(found)["/etc/tresen.toml"].content.decode()
    assert 'host = "10.0.0.5"\n' in text
    assert 'trusted_proxy = ["10.0.0.2"]\n' in text
    assert b"\nIPAddressAllow=localhost 10.0.0.2\n" in files(found)[f"{UNITS}/tresen.service"].content
    assert any("10.0.0.2 alone" in each for each in found.notes)


def test_units_of_the_package_are_not_written_twice() -> None:
    """What the package `tresen` brought is used, with its command and its settings file; a drop-in is still laid."""
    command = "/usr/lib/tresen/bin/tresen"
    supplied = {
        name: text.replace("/opt/tresen/bin/tresen", command).encode()
        for name, text in DEPLOYED.items()
        if name.startswith("tresen") and name.endswith((".service", ".timer"))
    }
    found = plan(ANSWERS, BARE._replace(supplied=supplied), DEPLOYED)
    units = {path for path in files(found) if path.startswith(UNITS)}
    assert units == {OUTSIDE, f"{UNITS}/turnserver.service"}
    elsewhere = plan(
        Answers("chat.example.de", backups="/mnt/backup/tresen"), BARE._replace(supplied=supplied), DEPLOYED
    )
    own = files(elsewhere)[f"{UNITS}/tresen-backup.service"].content.decode()
    assert f"ExecStart={command} backup --config /etc/tresen.toml --to /mnt/backup/tresen " in own


@pytest.mark.parametrize(
    ("here", "said"),
    [
        (HERE._replace(system=System("fedora", "43", "Fedora Linux 43")), "Fedora Linux 43"),
        (HERE._replace(system=System("debian", "11", "Debian 11")), "Debian from 12"),
        (HERE._replace(system=System("ubuntu", "22.04", "Ubuntu 22.04")), "Ubuntu from 24.04"),
        (HERE._replace(system=System("", "", "")), "without /etc/os-release"),
        (HERE._replace(is_root=False), "sudo tresen install"),
        (HERE._replace(has_systemd=False), "systemd does not run here"),
        (HERE._replace(command=""), "/opt/tresen"),
    ],
)
def test_what_is_no_place_for_it_is_refused(here: Here, said: str) -> None:
    """With cause and remedy, before any step."""
    with pytest.raises(Unfit) as refused:
        plan(ANSWERS, BARE._replace(here=here), DEPLOYED)
    assert len(refused.value.reasons) == 1
    assert said in refused.value.reasons[0]


@pytest.mark.parametrize(
    "system",
    [
        System("debian", "12", ""),
        System("debian", "", ""),
        System("ubuntu", "24.04", ""),
        System("ubuntu", "26.04", ""),
    ],
)
def test_what_it_knows_is_taken(system: System) -> None:
    """Debian's testing has no number."""
    assert plan(ANSWERS, BARE._replace(here=HERE._replace(system=system)), DEPLOYED).steps


def test_a_port_that_another_program_has_is_named() -> None:
    """Unless it is ours that listens there. Behind a proxy Caddy's ports are nobody's business."""
    web = BARE._replace(taken={443: ""})
    with pytest.raises(Unfit, match=r"443 .*--proxy 127\.0\.0\.1"):
        plan(ANSWERS, web, DEPLOYED)
    assert plan(Answers("chat.example.de", proxy="127.0.0.1"), web, DEPLOYED).steps
    assert plan(ANSWERS, web._replace(units={"caddy.service": Unit(True, True)}), DEPLOYED).steps
    with pytest.raises(Unfit, match=r"8080 .*--port"):
        plan(ANSWERS, BARE._replace(taken={8080: ""}), DEPLOYED)


def test_the_firewall_is_told_in_its_own_words() -> None:
    """What must come in, as commands for the firewall that is there."""
    assert "  ufw allow 49160:49600/udp" in plan(ANSWERS, BARE._replace(firewall="ufw"), DEPLOYED).notes
    notes = plan(ANSWERS, BARE._replace(firewall="firewalld"), DEPLOYED).notes
    assert "  firewall-cmd --permanent --add-port=443/tcp" in notes


def test_a_server_keeps_its_name() -> None:
    """Links and printed signs have it: another one is refused, whether an earlier run or a person wrote the settings."""
    other = Answers("neu.example.de", "anna@example.de")
    by_hand = changed(BARE, "/etc/tresen.toml", b'public_url = "https://chat.example.de"\n')
    for facts in (DONE, by_hand):
        assert plan(ANSWERS, facts, DEPLOYED).steps
        with pytest.raises(Unfit, match=r"this server is chat\.example\.de"):
            plan(other, facts, DEPLOYED)
    laid = BARE._replace(
        files={"/etc/tresen.toml": Found("file", DEPLOYED["tresen.toml"].encode(), packaged=True)}
    )
    assert plan(other, laid, DEPLOYED).steps


def test_a_server_that_a_person_moved_has_its_new_name() -> None:
    """The settings and the Caddyfile that say so are as they should be."""
    moved = DONE
    for path in ("/etc/tresen.toml", CADDYFILE, RELAY_FILE):
        file = DONE.files[path]
        there = file._replace(content=file.content.replace(b"chat.example.de", b"neu.example.de"))
        moved = moved._replace(files={**moved.files, path: there})
    found = plan(Answers("neu.example.de", "anna@example.de"), moved, DEPLOYED)
    assert set(outcomes(found).values()) == {Outcome.RIGHT}


def test_removal_keeps_data_unless_it_is_said() -> None:
    """Data folder, user and backups go only by their names."""
    there = DONE._replace(files={**DONE.files, DATA: Found("folder", owner="tresen")})
    for data, backups in ((False, False), (True, False), (False, True), (True, True)):
        steps = [each.step for each in plan_removal(there, data=data, backups=backups).steps]
        assert (Emptied(DATA) in steps, NoUser("tresen") in steps) == (data, data)
        assert (Emptied(ANSWERS.backups) in steps) == backups
        assert steps[-1] == Emptied(STATE)
        assert {each.path for each in steps if isinstance(each, Gone)} == {
            LINK,
            *files(plan(ANSWERS, BARE, DEPLOYED)),
        }
        stopped = {each.unit for each in steps if isinstance(each, Stopped)}
        assert stopped - {"caddy.service"} == {
            "tresen.service",
            "turnserver.service",
            *(f"{job}.timer" for job in JOBS),
        }


def test_removal_leaves_caddy_with_what_it_had() -> None:
    """Debian's Caddyfile comes back and is read; where there was none, Caddy stops, because it starts with none."""
    laid = BARE._replace(files={CADDYFILE: Found("file", b"# Debian's\n", packaged=True)})
    for facts, last in (
        (laid, Running("caddy.service", anew=True, reload=True)),
        (BARE, Stopped("caddy.service")),
    ):
        done = after(plan(ANSWERS, facts, DEPLOYED), facts)
        steps = [each.step for each in plan_removal(done, data=False, backups=False).steps]
        assert steps.index(last) > steps.index(Gone(CADDYFILE, before=facts is laid))


def test_removal_leaves_what_a_person_changed() -> None:
    """It stays, and is named."""
    found = plan_removal(changed(DONE, CADDYFILE, b"# mine\n"), data=False, backups=False)
    assert Planned(Gone(CADDYFILE), Outcome.LEFT) in found.steps
    assert any(CADDYFILE in each for each in found.notes)
    assert not any(
        isinstance(each.step, Running | Stopped) and "caddy" in each.step.unit for each in found.steps
    )
