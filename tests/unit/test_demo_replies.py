"""What is suggested from the demo's quick replies is held by a table of the web apps: both read the same replies."""

from __future__ import annotations

import json
from pathlib import Path

from tresen.demo import replies

TABLE = Path(__file__).parents[2] / "web/core/test/suggest/demo.json"


def test_the_table_has_the_replies_of_the_demo() -> None:
    """A reply that the demo changes is changed in the table of what must and must not be suggested."""
    assert json.loads(TABLE.read_text()) == [
        {
            "shortcut": each.shortcut,
            "title": each.title,
            "keywords": list(each.keywords),
            "texts": [each.text_de, each.text_en],
        }
        for each in replies.REPLIES
    ]
