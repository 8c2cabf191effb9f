"""Vector operations: what an invitation's secret gives, and what is believed of one (S21)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from tresen.client.connection.keyfile import KeyFile
from tresen.client.content.invited import Invited
from tresen.client.documents import invitations as memory
from tresen.client.documents.merge import Document, Field, Stamp
from tresen.client.trust.public import PublicRecords
from tresen.core import chain
from tresen.core.records import Signed, invitation_lock
from tresen.seal import links
from tresen.seal.invitation import Invitation, InvitationKeys, quoted
from tresen.seal.refused import Refused

Values = dict[str, Any]


def _keys(given: Values) -> InvitationKeys:
    return InvitationKeys(bytes.fromhex(given["business"]), bytes.fromhex(given["secret"]), given["digits"])


def _signers(given: Values) -> dict[bytes, bytes]:
    return {bytes.fromhex(each): bytes.fromhex(ed) for each, ed in given["signers"].items()}


def _said(invitation: Invitation) -> Values:
    try:
        invited = Invited.read(invitation.payload)
    except ValueError:
        raise Refused("malformed", "the invitation says nothing readable") from None
    files = [
        {"kind": each.kind, "blob": each.file.blob.hex(), "name": each.file.name, "size": each.file.size}
        for each in invited.files
    ]
    return {
        "signer": invitation.signer.hex(),
        "at_ms": invitation.at_ms,
        "until_ms": invitation.until_ms,
        "reply": invitation.reply,
        "text": invited.text,
        "by": invited.by,
        "files": files,
    }


def invitation_keys(given: Values) -> Values:
    """What everybody who holds the link, and the digits, computes from them."""
    keys = _keys(given)
    return {
        "id": keys.id.hex(),
        "proof": keys.proof.hex(),
        "lock": invitation_lock(keys.proof).hex(),
        "take": keys.take(bytes.fromhex(given["conversation"])).hex(),
    }


def invitation_signers(given: Values) -> Values:
    """The devices that may write for the business once these records are all there are: Ed25519 keys by device id."""
    signed = [
        Signed(bytes.fromhex(each["body"]), bytes.fromhex(each["signature"])) for each in given["records"]
    ]
    first = chain.begin(signed[0])
    public = PublicRecords(cast("KeyFile", None), first.business, first.fingerprint, rebuilt=True)
    public.take(signed)
    return {"signers": {each.hex(): ed.hex() for each, ed in sorted(public.writers().items())}}


def open_invitation(given: Values) -> Values:
    """The sealed bytes, opened and verified."""
    keys = _keys(given)
    return _said(keys.read(keys.open(bytes.fromhex(given["sealed"])), _signers(given)))


def read_quoted_invitation(given: Values) -> Values:
    """The field `invitation` of a conversation's first message, verified."""
    said = {
        name: value if name == "d" or not isinstance(value, str) else bytes.fromhex(value)
        for name, value in given["said"].items()
    }
    business, conversation = bytes.fromhex(given["business"]), bytes.fromhex(given["conversation"])
    return _said(quoted(business, said).read(conversation, _signers(given)))


def read_invitation_link(given: Values) -> Values:
    """What the link says, and the link written again."""
    read = links.read_invitation_link(given["url"])
    return {
        "public_url": read.public_url,
        "handle": read.handle,
        "secret": read.secret.hex(),
        "fingerprint": read.fingerprint.hex(),
        "url": str(read),
    }


def invitation_place(given: Values) -> Values:
    """Where the team remembers an invitation: the document, its key, and the field."""
    id_ = bytes.fromhex(given["invitation"])
    key = memory.key_of(id_)
    document = memory.document(None, key)
    assert document is not None
    return {"key": key.hex(), "document": document.hex(), "field": memory.field_of(id_)}


def remembered_invitation(given: Values) -> Values:
    """What a field says; null when it says nothing."""
    fields = {memory.field_of(bytes(16)): Field(given["value"], Stamp(0, bytes(16)))}
    found = memory.remembered_in(Document(fields)).get(bytes(16))
    if found is None:
        return {"said": None}
    said = found._asdict() | {
        "secret": found.secret.hex(),
        "files": [list(each) for each in found.files],
        "card": None if found.card is None else found.card.hex(),
        "taken": None if found.taken is None else found.taken.hex(),
    }
    return {"said": said}


OPERATIONS: dict[str, Callable[[Values], Values]] = {
    each.__name__: each
    for each in (
        invitation_keys,
        invitation_signers,
        open_invitation,
        read_quoted_invitation,
        read_invitation_link,
        invitation_place,
        remembered_invitation,
    )
}
