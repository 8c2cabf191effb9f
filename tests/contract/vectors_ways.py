"""Vectors: named links, the way in a message, the entry of the back room, and what a profile switches off (S3, S9)."""

from __future__ import annotations

from typing import Any

from tests.contract.vectors_case import ANNA, AT_MS, IDENTITY, Case, accepted, fixed
from tests.contract.vectors_keys import Scenarios
from tresen.core.records import encode, entry_id
from tresen.core.sizes import WAY_SOURCE_CHARACTERS, WAY_TEXT_CHARACTERS, WAYS_CLOSED

ORIGIN = "https://tresen.example"
PAGE = f"{ORIGIN}/sonnenschein"
PRINT = IDENTITY.fingerprint.hex()
KEY = fixed("way", 16)


def scenarios() -> Scenarios:
    """The file of this module."""
    about = "Named links, and how many came by them."
    return {"ways": (about, ["S3", "S9", "L8"], [*_links(), *_read(), *_messages(), *_entries(), *_closed()])}


def _links() -> list[Case]:
    def made(name: str, way: tuple[str, str, str], fingerprint: str | None = PRINT, **out: Any) -> Case:
        id_, source, text = way
        given = {"public_url": ORIGIN, "handle": "sonnenschein", "fingerprint": fingerprint}
        return accepted(name, "way_link", given | {"id": id_, "source": source, "text": text}, out)

    return [
        made("a whole link", ("7K3M2QXD", "Tisch 7", "Hallo, wir sitzen an Tisch 7\nund möchten")),
        made("a link without words", ("7K3M2QXD", "Schaufenster Süd", "")),
        made("a link to be typed", ("7K3M2QXD", "", ""), None, url=f"{PAGE}#w=7K3M2QXD"),
        made("a link that somebody makes by hand", ("", "Tisch 7", ""), None, url=f"{PAGE}#s=Tisch%207"),
        made("a link that names nothing is the sign's", ("", "", ""), None, url=PAGE),
        made("signs that part a fragment", ("7K3M2QXD", "A&B = C#D", "50 % + 1? 'ja' (nein)!*~")),
        made("a source without its quotation marks", ("7K3M2QXD", 'Bei „Erika“ "zu" «Haus» ”', "„Ja“")),
        made("what nobody sees is not in it", ("7K3M2QXD", "Tisch\u202e 7", "a\u0000b\r\nc")),
    ]


def _read() -> list[Case]:
    def read(name: str, fragment: str, way: tuple[str, str, str] | None) -> Case:
        expected = None if way is None else dict(zip(("id", "source", "text"), way, strict=True))
        return accepted(name, "link_way", {"url": f"{PAGE}{fragment}"}, {"way": expected})

    return [
        read("no fragment", "", None),
        read("a sign of before", f"#key={'0' * 32}", None),
        read("beside the fingerprint", f"#key={'0' * 32}&w=7K3M2QXD&s=Tisch%207&q=Hallo", ("7K3M2QXD", "Tisch 7", "Hallo")),
        read("a source alone", "#s=Tisch-7", ("", "Tisch-7", "")),
        read("an id as it is typed", "#w=7k3m-2qxd", ("7K3M2QXD", "", "")),
        read("an id with letters for digits", "#w=OiL00000", ("01100000", "", "")),
        read("an id cut off", "#w=7K3M2QX&s=Tisch", ("", "Tisch", "")),
        read("a part that is not known yet", "#x=1&s=Tisch&zz", ("", "Tisch", "")),
        read("the first of two counts", "#s=A&s=B", ("", "A", "")),
        read("plus signs are spaces", "#s=Tisch+7&q=1%2B1", ("", "Tisch 7", "1+1")),
        read("a percent sign alone stays", "#s=50%&q=%zz", ("", "50%", "%zz")),
        read("bytes that are no text", "#s=%ff%41", ("", "\ufffdA", "")),
        read("marks of direction go", "#s=Tisch%E2%80%AE7&q=a%E2%81%A6b", ("", "Tisch7", "ab")),
        read("quotation marks go", "#s=A%E2%80%9C.%20B%22%C2%AB%E2%80%9E&q=%22Ja%E2%80%9C", ("", "A. B", '"Ja“')),
        read("nothing but quotation marks", "#s=%22%22", None),
        read("a name in another code", "#%71=Ja&%73=Laden", ("", "Laden", "Ja")),
        read("a question mark is of the name", "#?q=Ja&s=Laden", ("", "Laden", "")),
        read("lines stay in words and not in a source", "#s=a%0Ab&q=a%0D%0Ab%0Dc%E2%80%A8d", ("", "a b", "a\nb\nc\nd")),
        read("controls go", "#q=a%00%1B%5B31mb%09c", ("", "", "a[31mb c")),
        read("markup is words", "#q=%3Cb%3E*fett*%3C%2Fb%3E", ("", "", "<b>*fett*</b>")),
        read("nothing but blanks", "#s=%20&q=%0A%20%C2%A0", None),
        read("a joined emoji stays one", "#q=%F0%9F%91%A8%E2%80%8D%F0%9F%91%A9", ("", "", "👨\u200d👩")),
        read("the longest", f"#s={'x' * 40}&q={'y' * 500}", ("", "x" * WAY_SOURCE_CHARACTERS, "y" * WAY_TEXT_CHARACTERS)),
        read("longer ones are cut", f"#s={'x' * 41}&q={'y' * 501}", ("", "x" * 40, "y" * 500)),
        read("whole signs count", f"#q={'%F0%9F%A5%A8' * 501}", ("", "", "🥨" * WAY_TEXT_CHARACTERS)),
    ]  # fmt: skip


