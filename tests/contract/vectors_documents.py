"""Vectors: documents of the back room, merged field by field (L8, S9)."""

from __future__ import annotations

from typing import Any

import msgspec

from tests.contract.document_ops import as_json
from tests.contract.vectors_case import ANNA, AT_MS, BEN, CEM, Case, accepted, fixed
from tests.contract.vectors_keys import Scenarios
from tests.contract.vectors_message import CARD, CONVERSATION
from tresen.client.connection.http import b64
from tresen.core.records import document_id, entry_id
from tresen.seal.keys import DeviceKeys

EARLIER, OLDER = sorted((fixed("earlier", 16), fixed("older", 16)))
LINK = "earlier:" + EARLIER.hex()
LOW, HIGH = sorted((ANNA, BEN), key=lambda device: device.id)


def scenarios() -> Scenarios:
    """The file of this module."""
    cases = [
        *_merging(),
        *_removing(),
        *_times(),
        *_shapes(),
        *_before(),
        *_names(),
        *_entries(),
        *_twins(),
        *_scheduled(),
        *_moving(),
    ]
    return {"documents": ("Documents of the back room.", ["L8", "S9"], cases)}


def _version(
    fields: Any, by: DeviceKeys = ANNA, at_ms: int = AT_MS, kind: str = "card", **more: Any
) -> dict[str, Any]:
    payload = {"kind": kind, "fields": fields, **more}
    return {"payload": msgspec.msgpack.encode(payload).hex(), "at_ms": at_ms, "device": by.id.hex()}


def _set(values: dict[str, Any] | None, now_ms: int, by: DeviceKeys = CEM) -> dict[str, Any]:
    return {"values": values, "now_ms": now_ms, "device": by.id.hex()}


def _case(
    about: str,
    *versions: dict[str, Any],
    kind: str = "card",
    changes: tuple[dict[str, Any], ...] = (),
    key: bytes | None = None,
    **expected: Any,
) -> Case:
    given = {"kind": kind, "versions": list(versions), "changes": list(changes)}
    if key is not None:
        given["key"] = key.hex()
    case = accepted(about, "document", given)
    for name, value in expected.items():
        assert case["out"]["written"].get(name) == value, (about, case["out"])
    return case


def _field(value: Any, at_ms: int, by: DeviceKeys) -> list[Any]:
    return [value, at_ms, by.id]


def _merging() -> list[Case]:
    low, high = _field("Low", 10, LOW), _field("High", 10, HIGH)
    both = _version({"name": _field("Frau Krause", 10, ANNA), LINK: _field(True, 11, ANNA)})
    return [
        _case("of nothing", name="", fields={}),
        _case("two fields, set on two devices",
              _version({"name": _field("Frau Krause", 10, ANNA)}), _version({LINK: _field(True, 9, BEN)}),
              name="Frau Krause", earlier=[EARLIER.hex()]),
        _case("the later set of one field", _version({"name": _field("A", 10, ANNA)}),
              _version({"name": _field("B", 11, BEN)}), name="B"),
        _case("the earlier set, read later", _version({"name": _field("A", 10, ANNA)}),
              _version({"name": _field("B", 9, BEN)}), name="A"),
        _case("at the same time, the higher device id", _version({"name": low}), _version({"name": high}), name="High"),
        _case("at the same time, the higher id first", _version({"name": high}), _version({"name": low}), name="High"),
        _case("the same set, another value", _version({"name": low}), _version({"name": ["Else", 10, LOW.id]}), name="Low"),
        _case("taken out, and set before", _version({LINK: _field(None, 10, ANNA)}),
              _version({LINK: _field(True, 9, BEN)}), earlier=None),
        _case("taken out, and set later", _version({LINK: _field(None, 10, ANNA)}),
              _version({LINK: _field(True, 11, BEN)}), earlier=[EARLIER.hex()]),
        _case("a change of one field keeps the others", both, changes=(_set({"name": "Frau Meier"}, AT_MS),),
              name="Frau Meier", earlier=[EARLIER.hex()]),
        _case("a change to what it says already is none", both, changes=(_set({"name": "Frau Krause", "x": None}, AT_MS),),
              name="Frau Krause"),
        _case("links in the order they were made",
              _version({LINK: _field(True, 12, ANNA), "earlier:" + OLDER.hex(): _field(True, 11, BEN)}),
              earlier=[OLDER.hex(), EARLIER.hex()]),
        _case("links of one moment, by device, then by id",
              _version({LINK: _field(True, 12, HIGH), "earlier:" + OLDER.hex(): _field(True, 12, LOW)}),
              earlier=[OLDER.hex(), EARLIER.hex()]),
        _case("fields not known yet are carried on", _version(
            {"labels": _field(["new", 7, None, True], 10, BEN), "note": _field({"text": "Nüsse"}, 11, CEM)}),
            changes=(_set({"name": "Frau Krause"}, AT_MS),), name="Frau Krause"),
    ]  # fmt: skip


