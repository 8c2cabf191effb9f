"""Writes protocol/scripts/*.json anew: `python -m tests.contract.make_scripts`. The answers are the real server's."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from tests.contract.scripts import FOLDER, PUBLIC_URL, Player, Script, Step, written
from tests.contract.vectors_case import (
    ANNA,
    AT_MS,
    BEN,
    BUSINESS,
    IDENTITY,
    KRAUSE,
    PAPER,
    SECOND,
    fixed,
    private_of,
)
from tests.contract.vectors_records import TEAM_1, chain
from tests.world.calls import b64, calling, signed
from tresen.core import wire
from tresen.core.records import (
    Header,
    Profile,
    Signed,
    Team,
    conversation_id,
    encode_header,
    header_hash,
    record_hash,
)
from tresen.seal.epoch import EpochKey, MadeEpoch, Recipients, make_epoch
from tresen.seal.erase import sign_erase
from tresen.seal.keys import DeviceKeys
from tresen.seal.message import Envelope, seal_message
from tresen.seal.records import customer_device, device_payload, sign_customer_devices

PROFILE = {
    "name": "Bäckerei Sonnenschein",
    "imprint": "Anna Sonnenschein, Berlin",
    "privacy": "anna@example.org",
}
RECORDS = chain(
    (IDENTITY, device_payload(IDENTITY, "sheet", 0)),
    (IDENTITY, device_payload(ANNA, "owner", 1)),
    (ANNA, Team(1, TEAM_1.x, None)),
    (ANNA, Profile(PROFILE)),
)
NEW_PAPER = DeviceKeys.from_secret("paper", fixed("new paper", 16))
STRANGER = DeviceKeys(fixed("stranger seed"), fixed("stranger opening"))
Listing = list[tuple[DeviceKeys, bool]]


def listing(n: int, before: Signed | None, by: DeviceKeys, devices: Listing) -> Signed:
    """Customer-devices record n."""
    prev = None if before is None else record_hash(before.body)
    return sign_customer_devices(
        by, BUSINESS, n, prev, AT_MS + n, [customer_device(*each) for each in devices]
    )


def epoch_for(record: Signed, n: int, by: DeviceKeys, devices: Listing, before: EpochKey | None) -> MadeEpoch:
    """The epoch for these devices."""
    entries = [customer_device(*each) for each in devices]
    to = Recipients(1, record_hash(RECORDS[2].body), TEAM_1.x, n, record_hash(record.body), entries)
    return make_epoch(by, BUSINESS, CONVERSATION, AT_MS, to, before)


PHONE_AND_LINK: Listing = [(KRAUSE, False), (PAPER, True)]
WITH_TABLET: Listing = [*PHONE_AND_LINK, (SECOND, False)]
PHONE_AND_NEW_LINK: Listing = [(KRAUSE, False), (NEW_PAPER, True)]
DEVICES_1 = listing(1, None, KRAUSE, PHONE_AND_LINK)
CONVERSATION = conversation_id(DEVICES_1.body)
DEVICES_2 = listing(2, DEVICES_1, KRAUSE, WITH_TABLET)
DEVICES_3 = listing(3, DEVICES_2, KRAUSE, PHONE_AND_NEW_LINK)
EPOCH_1 = epoch_for(DEVICES_1, 1, PAPER, PHONE_AND_LINK, None)
EPOCH_2 = epoch_for(DEVICES_2, 2, KRAUSE, WITH_TABLET, EPOCH_1.key)
EPOCH_3 = epoch_for(DEVICES_3, 3, NEW_PAPER, PHONE_AND_NEW_LINK, EPOCH_2.key)
PATH = f"/conversations/{b64(CONVERSATION)}"


SAID: dict[tuple[bytes, int], bytes] = {}
"""The header hash of each device's message by its counter: the next one names it (S7)."""


