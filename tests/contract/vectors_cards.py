"""Vectors: cards and vCards, labels and saved filters, what a quick reply says, counted uses of quick replies (S9)."""

from __future__ import annotations

from typing import Any

import msgspec

from tests.contract.vectors_case import ANNA, AT_MS, Case, accepted, fixed
from tests.contract.vectors_keys import Scenarios
from tresen.client.connection.http import b64


def scenarios() -> Scenarios:
    """The file of this module."""
    return {
        "cards": (
            "Cards, vCards, labels and saved filters, quick replies, counted uses of quick replies.",
            ["S9"],
            [*_cards(), *_vcards(), *_labels(), *_replies(), *_uses()],
        )
    }


def _version(fields: Any) -> dict[str, Any]:
    payload = {"kind": "card", "fields": fields}
    return {"payload": msgspec.msgpack.encode(payload).hex(), "at_ms": AT_MS, "device": ANNA.id.hex()}


def _set(values: dict[str, Any]) -> dict[str, Any]:
    return _version({name: [value, 10, ANNA.id] for name, value in values.items()})


def _cards() -> list[Case]:
    def says(about: str, given: dict[str, Any], **expected: Any) -> Case:
        case = accepted(about, "card_says", _set(given))
        for name, value in expected.items():
            assert case["out"][name] == value, (about, case["out"])
        return case

    texts = {
        "phone": "+49 30 5550 1234",
        "email": "s@krause.example",
        "address": "Hof 3\n12045 Berlin",
        "note": "🥨",
    }
    free = {f"field:{name}": name.upper() for name in ("z", "Z", "ä", "\U0001f968", "\uffee", "a")}
    labels = {
        "label:paid": True,
        "label:0123456789abcdef": True,
        "label:done": None,
        "label:Paid": True,
        "label:": True,
    }
    return [
        says("nothing", {}, name=None, fields=[], labels=[], languages=[]),
        says("all texts of a card", texts, **texts),
        says("texts of another shape", dict.fromkeys(texts, 7), phone=None, note=None),
        says("a note longer than is shown", {"note": "🥨" * 2001}, note="🥨" * 2000),
        *[says(f"the birthday {day}", {"birthday": day}, birthday=day) for day in ("1970-01-31", "--02-29", "0001-12-31")],
        *[says(f"no birthday: {day!r}", {"birthday": day}, birthday=None)
          for day in ("1970-02-29", "0000-01-01", "--13-01", "31.1.1970", "1970-1-31", 19700131, "--02-29 ")],
        says("free fields, by the code points of their names", free, fields=[
            ["Z", "Z"], ["a", "A"], ["z", "Z"], ["ä", "Ä"], ["\uffee", "\uffee"], ["\U0001f968", "\U0001f968"]]),
        says("free fields of another shape", {"field:": "x", "field:" + "x" * 61: "x", "field:y": 1, "field:n": None},
             fields=[]),
        says("more free fields than are shown", {f"field:{number:02}": "x" for number in range(20)},
             fields=[[f"{number:02}", "x"] for number in range(16)]),
        says("labels", labels, labels=["0123456789abcdef", "paid"]),
        says("languages", {"languages": "de  en-GB de Deutsch x zh-Hant-TW"}, languages=["de", "en-GB", "zh-Hant-TW"]),
        says("languages of another shape", {"languages": ["de"]}, languages=[]),
        says("more languages than are shown", {"languages": " ".join(f"a{sign}" for sign in "abcdefghij")},
             languages=[f"a{sign}" for sign in "abcdefgh"]),
    ]  # fmt: skip


def _vcards() -> list[Case]:
    def written(about: str, given: dict[str, Any], *lines: str) -> Case:
        text = "".join(f"{line}\r\n" for line in ("BEGIN:VCARD", "VERSION:4.0", *lines, "END:VCARD"))
        return accepted(about, "card_vcard", _set(given), {"vcard": text})

    everything = {
        "name": "Sabine Krause", "phone": "030 5550 1234", "email": "s@krause.example",
        "address": "Hof 3, links\n12045 Berlin", "birthday": "1968-05-03", "languages": "de en-GB",
        "note": "bleibt hier", "field:Kuchen": "bleibt hier", "label:paid": True,
    }  # fmt: skip
    return [
        written("a vCard of somebody without a name", {}, "FN:Kunde"),
        written("a vCard of all that it takes", everything, "FN:Sabine Krause", "TEL:030 5550 1234",
                "EMAIL:s@krause.example", r"ADR:;;Hof 3\, links\n12045 Berlin;;;;", "BDAY:19680503", "LANG;PREF=1:de",
                "LANG;PREF=2:en-GB"),
        written("a vCard without a year of birth", {"name": "A", "birthday": "--02-29"}, "FN:A", "BDAY:--0229"),
        written("a vCard with signs that mean something", {"name": "a\\b;c,d:e\r\nTEL:1\rx\x00\x7f\t"},
                r"FN:a\\b\;c\,d:e\nTEL:1\nx" + "   "),
        written("a vCard with lines longer than 75 bytes, divided between characters", {"name": "ä" * 80},
                "FN:" + "ä" * 36, " " + "ä" * 37, " " + "ä" * 7),
        written("a vCard with a line of 75 bytes", {"name": "x" * 72}, "FN:" + "x" * 72),
    ]  # fmt: skip


