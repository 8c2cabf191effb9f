"""What every page of the site holds to: a Content-Security-Policy that lets nothing in from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Final

POLICY: Final = (
    "default-src 'none'; script-src {script}; style-src {style}; img-src 'self' data:; media-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
_NAMED: Final = {
    'class="caption" role="heading"': 'class="caption" role="heading" aria-level="2"',
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="All pages">',
    '<aside class="toc-drawer': '<aside aria-label="On this page" class="toc-drawer',
    "<pre><span></span>": '<pre tabindex="0"><span></span>',
    '<div class="table-wrapper': '<div tabindex="0" class="table-wrapper',
}
"""What Furo and Sphinx write, and the same with a level, a name, or a way in by keyboard."""


def _allowed(parts: list[str]) -> str:
    hashes = {base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in parts}
    return " ".join(["'self'", *(f"'sha256-{each}'" for each in sorted(hashes))])


def guarded(page: str) -> str:
    """The page with its policy: what it has inline is named by hash, and no element has a style of its own.

    What the theme leaves out for those who hear a page or use it by keyboard is put in.
    """
    for lacking, whole in _NAMED.items():
        page = page.replace(lacking, whole)
    page = re.sub(r"<th( [^>]*)?>(?:<p></p>)?</th>", "<td></td>", page)
    page = re.sub(r' style="display: none;?"', " hidden", page)
    page = re.sub(r' style="opacity: 50%"', "", page)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    policy = POLICY.format(script=_allowed(scripts), style=_allowed(styles))
    return page.replace(
        '<meta charset="utf-8">',
        f'<meta charset="utf-8">\n    <meta http-equiv="Content-Security-Policy" content="{policy}">',
        1,
    )


def guard(folder: Path) -> None:
    """Gives every page below `folder` its policy."""
    for file in sorted(folder.rglob("*.html")):
        file.write_text(guarded(file.read_text(encoding="utf-8")), encoding="utf-8")
