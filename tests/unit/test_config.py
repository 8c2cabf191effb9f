"""Settings: where they come from. Every wrong one is named, with what would be right."""

from __future__ import annotations

import ipaddress
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tresen import config
from tresen.cli import build
from tresen.config import Mistakes, Settings, load
from tresen.datafolder import prepare_data


def mistakes_of(flags: dict[str, object], env: dict[str, str]) -> list[str]:
    with pytest.raises(Mistakes) as wrong:
        load(flags, env)
    return [str(each) for each in wrong.value.mistakes]


def test_defaults(tmp_path: Path) -> None:
    """Only the data folder is required; the server then listens on this machine only."""
    settings = load({"data": tmp_path, "port": None}, {})
    assert settings == Settings(
        data=tmp_path, public_url="http://localhost:8080", host="127.0.0.1", port=8080
    )


def test_order(tmp_path: Path) -> None:
    """A flag wins over the environment, the environment over the file."""
    (tmp_path / "tresen.toml").write_text('port = 1\nhost = "::1"\ntrusted_proxy = ["10.0.0.0/8", "::1"]\n')
    settings = load({"data": tmp_path, "port": 3}, {"TRESEN_PORT": "2", "TRESEN_HOST": "0.0.0.0"})
    assert (settings.port, settings.host) == (3, "0.0.0.0")
    assert settings.trusted_proxy == (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("::1"))
    assert load({"data": tmp_path}, {"TRESEN_PORT": "2"}).port == 2
    assert load({"data": tmp_path}, {}).public_url == "http://localhost:1"


def test_named_file(tmp_path: Path) -> None:
    """A file is named by --config or TRESEN_CONFIG and may name the data folder."""
    file = tmp_path / "own.toml"
    file.write_text(f'data = "{tmp_path}"\npublic_url = "https://chat.example.org"\n')
    for flags, env in (({"config": file}, {}), ({}, {"TRESEN_CONFIG": str(file)})):
        assert load(flags, env).public_url == "https://chat.example.org"


def test_secret_from_file(tmp_path: Path) -> None:
    """A secret may come from a file; no representation shows it."""
    secret = tmp_path / "token"
    secret.write_text("0123456789abcdef\n")
    settings = load({"data": tmp_path}, {"TRESEN_METRICS_TOKEN_FILE": str(secret)})
    assert settings.metrics_token == "0123456789abcdef"
    assert "0123456789abcdef" not in f"{settings!r} {settings}"


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("port", "80a", "a number from 1 to 65535"),
        ("port", "70000", "a number from 1 to 65535"),
        ("port", "-1", "a number from 1 to 65535"),
        ("port", "tcp://10.0.0.1:80", "a number from 1 to 65535"),
        ("host", "example.org", "0.0.0.0 or :: for all"),
        ("public_url", "chat.example.org", "such as https://chat.example.org"),
        ("public_url", "ftp://chat.example.org", "such as https://chat.example.org"),
        ("public_url", "https://chat.example.org:x", "such as https://chat.example.org"),
        ("public_url", "https://", "such as https://chat.example.org"),
        ("public_url", "https://chat.example.org/", "writes them: https://chat.example.org"),
        ("public_url", "https://Chat.Example.org:443", "writes them: https://chat.example.org"),
        ("public_url", "https://chat.example.org/shop?a=b", "writes them: https://chat.example.org"),
        ("public_url", "https://anna@chat.example.org", "writes them: https://chat.example.org"),
        ("public_url", "https://bäckerei.example", "writes them: https://xn--bckerei-5wa.example"),
        ("public_url", "https://weiß.example", "writes them: https://xn--wei-7ka.example"),
        ("public_url", "https://a..example", "such as https://chat.example.org"),
        ("public_url", "https://.", "such as https://chat.example.org"),
        ("public_url", "https://-ß.example", "such as https://chat.example.org"),
        ("public_url", f"https://ß{'a' * 70}.example", "such as https://chat.example.org"),
        ("trusted_proxy", "10.0.0.1/8", "network such as 127.0.0.1 or 10.0.0.0/8"),
        ("trusted_proxy", "127.0.0.1,proxy", "network such as 127.0.0.1 or 10.0.0.0/8"),
        ("metrics_token", "short", "at least 16 characters"),
        ("metrics_token_file", "/nowhere/at/all", "must be a readable file"),
        ("config", "/nowhere/at/all", "must be a readable TOML file"),
        ("publicurl", "https://chat.example.org", "TRESEN_PUBLIC_URL was perhaps meant"),
    ],
)
def test_wrong_setting(name: str, value: str, right: str) -> None:
    """A wrong value is named by its variable, with what would be right."""
    (mistake,) = mistakes_of({"data": "x"}, {f"TRESEN_{name.upper()}": value})
    assert mistake.startswith(f"TRESEN_{name.upper()}: ")
    assert right in mistake


def test_all_at_once(tmp_path: Path) -> None:
    """All wrong settings are named in one go, whichever way they came; a wrong secret is not repeated."""
    file = tmp_path / "own.toml"
    file.write_text("port = true\nprot = 3\n")
    secret = tmp_path / "token"
    secret.write_text("hunter2")
    env = {"TRESEN_METRICS_TOKEN_FILE": str(secret), "TRESEN_CONFIG": str(file), "OTHER": "x"}
    found = mistakes_of({"host": "here"}, env)
    assert len(found) == 5
    for start in (
        "--host: ",
        "TRESEN_METRICS_TOKEN_FILE: ",
        f"{file}: port: ",
        f"{file}: prot: ",
        "--data: ",
    ):
        assert sum(each.startswith(start) for each in found) == 1, start
    assert not any("hunter2" in each for each in found)