def _labels() -> list[Case]:
    def say(
        about: str,
        given_labels: dict[str, Any],
        given_filters: dict[str, Any] | None = None,
        carried: tuple[list[str], ...] = (),
        **expected: Any,
    ) -> Case:
        given = {"labels": given_labels, "filters": given_filters or {}, "carried": list(carried)}
        case = accepted(about, "labels_say", given)
        for name, value in expected.items():
            assert case["out"][name] == value, (about, case["out"])
        return case

    default = [["new_customer", None, "blue", 0], ["new_order", None, "plum", 1], ["payment_open", None, "amber", 2],
               ["paid", None, "moss", 3], ["done", None, "slate", 4]]  # fmt: skip
    four = {f"removed:{label}": True for label in ("new_customer", "new_order", "payment_open", "done")}
    own = four | {"name:cake": "Torte", "colour:cake": "brick", "order:cake": 0}
    odd = {"name:Cake": "x", "name:" + "x" * 33: "x", "name:empty": "", "name:seven": 7, "removed:paid": 1}
    none = four | {"removed:paid": True}
    highest = 2**31 - 1
    asked = {"name:a": "Offen", "query:a": "all +cake -paid", "name:b": "Beides", "query:b": "any +cake +paid",
             "name:c": "Ohne", "query:c": "all -cake"}  # fmt: skip
    strange = {"name:a": "x", "query:a": "all +gone -done", "name:b": "x", "query:b": "some +paid", "name:c": 7,
               "query:c": "all +paid", "name:d": "D", "query:d": "all +paid +paid  paid -gone", "name:e": "E"}  # fmt: skip
    many = {
        f"{name}:l{number:02}": value
        for number in range(45)
        for name, value in (("name", "L"), ("order", number))
    }
    lots = {
        f"{name}:f{number:02}": value
        for number in range(25)
        for name, value in (("name", "F"), ("query", "all +cake"))
    }

    def filter_(id_: str, name: str, match: str, terms: list[list[str]], fits: list[bool]) -> dict[str, Any]:
        return {"id": id_, "name": name, "match": match, "with": terms[0], "without": terms[1], "fits": fits}

    return [
        say("the labels that every team begins with", {}, labels=default, filters=[]),
        say("a label of the team, and one that is left", own,
            labels=[["cake", "Torte", "brick", 0], ["paid", None, "moss", 3]]),
        say("a default label renamed and recoloured", four | {"name:paid": "Bar", "colour:paid": "teal"},
            labels=[["paid", "Bar", "teal", 3]]),
        say("labels of another shape", four | odd, labels=[["paid", None, "moss", 3]]),
        say("colours and orders of another shape",
            none | {"name:a": "A", "colour:a": "pink", "order:a": -1, "name:b": "B", "colour:b": 7, "order:b": 1.5},
            labels=[["a", "A", "slate", highest], ["b", "B", "slate", highest]]),
        say("a name longer than is shown", none | {"name:a": "🥨" * 41, "order:a": 1},
            labels=[["a", "🥨" * 40, "slate", 1]]),
        say("more labels than are shown", many),
        say("saved filters by name, and what they mean", own, asked, (["cake"], ["paid"], ["cake", "paid"], []), filters=[
            filter_("b", "Beides", "any", [["cake", "paid"], []], [True, True, True, False]),
            filter_("a", "Offen", "all", [["cake"], ["paid"]], [True, False, False, False]),
            filter_("c", "Ohne", "all", [[], ["cake"]], [False, True, False, True])]),
        say("filters that ask for labels that are gone, or say nothing", own, strange,
            filters=[filter_("d", "D", "all", [["paid"], []], [])]),
        say("more filters than are shown", own, lots),
    ]  # fmt: skip