def _removing() -> list[Case]:
    there = _version({"name": _field("A", 10, ANNA), LINK: _field(True, 12, ANNA)})
    removed = _version({}, removed=[11, BEN.id])
    return [
        _case("what was set before the removal goes", there, removed, name="", earlier=[EARLIER.hex()]),
        _case("what is set before it, read later, goes too", removed, there, name="", earlier=[EARLIER.hex()]),
        _case("two removals: the later", removed, _version({}, removed=[12, ANNA.id]), there, earlier=None),
        _case("removed by a device whose clock is slow", there, changes=(_set(None, 5),), name="", fields={}),
        _case("set again after it", there, changes=(_set(None, 5), _set({"name": "B"}, 6)), name="B", earlier=None),
        _case("a removal of another shape is none", _version({"name": _field("A", 10, ANNA)}, removed=[11]), name="A"),
    ]  # fmt: skip


def _times() -> list[Case]:
    fast = _version({"name": _field("A", 2**53 - 1, BEN)})
    return [
        _case("a clock that is fast", fast, fields={"name": ["A", AT_MS, BEN.id.hex()]}),
        _case("a clock that is fast pins nothing", fast, changes=(_set({"name": "B"}, AT_MS + 1),), name="B"),
        _case("a clock that is slow", _version({"name": _field("A", 50, BEN)}), changes=(_set({"name": "B"}, 7),),
              fields={"name": ["B", 51, CEM.id.hex()]}),
        _case("a removal by a clock that is fast", _version({}, removed=[2**53 - 1, BEN.id]),
              removed=[AT_MS, BEN.id.hex()]),
        _case("at the end of numbers", _version({"name": _field("A", 2**53 - 1, BEN)}, at_ms=2**53 - 1),
              changes=(_set({"name": "B"}, 7),), fields={"name": ["B", 2**53 - 1, CEM.id.hex()]}
              if CEM.id > BEN.id else {"name": ["A", 2**53 - 1, BEN.id.hex()]}),
    ]  # fmt: skip


def _shapes() -> list[Case]:
    wrong: dict[str, Any] = {
        "a": None, "b": "x", "c": {}, "d": [], "e": ["x", 10], "f": ["x", 10, ANNA.id, 1], "g": ["x", -1, ANNA.id],
        "h": ["x", 10.5, ANNA.id], "i": ["x", True, ANNA.id], "j": ["x", "10", ANNA.id], "k": ["x", 10, None],
        "l": ["x", 10, ANNA.id[:15]], "m": ["x", 10, "a" * 16],
    }  # fmt: skip
    odd = {"name": 7, "earlier:": True, LINK.upper(): True, LINK[:-1]: True, LINK + "0": True, LINK: 1}
    return [
        _case("fields of another shape are left out", _version(wrong | {"name": _field("A", 10, ANNA)}), name="A"),
        _case("values of another shape are carried, not shown",
              _version({name: _field(value, 10, ANNA) for name, value in odd.items()}), name="", earlier=None),
        _case("another kind says nothing", _version({"name": _field("A", 10, ANNA)}, kind="people"), fields={}),
        _case("a name longer than is shown", _version({"name": _field("🥨" * 121, 10, ANNA)}), name="🥨" * 120),
    ]  # fmt: skip


