"""Vectors: an invitation sealed, opened, quoted by its answer, and every refusal (S21)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from tests.contract.invitation_ops import invitation_signers
from tests.contract.vectors_case import (
    ANNA,
    AT_MS,
    AUDITOR,
    BEN,
    BUSINESS,
    CEM,
    IDENTITY,
    KRAUSE,
    Case,
    accepted,
    fixed,
    flipped,
    refused,
    signed_value,
)
from tests.contract.vectors_keys import Scenarios
from tests.contract.vectors_records import START, TEAM_1_SEALED, TEAM_2, chain
from tresen.client.connection.http import b64
from tresen.core.records import Revoke, Signed, Team, encode
from tresen.core.sizes import INVITATION_BODY_BYTES, INVITATION_CHARACTERS, INVITATION_MS
from tresen.seal import box, crockford
from tresen.seal.invitation import InvitationKeys, Quoted
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import device_payload

SECRET = fixed("an invitation", 16)
PLAIN, TOLD = InvitationKeys(BUSINESS, SECRET), InvitationKeys(BUSINESS, SECRET, "042917")
ELSEWHERE = fixed("another business", 16)
CONVERSATION = fixed("a conversation", 16)
DAY = 24 * 60 * 60 * 1000
RECORDS = chain(
    *START,
    (ANNA, device_payload(AUDITOR, "auditor", 4)),
    (ANNA, device_payload(CEM, "owner", 3)),
    (ANNA, Revoke(None, 3)),
    (ANNA, Team(2, TEAM_2.x, TEAM_1_SEALED)),
)
_WHO = invitation_signers({"records": [signed_value(each) for each in RECORDS]})
SIGNERS = _WHO["signers"]
TEXT: dict[str, Any] = {
    "kind": "text",
    "text": "Guten Tag, Frau Krause 🥨\nIhr Angebot liegt bei.",
    "by": "Anna",
}
OPEN, QUOTED = "open_invitation", "read_quoted_invitation"


def scenarios() -> Scenarios:
    """The files of this module."""
    cases = [*_names(), *_who(), *_opened(), *_payloads(), *_refused(), *_quotes(), *_links()]
    return {
        "invitation": ("Invitations: sealed, opened, quoted, and every refusal.", ["S21", "S3"], cases),
        "invitation-memory": (
            "What the team remembers of its invitations, and where.",
            ["S21", "L8"],
            [*_places(), *_memories()],
        ),
    }


def _places() -> list[Case]:
    ids = {"an invitation": PLAIN.id, "the first document": bytes(16), "the last one": b"\xff" * 16}
    return [accepted(name, "invitation_place", {"invitation": each.hex()}) for name, each in ids.items()]


def _memories() -> list[Case]:
    whole: dict[str, Any] = {
        "k": SECRET, "d": "042917", "line": "Guten Tag, Frau Krause 🥨", "files": [["Angebot.pdf", 1000]], "by": "Anna",
        "at_ms": AT_MS, "until_ms": AT_MS + DAY, "reply": True, "to": "Frau Krause", "card": CONVERSATION,
        "phone": "030 5550 1234", "email": "krause@example.org",
    }  # fmt: skip
    bare = {name: each for name, each in whole.items() if name not in ("card", "phone", "email")}
    taken = {"at_ms": AT_MS, "until_ms": AT_MS + DAY, "to": "Frau Krause", "taken": CONVERSATION}
    good = {
        "all of it": whole,
        "what must be there": bare,
        "without digits and files": bare | {"d": "", "files": [], "reply": False},
        "a later version's field": whole | {"mood": "friendly"},
        "of one that was answered": taken,
        "of one that was answered, whatever else stands there": whole | {"taken": CONVERSATION},
    }
    bad = {
        "no secret": {name: each for name, each in bare.items() if name != "k"},
        "a secret cut off": bare | {"k": SECRET[:-1]},
        "five digits": bare | {"d": "04291"},
        "files of another shape": bare | {"files": ["Angebot.pdf"]},
        "a card that is none": bare | {"card": CONVERSATION[:-1]},
        "an answer that is neither yes nor no": bare | {"reply": 1},
        "an answer by no conversation": taken | {"taken": CONVERSATION[:-1]},
        "an answer by nothing": whole | {"taken": None},
        "no times": bare | {"at_ms": "today"},
    }
    op = "remembered_invitation"

    def value(said: dict[str, Any]) -> dict[str, Any]:
        return {"value": b64(encode(said))}

    return [
        *(accepted(name, op, value(each)) for name, each in good.items()),
        *(accepted(name, op, value(each), {"said": None}) for name, each in bad.items()),
        accepted("taken back", op, {"value": None}, {"said": None}),
        accepted("no base64url", op, {"value": "!"}, {"said": None}),
        accepted("no map", op, {"value": b64(encode([1]))}, {"said": None}),
    ]


def _file(number: int = 1, **other: Any) -> dict[str, Any]:
    file = {
        "blob": fixed(f"blob {number}", 16), "key": fixed(f"key {number}"), "size": 1000 * number,
        "hash": fixed(f"hash {number}"),
        "type": "application/pdf", "name": f"Angebot {number}.pdf",
    }  # fmt: skip
    return {"kind": "file", "file": file, **other}


def _photo() -> dict[str, Any]:
    photo = _file(2)
    return {**photo, "kind": "photo", "width": 640, "height": 480, "preview": bytes(range(64))}


def _place(keys: InvitationKeys) -> dict[str, Any]:
    return {"business": keys.business.hex(), "secret": keys.secret.hex(), "digits": keys.digits}


def _given(sealed: bytes, keys: InvitationKeys = PLAIN) -> dict[str, Any]:
    return {**_place(keys), "signers": SIGNERS, "sealed": sealed.hex()}


def _sealed(payload: Mapping[str, Any] = TEXT, keys: InvitationKeys = PLAIN, by: DeviceKeys = ANNA) -> bytes:
    return keys.seal(by, AT_MS, AT_MS + 14 * DAY, True, dict(payload))


def _body(**fields: Any) -> bytes:
    usual: dict[str, Any] = {
        "version": 1, "kind": "invitation", "business": BUSINESS, "id": PLAIN.id, "signer": ANNA.id, "at_ms": AT_MS,
        "until_ms": AT_MS + 14 * DAY, "reply": True, "payload": TEXT,
    }  # fmt: skip
    return encode(list((usual | fields).values()))


def _signed(by: DeviceKeys = ANNA, **fields: Any) -> Signed:
    body = _body(**fields)
    return Signed(body, by.sign("invitation", body))


def _locked(plain: bytes, size: int = 1024, keys: InvitationKeys = PLAIN) -> bytes:
    """As `seal` locks it, whatever it is."""
    padded = plain + b"\x80" + bytes(size - len(plain) - 1)
    return box.lock(keys._key, padded, keys._place)


def _wrong(**fields: Any) -> bytes:
    signed = _signed(**fields)
    return _locked(encode([signed.body, signed.signature]))


def _names() -> list[Case]:
    op, where = "invitation_keys", {"conversation": CONVERSATION.hex()}
    return [
        accepted("without digits", op, _place(PLAIN) | where),
        accepted("with digits: the same id, another proof", op, _place(TOLD) | where, {"id": PLAIN.id.hex()}),
        accepted(
            "at another business",
            op,
            _place(InvitationKeys(ELSEWHERE, SECRET)) | where,
            {"id": PLAIN.id.hex()},
        ),
        refused("five digits", op, "malformed", _place(PLAIN) | where | {"digits": "04291"}),
        refused("letters", op, "malformed", _place(PLAIN) | where | {"digits": "04291a"}),
        refused("digits of another script", op, "malformed", _place(PLAIN) | where | {"digits": "٠٤٢٩١٧"}),
        refused(
            "a line feed behind the digits", op, "malformed", _place(PLAIN) | where | {"digits": "042917\n"}
        ),
        refused("a secret cut off", op, "malformed", _place(PLAIN) | where | {"secret": SECRET[:-1].hex()}),
    ]


def _who() -> list[Case]:
    """Owners and members; no auditor, no sheet, nobody who left."""
    given = {"records": [signed_value(each) for each in RECORDS]}
    signers = {each.id.hex(): each.ed.hex() for each in (ANNA, BEN)}
    return [
        accepted("who may sign one", "invitation_signers", given, {"signers": dict(sorted(signers.items()))})
    ]


def _opened() -> list[Case]:
    longest = {"kind": "text", "text": "x" * INVITATION_CHARACTERS}
    silent = PLAIN.seal(ANNA, AT_MS, AT_MS + INVITATION_MS, False, TEXT)
    later = _signed(payload=TEXT | {"mood": "friendly"}, more="of a later version")
    return [
        accepted("a text", OPEN, _given(_sealed()), {"reply": True, "by": "Anna"}),
        accepted("by a member", OPEN, _given(_sealed(by=BEN)), {"signer": BEN.id.hex()}),
        accepted("with digits", OPEN, _given(_sealed(keys=TOLD), TOLD)),
        accepted("without an answer, for thirty days", OPEN, _given(silent), {"reply": False}),
        accepted("the longest text", OPEN, _given(_sealed(longest))),
        accepted(
            "what a later version says beside it",
            OPEN,
            _given(_locked(encode([later.body, later.signature]))),
        ),
        accepted("padded to 16384 bytes", OPEN, _given(_locked(encode([*_pair(_signed())]), 16384))),
    ]


def _pair(signed: Signed) -> tuple[bytes, bytes]:
    return signed.body, signed.signature


def _payloads() -> list[Case]:
    four = [_photo(), *(_file(number) for number in (3, 4, 5))]
    good = {
        "a file without words": {"kind": "text", "text": "", "files": [_file()]},
        "words and a photo": TEXT | {"files": [_photo()]},
        "four files": TEXT | {"files": four},
        "nobody is named": {"kind": "text", "text": "Hallo"},
        "a file with a later version's field": TEXT | {"files": [_file(later=1)]},
    }
    bad: dict[str, dict[str, Any]] = {
        "no words and no file": {"kind": "text", "text": " \n"},
        "no words at all": {"kind": "text"},
        "another kind": {"kind": "poem", "text": "eins"},
        "no kind": {"text": "Hallo"},
        "words that are no text": {"kind": "text", "text": 7},
        "too many words": {"kind": "text", "text": "x" * (INVITATION_CHARACTERS + 1)},
        "a name that is no text": TEXT | {"by": 1},
        "a name that is too long": TEXT | {"by": "x" * 121},
        "five files": TEXT | {"files": [_file(number) for number in range(1, 6)]},
        "a file twice": TEXT | {"files": [_file(), _file()]},
        "files that are no list": TEXT | {"files": "Angebot.pdf"},
        "a file that is none": TEXT | {"files": ["Angebot.pdf"]},
        "a file of a kind that is not known": TEXT | {"files": [_file() | {"kind": "poem"}]},
        "a text among the files": TEXT | {"files": [TEXT]},
        "a file without a key": TEXT | {"files": [{"kind": "file", "file": {"blob": bytes(16)}}]},
    }
    return [
        *(accepted(name, OPEN, _given(_sealed(each))) for name, each in good.items()),
        *(refused(name, OPEN, "malformed", _given(_sealed(each))) for name, each in bad.items()),
    ]


def _refused() -> list[Case]:
    good, signed = _sealed(), _signed()
    pair = encode([signed.body, signed.signature])
    other, told = InvitationKeys(BUSINESS, fixed("another", 16)), InvitationKeys(BUSINESS, SECRET, "000000")
    elsewhere = InvitationKeys(ELSEWHERE, SECRET)
    cannot: dict[str, dict[str, Any]] = {
        "another secret": _given(good, other),
        "digits where there are none": _given(good, told),
        "no digits where there are some": _given(_sealed(keys=TOLD)),
        "another digit": _given(_sealed(keys=TOLD), told),
        "another business's": _given(good, elsewhere),
        "a bit of the nonce": _given(flipped(good, 0)),
        "a bit of the words": _given(flipped(good, 40)),
        "a bit of the tag": _given(flipped(good)),
        "cut off": _given(good[:-1]),
        "nothing": _given(b""),
    }
    unpadded = box.lock(PLAIN._key, pair, PLAIN._place)
    small = box.lock(PLAIN._key, pair + b"\x80" + bytes(2048 - len(pair) - 1), PLAIN._place)
    return [
        *(refused(name, OPEN, "cannot_open", each) for name, each in cannot.items()),
        refused("not padded", OPEN, "wrong_padding", _given(unpadded)),
        refused("padded to another size", OPEN, "wrong_padding", _given(small)),
        refused("no mark", OPEN, "wrong_padding", _given(box.lock(PLAIN._key, bytes(1024), PLAIN._place))),
        refused("no body and signature", OPEN, "malformed", _given(_locked(b"\x93\x01\x02\x03"))),
        refused("not in canonical form", OPEN, "malformed", _given(_locked(b"\xdc\x00\x02" + pair[1:]))),
        refused(
            "a body that is none",
            OPEN,
            "malformed",
            _given(_locked(encode([b"\x93\x01\x02\x03", bytes(64)]))),
        ),
        refused("a body that is not canonical", OPEN, "malformed", _given(_loose())),
        refused("a body that is too long", OPEN, "malformed", _given(_too_long())),
        refused(
            "a signature cut off",
            OPEN,
            "malformed",
            _given(_locked(encode([signed.body, signed.signature[:-1]]))),
        ),
        refused("another version", OPEN, "wrong_version", _given(_wrong(version=2))),
        refused("another kind of body", OPEN, "wrong_version", _given(_wrong(kind="class"))),
        refused("no time at all", OPEN, "malformed", _given(_wrong(until_ms=AT_MS))),
        refused(
            "more than thirty days", OPEN, "malformed", _given(_wrong(until_ms=AT_MS + INVITATION_MS + 1))
        ),
        refused("an id cut off", OPEN, "malformed", _given(_wrong(id=PLAIN.id[:-1]))),
        refused("an answer that is neither yes nor no", OPEN, "malformed", _given(_wrong(reply=1))),
        refused("another link's", OPEN, "wrong_place", _given(_wrong(id=other.id))),
        refused("of another business", OPEN, "wrong_place", _given(_wrong(business=ELSEWHERE))),
        refused("by a device of nobody's", OPEN, "wrong_sender", _given(_wrong(signer=KRAUSE.id, by=KRAUSE))),
        refused("by an auditor", OPEN, "wrong_sender", _given(_wrong(signer=AUDITOR.id, by=AUDITOR))),
        refused("by an owner who was revoked", OPEN, "wrong_sender", _given(_wrong(signer=CEM.id, by=CEM))),
        refused(
            "by the recovery sheet", OPEN, "wrong_sender", _given(_wrong(signer=IDENTITY.id, by=IDENTITY))
        ),
        refused("another's signature", OPEN, "wrong_signature", _given(_wrong(by=BEN))),
        refused("signed as a record", OPEN, "wrong_signature", _given(_as_record())),
    ]


def _as_record() -> bytes:
    body = _body()
    return _locked(encode([body, ANNA.sign("record", body)]))


def _loose() -> bytes:
    """A body whose array takes more bytes than it must."""
    body = b"\xdc\x00\x09" + _body()[1:]
    return _locked(encode([body, ANNA.sign("invitation", body)]))


def _too_long() -> bytes:
    body = _body(payload=TEXT | {"more": os.urandom(INVITATION_BODY_BYTES)})
    return _locked(encode([body, ANNA.sign("invitation", body)]), 16384)


def _quote(signed: Signed, keys: InvitationKeys = PLAIN, **other: Any) -> dict[str, Any]:
    said = Quoted(keys, signed, keys.take(CONVERSATION)).payload() | other
    return {
        "business": BUSINESS.hex(),
        "conversation": CONVERSATION.hex(),
        "signers": SIGNERS,
        "said": {name: each.hex() if isinstance(each, bytes) else each for name, each in said.items()},
    }


def _quotes() -> list[Case]:
    signed = _signed()
    elsewhere = PLAIN.take(fixed("another conversation", 16))
    other = InvitationKeys(BUSINESS, fixed("another", 16))
    without = _quote(signed)
    del without["said"]["take"]
    return [
        accepted("quoted", QUOTED, _quote(signed)),
        accepted("quoted, with digits", QUOTED, _quote(signed, TOLD)),
        accepted("quoted, with a later version's field", QUOTED, _quote(signed, more="00ff")),
        refused("taken in another conversation", QUOTED, "wrong_mac", _quote(signed, take=elsewhere)),
        refused("no take", QUOTED, "malformed", without),
        refused("a take cut off", QUOTED, "malformed", _quote(signed, take=elsewhere[:-1])),
        refused("a secret that is none", QUOTED, "malformed", _quote(signed, k=SECRET[:-1])),
        refused("digits that are none", QUOTED, "malformed", _quote(signed, d="four")),
        refused("quoted digits of another script", QUOTED, "malformed", _quote(signed, d="٠٤٢٩١٧")),
        refused("a line feed behind quoted digits", QUOTED, "malformed", _quote(signed, d="042917\n")),
        refused("the words of another link", QUOTED, "wrong_place", _quote(signed, other)),
        refused(
            "words that nobody of the team signed",
            QUOTED,
            "wrong_sender",
            _quote(_signed(KRAUSE, signer=KRAUSE.id)),
        ),
        refused(
            "changed words", QUOTED, "wrong_signature", _quote(Signed(_body(reply=False), signed.signature))
        ),
    ]


def _links() -> list[Case]:
    op, key = "read_invitation_link", crockford.encode(IDENTITY.fingerprint)
    secret = crockford.encode(SECRET)
    page = "https://chat.example/baeckerei"
    return [
        accepted(
            "an invitation's link", op, {"url": f"{page}#key={key}&i={secret}"}, {"secret": SECRET.hex()}
        ),
        accepted(
            "in another order, with what is not known",
            op,
            {"url": f"{page}#i={secret.lower()}&x=1&key={key}"},
        ),
        refused("without a fingerprint", op, "malformed", {"url": f"{page}#i={secret}"}),
        refused("without a secret", op, "malformed", {"url": f"{page}#key={key}"}),
        refused(
            "a secret cut off in the link", op, "malformed", {"url": f"{page}#key={key}&i={secret[:-1]}"}
        ),
        refused(
            "a secret that is no Crockford", op, "malformed", {"url": f"{page}#key={key}&i={secret[:-1]}U"}
        ),
    ]