def message(by: DeviceKeys, counter: int, epoch: EpochKey, **changed: Any) -> Envelope:
    """A sealed message; the server reads its header only."""
    usual = Header(
        1,
        BUSINESS,
        CONVERSATION,
        epoch.n,
        epoch.hash,
        by.id,
        counter,
        counter,
        SAID.get((by.id, counter - 1)),
        0,
        None,
        True,
        None,
        None,
        None,
        AT_MS,
    )
    header = msgspec.structs.replace(usual, **changed)
    SAID[by.id, counter] = header_hash(encode_header(header))
    return seal_message(by, epoch, header, {"kind": "text", "text": f"Nummer {counter}"})


def envelope(made: Envelope) -> dict[str, str]:
    """A message as HTTP takes it."""
    return {name: b64(getattr(made, name)) for name in ("header", "slot", "ciphertext", "signature")}


def epoch_json(made: MadeEpoch) -> dict[str, Any]:
    """An epoch as HTTP takes it."""
    return {**signed(made.signed), "wraps": [{"to": b64(to), "wrap": b64(wrap)} for to, wrap in made.wraps]}


def frame(who: str, value: Any) -> Step:
    """A step that sends a frame."""
    return {"who": who, "frame": wire.encode(value).hex()}


def send(who: str, counter: int, made: Envelope, **changed: Any) -> Step:
    """A `send`; `changed` makes it wrong."""
    sent = wire.Send(counter, made.header, made.slot, made.ciphertext, made.signature)
    return frame(who, msgspec.structs.replace(sent, **changed))


def get(who: str, path: str) -> Step:
    return {"who": who, "call": f"GET {path}"}


def post(who: str, path: str, body: Any) -> Step:
    return {"who": who, "call": f"POST {path}", "body": body}


BEGIN = post(
    "",
    "/businesses/sonnenschein/conversations",
    {
        "devices": signed(DEVICES_1),
        "epoch": epoch_json(EPOCH_1),
        "message": envelope(message(KRAUSE, 1, EPOCH_1.key)),
    },
)
SECOND_MESSAGE = message(KRAUSE, 2, EPOCH_1.key)
BEGUN = dict(SAID)


def starting() -> list[Step]:
    """A conversation begins; its device signs in, and somebody else tries to."""
    return [
        get("", "/businesses/sonnenschein"),
        get("", "/businesses/nobody"),
        BEGIN,
        BEGIN,
        {"who": "krause", "hello": {"cursor": 0, "rev": 4}},
        {"who": "other", "hello": {"device": "krause", "forged": True}},
        {"who": "other", "hello": {"device": "stranger"}},
        frame("other", [2, None, 1, 1]),
        frame("other", [0, KRAUSE.id[:15], bytes(64)]),
        frame("other", [0, KRAUSE.id]),
        frame("other", [5]),
        {"who": "again", "hello": {"device": "krause", "cursor": 2, "rev": 4, "resumes": True}},
        {
            "who": "other",
            "hello": {"device": "krause", "cursor": 2, "rev": 4, "resumes": True, "known": "other"},
        },
        {"who": "krause", "hello": {"cursor": 2, "rev": 4, "resumes": True, "known": "head"}},
        {"who": "paper", "hello": {"cursor": None}},
        get("paper", f"{PATH}/keys"),
        get("paper", f"{PATH}/events?after=0"),
    ]


def speaking() -> list[Step]:
    """Messages, the same again, and messages that cannot be."""
    return [
        BEGIN,
        {"who": "krause", "hello": {"cursor": 0, "rev": 4}},
        {"who": "anna", "hello": {}},
        frame("krause", [5]),
        frame("krause", [2, None]),
        frame("krause", "hello"),
        send("krause", 2, SECOND_MESSAGE),
        send("krause", 2, SECOND_MESSAGE),
        send("krause", 2, message(KRAUSE, 2, EPOCH_1.key)),
        send("krause", 3, message(KRAUSE, 3, EPOCH_2.key)),
        send("krause", 3, message(KRAUSE, 4, EPOCH_1.key)),
        send("krause", 3, message(KRAUSE, 3, EPOCH_1.key, device=SECOND.id)),
        send("krause", 3, message(KRAUSE, 3, EPOCH_1.key, conversation=fixed("other", 16))),
        send("krause", 3, message(KRAUSE, 3, EPOCH_1.key), slot=bytes(59)),
        send("krause", 3, message(KRAUSE, 3, EPOCH_1.key), ciphertext=bytes(300)),
        send("krause", 3, message(KRAUSE, 3, EPOCH_1.key), header=b"\xc0"),
        send("krause", 0, message(KRAUSE, 0, EPOCH_1.key)),
        send("anna", 1, message(ANNA, 1, EPOCH_1.key)),
        send("anna", 2, message(ANNA, 2, EPOCH_1.key, conversation=fixed("other", 16))),
        frame("anna", [3, 2, CONVERSATION, "close", None]),
        send("krause", 3, message(KRAUSE, 3, EPOCH_1.key)),
        get("krause", f"{PATH}/events?after=0&limit=2"),
        get("krause", f"{PATH}/events?before=5&limit=2"),
        get("krause", f"{PATH}/events?limit=3"),
    ]


