"""Operations of the shared vectors on documents (L8, S9)."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final

import msgspec

from tresen.client.documents import card, filters, labels, movingkit, quickreply, replyusage
from tresen.client.documents import device as devices
from tresen.client.documents import draft as drafts
from tresen.client.documents import flags as row_flags
from tresen.client.documents import note as notes
from tresen.client.documents import scheduled as schedule
from tresen.client.documents.kinds import (
    KINDS,
    is_newer,
    key_in,
    kind_of,
    merge_version,
    read_version,
    write_version,
)
from tresen.client.documents.merge import EMPTY, Document, change, remove
from tresen.client.documents.vcard import vcard
from tresen.core.records import Device

Values = dict[str, Any]


def document(given: Values) -> Values:
    """Versions merged in order, then changed or removed by a device, as the next version would be written."""
    kind = KINDS[given["kind"]]
    versions = [
        read_version(
            msgspec.msgpack.decode(bytes.fromhex(each["payload"])),
            kind,
            each["at_ms"],
            bytes.fromhex(each["device"]),
        )
        for each in given["versions"]
    ]
    key = bytes.fromhex(given["key"]) if given.get("key") else None
    state = functools.reduce(lambda one, other: merge_version(one, other, key), versions, EMPTY)
    for how in given["changes"]:
        by = (how["now_ms"], bytes.fromhex(how["device"]))
        changed = remove(state, *by) if how["values"] is None else change(state, how["values"], *by)
        state = merge_version(state, changed, key)
    return {"written": as_json(write_version(kind, state, key))}


def card_says(given: Values) -> Values:
    """What a version of a card says, as it is shown."""
    payload = msgspec.msgpack.decode(bytes.fromhex(given["payload"]))
    said = card.card_in(read_version(payload, card, given["at_ms"], bytes.fromhex(given["device"])))
    lists = {"earlier": [each.hex() for each in said.earlier], "fields": list(map(list, said.fields.items()))}
    return {**said._asdict(), **lists, "labels": list(said.labels), "languages": list(said.languages)}


def card_vcard(given: Values) -> Values:
    """A version of a card as a vCard."""
    payload = msgspec.msgpack.decode(bytes.fromhex(given["payload"]))
    said = card.card_in(read_version(payload, card, given["at_ms"], bytes.fromhex(given["device"])))
    return {"vcard": vcard(said, "Kunde")}


def labels_say(given: Values) -> Values:
    """What the labels and the filters say, and which of the given sets of labels each filter means."""
    known = labels.labels_in(change(EMPTY, given["labels"], 1, b"a" * 16))
    saved = filters.filters_in(change(EMPTY, given["filters"], 1, b"a" * 16), {each.id for each in known})
    return {
        "labels": [list(each) for each in known],
        "filters": [
            {
                "id": each.id,
                "name": each.name,
                "match": each.query.match,
                "with": list(each.query.with_),
                "without": list(each.query.without),
                "fits": [each.query.fits(carried) for carried in given["carried"]],
            }
            for each in saved
        ],
    }


def kit_says(given: Values) -> Values:
    """What the document of the moving kit says: what is done, and which way each text has."""
    kit = movingkit.kit_in(change(EMPTY, given["fields"], 1, b"a" * 16))
    return {"done": sorted(kit.done), "ways": [[text, key.hex()] for text, key in kit.ways.items()]}


def reply_says(given: Values) -> Values:
    """What a version of a quick reply says, as it is shown; None: it is not."""
    payload = msgspec.msgpack.decode(bytes.fromhex(given["payload"]))
    version = read_version(payload, quickreply, given["at_ms"], bytes.fromhex(given["device"]))
    said = quickreply.reply_in(version)
    if said is None:
        return {"said": None}
    file = {"file": None if said.file is None else said.file.kind, "alt": getattr(said.file, "alt", "")}
    blobs = [each.hex() for each in quickreply.blobs_in(version)]
    fields = {name: value for name, value in said._asdict().items() if name != "saved_as"}
    return {"said": fields | {"keywords": list(said.keywords)} | file, "blobs": blobs}


def replies_shown(given: Values) -> Values:
    """The quick replies of a list as they are shown: key, shortcut, title, and the shortcut they were saved under."""
    entries = [
        (
            bytes.fromhex(each["key"]),
            read_version(
                msgspec.msgpack.decode(bytes.fromhex(each["payload"])),
                quickreply,
                each["at_ms"],
                bytes.fromhex(each["device"]),
            ),
        )
        for each in given["entries"]
    ]
    shown = quickreply.distinct(entries)
    return {"shown": [[key.hex(), each.shortcut, each.title, each.saved_as or None] for key, each in shown]}


def uses_say(given: Values) -> Values:
    """The counts of a week's uses of quick replies, added up over its fields, and the key of that week's document."""
    counts = replyusage.counts_in(change(EMPTY, given["fields"], 1, b"a" * 16))
    return {"counts": counts, "key": replyusage.key_of(given["week"], given["part"]).hex()}


def document_id(given: Values) -> Values:
    """The id of the document of a kind about a conversation, or about none; `key`: of an entry of a list."""
    about = None if given["about"] is None else bytes.fromhex(given["about"])
    key = bytes.fromhex(given["key"]) if given.get("key") else None
    found = KINDS[given["kind"]].document(about, key)
    return {"id": None if found is None else found.hex()}


def version_kind(given: Values) -> Values:
    """The kind that a version counts as under that id; None: it does not count."""
    payload = msgspec.msgpack.decode(bytes.fromhex(given["payload"]))
    kind = kind_of(payload, bytes.fromhex(given["doc"]), None)
    key = key_in(payload)
    return {"kind": None if kind is None else kind.KIND, "key": None if key is None else key.hex()}


def note(given: Values) -> Values:
    """What a version of a note says to everybody, when that person signed it; None: nothing."""
    payload = msgspec.msgpack.decode(bytes.fromhex(given["payload"]))
    version = read_version(payload, notes, given["at_ms"], bytes.fromhex(given["device"]))
    said = notes.note_in(version, given["writer"])
    return {"said": None if said is None else said._asdict() | {"mentions": list(said.mentions)}}


def draft(given: Values) -> Values:
    """What a version of a draft proposes, when that person signed it; None: nothing."""
    payload = msgspec.msgpack.decode(bytes.fromhex(given["payload"]))
    version = read_version(payload, drafts, given["at_ms"], bytes.fromhex(given["device"]))
    said = drafts.draft_in(version, bytes.fromhex(given["key"]), given["writer"])
    return {"said": None if said is None else said._asdict()}


def flags(given: Values) -> Values:
    """Which flags a version sets, by conversation."""
    payload = msgspec.msgpack.decode(bytes.fromhex(given["payload"]))
    version = read_version(payload, row_flags, given["at_ms"], bytes.fromhex(given["device"]))
    said = row_flags.flags_in(version)
    return {
        "said": {
            conversation.hex(): {
                "pinned": each.pinned,
                "unread": each.unread,
                "snooze": None if each.snooze is None else [each.snooze.until_ms, each.snooze.pos],
            }
            for conversation, each in said.items()
        }
    }


def flags_key(given: Values) -> Values:
    """The key of the document that holds a conversation's flags."""
    return {"key": row_flags.key_of(bytes.fromhex(given["conversation"])).hex()}


