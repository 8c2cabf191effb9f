"""The reference page lists every setting there is."""

import inspect
import re
from pathlib import Path

from tresen.cli.serve import serve
from tresen.config import Settings, flag

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "settings.md"


def test_every_setting_is_in_the_page() -> None:
    """Each setting is in the table with its flag, variable and default, in alphabetical order."""
    rows = {
        cells[0].strip("` "): [cell.strip() for cell in cells[1:]]
        for line in PAGE.read_text().splitlines()
        if line.startswith("| `")
        for cells in [line.strip("|").split("|")]
    }
    assert set(rows) == set(Settings.__struct_fields__)
    flags = set(inspect.signature(serve).parameters) - {"config"}
    defaults = dict(
        zip(reversed(Settings.__struct_fields__), reversed(Settings.__struct_defaults__), strict=False)
    )
    for name, (command, variable, default, _) in rows.items():
        assert (f"`{flag(name)}`" in command) is (name in flags)
        assert f"`TRESEN_{name.upper()}`" in variable
        if isinstance(defaults.get(name), int | str):
            assert re.fullmatch(f"`{re.escape(str(defaults[name]))}`", default)