def test_secret_twice(tmp_path: Path) -> None:
    """A secret given both ways is a mistake: which one counts would be a guess."""
    env = {"TRESEN_METRICS_TOKEN": "0123456789abcdef", "TRESEN_METRICS_TOKEN_FILE": "x"}
    (mistake,) = mistakes_of({"data": tmp_path}, env)
    assert "set one of the two" in mistake


def test_broken_toml(tmp_path: Path) -> None:
    """A file that is not TOML is named, with the place of the error."""
    (tmp_path / "tresen.toml").write_text("port 80")
    (mistake,) = mistakes_of({"data": tmp_path}, {})
    assert "must be a readable TOML file" in mistake
    assert "line 1" in mistake


@pytest.mark.parametrize("given", ["config", "secret"])
def test_a_file_that_is_no_settings(tmp_path: Path, given: str) -> None:
    """However large it is, little of it is read: it is named as a mistake."""
    large = tmp_path / "large"
    with large.open("wb") as sparse:
        sparse.truncate(2**33)
    named = {"config": large} if given == "config" else {}
    env = {"TRESEN_METRICS_TOKEN_FILE": str(large)} if given == "secret" else {}
    (mistake,) = mistakes_of({"data": tmp_path, **named}, env)
    assert "it has more than 1 MiB" in mistake


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://localhost:8080", True),
        ("http://127.0.0.1", True),
        ("http://[::1]:8080", True),
        ("http://shop.localhost", True),
        ("http://192.168.0.2:8080", False),
        ("http://localhost.example.org", False),
    ],
)
def test_local(url: str, local: bool) -> None:
    """A browser on the same machine needs no TLS."""
    assert config.is_local(url) is local


MAIL = {"TRESEN_MAIL_HOST": "mail.example.org", "TRESEN_MAIL_FROM": "laden@example.org"}


@pytest.mark.parametrize(
    ("env", "right"),
    [
        ({"TRESEN_MAIL_HOST": "mail.example.org"}, "TRESEN_MAIL_HOST: needs TRESEN_MAIL_FROM"),
        ({"TRESEN_MAIL_FROM": "a@example.org"}, "TRESEN_MAIL_FROM: needs TRESEN_MAIL_HOST"),
        ({**MAIL, "TRESEN_MAIL_USER": "anna"}, "TRESEN_MAIL_USER: needs TRESEN_MAIL_PASSWORD"),
        ({**MAIL, "TRESEN_MAIL_PASSWORD": "geheim"}, "TRESEN_MAIL_PASSWORD: needs TRESEN_MAIL_USER"),
        ({**MAIL, "TRESEN_MAIL_SECURITY": "none"}, "only a mail server on this machine"),
        ({**MAIL, "TRESEN_MAIL_SECURITY": "ssl"}, "'ssl' is none of starttls, tls, none"),
        ({**MAIL, "TRESEN_MAIL_PORT": "0"}, "leave it out for the usual one"),
        ({**MAIL, "TRESEN_MAIL_HOST": "smtp://x"}, "such as mail.example.org"),
        ({**MAIL, "TRESEN_MAIL_FROM": "Anna <a@example.org>"}, "such as nachrichten@example.org"),
        (
            {**MAIL, "TRESEN_MAIL_FROM": "a@example.org\nBcc: b@example.org"},
            "such as nachrichten@example.org",
        ),
    ],
)
def test_wrong_mail(tmp_path: Path, env: dict[str, str], right: str) -> None:
    """[W13] Mail is set up whole or not at all, and never without TLS over a network."""
    (mistake,) = mistakes_of({"data": tmp_path}, env)
    assert right in mistake


def test_mail(tmp_path: Path) -> None:
    """[W13] The password comes from a file, and no representation shows it."""
    secret = tmp_path / "password"
    secret.write_text("einkorn\n")
    env = {**MAIL, "TRESEN_MAIL_USER": "anna", "TRESEN_MAIL_PASSWORD_FILE": str(secret)}
    settings = load({"data": tmp_path}, env)
    assert (settings.mail_security, settings.mail_port, settings.mail_password) == (
        "starttls",
        None,
        "einkorn",
    )
    assert "einkorn" not in f"{settings!r} {settings}"
    local = {**MAIL, "TRESEN_MAIL_HOST": "localhost", "TRESEN_MAIL_SECURITY": "none"}
    assert load({"data": tmp_path}, local).mail_security == "none"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_data_folder(tmp_path: Path) -> None:
    """The data folder is made for this user alone; an open one that is empty or already ours is closed."""
    prepare_data(tmp_path / "a" / "b")
    assert mode(tmp_path / "a" / "b") == 0o700
    for name, inside in (("empty", None), ("own", config.DATABASE_FILE), ("prepared", "tresen.toml")):
        folder = tmp_path / name
        folder.mkdir(mode=0o755)
        if inside:
            (folder / inside).touch()
        prepare_data(folder)
        assert mode(folder) == 0o700


def test_folder_of_others(tmp_path: Path) -> None:
    """A folder that holds other things is left as it is: it was named by mistake."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o755)
    (folder / "letters").touch()
    with pytest.raises(Mistakes, match="a folder for Tresen alone"):
        prepare_data(folder)
    assert mode(folder) == 0o755


def test_data_is_a_file(tmp_path: Path) -> None:
    """A file cannot be the data folder."""
    (tmp_path / "file").touch()
    with pytest.raises(Mistakes, match="must be a folder"):
        prepare_data(tmp_path / "file")


@pytest.mark.parametrize("command", ["serve", "doctor", "backup"])
def test_an_empty_name_is_no_data_folder(command: str) -> None:
    """`--data "$DIR"` without a DIR does not mean the current folder."""
    said = CliRunner().invoke(build(), [command, "--data", ""])
    assert (said.exit_code, "the name of the folder is empty" in said.output) == (2, True)