def _scheduled_in(given: Values) -> Document:
    payload = msgspec.msgpack.decode(bytes.fromhex(given["payload"]))
    return read_version(payload, schedule, given["at_ms"], bytes.fromhex(given["device"]))


def scheduled(given: Values) -> Values:
    """What a version of a message for later says; None: nothing."""
    said = schedule.planned_in(_scheduled_in(given))
    if said is None:
        return {"said": None}
    claims = {
        name: None if claim is None else claim.text
        for name, claim in (("claim", said.claim), ("over", said.over))
    }
    return {"said": said._asdict() | claims}


def scheduled_change(given: Values) -> Values:
    """Whether a change of a message for later comes too late for what its document says."""
    return {"too_late": schedule.too_late(_scheduled_in(given["before"]), _scheduled_in(given["changed"]))}


def device_says(given: Values) -> Values:
    """What a version says of a device. `named`, `writer`: person and role, as the records say; None: not known."""

    def listed(who: list[Any] | None) -> Device | None:
        return None if who is None else Device(b"", who[1], who[0], b"", b"")

    payload = msgspec.msgpack.decode(bytes.fromhex(given["payload"]))
    version = read_version(payload, devices, given["at_ms"], bytes.fromhex(given["device"]))
    return devices.described_in(version, listed(given["named"]), listed(given["writer"]))._asdict()


def newer_version(given: Values) -> Values:
    """Whether a version may take the place of the one held."""
    return {"newer": is_newer(given["held"], given["seq"], given["replaces"])}


def as_json(value: Any) -> Any:
    """Bytes as hex, at every depth."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return {name: as_json(each) for name, each in value.items()} if isinstance(value, dict) else value


OPERATIONS: Final[dict[str, Callable[[Values], Values]]] = {
    each.__name__: each
    for each in (
        document,
        card_says,
        card_vcard,
        document_id,
        labels_say,
        kit_says,
        reply_says,
        replies_shown,
        uses_say,
        version_kind,
        note,
        draft,
        flags,
        flags_key,
        scheduled,
        scheduled_change,
        device_says,
        newer_version,
    )
}
