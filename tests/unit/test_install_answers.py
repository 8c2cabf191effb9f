"""Answers of a person stay answers: in no file that they are written into do they become anything else."""

from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world.as_unit import settings as unit_settings
from tresen.cli.installing import texts
from tresen.cli.installing.answers import (
    BACKUPS,
    DATA,
    Answers,
    Unusable,
    address,
    answered,
    folder,
    mailbox,
    proxy,
    says_yes,
)
from tresen.cli.installing.facts import Relay
from tresen.cli.installing.look import templates
from tresen.config import load

DEPLOYED = templates()
PLAIN = Answers("chat.example.de", "anna@example.de")
SECRET = "a" * 64
NASTY = st.text(
    alphabet=st.sampled_from(list("abzßä.-@/ \t\n\r\0\"'`\\{}$%#;=:[]()<>&|!*?~,+_0189İ／。．\u200b\u202e")),
    max_size=40,
)
"""What means something in one of the files, in a shell, or to a reader."""
ANY = st.one_of(
    st.text(max_size=60),
    NASTY,
    st.builds("chat{}.example.de".format, NASTY),
    st.builds("a{}@b.de".format, NASTY),
)


def usable(given_: Answers) -> Answers | None:
    try:
        return answered(given_)
    except Unusable:
        return None


def directives(caddyfile: str) -> list[str]:
    """The words that count, line by line, without comments."""
    return [
        line.strip() for line in caddyfile.splitlines() if line.strip() and not line.strip().startswith("#")
    ]


@given(ANY, ANY, ANY, ANY)
def test_answers_add_no_line_and_no_word(name: str, mail: str, at: str, backups: str) -> None:
    """Each is refused, or stands in every file where the plain answer stood, and nothing else differs."""
    found = (
        usable(Answers(name, "", True)),
        usable(Answers("a.de", mail)),
        usable(Answers("a.de", backups=backups)),
    )
    behind = usable(Answers("a.de", proxy=at))
    for answers in (*filter(None, found), *([behind] if behind else [])):
        text = texts.settings(DEPLOYED, answers, "127.0.0.1", SECRET)
        read = tomllib.loads(text)
        assert read["public_url"] == f"https://{answers.address}"
        assert set(read) == {
            "data",
            "public_url",
            "host",
            "port",
            "trusted_proxy",
            "relay_urls",
            "relay_secret",
        }
        plain = Answers("a.de", "b@a.de" if answers.mail else "", True)
        caddy = texts.caddyfile(DEPLOYED, answers)
        assert directives(caddy) == [
            line.replace("email b@a.de", f"email {answers.mail}").replace("a.de {", f"{answers.address} {{")
            for line in directives(texts.caddyfile(DEPLOYED, plain))
        ]
        relay = texts.relay(DEPLOYED, answers, Relay("45.67.89.7"), SECRET).splitlines()
        usual = texts.relay(DEPLOYED, Answers("a.de"), Relay("45.67.89.7"), SECRET).splitlines()
        assert [line.replace(answers.address, "a.de") for line in relay] == usual
        for unit in ("tresen.service", "tresen-backup.service", "tresen-backup-try.service"):
            made = unit_settings(texts.unit(DEPLOYED, unit, texts.COMMAND, answers))
            own = unit_settings(texts.unit(DEPLOYED, unit, texts.COMMAND, Answers("a.de")))
            assert set(made) == set(own)
            assert made["ExecStart"] == [each.replace(BACKUPS, answers.backups) for each in own["ExecStart"]]


@given(ANY)
def test_an_address_that_is_taken_is_one_for_the_server(name: str) -> None:
    """What passes here passes the server's own settings, and is in its last form."""
    try:
        found = address(name)
    except Unusable:
        return
    assert re.fullmatch(r"[a-z0-9.-]+", found)
    assert address(found) == found
    assert (
        load({"data": "/nonexistent", "public_url": f"https://{found}"}, {}).public_url == f"https://{found}"
    )


@pytest.mark.parametrize(
    ("given_", "found"),
    [
        ("chat.example.de", "chat.example.de"),
        (" Chat.Example.DE ", "chat.example.de"),
        ("bäckerei.example", "xn--bckerei-5wa.example"),
        ("Bäckerei-Groß.example", "xn--bckerei-gro-56a8c.example"),
        ("straße.example", "xn--strae-oqa.example"),
        ("λόγος.example", "xn--oxapnm1c.example"),
        ("anna.chat.host.example", "anna.chat.host.example"),
    ],
)
def test_addresses(given_: str, found: str) -> None:
    """Names as people type them become what browsers send."""
    assert address(given_) == found


@pytest.mark.parametrize(
    "given_",
    ["", "localhost", "https://chat.example.de", "chat.example.de/inbox", "chat.example.de:443", "203.0.113.7", "[::1]",
     "chat..example.de", "-chat.example.de", "chat.example.de.", "chat example.de", "a" * 64 + ".de", "chat_1.example.de",
     ".".join(["abcdefgh"] * 30), "chat.example.de\n}", "*.example.de", "chat.example.123"],
)  # fmt: skip
def test_no_addresses(given_: str) -> None:
    """Scheme, path, port, numbers, wildcards and what no DNS has."""
    with pytest.raises(Unusable):
        address(given_)


@pytest.mark.parametrize(
    "given_", ["anna", "@example.de", "anna@", "anna@localhost", "a b@example.de", "a{b}@example.de"]
)
def test_no_mail_addresses(given_: str) -> None:
    """Nothing but one plain address, or none at all."""
    assert mailbox(" ") == ""
    assert mailbox("anna+tresen@Example.de") == "anna+tresen@example.de"
    with pytest.raises(Unusable):
        mailbox(given_)


@pytest.mark.parametrize(
    "given_",
    ["", "/", "/mnt", "backup", "/etc/tresen", "/var/lib", DATA, f"{DATA}/backups", "/mnt/../etc", "/mnt/a b", "/mnt/%h",
     "/mnt/$HOME/x", "/mnt//x", "/mnt/./x", "/mnt/" + "a" * 300, "/home/anna/backup", "/root/backup", "/var/tmp/backup"],
)  # fmt: skip
def test_no_folders_for_backups(given_: str) -> None:
    """The system's own folders, the data folder, what units do not see, and names that a unit or a shell reads otherwise."""
    assert folder("/mnt/backup/tresen/") == "/mnt/backup/tresen"
    with pytest.raises(Unusable):
        folder(given_)


@pytest.mark.parametrize(
    "given_", ["0.0.0.0", "::", "224.0.0.1", "10.0.0.0/8", "fe80::1%eth0", "proxy.example.de"]
)
def test_no_proxies(given_: str) -> None:
    """One address of one machine."""
    assert (proxy(""), proxy(" 10.0.0.2 "), proxy("FD00::2")) == ("", "10.0.0.2", "fd00::2")
    with pytest.raises(Unusable):
        proxy(given_)


def test_yes_and_no_in_both_languages() -> None:
    """Anything else is asked again."""
    assert [says_yes(each) for each in ("yes", "J", "ja ", "n", "Nein")] == [True, True, True, False, False]
    for each in ("", "maybe", "yes no"):
        with pytest.raises(Unusable):
            says_yes(each)


@pytest.mark.parametrize("port", [0, 80, 65536, -1])
def test_no_ports(port: int) -> None:
    """A user without rights can listen on none of these."""
    with pytest.raises(Unusable):
        answered(Answers("chat.example.de", port=port))