def _before() -> list[Case]:
    def old(by: DeviceKeys, **payload: Any) -> dict[str, Any]:
        return {"payload": msgspec.msgpack.encode(payload).hex(), "at_ms": AT_MS, "device": by.id.hex()}

    card = old(BEN, kind="card", name="Frau Krause", earlier=[OLDER, b"short", 7, EARLIER])
    return [
        _case("a card of the client before", card, name="Frau Krause", earlier=[EARLIER.hex(), OLDER.hex()]),
        _case("a card of the client before without a link", old(BEN, kind="card", name=""), fields={
            "name": [None, AT_MS, BEN.id.hex()]}),
        _case("fields that are no map", old(BEN, kind="card", name="A", fields=[1]), name="A"),
        _case("what stands beside the fields is for clients before", _version({}, name="A", earlier=[OLDER]), name=""),
        _case("names of the client before", old(CEM, kind="people", names={"1": "Anna", "10": "Ben", "2": "Cem"}),
              kind="people", names={"1": "Anna", "2": "Cem", "10": "Ben"}),
        _case("names that are no map", old(CEM, kind="people", names=["Anna"]), kind="people", fields={}),
        _case("names: one set, one taken away, one that nobody has",
              {**_version({"1": _field("Anna", 10, ANNA), "2": _field(None, 11, BEN), "03": _field("X", 12, CEM),
                           "four": _field("Y", 1, CEM), "5": _field(5, 1, CEM)}, kind="people")},
              kind="people", changes=(_set({"6": "Fee"}, AT_MS),), names={"1": "Anna", "6": "Fee"}),
    ]  # fmt: skip


def _names() -> list[Case]:
    about = CONVERSATION.hex()

    def named(name: str, kind: str, conversation: str | None, id_: bytes | None) -> Case:
        given = {"kind": kind, "about": conversation}
        return accepted(name, "document_id", given, {"id": None if id_ is None else id_.hex()})

    def newer(name: str, held: int, seq: int, replaces: int | None, *, is_: bool) -> Case:
        return accepted(
            name, "newer_version", {"held": held, "seq": seq, "replaces": replaces}, {"newer": is_}
        )

    return [
        named("the id of the names", "people", None, document_id("people")),
        named("the names are about no conversation", "people", about, None),
        named("the id of a card", "card", about, CARD),
        named("a card is about a conversation", "card", None, None),
        newer("the first version", 0, 7, 0, is_=True),
        newer("made from the held one", 30, 40, 30, is_=True),
        newer("made from one after it", 30, 50, 40, is_=True),
        newer("of a client before", 30, 40, None, is_=True),
        newer("of a client before, said again", 30, 30, None, is_=False),
        newer("the first version, said again", 30, 50, 0, is_=False),
        newer("an old version, said again", 30, 50, 20, is_=False),
        newer("an older one", 30, 20, 10, is_=False),
        newer("made from itself", 30, 40, 40, is_=False),
        newer("made from a later one", 30, 40, 50, is_=False),
    ]


KEY, OTHER_KEY = fixed("entry", 16), fixed("another entry", 16)


