"""Which set is restored, with which slots and by which erasure list; nothing is written here (L10, S11)."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tresen.backup.folder import BackupFolder, BadBackup, Contents, SetFile
from tresen.core.backups import Part, Verdict, judge, later, slots_for
from tresen.store.backup import erasure_list
from tresen.store.backup.erasure_list import RESTORED, Entry
from tresen.store.migrations import HEAD


class Chosen(NamedTuple):
    """What will be restored: both halves, the whole list, and the entries of it that the set lacks."""

    content: SetFile
    contents: Contents
    slots: Contents
    listed: list[Entry]
    lacking: list[Entry]
    until_ms: int
    """The time of the newest entry of the list: what was erased later, it does not know."""
    removed: frozenset[bytes] = frozenset()
    """Businesses that were removed since, by their public ids."""


class NoList(BadBackup):
    """The erasure list is missing or too old. `ends_ms`: when the one beside the sets was made."""


def choose(
    folder: BackupFolder, secret: X25519PrivateKey | None, at_ms: int | None, own: Path | None, *, lost: bool
) -> Chosen:
    """Choose the newest set, or the newest that is not younger than `at_ms`.

    `own` is the list that the server kept; None: it is not to be found. `lost` accepts that: the one beside the sets counts.

    Raises:
        BadBackup: there is no such set, no slots for it, or it cannot be opened.
        NoList: the list is missing, or older than a backup in the folder.
    """
    folder.require()
    sets = folder.sets(Part.CONTENT)
    fitting = [each for each in sets if at_ms is None or each.made_ms <= at_ms]
    if not fitting:
        raise BadBackup(f"{folder} holds no {'whole' if not sets else 'such'} backup")
    content = fitting[-1]
    slots = {each.made: each for each in folder.sets(Part.SLOTS)}
    chosen = slots_for(content.made, list(slots))
    if chosen is None:
        raise BadBackup(
            "there are no slots for this backup any more (they are kept for 14 days): its messages would never open again"
        )
    contents = folder.contents(content, secret)
    if contents.schema > HEAD:
        raise BadBackup(
            f"this backup was made by a newer version of Tresen ({contents.program}): install that one"
        )
    newest = folder.contents(sets[-1], secret)
    listed = _list(folder, secret, own, lost=lost)
    removed = erasure_list.removed(listed)
    verdict = judge(
        erasure_list.heads(listed),
        [each.log for each in contents.logs if each.listed and each.business not in removed],
        {each.log: each.listed for each in newest.logs if each.business not in removed},
    )
    if verdict is not Verdict.GOOD:
        why = (
            "ends before the newest backup, so it is an old copy"
            if verdict is Verdict.OLD
            else "is another server's"
        )
        raise NoList(f"the erasure list {why}")
    heads = {each.log: each.head for each in contents.logs}
    places = later([each.log for each in listed], [each.seq for each in listed], heads)
    until_ms = max((each.at_ms for each in listed), default=0)
    return Chosen(
        content,
        contents,
        folder.contents(slots[chosen], secret),
        listed,
        [listed[at] for at in places if listed[at].kind > RESTORED and listed[at].business not in removed],
        until_ms,
        removed,
    )


def _list(
    folder: BackupFolder, secret: X25519PrivateKey | None, own: Path | None, *, lost: bool
) -> list[Entry]:
    try:
        if own is not None:
            return erasure_list.read(own)
        beside = folder.newest_list(secret)
        if beside is None:
            raise NoList("the erasure list beside the backups is missing")
        if not lost:
            raise NoList("the server's own erasure list is needed")
        return erasure_list.decode(beside)[0]
    except erasure_list.BadList as wrong:
        raise NoList(f"{own or folder} {wrong}") from None
    except OSError as error:
        raise NoList(f"{own} cannot be read: {error.strerror}") from None
