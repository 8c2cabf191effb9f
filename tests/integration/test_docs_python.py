"""The Python of the pages and the examples names only what there is: every block is type-checked, strictly."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import tresen.client

ROOT = Path(__file__).parents[2]
GENERATED = {ROOT / "docs/reference/python.md"}
"""Signatures, not programs; compared with the code by tests of its own."""
PAGES = sorted(
    {ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "protocol").rglob("*.md")} - GENERATED
)
KNOWN = {
    "bot": "Staff",
    "staff": "Staff",
    "owner": "Owner",
    "customer": "Customer",
    "message": "Message",
    "conversation": "Conversation",
    "inbox_link": "str",
    "sheet": "str",
}
"""What a block may use without saying where it comes from."""


def blocks(page: Path) -> list[str]:
    """The Python of a page, by its order."""
    return re.findall(r"^```python\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def program(block: str) -> str:
    """The block as a program: as it is when it runs by itself, else in a function that is given what a block may use."""
    if "asyncio.run(" in block:
        return block
    # A block that binds a name of its own is not given it.
    bound = {
        node.id
        for node in ast.walk(ast.parse(f"async def block():\n{textwrap.indent(block, '    ')}"))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    given = ", ".join(
        f"{name}: {kind}" for name, kind in KNOWN.items() if name not in bound or name == "sheet"
    )
    names = ", ".join(sorted(tresen.client.__all__))
    return f"from tresen.client import {names}\n\n\nasync def block({given}) -> None:\n{textwrap.indent(block, '    ')}"


def checked(folder: Path, programs: dict[str, str]) -> str:
    """What mypy says of these files, by their names."""
    for name, text in programs.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "mypy.ini").write_text(
        f"[mypy]\nstrict = True\nmypy_path = {ROOT / 'src'}\nfollow_imports = silent\n"
    )
    cache = ROOT / ".mypy_cache" / "pages"
    command = [sys.executable, "-m", "mypy", "--config-file", "mypy.ini", f"--cache-dir={cache}", *programs]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=400, check=False
    ).stdout


def test_every_block_and_example_is_strictly_typed(tmp_path: Path) -> None:
    """[W9] No page and no example uses a call, a field or a name that does not exist; what does is found by this test."""
    programs = {
        f"{page.relative_to(ROOT).with_suffix('').as_posix().replace('/', '__').replace('-', '_')}__{n}.py": program(
            block
        )
        for page in PAGES
        for n, block in enumerate(blocks(page))
    }
    assert len(programs) > 12
    programs |= {f"examples__{each.name}": each.read_text() for each in (ROOT / "examples").glob("*.py")}
    wrong = {
        "wrong_name.py": program("print(hours)"),
        "wrong_call.py": program("await staff.link_earlier(message, message)"),
        "wrong_field.py": program("print(message.last_ms)"),
    }
    said = checked(tmp_path, programs | wrong)
    found = [line for line in said.splitlines() if ": error:" in line]
    assert {line.partition(":")[0] for line in found if line.startswith("wrong_")} == set(wrong)
    assert [line for line in found if not line.startswith("wrong_")] == []
