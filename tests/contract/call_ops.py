"""Signals, fingerprints and words of calls in the shared vectors (C2, C3, C6, C7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tests.contract.frame_ops import plain
from tresen.core.calls.signals import SignalHeader
from tresen.seal.epoch import EpochKey
from tresen.seal.keys import DeviceKeys
from tresen.seal.signal import (
    SealedSignal,
    call_commitment,
    call_words,
    fingerprint_of,
)
from tresen.seal.signal import (
    open_signal as opened,
)
from tresen.seal.signal import (
    seal_signal as sealed,
)

Values = dict[str, Any]

_IDS: Final = ("business", "conversation", "epoch_hash", "device", "call", "to", "salt")


def epoch_in(given: Values) -> EpochKey:
    """The epoch of a case."""
    business, conversation, digest, key = (
        bytes.fromhex(given["epoch"][name]) for name in ("business", "conversation", "hash", "key")
    )
    return EpochKey(business, conversation, given["epoch"]["n"], digest, key)


def payload_in(given: Values) -> Values:
    """A payload as it is sealed: nonce and commitment are bytes there and hex in a file."""
    return {
        name: bytes.fromhex(value) if name in ("commit", "nonce") else value
        for name, value in given["payload"].items()
    }


def seal_signal(given: Values) -> Values:
    """The same header, payload and keys give the same bytes."""
    keys = DeviceKeys(bytes.fromhex(given["seed"]), bytes.fromhex(given["opening"]))
    fields: Values = {
        name: bytes.fromhex(value) if name in _IDS and value is not None else value
        for name, value in given["header"].items()
    }
    made = sealed(keys, epoch_in(given), SignalHeader(version=1, **fields), payload_in(given))
    return {
        "header": made.header.hex(),
        "ciphertext": made.ciphertext.hex(),
        "signature": made.signature.hex(),
    }


def open_signal(given: Values) -> Values:
    """What a signal says, once it is believed to be its sender's."""
    signal = SealedSignal(*(bytes.fromhex(given[name]) for name in ("header", "ciphertext", "signature")))
    sender, ed = bytes.fromhex(given["sender"]), bytes.fromhex(given["sender_ed"])
    header, payload = opened(signal, sender, ed, epoch_in(given))
    values = {name: value for name, value in plain(header).items() if name != "version"}
    return {"header": values, "payload": {name: plain(value) for name, value in payload.items()}}


def commit_call(given: Values) -> Values:
    """What the caller says of its nonce first."""
    return {"commit": call_commitment(bytes.fromhex(given["nonce"])).hex()}


def words_of_call(given: Values) -> Values:
    """The four words that both sides compare."""
    names = ("call", "nonce", "other", "customer", "team")
    return {"words": list(call_words(*(bytes.fromhex(given[name]) for name in names)))}


def sdp_fingerprint(given: Values) -> Values:
    """The one fingerprint of a description."""
    return {"fingerprint": fingerprint_of(given["sdp"]).hex()}


OPERATIONS: Final[dict[str, Callable[[Values], Values]]] = {
    each.__name__: each for each in (seal_signal, open_signal, commit_call, words_of_call, sdp_fingerprint)
}
