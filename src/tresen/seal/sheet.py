"""Prints and reads the recovery sheet: seven groups of four characters, of which the last two are check characters (S2).

They are a Reed–Solomon code over GF(32): one wrong character among the 28 is detected *and located*; two are detected,
wherever they are. A swap of two neighbours is told apart from a wrong character.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from tresen.core.sizes import SHEET_BITS
from tresen.seal import crockford
from tresen.seal.refused import Refused

GROUPS: Final = 7
GROUP_CHARS: Final = 4
CHARS: Final = GROUPS * GROUP_CHARS
_DATA: Final = CHARS - 2
_POLYNOMIAL: Final = 0b100101


def _powers() -> list[int]:
    powers = [1]
    while len(powers) < 31:
        doubled = powers[-1] << 1
        powers.append(doubled ^ _POLYNOMIAL if doubled & 32 else doubled)
    return powers


_POWER: Final = _powers()
"""a^0 … a^30 in GF(32) = GF(2)[a] / (a^5 + a^2 + 1); character i has the weight a^i."""
_LOG: Final = {value: at for at, value in enumerate(_POWER)}


class Slip(NamedTuple):
    """What most likely happened while typing a sheet; `groups` are the groups to look at, counted from 1.

    `one`: one character of that group is wrong. `swapped`: two neighbours changed places, in one of these groups or at its
    edge. `several`: more than that; it may be any group, so none is named.
    """

    kind: Literal["one", "swapped", "several"]
    groups: tuple[int, ...]


def sheet_text(secret: bytes) -> str:
    """A sheet's secret (17 bytes) as it is printed: seven groups of four characters, joined by hyphens."""
    data = _values(crockford.encode(secret, SHEET_BITS), _DATA)
    sums, weighted = _sums(data)
    # The two check characters make both sums zero: c26 + c27 = sums, a^26 c26 + a^27 c27 = weighted.
    last = _times(weighted ^ _times(sums, _POWER[_DATA]), _inverse(_POWER[_DATA] ^ _POWER[_DATA + 1]))
    text = _text([*data, sums ^ last, last])
    return "-".join(text[at : at + GROUP_CHARS] for at in range(0, CHARS, GROUP_CHARS))


def sheet_secret(text: str) -> bytes:
    """The secret behind a printed sheet; case, hyphens and spaces do not matter.

    Raises:
        Refused: `malformed` when it was typed wrong; `slip` says where.
    """
    values = _values(text)
    if _sums(values) != (0, 0):
        raise Refused("malformed", "the check characters differ: something was typed wrong")
    return crockford.decode(_text(values[:_DATA]), SHEET_BITS)


def slip(text: str) -> Slip | None:
    """Where a sheet of full length was typed wrong; None when its check characters agree.

    Raises:
        Refused: `malformed` for another length or a character that no sheet has.
    """
    values = _values(text)
    sums, weighted = _sums(values)
    if sums == weighted == 0:
        return None
    if sums and weighted:
        at = (_LOG[weighted] - _LOG[sums]) % 31
        return Slip("one", (_group(at),)) if at < CHARS else Slip("several", ())
    if sums:
        return Slip("several", ())
    return _swapped(values, weighted)


def _swapped(values: Sequence[int], weighted: int) -> Slip:
    pairs = [
        at
        for at, (here, there) in enumerate(pairwise(values))
        if _times(here ^ there, _POWER[at] ^ _POWER[at + 1]) == weighted
    ]
    groups = sorted({_group(each) for at in pairs for each in (at, at + 1)})
    return Slip("swapped", tuple(groups)) if groups else Slip("several", ())


def _values(text: str, chars: int = CHARS) -> list[int]:
    bits = crockford.decode(text, 5 * chars)
    number = int.from_bytes(bits, "big") >> (8 * len(bits) - 5 * chars)
    return [number >> 5 * at & 31 for at in reversed(range(chars))]


def _text(values: Sequence[int]) -> str:
    return "".join(crockford.ALPHABET[value] for value in values)


def _sums(values: Sequence[int]) -> tuple[int, int]:
    sums = weighted = 0
    for at, value in enumerate(values):
        sums ^= value
        weighted ^= _times(value, _POWER[at])
    return sums, weighted


def _times(left: int, right: int) -> int:
    return _POWER[(_LOG[left] + _LOG[right]) % 31] if left and right else 0


def _inverse(value: int) -> int:
    return _POWER[-_LOG[value] % 31]


def _group(at: int) -> int:
    return at // GROUP_CHARS + 1
