"""A backup as an earlier version made it: of the newest set, without what came into its tables since."""

from __future__ import annotations

import re

import msgspec
from msgspec.structs import replace as replace_

from tresen.backup.folder import BackupFolder, TableParts
from tresen.core.backups import Part


def before(folder: BackupFolder, table: TableParts) -> TableParts:
    """The table as it was at step 18."""
    later = {
        "blobs": ["invitation_id"],
        "law_clock": ["spare_ms"],
        "conversations": ["asked_ms"],
        "list_counts": ["asks"],
        "pushes": ["signalled_ms", "unfollowed", "silent_ms", "since_ms", "words"],
        "mails": ["words"],
        "devices": ["program"],
    }
    for each in later.get(table.shape.name, []):
        table = _without(folder, table, each)
    return table


def _without(folder: BackupFolder, table: TableParts, later: str) -> TableParts:
    at = table.shape.columns.index(later)
    columns = tuple(each for each in table.shape.columns if each != later)
    sql = re.sub(rf"\s*{later} [^,]*,|, {later}\b", "", table.shape.sql)
    parts, rows = table.parts, table.rows
    if later == "asks":  # a row for each kind of conversation: they are counted anew
        parts, rows = [], 0
    else:
        found = [msgspec.msgpack.decode(folder.get(Part.CONTENT, part, None)) for part in parts]
        kept = [[row[:at] + row[at + 1 :] for row in each] for each in found]
        parts = [folder.put(Part.CONTENT, msgspec.msgpack.encode(each)) for each in kept]
    return replace_(table, shape=replace_(table.shape, columns=columns, sql=sql), parts=parts, rows=rows)
