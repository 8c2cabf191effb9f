"""The pages of protocol/ tell the author of a third client what the code really has: frames, kinds, words, bounds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args, get_type_hints

import msgspec
import pytest

from tresen.core import sizes, wire
from tresen.core.model import Kind, Retention, Role
from tresen.core.session import ACTS
from tresen.core.shopfront.profile import LINES, PARAGRAPHS, REACH
from tresen.desk import fileroom as room
from tresen.errors import Refusal
from tresen.store.listing import FILTERS
from tresen.transport.api import shapes as shapes_json
from tresen.transport.api.conversations import Begin

PROTOCOL = Path(__file__).parents[2] / "protocol"
PAGE, LOG, PROFILE = (
    (PROTOCOL / page).read_text(encoding="utf-8") for page in ("wire.md", "log.md", "profile.md")
)
BOUNDS = dict(re.findall(r"^\| ([^|]+?) \| ([^|]+?) \| [^|]+ \|$", PAGE, re.MULTILINE))


def numbers(row: str) -> list[int]:
    """The numbers of a bound, KiB as bytes."""
    return [int(n) * (1024 if unit else 1) for n, unit in re.findall(r"(\d+)( KiB)?", BOUNDS[row])]


def test_the_bounds_are_the_ones_in_force() -> None:
    """[W1, W4, S7] The table of limits."""
    assert numbers("a frame on `/live`") == [wire.FRAME_BYTES]
    assert numbers("a header") == [sizes.HEADER_BYTES]
    assert numbers("a slot; a signature") == [sizes.SLOT_BYTES, sizes.SIGNATURE_BYTES]
    assert numbers("a ciphertext") == [*sorted(sizes.CIPHERTEXT_BYTES), sizes.TAG_BYTES]
    assert numbers("a wrap") == [sizes.WRAP_BYTES]
    assert numbers("a customer's devices, paper included") == [sizes.CUSTOMER_DEVICES]
    assert numbers("the body of an HTTP request") == [sizes.REQUEST_BYTES]
    assert numbers("commands in flight") == [wire.IN_FLIGHT]
    assert numbers("chunks of a file in a request") == [sizes.BLOB_CHUNKS_AT_ONCE, sizes.BLOB_SEALED_BYTES]
    assert numbers("files of a device under way") == [sizes.BLOBS_AT_ONCE]
    assert numbers("transfers of a device; of all devices") == [
        room.OF_DEVICE,
        room.OF_ALL,
        room.OF_CUSTOMERS,
    ]


FRAMES = {
    name: (int(tag), [each for each in fields.strip("`").split(", ") if each])
    for name, tag, fields in re.findall(r"^\| `(\w+)` \| (\d+) \| ?([^|]*?) ?\|$", PAGE, re.MULTILINE)
    if int(tag) < 128
}
KINDS = {
    name: (int(n), body)
    for name, n, body in re.findall(r"^  \| `(\w+)` \| (\d+) \| (.+) \|$", LOG, re.MULTILINE)
}


def snake(name: str) -> str:
    """`TypingNow` as the protocol has it."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def written(struct: type[msgspec.Struct]) -> list[str]:
    """The fields of a struct as the page writes them: with `?` for what may be nil."""
    hints = get_type_hints(struct)
    return [f"{name}?" if type(None) in get_args(hints[name]) else name for name in struct.__struct_fields__]


def test_the_frames_are_the_ones_that_are_read() -> None:
    """[W1] Every frame of both directions with its type and its fields, in order; and nothing else."""
    frames = (*get_args(wire.ClientFrame), *get_args(wire.ServerFrame))
    assert {snake(each.__name__): (each.__struct_config__.tag, written(each)) for each in frames} == FRAMES


@pytest.mark.parametrize("struct", [wire.Event, wire.MarkRow])
def test_the_parts_of_frames_are_the_ones_that_are_read(struct: type[msgspec.Struct]) -> None:
    """[L5, L6] An event and a mark row."""
    assert f"`[{', '.join(written(struct))}]`" in PAGE


def test_the_kinds_are_the_ones_of_the_log() -> None:
    """[L5] Every kind of event by name and number."""
    assert {name: n for name, (n, _) in KINDS.items()} == {kind.name.lower(): kind.value for kind in Kind}


