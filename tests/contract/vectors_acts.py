"""Vectors: what acts do to the messages that they refer to, and what is one emoji (S9)."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from tests.contract.vectors_case import ANNA, AT_MS, BEN, KRAUSE, SECOND, Case, accepted
from tests.contract.vectors_keys import Scenarios
from tresen.core.sizes import EDIT_MS, EDITS, PINS
from tresen.seal.keys import DeviceKeys

PERSONS: Final = {KRAUSE.id: None, SECOND.id: None, ANNA.id: 1, BEN.id: 2}


class _Talk:
    """A conversation: each message gets the next place, and its device's next counter."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.at_ms = AT_MS
        self._counters: dict[bytes, int] = {}

    def say(
        self,
        device: DeviceKeys,
        payload: dict[str, Any] | None,
        to: dict[str, Any] | None = None,
        *,
        after: int = 1000,
        trouble: str | None = None,
        spoken: bool | None = None,
    ) -> dict[str, Any]:
        self.at_ms += after
        counter = self._counters[device.id] = self._counters.get(device.id, 0) + 1
        message = {
            "pos": len(self.messages) + 3,
            "at_ms": self.at_ms,
            "device": device.id.hex(),
            "counter": counter,
            "person": PERSONS[device.id],
            "spoken": to is None if spoken is None else spoken,
            "refers": None if to is None else [to["device"], to["counter"]],
            "trouble": trouble,
            "payload": None if payload is None else msgspec.msgpack.encode(payload).hex(),
        }
        self.messages.append(message)
        return message

    def text(self, device: DeviceKeys, words: str, **more: Any) -> dict[str, Any]:
        return self.say(device, {"kind": "text", "text": words}, **more)

    def react(self, device: DeviceKeys, to: dict[str, Any], emoji: Any, **more: Any) -> dict[str, Any]:
        return self.say(device, {"kind": "reaction", "emoji": emoji}, to, **more)

    def edit(self, device: DeviceKeys, to: dict[str, Any], words: Any, **more: Any) -> dict[str, Any]:
        return self.say(device, {"kind": "edit", "text": words}, to, **more)

    def pin(self, device: DeviceKeys, to: dict[str, Any], on: Any = True, **more: Any) -> dict[str, Any]:
        return self.say(device, {"kind": "pin", "on": on}, to, **more)

    def case(self, name: str, **expected: Any) -> Case:
        return accepted(name, "fold_acts", {"messages": self.messages}, expected)


def scenarios() -> Scenarios:
    """The file of this module."""
    cases = [*_reactions(), *_edits(), *_pins(), *_quotes(), *_refused(), *_emoji()]
    return {"acts": ("Acts folded into the messages that they refer to.", ["S9"], cases)}


def _reactions() -> list[Case]:
    one = _Talk()
    said = one.text(ANNA, "Um 9 Uhr?")
    one.react(KRAUSE, said, "👍")
    one.react(BEN, said, "❤️")
    one.react(SECOND, said, "🎉")
    back = _Talk()
    said = back.text(ANNA, "Um 9 Uhr?")
    back.react(KRAUSE, said, "👍")
    back.react(BEN, said, "❤️")
    back.react(KRAUSE, said, None)
    back.react(KRAUSE, said, "🙏")
    kinds = _Talk()
    card = kinds.say(KRAUSE, {"kind": "contact", "name": "Emma"})
    later = kinds.say(KRAUSE, {"kind": "dance", "steps": 3})
    kinds.react(ANNA, card, "👍")
    kinds.react(ANNA, later, "👍")
    return [
        one.case("a second reaction replaces the first, on whichever device"),
        back.case("a reaction taken back, and another later"),
        kinds.case("reactions on a contact card and on a kind of a later version", idle=[]),
    ]


def _edits() -> list[Case]:
    twice = _Talk()
    said = twice.text(KRAUSE, "2 Brote")
    twice.edit(KRAUSE, said, "3 Brote")
    twice.edit(SECOND, said, "4 Brote")
    edge = _Talk()
    said = edge.text(ANNA, "Bis 18 Uhr")
    edge.edit(ANNA, said, "Bis 18:30 Uhr", after=EDIT_MS)
    edge.edit(ANNA, said, "Bis 19 Uhr", after=1)
    back = _Talk()
    said = back.text(ANNA, "Bis 18 Uhr")
    back.edit(ANNA, said, "Bis 19 Uhr", after=-5000)
    often = _Talk()
    said = often.text(KRAUSE, "0")
    for at in range(EDITS + 1):
        often.edit(KRAUSE, said, str(at + 1))
    other = _Talk()
    theirs, ours = other.text(KRAUSE, "meins"), other.text(ANNA, "von Anna")
    card = other.say(KRAUSE, {"kind": "contact", "name": "Emma"})
    passed = other.say(ANNA, {"kind": "text", "text": "von anderswo", "forwarded": True})
    for device, to in ((ANNA, theirs), (KRAUSE, ours), (BEN, ours), (KRAUSE, card), (ANNA, passed)):
        other.edit(device, to, "geändert")
    return [
        twice.case("edited twice, on two devices of one person", idle=[]),
        edge.case("fifteen minutes, and a moment more", idle=[[5, "late"]]),
        back.case("a server whose clock was set back", idle=[]),
        often.case("edited too often", idle=[[3 + EDITS + 1, "often"]]),
        other.case(
            "others' texts, other kinds and what was forwarded",
            idle=[[7, "others"], [8, "others"], [9, "others"], [10, "kind"], [11, "kind"]],
        ),
    ]


