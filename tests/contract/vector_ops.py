"""The operations of vector cases by name; protocol/vectors/README.md describes each (S16)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import msgspec

from tests.contract import (
    act_ops,
    alike_ops,
    answer_ops,
    belief_ops,
    call_ops,
    device_ops,
    document_ops,
    file_ops,
    former_ops,
    frame_ops,
    invitation_ops,
    passkey_ops,
    trail_ops,
    way_ops,
    website_ops,
)
from tresen.client.connection.http import SignedWraps
from tresen.client.connection.keyfile import KeyFile
from tresen.client.content import CARRIED, Shown, read_content
from tresen.client.trust.keyring import Keyring
from tresen.client.trust.public import PublicRecords
from tresen.core import chain, erasing, publickeys, records
from tresen.core.canonical import is_canonical
from tresen.core.records import Header, Published, Signed
from tresen.core.shopfront.replies import render
from tresen.errors import Refusal
from tresen.seal import box, crockford, customers, epoch, erase, links, message
from tresen.seal import invite as invites
from tresen.seal import sheet as sheets
from tresen.seal.invite import Answer, Invite, commitment
from tresen.seal.keys import DeviceKeys, Identity
from tresen.seal.refused import Refused
from tresen.seal.team import TeamKey

Values = dict[str, Any]


def reason_of(refusal: BaseException) -> str:
    """Why something was not accepted, as written in a vector file."""
    assert isinstance(refusal, Refused | Refusal)
    return refusal.reason if isinstance(refusal, Refused) else refusal.code


def bytes_of(values: Values, *names: str) -> list[bytes]:
    """The named hex strings as bytes."""
    return [bytes.fromhex(values[name]) for name in names]


def signed_of(value: Values) -> Signed:
    """A record as it stands in a vector file."""
    text, picture = (bytes.fromhex(value[name]) if name in value else None for name in ("text", "picture"))
    body, signature = bytes_of(value, "body", "signature")
    return Signed(body, signature) if text is picture is None else Published(body, signature, text, picture)


def device_of(values: Values) -> DeviceKeys:
    """The device a case plays."""
    return DeviceKeys(*bytes_of(values, "seed", "opening"))


def epoch_of(values: Values) -> epoch.EpochKey:
    """An opened epoch as it stands in a vector file."""
    business, conversation, digest, key = bytes_of(values, "business", "conversation", "hash", "key")
    return epoch.EpochKey(business, conversation, values["n"], digest, key)


def _epoch(opened: epoch.EpochKey) -> Values:
    return {
        "business": opened.business.hex(),
        "conversation": opened.conversation.hex(),
        "n": opened.n,
        "hash": opened.hash.hex(),
        "key": opened.key.hex(),
    }


def _public(device: DeviceKeys) -> Values:
    return {"id": device.id.hex(), "ed": device.ed.hex(), "x": device.x.hex()}


def _maybe(value: bytes | None) -> str | None:
    return None if value is None else value.hex()


def header_values(header: Header) -> Values:
    """A header as it stands in a vector file."""
    refers = header.refers and {"device": header.refers[0].hex(), "counter": header.refers[1]}
    return {
        "business": header.business.hex(),
        "conversation": header.conversation.hex(),
        "epoch": header.epoch,
        "epoch_hash": header.epoch_hash.hex(),
        "device": header.device.hex(),
        "counter": header.counter,
        "num": header.num,
        "prev": _maybe(header.prev),
        "seen_pos": header.seen_pos,
        "seen_hash": _maybe(header.seen_hash),
        "spoken": header.spoken,
        "refers": refers,
        "about": _maybe(header.about),
        "doc": _maybe(header.doc),
        "at_ms": header.at_ms,
        **({} if header.replaces is None else {"replaces": header.replaces}),
        **({} if header.blobs is None else {"blobs": [each.hex() for each in header.blobs]}),
    }


def crockford_encode(given: Values) -> Values:
    return {"text": crockford.encode(bytes.fromhex(given["bytes"]), given["bits"])}


def crockford_decode(given: Values) -> Values:
    return {"bytes": crockford.decode(given["text"], given["bits"]).hex()}


def device_keys(given: Values) -> Values:
    return _public(device_of(given))


def sheet(given: Values) -> Values:
    secret = bytes.fromhex(given["secret"])
    identity = Identity.from_secret("sheet", secret)
    return _public(identity) | {
        "business": identity.business.hex(),
        "fingerprint": identity.fingerprint.hex(),
        "text": sheets.sheet_text(secret),
    }


def read_sheet(given: Values) -> Values:
    return {"secret": sheets.sheet_secret(given["text"]).hex()}


def slip(given: Values) -> Values:
    found = sheets.slip(given["text"])
    return {"kind": found and found.kind, "groups": list(found.groups) if found else []}


def sign_words(given: Values) -> Values:
    return {"words": list(links.sign_words(bytes.fromhex(given["fingerprint"])))}


def paper(given: Values) -> Values:
    return _public(DeviceKeys.from_secret("paper", bytes.fromhex(given["secret"])))


def sign(given: Values) -> Values:
    (seed, body) = bytes_of(given, "seed", "body")
    return {"signature": DeviceKeys(seed, bytes(32)).sign(given["purpose"], body).hex()}


def canonical(given: Values) -> Values:
    return {"canonical": is_canonical(bytes.fromhex(given["bytes"]))}


def can_sign(given: Values) -> Values:
    return {"usable": publickeys.can_sign(bytes.fromhex(given["ed"]))}


def verify(given: Values) -> Values:
    ed, body, signature = bytes_of(given, "ed", "body", "signature")
    try:
        records.verify(ed, given["purpose"], body, signature)
    except Refusal:
        return {"valid": False}
    return {"valid": True}


def names(given: Values) -> Values:
    business, team_x, body, header = bytes_of(given, "business", "team_x", "body", "header")
    return {
        "back_room": records.back_room_id(business).hex(),
        "team_key": records.team_key_id(team_x).hex(),
        "document": records.document_id(given["document"]).hex(),
        "record_hash": records.record_hash(body).hex(),
        "conversation": records.conversation_id(body).hex(),
        "header_hash": records.header_hash(header).hex(),
    }


def read_sign(given: Values) -> Values:
    read = links.read_sign(given["url"])
    return {"public_url": read.public_url, "handle": read.handle, "fingerprint": _maybe(read.fingerprint)}


def read_return_link(given: Values) -> Values:
    read = links.read_return_link(given["url"])
    return {
        "public_url": read.public_url,
        "handle": read.handle,
        "secret": read.secret.hex(),
        "fingerprint": read.fingerprint.hex(),
        "url": str(read),
    }


def read_invite_link(given: Values) -> Values:
    read = links.read_invite_link(given["url"])
    return {
        "public_url": read.public_url,
        "id": read.invite.id.hex(),
        "secret": read.invite.secret.hex(),
        "fingerprint": read.invite.fingerprint.hex(),
        "url": str(read),
    }


def invite(given: Values) -> Values:
    link = Invite(*bytes_of(given, "id", "secret", "fingerprint"))
    answer = Answer(*bytes_of(given, "ed", "x", "answer_nonce"))
    (nonce,) = bytes_of(given, "nonce")
    words = list(link.words(answer, nonce))
    return {"commitment": commitment(nonce).hex(), "mac": link.mac(answer).hex(), "words": words}


def check_invite(given: Values) -> Values:
    answer = Answer(*bytes_of(given, "ed", "x", "answer_nonce"))
    Invite(*bytes_of(given, "id", "secret", "fingerprint")).check(answer, *bytes_of(given, "mac"))
    return {}


def check_commitment(given: Values) -> Values:
    invites.check_commitment(*bytes_of(given, "commitment", "nonce"))
    return {}


def pad(given: Values) -> Values:
    return {"padded": message.pad(bytes.fromhex(given["payload"])).hex()}


def unpad(given: Values) -> Values:
    return {"payload": message.unpad(bytes.fromhex(given["padded"])).hex()}


def unwrap(given: Values) -> Values:
    wrapped, info = bytes_of(given, "wrap", "info")
    return {"plain": device_of(given).unwrap(wrapped, info).hex()}


def fold(given: Values) -> Values:
    read = [signed_of(each) for each in given["records"]]
    folded = chain.fold(None, read, gaps=given.get("gaps", False))
    assert folded is not None
    team = folded.team and folded.team_hash and {"n": folded.team.n, "x": folded.team.x.hex()}
    return {
        "business": folded.business.hex(),
        "fingerprint": folded.fingerprint.hex(),
        "rev": folded.rev,
        "head": folded.head.hex(),
        "renew_by_ms": folded.renew_by_ms,
        "sheet": folded.sheet.hex(),
        "staff": [
            {"id": each.id.hex(), "role": each.role, "person": each.person, **_programs(folded, each.id)}
            for each in sorted(folded.staff(), key=lambda each: each.id)
        ],
        "readers": sorted(each.hex() for each in folded.readers()),
        "team": team,
        "team_hash": _maybe(folded.team_hash),
        "profile_name": folded.profile and folded.profile.get("name"),
    }


def _programs(folded: chain.Chain, device: bytes) -> Values:
    """What was said of the device, where anything was (S23)."""
    said = folded.programs.get(device)
    if said is None:
        return {}
    return {
        "programs": [{"at_ms": each.at_ms, "is": each.program and each.program.written()} for each in said]
    }


def fold_understood(given: Values) -> Values:
    """Whether all is understood that must be, as a client needs it (S19)."""
    folded = chain.fold(None, [signed_of(each) for each in given["records"]])
    assert folded is not None
    return {"stops": folded.not_understood is not None}


def check_customer_devices(given: Values) -> Values:
    before = given["before"] and signed_of(given["before"])
    record = customers.check_customer_devices(before, signed_of(given["record"]))
    return {"n": record.n, "devices": [{"id": each.id.hex(), "paper": each.paper} for each in record.devices]}


def unwrap_team(given: Values) -> Values:
    business, record_hash, x, wrapped = bytes_of(given, "business", "record_hash", "x", "wrap")
    team = TeamKey.unwrapped(device_of(given), business, given["n"], record_hash, x, wrapped)
    return {"private": team.private.hex()}


def previous_team(given: Values) -> Values:
    business, private, sealed_prev, x = bytes_of(given, "business", "private", "sealed_prev", "x")
    return {"private": TeamKey(business, given["n"], private).previous(sealed_prev, x).private.hex()}


def back_room(given: Values) -> Values:
    business, private = bytes_of(given, "business", "private")
    team = TeamKey(business, given["n"], private)
    return {"conversation": records.back_room_id(business).hex(), "key": team.back_room().hex()}


def open_epoch_as_device(given: Values) -> Values:
    body, wrapped = bytes_of(given, "body", "wrap")
    return _epoch(epoch.open_epoch(device_of(given), body, wrapped))


def open_epoch_as_team(given: Values) -> Values:
    business, private, body, wrapped = bytes_of(given, "business", "private", "body", "wrap")
    return _epoch(epoch.open_epoch(TeamKey(business, given["n"], private), body, wrapped))


def open_previous_epoch(given: Values) -> Values:
    body, older = bytes_of(given, "body", "older_body")
    return _epoch(epoch.open_previous(epoch_of(given["epoch"]), body, older))


def check_epoch_succession(given: Values) -> Values:
    before = None if given["before"] is None else bytes.fromhex(given["before"])
    checked = epoch.check_succession(before, bytes.fromhex(given["body"]))
    return {"n": checked.n, "team_n": checked.team_n, "devices_n": checked.devices_n}


def erase_counts(given: Values) -> Values:
    ring = _ring(given)
    command = signed_of(given["command"])
    signers = ring.erasers(ring.epochs[given["epoch"] - 1])
    read = erase.open_erase(command, ring.business, ring.conversation, signers)
    return {"by": "team" if ring.staffed(read.signer) else "customer"}


def conversation(given: Values) -> Values:
    ring = _ring(given)
    newest = ring.epochs[-1]
    senders = [_sender(ring, bytes.fromhex(each["device"]), each["epoch"]) for each in given["senders"]]
    return {"n": newest.n, "team_n": newest.team_n, "devices_n": newest.devices_n, "senders": senders}


def _ring(given: Values) -> Keyring:
    """The records of a conversation, each verified on top of the ones before."""
    public = PublicRecords(cast("KeyFile", None), *_identity(given["records"]))
    public.take(map(signed_of, given["records"]))
    business, name = public.chain.business, bytes.fromhex(given["conversation"])
    ring = Keyring(cast("KeyFile", None), public, DeviceKeys.generate(), business, name)
    for each in given["devices"]:
        ring.take_devices(signed_of(each))
    for each in given["epochs"]:
        ring.check_epoch(signed_of(each))
        ring.take_epoch(SignedWraps(signed_of(each), []))
    return ring


def _identity(made: list[Values]) -> tuple[bytes, bytes]:
    first = chain.begin(signed_of(made[0]))
    return first.business, first.fingerprint


def _sender(ring: Keyring, device: bytes, n: int) -> str | int | None:
    found = ring.sender(device, ring.epochs[n - 1])
    if isinstance(found, records.Device):
        return found.person
    return None if found is None else "customer"


def open_message(given: Values) -> Values:
    envelope = message.Envelope(*bytes_of(given, "header", "slot", "ciphertext", "signature"))
    sender, sender_ed = bytes_of(given, "sender", "sender_ed")
    header, payload = message.open_message(envelope, sender, sender_ed, epoch_of(given["epoch"]))
    return {"header": header_values(header), "payload": payload}


def check_erase(given: Values) -> Values:
    folded = chain.fold(None, [signed_of(each) for each in given["records"]])
    assert folded is not None
    listed = customers.check_customer_devices(None, signed_of(given["devices"]))
    signers = {each.id: each.ed for each in folded.staff() if each.role == "owner"}
    signers |= {each.id: each.ed for each in listed.devices if not each.paper}
    signed = signed_of(given["command"])
    business, conversation = bytes_of(given, "business", "conversation")
    command = erase.open_erase(signed, business, conversation, signers)
    erase.check_named(command, {each["pos"]: bytes.fromhex(each["hash"]) for each in given["messages"]})
    named = [{"pos": pos, "hash": hash_.hex()} for pos, hash_ in command.targets or ()]
    return {
        "signer": command.signer.hex(),
        "at_ms": command.at_ms,
        "targets": named or None,
        "hash": erasing.command_hash(signed.body).hex(),
    }


def tombstone(given: Values) -> Values:
    hash_, reason, conversation, pos = erase.read_tombstone(bytes.fromhex(given["body"]))
    return {"hash": hash_.hex(), "reason": reason, "conversation": _maybe(conversation), "pos": pos}


def hkdf(given: Values) -> Values:
    secret, info = bytes_of(given, "secret", "info")
    return {"key": box.hkdf(secret, info).hex()}


def automatic_text(given: Values) -> Values:
    fields, name, language = given["fields"], given["name"], given["language"]
    return {"text": render(fields, name, language, given["at_ms"], given["next_open_ms"])}


def content(given: Values) -> Values:
    """What is said, and how it would be sealed again. A known kind in another shape is as little shown as an unknown one."""
    try:
        said = read_content(msgspec.msgpack.decode(bytes.fromhex(given["payload"])))
    except ValueError:
        return {"kind": "unknown"}
    if not isinstance(said, Shown):
        return {"kind": "unknown"}
    sealed = {"kind": said.kind, "sealed": records.encode(said.payload()).hex()}
    # Of a file the line is the apps': the words for a photo are in the reader's language.
    return sealed if said.kind in CARRIED else {**sealed, "line": said.line}


BYTES = (0x00, 0x7F, 0xC0, 0xFF)


def mutate(given: Values) -> Values:
    """Which bytes may change if the author signs the changed body: both languages must agree on each."""
    keys, (name, key) = device_of(given), given["at"]
    place = given["in"][name] if key == "" else given["in"][name][key]
    body = bytes.fromhex(place["body"] if isinstance(key, int) else place)
    accepted = []
    for at in range(len(body)):
        for byte in BYTES:
            changed = body[:at] + bytes((byte,)) + body[at + 1 :]
            signed = {"body": changed.hex(), "signature": keys.sign(given["purpose"], changed).hex()}
            if byte != body[at] and _passes(given["of"], given["in"] | _placed(given, name, key, signed)):
                accepted.append([at, byte])
    return {"accepted": accepted}


def _placed(given: Values, name: str, key: str | int, signed: Values) -> Values:
    if isinstance(key, int):
        return {name: [*given["in"][name][:key], signed]}
    return {name: signed if key == "body" else signed["body"]}


def _passes(operation: str, given: Values) -> bool:
    try:
        OPERATIONS[operation](given)
    except (Refused, Refusal):
        return False
    return True


OPERATIONS: dict[str, Callable[[Values], Values]] = {
    each.__name__: each
    for each in (
        crockford_encode, crockford_decode, device_keys, sheet, read_sheet, slip, sign_words, paper,
        sign, canonical, can_sign, verify,
        names, hkdf,
        read_sign, read_return_link, read_invite_link, invite, check_invite, check_commitment, pad, unpad, unwrap, fold,
        fold_understood,
        check_customer_devices, unwrap_team, previous_team, back_room, open_epoch_as_device, open_epoch_as_team,
        open_previous_epoch, check_epoch_succession, conversation, open_message, automatic_text, content, check_erase,
        erase_counts, tombstone, mutate,
    )
}  # fmt: skip
for each in (
    alike_ops,
    belief_ops,
    device_ops,
    document_ops,
    frame_ops,
    answer_ops,
    act_ops,
    file_ops,
    former_ops,
    call_ops,
    passkey_ops,
    invitation_ops,
    trail_ops,
    way_ops,
    website_ops,
):
    OPERATIONS |= each.OPERATIONS
