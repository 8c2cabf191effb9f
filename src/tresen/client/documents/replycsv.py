"""Quick replies as CSV (RFC 4180), as spreadsheets read and write it. `web/core/src/quickreplies/csv.ts` does the same."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from tresen.client.documents.quickreply import SPACES, QuickReply, keywords_in, typed, written
from tresen.core.oneline import SHAPELESS
from tresen.errors import TresenError

CSV_CHARACTERS: Final = 8 * 1024 * 1024
CSV_REPLIES: Final = 2000
"""A file with more characters or replies is refused as a whole."""

_HEADINGS: Final = ("shortcut", "title", "keywords", "text_de", "text_en")
_COLUMNS: Final[Mapping[str, frozenset[str]]] = {
    "shortcut": frozenset({"shortcut", "short code", "kurzel", "tastenkurzel", "tastenkombination"}),
    "title": frozenset({"title", "titel", "name"}),
    "keywords": frozenset({"keywords", "stichworter", "schlagworter", "schlusselworter"}),
    "text_de": frozenset({"text de", "text", "content", "message", "nachricht", "antwort"}),
    "text_en": frozenset({"text en"}),
}
_FOREIGN: Final[Mapping[str, str]] = {
    "contact.name": "kunde",
    "contact.first_name": "kunde",
    "agent.name": "mitarbeiter",
    "agent.first_name": "mitarbeiter",
}
"""Variables of Chatwoot that have one of ours."""
_FORMULA: Final = re.compile(r"[=+\-@\t\r']")
"""What a spreadsheet could take for a formula; a leading apostrophe makes it text."""


class WrongCsv(TresenError, ValueError):
    """A file was not read, and nothing of it. `mistakes`: what is wrong, by line from 1; line 0 is the file as a whole."""

    mistakes: list[tuple[int, str]]

    def __init__(self, mistakes: list[tuple[int, str]]) -> None:
        super().__init__("; ".join(f"line {line}: {what}" if line else what for line, what in mistakes[:20]))
        self.mistakes = mistakes


def write_csv(replies: Iterable[QuickReply]) -> str:
    """All replies for a spreadsheet: semicolons and a byte order mark, as a German one expects."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    for each in replies:
        cells = (each.shortcut, each.title, ", ".join(each.keywords), each.text_de, each.text_en)
        writer.writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in cells])
    return "\ufeff" + out.getvalue()


def read_csv(text: str) -> list[QuickReply]:
    """Read an own file, or one with the columns of WhatsApp Business or Chatwoot.

    Raises:
        WrongCsv: it names every line that is wrong.
    """
    if len(text) > CSV_CHARACTERS:
        raise WrongCsv([(0, f"more than {CSV_CHARACTERS} characters")])
    if "\0" in text:
        raise WrongCsv([(0, "not a text file")])
    rows = _rows(text.removeprefix("\ufeff"))
    if not rows:
        raise WrongCsv([(0, "there is no reply in the file")])
    (line, head), *rest = rows
    columns = {name: _column(head, names) for name, names in _COLUMNS.items()}
    if columns["shortcut"] is None or columns["text_de"] is None:
        raise WrongCsv([(line, "the columns shortcut and text_de, or short_code and content, are missing")])
    if not rest:
        raise WrongCsv([(0, "there is no reply in the file")])
    if len(rest) > CSV_REPLIES:
        raise WrongCsv([(0, f"more than {CSV_REPLIES} replies")])
    return _checked(rest, columns, len(head))


def _checked(
    rows: list[tuple[int, list[str]]], columns: Mapping[str, int | None], width: int
) -> list[QuickReply]:
    replies: list[QuickReply] = []
    mistakes: list[tuple[int, str]] = []
    lines: dict[str, int] = {}
    for line, cells in rows:
        if len(cells) > width:
            mistakes.append((line, "too many columns"))
        reply = _reply(cells, columns)
        try:
            written(reply)
        except ValueError as error:
            mistakes.append((line, str(error)))
        if reply.shortcut and reply.shortcut in lines:
            mistakes.append((line, f"line {lines[reply.shortcut]} has this shortcut already"))
        lines.setdefault(reply.shortcut, line)
        replies.append(reply)
    if mistakes:
        raise WrongCsv(mistakes)
    return replies


def _reply(cells: list[str], columns: Mapping[str, int | None]) -> QuickReply:
    said = {name: "" if at is None or at >= len(cells) else _plain(cells[at]) for name, at in columns.items()}
    shortcut = said["shortcut"].strip(SPACES).removeprefix("/")
    return QuickReply(
        typed(said["shortcut"]),
        said["title"].strip(SPACES) or shortcut.strip(SPACES),
        _ours(said["text_de"]),
        _ours(said["text_en"]),
        tuple(keywords_in(re.split(r"[,;|\n]", said["keywords"]))),
    )


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _ours(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")

    def known(match: re.Match[str]) -> str:
        name = _FOREIGN.get(match[1])
        return match[0] if name is None else "{{" + name + "}}"

    return re.sub(r"\{\{\s*([a-z_.]+)\s*\}\}", known, lines)


def _column(head: list[str], names: frozenset[str]) -> int | None:
    folded = [re.sub(r"[\s_-]+", " ", _fold(each)).strip() for each in head]
    return next((at for at, each in enumerate(folded) if each in names), None)


def _fold(text: str) -> str:
    apart = unicodedata.normalize("NFKD", SHAPELESS.sub("", text))
    return "".join(each for each in apart if not unicodedata.combining(each)).lower()


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, each with the line on which it begins."""
    head = re.match(r"[^\r\n]*", text)
    first = head[0] if head else ""
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    begin = 1
    before = csv.field_size_limit(CSV_CHARACTERS)
    try:
        for cells in reader:
            if any(cell.strip(SPACES) for cell in cells):
                rows.append((begin, cells))
            begin = reader.line_num + 1
    except csv.Error:
        raise WrongCsv([(begin, "a quotation mark is not closed, or something follows it")]) from None
    finally:
        csv.field_size_limit(before)
    return rows
