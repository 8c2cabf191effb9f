"""A document that is written from the running configuration: headings, paragraphs, tables; as Markdown; what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec


class Table(msgspec.Struct, frozen=True):
    """Rows of text under columns."""

    columns: list[str]
    rows: list[list[str]]


class Section(msgspec.Struct, frozen=True):
    """A heading, what stands under it, and a table."""

    heading: str
    paragraphs: list[str] = []
    table: Table | None = None


class Change(msgspec.Struct, frozen=True):
    """What a version says other than the one before it: a paragraph or a row that came or went, or both."""

    heading: str
    was: str | None
    now: str | None


class Draft(NamedTuple):
    """What a document says now, without its version."""

    title: str
    sections: list[Section]


class Version(NamedTuple):
    """Which version it is, since when, when the one before began, and what that one said otherwise."""

    version: int
    at_ms: int
    before_ms: int | None
    changed: list[Change]


def changes(before: Sequence[Section], now: Sequence[Section]) -> list[Change]:
    """What other things are said, heading by heading, in the order of the new version."""
    old, new = _lines(before), _lines(now)
    found: list[Change] = []
    for heading in dict.fromkeys([*new, *old]):
        went = [each for each in old.get(heading, []) if each not in new.get(heading, [])]
        came = [each for each in new.get(heading, []) if each not in old.get(heading, [])]
        for at in range(max(len(went), len(came))):
            was = went[at] if at < len(went) else None
            found.append(Change(heading, was, came[at] if at < len(came) else None))
    return found


def _lines(sections: Sequence[Section]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in sections:
        lines = found.setdefault(each.heading, [])
        lines += each.paragraphs
        lines += [" · ".join(row) for row in each.table.rows] if each.table else []
    return found


def markdown(draft: Draft, dated: str, changed_heading: str, version: Version) -> str:
    """The document as Markdown (CommonMark, with tables as GitHub's)."""
    return "\n".join(_markdown(draft, dated, changed_heading, version)) + "\n"


def _markdown(draft: Draft, dated: str, changed_heading: str, version: Version) -> Iterator[str]:
    yield f"# {_text(draft.title)}"
    yield ""
    yield _text(dated)
    for section in draft.sections:
        yield ""
        yield f"## {_text(section.heading)}"
        for paragraph in section.paragraphs:
            yield ""
            yield "  \n".join(_text(line) for line in paragraph.split("\n"))
        if section.table is not None:
            yield ""
            yield _row(section.table.columns)
            yield _row(["---"] * len(section.table.columns))
            yield from (_row([_text(cell) for cell in row]) for row in section.table.rows)
    if version.changed:
        yield ""
        yield f"## {_text(changed_heading)}"
        yield ""
        for each in version.changed:
            said = " → ".join(_text(part) for part in (each.was, each.now) if part is not None)
            yield f"- {_text(each.heading)}: {said}"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("\n", " ").replace("|", "\\|") for cell in cells) + " |"


def _text(text: str) -> str:
    """What a business filled in is text: no markup of its own takes effect."""
    marked = "".join(f"\\{one}" if one in "\\`*_[]<>#|" else one for one in text)
    return marked.replace("\n", " ")
