"""Which licences the parts of Tresen may have. An unknown one is as unwanted as a forbidden one.

Tresen is under Apache-2.0 and is given away as a whole, to be changed and sold: no part may ask more of whoever does that
than to name its authors and keep its own licence beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

ALLOWED: Final = {
    "MIT": "asks for its text beside copies",
    "MIT-0": "asks for nothing",
    "MIT-CMU": "asks for its text beside copies (Pillow's, as it has been since PIL)",
    "BSD-2-Clause": "asks for its text beside copies",
    "BSD-3-Clause": "as BSD-2-Clause, and not to advertise with its authors' names",
    "BSD": "a part says BSD and not which: all of them are among these",
    "ISC": "asks for its text beside copies",
    "0BSD": "asks for nothing",
    "Apache-2.0": "Tresen's own",
    "PSF-2.0": "Python's own, asks for its text beside copies",
    "MPL-2.0": "its own files stay under it and open, all others stay free; certifi is used as it comes",
}
"""By SPDX, each with the reason why it may."""
NAMES: Final = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""What older packages say in place of SPDX."""


def unwanted(parts: Iterable[dict[str, Any]]) -> list[str]:
    """A line for each part that goes into Tresen and whose licence is unknown or not allowed."""
    found = []
    for part in parts:
        if part.get("scope") == "excluded":
            continue
        said = [
            each["expression"]
            if "expression" in each
            else each["license"].get("id") or each["license"]["name"]
            for each in part.get("licenses", ())
        ]
        if not said:
            found.append(f"{part['name']} {part['version']}: no licence is known")
        found += [f"{part['name']} {part['version']}: {each}" for each in said if not is_allowed(each)]
    return found


def is_allowed(said: str) -> bool:
    """Whether an SPDX expression, or names with commas between them, allows use by ALLOWED alone.

    Of `OR` one is enough; of `AND`, and of a list of names, all count, because nobody says which is for what.
    """
    text = said.strip()
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1]
    if "(" in text and text not in NAMES and " OR " in text:
        return False  # nested: none of our parts says that, and reading it wrong is worse than asking
    for between in (r"\s+AND\s+", r",\s+"):
        parts = re.split(between, text)
        if len(parts) > 1:
            return all(map(is_allowed, parts))
    return any(NAMES.get(each, each) in ALLOWED for each in re.split(r"\s+OR\s+", text))