def _entries() -> list[Case]:
    """Entries of a list: quick replies."""
    about, doc = CONVERSATION.hex(), entry_id("quick_reply", None, KEY)
    title, text = _field("Öffnungszeiten", 10, ANNA), _field("Wir haben auf.", 11, BEN)

    def entry(fields: dict[str, Any], key: Any = KEY, **more: Any) -> dict[str, Any]:
        return _version(fields, kind="quick_reply", key=key, **more)

    def reply(name: str, *versions: dict[str, Any], **more: Any) -> Case:
        return _case(name, *versions, kind="quick_reply", key=KEY, **more)

    def named(name: str, kind: str, conversation: str | None, key: bytes | None, id_: bytes | None) -> Case:
        given = {"kind": kind, "about": conversation, "key": None if key is None else key.hex()}
        return accepted(name, "document_id", given, {"id": None if id_ is None else id_.hex()})

    def counts(name: str, version: dict[str, Any], id_: bytes, kind: str | None, key: bytes | None) -> Case:
        given = {"payload": version["payload"], "doc": id_.hex()}
        expected = {"kind": kind, "key": None if key is None else key.hex()}
        return accepted(name, "version_kind", given, expected)

    there, removed = entry({"title": title, "text_de": text}), entry({}, removed=[10, CEM.id])
    return [
        reply("an entry: two fields, set on two devices", entry({"title": title}), entry({"text_de": text}),
              fields={"title": as_json(title), "text_de": as_json(text)}),
        reply("an entry that was removed says nothing, not even what was set later", there, removed,
              fields={}, removed=[10, CEM.id.hex()]),
        reply("removed, and changed later", removed, there, fields={}),
        reply("removed twice: the later", removed, entry({}, removed=[9, ANNA.id]), removed=[10, CEM.id.hex()]),
        reply("removed by a device, and changed by it", there, changes=(_set(None, 5), _set({"title": "B"}, AT_MS)),
              fields={}, removed=[12, CEM.id.hex()]),
        named("the id of an entry", "quick_reply", None, KEY, doc),
        named("an entry has a key", "quick_reply", None, None, None),
        named("a quick reply is about no conversation", "quick_reply", about, KEY, None),
        named("the names have no key", "people", None, KEY, None),
        named("a card has no key", "card", about, KEY, None),
        counts("an entry under its id", there, doc, "quick_reply", KEY),
        counts("an entry under the id of another", there, entry_id("quick_reply", None, OTHER_KEY), None, KEY),
        counts("an entry under an id of another kind", there, entry_id("note", None, KEY), None, KEY),
        counts("an entry under an id about a conversation", there, entry_id("quick_reply", CONVERSATION, KEY), None, KEY),
        counts("an entry without a key", _version({"title": title}, kind="quick_reply"), doc, None, None),
        counts("an entry whose key is short", entry({"title": title}, key=KEY[:15]), doc, None, None),
        counts("an entry whose key is text", entry({"title": title}, key="k" * 16), doc, None, None),
    ]  # fmt: skip


def _twins() -> list[Case]:
    """Quick replies that devices saved under one shortcut while they were apart."""

    def entry(at: int, shortcut: str, set_ms: int, by: DeviceKeys = ANNA, title: str = "T") -> dict[str, Any]:
        fields = {"shortcut": _field(shortcut, set_ms, by), "title": _field(title, set_ms, by)}
        key = bytes([at]) * 16
        return _version(fields, kind="quick_reply", key=key) | {"key": key.hex()}

    def shown(name: str, *entries: dict[str, Any], expected: list[str]) -> Case:
        case = accepted(name, "replies_shown", {"entries": list(entries)})
        assert [each[1] for each in case["out"]["shown"]] == expected, name
        return case

    first, second, third = entry(9, "zeiten", 10), entry(2, "zeiten", 20, BEN), entry(3, "zeiten", 30, CEM)
    cut, long = "b" * 30, "b" * 31
    removed = _version({}, kind="quick_reply", key=KEY, removed=[5, CEM.id]) | {"key": KEY.hex()}
    return [
        shown("each its own", entry(1, "a", 10), entry(2, "b", 20), expected=["a", "b"]),
        shown("the one that was saved first keeps the shortcut", first, second, expected=["zeiten", "zeiten-2"]),
        shown("whatever came first here", second, first, expected=["zeiten", "zeiten-2"]),
        shown("three of them", third, first, second, expected=["zeiten", "zeiten-2", "zeiten-3"]),
        shown("saved at once: the lower device", entry(1, "a", 10, HIGH), entry(2, "a", 10, LOW), expected=["a", "a-2"]),
        shown("by one device at once: the lower key", entry(2, "a", 10), entry(1, "a", 10), expected=["a", "a-2"]),
        shown("a number that somebody wrote is taken, though later", first, second, entry(4, "zeiten-2", 90),
              expected=["zeiten", "zeiten-3", "zeiten-2"]),
        shown("long ones stay within the limits", entry(1, "ä" * 32, 10, title="ü" * 120),
              entry(2, "ä" * 32, 20, title="ü" * 120), expected=["ä" * 32, "ä" * 30 + "-2"]),
        shown("long ones that are alike once they are cut", *(entry(at, long + end, 10 * at)
              for at, end in enumerate("cdcd", 1)), expected=[long + "c", long + "d", cut + "-2", cut + "-3"]),
        shown("the removed one counts no more", removed, first, expected=["zeiten"]),
    ]  # fmt: skip