def test_acts_topics_roles_and_filters_are_named() -> None:
    """[W1, L9, S4] What a field may hold: the same words as in the code, in the same order."""
    [acts] = re.findall(r"The actions of an `act` are (.+?)\. The event", PAGE, re.DOTALL)
    acts = acts.replace("`[class, pos]`", "")
    assert re.findall(r"`(\w+)`", acts) == list(ACTS)
    [roles] = re.findall(r"`role` is (.+?);", PAGE)
    assert re.findall(r"`(\w+)`", roles) == [role.value for role in Role]
    [topics] = re.findall(r"The topics of `ring` are (.+?):", PAGE)
    assert tuple(re.findall(r"`(\w+)`", topics)) == wire.TOPICS
    [filters] = re.findall(r"filter=([\w\\|]+)&", PAGE)
    assert tuple(filters.replace("\\", "").split("|")) == FILTERS
    [classes] = re.findall(r"event by staff \(owner, member\): (.+?)\. ", LOG)
    assert set(re.findall(r"`(\w+)`", classes)) == {each.value for each in Retention}


def test_the_lengths_of_a_profile_are_the_ones_in_force() -> None:
    """[profile] The table of fields."""
    bounds: dict[str, int] = {}
    for names, rules in re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| text \| (.+) \|$", PROFILE, re.MULTILINE):
        found = re.search(r"(?<![\w.-])(\d+(?:,\d{3})?)\b", rules)
        bounds |= {name: int(found[1].replace(",", "")) for name in re.findall(r"`(\w+)`", names) if found}
    assert bounds == LINES | PARAGRAPHS | REACH


[PART] = re.findall(r"^## Bytes, arrays, JSON\n(.*?)^## ", PAGE, re.MULTILINE | re.DOTALL)


def test_the_frame_that_is_spelt_out() -> None:
    """[W1, L5] Its bytes are what the server writes, nothing in it is packed twice, and it says what stands below."""
    [block] = re.findall(r"^```\n(.*?)^```", PART, re.MULTILINE | re.DOTALL)
    lines = block.splitlines()
    data = bytes.fromhex("".join(lines[:-1]).replace(" ", ""))
    frame = wire.read_server_frame(data)
    assert isinstance(frame, wire.Events)
    [event] = frame.events
    assert wire.encode(frame) == data
    assert (event.seq, event.pos, event.kind, event.at_ms, event.counter) == (
        7,
        4,
        Kind.CLOSED,
        1764478800000,
        3,
    )
    ids = {"conversation": event.conversation, "device": event.device}
    tree = msgspec.msgpack.decode(data)
    said = lines[-1].replace("nil", "None")
    for name, value in ids.items():
        said = said.replace(name, repr(value))
    assert said == repr(tree)


def test_the_json_that_is_spelt_out() -> None:
    """[W8] Each shape has the members that the server reads and writes, no more and no fewer."""
    [block] = re.findall(r"^```json\n(.*?)^```", PART, re.MULTILINE | re.DOTALL)
    shapes = (
        shapes_json.SignedJson,
        shapes_json.EpochJson,
        shapes_json.PublicRecordJson,
        shapes_json.TeamWrapJson,
        Begin,
    )
    for spelt, shape in zip(msgspec.json.decode(block), shapes, strict=True):
        read = msgspec.convert(spelt, shape)
        more = {"puzzle": None, "invitation": None}
        assert msgspec.to_builtins(read) | more == spelt | more


MARK = b"c" * 16


@pytest.mark.parametrize(
    ("name", "data", "read"),
    [
        ("as it is written", b"\x94\x02\xc4\x10" + MARK + b"\x03\x03", True),
        ("bin 16", b"\x94\x02\xc5\x00\x10" + MARK + b"\x03\x03", True),
        ("uint 32", b"\x94\x02\xc4\x10" + MARK + b"\xce\x00\x00\x00\x03\x03", True),
        ("str for bin", b"\x94\x02\xb0" + MARK + b"\x03\x03", False),
        ("float", b"\x94\x02\xc4\x10" + MARK + b"\xcb\x40\x08" + bytes(6) + b"\x03", False),
        ("ext for bin", b"\x94\x02\xd8\x01" + MARK + b"\x03\x03", False),
        ("timestamp", b"\x94\x02\xc4\x10" + MARK + b"\xd6\xff\x00\x00\x00\x03\x03", False),
    ],
)
def test_what_the_server_reads_in_a_clients_frame(name: str, data: bytes, read: bool) -> None:
    """[W1] Longer forms are read, other types are `bad_frame`; and the server's own frames have the shortest form alone."""
    if read:
        assert wire.read_client_frame(data) == wire.Mark(MARK, 3, 3)
    else:
        with pytest.raises(Refusal, match="bad_frame"):
            wire.read_client_frame(data)
    ring = wire.encode(wire.Ring("invites"))
    assert wire.read_server_frame(ring) == wire.Ring("invites")
    with pytest.raises(ValueError, match="canonical"):
        wire.read_server_frame(ring[:2] + b"\xd9\x07" + ring[3:])
