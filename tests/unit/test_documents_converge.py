"""Three devices change one document: no interleaving loses a change, and all end with the same document (L8, S9)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_documents_merge import ANNA, BEN, CEM, KEY, NOON
from tresen.client.documents import card, filters, labels, quickreply
from tresen.client.documents.kinds import Kind, is_newer, key_in, merge_version, read_version, write_version
from tresen.client.documents.merge import EMPTY, Document, change, remove
from tresen.core.documents import require_newest
from tresen.errors import Refusal

# A server and its devices. Each keeps its changes until they are stored, in order, as clients do.


@dataclass
class Version:
    seq: int
    replaces: int
    payload: bytes
    at_ms: int
    device: bytes


@dataclass
class Server:
    """Decides as `desk.messages.send` does: a repetition gets the first outcome; a version must replace the newest."""

    now_ms: int = NOON
    seq: int = 0
    newest: Version | None = None
    outcomes: dict[tuple[bytes, int], Version] = field(default_factory=dict)

    def store(self, device: bytes, counter: int, replaces: int, payload: bytes) -> Version:
        if (device, counter) not in self.outcomes:
            require_newest(replaces, 0 if self.newest is None else self.newest.seq)
            self.seq += 1
            self.newest = Version(self.seq, replaces, payload, self.now_ms, device)
            self.outcomes[device, counter] = self.newest
        return self.outcomes[device, counter]


@dataclass
class Device:
    id: bytes
    skew_ms: int = 0
    held: Version | None = None
    waiting: dict[int, Document] = field(default_factory=dict)
    sealed: tuple[int, int, bytes] | None = None
    counter: int = 0
    kind: Kind = card
    key: bytes | None = None
    too_late: int = 0

    def base(self) -> Document:
        if self.held is None:
            return EMPTY
        return read_version(
            msgspec.msgpack.decode(self.held.payload), self.kind, self.held.at_ms, self.held.device
        )

    def shown(self) -> Document:
        shown = self.base()
        for changed in self.waiting.values():
            shown = merge_version(shown, changed, self.key)
        return shown

    def take(self, version: Version | None) -> None:
        if version is not None and is_newer(
            0 if self.held is None else self.held.seq, version.seq, version.replaces
        ):
            self.held = version

    def edit(self, name: str, value: int | None, now_ms: int) -> None:
        shown = self.shown()
        if self.key is not None and shown.removed is not None:
            return
        changed = change(shown, {name: value}, now_ms + self.skew_ms, self.id)
        if changed.fields:
            self.wait(changed)

    def remove(self, now_ms: int) -> None:
        if self.shown().removed is None:
            self.wait(remove(self.shown(), now_ms + self.skew_ms, self.id))

    def wait(self, changed: Document) -> None:
        self.counter += 1
        self.waiting[self.counter] = changed

    def send(self, server: Server, answer_lost: bool) -> None:
        if not self.waiting:
            return
        counter = min(self.waiting)
        if self.sealed is None or self.sealed[0] != counter:
            if self.key is not None and self.base().removed is not None:
                self.too_late += self.waiting.pop(counter).removed is None
                return
            merged = merge_version(self.base(), self.waiting[counter], self.key)
            payload = write_version(self.kind, merged, self.key)
            self.sealed = (
                counter,
                0 if self.held is None else self.held.seq,
                msgspec.msgpack.encode(payload),
            )
        try:
            stored = server.store(self.id, *self.sealed)
        except Refusal as refusal:
            if refusal.code != "stale_document":
                raise
            self.sealed = None
            self.take(server.newest)
            return
        if answer_lost:
            return
        self.sealed = None
        del self.waiting[counter]
        self.take(stored)


NAMES = ("name", "label:paid", "colour:paid")
ACTS = st.one_of(
    st.tuples(st.just("edit"), st.integers(0, 2), st.sampled_from(NAMES), st.none() | st.integers(0, 3)),
    st.tuples(st.just("send"), st.integers(0, 2), st.booleans(), st.none()),
    st.tuples(st.just("read"), st.integers(0, 2), st.none(), st.none()),
)


def played(
    acts: list[tuple[Any, ...]],
    skews: tuple[int, int, int],
    kind: Kind = card,
    key: bytes | None = None,
) -> tuple[Server, list[Device], dict[str, Any]]:
    """Plays the acts a millisecond apart, then sends and reads everything. The dict holds each field as it was set last."""
    server = Server()
    devices = [
        Device(id_, skew, kind=kind, key=key) for id_, skew in zip((ANNA, BEN, CEM), skews, strict=True)
    ]
    last: dict[str, Any] = {}
    for act, who, what, value in acts:
        server.now_ms += 1
        device = devices[who]
        if act == "edit":
            if device.shown().value(what) != value:
                last[what] = value
            device.edit(what, value, server.now_ms)
        elif act == "remove":
            device.remove(server.now_ms)
        elif act == "send":
            device.send(server, what)
        else:
            device.take(server.newest)
    rounds = 0
    while any(device.waiting for device in devices):
        rounds += 1
        assert rounds < 1000
        for device in devices:
            server.now_ms += 1
            device.send(server, False)
    for device in devices:
        device.take(server.newest)
    return server, devices, last


@given(st.lists(ACTS, max_size=40))
def test_no_interleaving_loses_what_was_set_last(acts: list[tuple[Any, ...]]) -> None:
    """[L8, S9] Offline, stale or with answers lost, all end with the same document, each field as it was set last."""
    _, devices, last = played(acts, (0, 0, 0))
    assert devices[0].shown() == devices[1].shown() == devices[2].shown()
    assert {name: devices[0].shown().value(name) for name in last} == last


@given(st.lists(ACTS, max_size=40), st.tuples(*[st.integers(-10_000, 10_000)] * 3))
def test_wrong_clocks_pin_nothing(acts: list[tuple[Any, ...]], skews: tuple[int, int, int]) -> None:
    """[S9] However wrong the clocks, all end with the same document, and whoever then changes a field changes it for all."""
    server, devices, _ = played(acts, skews)
    assert devices[0].shown() == devices[1].shown() == devices[2].shown()
    for at, device in enumerate(devices):
        server.now_ms += 1
        device.edit("name", 100 + at, server.now_ms)
        device.send(server, False)
        for each in devices:
            each.take(server.newest)
            assert each.shown().value("name") == 100 + at


REPLY_FIELDS = ("shortcut", "title", "text_de", "text_en", "keywords")
REPLY_ACTS = st.one_of(
    st.tuples(
        st.just("edit"), st.integers(0, 2), st.sampled_from(REPLY_FIELDS), st.none() | st.sampled_from("abc")
    ),
    st.tuples(st.just("send"), st.integers(0, 2), st.booleans(), st.none()),
    st.tuples(st.just("read"), st.integers(0, 2), st.none(), st.none()),
)
REMOVES = st.tuples(st.just("remove"), st.integers(0, 2), st.none(), st.none())


@given(st.lists(REPLY_ACTS, max_size=40))
def test_three_devices_edit_one_reply_and_nothing_set_last_is_lost(acts: list[tuple[Any, ...]]) -> None:
    """[L8, S9] A quick reply, an entry of a list, in any interleaving."""
    _, devices, last = played(acts, (0, 0, 0), quickreply, KEY)
    assert devices[0].shown() == devices[1].shown() == devices[2].shown()
    assert {name: devices[0].shown().value(name) for name in last} == last


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (labels, ("name:cake", "colour:cake", "order:cake", "removed:paid")),
        (filters, ("name:open", "query:open", "query:paid")),
    ],
    ids=["labels", "filters"],
)
@given(st.data())
def test_three_devices_edit_labels_and_filters_and_nothing_set_last_is_lost(
    kind: Kind, names: tuple[str, ...], data: st.DataObject
) -> None:
    """[L8, S9] All labels of a team are fields of one document, all filters of another, in any interleaving."""
    edits = st.tuples(
        st.just("edit"), st.integers(0, 2), st.sampled_from(names), st.none() | st.sampled_from("abc")
    )
    sends = st.tuples(st.just("send"), st.integers(0, 2), st.booleans(), st.none())
    reads = st.tuples(st.just("read"), st.integers(0, 2), st.none(), st.none())
    _, devices, last = played(data.draw(st.lists(edits | sends | reads, max_size=40)), (0, 0, 0), kind)
    assert devices[0].shown() == devices[1].shown() == devices[2].shown()
    assert {name: devices[0].shown().value(name) for name in last} == last


@given(
    st.lists(REPLY_ACTS | REMOVES, max_size=40),
    st.tuples(*[st.integers(-10_000, 10_000)] * 3),
)
def test_a_removed_entry_stays_removed(acts: list[tuple[Any, ...]], skews: tuple[int, int, int]) -> None:
    """[L8, S9] However wrong the clocks: once a removal is stored, all end without the entry, and no text of it stays."""
    server, devices, _ = played(acts, skews, quickreply, KEY)
    assert devices[0].shown() == devices[1].shown() == devices[2].shown()
    stored = [msgspec.msgpack.decode(each.payload) for each in server.outcomes.values()]
    removals = [each for each in stored if "removed" in each]
    assert (devices[0].shown().removed is not None) == bool(removals)
    assert all(each["fields"] == {} and key_in(each) == KEY for each in removals)
    if server.newest is not None and removals:
        assert msgspec.msgpack.decode(server.newest.payload)["fields"] == {}


def test_a_change_that_comes_after_a_removal_is_noticed() -> None:
    """[L8] It was made on a device that did not know: nothing comes back, and the device learns that it came too late."""
    edit, send, read = ("edit", 0, "title", "a"), ("send", 0, False, None), ("read", 1, None, None)
    removal = [("remove", 1, None, None), ("send", 1, False, None)]
    _, devices, _ = played(
        [edit, send, read, *removal, ("edit", 0, "title", "b")], (0, 0, 0), quickreply, KEY
    )
    assert [each.too_late for each in devices] == [1, 0, 0]
    assert all(each.shown().fields == {} for each in devices)
