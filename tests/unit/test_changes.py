"""Fragments of the changelog: each is a list, and joining loses none of it."""

from __future__ import annotations

import pytest

from supply import changes

LOG = "# Changelog\n\n## Unreleased\n\n- Old.\n\n## 0.1.0\n\n- Older.\n"


def test_fragments_come_first_under_unreleased() -> None:
    """[CONTRIBUTING] New lines stand at the top of what is not released, in the order of the files' names."""
    text = changes.joined(LOG, {"b.md": "- B.\n  More of B.\n", "a.md": "- A.\n"})
    assert text == (
        "# Changelog\n\n## Unreleased\n\n- A.\n- B.\n  More of B.\n\n- Old.\n\n## 0.1.0\n\n- Older.\n"
    )


def test_links_lead_from_the_changelogs_folder() -> None:
    """[CONTRIBUTING] A fragment lies one folder deeper."""
    text = changes.joined(LOG, {"a.md": "- See [why](../docs/adr/README.md).\n"})
    assert "- See [why](docs/adr/README.md).\n" in text


def test_without_fragments_nothing_changes() -> None:
    """[CONTRIBUTING] Joining twice is joining once."""
    assert changes.joined(LOG, {}) == LOG


@pytest.mark.parametrize("text", ["", "Words.\n", "- A.\n\n## 9.9.9\n", "- A.\n# Changelog\n"])
def test_what_is_no_list_is_refused(text: str) -> None:
    """[CONTRIBUTING] A fragment cannot add a heading, so it cannot end what is not released."""
    with pytest.raises(changes.BadFragment, match=r"a\.md"):
        changes.joined(LOG, {"a.md": text})


def test_a_changelog_without_the_heading_is_refused() -> None:
    """[CONTRIBUTING] Nothing is joined where it would be lost."""
    with pytest.raises(changes.BadFragment, match="Unreleased"):
        changes.joined("# Changelog\n", {"a.md": "- A.\n"})


def test_the_fragments_of_this_tree_are_lists() -> None:
    """[CONTRIBUTING] A release can join what lies in `changes/`."""
    for file in changes.fragments():
        assert file.read_text(encoding="utf-8").strip() in changes.with_fragments()
