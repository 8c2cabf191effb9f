"""How Sphinx reads the Markdown of this repository: the order of its pages, and what a forge shows that Sphinx does not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

START: Final = "docs/README"
"""The documentation's first page."""

CUSTOMERS: Final = (
    "customer-questions",
    "customer-devices",
    "return-link",
    "passkey",
    "forgotten",
    "my-data",
    "try-on-an-iphone",
)
SERVERS: Final = (
    "install",
    "five-minutes",
    "containers",
    "nas",
    "backup",
    "update",
    "businesses",
    "condition",
    "verify",
)
MAKERS: Final = ("echo-bot", "translate")
"""Guides by reader. The others are the shop's."""
PROJECT: Final = (
    "README",
    "CONTRIBUTING",
    "CHANGELOG",
    "ROADMAP",
    "GOVERNANCE",
    "SECURITY",
    "CODE_OF_CONDUCT",
)

COLOURS: Final = {
    "color-background-primary": "paper",
    "color-background-secondary": "paper-back",
    "color-background-hover": "paper-sunk",
    "color-background-border": "line-hair",
    "color-foreground-primary": "ink",
    "color-foreground-secondary": "ink-soft",
    "color-foreground-muted": "ink-faint",
    "color-foreground-border": "line-field",
    "color-brand-primary": "accent",
    "color-brand-content": "accent",
    "color-brand-visited": "accent",
    "color-inline-code-background": "paper-sunk",
    "color-code-background": "paper-back",
    "font-stack": "sans",
    "font-stack--monospace": "mono",
}
"""Names that Furo has for a colour, and Tresen's token for it."""


def colours(tokens: Path, *, dark: bool) -> dict[str, str]:
    """Furo's variables with the values of the apps' tokens."""
    found: dict[str, str] = {}
    for token, value in re.findall(r"--([\w-]+):\s*([^;]+);", tokens.read_text(encoding="utf-8")):
        found.setdefault(token, value)  # the first is the screen's, the second what is printed
    pick = r"light-dark\([^,]+, ([^)]+)\)" if dark else r"light-dark\(([^,]+), [^)]+\)"
    return {name: re.sub(pick, r"\1", found[token]) for name, token in COLOURS.items()}


def contents(root: Path) -> dict[str, list[str]]:
    """The pages by caption, as the sidebar lists them; every page of the documentation is in one of them."""

    def folder(name: str) -> list[str]:
        return [f"{name}/{page.stem}" for page in sorted((root / name).glob("*.md")) if page.stem != "README"]

    guides = [Path(page).name for page in folder("docs/howto")]
    others = {*CUSTOMERS, *SERVERS, *MAKERS}
    shop = ["set-up", *(name for name in guides if name not in others and name != "set-up")]
    return {
        "Learn": folder("docs/tutorial"),
        "In the shop": [f"docs/howto/{name}" for name in shop],
        "For customers": [f"docs/howto/{name}" for name in CUSTOMERS],
        "On the server": [f"docs/howto/{name}" for name in SERVERS],
        "Bots and languages": [f"docs/howto/{name}" for name in MAKERS],
        "Look up": [*folder("docs/reference"), "docs/glossary", "protocol/README"],
        "Understand": [*folder("docs/explanation"), "ARCHITECTURE", "docs/adr/README"],
        "The project": list(PROJECT),
    }


def _tree(pages: list[str], caption: str = "") -> str:
    lines = ["", "", "```{toctree}", ":hidden:", *([f":caption: {caption}"] if caption else []), ""]
    return "\n".join([*lines, *(f"/{page}" for page in pages), "```", ""])


def _more(root: Path, page: str) -> str:
    """What the sidebar needs to know below `page`."""
    if page == START:
        return "".join(_tree(pages, caption) for caption, pages in contents(root).items())
    if page in {"docs/adr/README", "protocol/README"}:
        folder = (root / page).parent
        below = sorted(each for each in folder.rglob("*.md") if each != folder / "README.md")
        return _tree([each.relative_to(root).with_suffix("").as_posix() for each in below])
    return ""


def forge_links(text: str, folder: Path) -> str:
    """Links to a folder lead to its README, as on a forge; without one, the words stay and lead nowhere."""

    def mend(found: re.Match[str]) -> str:
        words, target = found[1], found[2]
        place = folder / target
        if re.match(r"[a-z]+:|#", target) or not place.is_dir():
            return found[0]
        return f"[{words}]({target.rstrip('/')}/README.md)" if (place / "README.md").is_file() else words

    return re.sub(r"(?<!!)\[([^\]\n]+)\]\(([^)\s#]+)\)", mend, text)


def as_sphinx_reads(text: str, page: Path) -> str:
    """The page's text without remarks for tests, and with one picture where a forge chooses between two."""
    text = re.sub(r"^ *<!--.*?-->\n", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"<picture>.*?(<img[^>]*>)\s*</picture>", r"\1", text, flags=re.DOTALL)
    return forge_links(text, page.parent)


def setup(app: Any) -> dict[str, bool]:
    """Called by Sphinx."""
    root = Path(app.srcdir)

    def read(_app: Any, page: str, source: list[str]) -> None:
        source[0] = as_sphinx_reads(source[0], root / f"{page}.md") + _more(root, page)

    app.connect("source-read", read)
    return {"parallel_read_safe": True}
