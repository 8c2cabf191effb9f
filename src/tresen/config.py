"""Settings of the server: a flag wins over `TRESEN_*`, that over the TOML file. Every invalid one is reported."""

from __future__ import annotations

import errno
import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias
from urllib.parse import urlsplit

import msgspec

from tresen.hosts import in_ascii

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

CONFIG_FILE: Final = "tresen.toml"
"""The settings file in the data folder, read unless another file is named."""

DATABASE_FILE: Final = "tresen.db"
"""The embedded database, inside the data folder."""

PUBLIC_URL_FILE: Final = "tresen.public-url"

MIB: Final = 2**20

_SHORTEST_TOKEN: Final = 16
_LONGEST_FILE: Final = MIB
"""No settings are that long: another file was named by mistake."""
_LOOPBACK_HOSTS: Final = ("localhost", "127.0.0.1", "::1")
LOG_LEVELS: Final = ("debug", "info", "warning", "error")
MAIL_PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}
_RELAY: Final = r"turns?:(\[[0-9a-fA-F:.]{2,45}\]|[A-Za-z0-9.-]{1,253})(:[0-9]{1,5})?(\?transport=(udp|tcp))?"
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


class Settings(msgspec.Struct, frozen=True):
    """The settings of `tresen serve`.

    `public_url` is the origin as a browser writes it, without a trailing slash. `trusted_proxy` holds the networks whose
    X-Forwarded-For is trusted. `metrics_token` opens /metrics; it is never logged. `security_contact` is where weaknesses of
    this server are reported (security.txt), None for no such file. `conversations_per_hour` is how many conversations one
    address may begin, half of them at once. `connections_per_address` is how many connections one address may hold open;
    trusted proxies are excepted. A customer's device may send `customer_burst` commands at once and `customer_per_minute` in
    the long run, a device of the team `team_burst` and `team_per_minute`; the other rates follow from these
    (`core.bounds.rates`). With less free disk than `free_disk_mib` customers' messages are refused, with less than half of
    it the team's too. A conversation may store `conversation_quota_mib` and a business `business_quota_mib`, the team a
    quarter more (`core.bounds.quotas`). A file has at most `file_mib`, the files of a conversation `conversation_files_mib`
    and those of a business `business_files_mib`, the team's a quarter more (`core.files`). Files lie in the data
    folder, or in the bucket `files_s3` of a store that speaks S3, with its key, secret and region. `web` is the folder
    with the built web apps, None for the one in the package. With `mail_host` customers may be told of answers by
    e-mail, from `mail_from` through that mail server: `mail_security` is `starttls`, `tls` (from the first byte on) or,
    on this machine only, `none`; `mail_port` None is the usual one of these. `erasure_list` is the file that says what
    was erased, for restored backups, None for the one in the data folder. `backup_s3` is the store that speaks S3 for
    backups to s3://…, with key, secret and region; None: the store that `files_s3` names, and its key. Lines below
    `log_level` are not logged. Calls go through the TURN server at `relay_urls`, which shares `relay_secret` with this one.
    """

    data: Path
    public_url: str
    host: str = "127.0.0.1"
    port: int = 8080
    trusted_proxy: tuple[Network, ...] = ()
    metrics_token: str | None = None
    security_contact: str | None = None
    conversations_per_hour: int = 120
    connections_per_address: int = 2000
    customer_burst: int = 30
    customer_per_minute: int = 60
    team_burst: int = 600
    team_per_minute: int = 6000
    free_disk_mib: int = 512
    conversation_quota_mib: int = 256
    business_quota_mib: int = 8192
    file_mib: int = 100
    conversation_files_mib: int = 1024
    business_files_mib: int = 16384
    files_s3: str | None = None
    files_s3_key: str | None = None
    files_s3_secret: str | None = None
    files_s3_region: str = "us-east-1"
    erasure_list: Path | None = None
    relay_urls: tuple[str, ...] = ()
    relay_secret: str | None = None
    backup_s3: str | None = None
    backup_s3_key: str | None = None
    backup_s3_secret: str | None = None
    backup_s3_region: str | None = None
    web: Path | None = None
    log_level: str = "info"
    mail_host: str | None = None
    mail_port: int | None = None
    mail_security: str = "starttls"
    mail_user: str | None = None
    mail_password: str | None = None
    mail_from: str | None = None

    def __repr__(self) -> str:
        return f"Settings(data={str(self.data)!r}, public_url={self.public_url!r})"


