"""Vectors: derivations, links, invites, padding and single HPKE wraps (S1–S3, S9, S12)."""

from __future__ import annotations

from tests.contract.vectors_case import (
    ANNA,
    BEN,
    BUSINESS,
    IDENTITY,
    PAPER_SECRET,
    SHEET_SECRET,
    Case,
    accepted,
    fixed,
    flipped,
    private_of,
    refused,
)
from tresen.core.records import label
from tresen.seal import box, crockford
from tresen.seal.invite import Answer, Invite, commitment
from tresen.seal.links import InviteLink, ReturnLink, Sign
from tresen.seal.sheet import sheet_text

Scenarios = dict[str, tuple[str, list[str], list[Case]]]
ORIGIN = "https://tresen.example"


def scenarios() -> Scenarios:
    """The files of this module."""
    return {
        "crockford": ("Crockford base32, as in fingerprints and secrets.", ["S3"], _crockford()),
        "keys": (
            "Device ids, paper devices, the recovery sheet, names and signatures.",
            ["S2", "S3", "S4", "L8"],
            _keys(),
        ),
        "sheet": ("The recovery sheet on paper, and the words of the sign.", ["S2", "S3"], _sheet()),
        "hpke": ("HPKE wraps of one key, and HKDF.", ["S1"], _hpke()),
        "links": ("The sign, the return link and the invite link.", ["S3", "S13"], _links()),
        "invite": ("MAC and four words of an invite.", ["S12"], _invite()),
        "padding": ("Padding of payloads.", ["S9"], _padding()),
    }


def _crockford() -> list[Case]:
    cases = [
        accepted(f"{bits} bits there", "crockford_encode", {"bytes": data.hex(), "bits": bits})
        for data, bits in [
            (b"", 0),
            (b"\xff", 8),
            (fixed("a", 16), 128),
            (SHEET_SECRET, 130),
            (fixed("a", 20), 160),
        ]
    ]
    back = [
        (crockford.encode(fixed("a", 16)), 128),
        (crockford.encode(SHEET_SECRET, 130), 130),
        ("oilOIL10", 40),
    ]
    cases += [
        accepted(f"{bits} bits back", "crockford_decode", {"text": text, "bits": bits}) for text, bits in back
    ]
    cases += [
        accepted(
            "lower case, hyphens and spaces do not matter",
            "crockford_decode",
            {"text": "ab-cd ef-gh", "bits": 40},
        ),
        refused("too short", "crockford_decode", "malformed", {"text": "ABC", "bits": 40}),
        refused("U is no letter", "crockford_decode", "malformed", {"text": "ABCDEFGU", "bits": 40}),
        refused("added bits are zero", "crockford_decode", "malformed", {"text": "Z" * 26, "bits": 128}),
    ]
    return cases


def _keys() -> list[Case]:
    wrong = sheet_text(SHEET_SECRET)
    wrong = ("1" if wrong[0] != "1" else "2") + wrong[1:]
    names = {
        "business": BUSINESS.hex(),
        "team_x": ANNA.x.hex(),
        "document": "people",
        "body": b"a body".hex(),
        "header": b"a header".hex(),
    }
    challenge = f"{ORIGIN}".encode() + fixed("challenge")
    return [
        accepted("a device's public keys and id", "device_keys", private_of(ANNA)),
        accepted("the sheet is the identity", "sheet", {"secret": SHEET_SECRET.hex()}),
        accepted(
            "the sheet as printed",
            "read_sheet",
            {"text": sheet_text(SHEET_SECRET).lower()},
            {"secret": SHEET_SECRET.hex()},
        ),
        refused("a sheet typed wrong", "read_sheet", "malformed", {"text": wrong}),
        refused(
            "a sheet's last six bits are zero",
            "sheet",
            "malformed",
            {"secret": (SHEET_SECRET[:16] + b"\x01").hex()},
        ),
        accepted("a return link's device", "paper", {"secret": PAPER_SECRET.hex()}),
        accepted("names made by hashing", "names", names),
        accepted(
            "a signature carries its purpose",
            "sign",
            {"seed": private_of(ANNA)["seed"], "purpose": "hello", "body": challenge.hex()},
        ),
        accepted(
            "a record's signature",
            "sign",
            {"seed": private_of(ANNA)["seed"], "purpose": "record", "body": b"x".hex()},
        ),
    ]


