"""A law document as Markdown and as PDF, with its version and date."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from html import escape
from typing import Any, Final
from zoneinfo import ZoneInfo

from tresen.core.law.document import markdown
from tresen.core.law.written.speech import say
from tresen.desk.law.documents import LawDocument

_EDGE: Final = 18 * 72 / 25.4
_CP1252: Final = "cp1252"


def dated(document: LawDocument, zone: str) -> str:
    """The version and since when it is the newest."""
    day = datetime.fromtimestamp(document.version.at_ms / 1000, UTC).astimezone(ZoneInfo(zone)).date()
    shown = f"{day.day}.{day.month}.{day.year}" if document.lang == "de" else day.isoformat()
    return say(
        document.lang,
        f"Fassung {document.version.version} vom {shown}",
        f"Version {document.version.version} of {shown}",
    )


def changed_heading(document: LawDocument) -> str:
    """What stands over the list of changes."""
    return say(
        document.lang, "Was sich seit der letzten Fassung geändert hat", "What changed since the last version"
    )


def as_markdown(document: LawDocument, zone: str) -> str:
    """The document as Markdown."""
    return markdown(document.draft, dated(document, zone), changed_heading(document), document.version)


def as_pdf(document: LawDocument, zone: str) -> bytes:
    """The document as PDF, the same bytes for the same document. Blocks for some milliseconds: call it in a thread."""
    from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
    from reportlab.lib.styles import getSampleStyleSheet  # type: ignore[import-untyped]
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer  # type: ignore[import-untyped]

    styles = getSampleStyleSheet()
    body = styles["BodyText"]
    width = A4[0] - 2 * _EDGE
    flow: list[Any] = [
        Paragraph(_marked(document.draft.title), styles["Title"]),
        Paragraph(_marked(dated(document, zone)), body),
    ]
    for section in document.draft.sections:
        flow.append(Paragraph(_marked(section.heading), styles["Heading2"]))
        flow += [Paragraph(_marked(each), body) for each in section.paragraphs]
        if section.table is not None:
            flow += [Spacer(1, 4), _table([section.table.columns, *section.table.rows], body, width)]
    if document.version.changed:
        flow.append(Paragraph(_marked(changed_heading(document)), styles["Heading2"]))
        for each in document.version.changed:
            said = " → ".join(part for part in (each.was, each.now) if part is not None)
            flow.append(Paragraph(_marked(f"{each.heading}: {said}"), body))
    out = io.BytesIO()
    made = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=_EDGE,
        rightMargin=_EDGE,
        topMargin=_EDGE,
        bottomMargin=_EDGE,
        title=document.draft.title,
        author="Tresen",
        lang=document.lang,
        invariant=1,
    )
    made.build(flow)
    return out.getvalue()


def _table(rows: list[list[str]], body: Any, width: float) -> Any:
    from reportlab.lib import colors  # type: ignore[import-untyped]
    from reportlab.platypus import Paragraph, Table, TableStyle

    small = body.clone("cell", fontSize=8, leading=10)
    cells = [[Paragraph(_marked(cell), small) for cell in row] for row in rows]
    table = Table(cells, colWidths=[width / len(rows[0])] * len(rows[0]), repeatRows=1)
    grid = [
        ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
    ]
    table.setStyle(TableStyle(grid))
    return table


def _marked(text: str) -> str:
    """Text of a business is text: nothing in it is markup. The built-in fonts have the letters of Western Europe."""
    shown = text.replace("→", "›").replace("☐", "[  ]")
    shown = shown.encode(_CP1252, "replace").decode(_CP1252)
    return escape(shown, quote=False).replace("\n", "<br/>")