def receipts() -> list[Step]:
    """Marks and typing."""
    return [
        BEGIN,
        {"who": "krause", "hello": {"cursor": 0, "rev": 4}},
        {"who": "anna", "hello": {}},
        frame("anna", [2, CONVERSATION, 3, 0]),
        frame("anna", [2, CONVERSATION, 3, 0]),
        frame("anna", [2, CONVERSATION, 0, 3]),
        frame("krause", [2, None, 99, 2]),
        frame("krause", [2, CONVERSATION, 3, 3]),
        frame("krause", [2, fixed("other", 16), 3, 3]),
        frame("anna", [2, None, 3, 3]),
        frame("anna", [2, fixed("other", 16), 3, 3]),
        frame("krause", [4, None, True]),
        frame("anna", [4, CONVERSATION, True]),
        frame("anna", [4, CONVERSATION, False]),
        frame("krause", [4, fixed("other", 16), True]),
        frame("anna", [4, None, True]),
    ]


def asking() -> list[Step]:
    """What is read over HTTP, and by whom."""
    return [
        BEGIN,
        get("", f"{PATH}/keys"),
        get("", "/records?after=0"),
        {"who": "krause", "hello": {"cursor": 0, "rev": 4}},
        get("krause", f"{PATH}/keys"),
        get("krause", f"{PATH}/kept"),
        get("krause", "/records?after=2"),
        get("krause", "/records?after=9"),
        get("krause", f"/conversations/{b64(fixed('other', 16))}/keys"),
        get("krause", f"/conversations/{b64(fixed('other', 16))}/events"),
        get("krause", f"/conversations/{b64(fixed('other', 16))}/kept"),
        get("", f"{PATH}/devices/{b64(KRAUSE.id)}/removal"),
        get("", f"/conversations/{b64(fixed('other', 16))}/devices/{b64(KRAUSE.id)}/removal"),
    ]


def moving() -> list[Step]:
    """Devices and epochs change; one device is shut out."""
    add = {"devices": signed(DEVICES_2), "epoch": epoch_json(EPOCH_2)}
    drop = {"devices": signed(DEVICES_3), "epoch": epoch_json(EPOCH_3)}
    taken = listing(2, DEVICES_1, KRAUSE, PHONE_AND_NEW_LINK)
    theirs = epoch_for(taken, 2, NEW_PAPER, PHONE_AND_NEW_LINK, EPOCH_1.key)
    other = {"devices": signed(taken), "epoch": epoch_json(theirs)}
    return [
        BEGIN,
        {"who": "krause", "hello": {"cursor": 0, "rev": 4}},
        post("krause", f"{PATH}/epochs", epoch_json(EPOCH_1)),
        post("krause", f"{PATH}/epochs", epoch_json(epoch_for(DEVICES_1, 1, KRAUSE, PHONE_AND_LINK, None))),
        post("krause", f"{PATH}/devices", add),
        post("krause", f"{PATH}/devices", add),
        post("krause", f"{PATH}/devices", other),
        send("krause", 2, SECOND_MESSAGE),
        send("krause", 2, message(KRAUSE, 2, EPOCH_2.key)),
        {"who": "second", "hello": {"cursor": 0, "rev": 4}},
        send("second", 1, message(SECOND, 1, EPOCH_2.key)),
        post("krause", f"{PATH}/devices", drop),
        {"who": "second", "hello": {"cursor": 0, "rev": 4}},
        get("", f"{PATH}/devices/{b64(SECOND.id)}/removal"),
        get("krause", f"{PATH}/keys"),
    ]


