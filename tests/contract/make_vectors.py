"""Writes protocol/vectors/*.json anew: `python -m tests.contract.make_vectors [SCENARIO…]`, without a name all of them.

Wraps and nonces differ in every run.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Collection
from pathlib import Path

from tests.contract import (
    vectors_acts,
    vectors_alike,
    vectors_answers,
    vectors_automatic,
    vectors_belief,
    vectors_calls,
    vectors_canonical,
    vectors_cards,
    vectors_contents,
    vectors_conversation,
    vectors_devicenames,
    vectors_devices,
    vectors_documents,
    vectors_drafts,
    vectors_erase,
    vectors_files,
    vectors_flags,
    vectors_former,
    vectors_frames,
    vectors_invitation,
    vectors_keys,
    vectors_kinds,
    vectors_message,
    vectors_mutated,
    vectors_notes,
    vectors_odd,
    vectors_passkeys,
    vectors_profiles,
    vectors_programs,
    vectors_records,
    vectors_trail,
    vectors_ways,
    vectors_websites,
)
from tests.contract.vectors_case import Case

VECTORS = Path(__file__).parents[2] / "protocol" / "vectors"

SCENARIOS: dict[str, tuple[str, list[str], list[Case]]] = {
    **vectors_keys.scenarios(),
    **vectors_programs.scenarios(),
    **vectors_records.scenarios(),
    **vectors_profiles.scenarios(),
    **vectors_message.scenarios(),
    **vectors_files.scenarios(),
    **vectors_conversation.scenarios(),
    **vectors_automatic.scenarios(),
    **vectors_contents.scenarios(),
    **vectors_devices.scenarios(),
    **vectors_cards.scenarios(),
    **vectors_acts.scenarios(),
    **vectors_documents.scenarios(),
    **vectors_flags.scenarios(),
    **vectors_notes.scenarios(),
    **vectors_drafts.scenarios(),
    **vectors_former.scenarios(),
    **vectors_devicenames.scenarios(),
    **vectors_erase.scenarios(),
    **vectors_frames.scenarios(),
    **vectors_answers.scenarios(),
    **vectors_mutated.scenarios(),
    **vectors_odd.scenarios(),
    **vectors_canonical.scenarios(),
    **vectors_calls.scenarios(),
    **vectors_trail.scenarios(),
    **vectors_belief.scenarios(),
    **vectors_kinds.scenarios(),
    **vectors_passkeys.scenarios(),
    **vectors_invitation.scenarios(),
    **vectors_alike.scenarios(),
    **vectors_ways.scenarios(),
    **vectors_websites.scenarios(),
}


def main(names: Collection[str] = ()) -> None:
    """One file per scenario."""
    for name in names or SCENARIOS:
        about, rules, cases = SCENARIOS[name]
        text = json.dumps({"about": about, "rules": rules, "cases": cases}, ensure_ascii=False, indent=1)
        (VECTORS / f"{name}.json").write_text(text + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