def _messages() -> list[Case]:
    def said(name: str, way: Any, expected: tuple[str, str] | None, kind: str = "text") -> Case:
        payload = encode({"kind": kind, "text": "Hallo"} | ({} if way is ... else {"way": way}))
        out = None if expected is None else {"id": expected[0], "source": expected[1]}
        return accepted(name, "message_way", {"payload": payload.hex()}, {"way": out})

    return [
        said("a message that says none", ..., None),
        said("id and source", {"id": "7K3M2QXD", "source": "Tisch 7"}, ("7K3M2QXD", "Tisch 7")),
        said("a source alone", {"source": "Tisch 7"}, ("", "Tisch 7")),
        said("an id alone", {"id": "7k3m2qxd"}, ("7K3M2QXD", "")),
        said("a later version's field", {"source": "Tisch 7", "table": 7}, ("", "Tisch 7")),
        said("with a kind that is not known", {"source": "Tisch 7"}, ("", "Tisch 7"), "poem"),
        said("a source with a mark of direction", {"source": "a\u202eb\nc"}, ("", "ab c")),
        said("a source that is too long", {"source": "x" * 4000}, ("", "x" * WAY_SOURCE_CHARACTERS)),
        said("nil", None, None),
        said("a text", "Tisch 7", None),
        said("a list", ["Tisch 7"], None),
        said("no fields", {}, None),
        said("fields of another kind", {"id": 7, "source": ["Tisch"]}, None),
    ]


def _entries() -> list[Case]:
    def says(name: str, fields: dict[str, Any], expected: tuple[str, str, int] | None) -> Case:
        stamped = {field: [value, 10, ANNA.id] for field, value in fields.items()}
        payload = encode({"kind": "way", "key": KEY, "fields": stamped})
        given = {"payload": payload.hex(), "at_ms": AT_MS, "device": ANNA.id.hex(), "key": KEY.hex()}
        case = accepted(name, "way_says", given)
        said = case["out"]["said"]
        assert (said and (said["name"], said["text"], said["made_ms"])) == expected, name
        return case

    given = {"kind": "way", "about": None, "key": KEY.hex()}
    return [
        says("a way", {"name": "Tisch 7", "text": "Hallo", "made_ms": 5}, ("Tisch 7", "Hallo", 5)),
        says("a way without words", {"name": "Tisch 7", "text": None}, ("Tisch 7", "", 0)),
        says("a way without a name", {"text": "Hallo"}, None),
        says("a way of another shape", {"name": "Tisch", "text": 7, "made_ms": -1}, ("Tisch", "", 0)),
        says("made at no whole number", {"name": "Tisch", "made_ms": True}, ("Tisch", "", 0)),
        says("a long one is cut", {"name": "n" * 41, "text": "t" * 501}, ("n" * 40, "t" * 500, 0)),
        accepted("the id of a way", "document_id", given, {"id": entry_id("way", None, KEY).hex()}),
        accepted("a way has a key", "document_id", given | {"key": None}, {"id": None}),
    ]


def _closed() -> list[Case]:
    def off(name: str, field: Any, expected: list[str]) -> Case:
        return accepted(name, "ways_off", {"profile": {"ways_closed": field}}, {"closed": expected})

    many = [f"{at:08d}" for at in range(WAYS_CLOSED + 1)]
    return [
        off("none", None, []),
        off("two", ["7K3M2QXD", "00000000"], ["7K3M2QXD", "00000000"]),
        off("what is no id is left out", ["7K3M2QXD", 7, "x", "7k3m2qxe"], ["7K3M2QXD", "7K3M2QXE"]),
        off("no list", "7K3M2QXD", []),
        off("too many: the first ones", many, many[:WAYS_CLOSED]),
    ]