def _pins() -> list[Case]:
    talk = _Talk()
    said = [talk.text(KRAUSE, str(at)) for at in range(PINS + 1)]
    for each in said:
        talk.pin(ANNA, each)
    off = _Talk()
    first, second = off.text(KRAUSE, "eins"), off.text(ANNA, "zwei")
    off.pin(ANNA, first)
    off.pin(KRAUSE, second)
    off.pin(KRAUSE, first, on=False)
    off.pin(KRAUSE, first, on=False)
    again = _Talk()
    first, second = again.text(KRAUSE, "eins"), again.text(ANNA, "zwei")
    again.pin(ANNA, first)
    again.pin(ANNA, second)
    again.pin(KRAUSE, first)
    return [
        talk.case("the three that were pinned last are pinned", idle=[]),
        off.case("the other side takes a pin off, twice"),
        again.case("pinned again, it is the newest"),
    ]


def _quotes() -> list[Case]:
    talk = _Talk()
    said = talk.text(ANNA, "Um 9\nUhr?")
    quote = [bytes.fromhex(said["device"]), said["counter"]]
    talk.say(KRAUSE, {"kind": "text", "text": "Ja", "quote": quote})
    talk.edit(ANNA, said, "Um 10 Uhr?")
    gone = talk.say(BEN, None)
    talk.say(KRAUSE, {"kind": "text", "text": "Ach", "quote": [BEN.id, gone["counter"]]})
    talk.say(KRAUSE, {"kind": "text", "text": "Wie bitte?", "quote": [BEN.id, 70]})
    for odd in ([BEN.id], [b"short", 1], [BEN.id, "1"], [BEN.id, -1], "quote", [BEN.id, True]):
        talk.say(KRAUSE, {"kind": "text", "text": "ungenau", "quote": odd})
    reacted = _Talk()
    said = reacted.text(ANNA, "Um 9 Uhr?")
    act = reacted.react(KRAUSE, said, "👍")
    reacted.say(KRAUSE, {"kind": "text", "text": "?", "quote": [KRAUSE.id, act["counter"]]})
    return [
        talk.case("quotes of a text that was edited, one that was erased and one that is not there", idle=[]),
        reacted.case("a quote of an act quotes nothing"),
    ]


def _refused() -> list[Case]:
    erased = _Talk()
    gone = erased.say(KRAUSE, None)
    for act in (erased.react(ANNA, gone, "👍"), erased.edit(KRAUSE, gone, "x"), erased.pin(ANNA, gone)):
        assert act["refers"]
    acts = _Talk()
    said = acts.text(ANNA, "Um 9 Uhr?")
    one = acts.react(KRAUSE, said, "👍")
    acts.react(ANNA, one, "👍")
    acts.edit(KRAUSE, one, "x")
    acts.pin(KRAUSE, one)
    early = _Talk()
    never = {"device": ANNA.id.hex(), "counter": 2}
    early.text(ANNA, "eins")
    early.react(KRAUSE, never, "👍")
    early.pin(KRAUSE, never)
    early.text(ANNA, "zwei")
    odd = _Talk()
    said = odd.text(KRAUSE, "2 Brote")
    for emoji in ("", "x", "👍👍", 7, "👍" * 40):
        odd.react(ANNA, said, emoji)
    for words in ("", " \n", 7, None):
        odd.edit(KRAUSE, said, words)
    odd.pin(ANNA, said, on=1)
    odd.say(ANNA, {"kind": "reaction"}, said)
    doubt = _Talk()
    said = doubt.text(KRAUSE, "2 Brote")
    for trouble in ("forged", "fork", "gap", "unasked"):
        doubt.react(ANNA, said, "👍", trouble=trouble)
    doubt.react(ANNA, said, "👍", spoken=True)
    doubted = _Talk()
    fork = doubted.text(KRAUSE, "2 Brote", trouble="fork")
    after_gap = doubted.text(KRAUSE, "3 Brote", trouble="gap")
    doubted.react(ANNA, fork, "👍")
    doubted.react(ANNA, after_gap, "👍")
    return [
        erased.case("what is left of an erased message", idle=[[4, "gone"], [5, "gone"], [6, "gone"]]),
        acts.case("acts on an act", idle=[[5, "kind"], [6, "kind"], [7, "kind"]]),
        early.case("acts before their message", idle=[[4, "gone"], [5, "gone"]], pins=[]),
        odd.case("acts of another shape", idle=[[4 + at, "malformed"] for at in range(11)]),
        doubt.case("acts that are not believed, or that speak, change nothing", idle=[]),
        doubted.case("on a message that is not believed, and on one after a gap", idle=[[5, "gone"]]),
    ]


def _emoji() -> list[Case]:
    one = [
        "👍",
        "❤️",
        "❤",
        "👍🏽",
        "👨‍👩‍👧‍👦",
        "🏳️‍🌈",
        "🇩🇪",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "1️⃣",
        "✅",
        "☕",
        "👩🏽‍❤️‍💋‍👨🏿",
        "🕵🏽‍♂️",
        "🥨",
    ]
    none = [
        "",
        "a",
        "1",
        "👍👍",
        "👍 ",
        " 👍",
        "🇩",
        "🇩🇪🇫🇷",
        "‍",
        "👍‍",
        "️",
        "ok",
        "\ud83d",
        "👍" + "‍👍" * 12,
        "👍\n",
        "1️",
        ":)",
    ]
    return [
        *(accepted(f"one emoji: {each}", "emoji", {"value": each}, {"emoji": True}) for each in one),
        *(
            accepted(f"not one emoji: {each!a}", "emoji", {"value": each}, {"emoji": False})
            for each in none
            if each != "\ud83d"
        ),
    ]