def _sheet() -> list[Case]:
    text = sheet_text(SHEET_SECRET)
    letters = text.replace("-", "")

    def typed(name: str, wrong: str, kind: str | None, groups: list[int]) -> Case:
        return accepted(name, "slip", {"text": wrong}, {"kind": kind, "groups": groups})

    def swapped(at: int) -> str:
        return letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]

    def changed(text: str, at: int) -> str:
        return text[:at] + ("2" if text[at] != "2" else "3") + text[at + 1 :]

    cases = [
        accepted("as printed", "read_sheet", {"text": text}, {"secret": SHEET_SECRET.hex()}),
        accepted("only zeros", "read_sheet", {"text": "0" * 28}, {"secret": "00" * 17}),
        typed("typed right", text, None, []),
        typed("typed right, in lower case with spaces", text.lower().replace("-", " "), None, []),
        *(
            typed(f"one wrong character in group {at // 4 + 1}", changed(letters, at), "one", [at // 4 + 1])
            for at in range(0, 28, 3)
        ),
        *(
            accepted(
                f"characters {at + 1} and {at + 2} swapped",
                "slip",
                {"text": swapped(at)},
                {"kind": "swapped"},
            )
            for at in range(27)
            if letters[at] != letters[at + 1]
        ),
        typed("three wrong characters", changed(changed(changed(letters, 0), 3), 10), "several", []),
        refused("a group left out", "slip", "malformed", {"text": letters[4:]}),
        refused("U is no character", "slip", "malformed", {"text": "U" + letters[1:]}),
        refused("two characters swapped", "read_sheet", "malformed", {"text": swapped(4)}),
    ]
    signs = [IDENTITY.fingerprint, bytes(20), b"\xff" * 20]
    return cases + [
        accepted(f"words of the sign {at}", "sign_words", {"fingerprint": each.hex()})
        for at, each in enumerate(signs, 1)
    ]


def _hpke() -> list[Case]:
    info = label("team-wrap") + b"some context"
    wrapped = box.wrap(ANNA.x, fixed("key"), info)
    given = {**private_of(ANNA), "wrap": wrapped.hex(), "info": info.hex()}
    other = {**given, "info": (info + b"!").hex()}
    return [
        accepted(
            "HKDF with an empty salt", "hkdf", {"secret": fixed("s").hex(), "info": label("slot").hex()}
        ),
        accepted("opened by its recipient", "unwrap", given, {"plain": fixed("key").hex()}),
        refused("another recipient", "unwrap", "cannot_open", {**given, **private_of(BEN)}),
        refused("another info", "unwrap", "cannot_open", other),
        refused("a bit of enc", "unwrap", "cannot_open", {**given, "wrap": flipped(wrapped, 0).hex()}),
        refused(
            "a bit of the ciphertext", "unwrap", "cannot_open", {**given, "wrap": flipped(wrapped, 40).hex()}
        ),
        refused("cut off", "unwrap", "cannot_open", {**given, "wrap": wrapped[:-1].hex()}),
    ]


def _links() -> list[Case]:
    sign = str(Sign(ORIGIN, "sonnenschein", IDENTITY.fingerprint))
    back = str(ReturnLink(ORIGIN, "sonnenschein", PAPER_SECRET, IDENTITY.fingerprint))
    invite = str(InviteLink(ORIGIN, Invite(fixed("id", 16), fixed("secret", 16), IDENTITY.fingerprint)))
    return [
        accepted("the sign", "read_sign", {"url": sign}),
        accepted("an address without fingerprint", "read_sign", {"url": f"{ORIGIN}/sonnenschein"}),
        accepted(
            "a port, and lower case",
            "read_sign",
            {"url": f"http://localhost:8080/x#key={sign[-32:].lower()}"},
        ),
        refused("a fingerprint cut off", "read_sign", "malformed", {"url": sign[:-1]}),
        refused("no name", "read_sign", "malformed", {"url": f"{ORIGIN}/"}),
        accepted("the return link", "read_return_link", {"url": back}, {"url": back}),
        refused("a return link without fingerprint", "read_return_link", "malformed", {"url": back[:-33]}),
        refused("a sign is no return link", "read_return_link", "malformed", {"url": sign}),
        accepted("the invite", "read_invite_link", {"url": invite}, {"url": invite}),
        refused("an invite cut off", "read_invite_link", "malformed", {"url": invite[:-10]}),
    ]


def _invite() -> list[Case]:
    link = Invite(fixed("id", 16), fixed("secret", 16), IDENTITY.fingerprint)
    given = {
        "id": link.id.hex(),
        "secret": link.secret.hex(),
        "fingerprint": link.fingerprint.hex(),
        "ed": BEN.ed.hex(),
        "x": BEN.x.hex(),
        "answer_nonce": fixed("answer nonce", 16).hex(),
    }
    nonce = fixed("nonce", 16)
    mac = link.mac(Answer(BEN.ed, BEN.x, fixed("answer nonce", 16)))
    committed = {"commitment": commitment(nonce).hex(), "nonce": nonce.hex()}
    return [
        accepted("MAC, commitment and words", "invite", {**given, "nonce": nonce.hex()}),
        accepted("other words with another nonce", "invite", {**given, "nonce": fixed("other", 16).hex()}),
        accepted("the nonce committed to", "check_commitment", committed),
        refused("another nonce", "check_commitment", "wrong_commit", {**committed, "nonce": "00" * 16}),
        refused(
            "a longer nonce", "check_commitment", "wrong_commit", {**committed, "nonce": nonce.hex() + "00"}
        ),
        accepted("verified", "check_invite", {**given, "mac": mac.hex()}),
        refused("another MAC", "check_invite", "wrong_mac", {**given, "mac": flipped(mac).hex()}),
        refused("other keys", "check_invite", "wrong_mac", {**given, "x": ANNA.x.hex(), "mac": mac.hex()}),
        refused(
            "another answer nonce",
            "check_invite",
            "wrong_mac",
            {**given, "answer_nonce": "00" * 16, "mac": mac.hex()},
        ),
        refused(
            "another business",
            "check_invite",
            "wrong_mac",
            {**given, "fingerprint": "00" * 20, "mac": mac.hex()},
        ),
    ]


def _padding() -> list[Case]:
    def padded(name: str, size: int) -> Case:
        return accepted(name, "pad", {"payload": ("ab" * size)})

    return [
        padded("nothing", 0),
        padded("255 bytes fill 256", 255),
        padded("256 bytes need 1024", 256),
        padded("1024 bytes need 4096", 1024),
        padded("the largest", 16383),
        refused("one too many", "pad", "too_large", {"payload": "ab" * 16384}),
        accepted("taken off", "unpad", {"padded": "ab80" + "00" * 254}, {"payload": "ab"}),
        accepted(
            "a payload that ends like padding",
            "unpad",
            {"padded": "ab800080" + "00" * 252},
            {"payload": "ab8000"},
        ),
        refused("no mark", "unpad", "wrong_padding", {"padded": "ab" + "00" * 255}),
        refused("only zeros", "unpad", "wrong_padding", {"padded": "00" * 256}),
        refused("another size", "unpad", "wrong_padding", {"padded": "ab80" + "00" * 100}),
    ]
