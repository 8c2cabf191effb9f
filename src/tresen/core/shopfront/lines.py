"""The lines that a server may write into a page: what each leaves open, how it is filled in, how it is recognised again.

A line is fixed text with places in braces. What fills them cannot end the line nor the text that it stands in, so whoever
knows the lines can tell what a server wrote from anything else (`tresen verify`).
"""

from __future__ import annotations

import html
import re
from typing import Final

from tresen.core.oneline import printed

_SHARE: Final = r"\d{1,3}\.\d\d"
_ROOM: Final = {
    "text": r"(?:[^<>\"'&\x00-\x1f]|&(?:amp|lt|gt|quot|#x27|#10);)*",
    "handle": r"[a-z0-9-]{3,40}",
    "version": r"[0-9a-f]{1,64}",
    "share": _SHARE,
    "length": _SHARE,
    "pixels": r"\d{1,5}",
    "weekday": r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
    "clock": r"\d\d:\d\d",
    "date": r"\d{4}-\d\d-\d\d",
}
"""What may stand in each place that a line leaves open."""
PICTURE_REST: Final = "/picture?v={version}"
"""What follows the page's address in that of its picture."""


def filled(line: str, text: str) -> str:
    """The line with words of others as its text: one line, with nothing in it that means more."""
    return line.replace("{text}", html.escape(printed(text)))


def at_address(line: str, address: str | None, rest: str = "") -> str:
    """A line whose text is the page's own address and `rest`, as `filled` writes it; None: whatever address."""
    return line if address is None else line.replace("{text}", f"{html.escape(printed(address))}{rest}")


def several_lines(text: str) -> str:
    """One line of the page that shows as several."""
    return "&#10;".join(html.escape(printed(line)) for line in text.splitlines())


def written(page: str, mark: str, lines: list[str]) -> str:
    """The page with these lines between its pair of marks; as it is when it has none."""
    inside = "\n".join(lines)
    return block(mark).sub(lambda _: f"<!--{mark}-->{inside}<!--/{mark}-->", page, count=1)


def block(mark: str) -> re.Pattern[str]:
    """A pair of marks, with what stands between them as the first group."""
    return re.compile(f"<!--{mark}-->(.*?)<!--/{mark}-->", re.DOTALL)


def the_line(line: str) -> str:
    """Exactly this line, whatever fills its places, as a regular expression. So are all below."""
    pattern = re.escape(line)
    for name, allowed in _ROOM.items():
        pattern = pattern.replace(re.escape(f"{{{name}}}"), allowed)
    return f"{pattern}\n"


def either(*patterns: str) -> str:
    """One of them."""
    return f"(?:{'|'.join(patterns)})"


def perhaps(pattern: str) -> str:
    """It, or nothing."""
    return f"(?:{pattern})?"


def any_of(pattern: str) -> str:
    """It, any number of times."""
    return f"(?:{pattern})*"