class Mistake(NamedTuple):
    """One invalid setting: where it was given, and what would be valid. Secrets are not shown."""

    where: str
    right: str

    def __str__(self) -> str:
        return f"{self.where}: {self.right}"


class Mistakes(ValueError):
    """The settings are invalid. `mistakes` holds every invalid one, at least one."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("; ".join(map(str, mistakes)))
        self.mistakes = mistakes


class _Given(NamedTuple):
    where: str
    value: object


_Found: TypeAlias = dict[str, _Given]


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be text")
    return value.strip()


def _path(value: object) -> Path:
    return Path(str(value)) if isinstance(value, Path) else Path(_text(value)).expanduser()


def _host(value: object) -> str:
    host = _text(value)
    try:
        ipaddress.ip_address(host)
    except ValueError:
        if host != "localhost":
            raise ValueError(
                f"{host!r} is not an address to listen on: 127.0.0.1 for this machine, 0.0.0.0 or :: for all"
            ) from None
    return host


def _port(value: object) -> int:
    try:
        port = int(str(value))
    except ValueError:
        port = -1
    if isinstance(value, bool) or not 0 <= port <= 65535:
        raise ValueError(f"{value!r} is not a port: a number from 1 to 65535, or 0 for any free one")
    return port


def _public_url(value: object) -> str:
    url = _text(value)
    try:
        parts = urlsplit(url)
        origin = _origin(parts.scheme, parts.hostname or "", parts.port)
    except (ValueError, UnicodeError):
        origin = ""
    if not origin:
        raise ValueError(f"{url!r} is not an address such as https://chat.example.org")
    if url != origin:
        raise ValueError(f"{url!r} must be scheme, host and port alone, as a browser writes them: {origin}")
    return url


def _origin(scheme: str, host: str, port: int | None) -> str:
    if scheme not in _DEFAULT_PORTS or not host:
        return ""
    name = f"[{host}]" if ":" in host else in_ascii(host)
    return f"{scheme}://{name}" + (f":{port}" if port and port != _DEFAULT_PORTS[scheme] else "")


def _networks(value: object) -> tuple[Network, ...]:
    parts = value if isinstance(value, list | tuple) else _text(value).split(",")
    found = []
    for part in (str(each).strip() for each in parts):
        try:
            found.append(ipaddress.ip_network(part))
        except ValueError:
            raise ValueError(
                f"{part!r} is not an address or network such as 127.0.0.1 or 10.0.0.0/8"
            ) from None
    return tuple(found)


def _token(value: object) -> str:
    if not isinstance(value, str) or len(value.strip()) < _SHORTEST_TOKEN:
        raise ValueError(
            f"must be at least {_SHORTEST_TOKEN} characters, such as the output of `openssl rand -hex 16`"
        )
    return value.strip()


def _contact(value: object) -> str:
    contact = _text(value)
    if not re.fullmatch(r"(https://|mailto:[^\s@]+@|tel:\+?[0-9])[!-~]*", contact):
        raise ValueError(
            f"{contact!r} is not an address such as mailto:security@example.org, https://… or tel:+49…"
        )
    return contact


def _mail_host(value: object) -> str:
    host = _text(value)
    if not re.fullmatch(r"[A-Za-z0-9.:-]{1,253}", host):
        raise ValueError(f"{host!r} is not the name of a mail server such as mail.example.org")
    return host.lower()


def _mail_port(value: object) -> int:
    port = _port(value)
    if port == 0:
        raise ValueError("0 is not a port: leave it out for the usual one")
    return port


def _mail_security(value: object) -> str:
    how = _text(value).lower()
    if how not in MAIL_PORTS:
        raise ValueError(f"{how!r} is none of {', '.join(MAIL_PORTS)}")
    return how


def _mailbox(value: object) -> str:
    address = _text(value)
    if not re.fullmatch(r"[A-Za-z0-9._%+=-]{1,64}@[A-Za-z0-9.-]{1,185}", address):
        raise ValueError(f"{address!r} is not an address such as nachrichten@example.org")
    return address


def _secret(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be text")
    return value.strip()


def _bucket(value: object) -> str:
    url = _text(value)
    parts = urlsplit(url)
    name = parts.path.strip("/")
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or not name or "/" in name or parts.query:
        raise ValueError(
            f"{url!r} is not a store's address with a bucket, such as https://s3.example.org/tresen"
        )
    return url


def _relays(value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, list | tuple) else _text(value).split(",")
    found = tuple(str(each).strip() for each in parts)
    for part in found:
        if not re.fullmatch(_RELAY, part):
            raise ValueError(
                f"{part!r} is not a relay's address such as turn:relay.example.org:3478?transport=udp or turns:…"
            )
    return found


def _store(value: object) -> str:
    url = _text(value).rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or parts.path or parts.query:
        raise ValueError(f"{url!r} is not a store's address such as https://s3.example.org")
    return url


def _level(value: object) -> str:
    level = _text(value).lower()
    if level not in LOG_LEVELS:
        raise ValueError(f"{level!r} is none of {', '.join(LOG_LEVELS)}")
    return level


def _count(value: object) -> int:
    try:
        count = int(str(value))
    except ValueError:
        count = 0
    if isinstance(value, bool) or count < 1:
        raise ValueError(f"{value!r} is not a whole number from 1 up")
    return count


_READERS: Final[dict[str, Callable[[object], Any]]] = {
    "data": _path,
    "host": _host,
    "port": _port,
    "public_url": _public_url,
    "trusted_proxy": _networks,
    "metrics_token": _token,
    "security_contact": _contact,
    "conversations_per_hour": _count,
    "connections_per_address": _count,
    "customer_burst": _count,
    "customer_per_minute": _count,
    "team_burst": _count,
    "team_per_minute": _count,
    "free_disk_mib": _count,
    "conversation_quota_mib": _count,
    "business_quota_mib": _count,
    "file_mib": _count,
    "conversation_files_mib": _count,
    "business_files_mib": _count,
    "files_s3": _bucket,
    "files_s3_key": _text,
    "files_s3_secret": _text,
    "files_s3_region": _text,
    "erasure_list": _path,
    "relay_urls": _relays,
    "relay_secret": _token,
    "backup_s3": _store,
    "backup_s3_key": _text,
    "backup_s3_secret": _secret,
    "backup_s3_region": _text,
    "web": _path,
    "log_level": _level,
    "mail_host": _mail_host,
    "mail_port": _mail_port,
    "mail_security": _mail_security,
    "mail_user": _text,
    "mail_password": _secret,
    "mail_from": _mailbox,
}


def is_local(public_url: str) -> bool:
    """Whether browsers treat this origin as secure without TLS because it is this machine."""
    host = urlsplit(public_url).hostname or ""
    return host in _LOOPBACK_HOSTS or host.endswith(".localhost")


def flag(name: str) -> str:
    """The command line flag of a setting."""
    return "--" + name.replace("_", "-")


def load(flags: Mapping[str, object], env: Mapping[str, str], *, remembered: bool = False) -> Settings:
    """Settings from flags (None: not given), environment, and the TOML file named by `config` or found in the data folder.

    With `remembered`, a public URL that is not given is the one the server last ran with.

    Raises:
        Mistakes: for every setting that is invalid or missing.
    """
    mistakes: list[Mistake] = []
    given = _from_env(env, mistakes) | {
        name: _Given(flag(name), value) for name, value in flags.items() if value is not None
    }
    given = _from_file(given.pop("config", None), given.get("data"), mistakes) | given
    read: dict[str, Any] = {}
    for name, (where, value) in given.items():
        try:
            read[name] = _READERS[name](value)
        except ValueError as wrong:
            mistakes.append(Mistake(where, str(wrong)))
    if "data" not in given:
        mistakes.append(
            Mistake("--data", "name the folder that holds everything, such as --data /var/lib/tresen")
        )
    mistakes.extend(_mail_mistakes(given, read))
    mistakes += _unfinished(given)
    if mistakes:
        raise Mistakes(mistakes)
    if remembered and "public_url" not in read:
        read.update(_remembered(read["data"]))
    read.setdefault("public_url", f"http://localhost:{read.get('port', 8080)}")
    return Settings(**read)


def _mail_mistakes(given: _Found, read: Mapping[str, Any]) -> Iterator[Mistake]:
    """What one mail setting alone cannot show."""
    named = sorted(name for name in given if name.startswith("mail_"))
    if not named:
        return
    for name in ("mail_host", "mail_from"):
        if name not in given:
            yield Mistake(given[named[0]].where, f"needs TRESEN_{name.upper()} as well")
    for one, other in (("mail_user", "mail_password"), ("mail_password", "mail_user")):
        if one in given and other not in given:
            yield Mistake(given[one].where, f"needs TRESEN_{other.upper()} as well")
    if read.get("mail_security") == "none" and read.get("mail_host", "localhost") not in _LOOPBACK_HOSTS:
        yield Mistake(
            given["mail_security"].where, "only a mail server on this machine may be used without TLS"
        )


def _unfinished(given: Mapping[str, _Given]) -> Iterator[Mistake]:
    """A bucket without what opens it, a relay without its secret, or the reverse."""
    for one, other in (("relay_urls", "relay_secret"), ("relay_secret", "relay_urls")):
        if one in given and other not in given:
            yield Mistake(given[one].where, f"needs TRESEN_{other.upper()} as well")
    for name in ("files_s3_key", "files_s3_secret"):
        if "files_s3" in given and name not in given:
            yield Mistake(given["files_s3"].where, f"needs {name} as well")


def remember_public_url(settings: Settings) -> None:
    """Write the public URL into the data folder, for commands that create links while the server runs."""
    file = settings.data / PUBLIC_URL_FILE
    file.write_text(settings.public_url + "\n")
    file.chmod(0o600)


def _remembered(data: Path) -> dict[str, str]:
    try:
        return {"public_url": _public_url((data / PUBLIC_URL_FILE).read_text())}
    except (OSError, ValueError):
        return {}


def _from_env(env: Mapping[str, str], mistakes: list[Mistake]) -> _Found:
    found: _Found = {}
    for variable, value in sorted(env.items()):
        name = variable.removeprefix("TRESEN_").lower()
        if not variable.startswith("TRESEN_") or not value:
            continue
        if name in _READERS or name == "config":
            found[name] = _Given(variable, value)
        elif name.removesuffix("_file") in _READERS:
            _read_secret(variable, value, found, mistakes)
        else:
            mistakes.extend(_misspelt(variable, name))
    return found


def _read_secret(variable: str, file: str, found: _Found, mistakes: list[Mistake]) -> None:
    name = variable.removeprefix("TRESEN_").lower().removesuffix("_file")
    if name in found:
        mistakes.append(Mistake(variable, f"TRESEN_{name.upper()} is set as well: set one of the two"))
        return
    try:
        found[name] = _Given(variable, _read(Path(file)).strip())
    except (OSError, UnicodeError) as error:
        mistakes.append(Mistake(variable, f"{file!r} must be a readable file: {_reason(error)}"))


def _misspelt(variable: str, name: str) -> Iterator[Mistake]:
    import difflib  # Half a MiB with what reads TOML: a server without mistakes and without a file needs neither.

    for near in difflib.get_close_matches(name, _READERS, 1, 0.8):
        yield Mistake(variable, f"there is no such setting; TRESEN_{near.upper()} was perhaps meant")


def _from_file(named: _Given | None, data: _Given | None, mistakes: list[Mistake]) -> _Found:
    if named is not None:
        file, where = Path(str(named.value)), named.where
    elif data is not None and _is_there(Path(str(data.value)) / CONFIG_FILE):
        file = Path(str(data.value)) / CONFIG_FILE
        where = str(file)
    else:
        return {}
    import tomllib

    try:
        table = tomllib.loads(_read(file))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        mistakes.append(Mistake(where, f"{str(file)!r} must be a readable TOML file: {_reason(error)}"))
        return {}
    return dict(_from_table(file, table, mistakes))


def _read(file: Path) -> str:
    """The text of a file that holds settings. Raises `OSError`, `UnicodeError`."""
    with file.open("rb") as opened:
        data = opened.read(_LONGEST_FILE + 1)
    if len(data) > _LONGEST_FILE:
        raise OSError(errno.EFBIG, f"it has more than {_LONGEST_FILE // MIB} MiB")
    return data.decode()


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # this user cannot open the folder; whatever needs it reports that
        return False


def _from_table(file: Path, table: dict[str, Any], mistakes: list[Mistake]) -> Iterator[tuple[str, _Given]]:
    for name, value in table.items():
        if name in _READERS:
            yield name, _Given(f"{file}: {name}", value)
        else:
            mistakes.append(
                Mistake(f"{file}: {name}", f"there is no such setting; there are {', '.join(_READERS)}")
            )


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