def _scheduled() -> list[Case]:
    """Messages for later: what a version says, and which changes come too late."""
    about, doc = CONVERSATION.hex(), entry_id("scheduled", CONVERSATION, KEY)
    mine, other = (f"{b64(each.id)}.7.{AT_MS}" for each in (ANNA, BEN))
    waiting = {"author": 1, "text": "Ab acht.", "at_ms": AT_MS}
    claim, sent, claimed = {"claim": mine}, {"text": None, "claim": mine}, waiting | {"claim": other}
    removal = _version({}, kind="scheduled", key=KEY, removed=[20, CEM.id])

    def version(values: dict[str, Any]) -> dict[str, Any]:
        fields = {name: _field(value, 10, ANNA) for name, value in values.items()}
        return _version(fields, kind="scheduled", key=KEY)

    def says(name: str, values: dict[str, Any], *, planned: bool) -> Case:
        case = accepted(name, "scheduled", version(values))
        assert (case["out"]["said"] is not None) == planned, name
        return case

    def late(name: str, before: dict[str, Any], changed: dict[str, Any] | None, *, is_: bool) -> Case:
        given = {"before": version(before), "changed": removal if changed is None else version(changed)}
        return accepted(name, "scheduled_change", given, {"too_late": is_})

    return [
        accepted("the id of a scheduled message", "document_id",
                 {"kind": "scheduled", "about": about, "key": KEY.hex()}, {"id": doc.hex()}),
        accepted("a scheduled message is about a conversation", "document_id",
                 {"kind": "scheduled", "about": None, "key": KEY.hex()}, {"id": None}),
        says("a message that waits", waiting, planned=True),
        says("claimed by a device", waiting | claim, planned=True),
        says("claimed by one in place of another", waiting | claim | {"over": other}, planned=True),
        says("sent: its text is gone, its claim says which message it became", waiting | sent, planned=True),
        says("without a text and without a claim it says nothing", {"author": 1, "at_ms": AT_MS}, planned=False),
        says("a text of blanks says nothing", waiting | {"text": " "}, planned=False),
        says("a time that is no number says nothing", waiting | {"at_ms": "8:00"}, planned=False),
        says("a claim of another shape is none", waiting | {"claim": "me.7.8"}, planned=True),
        late("a claim of what nobody claimed", waiting, claim, is_=False),
        late("a claim of what another device claimed", claimed, claim, is_=True),
        late("a claim in its place", claimed, claim | {"over": other}, is_=False),
        late("a claim in place of one that was replaced itself", claimed, claim | {"over": mine}, is_=True),
        late("a claim for another time than it has now", waiting | {"at_ms": AT_MS + 1}, claim, is_=True),
        late("another time for what nobody claimed", waiting, {"at_ms": AT_MS + 1}, is_=False),
        late("another time for what was claimed", claimed, {"at_ms": AT_MS + 1}, is_=True),
        late("cancelled before it was claimed", waiting, None, is_=False),
        late("cancelled after it was claimed", claimed, None, is_=True),
        late("the text dropped after it was sent", waiting | claim, {"text": None}, is_=False),
    ]  # fmt: skip


def _moving() -> list[Case]:
    key, other = "AAECAwQFBgcICQoLDA0ODw", "__________________8A"

    def says(name: str, fields: dict[str, Any], done: list[str], ways: list[list[str]]) -> Case:
        return accepted(name, "kit_says", {"fields": fields}, {"done": done, "ways": ways})

    whole = [key[:-1], key + "A", "x" * 21 + "+", 7, None, ["x"], other]
    many = {f"done:t{number:02}": True for number in range(70)}
    return [
        accepted("the document of the moving kit", "document_id", {"kind": "moving_kit", "about": None},
                 {"id": document_id("moving_kit").hex()}),
        accepted("no moving kit is about a conversation", "document_id",
                 {"kind": "moving_kit", "about": CONVERSATION.hex()}, {"id": None}),
        says("a moving kit: what is done, and its ways", {"done:poster": True, "done:email": None, "way:email": key},
             ["poster"], [["email", bytes(range(16)).hex()]]),
        says("nothing of other shapes in a moving kit",
             {"done:a": 1, "done:b": "yes", "done:B": True, "done:" + "x" * 33: True, "done:": True, "way:": key,
              **{f"way:w{at}": value for at, value in enumerate(whole)}}, [], []),
        says("the first 64 texts of a moving kit", many, [f"t{number:02}" for number in range(64)], []),
    ]  # fmt: skip
