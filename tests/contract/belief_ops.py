"""What is believed of `expired` events, stored times and retention classes, in the shared vectors (D3, D10, S18)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tresen.core.law.belief import Holding, Stored, Taking, Word, believe, contradicts, days_at
from tresen.core.records import Signed
from tresen.seal.classing import open_class

Values = dict[str, Any]

FIELDS: Final = frozenset(
    ("profiles", "signed_ms", "rev", "at_ms", "now_ms", "erased", "words", "others", "calls_ms", "hold_ms", "over")
)  # fmt: skip
"""What a case of `expired_believed` holds."""


def believed(given: Values) -> Values:
    """The verdict on an `expired` event."""
    profiles = {int(rev): fields for rev, fields in given["profiles"].items()}
    signed_ms = {int(rev): ms for rev, ms in given["signed_ms"].items()}
    days = days_at(profiles, signed_ms, given["rev"], given["at_ms"], given["now_ms"])
    held = Holding(
        [_word(each) for each in given["words"]],
        given["others"],
        given["calls_ms"],
        given["hold_ms"],
        given["over"],
    )
    erased = [(first, last) for first, last in given["erased"]]
    verdict, unproven = believe(days, given["at_ms"], erased, held)
    return {"verdict": verdict, "unproven": unproven}


def _word(given: Values) -> Word:
    return Word(given["pos"], given["stored_ms"], given["signed_ms"], given["class"])


def locked(given: Values) -> Values:
    """Whether a message stays that an `erased` event meets, and whether that is an alarm."""
    word = _word(given["word"])
    erased = [(first, last) for first, last in given["erased"]]
    taking = Taking(given["at_ms"], erased, given["kept"], given["covered"])
    return {"stays": word.is_locked(given["at_ms"]), "alarm": taking.is_alarm(word)}


def contradicted(given: Values) -> Values:
    """Whether a stored time is an alarm."""
    before = [Stored(ms) for ms in given["before_ms"]]
    return {"alarm": contradicts(before, Stored(given["stored_ms"], given["signed_ms"]))}


def check_class(given: Values) -> Values:
    """A retention class that counts."""
    signers = {bytes.fromhex(id_): bytes.fromhex(ed) for id_, ed in given["signers"].items()}
    signed = Signed(bytes.fromhex(given["body"]), bytes.fromhex(given["signature"]))
    said = open_class(signed, bytes.fromhex(given["business"]), bytes.fromhex(given["conversation"]), signers)
    return {
        "class": said.class_,
        "pos": said.pos,
        "hash": said.hash.hex(),
        "at_ms": said.at_ms,
        "signer": said.signer.hex(),
    }


OPERATIONS: Final[dict[str, Callable[[Values], Values]]] = {
    "expired_believed": believed,
    "erased_locked": locked,
    "stored_contradicts": contradicted,
    "check_class": check_class,
}