def _replies() -> list[Case]:
    def says(about: str, given: dict[str, Any], **expected: Any) -> Case:
        fields = {name: [value, 10, ANNA.id] for name, value in given.items()}
        payload = msgspec.msgpack.encode({"kind": "quick_reply", "key": bytes(16), "fields": fields})
        case = accepted(about, "reply_says", _version({}) | {"payload": payload.hex()})
        plain: dict[str, Any] = {"keywords": [], "file": None, "alt": ""}
        said = (
            plain | {name: value for name, value in expected.items() if name != "blobs"} if expected else None
        )
        more = {"blobs": expected.get("blobs", [])} if expected else {}
        assert case["out"] == {"said": said} | more, (about, case["out"])
        return case

    def brings(about: str, text: Any, **expected: Any) -> Case:
        return says(about, {"shortcut": "a", "file": text}, **bare, **expected)

    whole = {
        "shortcut": "zeiten",
        "title": "Öffnungszeiten 🥨",
        "text_de": "Ab 6 Uhr.\n{{kunde}}",
        "text_en": "From 6.",
    }
    bare = {"shortcut": "a", "title": "", "text_de": "", "text_en": ""}
    blob, encode = fixed("a blob")[:16], msgspec.msgpack.encode
    ref = {
        "blob": blob,
        "key": fixed("a key"),
        "size": 7,
        "hash": fixed("a hash"),
        "type": "image/jpeg",
        "name": "Foto.jpg",
    }
    photo = {"kind": "photo", "file": ref, "width": 3, "height": 4, "alt": "Roggenbrot"}
    return [
        says("a quick reply", {**whole, "keywords": "offen\nUhrzeit"}, **whole, keywords=["offen", "Uhrzeit"]),
        says("a quick reply of a shortcut alone", {"shortcut": "a"}, **bare),
        says("a quick reply without a shortcut is not shown", {**whole, "shortcut": None}),
        says("a shortcut of another shape", {**whole, "shortcut": 7}),
        says("texts of another shape", {"shortcut": "a", "title": 1, "text_de": True, "keywords": ["a"]}, **bare),
        says("more of everything than is shown",
             {"shortcut": "🥨" * 33, "title": "🥨" * 121, "keywords": "\n".join(["", *["🥨" * 41] * 17])},
             **{**bare, "shortcut": "🥨" * 32, "title": "🥨" * 120}, keywords=["🥨" * 40] * 16),
        says("a text of any length", {"shortcut": "a", "text_de": "ä" * 3001}, **{**bare, "text_de": "ä" * 3001}),
        brings("a quick reply with a photo", b64(encode(photo)), file="photo", alt="Roggenbrot", blobs=[blob.hex()]),
        brings("what it would say in a message does not count",
               b64(encode({**photo, "caption": 7, "quote": [b"", 1]})), file="photo", alt="Roggenbrot", blobs=[blob.hex()]),
        brings("with a file", b64(encode({"kind": "file", "file": ref})), file="file", blobs=[blob.hex()]),
        brings("with a voice note",
               b64(encode({"kind": "voice", "file": ref, "duration_ms": 1, "wave": b""})), file="voice", blobs=[blob.hex()]),
        brings("a text is no file", b64(encode({"kind": "text", "text": "a"}))),
        brings("a photo without a size", b64(encode({**photo, "width": 0}))),
        brings("a file whose name is a path", b64(encode({"kind": "file", "file": {**ref, "name": "a/b"}}))),
        brings("a list is no file", b64(encode([1]))),
        brings("bytes are no file", encode(photo)),
        brings("not base64url", b64(encode(photo)) + "=="),
        brings("not canonical", b64(b"\xde\x00\x02" + encode({"kind": "file", "file": ref})[1:])),
        brings("longer than is read", b64(encode({**photo, "x": "a" * 6000}))),
    ]  # fmt: skip


def _uses() -> list[Case]:
    def say(
        about: str, fields: dict[str, Any], counts: dict[str, int], week: int = 2965, part: int = 0
    ) -> Case:
        case = accepted(about, "uses_say", {"fields": fields, "week": week, "part": part})
        assert case["out"] == {"counts": counts, "key": f"{part:016x}{week:016x}"}, case["out"]
        return case

    one, other = "20757.AAECAwQF", "20758._-ECAwQF"
    return [
        say("a week in which nothing was used", {}, {}, 0),
        say(
            "uses of two devices, added up", {"a": f"{one}.3 {other}.1", "b": f"{one}.2"}, {one: 5, other: 1}
        ),
        say("the next document of a week, when the first is full", {"a": f"{one}.3"}, {one: 3}, part=1),
        say("a removed field", {"a": f"{one}.3", "b": None}, {one: 3}),
        say("counts of another shape", {"a": f"{one}.-1 {one}.1e3 {one} x{one}.2 {one}.4", "b": 7}, {one: 4}),
        say(
            "a count longer than six digits, and a name of seven", {"a": f"{one}.1000000 20757.AAECAwQ.1"}, {}
        ),
    ]