def erasing() -> list[Step]:
    """A message, then the whole conversation, is erased."""
    first, reply = SECOND_MESSAGE, message(KRAUSE, 3, EPOCH_1.key, refers=(KRAUSE.id, 2))
    one = sign_erase(KRAUSE, BUSINESS, CONVERSATION, AT_MS, [(4, header_hash(first.header))])
    wrong = sign_erase(KRAUSE, BUSINESS, CONVERSATION, AT_MS, [(3, header_hash(first.header))])
    whole = sign_erase(KRAUSE, BUSINESS, CONVERSATION, AT_MS, None)
    later = sign_erase(KRAUSE, BUSINESS, CONVERSATION, AT_MS + 1, None)
    strange = sign_erase(STRANGER, BUSINESS, CONVERSATION, AT_MS, None)
    return [
        BEGIN,
        {"who": "krause", "hello": {"cursor": 0, "rev": 4}},
        send("krause", 2, first),
        send("krause", 3, reply),
        send("krause", 4, message(KRAUSE, 4, EPOCH_1.key)),
        post("krause", f"{PATH}/erase", {"command": signed(wrong)}),
        post("krause", f"{PATH}/erase", {"command": signed(strange)}),
        post("krause", f"{PATH}/erase", {"command": signed(one)}),
        post("krause", f"{PATH}/erase", {"command": signed(one)}),
        get("krause", f"{PATH}/events?after=3"),
        post("krause", f"{PATH}/erase", {"command": signed(whole)}),
        post("krause", f"{PATH}/erase", {"command": signed(whole)}),
        post("krause", f"{PATH}/erase", {"command": signed(later)}),
        get("krause", f"{PATH}/kept"),
        get("krause", f"{PATH}/events?after=0"),
        send("krause", 5, message(KRAUSE, 5, EPOCH_1.key)),
        frame("krause", [2, None, 9, 9]),
        post("krause", f"{PATH}/devices", {"devices": signed(DEVICES_2), "epoch": epoch_json(EPOCH_2)}),
        post("krause", f"{PATH}/epochs", epoch_json(EPOCH_2)),
    ]


SCRIPTS = {
    "starting": (starting, ["W2", "W8", "W9", "L2"]),
    "speaking": (speaking, ["L4", "L11", "S10", "W3", "W7"]),
    "receipts": (receipts, ["L6", "W6"]),
    "asking": (asking, ["W5", "W8"]),
    "moving": (moving, ["S4", "S6", "S13"]),
    "erasing": (erasing, ["L7", "S17"]),
}


def made(name: str) -> Script:
    """A script without answers. Its messages follow on the first two, whatever other scripts say."""
    build, rules = SCRIPTS[name]
    SAID.clear()
    SAID.update(BEGUN)
    cast = {
        "anna": ANNA,
        "ben": BEN,
        "krause": KRAUSE,
        "paper": PAPER,
        "second": SECOND,
        "stranger": STRANGER,
    }
    about = " ".join((build.__doc__ or "").split())
    team_wraps = [{"n": 1, "to": b64(each.id), "wrap": b64(bytes(80))} for each in (IDENTITY, ANNA)]
    records = [signed(each) for each in RECORDS]
    return {
        "about": about,
        "rules": rules,
        "public_url": PUBLIC_URL,
        "business": {"handle": "sonnenschein", "records": records, "team_wraps": team_wraps},
        "devices": {who: {**private_of(keys), "id": b64(keys.id)} for who, keys in cast.items()},
        "steps": build(),
    }


async def _main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in SCRIPTS:
        script = made(name)
        with tempfile.TemporaryDirectory() as folder:
            async with calling(Path(folder), AT_MS, public_url=PUBLIC_URL) as calls:
                player = Player(calls, script)
                await player.begin()
                script["steps"] = [{**step, **await player.play(step)} for step in script["steps"]]
        (FOLDER / f"{name}.json").write_text(written(script))


if __name__ == "__main__":
    asyncio.run(_main())
