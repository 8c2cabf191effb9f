"""The links that people hold: sign, return link, invite, invitation, set-up link (S3, S21). Secrets come after the `#`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from tresen.core.records import digest
from tresen.core.sizes import FINGERPRINT_BYTES, SECRET_BYTES
from tresen.seal import crockford
from tresen.seal.invite import Invite
from tresen.seal.refused import Refused
from tresen.seal.words import four_words

_FINGERPRINT_BITS: Final = 8 * FINGERPRINT_BYTES
_SECRET_BITS: Final = 8 * SECRET_BYTES
_NEVER_IN_A_HOST: Final = frozenset(map(chr, range(0x21))) | frozenset('"#%<>\\^`{|}\x7f')


@dataclass(frozen=True)
class Sign:
    """A business's address, as on the printed sign. `fingerprint` is None when the link carries none."""

    public_url: str
    handle: str
    fingerprint: bytes | None

    def __str__(self) -> str:
        key = f"#key={crockford.encode(self.fingerprint)}" if self.fingerprint else ""
        return f"{self.public_url}/{self.handle}{key}"


def sign_words(fingerprint: bytes) -> tuple[str, str, str, str]:
    """The four words on a printed sign: a memory aid, never a verification (S3)."""
    return four_words(digest("sign-words", fingerprint))


@dataclass(frozen=True)
class ReturnLink:
    """Opens a customer's conversation on another device (S13)."""

    public_url: str
    handle: str
    secret: bytes
    fingerprint: bytes

    def __str__(self) -> str:
        fragment = f"{crockford.encode(self.secret)}.{crockford.encode(self.fingerprint)}"
        return f"{self.public_url}/{self.handle}#return={fragment}"


@dataclass(frozen=True)
class InviteLink:
    """Adds a device to the team (S12)."""

    public_url: str
    invite: Invite

    def __str__(self) -> str:
        parts = (self.invite.id, self.invite.secret, self.invite.fingerprint)
        return f"{self.public_url}/inbox#invite={'.'.join(crockford.encode(part) for part in parts)}"


@dataclass(frozen=True)
class InvitationLink:
    """Opens what the business wrote to somebody (S21)."""

    public_url: str
    handle: str
    secret: bytes = field(repr=False)
    fingerprint: bytes

    def __str__(self) -> str:
        key, secret = crockford.encode(self.fingerprint), crockford.encode(self.secret)
        return f"{self.public_url}/{self.handle}#key={key}&i={secret}"


def read_invitation_link(url: str) -> InvitationLink:
    """Read the link of an invitation.

    Raises:
        Refused: `malformed`.
    """
    origin, path, fragment = _split(url)
    key, secret = _value(fragment, "key"), _value(fragment, "i")
    return InvitationLink(
        origin, path, crockford.decode(secret, _SECRET_BITS), crockford.decode(key, _FINGERPRINT_BITS)
    )


def read_sign(url: str) -> Sign:
    """Read the address of a business, with or without `#key=`.

    Raises:
        Refused: `malformed`.
    """
    origin, path, fragment = _split(url)
    if not fragment or _only_a_way(fragment):
        return Sign(origin, path, None)
    return Sign(origin, path, crockford.decode(_value(fragment, "key"), _FINGERPRINT_BITS))


def read_return_link(url: str) -> ReturnLink:
    """Read a return link.

    Raises:
        Refused: `malformed`.
    """
    origin, path, fragment = _split(url)
    secret, fingerprint = _parts(_value(fragment, "return"), 2)
    return ReturnLink(
        origin, path, crockford.decode(secret, _SECRET_BITS), crockford.decode(fingerprint, _FINGERPRINT_BITS)
    )


def read_invite_link(url: str) -> InviteLink:
    """Read an invite link.

    Raises:
        Refused: `malformed`.
    """
    origin, _, fragment = _split(url)
    name, secret, fingerprint = _parts(_value(fragment, "invite"), 3)
    return InviteLink(
        origin,
        Invite(
            crockford.decode(name, _SECRET_BITS),
            crockford.decode(secret, _SECRET_BITS),
            crockford.decode(fingerprint, _FINGERPRINT_BITS),
        ),
    )


def _split(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port  # both are read here: either may be broken
    except ValueError:
        raise Refused("malformed", "the address names no host") from None
    path = parts.path.strip("/")
    broken = not host or "@" in parts.netloc or any(each in _NEVER_IN_A_HOST for each in host)
    if parts.scheme not in ("http", "https") or broken or not path or "/" in path:
        raise Refused("malformed", "not an address of the form https://host/name")
    return f"{parts.scheme}://{parts.netloc}", path, parts.fragment


def _only_a_way(fragment: str) -> bool:
    """A link that is short enough to be typed names a way and no fingerprint (`client/ways.py`)."""
    return all(pair.partition("=")[0] in {"w", "s", "q"} for pair in fragment.split("&"))


def _value(fragment: str, name: str) -> str:
    for pair in fragment.split("&"):
        key, _, value = pair.partition("=")
        if key == name:
            return value
    raise Refused("malformed", f"the link carries no #{name}=")


def _parts(value: str, count: int) -> list[str]:
    parts = value.split(".")
    if len(parts) != count:
        raise Refused("malformed", "the link was cut off")
    return parts


@dataclass(frozen=True)
class SetupLink:
    """Lets its holder create one business, once."""

    public_url: str
    secret: bytes

    def __str__(self) -> str:
        return f"{self.public_url}/setup#setup={crockford.encode(self.secret)}"


def read_setup_link(url: str) -> SetupLink:
    """Read a set-up link.

    Raises:
        Refused: `malformed`.
    """
    origin, _, fragment = _split(url)
    return SetupLink(origin, crockford.decode(_value(fragment, "setup"), _SECRET_BITS))
