"""Erase commands as a client signs and verifies them (S17). The server's own check is `core.erasing.check_command`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tresen.core.erasing import Command, erase_body, read_command
from tresen.core.events import GONE, Tombstone, read_message
from tresen.core.records import UNREADABLE, VERSION, Signed, verify
from tresen.core.sizes import ERASE_TARGETS, HASH_BYTES
from tresen.errors import Refusal
from tresen.seal.keys import DeviceKeys
from tresen.seal.refused import Refused

Target = tuple[int, bytes]


def sign_erase(
    keys: DeviceKeys, business: bytes, conversation: bytes, at_ms: int, targets: Sequence[Target] | None
) -> Signed:
    """A command to erase these messages, `(pos, header hash)` each, or with None the whole conversation."""
    body = erase_body(business, conversation, keys.id, at_ms, targets)
    return Signed(body, keys.sign("erase", body))


def open_erase(
    signed: Signed, business: bytes, conversation: bytes, signers: Mapping[bytes, bytes]
) -> Command:
    """The command, if it concerns this conversation and one of `signers` (device id → Ed25519 key) signed it.

    Raises:
        Refused: `malformed`, `wrong_version`, `wrong_place`, `wrong_sender`, `wrong_signature`.
    """
    try:
        command = read_command(signed.body)
    except Refusal:
        raise Refused("malformed", "an erase command that cannot be read") from None
    if (command.version, command.kind) != (VERSION, "erase"):
        raise Refused("wrong_version", "not an erase command of version 1")
    _check_shape(command)
    if (command.business, command.conversation) != (business, conversation):
        raise Refused("wrong_place", "a command about another conversation")
    ed = signers.get(command.signer)
    if ed is None:
        raise Refused("wrong_sender", "signed by a device that may not erase here")
    try:
        verify(ed, "erase", signed.body, signed.signature)
    except Refusal:
        raise Refused("wrong_signature", "the signature of this command does not verify") from None
    return command


def _check_shape(command: Command) -> None:
    targets = command.targets
    if targets is None:
        return
    if not 1 <= len(targets) <= ERASE_TARGETS or len({pos for pos, _ in targets}) != len(targets):
        raise Refused(
            "malformed",
            f"a command names 1 to {ERASE_TARGETS} messages, each once, or the whole conversation",
        )
    if any(pos < 1 or len(hash_) != HASH_BYTES for pos, hash_ in targets):
        raise Refused("malformed", "a target is a position and a header hash of 32 bytes")


def check_named(command: Command, hashes: Mapping[int, bytes]) -> None:
    """Check that the messages it names are there; `hashes` has the header hash of each by its position.

    Raises:
        Refused: `wrong_place`.
    """
    if any(hashes.get(pos) != hash_ for pos, hash_ in command.targets or ()):
        raise Refused("wrong_place", "it names a message that is not there")


def read_tombstone(body: bytes) -> tuple[bytes, str, bytes | None, int | None]:
    """A tombstone's header hash and reason; for one that is gone also the conversation and `pos` of its event (L5, D2).

    Raises:
        Refused: `malformed`.
    """
    try:
        left = read_message(body)
    except UNREADABLE:
        raise Refused("malformed", "a tombstone that cannot be read") from None
    if not isinstance(left, Tombstone):
        raise Refused("malformed", "a message and no tombstone")
    if left.reason not in GONE:
        return left.header_hash, left.reason, None, None
    return left.header_hash, left.reason, left.conversation, left.pos
