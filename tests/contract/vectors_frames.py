"""Vectors of the wire: every frame in both directions and every event's body, tolerated and refused ones (W1, L5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from tests.contract.vectors_case import AT_MS, BUSINESS, Case, accepted, fixed, refused
from tresen.core.model import Kind
from tresen.core.sizes import WHOLE_MOST

pack = msgspec.msgpack.encode

CONVERSATION: Final = fixed("conversation", 16)
DEVICE: Final = fixed("device", 16)
CALL: Final = fixed("call", 16)
GENERATION: Final = fixed("generation", 16)
CHALLENGE: Final = fixed("challenge")
SIGNATURE: Final = fixed("signature") * 2
SLOT: Final = (fixed("slot") * 2)[:60]
EVENT: Final = [7, None, CONVERSATION, 3, int(Kind.CLOSED), AT_MS, DEVICE, 12, [1]]
ROW: Final = [CONVERSATION, 1, 9, 8, AT_MS, AT_MS - 5]

FROM_SERVER: Final[dict[str, list[Any]]] = {
    "challenge": [64, CHALLENGE],
    "welcome of a device of the team": [
        65, "owner", 1, BUSINESS, None, GENERATION, 4711, 5, 12, "bearer", AT_MS + 900_000, AT_MS,
        fixed("event", 16),
    ],
    "welcome of a customer": [
        65, "customer", 0, BUSINESS, CONVERSATION, GENERATION, 3, 5, 0, "bearer", AT_MS + 900_000, AT_MS,
        None,
    ],
    "stored, to the team": [66, 12, 3, AT_MS, 7],
    "stored, to a customer": [66, 12, 3, AT_MS, None],
    "stored without a place": [66, 12, None, AT_MS, 7],
    "events": [67, [EVENT, [None, 5, None, None, 3, AT_MS, None, None, [b"record", SIGNATURE, None]]]],
    "no events": [67, []],
    "marks": [68, [ROW, [CONVERSATION, 0, 0, 0, 0, 0]]],
    "behind": [69, 4711, 5],
    "typing": [70, CONVERSATION, 2, True],
    "typing, without a person": [70, CONVERSATION, None, False],
    "error of a command": [71, 12, "stale_epoch", True, "the current epoch is 2"],
    "error of the connection": [71, None, "replaced", True, ""],
    "bearer": [72, "bearer", AT_MS],
    "ring": [73, "invites"],
    "ready": [74],
    "signalled": [75, CONVERSATION, b"header", bytes(272), SIGNATURE],
    "a call of a customer rings": [76, CONVERSATION, CALL, "ringing", 0, False, None, None, None, AT_MS, DEVICE],
    "a call of the team was accepted": [76, CONVERSATION, CALL, "accepted", 1, True, DEVICE, 2, None, AT_MS, DEVICE],
    "a call that ended": [76, CONVERSATION, CALL, "ended", 0, False, DEVICE, 2, "hung_up", AT_MS, DEVICE],
    "a call of which no caller is named": [76, CONVERSATION, CALL, "ended", 0, False, None, None, "missed", AT_MS, None],
}  # fmt: skip

FROM_CLIENT: Final[dict[str, dict[str, Any]]] = {
    "hello that resumes": {
        "type": "hello", "device": DEVICE.hex(), "signature": SIGNATURE.hex(), "generation": GENERATION.hex(),
        "cursor": 4711, "rev": 5, "known": [4711, fixed("event", 16).hex()],
    },
    "hello at the head": {
        "type": "hello", "device": DEVICE.hex(), "signature": SIGNATURE.hex(), "generation": None, "cursor": None,
        "rev": None, "known": None,
    },
    "send": {
        "type": "send", "counter": 12, "header": b"header".hex(), "slot": SLOT.hex(), "ciphertext": bytes(272).hex(),
        "signature": SIGNATURE.hex(),
    },
    "mark of the team": {"type": "mark", "conversation": CONVERSATION.hex(), "delivered": 9, "read": 8},
    "mark of a customer": {"type": "mark", "conversation": None, "delivered": 9, "read": 8},
    "assign to a person": {
        "type": "act", "counter": 12, "conversation": CONVERSATION.hex(), "action": "assign", "argument": 2,
    },
    "assign to nobody": {
        "type": "act", "counter": 12, "conversation": CONVERSATION.hex(), "action": "assign", "argument": None,
    },
    "block": {"type": "act", "counter": 12, "conversation": CONVERSATION.hex(), "action": "block", "argument": True},
    "class": {
        "type": "act", "counter": 12, "conversation": CONVERSATION.hex(), "action": "class", "argument": ["letter", 3],
    },
    "signed class": {
        "type": "act", "counter": 12, "conversation": CONVERSATION.hex(), "action": "class", "argument": ["letter", 3],
        "signed": [b"class".hex(), SIGNATURE.hex()],
    },
    "typing of the team": {"type": "typing", "conversation": CONVERSATION.hex(), "on": True},
    "typing of a customer": {"type": "typing", "conversation": None, "on": False},
    "signal of the team": {
        "type": "signal", "conversation": CONVERSATION.hex(), "header": b"header".hex(), "ciphertext": bytes(272).hex(),
        "signature": SIGNATURE.hex(),
    },
    "signal of a customer": {
        "type": "signal", "conversation": None, "header": b"header".hex(), "ciphertext": bytes(272).hex(),
        "signature": SIGNATURE.hex(),
    },
}  # fmt: skip

BODIES: Final[dict[str, tuple[Kind, list[Any]]]] = {
    "message": (Kind.MESSAGE, [b"header", SLOT, bytes(272), SIGNATURE]),
    "superseded message": (Kind.MESSAGE, [None, None, None, None, fixed("hash"), "superseded"]),
    "erased message": (Kind.MESSAGE, [None, None, None, None, fixed("hash"), "erased", CONVERSATION, 9]),
    "expired message": (Kind.MESSAGE, [None, None, None, None, fixed("hash"), "expired", CONVERSATION, 9]),
    "greeting": (Kind.AUTO, ["greeting", 5, None, AT_MS, AT_MS + 1]),
    "away message, open nobody knows when": (Kind.AUTO, ["away.always", 5, None, AT_MS, None]),
    "epoch record": (Kind.RECORD, [b"record", SIGNATURE, [[DEVICE, bytes(80)]]]),
    "public record": (Kind.RECORD, [b"record", SIGNATURE, None]),
    "assigned": (Kind.ASSIGNED, [2]),
    "assigned to nobody": (Kind.ASSIGNED, [None]),
    "closed": (Kind.CLOSED, [1]),
    "reopened": (Kind.REOPENED, [1]),
    "reopened by a message": (Kind.REOPENED, [None]),
    "class": (Kind.CLASS, ["voucher", 3]),
    "blocked": (Kind.BLOCKED, [True]),
    "erased": (Kind.ERASED, [b"command", SIGNATURE, [[3, 5], [7, 7]], [[6, "letter", AT_MS]]]),
    "answered call": (Kind.CALL, [CALL, True, 0, AT_MS, AT_MS + 1, AT_MS + 2, "answered", 2]),
    "missed call of a customer": (Kind.CALL, [CALL, False, 0, AT_MS, None, AT_MS + 2, "missed", None]),
    "erased call": (Kind.CALL, [CALL, None, None, None, None, None, "erased"]),
    "expired": (Kind.EXPIRED, [5, [[3, 5], [7, 7]], [[6, "letter", AT_MS]]]),
    "automatic answers off": (Kind.AUTO_OFF, [True]),
}

NUMBERS: Final = {
    "a whole float": 3.0,
    "a fraction": 3.5,
    "below zero": -1,
    "beyond 2^53 - 1": WHOLE_MOST + 1,
    "text": "3",
    "true": True,
    "bytes": b"3",
}


def event(kind: int, body: object) -> bytes:
    """One event, as a page of events has it."""
    return pack([*EVENT[:4], kind, *EVENT[5:8], body])


def longer(frame: list[Any]) -> list[Any]:
    """The same frame of a later version, with more fields."""
    return [*frame, {"later": [1.5, "more"]}]


def with_field(frame: list[Any], at: int, value: object) -> list[Any]:
    """The frame with one field changed."""
    return [*frame[:at], value, *frame[at + 1 :]]


def _server_cases() -> Iterator[Case]:
    for name, frame in FROM_SERVER.items():
        yield accepted(name, "read_frame", {"bytes": pack(frame).hex()})
        yield accepted(f"{name}, with a later field", "read_frame", {"bytes": pack(longer(frame)).hex()})
    yield accepted(
        "a type of a later version", "read_frame", {"bytes": pack([99, "what?"]).hex()}, {"type": "unknown"}
    )
    yield accepted(
        "stored, to a customer, cut short", "read_frame", {"bytes": pack([66, 12, 3, AT_MS]).hex()}
    )
    for name, data in _no_server_frames():
        yield refused(name, "read_frame", "malformed", {"bytes": data.hex()})


def _no_server_frames() -> Iterator[tuple[str, bytes]]:
    yield "nothing at all", b""
    yield "no array", pack({"type": 64})
    yield "an empty array", pack([])
    yield "a type in words", pack(["challenge", CHALLENGE])
    yield "a type that is a float", pack([69.0, 4711, 5])
    yield "cut off", pack(FROM_SERVER["behind"])[:-1]
    yield "something behind it", pack(FROM_SERVER["behind"]) + b"\xc0"
    yield "an extension type", b"\x93\x45\xd4\x01\x00\x05"
    yield "a length in a longer form", b"\xdc\x00\x03" + pack(69) + pack(4711) + pack(5)
    yield "a number in a longer form", b"\x93" + pack(69) + pack(4711) + b"\xcc\x05"
    yield "a text in a longer form", b"\x92" + pack(73) + b"\xd9\x07" + b"invites"
    yield "a later field with a whole float", pack([*FROM_SERVER["behind"], 1.0])
    yield "a later field with a key that comes twice", b"\x92\x4a\x82\xa1a\x01\xa1a\x02"
    yield "nested without end", b"\x92\x43" + b"\x91" * 5000 + b"\xc0"
    for what, value in NUMBERS.items():
        yield f"a head that is {what}", pack(with_field(FROM_SERVER["behind"], 1, value))
    for name in (
        "challenge",
        "stored, to the team",
        "events",
        "marks",
        "typing",
        "error of a command",
        "bearer",
        "ring",
        "signalled",
    ):
        yield f"{name}, a field short", pack(FROM_SERVER[name][: _needed(name)])
    yield "welcome, two fields short", pack(FROM_SERVER["welcome of a customer"][:-2])
    yield "a call that no time is given for", pack(FROM_SERVER["a call that ended"][:-2])
    yield "a call with a short id", pack(with_field(FROM_SERVER["a call that ended"], 2, CALL[:-1]))
    yield "a phase that is a number", pack(with_field(FROM_SERVER["a call that ended"], 3, 4))
    yield "a call that has video 1", pack(with_field(FROM_SERVER["a call that ended"], 5, 1))
    yield "a signal whose header is text", pack(with_field(FROM_SERVER["signalled"], 2, "header"))
    yield "a short challenge", pack([64, CHALLENGE[:-1]])
    yield "a long challenge", pack([64, CHALLENGE + b"\0"])
    yield "a challenge in words", pack([64, "challenge"])
    yield "a short id", pack(with_field(FROM_SERVER["typing"], 1, CONVERSATION[:-1]))
    yield "a long id", pack(with_field(FROM_SERVER["typing"], 1, CONVERSATION + b"\0"))
    yield "an id in words", pack(with_field(FROM_SERVER["typing"], 1, "conversation"))
    yield "typing that is 1", pack(with_field(FROM_SERVER["typing"], 3, 1))
    yield (
        "a generation of another size",
        pack(with_field(FROM_SERVER["welcome of a customer"], 5, b"generation")),
    )
    yield "a role that is a number", pack(with_field(FROM_SERVER["welcome of a customer"], 1, 1))
    yield "a code in bytes", pack(with_field(FROM_SERVER["error of a command"], 2, b"stale_epoch"))
    yield "events that are none", pack([67, [EVENT[:-1]]])
    yield "one event instead of a list", pack([67, EVENT])
    yield "marks of nobody", pack([68, [with_field(ROW, 1, None)]])


def _needed(name: str) -> int:
    """How many fields would be one too few for this frame."""
    return {"stored, to the team": 3}.get(name, len(FROM_SERVER[name]) - 1)


def _client_cases() -> Iterator[Case]:
    for name, values in FROM_CLIENT.items():
        written = accepted(name, "write_frame", values)
        yield written
        yield accepted(f"{name}, heard", "hear_frame", {"bytes": written["out"]["bytes"]}, values)
        more = longer(msgspec.msgpack.decode(bytes.fromhex(written["out"]["bytes"])))
        yield accepted(f"{name}, with a later field", "hear_frame", {"bytes": pack(more).hex()}, values)
    yield accepted("hello, cut short", "hear_frame", {"bytes": pack([0, DEVICE, SIGNATURE]).hex()})
    yield accepted("close, cut short", "hear_frame", {"bytes": pack([3, 12, CONVERSATION, "close"]).hex()})
    for name, code, data in _no_client_frames():
        yield refused(name, "hear_frame", code, {"bytes": data.hex()})


def _no_client_frames() -> Iterator[tuple[str, str, bytes]]:
    for type_ in (5, 7, 63, 64, 255, -1):
        yield f"type {type_}", "unknown_frame", pack([type_])
    for name, data in (
        ("nothing at all", b""),
        ("no array", pack("hello")),
        ("an empty array", pack([])),
        ("a type in words", pack(["send"])),
        ("a type that is a float", pack([2.0, None, 9, 8])),
        ("cut off", pack([2, None, 9, 8])[:-1]),
        ("something behind it", pack([2, None, 9, 8]) + b"\xc0"),
        ("an extension type", b"\x93\x04\xc0\xd4\x01\x00"),
        ("a hello without a signature", pack([0, DEVICE])),
        ("a hello of a device with a short id", pack([0, DEVICE[:-1], SIGNATURE])),
        ("a generation of another size", pack([0, DEVICE, SIGNATURE, b"generation"])),
        ("a send without a signature", pack([1, 12, b"header", SLOT, bytes(272)])),
        ("a header in words", pack([1, 12, "header", SLOT, bytes(272), SIGNATURE])),
        ("a mark without read", pack([2, None, 9])),
        ("a mark in a conversation with a long id", pack([2, CONVERSATION + b"\0", 9, 8])),
        ("an act without a conversation", pack([3, 12, None, "close", None])),
        ("an action that is a number", pack([3, 12, CONVERSATION, 1, None])),
        ("an argument in words", pack([3, 12, CONVERSATION, "assign", "Ben"])),
        ("a class without a position", pack([3, 12, CONVERSATION, "class", ["letter"]])),
        ("typing that is 1", pack([4, None, 1])),
        ("a signal without a signature", pack([6, None, b"header", bytes(272)])),
        (
            "a signal in a conversation with a short id",
            pack([6, CONVERSATION[:-1], b"header", bytes(272), SIGNATURE]),
        ),
        ("a ciphertext in words", pack([6, None, b"header", "ciphertext", SIGNATURE])),
    ):
        yield name, "bad_frame", data
    for what, value in NUMBERS.items():
        yield f"a mark up to what is {what}", "bad_frame", pack([2, None, value, 0])
        yield f"a counter that is {what}", "bad_frame", pack([3, value, CONVERSATION, "close", None])
    yield "a frame of more than 64 KiB", "too_large", pack([1, 12, bytes(65536), SLOT, bytes(272), SIGNATURE])


def _event_cases() -> Iterator[Case]:
    for name, (kind, body) in BODIES.items():
        yield accepted(name, "read_event", {"bytes": event(kind, body).hex()})
        yield accepted(
            f"{name}, with a later field",
            "read_event",
            {"bytes": event(kind, longer(_filled(kind, body))).hex()},
        )
    signed = ["voucher", 3, [b"class", SIGNATURE]]
    yield accepted("signed class", "read_event", {"bytes": event(Kind.CLASS, signed).hex()})
    yield accepted("signed class, with a later field", "read_event", {
        "bytes": event(Kind.CLASS, longer(signed)).hex()
    })  # fmt: skip
    yield accepted("a kind of a later version", "read_event", {"bytes": event(99, {"later": 1}).hex()})
    yield accepted("a tombstone of a later reason", "read_event", {
        "bytes": event(Kind.MESSAGE, [None, None, None, None, fixed("hash"), "later"]).hex()
    })  # fmt: skip
    yield accepted("an event with a later field", "read_event", {"bytes": pack(longer(EVENT)).hex()})
    for name, kind, body in _no_bodies():
        yield refused(name, "read_event", "malformed", {"bytes": event(kind, body).hex()})
    for at, field in enumerate(("seq", "rev", "conversation", "pos", "kind", "at_ms", "device", "counter")):
        yield refused(
            f"a {field} in words",
            "read_event",
            "malformed",
            {"bytes": pack(with_field(EVENT, at, "?")).hex()},
        )
    long = b"\xdc\x00\x09" + pack(EVENT)[1:]
    yield refused("an event with a length in a longer form", "read_event", "malformed", {"bytes": long.hex()})
    yield refused("an event without a body", "read_event", "malformed", {"bytes": pack(EVENT[:-1]).hex()})


def _filled(kind: Kind, body: list[Any]) -> list[Any]:
    """With all fields that this version knows, so that any further one belongs to a later version."""
    superseded = kind == Kind.MESSAGE and len(body) == 6
    erased = kind == Kind.CALL and len(body) == 7
    return [*body, None, None] if superseded else [*body, None] if erased else body


def _no_bodies() -> Iterator[tuple[str, Kind, Any]]:
    for name, (kind, body) in BODIES.items():
        yield f"{name}: no array", kind, {"body": 1}
        if name != "superseded message" and not name.startswith("away") and name != "public record":
            yield f"{name}: a field short", kind, body[: _fewest(kind, body) - 1]
    sealed = BODIES["message"][1]
    yield "a message whose slot is nil", Kind.MESSAGE, with_field(sealed, 1, None)
    yield "a tombstone with a slot", Kind.MESSAGE, with_field(BODIES["erased message"][1], 1, SLOT)
    yield "a tombstone with a short hash", Kind.MESSAGE, with_field(BODIES["erased message"][1], 4, b"hash")
    yield "an erased message that names no event", Kind.MESSAGE, BODIES["erased message"][1][:6]
    for what, value in NUMBERS.items():
        yield f"closed by what is {what}", Kind.CLOSED, [value]
        yield f"a greeting of a rev that is {what}", Kind.AUTO, with_field(BODIES["greeting"][1], 1, value)
    call = BODIES["answered call"][1]
    yield "a call with a short id", Kind.CALL, with_field(call, 0, CALL[:-1])
    yield "a call that has video 1", Kind.CALL, with_field(call, 1, 1)
    yield "a call that nobody started", Kind.CALL, with_field(call, 3, None)
    yield "a call without an outcome", Kind.CALL, with_field(call, 6, None)
    yield "an erased call that has a party", Kind.CALL, with_field(BODIES["erased call"][1], 2, 0)
    yield "closed by nobody", Kind.CLOSED, [None]
    yield "blocked by 1", Kind.BLOCKED, [1]
    yield "a wrap for a short id", Kind.RECORD, [b"record", SIGNATURE, [[DEVICE[:-1], bytes(80)]]]
    yield "a wrap for nobody", Kind.RECORD, [b"record", SIGNATURE, [[bytes(80)]]]
    yield "a wrap of three", Kind.RECORD, [b"record", SIGNATURE, [[DEVICE, bytes(80), 1]]]
    yield "a range without an end", Kind.ERASED, with_field(BODIES["erased"][1], 2, [[3]])
    yield "an expiry by no profile", Kind.EXPIRED, with_field(BODIES["expired"][1], 0, None)
    yield "an expired range without an end", Kind.EXPIRED, with_field(BODIES["expired"][1], 1, [[3]])
    yield "a range of three", Kind.ERASED, with_field(BODIES["erased"][1], 2, [[3, 4, 5]])
    yield "kept until nobody knows when", Kind.ERASED, with_field(BODIES["erased"][1], 3, [[6, "letter"]])


def _fewest(kind: Kind, body: list[Any]) -> int:
    """The fewest fields that this kind has."""
    return {Kind.AUTO: 4, Kind.RECORD: 2, Kind.CALL: 7}.get(kind, len(body))


def scenarios() -> dict[str, tuple[str, list[str], list[Case]]]:
    """Three files."""
    return {
        "frames-server": (
            "Frames of the server, as a client reads them.",
            ["W1", "W2", "W3", "W6"],
            list(_server_cases()),
        ),
        "frames-client": (
            "Frames of a client: how it writes them, and how the server reads them.",
            ["W1", "W7", "L4"],
            list(_client_cases()),
        ),
        "events": ("Events and the body of each kind.", ["L2", "L5", "L7"], list(_event_cases())),
    }
