"""What a document says, and how a change is merged into it (L8, S9). Pure; `web/core/src/documents/merge.ts` is the same.

A document is fields by name. Each field says when it was set and by which device; the later set wins, field by field. So two
devices that change one document at the same time lose nothing but what both of them set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from tresen.core.sizes import ID_BYTES

WHOLE: Final = 2**53 - 1
"""The highest number that every client holds exactly."""

Payload: TypeAlias = dict[str, Any]
Plain: TypeAlias = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Reads the fields of a version that clients wrote before fields had set times."""


class Stamp(NamedTuple):
    """When something was set (UTC milliseconds), and by which device. Stamps are ordered: first by time, then by device."""

    at_ms: int
    device: bytes


class Field(NamedTuple):
    """One field: None is the value of an entry that was taken out."""

    value: Any
    stamp: Stamp


class Document(NamedTuple):
    """All fields of a document, those of later clients among them. `removed` is when the document as a whole was removed."""

    fields: Mapping[str, Field]
    removed: Stamp | None = None

    def value(self, name: str) -> Any:
        """The field's value, None when nobody set it or it was taken out."""
        field = self.fields.get(name)
        return None if field is None else field.value


EMPTY: Final = Document({})


def read(payload: Mapping[str, Any], plain: Plain, at_ms: int, device: bytes) -> Document:
    """What a version says. `at_ms` is when the server stored it, `device` wrote it.

    No field counts as set later than `at_ms`: a clock that is fast pins a field until the next change and no longer. A field
    that is not of the shape `[value, at_ms, device]` is left out. A version without `fields` was written by an earlier
    client: all it says counts as set at `at_ms`.
    """
    stored = Stamp(at_ms, device)
    given = payload.get("fields")
    if not isinstance(given, dict):
        return Document({name: Field(value, stored) for name, value in plain(payload).items()})
    fields = {
        name: field
        for name, each in given.items()
        if isinstance(name, str) and (field := _field(each, at_ms)) is not None
    }
    removed = payload.get("removed")
    return _without_removed(fields, None if removed is None else _stamp(removed, at_ms))


def change(document: Document, values: Mapping[str, Any], now_ms: int, device: bytes) -> Document:
    """A document that holds only those of `values` that differ from what `document` says, as set by `device`.

    Each counts as set later than what it takes the place of, even when the clock of `device` is slow.
    """
    fields = {}
    for name, value in values.items():
        if document.value(name) != value:
            seen = [
                stamp.at_ms + 1 for stamp in (_set(document, name), document.removed) if stamp is not None
            ]
            fields[name] = Field(value, Stamp(min(max(now_ms, *seen), WHOLE) if seen else now_ms, device))
    return Document(fields)


def remove(document: Document, now_ms: int, device: bytes) -> Document:
    """A change that removes the whole document: all its fields, and whatever others set until now."""
    stamps = [field.stamp for field in document.fields.values()]
    if document.removed is not None:
        stamps.append(document.removed)
    latest = max((stamp.at_ms for stamp in stamps), default=0)
    return Document({}, Stamp(min(max(now_ms, latest + 1), WHOLE), device))


def merge(document: Document, changed: Document) -> Document:
    """`document` with `changed` merged in: of each field the later set, of equal ones what `document` says.

    A field that was taken out, and a document that was removed, stay so unless somebody set them later.
    """
    fields = dict(document.fields)
    for name, field in changed.fields.items():
        if name not in fields or field.stamp > fields[name].stamp:
            fields[name] = field
    removals = [stamp for stamp in (document.removed, changed.removed) if stamp is not None]
    return _without_removed(fields, max(removals, default=None))


def without_fields_once_removed(document: Document) -> Document:
    """An entry of a list that was removed says nothing any more, not even what was set later (S9)."""
    return document if document.removed is None else Document({}, document.removed)


def write(kind: str, document: Document, shown: Mapping[str, Any], key: bytes | None = None) -> Payload:
    """The payload of a version. `key`: of an entry of a list.

    `shown` is what clients read that know no `fields`: it goes with the next minor version.
    """
    fields = {name: [field.value, *field.stamp] for name, field in sorted(document.fields.items())}
    removed = {} if document.removed is None else {"removed": list(document.removed)}
    named = {} if key is None else {"key": key}
    return {"kind": kind, **named, **shown, "fields": fields, **removed}


def _set(document: Document, name: str) -> Stamp | None:
    field = document.fields.get(name)
    return None if field is None else field.stamp


def _without_removed(fields: dict[str, Field], removed: Stamp | None) -> Document:
    if removed is None:
        return Document(fields)
    return Document({name: field for name, field in fields.items() if field.stamp > removed}, removed)


def _field(value: Any, at_most_ms: int) -> Field | None:
    if not isinstance(value, list) or len(value) != 3:
        return None
    stamp = _stamp(value[1:], at_most_ms)
    return None if stamp is None else Field(value[0], stamp)


def _stamp(value: Any, at_most_ms: int) -> Stamp | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    at_ms, device = value
    if not isinstance(at_ms, int) or isinstance(at_ms, bool) or not 0 <= at_ms <= WHOLE:
        return None
    if not isinstance(device, bytes) or len(device) != ID_BYTES:
        return None
    return Stamp(min(at_ms, at_most_ms), device)
